/* Self-assessments over a real database: filled in, sent out and taken in again, compared. */
#include "../bigpack.h"
#include "app/assess.h"
#include "app/drill.h"
#include "store/store.h"
#include <glib/gstdio.h>
#include <string.h>

#define START INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define DAY   CLOCK_DAY_MS
#define TODAY 20780

typedef struct {
  char *dir, *db, *items;
  Clock clock;
  App *app;
} Desk;

static void must(bool good, GError *error) {
  if (!good) fail_msg("%s", error == NULL ? "failed without a word" : error->message);
}

static void desk_reopen(Desk *desk) {
  GError *error = NULL;
  app_close(desk->app);
  AppConfig config = {.db = desk->db, .items_dir = desk->items, .clock = &desk->clock, .seed = 7};
  desk->app = app_open(&config, &error);
  must(desk->app != NULL, error);
}

static Desk *desk_open(void) {
  Desk *desk = g_new0(Desk, 1);
  desk->dir = g_dir_make_tmp("pawl-assess-XXXXXX", NULL);
  desk->db = g_build_filename(desk->dir, "pawl.db", NULL);
  desk->items = bigpack_write(desk->dir, 130);
  clock_init_fixed(&desk->clock, START);
  desk_reopen(desk);
  return desk;
}

static void desk_close(Desk *desk) {
  app_close(desk->app);
  clock_finish(&desk->clock);
  unit_remove_tree(desk->dir);
  g_free(desk->dir);
  g_free(desk->db);
  g_free(desk->items);
  g_free(desk);
}

static Assessment *take_up(Desk *desk, const char *instrument, const char *name) {
  GError *error = NULL;
  Assessment *assessment = app_assess_open(desk->app, instrument, name, &error);
  must(assessment != NULL, error);
  return assessment;
}

static void rate(Desk *desk, Assessment *assessment, const char *statement, int rating) {
  GError *error = NULL;
  must(assess_rate(desk->app, assessment, statement, rating, &error), error);
}

static void finish(Desk *desk, Assessment *assessment) {
  GError *error = NULL;
  must(assess_finish(desk->app, assessment, &error), error);
  assessment_free(assessment);
}

/* A finished one of the candidate with these ratings, 0: open. */
static void assess(Desk *desk, int vision_1, int vision_2, int it_1) {
  Assessment *assessment = take_up(desk, NULL, NULL);
  rate(desk, assessment, "vision.1", vision_1);
  rate(desk, assessment, "vision.2", vision_2);
  rate(desk, assessment, "it.1", it_1);
  finish(desk, assessment);
}

static const AssessListing *listing_of(const GPtrArray *list, const char *id) {
  for (guint i = 0; i < list->len; i++)
    if (strcmp(((AssessListing *)list->pdata[i])->instrument->id, id) == 0) return list->pdata[i];
  fail_msg("'%s' is not listed", id);
  return NULL;
}

static GPtrArray *list_of(Desk *desk) {
  GError *error = NULL;
  GPtrArray *list = app_assess_list(desk->app, &error);
  must(list != NULL, error);
  return list;
}

static char *path_of(Desk *desk, const char *name) {
  return g_build_filename(desk->dir, name, NULL);
}

static char *sheet(Desk *desk, const char *instrument, const char *name, const char *file) {
  GError *error = NULL;
  char *path = path_of(desk, file);
  must(app_assess_export(desk->app, instrument, name, path, NULL, &error), error);
  return path;
}

static char *read_file(const char *path) {
  g_autofree char *bytes = NULL;
  assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
  return g_steal_pointer(&bytes);
}

/* In PATH, the first FIND behind AFTER becomes PUT. */
static void edit(const char *path, const char *after, const char *find, const char *put) {
  g_autofree char *text = read_file(path);
  g_auto(GStrv) halves = g_strsplit(text, after, 2);
  g_auto(GStrv) parts = halves[1] == NULL ? NULL : g_strsplit(halves[1], find, 2);
  if (parts == NULL || parts[1] == NULL) fail_msg("no '%s' behind '%s' in:\n%s", find, after, text);
  g_autofree char *changed = g_strconcat(halves[0], after, parts[0], put, parts[1], NULL);
  assert_true(g_file_set_contents(path, changed, -1, NULL));
}

static bool take_in(Desk *desk, const char *path, AssessImport *out, DiagList *list) {
  g_autoptr(GError) error = NULL;
  bool good = app_assess_import(desk->app, path, NULL, list, out, &error);
  for (guint i = 0; !good && i < list->list->len; i++) {
    g_autofree char *text = diag_format(list->list->pdata[i]);
    print_message("# %s\n", text);
  }
  assert_true(good || error != NULL);
  return good;
}

