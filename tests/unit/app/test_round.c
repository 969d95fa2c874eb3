/* Rounds by file: the fold to split and result, the blind rule, the log that learns of it once, and files
 * by hostile hands.
 */
#include "app/learner.h"
#include "app/logs.h"
#include "app/round_private.h"
#include "core/json.h"
#include "core/text.h"
#include "desk.h"
#include <sqlite3.h>
#include <string.h>

static const char *const ITEMS[] = {"mock.001", "mock.002", "mock.011", NULL};
#define QUESTIONS 3

/* -- the fold ---------------------------------------------------------------------------------- */

static Item *sample_item(ItemType type) {
  Item *item = item_new();
  item->id = g_strdup("q");
  item->type = type;
  for (int i = 0; i < 3; i++) {
    const char id[] = {(char)('a' + i), '\0'};
    g_ptr_array_add(item->options, item_option_new(id, "Text", "Why"));
  }
  g_ptr_array_add(item->key, g_strdup("a"));
  for (int i = 1; type == ITEM_ORDER && i < 3; i++)
    g_ptr_array_add(item->key, g_strdup(i == 1 ? "b" : "c"));
  return item;
}

/* Shown as c, a, b. */
static RoundRow *sample_row(ItemType type) {
  RoundRow *row = g_new0(RoundRow, 1);
  row->item = sample_item(type);
  row->shown_n = 3;
  memcpy(row->shown, (uint8_t[]){2, 0, 1}, 3);
  return row;
}

static RoundVote vote(const char *name, uint8_t first, Confidence sure, uint8_t second,
                      Confidence then) {
  return (RoundVote){
      .name = name, .response = {{1, {first}}, {1, {second}}}, .confidence = {sure, then}};
}

static const RoundChoice *choice_at(const RoundRow *row, guint i) {
  assert_true(i < row->choices->len);
  return row->choices->pdata[i];
}

static void three_votes_give_split_moves_and_gain(void **state) {
  (void)state;
  RoundVote votes[] = {vote("Ana", 1, CONFIDENCE_SURE, 0, CONFIDENCE_THINK),
                       vote("Ben", 0, CONFIDENCE_GUESS, 2, CONFIDENCE_NONE),
                       vote("Cem", 2, CONFIDENCE_NONE, 0, CONFIDENCE_SURE)};
  RoundRow *row = sample_row(ITEM_SINGLE);
  round_row_count(row, votes, 3, true);
  assert_int_equal(row->choices->len, 3);
  assert_string_equal(choice_at(row, 1)->option->id, "a"); /* as shown */
  assert_true(choice_at(row, 1)->right && !choice_at(row, 0)->right);
  assert_int_equal(choice_at(row, 1)->chosen[0], 1);
  assert_int_equal(choice_at(row, 1)->chosen[1], 2);
  assert_int_equal(choice_at(row, 1)->sure[1][CONFIDENCE_SURE], 1);
  assert_int_equal(row->right[0], 1);
  assert_int_equal(row->right[1], 2);
  UNIT_CLOSE(row->gain, .5, 1e-12);
  assert_int_equal(row->gained->len, 2);
  assert_string_equal(row->gained->pdata[0], "Ana");
  assert_string_equal(row->gained->pdata[1], "Cem");
  assert_int_equal(row->lost->len, 1);
  assert_string_equal(row->lost->pdata[0], "Ben");
  assert_int_equal(row->confident_errors[0], 1);
  assert_int_equal(row->confident_errors[1], 0);
  round_row_free(row);
}

static void a_split_tells_no_key(void **state) {
  (void)state;
  RoundVote votes[] = {vote("Ana", 0, CONFIDENCE_SURE, 0, CONFIDENCE_SURE)};
  RoundRow *row = sample_row(ITEM_SINGLE);
  round_row_count(row, votes, 1, false);
  for (guint i = 0; i < 3; i++) assert_false(choice_at(row, i)->right);
  assert_int_equal(choice_at(row, 1)->chosen[0], 1);
  assert_int_equal(choice_at(row, 1)->chosen[1], 0);
  assert_int_equal(row->right[0], 0);
  round_row_free(row);
}

