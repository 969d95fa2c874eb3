/* Every screen at three sizes against a saved picture: characters, colour roles, cursor.
 *
 * The screens run over a real app on a database of their own, with a clock that stands still and a
 * seed, driven by keys as a learner would press them. PAWL_GOLDEN=write saves new pictures.
 */
#include "../unit/bigpack.h"
#include "../unit/exampack.h"
#include "../unit/unit.h"
#include "app/learner.h"
#include "shot.h"
#include "tui/scr_drill.h"
#include "tui/term.h"
#include <glib/gstdio.h>
#include <string.h>

#define NOW INT64_C(1795456800000) /* 2026-11-23T18:00:00Z, a Monday */

typedef struct {
  char *dir, *db, *items;
  Clock clock;
  App *app;
  Ui *ui;
} Stage;

typedef enum { PACK_GOOD, PACK_LARGE, PACK_EXAM } StagePack;

/* PACK_LARGE: 130 items in place of the fixture's few; PACK_EXAM: with forms of exams. */
static void stage_open_with(Stage *stage, int rows, int cols, bool ascii, StagePack pack) {
  *stage = (Stage){.dir = g_dir_make_tmp("pawl-screen-XXXXXX", NULL)};
  stage->db = g_build_filename(stage->dir, "pawl.db", NULL);
  stage->items = pack == PACK_LARGE  ? bigpack_write(stage->dir, 130)
                 : pack == PACK_EXAM ? exampack_write(stage->dir)
                                     : unit_fixture("packs");
  clock_init_fixed(&stage->clock, NOW);
  AppConfig config = {
      .db = stage->db, .items_dir = stage->items, .clock = &stage->clock, .seed = 7};
  stage->app = app_open(&config, NULL);
  assert_non_null(stage->app);
  assert_true(app_first_start_done(stage->app, NULL));
  stage->ui = ui_new(stage->app, NULL, rows, cols, ascii, NULL);
  ui_push(stage->ui, scr_home_new(stage->ui));
}

static void stage_open(Stage *stage, int rows, int cols, bool ascii) {
  stage_open_with(stage, rows, cols, ascii, PACK_GOOD);
}

static void stage_close(Stage *stage) {
  ui_free(stage->ui);
  app_close(stage->app);
  clock_finish(&stage->clock);
  unit_remove_tree(stage->dir);
  g_free(stage->dir);
  g_free(stage->db);
  g_free(stage->items);
}

/* Keys as shot_next_key knows them. */
static void press(Stage *stage, const char *keys) {
  while (*keys != '\0') ui_key(stage->ui, shot_next_key(&keys));
}

static char *picture(const Stage *stage) {
  return shot_picture(stage->ui);
}

static void matches(const Stage *stage, const char *name) {
  shot_matches(stage->ui, name);
}

static const DrillView *drill_of(const Stage *stage) {
  Screen *top = stage->ui->stack->pdata[stage->ui->stack->len - 1];
  assert_true(top->kind == &SCR_QUESTION || top->kind == &SCR_VERDICT);
  return drill_view(((DrillScreen *)top)->drill);
}

/* Keys that answer the present question, somehow. */
static const char *any_answer(const DrillView *view) {
  switch (view->item->type) {
  case ITEM_MATCH: return "12{ENTER}{ENTER}";
  case ITEM_ORDER: return "j{ENTER}{ENTER}";
  default: return "a{ENTER}{ENTER}";
  }
}

/* Answers until a question of TYPE stands. */
static void advance_to(Stage *stage, ItemType type) {
  press(stage, "{ENTER}");
  for (int i = 0; i < 100 && drill_of(stage)->item->type != type; i++)
    press(stage, any_answer(drill_of(stage)));
  assert_int_equal(drill_of(stage)->item->type, type);
}

/* -- the screens, each at every size ----------------------------------------------------------- */

typedef struct {
  const char *name, *keys;
} Shot;

