/* Replies: what a mentor says travels, is taken in once, is read in place, and nothing hostile is stored. */
#include "../exampack.h"
#include "../store/fault_vfs.h"
#include "app/cohort.h"
#include "app/exam.h"
#include "app/learner.h"
#include "app/logs.h"
#include "app/reply.h"
#include "core/rubric.h"
#include <sqlite3.h>
#include <string.h>

#define START INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */

typedef struct {
  char *dir, *db, *items;
  Clock clock;
  App *app;
} Desk;

/* GOOD is looked at first, for it sets ERROR. */
#define must(good, error)                                                                          \
  do {                                                                                             \
    bool must_good = (good);                                                                       \
    must_be(must_good, error);                                                                     \
  } while (0)
static void must_be(bool good, GError *error) {
  if (!good) fail_msg("%s", error == NULL ? "failed without a word" : error->message);
}

static void desk_reopen(Desk *desk) {
  app_close(desk->app);
  AppConfig config = {.db = desk->db, .items_dir = desk->items, .clock = &desk->clock, .seed = 7};
  GError *error = NULL;
  desk->app = app_open(&config, &error);
  must(desk->app != NULL, error);
}

static Desk *desk_open(void) {
  Desk *desk = g_new0(Desk, 1);
  desk->dir = g_dir_make_tmp("pawl-reply-XXXXXX", NULL);
  desk->db = g_build_filename(desk->dir, "pawl.db", NULL);
  desk->items = exampack_write(desk->dir);
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

static char *path_in(const Desk *desk, const char *name) {
  return g_build_filename(desk->dir, name, NULL);
}

static Uuid learner_of(Desk *desk) {
  GError *error = NULL;
  Uuid uuid;
  g_autofree char *id = app_learner(desk->app, &error);
  must(id != NULL && uuid_parse(id, &uuid), error);
  return uuid;
}

static void join(Desk *desk, Desk *other) {
  GError *error = NULL;
  g_autofree char *id = app_learner(other->app, &error);
  must(id != NULL && app_set_learner(desk->app, id, &error), error);
}

static int64_t number(const Desk *desk, const char *query) {
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  assert_int_equal(sqlite3_open_v2(desk->db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, query, -1, &row, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(row), SQLITE_ROW);
  int64_t value = sqlite3_column_int64(row, 0);
  sqlite3_finalize(row);
  sqlite3_close(db);
  return value;
}

/* What a reply can bring, counted. */
static int64_t taken_in(const Desk *desk) {
  return number(desk, "SELECT (SELECT count(*) FROM remark) + (SELECT count(*) FROM score WHERE "
                      "scorer = 'mentor') + (SELECT count(*) FROM pending) + "
                      "(SELECT count(*) FROM peer_key)");
}

/* The stored state equals a replay to the bit, and doctor finds nothing. */
static void is_whole(Desk *desk) {
  RebuildReport report;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  assert_true(app_rebuild(desk->app, true, &report, NULL));
  assert_int_equal(report.changed, 0);
  assert_false(report.mastery_changed);
  if (!app_doctor(desk->app, false, lines, NULL)) fail_msg("%s", (char *)lines->pdata[0]);
}

static double ability(Desk *desk, int area) {
  g_autoptr(MasteryReport) report = app_mastery_report(desk->app, NULL);
  return ((AreaMastery *)report->areas->pdata[area])->score;
}

/* -- work -------------------------------------------------------------------------------------- */

static int64_t write_essay(Desk *desk, const char *code, const char *levels) {
  GError *error = NULL;
  int64_t item = app_item_find(desk->app, code, &error);
  int64_t id = item == 0 ? 0 : writing_open(desk->app, item, &error);
  must(id != 0 && writing_save(desk->app, id, "A plan.", 60000, &error) &&
           writing_hand_in(desk->app, id, &error),
       error);
  if (levels == NULL) return id;
  g_autoptr(WritingView) view = writing_view(desk->app, id, &error);
  WritingGrade grade = {0};
  must(rubric_parse(view->item, levels, &grade.levels, &error), error);
  must(writing_score(desk->app, id, &grade, &error), error);
  return id;
}

/* MENTOR's score of text ID of DESK. */
static void mentor_scores(Desk *mentor, Desk *desk, int64_t id, const char *levels) {
  GError *error = NULL;
  Uuid learner = learner_of(desk);
  g_autoptr(WritingView) view = writing_view(desk->app, id, &error);
  must(view != NULL, error);
  WritingGrade grade = {.comment = "Name the cost."};
  mentor->clock.fixed += 1000;
  must(rubric_parse(view->item, levels, &grade.levels, &error), error);
  must(reply_score(mentor->app, &learner, view, &grade, &error), error);
}

static void mentor_says(Desk *mentor, Desk *desk, RemarkAbout about, const char *subject,
                        const char *body) {
  GError *error = NULL;
  Uuid learner = learner_of(desk);
  mentor->clock.fixed += 1000;
  must(reply_say(mentor->app, &learner, about, subject, body, &error), error);
}

static void reply(Desk *mentor, Desk *desk, const char *path) {
  GError *error = NULL;
  ReplyCounts counts;
  Uuid learner = learner_of(desk);
  must(reply_write(mentor->app, &learner, path, &counts, &error), error);
}

static ReplyTaken import(Desk *desk, const char *path) {
  GError *error = NULL;
  ReplyTaken taken = {0};
  must(app_reply_import(desk->app, path, &taken, &error), error);
  ReplyTaken counts = taken;
  counts.name = NULL;
  counts.where = NULL;
  reply_taken_clear(&taken);
  return counts;
}

/* Refused, naming REASON, and nothing of it is stored. */
static void refused(Desk *desk, const char *path, const char *reason) {
  GError *error = NULL;
  ReplyTaken taken;
  int64_t before = taken_in(desk);
  assert_false(app_reply_import(desk->app, path, &taken, &error));
  if (strstr(error->message, reason) == NULL)
    fail_msg("'%s' is not in: %s", reason, error->message);
  g_error_free(error);
  assert_int_equal(taken_in(desk), before);
}

static void name_is(Desk *desk, const char *name) {
  GError *error = NULL;
  must(app_set_setting(desk->app, SETTING_NAME, name, &error), error);
}

/* -- there and back ---------------------------------------------------------------------------- */

static void words_travel_once_and_are_read_in_place(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply");
  GError *error = NULL;
  int64_t id = write_essay(desk, "essay.0", "clear:4 cost:4");
  g_autoptr(WritingView) before = writing_view(desk->app, id, NULL);
  name_is(mentor, "  Kim   Lee ");
  mentor_scores(mentor, desk, id, "clear:2 cost:1");
  mentor_says(mentor, desk, REMARK_LEARNER, "", "Go on like this.\nSlowly.");
  mentor_says(mentor, desk, REMARK_AREA, "lead.ethics", "Read the code again.");
  mentor_says(mentor, desk, REMARK_TEXT, before->uuid, "Your aim is 5 < 6.");
  reply(mentor, desk, path);
  ReplyTaken taken = {0};
  must(app_reply_import(desk->app, path, &taken, &error), error);
  assert_string_equal(taken.name, "Kim Lee");
  assert_int_equal(taken.scores, 1);
  assert_int_equal(taken.remarks, 3);
  assert_int_equal(taken.where->len, 2);
  assert_string_equal(taken.where->pdata[0], "pawl write show 1");
  assert_string_equal(taken.where->pdata[1], "pawl mastery");
  reply_taken_clear(&taken);
  taken = import(desk, path);
  assert_int_equal(taken.scores + taken.remarks, 0);
  assert_int_equal(taken.known, 4);
  assert_int_equal(number(desk, "SELECT count(*) FROM remark"), 3);
  g_autoptr(WritingView) view = writing_view(desk->app, id, &error);
  const WritingScore *score = view->mentors->pdata[0];
  assert_string_equal(score->name, "Kim Lee");
  assert_string_equal(score->comment, "Name the cost.");
  UNIT_CLOSE(score->credit, 2. / 9, 1e-12);
  UNIT_CLOSE(view->self->credit, 1, 1e-12);
  assert_string_equal(((Remark *)view->remarks->pdata[0])->body, "Your aim is 5 < 6.");
  g_autoptr(MasteryReport) report = app_mastery_report(desk->app, &error);
  assert_int_equal(report->remarks->len, 1);
  for (guint i = 0; i < report->areas->len; i++) {
    const AreaMastery *area = report->areas->pdata[i];
    assert_int_equal(area->remarks->len, strcmp(area->code, "lead.ethics") == 0);
  }
  is_whole(desk);
  desk_close(mentor);
  desk_close(desk);
}

static void remarks_stand_in_the_reports_and_their_json(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply");
  GError *error = NULL;
  g_autoptr(Exam) exam = exam_start(desk->app, "easy", 3, &error);
  must(exam != NULL && exam_begin(exam, &error) && exam_hand_in(exam, &error), error);
  g_autoptr(ExamResult) blank = app_exam_result(desk->app, exam_id(exam), &error);
  g_autoptr(Doc) without = exam_result_doc(blank, 78);
  mentor_says(mentor, desk, REMARK_EXAM, blank->uuid, "Leave no question out.");
  mentor_says(mentor, desk, REMARK_LEARNER, "", "Rest.");
  reply(mentor, desk, path);
  import(desk, path);
  g_autoptr(ExamResult) result = app_exam_result(desk->app, exam_id(exam), &error);
  g_autoptr(Doc) with = exam_result_doc(result, 78);
  assert_int_equal(with->lines->len,
                   without->lines->len + 3); /* a blank line, a heading, a remark */
  json_t *json = exam_result_json(result);
  const json_t *said = json_array_get(json_object_get(json, "remarks"), 0);
  assert_string_equal(json_string_value(json_object_get(said, "name")), "Mentor");
  assert_string_equal(json_string_value(json_object_get(said, "day")), "2026-11-23");
  assert_string_equal(json_string_value(json_object_get(said, "text")), "Leave no question out.");
  json_decref(json);
  g_autoptr(MasteryReport) report = app_mastery_report(desk->app, &error);
  g_autoptr(Doc) mastery = mastery_doc(report, 78);
  bool found = false;
  for (guint i = 0; i < mastery->lines->len; i++)
    found = found ||
            strcmp(((DocLine *)mastery->lines->pdata[i])->text, "Mentor, 2026-11-23: Rest.") == 0;
  assert_true(found);
  desk_close(mentor);
  desk_close(desk);
}

static void news_is(Desk *desk, const char *line) {
  g_autofree char *news = reply_news_line(desk->app);
  if (g_strcmp0(news, line) != 0) fail_msg("'%s' is not '%s'", news, line);
}

static void what_is_new_is_told_until_it_was_looked_at(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply");
  int64_t id = write_essay(desk, "essay.0", "clear:4 cost:4");
  g_autoptr(WritingView) view = writing_view(desk->app, id, NULL);
  news_is(desk, NULL);
  name_is(mentor, "Kim");
  mentor_scores(mentor, desk, id, "clear:2 cost:1");
  mentor_says(mentor, desk, REMARK_LEARNER, "", "Go on.");
  mentor_says(mentor, desk, REMARK_AREA, "lead.ethics", "Read the code again.");
  reply(mentor, desk, path);
  import(desk, path);
  news_is(desk, "New from Kim: 1 score, 2 remarks");
  import(desk, path);
  news_is(desk, "New from Kim: 1 score, 2 remarks");
  reply_seen(desk->app, REMARK_LEARNER, "");
  news_is(desk, "New from Kim: 1 score");
  name_is(mentor, "Lee");
  mentor_says(mentor, desk, REMARK_TEXT, view->uuid, "Shorter.");
  reply(mentor, desk, path);
  import(desk, path);
  news_is(desk, "New from Lee and others: 1 score, 1 remark");
  reply_seen(desk->app, REMARK_TEXT, view->uuid);
  news_is(desk, NULL);
  desk_close(mentor);
  desk_close(desk);
}

/* The reply counts as the same score given here would. */
static void mastery_takes_a_reply_as_a_mentors_score(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open(), *other = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply");
  GError *error = NULL;
  int64_t id = write_essay(desk, "essay.0", "clear:4 cost:4");
  int64_t same = write_essay(other, "essay.0", "clear:4 cost:4");
  double own = ability(desk, 0);
  mentor_scores(mentor, desk, id, "clear:1 cost:1");
  reply(mentor, desk, path);
  import(desk, path);
  assert_true(ability(desk, 0) < own);
  g_autoptr(WritingView) view = writing_view(other->app, same, &error);
  WritingGrade grade = {.mentor = true, .name = "Mentor"};
  must(rubric_parse(view->item, "clear:1 cost:1", &grade.levels, &error), error);
  must(writing_score(other->app, same, &grade, &error), error);
  UNIT_CLOSE(ability(desk, 0), ability(other, 0), 1e-12);
  is_whole(desk);
  desk_close(mentor);
  desk_close(desk);
  desk_close(other);
}

static void replies_come_in_any_order(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open(), *late = desk_open();
  g_autofree char *first = path_in(mentor, "a.pawl-reply"), *second = path_in(mentor, "b");
  join(late, desk);
  mentor_says(mentor, desk, REMARK_LEARNER, "", "One.");
  reply(mentor, desk, first);
  mentor_says(mentor, desk, REMARK_LEARNER, "", "Two.");
  reply(mentor, desk, second);
  assert_int_equal(import(desk, first).remarks, 1);
  assert_int_equal(import(desk, second).remarks, 1);
  assert_int_equal(import(late, second).remarks, 2);
  assert_int_equal(import(late, first).remarks, 0);
  desk_close(mentor);
  desk_close(desk);
  desk_close(late);
}

/* Every reply holds all words, until they are too many: then the oldest ones stay, which went before. */
static void the_newest_words_fit_a_file(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply"), *text = g_strnfill(REPLY_BODY_MAX, '"');
  GError *error = NULL;
  ReplyCounts counts;
  Uuid learner = learner_of(desk);
  mentor_says(mentor, desk, REMARK_LEARNER, "", "The oldest.");
  for (int i = 0; i < 40; i++) mentor_says(mentor, desk, REMARK_LEARNER, "", text);
  must(reply_write(mentor->app, &learner, path, &counts, &error), error);
  assert_true(counts.left_out > 0);
  assert_int_equal(counts.remarks + counts.left_out, 41);
  assert_int_equal(import(desk, path).remarks, counts.remarks);
  assert_int_equal(number(desk, "SELECT count(*) FROM remark WHERE body = 'The oldest.'"), 0);
  desk_close(mentor);
  desk_close(desk);
}

static void a_reply_too_large_is_refused(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autofree char *path = path_in(desk, "a.pawl-reply"),
                  *text = g_strnfill(REPLY_FILE_MAX + 1, '\n');
  assert_true(g_file_set_contents(path, text, -1, NULL));
  refused(desk, path, "1 MiB");
  desk_close(desk);
}

static void equal_words_are_equal_bytes(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *first = path_in(mentor, "a"), *second = path_in(mentor, "b"), *one = NULL,
                  *two = NULL;
  gsize size = 0, other = 0;
  mentor_says(mentor, desk, REMARK_LEARNER, "", "One.");
  reply(mentor, desk, first);
  mentor->clock.fixed += CLOCK_DAY_MS;
  reply(mentor, desk, second);
  assert_true(g_file_get_contents(first, &one, &size, NULL));
  assert_true(g_file_get_contents(second, &two, &other, NULL));
  assert_int_equal(size, other);
  assert_memory_equal(one, two, size);
  desk_close(mentor);
  desk_close(desk);
}

static void who_waits_is_known_until_the_reply_is_written(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply");
  GError *error = NULL;
  Uuid learner = learner_of(desk), found;
  char id[37];
  uuid_format(&learner, id);
  g_autofree char *begin = g_strndup(id, 8), *less = g_strndup(id, 7);
  g_autoptr(Cohort) nobody = cohort_open(mentor->app, NULL, 0, NULL, NULL, &error);
  assert_false(cohort_find_learner(mentor->app, nobody, begin, &found, &error));
  g_clear_error(&error);
  mentor_says(mentor, desk, REMARK_LEARNER, "", "One.");
  must(cohort_find_learner(mentor->app, nobody, begin, &found, &error), error);
  assert_false(cohort_find_learner(mentor->app, nobody, less, &found, &error));
  g_clear_error(&error);
  assert_memory_equal(&found, &learner, UUID_SIZE);
  g_autoptr(GPtrArray) waiting = reply_waiting(mentor->app, &error);
  assert_int_equal(waiting->len, 1);
  assert_int_equal(((ReplyCandidate *)waiting->pdata[0])->fresh, 1);
  reply(mentor, desk, path);
  g_autoptr(GPtrArray) none = reply_waiting(mentor->app, &error);
  assert_int_equal(none->len, 0);
  mentor_says(mentor, desk, REMARK_LEARNER, "", "Two.");
  g_autoptr(GPtrArray) again = reply_waiting(mentor->app, &error);
  assert_int_equal(((ReplyCandidate *)again->pdata[0])->fresh, 1);
  assert_int_equal(((ReplyCandidate *)again->pdata[0])->words, 2);
  desk_close(mentor);
  desk_close(desk);
}

static void what_cannot_be_said_is_refused(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  Uuid learner = learner_of(desk);
  g_autofree char *longer = g_strnfill(REPLY_BODY_MAX + 1, 'a');
  g_autoptr(GString) marks = g_string_new("Z");
  for (int i = 0; i < 8000; i++) g_string_append(marks, "\xcc\x81");
  const struct {
    RemarkAbout about;
    const char *subject, *body, *reason;
  } bad[] = {{REMARK_LEARNER, "", "  \n", "empty"},
             {REMARK_LEARNER, "", longer, "16 KiB"},
             {REMARK_LEARNER, "", "A <script>word</script>.", "markup"},
             {REMARK_LEARNER, "", "A \033[31mred\033[0m word.", "a control character (U+001B)"},
             {REMARK_LEARNER, "", marks->str, "more marks"},
             {REMARK_AREA, "no.such", "A word.", "not known here"},
             {REMARK_TEXT, "1", "A word.", "no UUID"}};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    assert_false(
        reply_say(mentor->app, &learner, bad[i].about, bad[i].subject, bad[i].body, &error));
    if (strstr(error->message, bad[i].reason) == NULL) fail_msg("%s", error->message);
  }
  assert_int_equal(number(mentor, "SELECT count(*) FROM word"), 0);
  desk_close(mentor);
  desk_close(desk);
}

static void a_name_is_a_line_that_is_nobody_elses(void **state) {
  (void)state;
  static const char *const bad[] = {"<b>Kim</b>", "You", "self", " me "};
  Desk *desk = desk_open();
  g_autofree char *longer = g_strnfill(61, 'a');
  GError *error = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    assert_false(app_set_setting(desk->app, SETTING_NAME, bad[i], &error));
    g_clear_error(&error);
  }
  assert_false(app_set_setting(desk->app, SETTING_NAME, longer, &error));
  g_clear_error(&error);
  name_is(desk, " Kim \n of Room 4 & 5 ");
  g_autofree char *name = app_setting(desk->app, SETTING_NAME);
  assert_string_equal(name, "Kim of Room 4 & 5");
  desk_close(desk);
}