static void an_order_is_counted_as_a_whole(void **state) {
  (void)state;
  RoundVote votes[] = {
      {.name = "Ana", .response = {{3, {2, 1, 0}}, {3, {0, 1, 2}}}},
      {.name = "Ben", .response = {{3, {0, 1, 2}}, {3, {0, 1, 2}}}},
      {.name = "Cem", .response = {{3, {0, 1, 2}}, {3, {0, 1, 2}}}},
  };
  RoundRow *row = sample_row(ITEM_ORDER);
  round_row_count(row, votes, 3, true);
  assert_int_equal(row->choices->len, 2);
  assert_string_equal(choice_at(row, 0)->label, "2 3 1"); /* a, b, c by their shown numbers */
  assert_int_equal(choice_at(row, 0)->chosen[0], 2);
  assert_true(choice_at(row, 0)->right);
  assert_string_equal(choice_at(row, 1)->label, "1 3 2");
  UNIT_CLOSE(row->gain, 1, 1e-12);
  round_row_free(row);
}

static void the_gain_is_that_of_hake(void **state) {
  (void)state;
  UNIT_CLOSE(round_gain(.4, .7), .5, 1e-12);
  UNIT_CLOSE(round_gain(.5, .25), -.5, 1e-12);
  assert_true(isnan(round_gain(1, 1)));
}

/* -- a table of members ------------------------------------------------------------------------ */

typedef struct {
  Desk *desk;
  const char *name;
  char *file;
} Member;
typedef struct {
  char *dir, *round;
  Member member[3];
} Table;

static void table_open(Table *table) {
  static const char *const names[] = {"Ana", "Ben", "Cem"};
  GError *error = NULL;
  int questions = 0;
  table->dir = g_dir_make_tmp("pawl-round-XXXXXX", NULL);
  table->round = g_build_filename(table->dir, "r.pawl-round", NULL);
  for (int i = 0; i < 3; i++) {
    Member *member = &table->member[i];
    *member = (Member){.desk = desk_open(true), .name = names[i]};
    g_autofree char *file = g_strconcat(names[i], ROUND_ANSWERS_SUFFIX, NULL);
    member->file = g_build_filename(table->dir, file, NULL);
    must(app_set_setting(member->desk->app, SETTING_MOCKS, "0", &error), error);
  }
  RoundNew what = {.items = ITEMS, .title = "A title", .members = "Ana, ben,Dora"};
  must(app_round_new(table->member[0].desk->app, table->round, &what, &questions, &error), error);
  assert_int_equal(questions, QUESTIONS);
}

static void table_close(Table *table) {
  for (int i = 0; i < 3; i++) {
    desk_close(table->member[i].desk);
    g_free(table->member[i].file);
  }
  unit_remove_tree(table->dir);
  g_free(table->round);
  g_free(table->dir);
}

static RoundSitting *sit(const Table *table, const Member *member) {
  GError *error = NULL;
  int sealed = 0;
  RoundSitting *sitting =
      round_sit(member->desk->app, table->round, member->name, false, &sealed, &error);
  must(sitting != NULL, error);
  return sitting;
}

/* The answer to the question at hand: a right one, or one that is not. */
static Response response_for(const RoundView *view, bool right) {
  Response response = {.n = 1, .option = {right ? 0 : 1}};
  if (view->row->item->type != ITEM_ORDER) return response;
  return right ? (Response){3, {1, 0, 2}} : (Response){3, {0, 1, 2}};
}

/* RIGHT: a letter a question, "y" right, "n" wrong. */
static void answer(const Table *table, const Member *member, const char *right) {
  GError *error = NULL;
  g_autoptr(RoundSitting) sitting = sit(table, member);
  const RoundView *view = round_view(sitting);
  round_goto(sitting, 0);
  for (; *right != '\0'; right++) {
    Response response = response_for(view, *right == 'y');
    member->desk->clock.fixed += 1000;
    must(round_answer(sitting, &response, CONFIDENCE_SURE, 5000, &error), error);
  }
  assert_true(view->over);
  must(round_write(sitting, member->file, &error), error);
}

