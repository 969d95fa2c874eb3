/* glossary - see glossary.h. */
#include "core/glossary.h"
#include "core/json.h"
#include <stdbool.h>
#include <string.h>

#define LONGEST 6 /* words in a term */

GlossaryTerm *glossary_term_new(void) {
  GlossaryTerm *term = g_new0(GlossaryTerm, 1);
  term->also = g_ptr_array_new_with_free_func(g_free);
  term->tags = g_ptr_array_new_with_free_func(g_free);
  return term;
}

void glossary_term_free(GlossaryTerm *term) {
  if (term == NULL) return;
  g_free(term->term);
  g_free(term->expansion);
  g_free(term->text);
  g_ptr_array_unref(term->also);
  g_ptr_array_unref(term->tags);
  g_free(term);
}

/* -- JSON -------------------------------------------------------------------------------------- */

char *glossary_term_to_json(const GlossaryTerm *term) {
  json_t *o = json_object();
  json_put_string(o, "term", term->term);
  json_put_string(o, "long", term->expansion);
  json_put_string(o, "text", term->text);
  json_object_set_new(o, "also", json_from_strings(term->also));
  json_object_set_new(o, "tags", json_from_strings(term->tags));
  char *text = json_to_text(o);
  json_decref(o);
  return text;
}

GlossaryTerm *glossary_term_from_json(const char *text, GError **error) {
  json_t *o = json_from_text(text, error);
  if (o == NULL) return NULL;
  GlossaryTerm *term = glossary_term_new();
  term->term = json_dup_string(o, "term");
  term->expansion = json_dup_string(o, "long");
  term->text = json_dup_string(o, "text");
  json_to_strings(json_object_get(o, "also"), term->also);
  json_to_strings(json_object_get(o, "tags"), term->tags);
  json_decref(o);
  if (term->term != NULL && term->text != NULL) return term;
  glossary_term_free(term);
  g_set_error(error, JSON_ERROR, 0, "A stored term is not in the form that pawl writes.");
  return NULL;
}

/* -- words ------------------------------------------------------------------------------------- */

typedef struct {
  char *folded;  /* lower case, without a plural or possessive s */
  bool capitals; /* no lower-case letter in it */
} Word;

static void word_clear(gpointer data) {
  g_free(((Word *)data)->folded);
}

static bool all_capitals(const char *word, gsize size) {
  bool upper = false;
  for (const char *p = word; p < word + size; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_islower(c)) return false;
    upper |= g_unichar_isupper(c);
  }
  return upper;
}

/* Bytes of WORD without a possessive or plural s ("SLAs", "district's"); "access" stays. */
static gsize bare_size(const char *word, gsize size) {
  if (size > 2 && word[size - 1] == 's' && word[size - 2] == '\'') return size - 2;
  if (size > 3 && word[size - 1] == 's' && strchr("sui", word[size - 2]) == NULL) return size - 1;
  return size;
}

static bool in_word(gunichar c) {
  return g_unichar_isalnum(c) || c == '\'' || c == 0x2019;
}

/* SIZE bytes at WORD, a curly apostrophe made straight. */
static char *straighten(const char *word, gsize size) {
  GString *plain = g_string_new(NULL);
  for (const char *p = word; p < word + size; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(plain, c == 0x2019 ? '\'' : c);
  }
  return g_string_free(plain, FALSE);
}

/* TEXT cut into words: runs of letters, digits and apostrophes. */
static GArray *words_of(const char *text) {
  GArray *words = g_array_new(FALSE, TRUE, sizeof(Word));
  g_array_set_clear_func(words, word_clear);
  for (const char *p = text; *p != '\0';) {
    const char *start = p;
    while (*p != '\0' && in_word(g_utf8_get_char(p))) p = g_utf8_next_char(p);
    if (p == start) {
      p = g_utf8_next_char(p);
      continue;
    }
    g_autofree char *plain = straighten(start, (gsize)(p - start));
    gsize size = bare_size(plain, strlen(plain));
    Word word = {g_utf8_strdown(plain, (gssize)size), all_capitals(plain, size)};
    g_array_append_val(words, word);
  }
  return words;
}

/* COUNT words from AT, joined by blanks. */
static char *join(const GArray *words, guint at, guint count) {
  GString *joined = g_string_new(NULL);
  for (guint i = at; i < at + count; i++) {
    if (i > at) g_string_append_c(joined, ' ');
    g_string_append(joined, g_array_index(words, Word, i).folded);
  }
  return g_string_free(joined, FALSE);
}

