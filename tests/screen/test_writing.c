/* The screens of writing and speaking at three sizes against saved pictures, and what keys do to texts:
 * every one is kept, whatever ends the screen. PAWL_GOLDEN=write saves new pictures.
 */
#include "../unit/exampack.h"
#include "app/exam.h"
#include "app/writing.h"
#include "shot.h"
#include "tui/screen.h"
#include "tui/term.h"
#include <string.h>

#define NOW INT64_C(1795456800000) /* 2026-11-23T18:00:00Z, a Monday */

typedef struct {
  Clock clock; /* first: the functions below see the stage */
  int64_t now;
  char *dir, *db, *items;
  App *app;
  Ui *ui;
} Stage;

static int64_t stage_now(const Clock *clock) {
  return ((const Stage *)(const void *)clock)->now;
}

static Stage *stage_open(int rows, int cols) {
  Stage *stage = g_new0(Stage, 1);
  stage->dir = g_dir_make_tmp("pawl-screen-XXXXXX", NULL);
  stage->db = g_build_filename(stage->dir, "pawl.db", NULL);
  stage->items = exampack_write(stage->dir);
  stage->now = NOW;
  clock_init_fixed(&stage->clock, NOW);
  stage->clock.now = stage->clock.monotonic = stage->clock.boot = stage_now;
  AppConfig config = {
      .db = stage->db, .items_dir = stage->items, .clock = &stage->clock, .seed = 7};
  stage->app = app_open(&config, NULL);
  assert_non_null(stage->app);
  assert_true(app_first_start_done(stage->app, NULL));
  stage->ui = ui_new(stage->app, NULL, rows, cols, false, NULL);
  ui_push(stage->ui, scr_home_new(stage->ui));
  return stage;
}

static void stage_close(Stage *stage) {
  ui_free(stage->ui);
  app_close(stage->app);
  clock_finish(&stage->clock);
  unit_remove_tree(stage->dir);
  g_free(stage->dir);
  g_free(stage->db);
  g_free(stage->items);
  g_free(stage);
}

/* Keys as shot_next_key knows them. Time passes as the loop lets it. */
static void press(Stage *stage, const char *keys) {
  while (*keys != '\0') {
    ui_key(stage->ui, shot_next_key(&keys));
    ui_tick(stage->ui);
  }
}

static void pass(Stage *stage, int64_t ms) {
  stage->now += ms;
  ui_tick(stage->ui);
}

static char *picture(const Stage *stage) {
  return shot_picture(stage->ui);
}

static void shows(const Stage *stage, const char *part) {
  shot_shows(stage->ui, part);
}

static void matches(const Stage *stage, const char *name) {
  shot_matches(stage->ui, name);
}

/* The text of number ID as it is stored. */
static char *stored(const Stage *stage, int64_t id) {
  g_autoptr(WritingView) view = writing_view(stage->app, id, NULL);
  assert_non_null(view);
  return g_strdup(view->text);
}

static void is_stored(const Stage *stage, int64_t id, const char *text) {
  g_autofree char *now = stored(stage, id);
  assert_string_equal(now, text);
}

static const ScreenKind *top(const Stage *stage) {
  return ((Screen *)stage->ui->stack->pdata[stage->ui->stack->len - 1])->kind;
}

/* -- pictures ---------------------------------------------------------------------------------- */

#define TEXT                                                                                       \
  "The district starts from what its students do, and from the teachers who see it every day; "    \
  "what is bought follows.{ENTER}{ENTER}First, twelve classrooms try it for a term."

static void shoot(int rows, int cols) {
  Stage *stage = stage_open(rows, cols);
  bool small = rows < 16;
  press(stage, "w");
  matches(stage, "write");
  press(stage, "{ENTER}");
  matches(stage, "essay-new");
  press(stage, small ? "{TAB}" : "");
  press(stage, TEXT);
  matches(stage, "essay");
  press(stage, "{TAB}");
  matches(stage, "essay-scenario");
  press(stage, "{TAB}{^D}");
  matches(stage, "essay-hand-in");
  press(stage, "2");
  assert_true(top(stage) == &SCR_SCORE);
  press(stage, "3");
  matches(stage, "score");
  press(stage, "{TAB}");
  matches(stage, "score-text");
  press(stage, "{TAB}");
  matches(stage, "score-model");
  press(stage, "{TAB}4nWell argued.{ENTER}");
  matches(stage, "score-whole");
  press(stage, "{ENTER}");
  matches(stage, "write-scored");
  press(stage, "{TAB}{ENTER}");
  matches(stage, "oral");
  press(stage, " ");
  pass(stage, 75000);
  matches(stage, "oral-speaking");
  press(stage, " 1{DOWN}{DOWN} ");
  matches(stage, "oral-ticking");
  press(stage, "{ENTER}");
  shows(stage, small ? "Kept: 67 % covered" : "Kept: 67 % covered in 75 s.");
  stage_close(stage);
}