static AssessImport must_take_in(Desk *desk, const char *path) {
  g_autoptr(DiagList) list = diag_list_new();
  AssessImport import;
  assert_true(take_in(desk, path, &import, list));
  return import;
}

static AssessComparison *compared(Desk *desk) {
  GError *error = NULL;
  AssessComparison *comparison = app_assess_compare(desk->app, &error);
  must(comparison != NULL, error);
  return comparison;
}

static const AssessArea *area_of(const AssessComparison *comparison, const char *code) {
  for (guint i = 0; i < comparison->areas->len; i++)
    if (strcmp(((AssessArea *)comparison->areas->pdata[i])->code, code) == 0)
      return comparison->areas->pdata[i];
  fail_msg("no area '%s'", code);
  return NULL;
}

/* -- filling in -------------------------------------------------------------------------------- */

static void looking_leaves_nothing_behind(void **state) {
  (void)state;
  Desk *desk = desk_open();
  assessment_free(take_up(desk, "superintendent", "Pat"));
  Assessment *own = take_up(desk, NULL, NULL);
  assert_string_equal(own->instrument->id, "candidate");
  rate(desk, own, "vision.1", 0);
  assert_true(own->id == 0);
  assessment_free(own);
  g_autoptr(GPtrArray) list = list_of(desk);
  assert_int_equal(list->len, 2);
  assert_int_equal(listing_of(list, "candidate")->state, ASSESS_NEVER);
  assert_int_equal(listing_of(list, "superintendent")->state, ASSESS_NEVER);
  desk_close(desk);
}

static void every_rating_is_there_after_an_end_without_a_word(void **state) {
  (void)state;
  Desk *desk = desk_open();
  Assessment *first = take_up(desk, NULL, NULL);
  rate(desk, first, "vision.2", 4);
  rate(desk, first, "vision.1", 2);
  rate(desk, first, "vision.2", 3);
  assessment_free(first);
  desk_reopen(desk);
  Assessment *again = take_up(desk, NULL, NULL);
  assert_int_equal(ratings_get(again->ratings, "vision.1"), 2);
  assert_int_equal(ratings_get(again->ratings, "vision.2"), 3);
  g_autoptr(GPtrArray) list = list_of(desk);
  const AssessListing *listing = listing_of(list, "candidate");
  g_autofree char *words = assess_state_words(listing);
  assert_int_equal(listing->state, ASSESS_OPEN);
  assert_string_equal(words, "open: 2 of 3 rated");
  assessment_free(again);
  desk_close(desk);
}

static void two_programs_lose_none_of_each_others_ratings(void **state) {
  (void)state;
  Desk *desk = desk_open();
  Assessment *one = take_up(desk, NULL, NULL);
  rate(desk, one, "vision.1", 2);
  Assessment *other = take_up(desk, NULL, NULL);
  rate(desk, other, "vision.2", 4);
  rate(desk, one, "it.1", 1);
  assert_int_equal(ratings_count(one->ratings), 3);
  finish(desk, other);
  GError *error = NULL;
  assert_false(assess_rate(desk->app, one, "it.1", 4, &error));
  assert_non_null(strstr(error->message, "finished"));
  g_clear_error(&error);
  assessment_free(one);
  desk_close(desk);
}

static void a_finished_one_stays_and_the_next_begins_empty(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  Assessment *empty = take_up(desk, NULL, NULL);
  assert_false(assess_finish(desk->app, empty, &error));
  assert_non_null(strstr(error->message, "Nothing is rated"));
  g_clear_error(&error);
  assert_false(assess_rate(desk->app, empty, "vision.1", 5, &error));
  g_clear_error(&error);
  assessment_free(empty);
  assess(desk, 2, 2, 0);
  Assessment *next = take_up(desk, NULL, NULL);
  assert_int_equal(ratings_count(next->ratings), 0);
  assessment_free(next);
  g_autoptr(GPtrArray) list = list_of(desk);
  g_autofree char *words = assess_state_words(listing_of(list, "candidate"));
  assert_string_equal(words, "last 2026-11-23, 2 of 3 rated");
  desk_close(desk);
}