static const Shot SHOTS[] = {
    {"home", ""},
    {"question", "{ENTER}"},
    {"question-chosen", "{ENTER}b+"},
    {"question-sure-field", "{ENTER}b{TAB}{RIGHT}{RIGHT}"},
    {"question-none-chosen", "{ENTER}{ENTER}"},
    {"verdict-wrong", "{ENTER}b+{ENTER}"},
    {"verdict-right", "{ENTER}c{ENTER}"},
    {"verdict-rate", "{ENTER}c{ENTER}o"},
    {"question-undone", "{ENTER}d{ENTER}u"},
    {"question-why", "{ENTER}z"},
    {"question-flag", "{ENTER}fIs this right?"},
    {"home-after-one", "{ENTER}d{ENTER}{ENTER}q"},
    {"browse", "b"},
    {"browse-search", "/case 2{ENTER}{DOWN}"},
    {"browse-nothing", "/zebra{ENTER}"},
    {"item", "b{ENTER}"},
    {"item-history", "{ENTER}b+{ENTER}i"},
    {"settings", "s{DOWN}"},
    {"settings-bad-date", "s{ENTER}soon{ENTER}"},
    {"help", "{ENTER}?"},
    {"palette", "{ENTER}:flag"},
    {"about", "A"},
    {"terms", "{ENTER}t"},
    {"glossary", "t"},
    {"glossary-search", "t/lost{ENTER}"},
    {"glossary-nothing", "t/zebra{ENTER}"},
    {"mastery-empty", "m"},
    {"plan-empty", "p"},
    {"plan-date", "pe2026-11-28{ENTER}{RIGHT}"},
    {"memory-empty", "M"},
    {"assess", "a"},
    {"assess-fill", "a{ENTER}"},
    {"assess-rated", "a{ENTER}31{UP}{RIGHT}"},
    {"assess-finish", "a{ENTER}3f"},
    {"assess-compare-empty", "ac"},
    {"packs", "P"},
    {"packs-aside", "P "},
    {"packs-details", "P{ENTER}"},
    {"home-aside", "P {ESC}"},
};

/* The practice exam, from home on. */
static const Shot EXAM_SHOTS[] = {
    {"exams", "e"},
    {"exam-cover", "e{ENTER}"},
    {"exam-question", "e{ENTER}{ENTER}b+f"},
    {"exam-struck", "e{ENTER}{ENTER}{DOWN}s{DOWN}"},
    {"exam-leave", "e{ENTER}{ENTER}{ESC}"},
    {"exam-grid", "e{ENTER}{ENTER}anfnnnbr"},
    {"exam-hand-in", "e{ENTER}{ENTER}aH"},
    {"exam-result", "e{ENTER}{ENTER}anbncnanbH{DOWN}{ENTER}"},
    {"exam-review", "e{ENTER}{ENTER}anbncH{DOWN}{ENTER}vn"},
    {"exam-review-open", "e{ENTER}{ENTER}aH{DOWN}{ENTER}vnn"},
    {"exam-paused", "e{DOWN}{ENTER}{ENTER}aP"},
    {"exams-open", "e{DOWN}{ENTER}{ENTER}a{ESC}2"},
    {"exam-help", "e{ENTER}{ENTER}?"},
    {"exam-taken", "e{ENTER}{ENTER}aH{DOWN}{ENTER}{ESC}G"},
};

static void shoot_exam(int rows, int cols) {
  for (size_t i = 0; i < G_N_ELEMENTS(EXAM_SHOTS); i++) {
    Stage stage;
    stage_open_with(&stage, rows, cols, false, PACK_EXAM);
    press(&stage, EXAM_SHOTS[i].keys);
    matches(&stage, EXAM_SHOTS[i].name);
    stage_close(&stage);
  }
}

static void shoot_all(int rows, int cols) {
  for (size_t i = 0; i < G_N_ELEMENTS(SHOTS); i++) {
    Stage stage;
    stage_open(&stage, rows, cols, false);
    press(&stage, SHOTS[i].keys);
    matches(&stage, SHOTS[i].name);
    stage_close(&stage);
  }
  shoot_exam(rows, cols);
}

static void screens_at_80x24(void **state) {
  (void)state;
  shoot_all(24, 80);
}

