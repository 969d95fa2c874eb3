/* desk - a device of a learner as tests of the app room need it: a database with a small pack, a clock
 * that stands, and the work that is done there.
 */
#pragma once
#include "../exampack.h"
#include "app/logs.h"

#define START INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define DAY   INT64_C(86400000)

typedef struct {
  char *dir, *db, *items;
  Clock clock;
  App *app;
} Desk;

/* GOOD is looked at first, for it sets ERROR. */
#define must(good, error)                                                                          \
  do {                                                                                             \
    bool must_good = (good);                                                                       \
    must_be(must_good, error);                                                                     \
  } while (0)
void must_be(bool good, GError *error);

/* Without packs where not WITH_PACK. */
Desk *desk_open(bool with_pack);
void desk_reopen(Desk *desk);
void desk_close(Desk *desk);
/* New. */
char *path_in(const Desk *desk, const char *name);
/* DESK becomes a device of the learner of OTHER. */
void join(Desk *desk, Desk *other);

/* N answers in a sitting, with an undo and a changed rating among them. */
void drill(Desk *desk, GRand *chance, int n);
/* An item is suspended, resumed, flagged or unflagged. */
void mark(Desk *desk, GRand *chance);
void take_exam(Desk *desk);
/* An essay handed in, with its score; by MENTOR too where that is not NULL. */
void write_essay(Desk *desk, const char *code, const char *levels, const char *mentor);
void export(Desk *desk, const char *path, LogLevel level);