static void people_are_told_apart_by_name(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  Assessment *pat = take_up(desk, "superintendent", " Pat \n Lee\x1b ");
  rate(desk, pat, "sees.1", 4);
  assert_string_equal(pat->name, "Pat Lee<U+001B>");
  Assessment *kim = take_up(desk, "superintendent", "Kim");
  assert_int_equal(ratings_count(kim->ratings), 0);
  rate(desk, kim, "sees.1", 1);
  Assessment *anyone = take_up(desk, "superintendent", NULL); /* the newest, whosever */
  assert_string_equal(anyone->name, "Kim");
  g_autofree char *long_name = g_strnfill(ASSESSMENT_NAME_MAX + 1, 'x');
  assert_null(app_assess_open(desk->app, "superintendent", long_name, &error));
  g_clear_error(&error);
  assert_null(app_assess_open(desk->app, "nobody", NULL, &error));
  assert_non_null(strstr(error->message, "pawl assess list"));
  g_clear_error(&error);
  assessment_free(pat);
  assessment_free(kim);
  assessment_free(anyone);
  desk_close(desk);
}

/* -- sheets ------------------------------------------------------------------------------------ */

static void a_sheet_goes_out_blank_and_comes_back_rated(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autofree char *path = sheet(desk, "superintendent", "Pat Lee", "sheet.yaml");
  g_autofree char *text = read_file(path);
  assert_non_null(strstr(text, "# Leadership and Vision\n"));
  assert_non_null(strstr(text, "name: \"Pat Lee\"\ndate: \"\"\n"));
  edit(path, "sees.1", "rating:", "rating: 4");
  edit(path, "name:", "date: \"\"", "date: \"2026-11-20\"");
  AssessImport import = must_take_in(desk, path);
  assert_false(import.again);
  assert_true(import.rated == 1 && import.statements == 2 && import.day == TODAY - 3);
  assert_string_equal(import.name, "Pat Lee");
  assess_import_clear(&import);
  g_autoptr(AssessComparison) comparison = compared(desk);
  UNIT_CLOSE(area_of(comparison, "lead.vision")->superintendent, 1, 1e-12);
  assert_string_equal(comparison->superintendent->name, "Pat Lee");
  assert_int_equal(comparison->superintendent->day, TODAY - 3);
  desk_close(desk);
}

static void a_sheet_carries_what_is_rated_already_and_overwrites_nothing(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  int rated = -1;
  assess(desk, 3, 3, 3);
  g_autofree char *newest = sheet(desk, NULL, NULL, "newest.yaml"), *text = read_file(newest);
  assert_non_null(strstr(text, "date: \"2026-11-23\""));
  Assessment *open = take_up(desk, NULL, NULL);
  rate(desk, open, "it.1", 1);
  g_autofree char *path = path_of(desk, "open.yaml");
  must(app_assess_export(desk->app, "candidate", NULL, path, &rated, &error), error);
  assert_int_equal(rated, 1);
  assert_false(app_assess_export(desk->app, "candidate", NULL, path, NULL, &error));
  assert_non_null(strstr(error->message, "is there already"));
  g_clear_error(&error);
  g_autofree char *other = sheet(desk, NULL, "Somebody else", "blank.yaml");
  g_autofree char *blank = read_file(other);
  assert_null(strstr(blank, "rating: 1"));
  assert_null(strstr(blank, "rating: 3"));
  assessment_free(open);
  desk_close(desk);
}

static void the_same_sheet_twice_gives_one(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autofree char *dated = sheet(desk, "superintendent", "Pat", "dated.yaml");
  edit(dated, "sees.1", "rating:", "rating: 4");
  edit(dated, "name:", "date: \"\"", "date: \"2026-11-20\"");
  g_autofree char *undated = sheet(desk, "superintendent", "Kim", "undated.yaml");
  edit(undated, "sees.2", "rating:", "rating: 2");
  const char *const files[] = {dated, undated};
  for (int i = 0; i < 2; i++) {
    AssessImport first = must_take_in(desk, files[i]);
    desk->clock.fixed += 3 * DAY;
    AssessImport second = must_take_in(desk, files[i]);
    assert_true(!first.again && second.again);
    assert_int_equal(first.day, second.day);
    assess_import_clear(&first);
    assess_import_clear(&second);
  }
  g_autoptr(GPtrArray) list = list_of(desk);
  assert_int_equal(listing_of(list, "superintendent")->finished, 2);
  edit(dated, "sees.2", "rating:", "rating: 1"); /* corrected: another one, side by side */
  AssessImport third = must_take_in(desk, dated);
  assert_false(third.again);
  assess_import_clear(&third);
  desk_close(desk);
}

