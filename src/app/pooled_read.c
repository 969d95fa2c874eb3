/* pooled_read - one learner's log read into a sheet of answers. Logs come from strangers: every
 * line is checked, and how much is kept is bounded. */
#include "app/logs_private.h"
#include "app/pooled_private.h"
#include <string.h>

/* -- sheets ------------------------------------------------------------------------------------ */

static void item_free_one(gpointer data) {
  PoolItem *item = data;
  char *strings[] = {item->pack, item->hash, item->code};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  for (int i = 0; i < item->options; i++) g_free(item->option[i]);
  g_free(item);
}

static gint compare_keys(gconstpointer a, gconstpointer b, gpointer user) {
  (void)user;
  return strcmp(a, b);
}

void pool_items_init(PoolItems *items) {
  items->list = g_ptr_array_new_with_free_func(item_free_one);
  items->places = g_tree_new_full(compare_keys, NULL, g_free, NULL);
}

void pool_items_clear(PoolItems *items) {
  g_clear_pointer(&items->list, g_ptr_array_unref);
  g_clear_pointer(&items->places, g_tree_unref);
}

void pool_sheet_init(PoolSheet *sheet) {
  pool_items_init(&sheet->items);
  sheet->answers = g_array_new(FALSE, FALSE, sizeof(PoolAnswer));
  sheet->marks = g_array_new(FALSE, FALSE, sizeof(PoolMark));
}

void pool_sheet_clear(PoolSheet *sheet) {
  pool_items_clear(&sheet->items);
  g_clear_pointer(&sheet->answers, g_array_unref);
  g_clear_pointer(&sheet->marks, g_array_unref);
}

#define POOL_KEY 128

static void key_of(const char *pack, const char *hash, char key[POOL_KEY]) {
  char *end = g_stpcpy(key, hash); /* both have their length: see take_answer */
  *end = ' ';
  g_strlcpy(end + 1, pack, POOL_KEY - 65);
}

/* Its place; items there are not yet are added. */
static uint32_t place_of(PoolItems *items, const char *pack, const char *hash) {
  char key[POOL_KEY];
  key_of(pack, hash, key);
  guint place = GPOINTER_TO_UINT(g_tree_lookup(items->places, key));
  if (place > 0) return place - 1;
  PoolItem *item = g_new0(PoolItem, 1);
  item->pack = g_strdup(pack);
  item->hash = g_strdup(hash);
  g_ptr_array_add(items->list, item);
  g_tree_insert(items->places, g_strdup(key), GUINT_TO_POINTER(items->list->len));
  return items->list->len - 1;
}

static void name_item(PoolItem *item, const char *code, int64_t ord, const Uuid *uuid) {
  bool newer = ord > item->ord || (ord == item->ord && memcmp(uuid, &item->uuid, UUID_SIZE) > 0);
  if (item->code != NULL && !newer) return;
  if (g_strcmp0(item->code, code) != 0) {
    g_free(item->code);
    item->code = g_strdup(code);
  }
  item->ord = ord;
  item->uuid = *uuid;
}

/* Place of the option with LENGTH bytes of ID; -1 where there is no room for one more. */
static int option_of(PoolItem *item, const char *id, size_t length) {
  for (int i = 0; i < item->options; i++)
    if (strncmp(item->option[i], id, length) == 0 && item->option[i][length] == '\0') return i;
  if (item->options == ITEMSTATS_OPTIONS || length > POOL_WORD_MAX) {
    item->crowded = true;
    return -1;
  }
  item->option[item->options] = g_strndup(id, length);
  return item->options++;
}

/* -- lines ------------------------------------------------------------------------------------- */

static void refuse(LogLine *line, const char *key) {
  if (line->wrong == NULL) line->wrong = key;
}

static bool is_hash(const char *text) {
  return strspn(text, "0123456789abcdef") == 64 && text[64] == '\0';
}

/* The options in WORDS as bits; 0 where one stands twice, or there is no telling. */
static uint32_t bits_of(PoolItem *item, const char *words) {
  uint32_t bits = 0;
  bool clear = true;
  for (const char *at = words; *at != '\0'; at += strspn(at, " ")) {
    size_t length = strcspn(at, " ");
    int i = length == 0 ? -1 : option_of(item, at, length);
    clear = clear && i >= 0 && (bits >> i & 1) == 0;
    if (i >= 0) bits |= UINT32_C(1) << i;
    at += length;
  }
  return clear ? bits : 0;
}

