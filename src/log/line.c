/* line - see line.h. */
#include "log/line.h"
#include "core/text.h"
#include <math.h>
#include <string.h>

/* -- reading ----------------------------------------------------------------------------------- */

typedef struct {
  char *start, *at, *end; /* END is a NUL */
  char *why;
} Scan;

static bool refuse(Scan *scan, const char *why) {
  if (scan->why == NULL) scan->why = g_strdup(why);
  return false;
}

static bool expect(Scan *scan, char c) {
  if (*scan->at != c) {
    if (scan->why == NULL)
      scan->why = scan->at == scan->end ? g_strdup_printf("it ends where '%c' has to stand", c)
                                        : g_strdup_printf("'%c' has to stand here", c);
    return false;
  }
  scan->at++;
  return true;
}

static bool hex4(Scan *scan, uint32_t *out) {
  *out = 0;
  for (int i = 0; i < 4; i++, scan->at++) {
    int digit = g_ascii_xdigit_value(*scan->at);
    if (digit < 0) return refuse(scan, "four hexadecimal digits have to follow \\u");
    *out = *out << 4 | (uint32_t)digit;
  }
  return true;
}

/* What follows on \u, as UTF-8 at *TO (never longer than the escape). */
static bool code_point(Scan *scan, char **to) {
  uint32_t c = 0, low = 0;
  if (!hex4(scan, &c)) return false;
  if (c >= 0xd800 && c < 0xdc00) {
    if (scan->at[0] != '\\' || scan->at[1] != 'u') return refuse(scan, "half of a surrogate pair");
    scan->at += 2;
    if (!hex4(scan, &low)) return false;
    if (low < 0xdc00 || low > 0xdfff) return refuse(scan, "half of a surrogate pair");
    c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
  }
  if (c == 0 || (c >= 0xdc00 && c <= 0xdfff)) return refuse(scan, "an escape of no character");
  *to += g_unichar_to_utf8(c, *to);
  return true;
}

static bool escape(Scan *scan, char **to) {
  static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
  scan->at++;
  if (*scan->at == 'u') {
    scan->at++;
    return code_point(scan, to);
  }
  const char *found = *scan->at == '\0' ? NULL : strchr(from, *scan->at);
  if (found == NULL) return refuse(scan, "an escape that JSON does not know");
  *(*to)++ = into[found - from];
  scan->at++;
  return true;
}

static bool check_text(Scan *scan, char *text, size_t length) {
  TextFault fault;
  if (text_check(text, length, &fault)) return true;
  g_autofree char *what = text_fault_describe(&fault);
  g_autofree char *why = g_strdup_printf("a text holds %s", what);
  return refuse(scan, why);
}

/* The string at hand, decoded in place and ended with a NUL over its bytes or its closing quote. */
static bool string(Scan *scan, const char **out) {
  if (!expect(scan, '"')) return false;
  char *start = scan->at, *to = start;
  bool plain = true;
  while (*scan->at != '"') {
    unsigned char c = (unsigned char)*scan->at;
    if (c < 0x20)
      return refuse(scan, scan->at == scan->end ? "a string does not end"
                                                : "a control character stands in a string");
    if (c == '\\') {
      plain = false;
      if (!escape(scan, &to)) return false;
      continue;
    }
    if (c >= 0x7f) plain = false;
    *to++ = *scan->at++;
  }
  if (!plain && !check_text(scan, start, (size_t)(to - start))) return false;
  scan->at++;
  *to = '\0';
  *out = start;
  return true;
}

static void digits(Scan *scan) {
  while (g_ascii_isdigit(*scan->at)) scan->at++;
}

/* The whole number from START to END: at most 19 characters, of which it is known that they are one. */
static int64_t integer_of(const char *start, const char *end) {
  bool negative = *start == '-';
  uint64_t value = 0;
  for (const char *at = start + negative; at < end; at++)
    value = value * 10 + (uint64_t)(*at - '0');
  if (value > INT64_MAX) return negative ? INT64_MIN : INT64_MAX; /* as strtoll */
  return negative ? -(int64_t)value : (int64_t)value;
}

