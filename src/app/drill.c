/* drill - see drill.h. The session itself is core/session's fold; here it meets the store. */
#include "app/drill_private.h"
#include "core/shuffle.h"
#include <string.h>

static void clear_item(Drill *drill) {
  DrillView *view = &drill->view;
  g_clear_pointer(&drill->item, item_free);
  g_clear_pointer(&drill->row, store_item_free);
  g_clear_pointer(&drill->area_text, g_free);
  g_clear_pointer(&drill->objective_text, g_free);
  g_clear_pointer(&drill->sources, g_ptr_array_unref);
  *view = (DrillView){.goal = drill->session->goal, .planned = view->planned};
}

/* Takes ITEM up as the current one and lays out its options as they were or will be shown. */
static bool load_item(Drill *drill, int64_t id, GError **error) {
  App *app = drill->app;
  clear_item(drill);
  drill->row = store_item(app->store, id, error);
  if (drill->row == NULL) return false;
  drill->item = store_item_content(app->store, id, 0, error);
  if (drill->item == NULL || !store_card(app->store, id, &drill->card, error)) return false;
  drill->area_text = app_node_text(app, drill->item->area);
  drill->objective_text =
      app_node_text(app, drill->item->objective == NULL ? "" : drill->item->objective);
  DrillView *view = &drill->view;
  view->item = drill->item;
  view->item_id = id;
  view->code = drill->row->code;
  view->area_text = drill->area_text;
  view->objective = drill->item->objective;
  view->objective_text = drill->objective_text;
  view->flagged = drill->row->flagged;
  view->sources = drill->sources = app_further_sources(app, drill->item);
  view->overdue = item_overdue(drill->item, app_today(app));
  return true;
}

static void lay_out(Drill *drill, const Card *before) {
  DrillView *view = &drill->view;
  view->is_new = before->answers == 0;
  view->shown_n =
      shuffle_options(drill->item, drill->stored.seed, (unsigned)before->answers, view->shown);
}

static void count_progress(Drill *drill, int answered) {
  drill->view.number = answered;
  drill->view.active_ms = drill->session->active_ms;
}

static bool end_session(Drill *drill, SessionEnd end, GError **error) {
  if (!store_session_end(drill->app->store, drill->stored.id, clock_now(drill->app->clock), end,
                         error))
    return false;
  clear_item(drill);
  drill->view.state = DRILL_OVER;
  drill->view.end = end;
  count_progress(drill, drill->session->answers);
  return true;
}

static bool ask_next(Drill *drill, GError **error) {
  SessionEnd end;
  int64_t id = session_next(drill->session, &end);
  while (id != 0) {
    if (!load_item(drill, id, error)) return false;
    bool out = drill->row->suspended || drill->row->shelved;
    if (!out && drill->row->status == ITEM_ACTIVE) break;
    session_drop(drill->session, id); /* put aside or retired since the plan was made */
    id = session_next(drill->session, &end);
  }
  if (id == 0) return end_session(drill, end, error);
  lay_out(drill, &drill->card);
  drill->view.state = DRILL_QUESTION;
  count_progress(drill, drill->session->answers + 1);
  return true;
}

/* -- folding the log --------------------------------------------------------------------------- */

typedef struct {
  Session *session;
  Answer *last; /* the newest answer that counts */
} Fold;

static bool fold_answer(const Answer *answer, void *user) {
  Fold *fold = user;
  if (answer->undone) return true;
  Card settled = {.item = answer->item, .phase = CARD_REVIEW};
  session_note_answer(fold->session, &settled, answer->at, answer->ms);
  answer_clear(fold->last);
  *fold->last = *answer;
  fold->last->shown = g_strdup(answer->shown);
  fold->last->chosen = g_strdup(answer->chosen);
  return true;
}

static bool wait_for_learning(Drill *drill, GError **error) {
  g_autoptr(GPtrArray) waiting = store_learning(drill->app->store, DRILL_LEARNING_LIMIT, error);
  if (waiting == NULL) return false;
  for (guint i = 0; i < waiting->len; i++) {
    const StoreCandidate *candidate = waiting->pdata[i];
    session_wait(drill->session, candidate->item, candidate->due_at);
  }
  return true;
}

/* The session as the plan and the log say it is. */
bool drill_fold(Drill *drill, GError **error) {
  g_autoptr(GArray) queue = store_session_queue(drill->app->store, drill->stored.id, error);
  if (queue == NULL) return false;
  session_free(drill->session);
  drill->session = session_new(drill->stored.goal, drill->stored.started_at);
  session_plan(drill->session, (const int64_t *)(void *)queue->data, queue->len);
  answer_clear(&drill->last);
  drill->last = (Answer){0};
  Fold fold = {drill->session, &drill->last};
  StoreLogQuery query = {.session = drill->stored.id};
  return store_each_answer(drill->app->store, &query, fold_answer, &fold, error) &&
         wait_for_learning(drill, error);
}

/* -- opening ----------------------------------------------------------------------------------- */