static RoundReport *together(const Table *table, const Member *member, bool told) {
  GError *error = NULL;
  char *files[] = {table->dir, NULL};
  RoundReport *report = told ? app_round_result(member->desk->app, table->round, files, &error)
                             : app_round_open(member->desk->app, table->round, files, &error);
  must(report != NULL, error);
  return report;
}

/* WORDS stand in the refusal of opening, or with TOLD of the result, over FILE. */
static void refuses(const Table *table, const Member *member, bool told, const char *file,
                    const char *words) {
  g_autoptr(GError) error = NULL;
  char *files[] = {(char *)file, NULL};
  App *app = member->desk->app;
  g_autoptr(RoundReport) report = told ? app_round_result(app, table->round, files, &error)
                                       : app_round_open(app, table->round, files, &error);
  if (report != NULL) fail_msg("taken, where '%s' was to be said", words);
  if (strstr(error->message, words) == NULL) fail_msg("'%s' is not in: %s", words, error->message);
}

static int64_t count(const Member *member, const char *query) {
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  assert_int_equal(sqlite3_open_v2(member->desk->db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, query, -1, &row, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(row), SQLITE_ROW);
  int64_t n = sqlite3_column_int64(row, 0);
  sqlite3_finalize(row);
  sqlite3_close(db);
  return n;
}

static void run(const Member *member, const char *sql, int wanted) {
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open_v2(member->desk->db, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), wanted);
  sqlite3_close(db);
}

static int64_t answers_of(const Member *member) {
  return count(member, "SELECT count(*) FROM answer");
}

/* -- the course of a round --------------------------------------------------------------------- */

static void nothing_is_shown_before_the_own_answers(void **state) {
  (void)state;
  Table table;
  table_open(&table);
  answer(&table, &table.member[0], "yyn");
  refuses(&table, &table.member[1], false, table.dir, "Answer first");
  refuses(&table, &table.member[0], true, table.dir, "not opened here yet");
  g_autoptr(RoundReport) report = together(&table, &table.member[0], false);
  assert_int_equal(report->members->len, 1);
  refuses(&table, &table.member[0], true, table.dir, "Answer again first");
  table_close(&table);
}

static void a_split_names_who_is_missing_and_not_the_key(void **state) {
  (void)state;
  Table table;
  table_open(&table);
  answer(&table, &table.member[0], "yyn");
  answer(&table, &table.member[1], "nyn");
  g_autoptr(RoundReport) report = together(&table, &table.member[0], false);
  assert_int_equal(report->members->len, 2);
  assert_string_equal(report->members->pdata[0], "Ana");
  assert_int_equal(report->missing->len, 1);
  assert_string_equal(report->missing->pdata[0], "Dora");
  assert_true(report->own_among);
  json_t *json = round_report_json(report);
  g_autofree char *text = json_to_text(json);
  json_decref(json);
  assert_null(strstr(text, "\"right\""));
  assert_null(strstr(text, "\"why\""));
  assert_int_equal(answers_of(&table.member[0]), 0);
  table_close(&table);
}

static void first_answers_change_until_the_round_is_opened(void **state) {
  (void)state;
  Table table;
  table_open(&table);
  answer(&table, &table.member[0], "nnn");
  answer(&table, &table.member[0], "yyy");
  assert_int_equal(count(&table.member[0], "SELECT count(*) FROM round_answer"), QUESTIONS);
  round_report_free(together(&table, &table.member[0], false));
  run(&table.member[0], "UPDATE round_answer SET chosen = 'b'", SQLITE_CONSTRAINT);
  run(&table.member[0], "UPDATE round SET opened_at = NULL", SQLITE_CONSTRAINT);
  g_autoptr(RoundSitting) sitting = sit(&table, &table.member[0]);
  const RoundView *view = round_view(sitting);
  assert_int_equal(view->phase, 2);
  assert_int_equal(view->answered, 0);
  assert_int_equal(view->first.option[0], 0);
  assert_int_equal(view->first_sure, CONFIDENCE_SURE);
  assert_int_equal(view->row->members, 1);
  table_close(&table);
}

