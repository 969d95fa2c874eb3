/* memory - what is derived from the log: one item's card after an undo, all cards and the mastery
 * filter after a rebuild.
 */
#include "app/fold.h"
#include <string.h>

void app_load_schedule(App *app) {
  app->schedule = (ScheduleConfig){
      .params = app_fsrs_params(app),
      .retention = app_setting_number(app, SETTING_RETENTION) / 100.0,
  };
}

/* -- one item ---------------------------------------------------------------------------------- */

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
  if (undone) return true;
  replay->card = schedule_answer(replay->config, &replay->card, answer->correct, rating, answer->at,
                                 answer->day);
  if (answer->superseded) schedule_requeue(&replay->card);
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

/* -- the mastery filter, a day at a time ------------------------------------------------------- */

typedef struct {
  int day;
  int64_t answers; /* the log's length then */
  GBytes *image;
} DayImage;

static void day_image_clear(gpointer data) {
  g_bytes_unref(((DayImage *)data)->image);
}

/* The filter over the app's own log, with an image of each day. */
typedef struct {
  Learning learning;
  EssayCredits *credits;
  GArray *days;   /* of DayImage */
  int64_t length; /* of the log so far */
  FoldItems items;
} Replayed;

static void close_day(const Mastery *mastery, void *user) {
  Replayed *replayed = user;
  DayImage day = {mastery->day, replayed->length, mastery_write(mastery)};
  g_array_append_val(replayed->days, day);
}

static bool learn_answer(const Answer *answer, const Card *before, const FoldItem *item,
                         void *user) {
  Replayed *replayed = user;
  learning_answer(answer, before, item, &replayed->learning);
  replayed->length = replayed->items.read;
  return true;
}

static void replayed_init(Replayed *replayed, App *app) {
  *replayed = (Replayed){.days = g_array_new(FALSE, FALSE, sizeof(DayImage))};
  g_array_set_clear_func(replayed->days, day_image_clear);
  replayed->learning = (Learning){.rules = fold_rules(app),
                                  .mastery = mastery_new((int)app->areas->len),
                                  .day_over = close_day,
                                  .user = replayed};
}

/* Replays the whole log. */
static bool learn_all(App *app, Replayed *replayed, GError **error) {
  replayed->learning.credits = replayed->credits = essay_credits_new(app, error);
  if (replayed->credits == NULL || !fold_items(app, &replayed->items, error)) return false;
  return fold_log(app, &replayed->items, learn_answer, replayed, error);
}

/* The last day's image stands for the whole log, answers undone since included. */
static void learn_to_end(App *app, Replayed *replayed) {
  replayed->length = store_answer_count(app->store);
  if (replayed->learning.mastery->answers > 0) close_day(replayed->learning.mastery, replayed);
}

static void replayed_clear(Replayed *replayed) {
  essay_credits_free(replayed->credits);
  g_clear_pointer(&replayed->learning.mastery, mastery_free);
  g_array_unref(replayed->days);
  fold_items_clear(&replayed->items);
}

static bool store_days(App *app, const GArray *days, GError **error) {
  if (!store_forget_mastery(app->store, G_MININT32, error)) return false;
  for (guint i = 0; i < days->len; i++) {
    const DayImage *day = &g_array_index(days, DayImage, i);
    StoreMastery row = {day->day, day->image};
    if (!store_put_mastery(app->store, &row, day->answers, error)) return false;
  }
  return true;
}

/* -- rebuild ----------------------------------------------------------------------------------- */

static bool same_card(const Card *a, const Card *b) {
  return a->phase == b->phase && a->step == b->step && a->due_at == b->due_at &&
         a->due_day == b->due_day && a->interval == b->interval &&
         memcmp(&a->stability, &b->stability, sizeof a->stability) == 0 &&
         memcmp(&a->difficulty, &b->difficulty, sizeof a->difficulty) == 0 &&
         a->last_at == b->last_at && a->last_day == b->last_day && a->answers == b->answers &&
         a->right == b->right && a->first_right == b->first_right && a->lapses == b->lapses;
}

static bool finish_cards(App *app, const FoldItems *items, bool check, RebuildReport *report,
                         GError **error) {
  for (int64_t id = 0; id < items->size; id++) {
    const FoldItem *item = &items->items[id];
    Card stored;
    if (!item->known) continue;
    bool answered = item->card.answers > 0;
    report->cards += answered;
    if (!answered && item->trait.answers == 0 && item->trait.phase == CARD_NEW) continue;
    if (!store_card(app->store, id, &stored, error)) return false;
    if (same_card(&stored, &item->card)) continue;
    report->changed++;
    if (!check && !store_put_card(app->store, &item->card, error)) return false;
  }
  return true;
}

/* Whether the stored filter, where there is one, is the replayed one to the bit. */
static bool same_mastery(App *app, const GArray *days) {
  int day = 0;
  g_autoptr(GBytes) stored = store_mastery(app->store, &day);
  if (stored == NULL || days->len == 0) return true;
  return g_bytes_equal(stored, g_array_index(days, DayImage, days->len - 1).image);
}

static bool rebuild(App *app, bool check, RebuildReport *report, GError **error) {
  Replayed replayed;
  replayed_init(&replayed, app);
  bool good = learn_all(app, &replayed, error);
  if (good) {
    learn_to_end(app, &replayed);
    report->answers = replayed.learning.answers;
    report->mastery_changed = !same_mastery(app, replayed.days);
    good = finish_cards(app, &replayed.items, check, report, error) &&
           (check || store_days(app, replayed.days, error));
  }
  replayed_clear(&replayed);
  return good;
}