static void screens_at_40x12(void **state) {
  (void)state;
  shoot_all(12, 40);
}

static void screens_at_200x50(void **state) {
  (void)state;
  shoot_all(50, 200);
}

/* -- reports, on a learner of three weeks ------------------------------------------------------ */

/* An answer as the item's number decides, so that some are right, some wrong. */
static void answer_somehow(Stage *stage, Drill *drill, int n) {
  const Item *item = drill_view(drill)->item;
  Response response = {.n = 1, .option = {1}};
  if (item->type == ITEM_MATCH || item->type == ITEM_ORDER) {
    bool match = item->type == ITEM_MATCH;
    response.n = (uint8_t)(match ? item->prompts->len : item->options->len);
    for (int i = 0; i < response.n; i++) response.option[i] = match ? 0 : (uint8_t)i;
  } else if (n % 4 != 0) {
    response.n = 0;
    for (guint i = 0; i < item->key->len; i++)
      response.option[response.n++] = (uint8_t)item_option_index(item, item->key->pdata[i]);
  }
  Confidence confidence = (Confidence)(n % 4);
  stage->clock.fixed += 20000;
  assert_true(drill_answer(drill, &response, confidence, 15000, NULL));
  assert_true(drill_next(drill, NULL));
}

static void learn_three_weeks(Stage *stage) {
  int n = 0;
  for (int day = 21; day > 0; day--) {
    stage->clock.fixed = NOW - day * INT64_C(86400000);
    Drill *drill = drill_open(stage->app, (SessionGoal){.count = 14}, NULL);
    while (drill_view(drill)->state == DRILL_QUESTION) answer_somehow(stage, drill, n++);
    drill_close(drill);
  }
  stage->clock.fixed = NOW;
}

static void reports_after_three_weeks(void **state) {
  (void)state;
  static const int sizes[][2] = {{24, 80}, {12, 40}, {50, 200}};
  static const Shot shots[] = {{"home-weeks", ""},        {"mastery", "m"},
                               {"mastery-on", "m{PGDN}"}, {"plan", "p"},
                               {"plan-on", "p{PGDN}"},    {"memory", "M"},
                               {"memory-on", "M{PGDN}"},  {"item-curve", "b{ENTER}"}};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    Stage stage;
    stage_open_with(&stage, sizes[i][0], sizes[i][1], false, PACK_LARGE);
    learn_three_weeks(&stage);
    ui_replace(stage.ui, scr_home_new(stage.ui));
    for (size_t shot = 0; shot < G_N_ELEMENTS(shots); shot++) {
      press(&stage, shots[shot].keys);
      matches(&stage, shots[shot].name);
      while (stage.ui->stack->len > 1) press(&stage, "{ESC}");
    }
    stage_close(&stage);
  }
}

/* -- self-assessments -------------------------------------------------------------------------- */

/* Two of one's own, a month apart, one by the superintendent, and one that is open. */
static void assess_for_a_month(Stage *stage) {
  stage->clock.fixed = NOW - 30 * INT64_C(86400000);
  press(stage, "a{ENTER}112f{ENTER}");
  stage->clock.fixed = NOW;
  press(stage, "{ENTER}44{RIGHT}f{DOWN}{UP}{ENTER}");
  press(stage, "{DOWN}{ENTER}2f{UP}{ENTER}{UP}{ENTER}2{ESC}");
}

static void ratings_stand_beside_what_is_measured(void **state) {
  (void)state;
  static const int sizes[][2] = {{24, 80}, {12, 40}, {50, 200}};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    Stage stage;
    stage_open_with(&stage, sizes[i][0], sizes[i][1], false, true);
    learn_three_weeks(&stage);
    assess_for_a_month(&stage);
    matches(&stage, "assess-states");
    press(&stage, "c");
    matches(&stage, "assess-compare");
    press(&stage, "{PGDN}");
    matches(&stage, "assess-compare-on");
    stage_close(&stage);
  }
}