static bool number(Scan *scan, LogField *field) {
  char *start = scan->at;
  bool whole = true;
  if (*scan->at == '-') scan->at++;
  char *first = scan->at;
  digits(scan);
  if (scan->at == first || (*first == '0' && scan->at > first + 1))
    return refuse(scan, "that is no number");
  if (*scan->at == '.') {
    whole = false;
    first = ++scan->at;
    digits(scan);
    if (scan->at == first) return refuse(scan, "that is no number");
  }
  if (*scan->at == 'e' || *scan->at == 'E') {
    whole = false;
    scan->at++;
    if (*scan->at == '+' || *scan->at == '-') scan->at++;
    first = scan->at;
    digits(scan);
    if (scan->at == first) return refuse(scan, "that is no number");
  }
  if (scan->at - start > 40 || (whole && scan->at - start > 19))
    return refuse(scan, "a number has too many digits");
  field->kind = whole ? LOG_INTEGER : LOG_REAL;
  if (whole) field->integer = integer_of(start, scan->at);
  field->real = whole ? (double)field->integer : g_ascii_strtod(start, NULL);
  return isfinite(field->real) || refuse(scan, "a number is too large");
}

static bool word(Scan *scan, LogField *field) {
  static const struct {
    const char *text;
    LogKind kind;
  } words[] = {{"true", LOG_TRUE}, {"false", LOG_FALSE}, {"null", LOG_NULL}};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_has_prefix(scan->at, words[i].text)) {
      field->kind = words[i].kind;
      scan->at += strlen(words[i].text);
      return true;
    }
  return refuse(scan, "a value has to stand here");
}

/* Over a string inside of an array or object, which stays as it is. Escapes of controls are refused:
 * nobody needs them. */
static bool skip_string(Scan *scan) {
  char *start = ++scan->at;
  for (; *scan->at != '"'; scan->at++) {
    if ((unsigned char)*scan->at < 0x20) return refuse(scan, "a string does not end");
    if (*scan->at != '\\') continue;
    scan->at++;
    if (*scan->at == 'u' && scan->at[1] == '0' && scan->at[2] == '0')
      return refuse(scan, "an escaped control character");
    if (*scan->at == '\0' || strchr("\"\\/bfnrtu", *scan->at) == NULL)
      return refuse(scan, "an escape that JSON does not know");
  }
  if (!check_text(scan, start, (size_t)(scan->at - start))) return false;
  scan->at++;
  return true;
}

/* Over an array or object; whoever uses it parses it whole (json_from_text). */
static bool skip_nested(Scan *scan) {
  int depth = 0;
  do {
    char c = *scan->at;
    if (c == '"') {
      if (!skip_string(scan)) return false;
      continue;
    }
    if (c == '[' || c == '{') depth++;
    if (c == ']' || c == '}') depth--;
    if (depth > LOG_DEPTH_MAX) return refuse(scan, "it is nested too deeply");
    if (c == '\0' || strchr("[]{},:-+.0123456789eEtrufalsn", c) == NULL)
      return refuse(scan, scan->at == scan->end ? "it ends inside of an array or object"
                                                : "that does not belong into an array or object");
    scan->at++;
  } while (depth > 0);
  return true;
}

static bool value(Scan *scan, LogField *field) {
  char *start = scan->at;
  bool good = false;
  if (*start == '"') {
    field->kind = LOG_STRING;
    good = string(scan, &field->text);
  } else if (*start == '[' || *start == '{') {
    field->kind = LOG_NESTED;
    good = skip_nested(scan);
  } else if (*start == '-' || g_ascii_isdigit(*start)) {
    good = number(scan, field);
  } else {
    good = word(scan, field);
  }
  field->raw_length = (size_t)(scan->at - start);
  return good;
}

/* strcmp; most keys differ in their first letter. */
static int compare_keys(const char *a, const char *b) {
  int first = (unsigned char)*a - (unsigned char)*b;
  return first != 0 ? first : strcmp(a, b);
}