static void an_interrupted_sitting_goes_on_where_it_was(void **state) {
  (void)state;
  Table table;
  GError *error = NULL;
  table_open(&table);
  Member *ana = &table.member[0];
  RoundSitting *sitting = sit(&table, ana);
  Response response = response_for(round_view(sitting), true);
  must(round_answer(sitting, &response, CONFIDENCE_GUESS, 10, &error), error);
  assert_false(round_write(sitting, ana->file, NULL));
  assert_false(g_file_test(ana->file, G_FILE_TEST_EXISTS));
  round_close(sitting);
  desk_reopen(ana->desk);
  g_autoptr(RoundSitting) again = sit(&table, ana);
  assert_int_equal(round_view(again)->at, 1);
  assert_int_equal(round_view(again)->answered, 1);
  table_close(&table);
}

/* All answer, all open; Ana goes from right to wrong on the first question, Ben from wrong to right; Cem
 * does not answer again. */
static void play(Table *table) {
  table_open(table);
  answer(table, &table->member[0], "yyn");
  answer(table, &table->member[1], "nyn");
  answer(table, &table->member[2], "nnn");
  for (int i = 0; i < 3; i++) round_report_free(together(table, &table->member[i], false));
  answer(table, &table->member[0], "nyy");
  answer(table, &table->member[1], "yyn");
}

static void a_result_tells_who_moved_and_leaves_out_who_did_not_answer_again(void **state) {
  (void)state;
  Table table;
  play(&table);
  g_autoptr(RoundReport) report = together(&table, &table.member[0], true);
  assert_int_equal(report->members->len, 2);
  assert_int_equal(report->waiting->len, 1);
  assert_string_equal(report->waiting->pdata[0], "Cem");
  const RoundRow *row = report->rows->pdata[0];
  assert_string_equal(row->gained->pdata[0], "Ben");
  assert_string_equal(row->lost->pdata[0], "Ana");
  assert_int_equal(row->members, 2);
  UNIT_CLOSE(report->before, 3. / 6, 1e-12);
  UNIT_CLOSE(report->after, 4. / 6, 1e-12);
  UNIT_CLOSE(report->gain, 1. / 3, 1e-12);
  assert_true(isnan(((RoundRow *)report->rows->pdata[1])->gain));
  table_close(&table);
}

static void first_answers_enter_the_log_once_and_second_ones_never(void **state) {
  (void)state;
  Table table;
  GError *error = NULL;
  play(&table);
  Member *ana = &table.member[0];
  assert_int_equal(answers_of(ana), 0);
  for (int i = 0; i < 2; i++) {
    g_autoptr(RoundReport) report = together(&table, ana, true);
    assert_int_equal(report->logged, i == 0 ? QUESTIONS : 0);
    assert_int_equal(answers_of(ana), QUESTIONS);
  }
  assert_int_equal(count(ana, "SELECT sum(correct) FROM answer"), 2);
  assert_int_equal(count(ana, "SELECT count(DISTINCT session) FROM answer"), 1);
  assert_int_equal(count(ana, "SELECT count(*) FROM session WHERE ended_at IS NULL"), 0);
  RebuildReport rebuilt;
  must(app_rebuild(ana->desk->app, true, &rebuilt, &error), error);
  assert_int_equal(rebuilt.answers, QUESTIONS);
  assert_int_equal(rebuilt.changed, 0);
  assert_false(rebuilt.mastery_changed);
  run(ana, "UPDATE round_answer SET chosen = 'b' WHERE phase = 2", SQLITE_CONSTRAINT);
  g_autoptr(RoundSitting) sitting = sit(&table, ana);
  assert_true(round_view(sitting)->closed);
  table_close(&table);
}

