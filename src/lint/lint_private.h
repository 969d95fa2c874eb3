/* lint_private - what the files of lint share: an item with its words cut once, and the rules. */
#pragma once
#include "lint/lint.h"

/* A text as rules read it. */
typedef struct {
  char *padded;   /* lower case, all but letters, digits and apostrophes made one blank; a blank at
                     each end, so that " word " finds whole words */
  GStrv words;    /* the same, cut */
  guint64 *stems; /* per word: a hash of it without its plural s; 0 for words without content */
  guint n;        /* words */
  glong length;   /* characters as authored */
} LintText;

typedef struct {
  const Item *item;
  int today;
  LintText stem;
  GArray *options; /* of LintText, in the item's order */
  int key;         /* place of the key of a single item, else -1 */
} LintItem;

LintItem *lint_item_new(const Item *item, int today);
void lint_item_free(LintItem *item);

static inline const LintText *lint_option(const LintItem *item, guint i) {
  return &g_array_index(item->options, LintText, i);
}

/* words.c */
/* TEXT as in LintText.padded. Newly allocated. */
char *lint_padded(const char *text);
/* True where one of the NULL-terminated PHRASES (" all ", with their blanks) stands in PADDED. */
bool lint_has_any(const char *padded, const char *const *phrases);
extern const char *const LINT_ABSOLUTES[], *const LINT_VAGUE[], *const LINT_HEDGES[],
                                                                    *const LINT_CATCH_ALLS[];
/* True where WORD says what the text is about: five letters or more and on no list of function
 * words, or with a digit. */
bool lint_is_content(const char *word);
/* 64 bits that tell the first SIZE bytes of WORD from others, joined to SEED (FNV-1a). */
guint64 lint_hash(const char *word, size_t size, guint64 seed);
#define LINT_HASH_SEED G_GUINT64_CONSTANT(14695981039346656037)
/* Content words of A that also stand in B, counted with repeats in A. */
int lint_shared_words(const LintText *a, const LintText *b);
/* The number that TEXT is, with a unit of at most 12 characters, in *VALUE. */
bool lint_number(const char *text, double *value);
/* The last sentence of TEXT, lent: what a stem asks. */
const char *lint_question(const char *text);
/* Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al. 1975,
 * Derivation of new readability formulas for Navy enlisted personnel). Syllables are counted by
 * groups of vowels, which suits English. 0 where there are no words. */
double lint_reading_grade(const char *text);

/* Rules: a newly allocated sentence where the rule is broken, else NULL. */
typedef char *LintCheck(const LintItem *item);
/* rules_options.c */
LintCheck lint_duplicates, lint_near_duplicate_options, lint_overlapping_ranges, lint_catch_all,
    lint_key_length, lint_number_order, lint_many_options, lint_absolutes, lint_vague,
    lint_convergence;
/* rules_stem.c */
LintCheck lint_negative, lint_double_negative, lint_article, lint_incomplete, lint_long_stem,
    lint_clang, lint_reading, lint_level_verb;
/* rules_source.c */
LintCheck lint_no_reference, lint_old_reference, lint_review_overdue;

/* The bank: figures into SUMMARY, findings about PACK as a whole into LIST. ITEMS: of LintItem*. */
void lint_cues(const GPtrArray *items, LintSummary *summary);
void lint_bank(const Pack *pack, const GPtrArray *items, LintSummary *summary);
void lint_bank_findings(const Pack *pack, const LintSummary *summary, DiagList *list);
/* Warns of every item whose stem and key share half their word triples or more with an earlier
 * item's (Jaccard, Broder 1997), and returns how many. */
int lint_near_duplicates(const GPtrArray *items, DiagList *list);
