/* The mentor's screens over made candidates: pictures at three sizes, and what keys do: finding and
 * sorting, reading one candidate, scoring, commenting, the reply. PAWL_GOLDEN=write saves new pictures.
 */
#include "../unit/app/desk.h"
#include "app/exam.h"
#include "app/reply.h"
#include "shot.h"
#include "tui/screen.h"
#include "tui/term.h"
#include <glib/gstdio.h>
#include <string.h>

#define ANA "01a20000-0000-7000-8000-000000000001"
#define BO  "01a20000-0000-7000-8000-000000000002"
#define CY  "01a20000-0000-7000-8000-000000000003"

typedef struct {
  Desk *ana, *bo, *cy, *mentor;
  char *logs;
  Cohort *cohort;
  Ui *ui;
} Stage;

/* -- the stage --------------------------------------------------------------------------------- */

/* A learner called NAME with DAYS of work that ended GAP days ago. */
static Desk *candidate(const char *id, const char *name, guint32 seed, int days, int gap) {
  g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
  GError *error = NULL;
  Desk *desk = desk_open(true);
  must(app_set_learner(desk->app, id, &error), error);
  must(app_set_setting(desk->app, SETTING_NAME, name, &error), error);
  desk->clock.fixed = START - (days + gap) * DAY;
  desk_reopen(desk);
  for (int day = 0; day < days; day++) {
    drill(desk, chance, 9);
    desk->clock.fixed += DAY;
  }
  return desk;
}

static void hand_on(const Stage *stage, Desk *desk, const char *file, LogLevel level) {
  g_autofree char *path = g_build_filename(stage->logs, file, NULL);
  export(desk, path, level);
}

static void write_logs(Stage *stage) {
  stage->logs = path_in(stage->mentor, "logs");
  g_autofree char *bad = g_build_filename(stage->logs, "bad.pawl-log", NULL);
  g_mkdir(stage->logs, 0700);
  hand_on(stage, stage->ana, "ana.pawl-log", LOG_FULL);
  hand_on(stage, stage->bo, "bo.pawl-log", LOG_FULL);
  hand_on(stage, stage->cy, "cy.pawl-log", LOG_SUMMARY);
  g_file_set_contents(bad, "no log\n", -1, NULL);
}

static void open_screens(Stage *stage, int rows, int cols, bool ascii) {
  const char *paths[] = {stage->logs};
  GError *error = NULL;
  stage->cohort = cohort_open(stage->mentor->app, paths, 1, NULL, NULL, &error);
  must(stage->cohort != NULL, error);
  stage->ui = ui_new(stage->mentor->app, NULL, rows, cols, ascii, NULL);
  ui_push(stage->ui, scr_mentor_new(stage->ui, stage->cohort, COHORT_NAME));
}

static void close_screens(Stage *stage) {
  ui_free(stage->ui);
  cohort_free(stage->cohort);
}

/* Ana wrote and took an exam, Bo stalled, Cy sent figures alone. */
static Stage *stage_open_as(int rows, int cols, bool ascii) {
  Stage *stage = g_new0(Stage, 1);
  stage->ana = candidate(ANA, "Ana M\u00e1ria \u00d6gren", 11, 12, 0);
  stage->bo = candidate(BO, "Bo", 12, 10, 9);
  stage->cy = candidate(CY, "Cy \u4e2d\u6587", 13, 4, 1);
  write_essay(stage->ana, "essay.0", "clear:3 cost:2", NULL);
  take_exam(stage->ana);
  stage->mentor = desk_open(true);
  write_logs(stage);
  open_screens(stage, rows, cols, ascii);
  return stage;
}

static Stage *stage_open(int rows, int cols) {
  return stage_open_as(rows, cols, false);
}

static void stage_close(Stage *stage) {
  close_screens(stage);
  Desk *desks[] = {stage->ana, stage->bo, stage->cy, stage->mentor};
  for (size_t i = 0; i < G_N_ELEMENTS(desks); i++) desk_close(desks[i]);
  g_free(stage->logs);
  g_free(stage);
}