static void a_result_that_cannot_be_kept_logs_nothing_and_shows_nothing(void **state) {
  (void)state;
  Table table;
  play(&table);
  Member *ana = &table.member[0];
  run(ana,
      "CREATE TRIGGER full BEFORE UPDATE OF session ON round BEGIN SELECT raise(ABORT, 'full'); "
      "END",
      SQLITE_OK);
  refuses(&table, ana, true, table.dir, "full");
  assert_int_equal(answers_of(ana), 0);
  assert_int_equal(count(ana, "SELECT count(*) FROM session"), 0);
  run(ana, "DROP TRIGGER full", SQLITE_OK);
  round_report_free(together(&table, ana, true));
  assert_int_equal(answers_of(ana), QUESTIONS);
  table_close(&table);
}

/* -- what a round asks of a database ----------------------------------------------------------- */

static void an_unknown_pack_is_named_and_nothing_is_begun(void **state) {
  (void)state;
  Table table;
  g_autoptr(GError) error = NULL;
  int sealed = 0;
  table_open(&table);
  Desk *bare = desk_open(false);
  assert_null(round_sit(bare->app, table.round, "Dan", false, &sealed, &error));
  assert_non_null(strstr(error->message, "mock 1.0.0"));
  assert_non_null(strstr(error->message, "pawl pack install"));
  desk_close(bare);
  table_close(&table);
}

static void questions_kept_for_exams_are_shown_on_the_learners_word_alone(void **state) {
  (void)state;
  Table table;
  GError *error = NULL;
  int sealed = 0;
  table_open(&table);
  Member *ben = &table.member[1];
  run(ben, "UPDATE item SET sealed = 1, reserve = 1 WHERE code = 'mock.002'", SQLITE_OK);
  assert_null(round_sit(ben->desk->app, table.round, NULL, false, &sealed, &error));
  assert_int_equal(sealed, 1);
  g_clear_error(&error);
  assert_int_equal(count(ben, "SELECT count(*) FROM item WHERE sealed = 1"), 1);
  RoundSitting *sitting = round_sit(ben->desk->app, table.round, NULL, true, &sealed, &error);
  must(sitting != NULL, error);
  round_close(sitting);
  assert_int_equal(count(ben, "SELECT count(*) FROM item WHERE sealed = 1"), 0);
  table_close(&table);
}

static void a_round_is_made_of_keyed_items_that_may_be_seen(void **state) {
  (void)state;
  Table table;
  int questions = 0;
  table_open(&table);
  Member *ana = &table.member[0];
  g_autofree char *path = g_build_filename(table.dir, "new.pawl-round", NULL);
  run(ana, "UPDATE item SET sealed = 1, reserve = 1 WHERE code = 'mock.002'", SQLITE_OK);
  static const char *const bad[] = {"essay.1", "mock.002", "mock.999"};
  static const char *const words[] = {"no key", "kept unseen", "no item"};
  for (int i = 0; i < 3; i++) {
    g_autoptr(GError) error = NULL;
    const char *items[] = {"mock.001", bad[i], NULL};
    RoundNew what = {.items = items};
    assert_false(app_round_new(ana->desk->app, path, &what, &questions, &error));
    if (strstr(error->message, words[i]) == NULL) fail_msg("%s", error->message);
    assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  }
  const char *none[] = {NULL};
  RoundNew drawn = {.items = none, .count = 50};
  GError *error = NULL;
  must(app_round_new(ana->desk->app, path, &drawn, &questions, &error), error);
  g_autoptr(Round) round = round_file_read(path, &error);
  must(round != NULL, error);
  assert_int_equal(round->questions->len, 50);
  for (guint i = 0; i < round->questions->len; i++) {
    const RoundQuestion *question = round->questions->pdata[i];
    assert_string_not_equal(question->item, "mock.002");
    assert_true(g_str_has_prefix(question->item, "mock."));
  }
  assert_false(app_round_new(ana->desk->app, path, &drawn, &questions, NULL));
  table_close(&table);
}

/* -- files by other hands ---------------------------------------------------------------------- */

