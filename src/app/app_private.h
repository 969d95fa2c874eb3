/* app_private - what the files of the app room share. */
#pragma once
#include "app/app.h"
#include "model/mastery.h"
#include "model/schedule.h"
#include "store/store.h"

#define APP_ERROR app_error_quark()
GQuark app_error_quark(void);
typedef enum { APP_ERROR_INPUT, APP_ERROR_NOT_FOUND } AppErrorCode;

struct App {
  const Clock *clock;
  Store *store;
  uint64_t seed;
  char *items_dir, *packs_dir;
  GPtrArray *notices; /* of char* */
  GPtrArray *areas;   /* of StoreArea*, framework order; reread when a pack changes */
  ScheduleConfig schedule;
  Glossary *glossary; /* of all packs; NULL: not read yet */
  Mastery *mastery;   /* as it stands; NULL: not read yet */
  struct {
    int64_t seq;      /* of the newest answer of this program */
    Mastery *mastery; /* as it stood before that */
  } before;
};

/* packs.c: brings changed packs of both folders into the store; *CHANGED where there were any. Faults
 * become notices. */
bool app_sync_packs(App *app, bool *changed, GError **error);
/* app.c: the same while the app is in use. */
bool app_take_packs(App *app, GError **error);
/* app.c: false with a sentence where the database can only be read; WHAT ("a drill") wants to keep answers. */
bool app_may_keep(App *app, const char *what, GError **error);
void app_notice(App *app, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* study.c: what to read about, from AREAS of AreaMastery*. New GPtrArray of StudyHint*. */
GPtrArray *app_study_hints(App *app, const GPtrArray *areas, GError **error);

/* memory.c */
void app_load_schedule(App *app);
typedef enum { REPLAY_AS_IS, REPLAY_WITHOUT, REPLAY_WITH, REPLAY_RATED } ReplayChange;
/* The card of ITEM from its answers, with answer SEQ left out, put back or rated RATING. */
bool app_replay_item(App *app, int64_t item, ReplayChange change, int64_t seq, Rating rating,
                     Card *out, GError **error);

/* app_rebuild as part of the caller's transaction. */
bool app_rebuild_inside(App *app, GError **error);

/* logs_merge.c: takes in what had waited for an item or an answer that is here now. */
bool app_take_pending(App *app, GError **error);

/* The mastery filter after all answers. Lent until the next call that changes the log; NULL with ERROR
 * where the log cannot be read. */
const Mastery *app_mastery(App *app, GError **error);
void app_forget_mastery(App *app);
Mastery *app_mastery_after(App *app, const Answer *answer, const Card *before);
/* Takes AFTER over once answer SEQ is stored. */
void app_mastery_use(App *app, Mastery *after, int64_t seq);
/* Appends ANSWER with its card as it is AFTER and the mastery filter, all or nothing. Inside
 * store_begin or alone; where the transaction fails later, the filter is to be forgotten. */
bool app_append_answer(App *app, Answer *answer, const Card *before, const Card *after,
                       GError **error);
/* Logs what a FORM of ITEMS over WEIGHTS by area would come to today; *ID gets its row. */
bool app_foretell_form(App *app, const char *form, int items, const double *weights, int64_t *id,
                       GError **error);
bool app_mastery_undo(App *app, int64_t seq, int day, GError **error);
/* An author's difficulty in logits, see model/mastery. */
double app_logits(ItemDifficulty hardness);
/* Share right that the learner aims at. */
double app_target(App *app);
/* Fitted parameters in use, or the defaults. */
FsrsParams app_fsrs_params(App *app);
/* Answers since a fit was last made or offered. */
int64_t app_new_since_fit(App *app);
/* Stores them and recomputes every card. */
bool app_set_fsrs_params(App *app, const FsrsParams *params, GError **error);

/* An event about now, ready to append. */
Event app_event(App *app, EventKind kind);
Uuid app_uuid(App *app, int64_t now);
int app_rollover(App *app);
/* Place of area row id in app->areas, or -1. */
int app_area_index(const App *app, int64_t area);