static bool find_open(Drill *drill, SessionGoal goal, GError **error) {
  Store *store = drill->app->store;
  int64_t now = clock_now(drill->app->clock);
  while (store_session_open(store, &drill->stored)) {
    bool wanted = goal.count == 0 && goal.minutes == 0;
    if (wanted && drill->stored.day == app_today(drill->app)) return true;
    if (!store_session_end(store, drill->stored.id, now, SESSION_END_QUIT, error)) return false;
  }
  return true;
}

static bool start_new(Drill *drill, SessionGoal goal, GError **error) {
  App *app = drill->app;
  int64_t now = clock_now(app->clock);
  if (goal.count == 0 && goal.minutes == 0) goal.minutes = app_setting_number(app, SETTING_MINUTES);
  drill->stored = (StoreSession){.uuid = app_uuid(app, now),
                                 .started_at = now,
                                 .goal = goal,
                                 .offset = clock_offset(app->clock, now),
                                 .day = app_today(app),
                                 .seed = app->seed};
  if (app->seed == 0) clock_entropy(app->clock, &drill->stored.seed, sizeof drill->stored.seed);
  g_autoptr(GArray) queue = drill_plan(app, goal, error);
  return queue != NULL && store_session_start(app->store, &drill->stored, queue, error);
}

Drill *drill_open(App *app, SessionGoal goal, GError **error) {
  g_autoptr(Drill) drill = g_new0(Drill, 1);
  drill->app = app;
  drill->undone = g_array_new(FALSE, FALSE, sizeof(int64_t));
  drill->session = session_new(goal, 0);
  if (!app_may_keep(app, "a drill", error) || !find_open(drill, goal, error)) return NULL;
  drill->resumed = drill->stored.id != 0 && drill->stored.ended_at == 0 &&
                   store_session_open(app->store, &drill->stored);
  if (!drill->resumed && !start_new(drill, goal, error)) return NULL;
  if (!drill_fold(drill, error)) return NULL;
  drill->view.planned =
      drill->stored.goal.count > 0 && (guint)drill->stored.goal.count < drill->session->queue->len
          ? drill->stored.goal.count
          : 0;
  if (drill->stored.goal.count > 0) drill->view.planned = drill->stored.goal.count;
  if (!ask_next(drill, error)) return NULL;
  return g_steal_pointer(&drill);
}

void drill_close(Drill *drill) {
  if (drill == NULL) return;
  clear_item(drill);
  session_free(drill->session);
  answer_clear(&drill->last);
  g_array_unref(drill->undone);
  g_free(drill);
}

const DrillView *drill_view(const Drill *drill) {
  return &drill->view;
}
bool drill_resumed(const Drill *drill) {
  return drill->resumed;
}

/* -- answering --------------------------------------------------------------------------------- */

static char *shown_ids(const Drill *drill) {
  Response all = {.n = drill->view.shown_n};
  memcpy(all.option, drill->view.shown, sizeof all.option);
  return response_format(drill->item, &all);
}

static Answer make_answer(Drill *drill, const Response *response, Confidence confidence,
                          int64_t ms) {
  App *app = drill->app;
  int64_t now = clock_now(app->clock);
  int offset = clock_offset(app->clock, now);
  Grade grade = answer_grade(drill->item, response);
  return (Answer){
      .uuid = app_uuid(app, now),
      .item = drill->row->id,
      .version = drill->row->version,
      .session = drill->stored.id,
      .shown = shown_ids(drill),
      .chosen = response_format(drill->item, response),
      .confidence = confidence,
      .correct = grade.correct,
      .credit = grade.credit,
      .rating = schedule_rating(grade.correct, confidence, ms, store_median_ms(app->store)),
      .ms = MAX(ms, 0),
      .at = now,
      .offset = offset,
      .day = clock_study_day(now, offset, app_rollover(app)),
  };
}

/* The verdict of drill->last on the loaded item, whose card is now AFTER. */
static void show_verdict(Drill *drill, const Card *after) {
  DrillView *view = &drill->view;
  const Answer *answer = &drill->last;
  view->state = DRILL_VERDICT;
  response_parse(drill->item, answer->chosen, &view->response);
  view->grade = (Grade){answer->correct, answer->credit};
  view->confidence = answer->confidence;
  view->rating = answer->rating;
  view->confident_error = !answer->correct && answer->confidence == CONFIDENCE_SURE;
  bool learning = after->phase == CARD_LEARNING || after->phase == CARD_RELEARNING;
  view->next_ms = learning ? after->due_at - after->last_at : 0;
  view->next_days = learning ? 0 : after->interval;
  drill->card = *after;
  count_progress(drill, drill->session->answers);
}