/* -- several devices --------------------------------------------------------------------------- */

static void what_is_about_another_devices_text_waits_for_it(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open(), *other = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply"), *log = path_in(desk, "a.pawl-log");
  GError *error = NULL;
  LogExport all = {.since = G_MININT, .level = LOG_FULL};
  LogCounts counts;
  LogMerge merged;
  int64_t id = write_essay(desk, "essay.0", "clear:4 cost:4");
  g_autoptr(WritingView) view = writing_view(desk->app, id, NULL);
  mentor_scores(mentor, desk, id, "clear:1 cost:1");
  mentor_says(mentor, desk, REMARK_TEXT, view->uuid, "Shorter.");
  reply(mentor, desk, path);
  join(other, desk);
  assert_int_equal(import(other, path).waiting, 2);
  assert_int_equal(import(other, path).waiting, 2);
  assert_int_equal(number(other, "SELECT count(*) FROM pending"), 2);
  must(app_log_export(desk->app, log, &all, &counts, &error), error);
  must(app_log_import(other->app, log, &merged, &error), error);
  assert_int_equal(number(other, "SELECT count(*) FROM pending"), 0);
  assert_int_equal(number(other, "SELECT count(*) FROM remark"), 1);
  assert_int_equal(number(other, "SELECT count(*) FROM score WHERE scorer = 'mentor'"), 1);
  is_whole(other);
  desk_close(mentor);
  desk_close(desk);
  desk_close(other);
}