static void a_finished_assessment_is_asked_for_once_and_stays(void **state) {
  (void)state;
  Stage stage;
  stage_open(&stage, 24, 80, false);
  press(&stage, "a{ENTER}f"); /* nothing is rated: nothing to finish */
  g_autofree char *none = picture(&stage);
  assert_non_null(strstr(none, "Nothing is rated yet."));
  press(&stage, "3{LEFT}{RIGHT}f{ESC}"); /* asked, and not now */
  g_autofree char *open = picture(&stage);
  assert_non_null(strstr(open, "2 of 3 rated"));
  press(&stage, "{TAB}4f{ENTER}");
  g_autofree char *done = picture(&stage);
  assert_non_null(strstr(done, "Finished."));
  assert_non_null(strstr(done, "last 2026-11-23, 3 of 3 rated"));
  press(&stage, "{ENTER}");
  g_autofree char *next = picture(&stage);
  assert_non_null(strstr(next, "0 of 3 rated"));
  stage_close(&stage);
}

static void a_fit_runs_beside_the_screens_and_asks_before_it_changes_anything(void **state) {
  (void)state;
  Stage stage;
  stage_open_with(&stage, 24, 80, false, PACK_LARGE);
  learn_three_weeks(&stage);
  ui_replace(stage.ui, scr_home_new(stage.ui));
  press(&stage, "MF{ESC}{ENTER}");
  for (int i = 0; i < 100000 && ui_is_fitting(stage.ui); i++) {
    ui_tick(stage.ui);
    g_thread_yield();
  }
  assert_false(ui_is_fitting(stage.ui));
  ui_tick(stage.ui);
  assert_true(drill_of(&stage)->state == DRILL_QUESTION); /* it waits for a quiet moment */
  press(&stage, "{ESC}");
  ui_tick(stage.ui);
  g_autofree char *seen = picture(&stage);
  assert_true(strstr(seen, "Use them from now on") != NULL ||
              strstr(seen, "Nothing to gain") != NULL);
  press(&stage, "{ENTER}");
  assert_false(app_fit_due(stage.app));
  RebuildReport report;
  assert_true(app_rebuild(stage.app, true, &report, NULL));
  assert_true(report.changed == 0 && !report.mastery_changed);
  stage_close(&stage);
}

/* -- kinds of items ---------------------------------------------------------------------------- */

static void kind(ItemType type, const char *keys, const char *name, int rows, int cols) {
  Stage stage;
  stage_open(&stage, rows, cols, false);
  advance_to(&stage, type);
  press(&stage, keys);
  matches(&stage, name);
  stage_close(&stage);
}

static void every_kind_of_item_is_answered_by_keyboard(void **state) {
  (void)state;
  static const int sizes[][2] = {{24, 80}, {12, 40}};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    int rows = sizes[i][0], cols = sizes[i][1];
    kind(ITEM_MULTIPLE, "ab", "multiple", rows, cols);
    kind(ITEM_MULTIPLE, "a{DOWN} {ENTER}", "multiple-verdict", rows, cols);
    kind(ITEM_ORDER, "{DOWN} {DOWN}", "order-lifted", rows, cols);
    kind(ITEM_ORDER, "jJ{ENTER}", "order-verdict", rows, cols);
    kind(ITEM_MATCH, "1", "match", rows, cols);
    kind(ITEM_MATCH, "12{ENTER}", "match-verdict", rows, cols);
  }
}

static void the_summary_tells_what_was_learned(void **state) {
  (void)state;
  static const int sizes[][2] = {{24, 80}, {12, 40}, {50, 200}};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    Stage stage;
    stage_open(&stage, sizes[i][0], sizes[i][1], false);
    ui_push(stage.ui, scr_drill_new(stage.ui, (SessionGoal){.count = 3}));
    for (int n = 0; n < 3; n++) press(&stage, any_answer(drill_of(&stage)));
    matches(&stage, "summary");
    press(&stage, "u");
    assert_int_equal(drill_of(&stage)->state, DRILL_QUESTION);
    stage_close(&stage);
  }
}

