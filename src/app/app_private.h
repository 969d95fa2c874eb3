/* app_private - what the files of the app room share. */
#pragma once
#include "app/app.h"
#include "model/schedule.h"
#include "store/store.h"

#define APP_ERROR app_error_quark()
GQuark app_error_quark(void);
typedef enum { APP_ERROR_INPUT, APP_ERROR_NOT_FOUND } AppErrorCode;

struct App {
  const Clock *clock;
  Store *store;
  uint64_t seed;
  char *items_dir;
  GPtrArray *notices; /* of char* */
  GPtrArray *areas;   /* of StoreArea*, framework order; reread when a pack changes */
  ScheduleConfig schedule;
};

/* packs.c: brings changed packs of items_dir into the store. Faults become notices. */
bool app_sync_packs(App *app, GError **error);

/* memory.c */
void app_load_schedule(App *app);
typedef enum { REPLAY_AS_IS, REPLAY_WITHOUT, REPLAY_WITH, REPLAY_RATED } ReplayChange;
/* The card of ITEM from its answers, with answer SEQ left out, put back or rated RATING. */
bool app_replay_item(App *app, int64_t item, ReplayChange change, int64_t seq, Rating rating,
                     Card *out, GError **error);

/* An event about now, ready to append. */
Event app_event(App *app, EventKind kind);
Uuid app_uuid(App *app, int64_t now);
int app_rollover(App *app);
/* Place of area row id in app->areas, or -1. */
int app_area_index(const App *app, int64_t area);