bool drill_answer(Drill *drill, const Response *response, Confidence confidence, int64_t ms,
                  GError **error) {
  if (drill->view.state != DRILL_QUESTION || !response_complete(drill->item, response)) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "That is not a whole answer yet.");
    return false;
  }
  Answer answer = make_answer(drill, response, confidence, ms);
  Card after = schedule_answer(&drill->app->schedule, &drill->card, answer.correct, answer.rating,
                               answer.at, answer.day);
  if (!app_append_answer(drill->app, &answer, &drill->card, &after, error)) {
    answer_clear(&answer);
    return false;
  }
  answer_clear(&drill->last);
  drill->last = answer;
  g_array_set_size(drill->undone, 0);
  session_note_answer(drill->session, &after, answer.at, answer.ms);
  show_verdict(drill, &after);
  return true;
}

bool drill_next(Drill *drill, GError **error) {
  return drill->view.state != DRILL_VERDICT || ask_next(drill, error);
}

/* -- changes of mind --------------------------------------------------------------------------- */

/* Appends an event of KIND about answer SEQ, given on DAY to ITEM, together with the card it leads to;
 * where the answer counts no more, or again, mastery follows. */
static bool append_change(Drill *drill, EventKind kind, int64_t item, int64_t seq, int day,
                          ReplayChange change, Rating rating, GError **error) {
  Card card;
  if (!app_replay_item(drill->app, item, change, seq, rating, &card, error)) return false;
  Event event = app_event(drill->app, kind);
  event.answer = seq;
  event.item = item;
  event.session = drill->stored.id;
  event.body = kind == EVENT_RATING ? (char *)rating_name(rating) : NULL;
  if (kind == EVENT_RATING) return store_append_event(drill->app->store, &event, &card, error);
  App *app = drill->app;
  if (!store_begin(app->store, error)) return false;
  bool good = store_append_event(app->store, &event, &card, error) &&
              app_mastery_undo(app, kind == EVENT_UNDO ? seq : 0, day, error) &&
              store_commit(app->store, error);
  if (good) return true;
  store_rollback(app->store);
  app_forget_mastery(app);
  return false;
}

bool drill_undo(Drill *drill, GError **error) {
  int64_t seq = drill->last.seq, item = drill->last.item;
  if (seq == 0) return false;
  if (!append_change(drill, EVENT_UNDO, item, seq, drill->last.day, REPLAY_WITHOUT, RATING_NONE,
                     error))
    return false;
  g_array_append_val(drill->undone, seq);
  if (drill->view.state == DRILL_OVER &&
      !store_session_reopen(drill->app->store, drill->stored.id, error))
    return false;
  if (!drill_fold(drill, error) || !load_item(drill, item, error)) return false;
  lay_out(drill, &drill->card);
  drill->view.state = DRILL_QUESTION;
  count_progress(drill, drill->session->answers + 1);
  return true;
}

typedef struct {
  int64_t seq, item;
  int day;
} Wanted;

static bool find_item_of(const Answer *answer, void *user) {
  Wanted *wanted = user;
  if (answer->seq == wanted->seq) {
    wanted->item = answer->item;
    wanted->day = answer->day;
  }
  return wanted->item == 0;
}

bool drill_redo(Drill *drill, GError **error) {
  if (drill->undone->len == 0) return false;
  Wanted wanted = {.seq = g_array_index(drill->undone, int64_t, drill->undone->len - 1)};
  StoreLogQuery query = {.session = drill->stored.id};
  if (!store_each_answer(drill->app->store, &query, find_item_of, &wanted, error)) return false;
  Card before;
  if (!store_card(drill->app->store, wanted.item, &before, error) ||
      !append_change(drill, EVENT_REDO, wanted.item, wanted.seq, wanted.day, REPLAY_WITH,
                     RATING_NONE, error))
    return false;
  g_array_set_size(drill->undone, drill->undone->len - 1);
  if (!drill_fold(drill, error) || !load_item(drill, wanted.item, error)) return false;
  Card after = drill->card;
  lay_out(drill, &before);
  show_verdict(drill, &after);
  return true;
}

bool drill_rate(Drill *drill, Rating rating, GError **error) {
  if (drill->view.state != DRILL_VERDICT) return false;
  int64_t item = drill->last.item;
  if (!append_change(drill, EVENT_RATING, item, drill->last.seq, drill->last.day, REPLAY_RATED,
                     rating, error))
    return false;
  Card after;
  if (!drill_fold(drill, error) || !store_card(drill->app->store, item, &after, error))
    return false;
  show_verdict(drill, &after);
  return true;
}

bool drill_suspend(Drill *drill, GError **error) {
  if (drill->view.item == NULL) return false;
  int64_t item = drill->view.item_id;
  if (!app_set_suspended(drill->app, item, true, error)) return false;
  session_drop(drill->session, item);
  return ask_next(drill, error);
}

bool drill_flag(Drill *drill, const char *note, GError **error) {
  if (drill->view.item == NULL || !app_flag(drill->app, drill->view.item_id, note, error))
    return false;
  drill->view.flagged = note != NULL;
  return true;
}

bool drill_finish(Drill *drill, GError **error) {
  return drill->view.state == DRILL_OVER || end_session(drill, SESSION_END_QUIT, error);
}