static void the_first_start_asks_two_questions_and_both_may_be_skipped(void **state) {
  (void)state;
  static const int sizes[][2] = {{24, 80}, {12, 40}};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    Stage stage;
    stage_open(&stage, sizes[i][0], sizes[i][1], false);
    scr_welcome_open(stage.ui);
    matches(&stage, "welcome-date");
    press(&stage, "2026-12-01{ENTER}");
    matches(&stage, "welcome-minutes");
    press(&stage, "{BS}{BS}10{ENTER}");
    matches(&stage, "welcome-truth");
    press(&stage, "{ENTER}");
    matches(&stage, "home-exam");
    stage_close(&stage);
  }
  Stage stage;
  stage_open(&stage, 24, 80, false);
  scr_welcome_open(stage.ui);
  press(&stage, "{ESC}{ESC}");
  assert_int_equal(stage.ui->stack->len, 1);
  stage_close(&stage);
}

static void shows_ascii(const Stage *stage) {
  g_autofree char *seen = picture(stage);
  for (const char *p = seen; *p != '\0'; p++) assert_true((unsigned char)*p < 0x80);
}

static void ascii_terminals_see_ascii_alone(void **state) {
  (void)state;
  static const Shot shots[] = {{"ascii-mastery", "m"},         {"ascii-plan", "p{PGDN}"},
                               {"ascii-memory", "M{PGDN}"},    {"ascii-item", "b{ENTER}"},
                               {"ascii-assess", "a{ENTER}34"}, {"ascii-compare", "ac"}};
  Stage stage;
  stage_open(&stage, 24, 80, true);
  press(&stage, "{ENTER}b+{ENTER}");
  matches(&stage, "ascii-verdict");
  shows_ascii(&stage);
  stage_close(&stage);
  stage_open_with(&stage, 24, 80, true, PACK_LARGE);
  learn_three_weeks(&stage);
  ui_replace(stage.ui, scr_home_new(stage.ui));
  for (size_t i = 0; i < G_N_ELEMENTS(shots); i++) {
    press(&stage, shots[i].keys);
    matches(&stage, shots[i].name);
    shows_ascii(&stage);
    while (stage.ui->stack->len > 1) press(&stage, "{ESC}");
  }
  stage_close(&stage);
}

/* -- behaviour --------------------------------------------------------------------------------- */

static void any_size_draws_and_the_small_ones_say_so(void **state) {
  (void)state;
  Stage stage;
  stage_open(&stage, 24, 80, false);
  static const char *const keys[] = {"",       "{ENTER}", "b{ENTER}", "?",      "{ESC}q",
                                     "s",      "{ESC}b",  "{ESC}m",   "{ESC}p", "{ESC}M",
                                     "{ESC}a", "{ENTER}", "{ESC}c"};
  for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
    press(&stage, keys[k]);
    for (int rows = 1; rows <= 30; rows++)
      for (int cols = 1; cols <= 100; cols += 3) {
        ui_resize(stage.ui, rows, cols);
        g_autofree char *seen = picture(&stage);
        if (rows < 8 && rows > 3 && cols > 20) assert_non_null(strstr(seen, "Too small"));
      }
  }
  stage_close(&stage);
}

static void the_cursor_stands_on_the_focus(void **state) {
  (void)state;
  Stage stage;
  stage_open(&stage, 24, 80, false);
  press(&stage, "{ENTER}{DOWN}{DOWN}");
  g_autoptr(Canvas) canvas = canvas_new(24, 80, false);
  ui_draw(stage.ui, canvas);
  assert_string_equal(canvas_at(canvas, canvas->cursor_row, 1)->text, "▸");
  stage_close(&stage);
}

static void escape_goes_back_and_loses_nothing(void **state) {
  (void)state;
  Stage stage;
  stage_open(&stage, 24, 80, false);
  press(&stage, "{ENTER}");
  g_autofree char *before = g_strdup(drill_of(&stage)->code);
  press(&stage, "{ESC}{ENTER}");
  assert_string_equal(drill_of(&stage)->code, before);
  stage_close(&stage);
}

