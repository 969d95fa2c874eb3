/* json - the few helpers over jansson that every writer and reader of JSON here shares. */
#pragma once
#include <glib.h>
#include <jansson.h>

#define JSON_ERROR json_error_quark()
GQuark json_error_quark(void);

/* Sets KEY to TEXT, or leaves it out where TEXT is NULL. */
void json_put_string(json_t *object, const char *key, const char *text);
/* VALUE, or null where it is no finite number; study day DAY as "2026-11-23", or null where it is 0. */
json_t *json_number(double value);
json_t *json_day(int day);
/* The string at KEY, newly allocated, or NULL. */
char *json_dup_string(const json_t *object, const char *key);
/* TEXT as a string; what is no UTF-8 in it (a file's name may be anything) is written out. */
json_t *json_word(const char *text);
/* A new array of LIST's strings (NULL: empty), and the strings of ARRAY appended to OUT. */
json_t *json_from_strings(const GPtrArray *list);
void json_to_strings(const json_t *array, GPtrArray *out);
/* Compact text with sorted keys: equal values give equal bytes. Newly allocated (g_free). */
char *json_to_text(const json_t *value);
/* The object in TEXT (new reference), or NULL with ERROR. Duplicate keys are refused. */
json_t *json_from_text(const char *text, GError **error);
