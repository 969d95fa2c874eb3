/* line - one line of a progress log: a JSON object, compact, with sorted keys (see pawl-log(5)).
 *
 * Lines come from anywhere. The parser is strict, allocates nothing that grows beyond the line, goes
 * no deeper than LOG_DEPTH_MAX, and lets no text through that text_check refuses.
 */
#pragma once
#include "core/answer.h"
#include <glib.h>

#define LOG_LINE_MAX   (1 << 20) /* bytes without the newline */
#define LOG_FIELDS_MAX 40
#define LOG_DEPTH_MAX  8

typedef enum {
  LOG_STRING,
  LOG_INTEGER,
  LOG_REAL,
  LOG_TRUE,
  LOG_FALSE,
  LOG_NULL,
  LOG_NESTED /* an array or object: only its shape was checked, its text is RAW */
} LogKind;

typedef struct {
  const char *key;
  LogKind kind;
  const char *text; /* LOG_STRING: decoded, without NUL inside */
  int64_t integer;
  double real; /* of integers, too */
  const char *raw;
  size_t raw_length;
} LogField;

typedef struct {
  LogField field[LOG_FIELDS_MAX];
  int n;
  int next;          /* where log_find goes on */
  const char *wrong; /* the first key that one of the getters below did not like, or NULL */
  char *copy;        /* decoded in place; fields lend from here */
  size_t size;
} LogLine;

/* Frees what LINE holds, not LINE. */
void log_line_clear(LogLine *line);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LogLine, log_line_clear)
/* LENGTH bytes without a newline. LINE starts zeroed and is used again and again. False with *WHY
 * (new) and the byte in *AT where it is no such object. */
bool log_line_parse(LogLine *line, const char *bytes, size_t length, char **why, size_t *at);

/* The field, or NULL. Fastest where keys are asked for in sorted order. */
const LogField *log_find(LogLine *line, const char *key);
/* Each gives what is at KEY, or a neutral value with LINE->wrong set where that is missing or not of
 * the kind. */
const char *log_text(LogLine *line, const char *key); /* "" where wrong */
int64_t log_integer(LogLine *line, const char *key, int64_t low, int64_t high);
double log_real(LogLine *line, const char *key, double low, double high);
bool log_bool(LogLine *line, const char *key);
Uuid log_uuid(LogLine *line, const char *key);
/* The same for keys that may be missing: false, and nothing is wrong, where they are. */
bool log_has(LogLine *line, const char *key);

/* -- writing ----------------------------------------------------------------------------------- */

/* An object in the making; keys have to come sorted. */
typedef struct {
  GString *text;
  const char *last; /* key */
  bool numbered;    /* "n" and "prev" are put in where they belong */
  int64_t n;
  const char *prev;
} LogDraft;

/* Starts anew in DRAFT->text. PREV NULL: no place in a chain. */
void log_draft_start(LogDraft *draft, int64_t n, const char *prev);
void log_draft_end(LogDraft *draft);
void log_put_text(LogDraft *draft, const char *key, const char *text); /* NULL: left out */
void log_put_integer(LogDraft *draft, const char *key, int64_t value);
void log_put_real(LogDraft *draft, const char *key, double value);
void log_put_bool(LogDraft *draft, const char *key, bool value);
void log_put_uuid(LogDraft *draft, const char *key, const Uuid *uuid);
/* JSON as it is. */
void log_put_raw(LogDraft *draft, const char *key, const char *raw, size_t length);
/* Every field of LINE but its place in a chain. */
void log_put_line(LogDraft *draft, const LogLine *line);