static void sync_with(Desk *desk, const char *folder) {
  GError *error = NULL;
  LogSync sync;
  must(app_sync(desk->app, folder, &sync, &error), error);
  assert_int_equal(sync.skipped, 0);
  log_sync_clear(&sync);
}

static void remarks_reach_the_learners_other_devices(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open(), *other = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply"), *log = path_in(desk, "a.pawl-log");
  g_autofree char *folder = g_dir_make_tmp("pawl-sync-XXXXXX", NULL), *text = NULL;
  GError *error = NULL;
  LogExport answers = {.since = G_MININT, .level = LOG_ANSWERS};
  LogCounts counts;
  join(other, desk);
  mentor_says(mentor, desk, REMARK_AREA, "tech.it", "A private remark.");
  reply(mentor, desk, path);
  import(desk, path);
  name_is(desk, "Al");
  sync_with(desk, folder);
  sync_with(other, folder);
  sync_with(desk, folder);
  g_autoptr(GPtrArray) remarks = app_remarks(other->app, REMARK_AREA, "tech.it", &error);
  assert_int_equal(remarks->len, 1);
  assert_string_equal(((Remark *)remarks->pdata[0])->body, "A private remark.");
  assert_int_equal(import(other, path).known, 1);
  g_autofree char *name = app_setting(other->app, SETTING_NAME);
  assert_string_equal(name, ""); /* settings do not travel */
  must(app_log_export(desk->app, log, &answers, &counts, &error), error);
  assert_true(g_file_get_contents(log, &text, NULL, NULL));
  assert_null(strstr(text, "A private remark."));
  assert_non_null(strstr(text, "{\"kind\":\"profile\",\"minutes\":25,\"n\":1,\"name\":\"Al\""));
  desk_close(mentor);
  desk_close(desk);
  desk_close(other);
  unit_remove_tree(folder);
}