/* Keys as shot_next_key knows them. */
static void press(Stage *stage, const char *keys) {
  while (*keys != '\0') {
    ui_key(stage->ui, shot_next_key(&keys));
    do ui_tick(stage->ui);
    while (ui_tick_in(stage->ui) == 0);
  }
}

static char *picture(const Stage *stage) {
  return shot_picture(stage->ui);
}

static bool is_shown(const Stage *stage, const char *part) {
  g_autofree char *seen = picture(stage);
  return strstr(seen, part) != NULL;
}

static void shows(const Stage *stage, const char *part) {
  shot_shows(stage->ui, part);
}

static void matches(const Stage *stage, const char *name) {
  shot_matches(stage->ui, name);
}

static const ScreenKind *top(const Stage *stage) {
  return ((Screen *)stage->ui->stack->pdata[stage->ui->stack->len - 1])->kind;
}

/* -- pictures ---------------------------------------------------------------------------------- */

static void shoot(int rows, int cols) {
  Stage *stage = stage_open(rows, cols);
  matches(stage, "mentor");
  press(stage, "{DOWN}");
  matches(stage, "mentor-down");
  press(stage, "s");
  matches(stage, "mentor-order");
  press(stage, "/ana{ENTER}{ENTER}");
  assert_true(top(stage) == &SCR_CANDIDATE);
  matches(stage, "candidate");
  press(stage, "{ENTER}");
  matches(stage, "candidate-menu");
  press(stage, "1");
  matches(stage, "candidate-areas");
  press(stage, "n");
  matches(stage, "candidate-areas-comment");
  press(stage, "{ESC}{ESC}e");
  matches(stage, "candidate-exams");
  press(stage, "{ENTER}");
  matches(stage, "candidate-exam");
  press(stage, "{ESC}{ESC}t");
  matches(stage, "candidate-texts");
  press(stage, "{ENTER}");
  matches(stage, "candidate-text");
  press(stage, "c");
  matches(stage, "candidate-score");
  press(stage, "34{ENTER}");
  matches(stage, "candidate-text-scored");
  press(stage, "nRead the board's minutes first.");
  matches(stage, "candidate-comment");
  press(stage, "{^D}{ESC}");
  matches(stage, "candidate-texts-scored");
  press(stage, "W");
  matches(stage, "candidate-reply");
  stage_close(stage);
}

static void mentoring_at_80x24(void **state) {
  (void)state;
  shoot(24, 80);
}
static void mentoring_at_40x12(void **state) {
  (void)state;
  shoot(12, 40);
}
static void mentoring_at_200x50(void **state) {
  (void)state;
  shoot(50, 200);
}

static void the_list_in_plain_letters(void **state) {
  (void)state;
  Stage *stage = stage_open_as(24, 80, true);
  matches(stage, "ascii-mentor");
  stage_close(stage);
}

/* -- the list ---------------------------------------------------------------------------------- */

static void every_figure_and_every_reason_is_a_key_away(void **state) {
  (void)state;
  Stage *stage = stage_open(12, 40);
  shows(stage, "1 log was left out");
  press(stage, "L");
  shows(stage, "has to stand");
  press(stage, "{ESC}/bo{ENTER} ");
  assert_true(top(stage) == &SCR_CARD);
  shows(stage, "! stalled");
  press(stage, "{PGDN}");
  shows(stage, "Days with an answer: 4 of the last");
  stage_close(stage);
}

static void an_order_keeps_the_focused_candidate(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  press(stage, "/cy{ENTER}");
  for (int i = 0; i < COHORT_ORDERS; i++) {
    press(stage, "s ");
    shows(stage, "\u4e2d\u6587 \u2500"); /* the card's title */
    press(stage, "{ESC}");
  }
  press(stage, "/nobody{ENTER}");
  shows(stage, "No candidate's name has 'nobody' in it.");
  press(stage, "/O{ENTER}"); /* neither case nor the end of the list matters */
  press(stage, "n ");
  shows(stage, "Bo \u2500");
  stage_close(stage);
}