static bool field_of(Scan *scan, LogLine *line, const char *bytes) {
  if (line->n == LOG_FIELDS_MAX) return refuse(scan, "it has too many keys");
  LogField *field = &line->field[line->n];
  *field = (LogField){0};
  if (!string(scan, &field->key) || !expect(scan, ':')) return false;
  if (line->n > 0 && compare_keys(line->field[line->n - 1].key, field->key) >= 0)
    return refuse(scan, "its keys are not sorted, or one stands twice");
  field->raw = bytes + (scan->at - scan->start);
  if (!value(scan, field)) return false;
  line->n++;
  return true;
}

static bool object(Scan *scan, LogLine *line, const char *bytes) {
  if (!expect(scan, '{')) return false;
  if (*scan->at != '}') {
    do {
      if (!field_of(scan, line, bytes)) return false;
    } while (*scan->at == ',' && scan->at++ != NULL);
  }
  return expect(scan, '}') &&
         (scan->at == scan->end || refuse(scan, "something stands behind the object"));
}

bool log_line_parse(LogLine *line, const char *bytes, size_t length, char **why, size_t *at) {
  if (line->size < length + 1) {
    line->size = length + 1 + length / 2;
    g_free(line->copy);
    line->copy = g_malloc(line->size);
  }
  memcpy(line->copy, bytes, length);
  line->copy[length] = '\0';
  line->n = line->next = 0;
  line->wrong = NULL;
  Scan scan = {line->copy, line->copy, line->copy + length, NULL};
  if (object(&scan, line, bytes)) return true;
  *why = scan.why;
  *at = (size_t)(scan.at - scan.start);
  return false;
}

void log_line_clear(LogLine *line) {
  g_clear_pointer(&line->copy, g_free);
  *line = (LogLine){0};
}

/* -- fields ------------------------------------------------------------------------------------ */

const LogField *log_find(LogLine *line, const char *key) {
  int low = 0, high = line->n - 1;
  int middle = line->next; /* mostly right: keys are asked for in order */
  while (low <= high) {
    if (middle < low || middle > high) middle = (low + high) / 2;
    int order = compare_keys(key, line->field[middle].key);
    if (order == 0) {
      line->next = middle + 1;
      return &line->field[middle];
    }
    if (order < 0)
      high = middle - 1;
    else
      low = middle + 1;
    middle = (low + high) / 2;
  }
  return NULL;
}

static void wrong(LogLine *line, const char *key) {
  if (line->wrong == NULL) line->wrong = key;
}

const char *log_text(LogLine *line, const char *key) {
  const LogField *field = log_find(line, key);
  if (field != NULL && field->kind == LOG_STRING) return field->text;
  wrong(line, key);
  return "";
}

int64_t log_integer(LogLine *line, const char *key, int64_t low, int64_t high) {
  const LogField *field = log_find(line, key);
  if (field != NULL && field->kind == LOG_INTEGER && field->integer >= low &&
      field->integer <= high)
    return field->integer;
  wrong(line, key);
  return low;
}

double log_real(LogLine *line, const char *key, double low, double high) {
  const LogField *field = log_find(line, key);
  if (field != NULL && (field->kind == LOG_INTEGER || field->kind == LOG_REAL) &&
      field->real >= low && field->real <= high)
    return field->real;
  wrong(line, key);
  return low;
}

bool log_bool(LogLine *line, const char *key) {
  const LogField *field = log_find(line, key);
  if (field != NULL && (field->kind == LOG_TRUE || field->kind == LOG_FALSE))
    return field->kind == LOG_TRUE;
  wrong(line, key);
  return false;
}

Uuid log_uuid(LogLine *line, const char *key) {
  Uuid uuid = {{0}};
  const char *text = log_text(line, key);
  if (!uuid_parse(text, &uuid)) wrong(line, key);
  return uuid;
}

bool log_has(LogLine *line, const char *key) {
  return log_find(line, key) != NULL;
}

/* -- writing ----------------------------------------------------------------------------------- */