static void words_can_be_laid_over_a_candidates_log(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open(), *guest = desk_open();
  g_autofree char *log = path_in(desk, "a.pawl-log");
  GError *error = NULL;
  LogExport all = {.since = G_MININT, .level = LOG_FULL};
  LogCounts counts;
  LogMerge merged;
  Uuid learner = learner_of(desk), device = learner_of(mentor);
  int64_t id = write_essay(desk, "essay.0", "clear:4 cost:4");
  mentor_scores(mentor, desk, id, "clear:1 cost:1");
  mentor_says(mentor, desk, REMARK_EXAM, "01a21c72-9100-722e-ac5a-02da8d05c504", "Not there.");
  must(app_log_export(desk->app, log, &all, &counts, &error), error);
  join(guest, desk);
  must(app_log_import(guest->app, log, &merged, &error), error);
  g_autoptr(GPtrArray) words = reply_words(mentor->app, &learner, &error);
  must(reply_apply(guest->app, words, &device, &error), error);
  must(reply_apply(guest->app, words, &device, &error), error);
  assert_int_equal(number(guest, "SELECT count(*) FROM score WHERE scorer = 'mentor'"), 1);
  assert_int_equal(number(guest, "SELECT count(*) FROM remark"), 0);
  assert_true(ability(guest, 0) < ability(desk, 0));
  desk_close(mentor);
  desk_close(desk);
  desk_close(guest);
}