bool app_rebuild_inside(App *app, GError **error) {
  RebuildReport report = {0};
  app_forget_mastery(app);
  return rebuild(app, false, &report, error);
}

bool app_rebuild(App *app, bool check, RebuildReport *report, GError **error) {
  RebuildReport own = {0};
  bool good;
  if (check) {
    good = rebuild(app, true, &own, error);
  } else {
    if (!store_begin(app->store, error)) return false;
    good = rebuild(app, false, &own, error) && store_commit(app->store, error);
    if (!good) store_rollback(app->store);
    app_forget_mastery(app);
  }
  if (report != NULL) *report = own;
  return good;
}

/* -- the filter as it stands ------------------------------------------------------------------- */

static Mastery *stored_mastery(App *app) {
  int day = 0;
  g_autoptr(GBytes) image = store_mastery(app->store, &day);
  if (image == NULL) return NULL;
  Mastery *mastery = mastery_read(g_bytes_get_data(image, NULL), g_bytes_get_size(image));
  if (mastery == NULL || mastery->areas == CLAMP((int)app->areas->len, 1, MASTERY_AREAS_MAX))
    return mastery;
  mastery_free(mastery);
  return NULL;
}

/* From the log, and stored where that can be, so that it is done once. */
static Mastery *replayed_mastery(App *app, GError **error) {
  Replayed replayed;
  replayed_init(&replayed, app);
  Mastery *mastery = NULL;
  if (learn_all(app, &replayed, error)) {
    learn_to_end(app, &replayed);
    mastery = g_steal_pointer(&replayed.learning.mastery);
    if (!app_read_only(app) && store_begin(app->store, NULL) &&
        !(store_days(app, replayed.days, NULL) && store_commit(app->store, NULL)))
      store_rollback(app->store);
  }
  replayed_clear(&replayed);
  return mastery;
}

const Mastery *app_mastery(App *app, GError **error) {
  if (app->mastery == NULL) app->mastery = stored_mastery(app);
  if (app->mastery == NULL) app->mastery = replayed_mastery(app, error);
  return app->mastery;
}

void app_forget_mastery(App *app) {
  g_clear_pointer(&app->mastery, mastery_free);
  g_clear_pointer(&app->before.mastery, mastery_free);
  app->before.seq = 0;
}

static bool is_counted(const Answer *answer, void *user) {
  if (!answer->undone) *(bool *)user = true;
  return !*(bool *)user;
}

/* False where the scores cannot be read. */
static bool essay_of(App *app, const Answer *answer, FoldEssay *out) {
  g_autoptr(EssayCredits) credits = essay_credits_new(app, NULL);
  StoreLogQuery query = {.item = answer->item};
  bool before = false;
  if (credits == NULL || !store_each_answer(app->store, &query, is_counted, &before, NULL))
    return false;
  *out = (FoldEssay){!before, essay_credit(credits, answer)};
  return true;
}

/* The filter after ANSWER, not yet in use; NULL where it is not known (then the log will tell). */
Mastery *app_mastery_after(App *app, const Answer *answer, const Card *before) {
  const Mastery *now = app_mastery(app, NULL);
  StoreTrait trait;
  MasteryAnswer seen;
  FoldEssay essay;
  bool written = answer->rating == RATING_NONE;
  if (now == NULL || !store_trait(app->store, answer->item, &trait, NULL)) return NULL;
  if (written && !essay_of(app, answer, &essay)) return NULL;
  Mastery *after = mastery_copy(now);
  FoldRules rules = fold_rules(app);
  if (fold_mastery_answer(&rules, answer, before, &trait, written ? &essay : NULL, &seen))
    mastery_answer(after, &seen, rules.target);
  return after;
}

void app_mastery_use(App *app, Mastery *after, int64_t seq) {
  g_clear_pointer(&app->before.mastery, mastery_free);
  app->before.mastery = app->mastery;
  app->before.seq = seq;
  app->mastery = after;
}

/* Inside a transaction: takes ANSWER out of what is stored. The filter before the newest answer is
 * at hand; for any other the log is replayed when it is next asked for. */
bool app_mastery_undo(App *app, int64_t seq, int day, GError **error) {
  Mastery *before = app->before.seq == seq ? g_steal_pointer(&app->before.mastery) : NULL;
  app_forget_mastery(app);
  app->mastery = before;
  if (!store_forget_mastery(app->store, day, error)) return false;
  if (before == NULL || before->answers == 0) return true;
  g_autoptr(GBytes) image = mastery_write(before);
  StoreMastery row = {before->day, image};
  return store_put_mastery(app->store, &row, store_answer_count(app->store), error);
}

/* -- a new answer ------------------------------------------------------------------------------ */

bool app_append_answer(App *app, Answer *answer, const Card *before, const Card *after,
                       GError **error) {
  Card card = *after;
  answer->superseded = store_is_superseded(app->store, answer->version);
  if (answer->superseded) schedule_requeue(&card);
  Mastery *mastery = app_mastery_after(app, answer, before);
  g_autoptr(GBytes) image = mastery == NULL ? NULL : mastery_write(mastery);
  StoreMastery row = {mastery == NULL ? 0 : mastery->day, image};
  if (!store_append_answer(app->store, answer, &card, mastery == NULL ? NULL : &row, error)) {
    mastery_free(mastery);
    return false;
  }
  if (mastery != NULL)
    app_mastery_use(app, mastery, answer->seq);
  else
    app_forget_mastery(app);
  return true;
}