static void ones_own_sheet_is_known_again(void **state) {
  (void)state;
  Desk *desk = desk_open();
  assess(desk, 3, 2, 1);
  g_autofree char *path = sheet(desk, NULL, NULL, "own.yaml");
  AssessImport import = must_take_in(desk, path);
  assert_true(import.again);
  assess_import_clear(&import);
  desk_close(desk);
}

static void a_faulty_sheet_leaves_everything_as_it_was(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autofree char *path = sheet(desk, "superintendent", NULL, "sheet.yaml");
  edit(path, "sees.1", "rating:", "rating: 4");
  edit(path, "sees.2", "rating:", "rating: 9");
  edit(path, "name:", "date: \"\"", "date: \"2026-11-24\""); /* tomorrow */
  g_autoptr(DiagList) list = diag_list_new();
  AssessImport import;
  assert_false(take_in(desk, path, &import, list));
  assert_int_equal(list->counts[DIAG_ERROR], 2);
  g_autoptr(GPtrArray) all = list_of(desk);
  assert_int_equal(listing_of(all, "superintendent")->finished, 0);
  desk_close(desk);
}

static void a_sheet_of_an_older_wording_keeps_what_still_exists(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autofree char *path = sheet(desk, "superintendent", "Pat", "sheet.yaml");
  edit(path, "sees.1", "rating:", "rating: 4");
  edit(path, "sees.2", "rating:", "rating: 2");
  g_autofree char *pack = g_build_filename(desk->items, "big", "superintendent.yaml", NULL);
  edit(pack, "statements", "sees.1", "sees.9");
  edit(pack, "statements", "before it is bought", "long before it is bought");
  desk_reopen(desk);
  g_autoptr(DiagList) list = diag_list_new();
  AssessImport import;
  assert_true(take_in(desk, path, &import, list));
  assert_int_equal(import.rated, 1);
  assert_int_equal(list->counts[DIAG_NOTE], 2);
  const Diag *dropped = list->list->pdata[0];
  assert_non_null(strstr(dropped->message, "'sees.1'"));
  assert_true(dropped->line > 1);
  assess_import_clear(&import);
  desk_close(desk);
}

/* -- comparison -------------------------------------------------------------------------------- */

