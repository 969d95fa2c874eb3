/* pooled - how items behave over many learners, read from their progress logs (see pawl-log(5)).
 *
 * The first answer of a learner to an item alone counts: first in the order (order, uuid) over all
 * of the learner's logs, undone answers left out. Two items are the same where pack and measurement
 * hash are; an edited item is a row of its own. The figures are those of model/itemstats.h.
 */
#pragma once
#include "app/app.h"
#include "model/itemstats.h"
#include "report/doc.h"
#include "report/paper.h"

#define POOLED_LEARNERS_MAX 100000
#define POOLED_ITEMS_MAX    100000   /* told apart over all logs */
#define POOLED_LOG_ITEMS    20000    /* in one log */
#define POOLED_ANSWERS_MAX  1000000  /* of one learner; as many undos */
#define POOLED_CELLS_MAX    10000000 /* learners times items that are reckoned */
#define POOLED_COLUMNS_MAX  3000     /* items that are reckoned */

/* Where the key that the option figures show comes from. */
typedef enum {
  POOLED_KEY_NONE,    /* nobody was right, or there are no option figures */
  POOLED_KEY_ITEM,    /* from the item, which is known here */
  POOLED_KEY_ANSWERS, /* what those chose who were right */
} PooledKey;
const char *pooled_key_name(PooledKey key); /* "none", "item", "answers" */

typedef struct {
  char *pack, *hash; /* UUID; 64 hexadecimal digits */
  char *id;          /* the newest that the logs name */
  char *title;       /* start of the stem; NULL: not known here, or sealed */
  bool sealed;       /* kept for a practice exam here */
  PooledKey source;
  ItemstatsKey key;                /* no options for order and match */
  char *option[ITEMSTATS_OPTIONS]; /* ids; as in the item, else in the order of bytes */
  ItemstatsItem figures;
} PooledItem;

typedef struct {
  int logs, skipped; /* that count; that could not be taken */
  size_t answers;    /* that count */
  ItemstatsForm form;
  size_t
      left_out; /* items beyond POOLED_CELLS_MAX or _COLUMNS_MAX: those with the fewest answers */
  size_t most_left; /* answers that one of these has at most */
  GPtrArray
      *items; /* of PooledItem*: suspected wrong keys first, the worst of them first; then other
                     * flags; then those without; then those with too few answers */
  GPtrArray
      *notes; /* of char*: a sentence for each log that was left out or tells less than others */
} Pooled;
void pooled_free(Pooled *pooled);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pooled, pooled_free)

/* Pools the logs in PATHS (NULL-terminated): files, and folders for all *.pawl-log in them. Every
 * log is checked whole; one that is broken is named in the notes with its line, counted in
 * ->skipped, and left out. Order and repetition of PATHS change nothing. NULL with ERROR where a
 * folder holds no log, where all together are more than the limits above, or where the database
 * cannot be read. */
Pooled *app_pool(App *app, const char *const *paths, GError **error);

/* One flag's name for programs: "wrong-key", "dead-distractor", "too-easy", "too-hard", "few". */
const char *pooled_flag_name(ItemstatsFlag flag);
/* What ITEM is flagged for, the gravest first. New GPtrArray of char*. */
GPtrArray *pooled_flag_words(const PooledItem *item);
Doc *pooled_doc(const Pooled *pooled, int columns);
/* The same as a part of a report: headings from level 2 on; facts and tables whose keys begin with
 * "items". */
void pooled_paper(const Pooled *pooled, Paper *paper);