static void open_field(LogDraft *draft, const char *key) {
  g_assert(draft->last == NULL || strcmp(draft->last, key) < 0);
  if (draft->last != NULL) g_string_append_c(draft->text, ',');
  g_string_append_c(draft->text, '"');
  g_string_append(draft->text, key);
  g_string_append(draft->text, "\":");
  draft->last = key;
}

static void append_number(GString *text, int64_t value) {
  char digits_of[24], *at = digits_of + sizeof digits_of;
  uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
  do {
    *--at = (char)('0' + rest % 10);
  } while ((rest /= 10) > 0);
  if (value < 0) *--at = '-';
  g_string_append_len(text, at, digits_of + sizeof digits_of - at);
}

static void append_string(GString *text, const char *s) {
  g_string_append_c(text, '"');
  for (; *s != '\0'; s++) {
    unsigned char c = (unsigned char)*s;
    if (c == '"' || c == '\\') g_string_append_c(text, '\\');
    if (c == '\n')
      g_string_append(text, "\\n");
    else if (c < 0x20)
      g_string_append_printf(text, "\\u%04x", c);
    else
      g_string_append_c(text, (char)c);
  }
  g_string_append_c(text, '"');
}

/* The line's place in the chain, once the keys have come that far. */
static void put_place(LogDraft *draft, const char *before) {
  if (draft->prev == NULL) return;
  if (!draft->numbered && (before == NULL || strcmp("n", before) < 0)) {
    draft->numbered = true;
    open_field(draft, "n");
    append_number(draft->text, draft->n);
  }
  if (draft->numbered && (before == NULL || strcmp("prev", before) < 0)) {
    open_field(draft, "prev");
    append_string(draft->text, draft->prev);
    draft->prev = NULL;
  }
}

static void start_field(LogDraft *draft, const char *key) {
  put_place(draft, key);
  open_field(draft, key);
}

void log_draft_start(LogDraft *draft, int64_t n, const char *prev) {
  GString *text = draft->text;
  g_string_assign(text, "{");
  *draft = (LogDraft){.text = text, .n = n, .prev = prev};
}

void log_draft_end(LogDraft *draft) {
  put_place(draft, NULL);
  g_string_append_c(draft->text, '}');
}

/* What the database may hold from before a check was there is written so that it can be read. */
void log_put_text(LogDraft *draft, const char *key, const char *text) {
  if (text == NULL) return;
  start_field(draft, key);
  for (const char *s = text; *s != '\0'; s++) {
    if ((unsigned char)*s >= 0x20 && (unsigned char)*s < 0x7f) continue;
    g_autofree char *clean =
        text_check(text, strlen(text), NULL) ? g_strdup(text) : text_clean(text, -1);
    append_string(draft->text, clean);
    return;
  }
  append_string(draft->text, text);
}

void log_put_integer(LogDraft *draft, const char *key, int64_t number_of) {
  start_field(draft, key);
  append_number(draft->text, number_of);
}

void log_put_real(LogDraft *draft, const char *key, double number_of) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  start_field(draft, key);
  if (!isfinite(number_of))
    g_string_append(draft->text, "null");
  else if (number_of == floor(number_of) && fabs(number_of) < 1e9)
    append_number(draft->text, (int64_t)number_of);
  else
    g_string_append(draft->text, g_ascii_dtostr(text, sizeof text, number_of));
}

void log_put_bool(LogDraft *draft, const char *key, bool truth) {
  start_field(draft, key);
  g_string_append(draft->text, truth ? "true" : "false");
}

void log_put_uuid(LogDraft *draft, const char *key, const Uuid *uuid) {
  char text[37];
  uuid_format(uuid, text);
  start_field(draft, key);
  append_string(draft->text, text);
}

void log_put_raw(LogDraft *draft, const char *key, const char *raw, size_t length) {
  start_field(draft, key);
  g_string_append_len(draft->text, raw, (gssize)length);
}

void log_put_line(LogDraft *draft, const LogLine *line) {
  for (int i = 0; i < line->n; i++) {
    const LogField *field = &line->field[i];
    if (strcmp(field->key, "n") != 0 && strcmp(field->key, "prev") != 0)
      log_put_raw(draft, field->key, field->raw, field->raw_length);
  }
}
