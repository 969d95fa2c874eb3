/* item - one exam question as the author wrote it, and everything a verdict needs to explain it.
 *
 * An Item is immutable once read. All strings are valid NFC UTF-8 and owned by the item. Optional
 * strings are NULL when absent. Format of the files: doc/pack-format.md.
 */
#pragma once
#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

typedef enum {
  ITEM_SINGLE,
  ITEM_MULTIPLE,
  ITEM_ORDER,
  ITEM_MATCH,
  ITEM_ESSAY, /* written, scored against a rubric */
  ITEM_ORAL   /* spoken, ticked off against what a strong answer covers */
} ItemType;
#define ITEM_TYPES 6
typedef enum { ITEM_DRAFT, ITEM_ACTIVE, ITEM_RETIRED } ItemStatus;
/* Revised Bloom taxonomy (Anderson and Krathwohl 2001). */
typedef enum {
  ITEM_REMEMBER,
  ITEM_UNDERSTAND,
  ITEM_APPLY,
  ITEM_ANALYZE,
  ITEM_EVALUATE,
  ITEM_CREATE
} ItemLevel;
typedef enum { ITEM_EASY, ITEM_MEDIUM, ITEM_HARD } ItemDifficulty;
typedef enum { ITEM_CREDIT_ALL, ITEM_CREDIT_PER_OPTION } ItemCredit;

#define ITEM_MAX_OPTIONS 8

typedef struct {
  char *id; /* "a"; unique in the item */
  char *text;
  char *why;           /* NULL allowed for options of a match item */
  char *misconception; /* or NULL */
} ItemOption;

/* The left side of a match item. */
typedef struct {
  char *id, *text, *why;
  char *key; /* id of the option that belongs to it */
} ItemPrompt;

typedef struct {
  char *title, *publisher, *at, *url; /* all but title may be NULL */
  char *seen;                         /* YYYY-MM-DD */
} ItemRef;

typedef struct {
  char *id, *text;
  double weight;
  GPtrArray *tags;   /* of char* */
  GPtrArray *levels; /* of char*, four, weakest first */
} ItemCriterion;

typedef struct {
  int minutes, words_min, words_max;
  GPtrArray *tasks;   /* of char* */
  GPtrArray *rubric;  /* of ItemCriterion* */
  GPtrArray *covers;  /* of char*: what a strong spoken answer covers; empty but for oral prompts */
  char *model, *weak; /* an oral prompt has no model */
} ItemEssay;

typedef struct {
  char *id;
  ItemType type;
  ItemStatus status;
  char *area, *objective;
  GPtrArray *tags; /* of char* */
  ItemLevel level;
  ItemDifficulty difficulty;
  ItemCredit credit;
  bool locked;     /* show the options as written */
  char *review_by; /* YYYY-MM-DD or NULL */
  char *replaces;  /* or NULL */
  char *set;       /* id of its set, or NULL */
  char *stimulus;  /* the set's shared text, or NULL */
  char *stem;
  GPtrArray *options; /* of ItemOption* */
  GPtrArray *prompts; /* of ItemPrompt*; empty but for match */
  GPtrArray *key;     /* of char*: option ids; the right order for order items; empty for match */
  GPtrArray *refs;    /* of ItemRef* */
  ItemEssay *essay;   /* NULL but for essays and oral prompts */
  /* Where it stands, for messages; not part of the item's value or JSON. */
  char *file;
  int line, column;
} Item;

/* An item with empty lists and defaults (draft, understand, medium). */
Item *item_new(void);
void item_free(Item *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Item, item_free)
/* An essay with empty lists. */
ItemEssay *item_essay_new(void);
ItemOption *item_option_new(const char *id, const char *text, const char *why);
void item_option_free(ItemOption *option);
void item_prompt_free(ItemPrompt *prompt);
void item_ref_free(ItemRef *ref);
void item_criterion_free(ItemCriterion *criterion);
void item_essay_free(ItemEssay *essay);

/* Index of the option with ID, or -1. */
int item_option_index(const Item *item, const char *id);
/* True where ID is among the keys (of a match: the key of any prompt). */
bool item_is_key(const Item *item, const char *id);
/* True where a machine grades ITEM against a key: all types but essay and oral. */
bool item_is_keyed(const Item *item);
/* True where ITEM's facts were to be looked up again before TODAY (a study-day count). */
bool item_overdue(const Item *item, int today);
/* Chance to be right without knowing: 1/options for single, 1/C(n,k) for multiple (credit all),
 * 1/n! for order, 1/n^prompts for match, 0 for essays. */
double item_guess_chance(const Item *item);
/* Credit that a guess brings on average: as above where credit is all or nothing; 1/options for order
 * and match, whose places count one by one. */
double item_guess_credit(const Item *item);

/* Words of the fixed lists; *_from_name returns false for an unknown word and leaves OUT alone. */
const char *item_type_name(ItemType type);
const char *item_status_name(ItemStatus status);
const char *item_level_name(ItemLevel level);
const char *item_difficulty_name(ItemDifficulty difficulty);
bool item_type_from_name(const char *name, ItemType *out);
bool item_status_from_name(const char *name, ItemStatus *out);
bool item_level_from_name(const char *name, ItemLevel *out);
bool item_difficulty_from_name(const char *name, ItemDifficulty *out);

/* The measurement hash of doc/pack-format.md: 64 lower-case hex digits. Newly allocated. */
char *item_hash(const Item *item);

/* The whole item as JSON (the stored form of an item version) and back. item_to_json returns a new
 * compact string with sorted keys: equal items give equal bytes. item_from_json returns NULL and
 * sets ERROR where TEXT is not what item_to_json writes. */
char *item_to_json(const Item *item);
Item *item_from_json(const char *text, GError **error);