static char *fold(const char *name) {
  g_autoptr(GArray) words = words_of(name);
  return join(words, 0, words->len);
}

/* -- the glossary ------------------------------------------------------------------------------ */

Glossary *glossary_new(void) {
  Glossary *glossary = g_new0(Glossary, 1);
  glossary->terms = g_ptr_array_new_with_free_func((GDestroyNotify)glossary_term_free);
  glossary->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return glossary;
}

void glossary_free(Glossary *glossary) {
  if (glossary == NULL) return;
  g_hash_table_unref(glossary->names);
  g_ptr_array_unref(glossary->terms);
  g_free(glossary);
}

static void add_name(Glossary *glossary, const char *name, GlossaryTerm *term) {
  char *folded = fold(name);
  if (*folded == '\0' || g_hash_table_contains(glossary->names, folded))
    g_free(folded);
  else
    g_hash_table_insert(glossary->names, folded, term);
}

static int compare_terms(const GlossaryTerm *a, const GlossaryTerm *b) {
  g_autofree char *x = g_utf8_casefold(a->term, -1), *y = g_utf8_casefold(b->term, -1);
  return strcmp(x, y);
}

void glossary_add(Glossary *glossary, GlossaryTerm *term) {
  g_autofree char *name = fold(term->term);
  const GlossaryTerm *known = g_hash_table_lookup(glossary->names, name);
  if (known != NULL && compare_terms(known, term) == 0) {
    glossary_term_free(term);
    return;
  }
  guint at = glossary->terms->len;
  while (at > 0 && compare_terms(glossary->terms->pdata[at - 1], term) > 0) at--;
  g_ptr_array_insert(glossary->terms, (int)at, term);
  g_hash_table_replace(glossary->names, g_steal_pointer(&name), term);
  if (term->expansion != NULL) add_name(glossary, term->expansion, term);
  for (guint i = 0; i < term->also->len; i++) add_name(glossary, term->also->pdata[i], term);
}

const GlossaryTerm *glossary_lookup(const Glossary *glossary, const char *name) {
  g_autofree char *folded = fold(name);
  return g_hash_table_lookup(glossary->names, folded);
}

/* A term of one word in capitals stands for itself in capitals alone: "ADA", not "Ada". */
static bool fits_case(const GlossaryTerm *term, const char *folded, const Word *word, guint count) {
  if (count > 1 || word->capitals || !all_capitals(term->term, strlen(term->term))) return true;
  g_autofree char *own = fold(term->term);
  return strcmp(own, folded) != 0;
}

/* The term of most words that begins at word AT, or NULL; *COUNT gets its words. */
static const GlossaryTerm *term_at(const Glossary *glossary, const GArray *words, guint at,
                                   guint *count) {
  for (*count = MIN((guint)LONGEST, words->len - at); *count > 0; --*count) {
    g_autofree char *folded = join(words, at, *count);
    const GlossaryTerm *term = g_hash_table_lookup(glossary->names, folded);
    if (term != NULL && fits_case(term, folded, &g_array_index(words, Word, at), *count))
      return term;
  }
  return NULL;
}

GPtrArray *glossary_find(const Glossary *glossary, const char *text) {
  GPtrArray *found = g_ptr_array_new();
  g_autoptr(GArray) words = words_of(text);
  guint count = 0;
  for (guint at = 0; at < words->len; at += MAX(count, 1)) {
    const GlossaryTerm *term = term_at(glossary, words, at, &count);
    if (term != NULL && !g_ptr_array_find(found, term, NULL))
      g_ptr_array_add(found, (gpointer)term);
  }
  return found;
}

static bool holds(const char *text, const char *words) {
  if (text == NULL) return false;
  g_autofree char *folded = g_utf8_casefold(text, -1);
  return strstr(folded, words) != NULL;
}

GPtrArray *glossary_search(const Glossary *glossary, const char *words) {
  GPtrArray *found = g_ptr_array_new();
  g_autofree char *folded = words == NULL ? g_strdup("") : g_utf8_casefold(words, -1);
  for (guint i = 0; i < glossary->terms->len; i++) {
    GlossaryTerm *term = glossary->terms->pdata[i];
    if (holds(term->term, folded) || holds(term->expansion, folded) || holds(term->text, folded))
      g_ptr_array_add(found, term);
  }
  return found;
}