static void writing_at_80x24(void **state) {
  (void)state;
  shoot(24, 80);
}
static void writing_at_40x12(void **state) {
  (void)state;
  shoot(12, 40);
}
static void writing_at_200x50(void **state) {
  (void)state;
  shoot(50, 200);
}

/* -- keeping ----------------------------------------------------------------------------------- */

static void three_seconds_are_lost_at_most(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  press(stage, "w{ENTER}One");
  is_stored(stage, 1, "");
  pass(stage, 2900);
  is_stored(stage, 1, "");
  assert_in_range(ui_tick_in(stage->ui), 1, 100);
  press(stage, " two"); /* typing on does not put it off */
  pass(stage, 100);
  is_stored(stage, 1, "One two");
  assert_in_range(ui_tick_in(stage->ui), 1000, 60000); /* nothing to do but the minute */
  press(stage, "{ESC}");
  assert_true(top(stage) == &SCR_WRITE);
  press(stage, "{ENTER} three");
  is_stored(stage, 1, "One two");
  press(stage, "{^S}");
  is_stored(stage, 1, "One two three");
  press(stage, "!{ESC}");
  is_stored(stage, 1, "One two three!");
  stage_close(stage);
}

static void whatever_ends_the_screen_keeps_the_text(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  press(stage, "w{ENTER}a{^Z}");
  assert_true(stage->ui->stop);
  is_stored(stage, 1, "a");
  press(stage, "b{^C}");
  assert_true(stage->ui->leaving);
  is_stored(stage, 1, "ab");
  stage->ui->leaving = false;
  press(stage, "c");
  ui_free(stage->ui); /* a signal */
  is_stored(stage, 1, "abc");
  stage->ui = ui_new(stage->app, NULL, 24, 80, false, NULL);
  ui_push(stage->ui, scr_home_new(stage->ui));
  press(stage, "w{ENTER}");
  shows(stage, "abc");
  stage_close(stage);
}

static void a_text_that_cannot_be_kept_is_not_left_silently(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  press(stage, "w{ENTER}kept{^S} and more");
  assert_true(writing_hand_in(stage->app, 1, NULL)); /* by another program */
  pass(stage, 3000);
  shows(stage, "NOT KEPT");
  press(stage, "{ESC}");
  assert_true(top(stage) == &SCR_CHOICE);
  press(stage, "1");
  assert_true(top(stage) == &SCR_ESSAY);
  press(stage, "{ESC}2");
  assert_true(top(stage) == &SCR_WRITE);
  is_stored(stage, 1, "kept");
  stage_close(stage);
}

static void every_script_is_typed_pasted_undone_and_redone(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  static const char scripts[] = "\u4e2d\u6587 e\u0301 \u0645\u0631\u062d\u0628\u0627 \U0001f600";
  g_autofree char *nfc = g_utf8_normalize(scripts, -1, G_NORMALIZE_NFC);
  press(stage, "w{ENTER}");
  press(stage, scripts);
  press(stage, "{^S}");
  is_stored(stage, 1, nfc);
  g_autoptr(GString) paste = g_string_new(NULL);
  while (paste->len < 10000)
    g_string_append(paste, "Ten words of prose that are pasted in one go here. ");
  ui_paste(stage->ui, paste->str);
  press(stage, "{^S}");
  g_autofree char *both = g_strconcat(nfc, paste->str, NULL);
  is_stored(stage, 1, both);
  press(stage, "{^T}{^S}");
  is_stored(stage, 1, nfc);
  press(stage, "{^R}{^S}");
  is_stored(stage, 1, both);
  shows(stage, "words of 40 to 900: too many");
  for (int rows = 8; rows <= 30; rows += 5)
    for (int cols = 30; cols <= 150; cols += 17) {
      ui_resize(stage->ui, rows, cols);
      g_autofree char *seen = picture(stage);
      press(stage, "{UP}{TAB}{DOWN}{TAB}");
    }
  stage_close(stage);
}

