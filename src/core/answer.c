/* answer - see answer.h. */
#include "core/answer.h"
#include <stdio.h>
#include <string.h>

static const char *const CONFIDENCES[] = {NULL, "guess", "think", "sure"};
static const char *const RATINGS[] = {"none", "again", "hard", "good", "easy"};

const char *confidence_name(Confidence confidence) {
  return CONFIDENCES[confidence];
}

bool confidence_from_name(const char *name, Confidence *out) {
  for (int i = CONFIDENCE_GUESS; i <= CONFIDENCE_SURE; i++)
    if (g_strcmp0(CONFIDENCES[i], name) == 0) {
      *out = (Confidence)i;
      return true;
    }
  return false;
}

const char *rating_name(Rating rating) {
  return RATINGS[rating];
}

bool rating_from_name(const char *name, Rating *out) {
  for (int i = RATING_AGAIN; i <= RATING_EASY; i++)
    if (g_strcmp0(RATINGS[i], name) == 0) {
      *out = (Rating)i;
      return true;
    }
  return false;
}

Uuid uuid_make(int64_t utc_ms, const uint8_t random[10]) {
  Uuid uuid;
  for (int i = 0; i < 6; i++) uuid.bytes[i] = (uint8_t)((uint64_t)utc_ms >> (40 - 8 * i));
  memcpy(uuid.bytes + 6, random, 10);
  uuid.bytes[6] = (uint8_t)((uuid.bytes[6] & 0x0f) | 0x70);
  uuid.bytes[8] = (uint8_t)((uuid.bytes[8] & 0x3f) | 0x80);
  return uuid;
}

static bool is_dash(int i) {
  return i == 8 || i == 13 || i == 18 || i == 23;
}

guint uuid_hash(gconstpointer uuid) {
  guint hash = 5381;
  for (int i = 0; i < UUID_SIZE; i++) hash = hash * 33 + ((const Uuid *)uuid)->bytes[i];
  return hash;
}

gboolean uuid_equal(gconstpointer a, gconstpointer b) {
  return memcmp(a, b, UUID_SIZE) == 0;
}

void uuid_format(const Uuid *uuid, char out[37]) {
  static const char digits[] = "0123456789abcdef";
  int at = 0;
  for (int i = 0; i < UUID_SIZE; i++) {
    if (is_dash(at)) out[at++] = '-';
    out[at++] = digits[uuid->bytes[i] >> 4];
    out[at++] = digits[uuid->bytes[i] & 15];
  }
  out[at] = '\0';
}

/* Value of a hexadecimal digit, or -1. */
static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool uuid_parse(const char *text, Uuid *out) {
  Uuid uuid = {0};
  int nibble = 0;
  if (strlen(text) != 36) return false;
  for (int i = 0; i < 36; i++) {
    if (is_dash(i)) {
      if (text[i] != '-') return false;
      continue;
    }
    int value = hex_value(text[i]);
    if (value < 0) return false;
    uuid.bytes[nibble / 2] = (uint8_t)(uuid.bytes[nibble / 2] << 4 | value);
    nibble++;
  }
  *out = uuid;
  return true;
}

static bool all_different(const Response *response) {
  unsigned seen = 0;
  for (int i = 0; i < response->n; i++) {
    if (seen & 1u << response->option[i]) return false;
    seen |= 1u << response->option[i];
  }
  return true;
}

bool response_complete(const Item *item, const Response *response) {
  int options = (int)item->options->len;
  if (response->n < 1 || response->n > ITEM_MAX_OPTIONS) return false;
  for (int i = 0; i < response->n; i++)
    if (response->option[i] >= options) return false;
  switch (item->type) {
  case ITEM_SINGLE: return response->n == 1;
  case ITEM_MULTIPLE: return all_different(response);
  case ITEM_ORDER: return response->n == options && all_different(response);
  case ITEM_MATCH: return response->n == (int)item->prompts->len;
  case ITEM_ESSAY:
  case ITEM_ORAL: break;
  }
  return false;
}

static const char *option_id(const Item *item, int i) {
  return ((ItemOption *)item->options->pdata[i])->id;
}

static Grade grade_chosen(const Item *item, const Response *response) {
  int hits = 0, keys = (int)item->key->len;
  for (int i = 0; i < response->n; i++)
    hits += item_is_key(item, option_id(item, response->option[i]));
  int alarms = response->n - hits;
  if (hits == keys && alarms == 0) return (Grade){true, 1};
  if (item->credit == ITEM_CREDIT_ALL || keys == 0) return (Grade){false, 0};
  return (Grade){false, MAX(0, (double)(hits - alarms) / keys)};
}

static Grade grade_places(const Item *item, const Response *response) {
  int right = 0;
  for (int i = 0; i < response->n; i++) {
    const char *key = item->type == ITEM_ORDER ? item->key->pdata[i]
                                               : ((ItemPrompt *)item->prompts->pdata[i])->key;
    right += strcmp(key, option_id(item, response->option[i])) == 0;
  }
  return (Grade){right == response->n, (double)right / response->n};
}

Grade answer_grade(const Item *item, const Response *response) {
  if (item->type == ITEM_ORDER || item->type == ITEM_MATCH) return grade_places(item, response);
  return grade_chosen(item, response);
}

char *response_format(const Item *item, const Response *response) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < response->n; i++)
    g_string_append_printf(out, "%s%s", i > 0 ? " " : "", option_id(item, response->option[i]));
  return g_string_free(out, FALSE);
}

bool response_parse(const Item *item, const char *text, Response *out) {
  Response response = {0};
  g_auto(GStrv) ids = g_strsplit(text, " ", -1);
  for (char **id = ids; *id != NULL; id++) {
    int index = item_option_index(item, *id);
    if (index < 0 || response.n == ITEM_MAX_OPTIONS) return false;
    response.option[response.n++] = (uint8_t)index;
  }
  *out = response;
  return true;
}

void answer_clear(Answer *answer) {
  g_clear_pointer(&answer->shown, g_free);
  g_clear_pointer(&answer->chosen, g_free);
}