static void no_key_has_two_meanings_and_every_action_has_a_key(void **state) {
  (void)state;
  size_t n = 0;
  const KeyContext *const *contexts = ui_contexts(&n);
  Keymap *keymap = keymap_new();
  g_autofree char *dir = g_dir_make_tmp("pawl-keys-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(dir, "keys.conf", NULL);
  g_autofree char *text = ui_key_file_text();
  assert_true(g_file_set_contents(file, text, -1, NULL));
  GError *error = NULL;
  if (!keymap_load(keymap, file, contexts, n, &error)) fail_msg("%s", error->message);
  for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
    bool used = false;
    assert_non_null(keymap_key(keymap, (Action)action));
    for (size_t i = 0; i < n; i++) used |= key_context_has(contexts[i], (Action)action);
    if (!used) fail_msg("no screen takes the action '%s'", action_name((Action)action));
  }
  keymap_free(keymap);
  unit_remove_tree(dir);
}

static void a_bad_key_file_is_refused_with_its_reason(void **state) {
  (void)state;
  static const struct {
    const char *text, *word;
  } bad[] = {{"[keys]\nfly = F\n", "no action 'fly'"},
             {"[keys]\nundo = Hyper-U\n", "Hyper-U"},
             {"[keys]\nundo = f\n", "means both"},
             {"[keys]\nback =\n", "no way out"},
             {"nonsense", "cannot be read"}};
  size_t n = 0;
  const KeyContext *const *contexts = ui_contexts(&n);
  g_autofree char *dir = g_dir_make_tmp("pawl-keys-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(dir, "keys.conf", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    Keymap *keymap = keymap_new();
    g_autoptr(GError) error = NULL;
    assert_true(g_file_set_contents(file, bad[i].text, -1, NULL));
    assert_false(keymap_load(keymap, file, contexts, n, &error));
    assert_non_null(strstr(error->message, bad[i].word));
    assert_non_null(strstr(error->message, file));
    keymap_free(keymap);
  }
  unit_remove_tree(dir);
}

static void pasting_outside_a_field_does_nothing(void **state) {
  (void)state;
  Stage stage;
  stage_open(&stage, 24, 80, false);
  press(&stage, "{ENTER}");
  g_autofree char *before = picture(&stage);
  ui_paste(stage.ui, "b\nq\n");
  g_autofree char *after = picture(&stage);
  assert_string_equal(before, after);
  press(&stage, "f");
  ui_paste(stage.ui, "two\nlines\x1b[2J");
  g_autofree char *prompt = picture(&stage);
  assert_non_null(strstr(prompt, "two lines[2J"));
  stage_close(&stage);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(screens_at_80x24),
      cmocka_unit_test(screens_at_40x12),
      cmocka_unit_test(screens_at_200x50),
      cmocka_unit_test(reports_after_three_weeks),
      cmocka_unit_test(ratings_stand_beside_what_is_measured),
      cmocka_unit_test(a_finished_assessment_is_asked_for_once_and_stays),
      cmocka_unit_test(a_fit_runs_beside_the_screens_and_asks_before_it_changes_anything),
      cmocka_unit_test(every_kind_of_item_is_answered_by_keyboard),
      cmocka_unit_test(the_summary_tells_what_was_learned),
      cmocka_unit_test(the_first_start_asks_two_questions_and_both_may_be_skipped),
      cmocka_unit_test(ascii_terminals_see_ascii_alone),
      cmocka_unit_test(any_size_draws_and_the_small_ones_say_so),
      cmocka_unit_test(the_cursor_stands_on_the_focus),
      cmocka_unit_test(escape_goes_back_and_loses_nothing),
      cmocka_unit_test(no_key_has_two_meanings_and_every_action_has_a_key),
      cmocka_unit_test(a_bad_key_file_is_refused_with_its_reason),
      cmocka_unit_test(pasting_outside_a_field_does_nothing),
  };
  g_setenv("TZ", "UTC", TRUE);
  g_setenv("XDG_CONFIG_HOME", "/nonexistent", TRUE);
  return UNIT_RUN(tests);
}