static void a_score_waits_for_every_level(void **state) {
  (void)state;
  Stage *stage = stage_open(24, 80);
  press(stage, "w{ENTER}A text.{^D}2");
  press(stage, "4{ENTER}");
  shows(stage, "Every criterion needs a level");
  press(stage, "{ESC}");
  assert_true(top(stage) == &SCR_CHOICE); /* not kept yet */
  press(stage, "1{RIGHT}{RIGHT}{ENTER}");
  assert_true(top(stage) == &SCR_WRITE);
  shows(stage, "scored, 78 %");
  press(stage, "{ENTER}1");
  assert_true(top(stage) == &SCR_SCORE);
  press(stage, "mKim{ENTER}11{ENTER}");
  shows(stage, "0 % by Kim");
  g_autoptr(WritingView) view = writing_view(stage->app, 1, NULL);
  assert_int_equal(view->mentors->len, 1);
  assert_string_equal(((WritingScore *)view->mentors->pdata[0])->name, "Kim");
  press(stage, "{ENTER}2"); /* anew */
  assert_true(top(stage) == &SCR_ESSAY);
  stage_close(stage);
}

/* -- in an exam -------------------------------------------------------------------------------- */

/* At the list of an exam's essays: two, an hour. */
static Stage *at_the_essays(int rows, int cols) {
  Stage *stage = stage_open(rows, cols);
  exampack_file(stage->dir, "essays.yaml",
                EXAMPACK_HEAD "id: essays\ntitle: \"Essays\"\nsections:\n  - {id: two, title: "
                              "\"Essays\", type: essay, items: 2, minutes: 60}\n");
  g_autofree char *file = g_build_filename(stage->dir, "essays.yaml", NULL);
  Screen *exam = scr_exam_new(stage->ui, file, 3);
  assert_non_null(exam);
  ui_push(stage->ui, exam);
  press(stage, "{ENTER}");
  assert_true(top(stage) == &SCR_EXAM_ESSAYS);
  return stage;
}

static void an_exams_essays_are_written_handed_in_and_scored(void **state) {
  (void)state;
  static const int sizes[][2] = {{24, 80}, {12, 40}, {50, 200}};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    Stage *stage = at_the_essays(sizes[i][0], sizes[i][1]);
    matches(stage, "exam-essays");
    press(stage, "{ENTER}");
    if (sizes[i][0] < 16) press(stage, "{TAB}");
    press(stage, "My plan.");
    pass(stage, 60000);
    matches(stage, "exam-essay");
    press(stage, "{^D}");
    assert_true(top(stage) == &SCR_ESSAY); /* it goes with its part */
    press(stage, "{ESC}");
    shows(stage, "1 of 2 written");
    press(stage, "H");
    shows(stage, "Hand in? 1 of 2 written");
    press(stage, "2");
    assert_true(top(stage) == &SCR_RESULT);
    matches(stage, "result-essays");
    press(stage, "c44{ENTER}");
    assert_true(top(stage) == &SCR_RESULT);
    shows(stage, "50 %");
    press(stage, "c");
    shows(stage, "No text of this exam waits");
    stage_close(stage);
  }
}

static void the_time_is_over_and_the_last_words_are_kept(void **state) {
  (void)state;
  Stage *stage = at_the_essays(24, 80);
  press(stage, "{DOWN}{ENTER}Written in time");
  pass(stage, 59 * 60000 + 59500);
  is_stored(stage, 2, "Written in time");
  press(stage, ", and these words too");
  is_stored(stage, 2, "Written in time");
  pass(stage, 1000);
  assert_true(top(stage) == &SCR_RESULT);
  is_stored(stage, 2, "Written in time, and these words too");
  shows(stage, "The time is over");
  stage_close(stage);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writing_at_80x24),
      cmocka_unit_test(writing_at_40x12),
      cmocka_unit_test(writing_at_200x50),
      cmocka_unit_test(three_seconds_are_lost_at_most),
      cmocka_unit_test(whatever_ends_the_screen_keeps_the_text),
      cmocka_unit_test(a_text_that_cannot_be_kept_is_not_left_silently),
      cmocka_unit_test(every_script_is_typed_pasted_undone_and_redone),
      cmocka_unit_test(a_score_waits_for_every_level),
      cmocka_unit_test(an_exams_essays_are_written_handed_in_and_scored),
      cmocka_unit_test(the_time_is_over_and_the_last_words_are_kept),
  };
  g_setenv("TZ", "UTC", TRUE);
  g_setenv("XDG_CONFIG_HOME", "/nonexistent", TRUE);
  return UNIT_RUN(tests);
}
