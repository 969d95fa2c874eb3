/* desk - see desk.h. */
#include "desk.h"
#include "app/drill.h"
#include "app/exam.h"
#include "app/writing.h"
#include "core/rubric.h"

void must_be(bool good, GError *error) {
  if (!good) fail_msg("%s", error == NULL ? "failed without a word" : error->message);
}

void desk_reopen(Desk *desk) {
  app_close(desk->app);
  AppConfig config = {.db = desk->db, .items_dir = desk->items, .clock = &desk->clock, .seed = 7};
  GError *error = NULL;
  desk->app = app_open(&config, &error);
  must(desk->app != NULL, error);
}

Desk *desk_open(bool with_pack) {
  Desk *desk = g_new0(Desk, 1);
  desk->dir = g_dir_make_tmp("pawl-logs-XXXXXX", NULL);
  desk->db = g_build_filename(desk->dir, "pawl.db", NULL);
  desk->items = with_pack ? exampack_write(desk->dir) : g_build_filename(desk->dir, "packs", NULL);
  clock_init_fixed(&desk->clock, START);
  desk_reopen(desk);
  return desk;
}

void desk_close(Desk *desk) {
  app_close(desk->app);
  clock_finish(&desk->clock);
  unit_remove_tree(desk->dir);
  g_free(desk->dir);
  g_free(desk->db);
  g_free(desk->items);
  g_free(desk);
}

char *path_in(const Desk *desk, const char *name) {
  return g_build_filename(desk->dir, name, NULL);
}

void join(Desk *desk, Desk *other) {
  GError *error = NULL;
  g_autofree char *id = app_learner(other->app, &error);
  must(id != NULL && app_set_learner(desk->app, id, &error), error);
}

/* -- work -------------------------------------------------------------------------------------- */

static Response response_to(const DrillView *view, bool right) {
  Response response = {.n = 1};
  const Item *item = view->item;
  if (item->type == ITEM_SINGLE) {
    response.option[0] = right ? 0 : 1;
    return response;
  }
  const char *key = item->type == ITEM_MULTIPLE ? "a c"
                    : item->type == ITEM_ORDER  ? "b a c"
                                                : "b a";
  const char *other = item->type == ITEM_MULTIPLE ? "b"
                      : item->type == ITEM_ORDER  ? "a b c"
                                                  : "a b";
  assert_true(response_parse(item, right ? key : other, &response));
  return response;
}

void drill(Desk *desk, GRand *chance, int n) {
  GError *error = NULL;
  g_autoptr(Drill) sitting = drill_open(desk->app, (SessionGoal){.count = n + 1}, &error);
  must(sitting != NULL, error);
  for (int i = 0; i < n && drill_view(sitting)->state == DRILL_QUESTION; i++) {
    Response response = response_to(drill_view(sitting), g_rand_int_range(chance, 0, 4) > 0);
    desk->clock.fixed += g_rand_int_range(chance, 0, 3) * 1000;
    must(drill_answer(sitting, &response, CONFIDENCE_THINK, 15000, &error), error);
    if (i % 4 == 1) must(drill_rate(sitting, RATING_HARD, &error), error);
    if (i % 4 == 2) {
      must(drill_undo(sitting, &error), error);
      if (g_rand_boolean(chance)) must(drill_redo(sitting, &error), error);
    }
    if (drill_view(sitting)->state == DRILL_VERDICT) must(drill_next(sitting, &error), error);
  }
  if (g_rand_boolean(chance)) must(drill_finish(sitting, &error), error);
}

void mark(Desk *desk, GRand *chance) {
  GError *error = NULL;
  g_autofree char *code = g_strdup_printf("mock.%03d", g_rand_int_range(chance, 1, 4));
  int64_t item = app_item_find(desk->app, code, &error);
  must(item != 0, error);
  if (g_rand_boolean(chance))
    must(app_set_suspended(desk->app, item, g_rand_boolean(chance), &error), error);
  else
    must(app_flag(desk->app, item, g_rand_boolean(chance) ? "odd <b>word</b>" : NULL, &error),
         error);
}

void take_exam(Desk *desk) {
  GError *error = NULL;
  g_autoptr(Exam) exam = exam_start(desk->app, "easy", 3, &error);
  must(exam != NULL && exam_begin(exam, &error), error);
  for (int i = 0; i < 5; i++) {
    must(exam_goto(exam, i, &error), error);
    const Item *item = exam_view(exam)->item;
    if (item->type == ITEM_SINGLE) must(exam_choose(exam, i % 2 ? "a" : "b", &error), error);
  }
  must(exam_hand_in(exam, &error), error);
}

void write_essay(Desk *desk, const char *code, const char *levels, const char *mentor) {
  GError *error = NULL;
  int64_t item = app_item_find(desk->app, code, &error);
  int64_t id = item == 0 ? 0 : writing_open(desk->app, item, &error);
  must(id != 0 &&
           writing_save(desk->app, id, "A private text of two lines.\nYes.", 60000, &error) &&
           writing_hand_in(desk->app, id, &error),
       error);
  const char *scorers[] = {NULL, mentor};
  for (int i = 0; i < (mentor == NULL ? 1 : 2); i++) {
    g_autoptr(WritingView) view = writing_view(desk->app, id, &error);
    must(view != NULL, error);
    WritingGrade grade = {.mentor = i > 0, .name = scorers[i], .comment = "Well."};
    must(rubric_parse(view->item, i > 0 ? "clear:2 cost:1" : levels, &grade.levels, &error), error);
    must(writing_score(desk->app, id, &grade, &error), error);
  }
}

void export(Desk *desk, const char *path, LogLevel level) {
  GError *error = NULL;
  LogExport what = {.since = G_MININT, .level = level};
  LogCounts counts;
  must(app_log_export(desk->app, path, &what, &counts, &error), error);
}