/* What SHEET of MEMBER holds, written to PATH under KEY as that of LEARNER. */
static void forge(const Table *table, const RoundSheet *sheet, const char *learner,
                  const LogKey *key, int64_t made_at, const char *path) {
  GError *error = NULL;
  g_autoptr(Round) round = round_file_read(table->round, &error);
  must(round != NULL, error);
  LogHeader header = {
      .app = g_strdup(""), .framework = g_strdup(""), .since = g_strdup(""), .made_at = made_at};
  assert_true(uuid_parse(learner, &header.learner));
  must(round_sheet_write(path, round, sheet, &header, key, &error), error);
  log_header_clear(&header);
}

static RoundSheet *sheet_saying(const char *name, const char *first) {
  static const char *const rest[] = {"a", "b a c"};
  RoundSheet *sheet = round_sheet_new(QUESTIONS);
  sheet->name = g_strdup(name);
  sheet->whole[0] = true;
  for (int i = 0; i < QUESTIONS; i++)
    sheet->answers[0][i].chosen = g_strdup(i == 0 ? first : rest[i - 1]);
  return sheet;
}

static LogKey some_key(const Table *table, const Clock *clock, const char *name) {
  g_autofree char *path = g_build_filename(table->dir, name, NULL);
  GError *error = NULL;
  LogKey key;
  bool made = false;
  must(log_key_load(path, clock, &key, &made, &error), error);
  return key;
}

#define DORA "01935c2e-0000-7000-8000-00000000d0aa"

static void of_two_files_of_a_member_the_newest_counts_under_one_key(void **state) {
  (void)state;
  Table table;
  table_open(&table);
  Member *ana = &table.member[0];
  answer(&table, ana, "yyy");
  LogKey key = some_key(&table, &ana->desk->clock, "d.key"),
         other = some_key(&table, &ana->desk->clock, "e.key");
  g_autofree char *old = g_build_filename(table.dir, "z" ROUND_ANSWERS_SUFFIX, NULL);
  g_autofree char *new = g_build_filename(table.dir, "d" ROUND_ANSWERS_SUFFIX, NULL);
  g_autoptr(RoundSheet) wrong = sheet_saying("Dora", "b"), right = sheet_saying("Dora", "a");
  forge(&table, wrong, DORA, &key, START, old);
  forge(&table, right, DORA, &key, START + 1, new);
  RoundReport *report = together(&table, ana, false);
  assert_int_equal(report->members->len, 2);
  assert_int_equal(report->missing->len, 1); /* Ben */
  RoundRow *row = report->rows->pdata[0];
  for (guint i = 0; i < 3; i++)
    assert_int_equal(choice_at(row, i)->chosen[0],
                     strcmp(choice_at(row, i)->option->id, "a") == 0 ? 2 : 0);
  round_report_free(report);
  forge(&table, right, DORA, &other, START + 2, new);
  refuses(&table, ana, false, table.dir, "different keys");
  table_close(&table);
}

static void what_is_not_an_answer_to_this_round_is_refused(void **state) {
  (void)state;
  Table table;
  table_open(&table);
  Member *ana = &table.member[0];
  answer(&table, ana, "yyy");
  LogKey key = some_key(&table, &ana->desk->clock, "d.key");
  g_autofree char *path = g_build_filename(table.dir, "d" ROUND_ANSWERS_SUFFIX, NULL);
  g_autoptr(RoundSheet) foreign = sheet_saying("Dora", "x"), double_ = sheet_saying("Dora", "a b");
  forge(&table, foreign, DORA, &key, START, path);
  refuses(&table, ana, false, path, "none that the question has");
  forge(&table, double_, DORA, &key, START, path);
  refuses(&table, ana, false, path, "none that the question has");
  g_autofree char *mine = app_learner(ana->desk->app, NULL);
  g_autoptr(RoundSheet) good = sheet_saying("Ana", "a");
  forge(&table, good, mine, &key, START, path);
  refuses(&table, ana, false, path, "another device");
  refuses(&table, ana, false, table.round, "no header of a pawl-round-answers");
  assert_int_equal(count(ana, "SELECT count(*) FROM round WHERE opened_at IS NOT NULL"), 0);
  table_close(&table);
}