static void the_interval_decides_what_is_said(void **state) {
  (void)state;
  static const struct {
    double self;
    bool measured;
    AssessVerdict verdict;
  } cases[] = {
      {NAN, true, VERDICT_NOT_RATED},   {NAN, false, VERDICT_NOT_RATED},
      {1, false, VERDICT_NOT_MEASURED}, {0, false, VERDICT_NOT_MEASURED},
      {.71, true, VERDICT_HIGHER},      {.7, true, VERDICT_IN_LINE},
      {.6, true, VERDICT_IN_LINE},      {.5, true, VERDICT_IN_LINE},
      {.49, true, VERDICT_LOWER},       {0, true, VERDICT_LOWER},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_int_equal(assess_verdict(cases[i].self, cases[i].measured, .5, .7), cases[i].verdict);
}

/* Enough first answers for mastery to be known in the areas of the pack, all right but every
 * fourth. */
static void learn(Desk *desk) {
  for (int day = 0, n = 0; day < 10; day++, desk->clock.fixed += DAY) {
    Drill *drill = drill_open(desk->app, (SessionGoal){.count = 14}, NULL);
    while (drill_view(drill)->state == DRILL_QUESTION) {
      Response response = {.n = 1, .option = {n++ % 4 == 0}};
      desk->clock.fixed += 20000;
      assert_true(drill_answer(drill, &response, CONFIDENCE_NONE, 15000, NULL));
      assert_true(drill_next(drill, NULL));
    }
    drill_close(drill);
  }
}

static void nothing_is_said_where_mastery_is_unknown(void **state) {
  (void)state;
  Desk *desk = desk_open();
  assess(desk, 4, 4, 1);
  g_autoptr(AssessComparison) before = compared(desk);
  assert_int_equal(area_of(before, "lead.vision")->verdict, VERDICT_NOT_MEASURED);
  assert_int_equal(area_of(before, "tech.comms")->verdict, VERDICT_NOT_RATED);
  learn(desk);
  g_autoptr(AssessComparison) after = compared(desk);
  const AssessArea *vision = area_of(after, "lead.vision"), *it = area_of(after, "tech.it");
  assert_true(vision->measured && vision->fresh >= 8);
  UNIT_CLOSE(vision->self, 1, 1e-12);
  assert_int_equal(vision->verdict, VERDICT_HIGHER);
  assert_int_equal(it->verdict, VERDICT_LOWER);
  assert_int_equal(area_of(after, "lead.ethics")->verdict, VERDICT_NOT_RATED);
  g_autoptr(Doc) doc = assess_comparison_doc(after, 78);
  bool said = false;
  for (guint i = 0; i < doc->lines->len; i++)
    said |= strstr(((DocLine *)doc->lines->pdata[i])->text,
                   "higher than measured: yourself 100 %") != NULL;
  assert_true(said);
  desk_close(desk);
}

static void change_is_against_the_assessment_before(void **state) {
  (void)state;
  Desk *desk = desk_open();
  assess(desk, 1, 1, 4);
  desk->clock.fixed += 30 * DAY;
  assess(desk, 2, 3, 0);
  Assessment *open = take_up(desk, NULL, NULL); /* one that is open does not speak */
  rate(desk, open, "vision.1", 4);
  assessment_free(open);
  g_autoptr(AssessComparison) comparison = compared(desk);
  const AssessArea *vision = area_of(comparison, "lead.vision");
  UNIT_CLOSE(vision->self, .5, 1e-12);
  UNIT_CLOSE(vision->before, 0, 1e-12);
  UNIT_CLOSE(vision->change, .5, 1e-12);
  assert_true(isnan(area_of(comparison, "tech.it")->change));
  assert_int_equal(comparison->self->day, TODAY + 30);
  assert_int_equal(comparison->before->day, TODAY);
  assert_null(comparison->team);
  desk_close(desk);
}

static void a_late_sheet_of_an_early_day_is_not_the_newest(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autofree char *path = sheet(desk, "candidate", NULL, "old.yaml");
  edit(path, "vision.1", "rating:", "rating: 1");
  edit(path, "name:", "date: \"\"", "date: \"2026-09-01\"");
  assess(desk, 4, 4, 4);
  AssessImport import = must_take_in(desk, path);
  assess_import_clear(&import);
  g_autoptr(AssessComparison) comparison = compared(desk);
  UNIT_CLOSE(area_of(comparison, "lead.vision")->self, 1, 1e-12);
  UNIT_CLOSE(area_of(comparison, "lead.vision")->before, 0, 1e-12);
  desk_close(desk);
}

static void a_changed_pack_leaves_what_was_rated_as_it_was(void **state) {
  (void)state;
  Desk *desk = desk_open();
  Assessment *open = take_up(desk, NULL, NULL);
  rate(desk, open, "vision.1", 3);
  assessment_free(open);
  g_autofree char *pack = g_build_filename(desk->items, "big", "instrument.yaml", NULL);
  edit(pack, "statements", "vision.2", "vision.7");
  desk_reopen(desk);
  Assessment *again = take_up(desk, NULL, NULL);
  assert_string_equal(((Statement *)again->instrument->statements->pdata[1])->id, "vision.2");
  rate(desk, again, "vision.2", 4);
  finish(desk, again);
  g_autoptr(AssessComparison) comparison = compared(desk);
  UNIT_CLOSE(area_of(comparison, "lead.vision")->self, 2.5 / 3, 1e-12);
  Assessment *next = take_up(desk, NULL, NULL);
  assert_string_equal(((Statement *)next->instrument->statements->pdata[1])->id, "vision.7");
  assessment_free(next);
  desk_close(desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(looking_leaves_nothing_behind),
      cmocka_unit_test(every_rating_is_there_after_an_end_without_a_word),
      cmocka_unit_test(two_programs_lose_none_of_each_others_ratings),
      cmocka_unit_test(a_finished_one_stays_and_the_next_begins_empty),
      cmocka_unit_test(people_are_told_apart_by_name),
      cmocka_unit_test(a_sheet_goes_out_blank_and_comes_back_rated),
      cmocka_unit_test(a_sheet_carries_what_is_rated_already_and_overwrites_nothing),
      cmocka_unit_test(the_same_sheet_twice_gives_one),
      cmocka_unit_test(ones_own_sheet_is_known_again),
      cmocka_unit_test(a_faulty_sheet_leaves_everything_as_it_was),
      cmocka_unit_test(a_sheet_of_an_older_wording_keeps_what_still_exists),
      cmocka_unit_test(the_interval_decides_what_is_said),
      cmocka_unit_test(nothing_is_said_where_mastery_is_unknown),
      cmocka_unit_test(change_is_against_the_assessment_before),
      cmocka_unit_test(a_late_sheet_of_an_early_day_is_not_the_newest),
      cmocka_unit_test(a_changed_pack_leaves_what_was_rated_as_it_was),
  };
  g_setenv("TZ", "UTC", TRUE);
  return UNIT_RUN(tests);
}