static void the_list_once_shown_is_the_mentors_look(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  press(stage, "j");
  close_screens(stage);
  g_autoptr(GRand) chance = g_rand_new_with_seed(4);
  stage->ana->clock.fixed += 2 * DAY;
  desk_reopen(stage->ana);
  drill(stage->ana, chance, 5);
  hand_on(stage, stage->ana, "ana.pawl-log", LOG_FULL);
  stage->mentor->clock.fixed += 2 * DAY;
  desk_reopen(stage->mentor);
  open_screens(stage, 50, 200, false);
  press(stage, "/ana{ENTER} ");
  shows(stage, "Since you looked on 2026-11-23:");
  stage_close(stage);
}

static void figures_alone_are_told_and_not_opened(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  press(stage, "/cy{ENTER}{ENTER}");
  assert_true(top(stage) == &SCR_CARD);
  shows(stage, "level summary");
  press(stage, "{ESC}q");
  assert_true(stage->ui->leaving);
  stage_close(stage);
}

static void every_size_of_window_shows_every_screen(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  static const char *const ways[] = {"",        " ",           "{ESC}{ENTER}", "m", "{ESC}e",
                                     "{ENTER}", "{ESC}{ESC}t", "{ENTER}",      "c", "{ESC}n"};
  press(stage, "/ana{ENTER}");
  for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
    press(stage, ways[i]);
    for (int rows = 1; rows <= 30; rows += 3)
      for (int cols = 1; cols <= 130; cols += 13) {
        ui_resize(stage->ui, rows, cols);
        g_autofree char *seen = picture(stage);
        press(stage, "{DOWN}{PGDN}g");
      }
  }
  stage_close(stage);
}

/* -- words ------------------------------------------------------------------------------------- */

static void at_the_texts_of_ana(Stage *stage) {
  press(stage, "/ana{ENTER}{ENTER}t");
  assert_true(top(stage) == &SCR_CANDIDATE_TEXTS);
}

static void a_score_shows_at_once_and_travels_in_the_reply(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  GError *error = NULL;
  must(app_set_setting(stage->mentor->app, SETTING_NAME, "Kim", &error), error);
  at_the_texts_of_ana(stage);
  shows(stage, "waits for your score");
  press(stage, "c34n{^U}Well argued.{ENTER}{ENTER}");
  shows(stage, "mentors 78 %");
  press(stage, "nOne thing more.{^D}");
  shows(stage, "2 not in a reply yet");
  g_autofree char *path = path_in(stage->mentor, "x.pawl-reply");
  press(stage, "W{^U}");
  press(stage, path);
  press(stage, "{ENTER}");
  shows(stage, "1 score and 1 comment stand in");
  press(stage, "{ESC}");
  assert_false(is_shown(stage, "not in a reply"));
  ReplyTaken taken;
  must(app_reply_import(stage->ana->app, path, &taken, &error), error);
  assert_int_equal(taken.scores, 1);
  assert_int_equal(taken.remarks, 1);
  reply_taken_clear(&taken);
  g_autoptr(WritingView) text = writing_view(stage->ana->app, 1, NULL);
  const WritingScore *score = text->mentors->pdata[0];
  assert_string_equal(score->name, "Kim");
  assert_string_equal(score->comment, "Well argued.");
  stage_close(stage);
}

static void a_score_given_before_is_there_to_change(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  at_the_texts_of_ana(stage);
  press(stage, "c34{ENTER}");
  close_screens(stage);
  stage->mentor->clock.fixed += 1000;
  open_screens(stage, 24, 80, false);
  at_the_texts_of_ana(stage);
  shows(stage, "mentors 78 %");
  press(stage, "c");
  shows(stage, "78 %");
  press(stage, "1{ENTER}");
  assert_false(is_shown(stage, "mentors 78 %"));
  stage_close(stage);
}

static void comments_stand_where_they_were_written(void **state) {
  (void)state;
  Stage *stage = stage_open(50, 200);
  press(stage, "/ana{ENTER}{ENTER}nGo on like this.{^D}");
  ui_resize(stage->ui, 200, 200);
  shows(stage, "Go on like this.");
  press(stage, "mn2On this area.{^D}");
  shows(stage, "On this area.");
  shows(stage, "Go on like this.");
  press(stage, "{ESC}enOn the exam.{^D}{ENTER}");
  shows(stage, "On the exam.");
  press(stage, "{ESC}{ESC}t{ENTER}nOn the text.{^D}");
  shows(stage, "On the text.");
  shows(stage, "4 not in a reply yet");
  stage_close(stage);
}