static void a_changed_line_and_a_forged_end_are_refused(void **state) {
  (void)state;
  Table table;
  table_open(&table);
  Member *ana = &table.member[0], *ben = &table.member[1];
  answer(&table, ana, "yyy");
  answer(&table, ben, "yyy");
  g_autofree char *text = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(ben->file, &text, &size, NULL));
  for (gsize at = 0; at < size; at += 41) {
    g_autofree char *changed = g_strdup(text);
    changed[at] ^= 1;
    assert_true(g_file_set_contents(ben->file, changed, (gssize)size, NULL));
    g_autoptr(GError) error = NULL;
    char *files[] = {table.dir, NULL};
    g_autoptr(RoundReport) taken = app_round_open(ana->desk->app, table.round, files, &error);
    if (taken != NULL) fail_msg("taken with byte %zu changed", at);
    assert_non_null(error);
  }
  assert_true(g_file_set_contents(ben->file, text, (gssize)size - 40, NULL));
  refuses(&table, ana, false, ben->file, "line");
  g_autofree char *much = g_strnfill(ROUND_FILE_MAX + 1, 'x');
  assert_true(g_file_set_contents(ben->file, much, -1, NULL));
  refuses(&table, ana, false, ben->file, "larger");
  assert_int_equal(count(ana, "SELECT count(*) FROM round WHERE opened_at IS NOT NULL"), 0);
  table_close(&table);
}

static void another_round_is_refused_by_name_and_passed_over_in_a_folder(void **state) {
  (void)state;
  Table table, other;
  table_open(&table);
  table_open(&other);
  answer(&table, &table.member[0], "yyy");
  answer(&other, &other.member[1], "yyy");
  refuses(&table, &table.member[0], false, other.member[1].file, "another round");
  g_autofree char *text = NULL;
  assert_true(g_file_get_contents(other.member[1].file, &text, NULL, NULL));
  assert_true(g_file_set_contents(table.member[1].file, text, -1, NULL));
  g_autoptr(RoundReport) report = together(&table, &table.member[0], false);
  assert_int_equal(report->members->len, 1);
  table_close(&table);
  table_close(&other);
}

static void a_round_that_does_not_fit_its_items_is_refused(void **state) {
  (void)state;
  Table table;
  GError *error = NULL;
  int sealed = 0;
  table_open(&table);
  Member *ana = &table.member[0];
  g_autofree char *path = g_build_filename(table.dir, "bad.pawl-round", NULL);
  static const char *const shown[] = {"a b", "a b b", "a b x"};
  LogKey key = some_key(&table, &ana->desk->clock, "d.key");
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) {
    g_autoptr(Round) round = round_file_read(table.round, &error);
    RoundQuestion *question = round->questions->pdata[1];
    g_free(question->shown);
    question->shown = g_strdup(shown[i]);
    LogHeader header = {.app = g_strdup(""), .framework = g_strdup(""), .since = g_strdup("")};
    must(round_file_write(path, round, &header, &key, &error), error);
    log_header_clear(&header);
    g_autoptr(GError) why = NULL;
    assert_null(round_sit(ana->desk->app, path, "Ana", false, &sealed, &why));
    assert_non_null(strstr(why->message, "question 2 does not fit"));
  }
  table_close(&table);
}

/* The same id, other questions. */
static void another_file_under_a_known_id_is_refused(void **state) {
  (void)state;
  Table table;
  GError *error = NULL;
  g_autoptr(GError) why = NULL;
  int sealed = 0;
  table_open(&table);
  Member *ana = &table.member[0];
  answer(&table, ana, "yyy");
  LogKey key = some_key(&table, &ana->desk->clock, "d.key");
  g_autofree char *path = g_build_filename(table.dir, "bad.pawl-round", NULL);
  g_autoptr(Round) round = round_file_read(table.round, &error);
  LogHeader header = {.app = g_strdup(""), .framework = g_strdup(""), .since = g_strdup("")};
  must(round_file_write(path, round, &header, &key, &error), error);
  log_header_clear(&header);
  assert_null(round_sit(ana->desk->app, path, "Ana", false, &sealed, &why));
  assert_non_null(strstr(why->message, "is another file"));
  table_close(&table);
}