/* -- hostile hands ----------------------------------------------------------------------------- */

static void another_learners_reply_is_refused(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open(), *other = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply"), *id = app_learner(desk->app, NULL);
  mentor_says(mentor, desk, REMARK_LEARNER, "", "One.");
  reply(mentor, desk, path);
  refused(other, path, id);
  assert_true(app_is_reply(path));
  desk_close(mentor);
  desk_close(desk);
  desk_close(other);
}

static void a_changed_or_replayed_line_is_named(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply"), *text = NULL, *log = NULL;
  mentor_says(mentor, desk, REMARK_LEARNER, "", "One word.");
  mentor_says(mentor, desk, REMARK_LEARNER, "", "Two words.");
  reply(mentor, desk, path);
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *twice =
      g_strjoin("\n", lines[0], lines[1], lines[1], lines[2], lines[3], "", NULL);
  g_autoptr(GString) changed = g_string_new(text), log_like = g_string_new(text);
  g_string_replace(changed, "Two words", "Ten words", 1);
  g_string_replace(log_like, "pawl-reply/1", "pawl-log/1", 1);
  const struct {
    const char *text, *reason;
  } bad[] = {{twice, "line 3: it is event 1 where 2 has to stand"},
             {changed->str, "line 3: it was changed"},
             {log_like->str, "format"}};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    assert_true(g_file_set_contents(path, bad[i].text, -1, NULL));
    refused(desk, path, bad[i].reason);
  }
  GError *error = NULL;
  LogMerge merged;
  log = path_in(mentor, "b"); /* nor does a reply pass for a log */
  reply(mentor, desk, log);
  assert_false(app_log_import(desk->app, log, &merged, &error));
  g_error_free(error);
  desk_close(mentor);
  desk_close(desk);
}

