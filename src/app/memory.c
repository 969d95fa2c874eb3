/* memory - cards out of the log: what an undo needs for one item, and a rebuild for all. */
#include "app/app_private.h"
#include <string.h>

void app_load_schedule(App *app) {
  app->schedule = (ScheduleConfig){
      .params = FSRS_DEFAULTS,
      .retention = app_setting_number(app, SETTING_RETENTION) / 100.0,
  };
}

static Card step(const ScheduleConfig *config, const Card *card, const Answer *answer,
                 Rating rating) {
  return schedule_answer(config, card, answer->correct, rating, answer->at, answer->day);
}

typedef struct {
  const ScheduleConfig *config;
  ReplayChange change;
  int64_t seq;
  Rating rating;
  Card card;
} Replay;

static bool replay_one(const Answer *answer, void *user) {
  Replay *replay = user;
  bool undone = answer->undone;
  Rating rating = answer->rating;
  if (answer->seq == replay->seq) {
    if (replay->change == REPLAY_WITHOUT) undone = true;
    if (replay->change == REPLAY_WITH) undone = false;
    if (replay->change == REPLAY_RATED) rating = replay->rating;
  }
  if (!undone) replay->card = step(replay->config, &replay->card, answer, rating);
  return true;
}

bool app_replay_item(App *app, int64_t item, ReplayChange change, int64_t seq, Rating rating,
                     Card *out, GError **error) {
  Replay replay = {.config = &app->schedule,
                   .change = change,
                   .seq = seq,
                   .rating = rating,
                   .card = {.item = item}};
  StoreLogQuery query = {.item = item};
  if (!store_each_answer(app->store, &query, replay_one, &replay, error)) return false;
  *out = replay.card;
  return true;
}

/* -- rebuild: the log by item, one card at a time ---------------------------------------------- */

typedef struct {
  App *app;
  bool check;
  Card card;
  RebuildReport report;
  GError *error;
} Rebuild;

static bool same_card(const Card *a, const Card *b) {
  return a->phase == b->phase && a->step == b->step && a->due_at == b->due_at &&
         a->due_day == b->due_day && a->interval == b->interval &&
         memcmp(&a->stability, &b->stability, sizeof a->stability) == 0 &&
         memcmp(&a->difficulty, &b->difficulty, sizeof a->difficulty) == 0 &&
         a->last_at == b->last_at && a->last_day == b->last_day && a->answers == b->answers &&
         a->right == b->right && a->first_right == b->first_right && a->lapses == b->lapses;
}

static bool finish_card(Rebuild *rebuild) {
  if (rebuild->card.item == 0) return true;
  Card stored;
  if (!store_card(rebuild->app->store, rebuild->card.item, &stored, &rebuild->error)) return false;
  rebuild->report.cards += rebuild->card.answers > 0;
  if (same_card(&stored, &rebuild->card)) return true;
  rebuild->report.changed++;
  return rebuild->check || store_put_card(rebuild->app->store, &rebuild->card, &rebuild->error);
}

static bool rebuild_one(const Answer *answer, void *user) {
  Rebuild *rebuild = user;
  if (answer->item != rebuild->card.item) {
    if (!finish_card(rebuild)) return false;
    rebuild->card = (Card){.item = answer->item};
  }
  if (answer->undone) return true;
  rebuild->report.answers++;
  rebuild->card = step(&rebuild->app->schedule, &rebuild->card, answer, answer->rating);
  return true;
}

static bool replay_all(Rebuild *rebuild, GError **error) {
  StoreLogQuery query = {.by_item = true};
  if (!store_each_answer(rebuild->app->store, &query, rebuild_one, rebuild, error)) return false;
  if (rebuild->error == NULL) finish_card(rebuild);
  if (rebuild->error == NULL) return true;
  g_propagate_error(error, rebuild->error);
  return false;
}

bool app_rebuild(App *app, bool check, RebuildReport *report, GError **error) {
  Rebuild rebuild = {.app = app, .check = check};
  if (check) {
    if (!replay_all(&rebuild, error)) return false;
  } else {
    if (!store_begin(app->store, error)) return false;
    if (!store_reset_cards(app->store, error) || !replay_all(&rebuild, error) ||
        !store_commit(app->store, error)) {
      store_rollback(app->store);
      return false;
    }
  }
  if (report != NULL) *report = rebuild.report;
  return true;
}
