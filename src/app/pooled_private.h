/* pooled_private - what the files about pooled logs share. */
#pragma once
#include "app/pooled.h"
#include "log/chain.h"

#define POOL_WORD_MAX 120 /* bytes of an item's id, and of an option's */

/* An item as the logs tell of it. */
typedef struct {
  char *pack, *hash, *code;
  int64_t ord; /* of the answer that named CODE: the newest wins */
  Uuid uuid;
  char *option[ITEMSTATS_OPTIONS]; /* ids in the order met */
  int options;
  bool crowded;    /* there were more of them */
  uint32_t met;    /* number of the learner whose answer was taken last; 0: none */
  uint32_t n;      /* answers that count */
  uint32_t column; /* its place in the matrix and 1; 0: none */
} PoolItem;

typedef struct {
  GPtrArray *list; /* of PoolItem* */
  GTree *places;   /* "hash pack" -> place in LIST and 1. A tree: names come from strangers */
} PoolItems;
void pool_items_init(PoolItems *items);
void pool_items_clear(PoolItems *items);

typedef struct {
  Uuid uuid;
  int64_t ord;
  uint32_t item;   /* place in its PoolItems */
  uint32_t chosen; /* bit i: option i of the item */
  double credit;
} PoolAnswer;

/* An undo or redo. */
typedef struct {
  Uuid answer, uuid;
  int64_t ord;
  bool undo;
} PoolMark;

/* What logs of one learner hold. */
typedef struct {
  PoolItems items;
  GArray *answers, *marks; /* of PoolAnswer, PoolMark */
} PoolSheet;
void pool_sheet_init(PoolSheet *sheet);
void pool_sheet_clear(PoolSheet *sheet);

/* Reads all of READER into SHEET, which is empty. False with ERROR, which names the line. */
bool pool_read(LogReader *reader, PoolSheet *sheet, GError **error);
/* Adds FROM's answers and marks to ANSWERS and MARKS, its items to ALL. False with ERROR, and
 * nothing added, where that would be too many; PATH is for the message. */
bool pool_join(PoolItems *all, GArray *answers, GArray *marks, const PoolSheet *from,
               const char *path, GError **error);

/* A first answer. */
typedef struct {
  uint32_t item, chosen;
  double credit;
} PoolCell;

/* pooled.c's result so far: the cells of learner i are those from start[i] to start[i + 1]. */
typedef struct {
  PoolItems items;
  GArray *cells, *starts; /* of PoolCell, guint */
} Pool;

/* pooled_reckon.c: the figures of POOL to OUT. False only where the database cannot be read. */
bool pool_reckon(App *app, const Pool *pool, Pooled *out, GError **error);