/* A reply to DESK's learner with one line, signed with the key in the file KEY_PATH. */
static void forge(Desk *desk, const Uuid *device, const char *key_path, const char *path,
                  const char *fields) {
  GError *error = NULL;
  LogKey key;
  bool made = false;
  LogHeader header = {.format = REPLY_FORMAT,
                      .level = LOG_FULL,
                      .learner = learner_of(desk),
                      .device = *device,
                      .packs = (char *)"[]",
                      .app = (char *)"",
                      .framework = (char *)"",
                      .since = (char *)""};
  g_autofree char *object = g_strdup_printf("{%s}", fields), *why = NULL;
  g_auto(LogLine) line = {0};
  size_t at = 0;
  must(log_key_load(key_path, &desk->clock, &key, &made, &error), error);
  LogWriter *writer = log_writer_open(path, &header, &key, &error);
  must(writer != NULL, error);
  if (!log_line_parse(&line, object, strlen(object), &why, &at)) fail_msg("%s: %s", fields, why);
  log_put_line(log_writer_event(writer), &line);
  log_writer_end(writer);
  must(log_writer_close(writer, &error), error);
}

#define UUIDS    "01a21c72-9100-722e-ac5a-02da8d05c504"
#define REMARK   "\"about\":\"learner\",\"at\":1,\"body\":\"%s\",\"kind\":\"remark\",\"name\":\"%s\","
#define THE_REST "\"offset\":0,\"subject\":\"\",\"uuid\":\"" UUIDS "\""
#define SCORE(credit, levels, name)                                                                \
  "\"at\":1,\"comment\":\"\",\"credit\":" credit ",\"kind\":\"score\",\"levels\":\"" levels        \
  "\",\"name\":\"" name "\",\"offset\":0,\"uuid\":\"" UUIDS "\",\"writing\":\"%s\""