static void a_name_is_shown_as_one_clean_line(void **state) {
  (void)state;
  Table table;
  table_open(&table);
  Member *ana = &table.member[0], *ben = &table.member[1];
  ben->name = "B\x1b[2Jen\n\xe2\x80\xae<b>";
  answer(&table, ana, "yyy");
  answer(&table, ben, "yyy");
  g_autoptr(RoundReport) report = together(&table, ana, false);
  const char *name = report->members->pdata[1];
  assert_null(strpbrk(name, "\x1b\n"));
  assert_true(text_check(name, strlen(name), NULL));
  table_close(&table);
}

static void a_member_is_called_as_before_or_as_the_setting_says(void **state) {
  (void)state;
  Table table;
  GError *error = NULL;
  table_open(&table);
  Member *ana = &table.member[0];
  ana->name = NULL;
  must(app_set_setting(ana->desk->app, SETTING_NAME, "Anna", &error), error);
  answer(&table, ana, "yyy");
  RoundReport *report = together(&table, ana, false);
  assert_string_equal(report->members->pdata[0], "Anna");
  round_report_free(report);
  ana->name = "Ana";
  answer(&table, ana, "yyy");
  ana->name = NULL;
  answer(&table, ana, "yyy");
  report = together(&table, ana, true);
  assert_string_equal(report->members->pdata[0], "Ana");
  round_report_free(report);
  table_close(&table);
}

static void somebody_elses_file_is_not_written_over(void **state) {
  (void)state;
  Table table;
  g_autoptr(GError) error = NULL;
  table_open(&table);
  answer(&table, &table.member[0], "yyy");
  answer(&table, &table.member[1], "yyy");
  g_autoptr(RoundSitting) sitting = sit(&table, &table.member[0]);
  assert_false(round_write(sitting, table.member[1].file, &error));
  assert_non_null(strstr(error->message, "not your answers"));
  assert_false(round_write(sitting, table.round, NULL));
  assert_true(round_write(sitting, table.member[0].file, NULL));
  table_close(&table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_votes_give_split_moves_and_gain),
      cmocka_unit_test(a_split_tells_no_key),
      cmocka_unit_test(an_order_is_counted_as_a_whole),
      cmocka_unit_test(the_gain_is_that_of_hake),
      cmocka_unit_test(nothing_is_shown_before_the_own_answers),
      cmocka_unit_test(a_split_names_who_is_missing_and_not_the_key),
      cmocka_unit_test(first_answers_change_until_the_round_is_opened),
      cmocka_unit_test(an_interrupted_sitting_goes_on_where_it_was),
      cmocka_unit_test(a_result_tells_who_moved_and_leaves_out_who_did_not_answer_again),
      cmocka_unit_test(first_answers_enter_the_log_once_and_second_ones_never),
      cmocka_unit_test(a_result_that_cannot_be_kept_logs_nothing_and_shows_nothing),
      cmocka_unit_test(an_unknown_pack_is_named_and_nothing_is_begun),
      cmocka_unit_test(questions_kept_for_exams_are_shown_on_the_learners_word_alone),
      cmocka_unit_test(a_round_is_made_of_keyed_items_that_may_be_seen),
      cmocka_unit_test(of_two_files_of_a_member_the_newest_counts_under_one_key),
      cmocka_unit_test(what_is_not_an_answer_to_this_round_is_refused),
      cmocka_unit_test(a_changed_line_and_a_forged_end_are_refused),
      cmocka_unit_test(another_round_is_refused_by_name_and_passed_over_in_a_folder),
      cmocka_unit_test(a_round_that_does_not_fit_its_items_is_refused),
      cmocka_unit_test(another_file_under_a_known_id_is_refused),
      cmocka_unit_test(a_name_is_shown_as_one_clean_line),
      cmocka_unit_test(a_member_is_called_as_before_or_as_the_setting_says),
      cmocka_unit_test(somebody_elses_file_is_not_written_over),
  };
  return UNIT_RUN(tests);
}