static void take_answer(PoolSheet *sheet, LogLine *line) {
  TravelAnswer a = logs_read_answer(line);
  Uuid pack;
  if (!is_hash(a.item.hash)) refuse(line, "hash");
  if (*a.item.code == '\0' || strlen(a.item.code) > POOL_WORD_MAX) refuse(line, "item");
  if (!uuid_parse(a.item.pack, &pack)) refuse(line, "pack");
  if (line->wrong != NULL || *a.shown == '\0' || *a.chosen == '\0') return; /* graded otherwise */
  PoolAnswer answer = {.uuid = a.uuid, .ord = a.ord, .credit = a.credit};
  answer.item = place_of(&sheet->items, a.item.pack, a.item.hash);
  PoolItem *item = sheet->items.list->pdata[answer.item];
  name_item(item, a.item.code, a.ord, &a.uuid);
  bits_of(item, a.shown);
  answer.chosen = bits_of(item, a.chosen);
  g_array_append_val(sheet->answers, answer);
}

static void take_mark(PoolSheet *sheet, LogLine *line) {
  TravelEvent e = logs_read_event(line);
  PoolMark mark = {e.answer, e.uuid, e.ord, e.kind == EVENT_UNDO};
  if (line->wrong == NULL) g_array_append_val(sheet->marks, mark);
}

static bool take_line(PoolSheet *sheet, LogLine *line) {
  const char *kind = log_text(line, "kind");
  line->next = 0;
  if (strcmp(kind, "answer") == 0) take_answer(sheet, line);
  if (strcmp(kind, "undo") == 0 || strcmp(kind, "redo") == 0) take_mark(sheet, line);
  return line->wrong == NULL;
}

static bool is_too_much(const PoolSheet *sheet) {
  return sheet->items.list->len > POOLED_LOG_ITEMS || sheet->answers->len > POOLED_ANSWERS_MAX ||
         sheet->marks->len > POOLED_ANSWERS_MAX;
}

bool pool_read(LogReader *reader, PoolSheet *sheet, GError **error) {
  LogLine *line = NULL;
  int next = 0;
  while ((next = log_reader_next(reader, &line, error)) > 0) {
    if (!take_line(sheet, line)) {
      log_reader_blame(reader, error, "its \"%s\" is missing or is not what it can be",
                       line->wrong);
      return false;
    }
    if (!is_too_much(sheet)) continue;
    log_reader_blame(reader, error,
                     "a log is pooled with up to %d answers to %d items, and here are more",
                     POOLED_ANSWERS_MAX, POOLED_LOG_ITEMS);
    return false;
  }
  return next == 0;
}

/* -- sheets together --------------------------------------------------------------------------- */

typedef struct {
  uint32_t item;
  int8_t option[ITEMSTATS_OPTIONS]; /* -1: lost */
} Move;

static Move move_item(PoolItems *all, const PoolItem *from) {
  Move move = {.item = place_of(all, from->pack, from->hash)};
  PoolItem *item = all->list->pdata[move.item];
  name_item(item, from->code, from->ord, &from->uuid);
  item->crowded = item->crowded || from->crowded;
  for (int i = 0; i < from->options; i++)
    move.option[i] = (int8_t)option_of(item, from->option[i], strlen(from->option[i]));
  return move;
}

static uint32_t move_bits(const Move *move, uint32_t bits) {
  uint32_t out = 0;
  for (int i = 0; bits != 0; i++, bits >>= 1) {
    if ((bits & 1) == 0) continue;
    if (move->option[i] < 0) return 0;
    out |= UINT32_C(1) << move->option[i];
  }
  return out;
}

static size_t count_new(const PoolItems *all, const PoolItems *from) {
  size_t n = 0;
  for (guint i = 0; i < from->list->len; i++) {
    const PoolItem *item = from->list->pdata[i];
    char key[POOL_KEY];
    key_of(item->pack, item->hash, key);
    n += g_tree_lookup(all->places, key) == NULL;
  }
  return n;
}

bool pool_join(PoolItems *all, GArray *answers, GArray *marks, const PoolSheet *from,
               const char *path, GError **error) {
  guint items = from->items.list->len;
  if ((all->list->len + items > POOLED_ITEMS_MAX &&
       all->list->len + count_new(all, &from->items) > POOLED_ITEMS_MAX) ||
      (size_t)answers->len + from->answers->len > POOLED_ANSWERS_MAX ||
      (size_t)marks->len + from->marks->len > POOLED_ANSWERS_MAX) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "%s: with this log there would be more than %d items, or %d answers of one "
                "learner. It is left out; pool fewer logs at a time.",
                path, POOLED_ITEMS_MAX, POOLED_ANSWERS_MAX);
    return false;
  }
  g_autofree Move *moves = g_new(Move, items + 1);
  for (guint i = 0; i < items; i++) moves[i] = move_item(all, from->items.list->pdata[i]);
  for (guint i = 0; i < from->answers->len; i++) {
    PoolAnswer answer = g_array_index(from->answers, PoolAnswer, i);
    const Move *move = &moves[answer.item];
    answer.item = move->item;
    answer.chosen = move_bits(move, answer.chosen);
    g_array_append_val(answers, answer);
  }
  g_array_append_vals(marks, from->marks->data, from->marks->len);
  return true;
}