static void signed_lines_that_cannot_be_are_refused_with_their_line(void **state) {
  (void)state;
  Desk *desk = desk_open(), *mentor = desk_open();
  g_autofree char *path = path_in(desk, "a.pawl-reply"), *key = path_in(mentor, "device.key");
  Uuid device = learner_of(mentor);
  g_autofree char *longer = g_strnfill(REPLY_BODY_MAX + 1, 'a'), *name = g_strnfill(61, 'n');
  int64_t id = write_essay(desk, "essay.0", "clear:4 cost:4");
  g_autoptr(WritingView) view = writing_view(desk->app, id, NULL);
  g_autoptr(GString) levels = g_string_new("{\\\"a\\\":1");
  for (int i = 0; i < 40; i++) g_string_append_printf(levels, ",\\\"c%d\\\":1", i);
  g_autofree char *many = g_strdup_printf(SCORE("1.0", "%s}", "Kim"), levels->str, "%s");
  const struct {
    const char *fields, *one, *two, *reason;
  } bad[] = {
      {REMARK THE_REST, longer, "Kim", "16 KiB"},
      {REMARK THE_REST, "A <img src=x> word.", "Kim", "markup"},
      {REMARK THE_REST, "A word.", name, "60 characters"},
      {REMARK THE_REST, "A word.", "<b>Kim</b>", "its name holds"},
      {REMARK THE_REST, "A word.", "Kim\\n(by you)", "its name holds"},
      {REMARK THE_REST, "A word.", "You", "mistaken for the learner"},
      {REMARK THE_REST, "A word.", "", "its name is empty"},
      {REMARK THE_REST, "A word.", "   ", "its name is empty"},
      {REMARK THE_REST, "", "Kim", "its text is empty"},
      {"\"about\":\"area\",\"at\":1,\"body\":\"%s\",\"kind\":\"remark\",\"name\":\"%s\","
       "\"offset\":0,\"subject\":\"no.such\",\"uuid\":\"" UUIDS "\"",
       "A.", "Kim", "'no.such', which is not known"},
      {"\"about\":\"text\",\"at\":1,\"body\":\"%s\",\"kind\":\"remark\",\"name\":\"%s\","
       "\"offset\":0,\"subject\":\"1\",\"uuid\":\"" UUIDS "\"",
       "A.", "Kim", "no UUID"},
      {"\"about\":\"%s\",\"kind\":\"remark\",\"name\":\"%s\"", "nobody", "Kim", "\"about\""},
      {SCORE("1.0", "{}", "Kim"), view->uuid, "", "rubric"},
      {SCORE("1.0", "{\\\"clear\\\":1,\\\"cost\\\":1}", "Kim"), view->uuid, "", "rubric"},
      {SCORE("0.0", "{\\\"clear\\\":0,\\\"cost\\\":1}", "Kim"), view->uuid, "", "rubric"},
      {SCORE("7", "{}", "Kim"), view->uuid, "", "\"credit\""},
      /* of a text that is not here, so that no rubric tells */
      {SCORE("1.0", "[]", "Kim"), UUIDS, "", "levels"},
      {SCORE("1.0", "{\\\"clear\\\":\\\"x\\\"}", "Kim"), UUIDS, "", "levels"},
      {SCORE("1.0", "{\\\"clear\\\":9}", "Kim"), UUIDS, "", "levels"},
      {many, UUIDS, "", "levels"},
      {"\"kind\":%s%s", "3", "", "\"kind\""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    g_autofree char *fields = g_strdup_printf(bad[i].fields, bad[i].one, bad[i].two);
#pragma GCC diagnostic pop
    forge(desk, &device, key, path, fields);
    refused(desk, path, bad[i].reason);
    refused(desk, path, "line 2");
  }
  desk_close(desk);
  desk_close(mentor);
}

/* The line says that the learner gave it: it is a mentor's all the same, and the learner's own stays. */
static void a_reply_never_speaks_for_the_learner(void **state) {
  (void)state;
  Desk *desk = desk_open(), *mentor = desk_open();
  g_autofree char *path = path_in(desk, "a.pawl-reply"), *key = path_in(mentor, "device.key");
  Uuid device = learner_of(mentor);
  int64_t id = write_essay(desk, "essay.0", "clear:4 cost:4");
  g_autoptr(WritingView) before = writing_view(desk->app, id, NULL);
  g_autofree char *fields = g_strdup_printf(
      "\"at\":9000000000000,\"comment\":\"\",\"credit\":0,\"kind\":\"score\",\"levels\":"
      "\"{\\\"clear\\\":1,\\\"cost\\\":1}\",\"name\":\"Kim\",\"offset\":0,\"scorer\":\"self\","
      "\"uuid\":\"" UUIDS "\",\"writing\":\"%s\"",
      before->uuid);
  forge(desk, &device, key, path, fields);
  assert_int_equal(import(desk, path).scores, 1);
  g_autoptr(WritingView) view = writing_view(desk->app, id, NULL);
  UNIT_CLOSE(view->self->credit, 1, 1e-12);
  assert_int_equal(view->mentors->len, 1);
  is_whole(desk);
  desk_close(desk);
  desk_close(mentor);
}

static void a_mentors_key_is_pinned(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply"), *key = path_in(desk, "x.key");
  mentor_says(mentor, desk, REMARK_LEARNER, "", "One.");
  reply(mentor, desk, path);
  import(desk, path);
  Uuid device;
  LogPeek peek;
  g_autoptr(LogReader) reader = log_reader_open(path, REPLY_FORMAT, NULL);
  device = log_reader_header(reader)->device;
  g_autofree char *fields = g_strdup_printf(REMARK THE_REST, "Forged.", "Kim");
  forge(desk, &device, key, path, fields);
  refused(desk, path, "another key");
  assert_false(log_peek(path, &peek)); /* no log for sync to take */
  desk_close(mentor);
  desk_close(desk);
}

/* Whoever knows a learner's devices can sign a reply in the name of one; its logs are taken all the same. */
static void a_reply_keeps_no_device_of_the_learner_out(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open(), *other = desk_open();
  g_autofree char *path = path_in(desk, "a.pawl-reply"), *key = path_in(mentor, "x.key");
  g_autofree char *log = path_in(other, "a.pawl-log");
  g_autofree char *fields = g_strdup_printf(REMARK THE_REST, "Forged.", "Kim");
  GError *error = NULL;
  LogExport all = {.since = G_MININT, .level = LOG_FULL};
  LogCounts counts;
  LogMerge merged;
  LogPeek peek;
  join(other, desk);
  write_essay(other, "essay.0", "clear:4 cost:4");
  must(app_log_export(other->app, log, &all, &counts, &error), error);
  assert_true(log_peek(log, &peek));
  forge(desk, &peek.device, key, path, fields);
  assert_int_equal(import(desk, path).remarks, 1);
  must(app_log_import(desk->app, log, &merged, &error), error);
  refused(desk, path, "another key"); /* no more once the device is known */
  desk_close(mentor);
  desk_close(desk);
  desk_close(other);
}

static void a_key_that_was_false_can_be_forgotten(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply"), *key = path_in(desk, "x.key");
  g_autofree char *fields = g_strdup_printf(REMARK THE_REST, "Forged.", "Kim");
  g_autoptr(GError) no_id = NULL;
  GError *error = NULL;
  char device[37], order[80];
  mentor_says(mentor, desk, REMARK_LEARNER, "", "One.");
  reply(mentor, desk, path);
  g_autoptr(LogReader) reader = log_reader_open(path, REPLY_FORMAT, &error);
  Uuid uuid = log_reader_header(reader)->device;
  uuid_format(&uuid, device);
  g_snprintf(order, sizeof order, "pawl log forget-key %s", device);
  forge(desk, &uuid, key, path, fields);
  import(desk, path);
  reply(mentor, desk, path);
  refused(desk, path, order);
  assert_false(app_forget_key(desk->app, "x", &no_id));
  must(app_forget_key(desk->app, device, &error), error);
  assert_int_equal(import(desk, path).remarks, 1);
  desk_close(mentor);
  desk_close(desk);
}

static void a_reply_from_this_very_device_is_refused(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autofree char *path = path_in(desk, "a.pawl-reply");
  mentor_says(desk, desk, REMARK_LEARNER, "", "I am good.");
  reply(desk, desk, path);
  refused(desk, path, "this very device");
  desk_close(desk);
}

static void a_score_that_waited_is_held_against_its_rubric(void **state) {
  (void)state;
  Desk *mentor = desk_open(), *desk = desk_open(), *other = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply"), *key = path_in(mentor, "device.key");
  g_autofree char *log = path_in(desk, "a.pawl-log");
  GError *error = NULL;
  LogExport all = {.since = G_MININT, .level = LOG_FULL};
  LogCounts counts;
  LogMerge merged;
  Uuid device = learner_of(mentor);
  int64_t id = write_essay(desk, "essay.0", "clear:1 cost:1");
  g_autoptr(WritingView) view = writing_view(desk->app, id, NULL);
  g_autofree char *fields =
      g_strdup_printf(SCORE("1.0", "{\\\"clear\\\":1,\\\"cost\\\":1}", "Kim"), view->uuid);
  join(other, desk);
  forge(other, &device, key, path, fields);
  assert_int_equal(import(other, path).waiting, 1);
  must(app_log_export(desk->app, log, &all, &counts, &error), error);
  must(app_log_import(other->app, log, &merged, &error), error);
  assert_int_equal(number(other, "SELECT count(*) FROM score WHERE scorer = 'mentor'"), 0);
  assert_int_equal(number(other, "SELECT count(*) FROM pending"), 0);
  desk_close(mentor);
  desk_close(desk);
  desk_close(other);
}

/* -- every fault of the disk ------------------------------------------------------------------- */

static void a_disk_that_fails_takes_a_reply_whole_or_not_at_all(void **state) {
  (void)state;
  fault_vfs_register();
  sqlite3_vfs_register(sqlite3_vfs_find(FAULT_VFS), 1);
  Desk *mentor = desk_open(), *desk = desk_open();
  g_autofree char *path = path_in(mentor, "a.pawl-reply"), *bytes = NULL;
  gsize size = 0;
  int faults = 0, refusals = 0;
  int64_t id = write_essay(desk, "essay.0", "clear:4 cost:4");
  mentor_scores(mentor, desk, id, "clear:1 cost:1");
  mentor_says(mentor, desk, REMARK_LEARNER, "", "One.");
  reply(mentor, desk, path);
  app_close(g_steal_pointer(&desk->app));
  assert_true(g_file_get_contents(desk->db, &bytes, &size, NULL));
  for (int kind = 0; kind < FAULT_KINDS; kind++) {
    bool fired = true;
    for (int nth = 1; fired; nth += 2) {
      g_autoptr(GError) error = NULL;
      ReplyTaken taken = {0};
      assert_true(g_file_set_contents(desk->db, bytes, (gssize)size, NULL));
      desk_reopen(desk);
      fault_vfs_arm((FaultKind)kind, nth);
      bool good = app_reply_import(desk->app, path, &taken, &error);
      fault_vfs_disarm(&fired);
      reply_taken_clear(&taken);
      assert_true(good || error != NULL);
      desk_reopen(desk);
      int64_t stored = taken_in(desk);
      assert_true(stored == 3 || (!good && stored == 0));
      is_whole(desk);
      app_close(g_steal_pointer(&desk->app));
      faults += fired;
      refusals += !good;
    }
  }
  print_message("# %d faults, %d replies refused, none in halves\n", faults, refusals);
  assert_true(faults > 20);
  desk_close(mentor);
  desk_close(desk);
  fault_vfs_unregister();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_travel_once_and_are_read_in_place),
      cmocka_unit_test(remarks_stand_in_the_reports_and_their_json),
      cmocka_unit_test(what_is_new_is_told_until_it_was_looked_at),
      cmocka_unit_test(mastery_takes_a_reply_as_a_mentors_score),
      cmocka_unit_test(replies_come_in_any_order),
      cmocka_unit_test(the_newest_words_fit_a_file),
      cmocka_unit_test(a_reply_too_large_is_refused),
      cmocka_unit_test(equal_words_are_equal_bytes),
      cmocka_unit_test(who_waits_is_known_until_the_reply_is_written),
      cmocka_unit_test(what_cannot_be_said_is_refused),
      cmocka_unit_test(a_name_is_a_line_that_is_nobody_elses),
      cmocka_unit_test(what_is_about_another_devices_text_waits_for_it),
      cmocka_unit_test(remarks_reach_the_learners_other_devices),
      cmocka_unit_test(words_can_be_laid_over_a_candidates_log),
      cmocka_unit_test(another_learners_reply_is_refused),
      cmocka_unit_test(a_changed_or_replayed_line_is_named),
      cmocka_unit_test(signed_lines_that_cannot_be_are_refused_with_their_line),
      cmocka_unit_test(a_reply_never_speaks_for_the_learner),
      cmocka_unit_test(a_mentors_key_is_pinned),
      cmocka_unit_test(a_reply_keeps_no_device_of_the_learner_out),
      cmocka_unit_test(a_key_that_was_false_can_be_forgotten),
      cmocka_unit_test(a_reply_from_this_very_device_is_refused),
      cmocka_unit_test(a_score_that_waited_is_held_against_its_rubric),
      cmocka_unit_test(a_disk_that_fails_takes_a_reply_whole_or_not_at_all),
  };
  return UNIT_RUN(tests);
}
