/* desk - a device of a learner for tests: its own folder, database, clock and packs. */
#pragma once
#include "../exampack.h"
#include "app/app.h"

#define START INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define DAY   INT64_C(86400000)

/* A device of a learner. */
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
static inline void must_be(bool good, GError *error) {
  if (!good) fail_msg("%s", error == NULL ? "failed without a word" : error->message);
}

static inline void desk_reopen(Desk *desk) {
  app_close(desk->app);
  AppConfig config = {.db = desk->db, .items_dir = desk->items, .clock = &desk->clock, .seed = 7};
  GError *error = NULL;
  desk->app = app_open(&config, &error);
  must(desk->app != NULL, error);
}

/* Without packs where not WITH_PACK. */
static inline Desk *desk_open(bool with_pack) {
  Desk *desk = g_new0(Desk, 1);
  desk->dir = g_dir_make_tmp("pawl-desk-XXXXXX", NULL);
  desk->db = g_build_filename(desk->dir, "pawl.db", NULL);
  desk->items = with_pack ? exampack_write(desk->dir) : g_build_filename(desk->dir, "packs", NULL);
  clock_init_fixed(&desk->clock, START);
  desk_reopen(desk);
  return desk;
}

static inline void desk_close(Desk *desk) {
  app_close(desk->app);
  clock_finish(&desk->clock);
  unit_remove_tree(desk->dir);
  g_free(desk->dir);
  g_free(desk->db);
  g_free(desk->items);
  g_free(desk);
}

static inline char *path_in(const Desk *desk, const char *name) {
  return g_build_filename(desk->dir, name, NULL);
}
