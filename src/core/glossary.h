/* glossary - terms and acronyms that items use, each explained in two sentences.
 *
 * Terms belong to a pack. A Glossary owns its terms and keeps them sorted by their folded name;
 * where two packs explain the same term, the first added stands.
 */
#pragma once
#include <glib.h>

typedef struct {
  char *term;      /* "FERPA", "total cost of ownership" */
  char *expansion; /* what an acronym stands for, or NULL */
  char *text;
  GPtrArray *also; /* of char*: other spellings found in texts */
  GPtrArray *tags; /* of char*: framework codes */
} GlossaryTerm;

GlossaryTerm *glossary_term_new(void);
void glossary_term_free(GlossaryTerm *term);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GlossaryTerm, glossary_term_free)
char *glossary_term_to_json(const GlossaryTerm *term);
GlossaryTerm *glossary_term_from_json(const char *text, GError **error);

typedef struct {
  GPtrArray *terms;  /* of GlossaryTerm*, sorted by name */
  GHashTable *names; /* every spelling, folded -> GlossaryTerm*, lent */
} Glossary;

Glossary *glossary_new(void);
void glossary_free(Glossary *glossary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Glossary, glossary_free)
/* Takes TERM; frees it where its name is known already. */
void glossary_add(Glossary *glossary, GlossaryTerm *term);
/* The term called NAME, by any of its spellings and in any case, or NULL. Lent. */
const GlossaryTerm *glossary_lookup(const Glossary *glossary, const char *name);
/* The terms that stand in TEXT as whole words, in the order they first stand there, each once. Words
 * in capitals (ADA, RFP) must be so in TEXT; a plural s and possessives are seen through; of two
 * that start at the same word the longer counts. New array of lent GlossaryTerm*. */
GPtrArray *glossary_find(const Glossary *glossary, const char *text);
/* Terms whose name, expansion or text holds WORDS in any case; all where WORDS is NULL. As above. */
GPtrArray *glossary_search(const Glossary *glossary, const char *words);