static void a_comment_is_never_lost_silently(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  press(stage, "/ana{ENTER}{ENTER}n{^D}");
  shows(stage, "Nothing is written yet.");
  press(stage, "Half{ESC}");
  assert_true(top(stage) == &SCR_CHOICE);
  press(stage, "1{^C}");
  assert_false(stage->ui->leaving);
  shows(stage, "Not kept");
  press(stage, " <b>bold</b>{^D}");
  shows(stage, "markup");
  press(stage, "{ESC}");
  shows(stage, "Half <b>");
  press(stage, "{ESC}2");
  assert_true(top(stage) == &SCR_CANDIDATE);
  press(stage, "nx{^C}{^C}");
  assert_true(stage->ui->leaving);
  stage_close(stage);
}

static void no_other_file_gives_way_to_a_reply(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  g_autofree char *path = path_in(stage->mentor, "diary.txt");
  g_autofree char *text = NULL;
  g_file_set_contents(path, "dear diary", -1, NULL);
  press(stage, "/ana{ENTER}{ENTER}W");
  shows(stage, "Nothing was said yet");
  press(stage, "nWell.{^D}W");
  shows(stage, "./Ana-M\u00e1ria-\u00d6gren.pawl-reply");
  press(stage, "{^U}");
  press(stage, path);
  press(stage, "{ENTER}");
  shows(stage, "is no reply");
  g_file_get_contents(path, &text, NULL, NULL);
  assert_string_equal(text, "dear diary");
  stage_close(stage);
}

static void what_waits_for_the_mentor_in_an_exam_is_not_shown(void **state) {
  (void)state;
  Stage *stage = stage_open(50, 200);
  GError *error = NULL;
  exampack_file(stage->mentor->dir, "essays.yaml",
                EXAMPACK_HEAD "id: essays\ntitle: \"Essays\"\nsections:\n  - {id: two, title: "
                              "\"Essays\", type: essay, items: 6, minutes: 60}\n");
  g_autofree char *file = g_build_filename(stage->mentor->dir, "essays.yaml", NULL);
  g_autoptr(Exam) exam = exam_start(stage->mentor->app, file, 3, &error);
  must(exam != NULL, error);
  g_autoptr(WritingView) own = writing_view(stage->ana->app, 1, NULL);
  at_the_texts_of_ana(stage);
  assert_false(is_shown(stage, own->item->stem));
  press(stage, "c");
  assert_true(top(stage) == &SCR_CANDIDATE_TEXTS);
  press(stage, "{ENTER}");
  shows(stage, "A private text of two lines.");
  shows(stage, "kept for a practice exam of your own");
  assert_false(is_shown(stage, own->item->stem));
  assert_false(is_shown(stage, own->item->essay->model));
  assert_false(is_shown(stage, "Rubric"));
  stage_close(stage);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(mentoring_at_80x24),
      cmocka_unit_test(mentoring_at_40x12),
      cmocka_unit_test(mentoring_at_200x50),
      cmocka_unit_test(the_list_in_plain_letters),
      cmocka_unit_test(every_figure_and_every_reason_is_a_key_away),
      cmocka_unit_test(an_order_keeps_the_focused_candidate),
      cmocka_unit_test(the_list_once_shown_is_the_mentors_look),
      cmocka_unit_test(figures_alone_are_told_and_not_opened),
      cmocka_unit_test(every_size_of_window_shows_every_screen),
      cmocka_unit_test(a_score_shows_at_once_and_travels_in_the_reply),
      cmocka_unit_test(a_score_given_before_is_there_to_change),
      cmocka_unit_test(comments_stand_where_they_were_written),
      cmocka_unit_test(a_comment_is_never_lost_silently),
      cmocka_unit_test(no_other_file_gives_way_to_a_reply),
      cmocka_unit_test(what_waits_for_the_mentor_in_an_exam_is_not_shown),
  };
  g_setenv("TZ", "UTC", TRUE);
  g_setenv("XDG_CONFIG_HOME", "/nonexistent", TRUE);
  return UNIT_RUN(tests);
}
