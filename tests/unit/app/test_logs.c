/* Logs that travel: written and merged over real databases, in any order, by hostile hands, by sync. */
#include "app/drill.h"
#include "app/edit.h"
#include "app/exam.h"
#include "app/learner.h"
#include "app/reply.h"
#include "app/writing.h"
#include "core/rubric.h"
#include "desk.h"
#include <sqlite3.h>
#include <string.h>

/* -- what a device knows ----------------------------------------------------------------------- */

/* Everything that has to be equal on all devices, as text. */
static char *state_of(const Desk *desk) {
  static const char *const queries[] = {
      "SELECT hex(a.uuid), hex(a.device), hex(s.uuid), i.code, v.hash, a.shown, a.chosen, "
      "a.confidence, "
      "a.correct, a.credit, a.rating, a.ms, a.at, a.offset_min, a.day, o.ord, m.undone, m.rating "
      "FROM answer a JOIN item i ON i.id = a.item JOIN item_version v ON v.id = a.version "
      "JOIN answer_order o ON o.answer = a.seq LEFT JOIN session s ON s.id = a.session "
      "LEFT JOIN answer_mark m ON m.answer = a.seq ORDER BY o.ord, a.uuid",
      "SELECT hex(e.uuid), e.kind, i.code, e.body, o.ord FROM event e JOIN item i ON i.id = e.item "
      "JOIN event_order o ON o.event = e.seq ORDER BY o.ord, e.uuid",
      "SELECT i.code, i.suspended, i.flagged, c.phase, c.step, c.due_at, c.due_day, c.interval, "
      "format('%!.17g %!.17g', c.stability, c.difficulty), c.last_at, c.last_day, c.answers, "
      "c.correct, c.first_correct, c.lapses FROM card c JOIN item i ON i.id = c.item ORDER BY "
      "i.code",
      "SELECT day, answers, hex(image) FROM mastery ORDER BY day DESC LIMIT 1",
      "SELECT hex(s.uuid), e.code, e.reused, (SELECT count(*) FROM exam_event x WHERE x.exam = "
      "e.session), (SELECT count(*) FROM exam_item q WHERE q.exam = e.session) FROM exam e "
      "JOIN session s ON s.id = e.session ORDER BY s.uuid",
      "SELECT hex(w.uuid), w.text, w.handed_at, hex(s.uuid), s.scorer, s.levels, s.comment FROM "
      "writing w LEFT JOIN score s ON s.writing = w.id ORDER BY w.uuid, s.uuid",
      "SELECT hex(f.uuid), f.form, f.low, o.correct FROM forecast f LEFT JOIN forecast_outcome o "
      "ON o.forecast = f.id ORDER BY f.uuid"};
  GString *text = g_string_new(NULL);
  ReadinessReport readiness; /* after an undo mastery is computed when it is next asked for */
  assert_true(app_readiness(desk->app, &readiness, NULL));
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open_v2(desk->db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  for (size_t q = 0; q < G_N_ELEMENTS(queries); q++) {
    sqlite3_stmt *row = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, queries[q], -1, &row, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(row); i++) {
        const char *value = (const char *)sqlite3_column_text(row, i);
        g_string_append_printf(text, "%s|", value == NULL ? "-" : value);
      }
      g_string_append_c(text, '\n');
    }
    g_string_append(text, "--\n");
    sqlite3_finalize(row);
  }
  sqlite3_close(db);
  return g_string_free(text, FALSE);
}

static void same_state(const Desk *a, const Desk *b) {
  g_autofree char *one = state_of(a), *two = state_of(b);
  if (strcmp(one, two) == 0) return;
  size_t at = 0;
  while (one[at] == two[at]) at++;
  while (at > 0 && one[at - 1] != '\n') at--;
  fail_msg("the devices differ:\n%.300s\n%.300s", one + at, two + at);
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

static int64_t answers_of(const Desk *desk) {
  return number(desk, "SELECT count(*) FROM answer");
}

static void replay_agrees(Desk *desk) {
  RebuildReport report;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  assert_true(app_rebuild(desk->app, true, &report, NULL));
  assert_int_equal(report.changed, 0);
  assert_false(report.mastery_changed);
  if (!app_doctor(desk->app, false, lines, NULL))
    for (guint i = 0; i < lines->len; i++) fail_msg("%s", (char *)lines->pdata[i]);
}

static LogMerge import(Desk *desk, const char *path) {
  GError *error = NULL;
  LogMerge merged;
  must(app_log_import(desk->app, path, &merged, &error), error);
  return merged;
}

static void refused(Desk *desk, const char *path, const char *reason) {
  GError *error = NULL;
  LogMerge merged;
  assert_false(app_log_import(desk->app, path, &merged, &error));
  if (strstr(error->message, reason) == NULL)
    fail_msg("'%s' is not in: %s", reason, error->message);
  g_error_free(error);
}

/* -- one file ---------------------------------------------------------------------------------- */

static void export_wipe_and_import_give_the_same_state(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(1);
  Desk *old = desk_open(true), *fresh = desk_open(true);
  g_autofree char *path = path_in(old, "all.pawl-log");
  for (int day = 0; day < 5; day++) {
    drill(old, chance, 12);
    mark(old, chance);
    old->clock.fixed += DAY;
  }
  take_exam(old);
  export(old, path, LOG_FULL);
  join(fresh, old);
  LogMerge merged = import(fresh, path);
  assert_int_equal(merged.answers, answers_of(old));
  same_state(old, fresh);
  replay_agrees(fresh);
  g_autoptr(GPtrArray) before = app_exam_results(old->app, NULL);
  g_autoptr(GPtrArray) after = app_exam_results(fresh->app, NULL);
  const ExamResult *a = before->pdata[0], *b = after->pdata[0];
  assert_int_equal(before->len, after->len);
  assert_string_equal(a->uuid, b->uuid);
  assert_int_equal(a->all.right, b->all.right);
  assert_int_equal(a->rows->len, b->rows->len);
  assert_true(b->predicted);
  merged = import(fresh, path);
  assert_int_equal(merged.added, 0);
  same_state(old, fresh);
  desk_close(old);
  desk_close(fresh);
}

static void a_log_of_answers_keeps_notes_back_and_is_for_reading(void **state) {
  (void)state;
  GError *error = NULL;
  g_autoptr(GRand) chance = g_rand_new_with_seed(2);
  Desk *desk = desk_open(true);
  g_autofree char *path = path_in(desk, "a.pawl-log"), *text = NULL, *figures = NULL;
  drill(desk, chance, 5);
  must(app_flag(desk->app, 1, "a private note", &error), error);
  export(desk, path, LOG_ANSWERS);
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  assert_null(strstr(text, "a private note"));
  assert_non_null(strstr(text, "\"kind\":\"flag\""));
  refused(desk, path, "for reading");
  export(desk, path, LOG_SUMMARY);
  assert_true(g_file_get_contents(path, &figures, NULL, NULL));
  assert_null(strstr(figures, "\"kind\":\"answer\""));
  assert_non_null(strstr(figures, "\"kind\":\"area\""));
  assert_non_null(strstr(figures, "\"kind\":\"readiness\""));
  export(desk, path, LOG_FULL);
  g_free(text);
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  assert_non_null(strstr(text, "a private note"));
  desk_close(desk);
}

static void texts_and_scores_travel_and_count_alike(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(21);
  Desk *one = desk_open(true), *two = desk_open(true), *bare = desk_open(false);
  g_autofree char *first = path_in(one, "a.pawl-log"), *second = path_in(two, "b.pawl-log");
  g_autofree char *reading = path_in(one, "c.pawl-log"), *text = NULL;
  join(two, one);
  join(bare, one);
  write_essay(one, "essay.0", "clear:3 cost:2", "Ann");
  drill(two, chance, 4);
  write_essay(two, "essay.1", "clear:4 cost:4", NULL);
  write_essay(two, "essay.2", "clear:1 cost:4", "Bo");
  export(one, first, LOG_FULL);
  export(two, second, LOG_FULL);
  import(one, second);
  import(two, first);
  same_state(one, two);
  replay_agrees(one);
  replay_agrees(two);
  import(bare, second);
  import(bare, first);
  g_autofree char *packs = exampack_write(bare->dir);
  desk_reopen(bare);
  assert_int_equal(number(bare, "SELECT count(*) FROM pending"), 0);
  same_state(one, bare);
  export(one, reading, LOG_ANSWERS);
  assert_true(g_file_get_contents(reading, &text, NULL, NULL));
  assert_null(strstr(text, "A private text"));
  assert_null(strstr(text, "Well."));
  assert_non_null(strstr(text, "\"kind\":\"score\""));
  desk_close(one);
  desk_close(two);
  desk_close(bare);
}

static void another_learners_log_is_refused_with_the_way_out(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(3);
  Desk *one = desk_open(true), *two = desk_open(true);
  g_autofree char *path = path_in(one, "a.pawl-log");
  GError *error = NULL;
  drill(one, chance, 3);
  export(one, path, LOG_FULL);
  refused(two, path, "another learner");
  refused(two, path, "pawl log learner");
  drill(two, chance, 3);
  assert_false(app_set_learner(two->app, "00000000-0000-7000-8000-000000000000", &error));
  g_error_free(error);
  assert_int_equal(answers_of(two), 3);
  desk_close(one);
  desk_close(two);
}

static void a_broken_log_stores_nothing(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(4);
  Desk *one = desk_open(true), *two = desk_open(true);
  g_autofree char *path = path_in(one, "a.pawl-log"), *text = NULL;
  gsize size = 0;
  drill(one, chance, 8);
  export(one, path, LOG_FULL);
  join(two, one);
  assert_true(g_file_get_contents(path, &text, &size, NULL));
  char *last = g_strrstr(text, "\"correct\":");
  last[-2] ^= 1;
  assert_true(g_file_set_contents(path, text, (gssize)size, NULL));
  refused(two, path, "line ");
  assert_int_equal(answers_of(two), 0);
  assert_int_equal(number(two, "SELECT count(*) FROM device_key WHERE own = 0"), 0);
  desk_close(one);
  desk_close(two);
}

/* The log at PATH of DESK's device with every order number ORDER, signed by that device. */
static void set_orders(Desk *desk, const char *path, int64_t order) {
  GError *error = NULL;
  LogKey key;
  LogLine *line = NULL;
  bool made = false;
  g_autofree char *key_path = path_in(desk, "device.key"), *changed = path_in(desk, "changed");
  g_autofree char *number_text = g_strdup_printf("%" G_GINT64_FORMAT, order);
  must(log_key_load(key_path, &desk->clock, &key, &made, &error), error);
  g_autoptr(LogReader) reader = log_reader_open(path, LOG_FORMAT, &error);
  must(reader != NULL, error);
  LogHeader header = *log_reader_header(reader);
  LogWriter *writer = log_writer_open(changed, &header, &key, &error);
  must(writer != NULL, error);
  while (log_reader_next(reader, &line, &error) > 0) {
    LogField *field = (LogField *)log_find(line, "order");
    if (field != NULL) field->raw = number_text;
    if (field != NULL) field->raw_length = strlen(number_text);
    log_put_line(log_writer_event(writer), line);
    log_writer_end(writer);
  }
  must(error == NULL && log_writer_close(writer, &error), error);
  assert_int_equal(g_rename(changed, path), 0);
}

/* A far number would push every later one of the learner up with it, until no log could be read. */
static void an_order_number_out_of_reach_is_refused(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(5);
  Desk *one = desk_open(true), *two = desk_open(true);
  g_autofree char *path = path_in(one, "a.pawl-log");
  drill(one, chance, 3);
  join(two, one);
  export(one, path, LOG_FULL);
  set_orders(one, path, (INT64_C(1) << 62) - 1);
  refused(two, path, "more than a year");
  set_orders(one, path, one->clock.fixed + 400 * DAY);
  refused(two, path, "line ");
  assert_int_equal(answers_of(two), 0);
  set_orders(one, path, one->clock.fixed + 300 * DAY);
  import(two, path);
  desk_close(one);
  desk_close(two);
}

/* Numbers that run ahead of the clock, since one device's was wrong once, travel on. */
static void a_clock_that_was_wrong_once_stops_no_log(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(5);
  Desk *one = desk_open(true), *two = desk_open(true), *three = desk_open(true);
  g_autofree char *path = path_in(one, "a.pawl-log"), *other = path_in(two, "b.pawl-log");
  join(two, one);
  join(three, one);
  one->clock.fixed += 4000 * DAY;
  drill(one, chance, 2);
  export(one, path, LOG_FULL);
  import(two, path);
  drill(two, chance, 2);
  export(two, other, LOG_FULL);
  import(three, other);
  assert_int_equal(answers_of(three), answers_of(two));
  desk_close(one);
  desk_close(two);
  desk_close(three);
}

/* The longest text that can be written, all of it escaped, stands in the log and comes back. */
static void the_longest_text_fits_a_line(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *one = desk_open(true), *two = desk_open(true);
  g_autofree char *path = path_in(one, "a.pawl-log"), *text = g_strnfill(EDIT_MAX_BYTES, '"');
  g_autofree char *longer = g_strnfill(EDIT_MAX_BYTES + 1, 'x');
  LogExport all = {.since = G_MININT, .level = LOG_FULL};
  LogCounts counts;
  int64_t id = writing_open(one->app, app_item_find(one->app, "essay.0", NULL), &error);
  must(id != 0 && writing_save(one->app, id, text, 1000, &error), error);
  assert_false(writing_save(one->app, id, longer, 1000, &error));
  assert_non_null(strstr(error->message, "at most 256 KiB"));
  g_clear_error(&error);
  must(writing_hand_in(one->app, id, &error), error);
  must(app_log_export(one->app, path, &all, &counts, &error), error);
  assert_int_equal(counts.left_out, 0);
  join(two, one);
  import(two, path);
  assert_int_equal(number(two, "SELECT length(text) FROM writing"), EDIT_MAX_BYTES);
  desk_close(one);
  desk_close(two);
}

#define UUIDS "01a21c72-9100-722e-ac5a-02da8d05c504"
#define REMARK(about, body, name, subject)                                                         \
  "\"about\":\"" about "\",\"at\":1,\"body\":\"" body "\",\"device\":\"" UUIDS                     \
  "\",\"kind\":\"remark\",\"name\":\"" name "\",\"offset\":0,\"subject\":\"" subject               \
  "\",\"uuid\":\"" UUIDS "\""

/* A log that is signed as it should be by the learner's device, with values that cannot be. */
static void rows_that_cannot_be_are_refused_with_their_line(void **state) {
  g_autofree char *body = g_strnfill(REPLY_BODY_MAX + 1, 'a');
  g_autofree char *longer = g_strdup_printf(REMARK("learner", "%s", "Kim", ""), body);
  const char *const bad[] = {
      "\"answer\":\"x\",\"kind\":\"undo\"",
      "\"credit\":7,\"kind\":\"answer\"",
      "\"at\":-1,\"kind\":\"session\"",
      "\"at\":1,\"events\":[[1,2]],\"form\":[],\"kind\":\"exam\"",
      "\"kind\":3",
      REMARK("learner", "A <script>word</script>.", "Kim", ""),
      REMARK("learner", "A word.", "you", ""),
      REMARK("learner", "A word.", "   ", ""),
      REMARK("learner", "A word.", "Kim", "lead.a0"),
      REMARK("area", "A word.", "Kim", "No such Area!"),
      REMARK("text", "A word.", "Kim", "essay.0"),
      longer,
  };
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(5);
  Desk *desk = desk_open(true);
  g_autofree char *path = path_in(desk, "a.pawl-log"), *key_path = path_in(desk, "other.key");
  LogKey key;
  bool made = false;
  GError *error = NULL;
  must(log_key_load(key_path, &desk->clock, &key, &made, &error), error);
  drill(desk, chance, 2);
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    LogHeader header = {.format = LOG_FORMAT,
                        .level = LOG_FULL,
                        .packs = (char *)"[]",
                        .app = (char *)"",
                        .framework = (char *)"",
                        .since = (char *)""};
    g_autofree char *learner = app_learner(desk->app, NULL), *why = NULL;
    g_autofree char *object = g_strdup_printf("{%s}", bad[i]);
    size_t at = 0;
    g_auto(LogLine) line = {0};
    uuid_parse(learner, &header.learner);
    LogWriter *writer = log_writer_open(path, &header, &key, &error);
    must(writer != NULL, error);
    assert_true(log_line_parse(&line, object, strlen(object), &why, &at));
    log_put_line(log_writer_event(writer), &line);
    log_writer_end(writer);
    must(log_writer_close(writer, &error), error);
    refused(desk, path, "line 2");
  }
  assert_int_equal(answers_of(desk), 2);
  assert_int_equal(number(desk, "SELECT count(*) FROM remark"), 0);
  assert_int_equal(number(desk, "SELECT count(*) FROM pending"), 0);
  desk_close(desk);
}

static void a_device_that_signs_with_another_key_is_refused(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(6);
  GError *error = NULL;
  Desk *one = desk_open(true), *two = desk_open(true);
  g_autofree char *path = path_in(one, "a.pawl-log"), *key_path = path_in(one, "x.key");
  LogKey key;
  bool made = false;
  drill(one, chance, 3);
  export(one, path, LOG_FULL);
  join(two, one);
  import(two, path);
  g_autoptr(LogReader) reader = log_reader_open(path, LOG_FORMAT, NULL);
  LogHeader header = *log_reader_header(reader);
  must(log_key_load(key_path, &one->clock, &key, &made, &error), error);
  LogWriter *writer = log_writer_open(path, &header, &key, &error);
  must(log_writer_close(writer, &error), error);
  refused(two, path, "another key");
  desk_close(one);
  desk_close(two);
}

static void a_lost_key_makes_a_new_device_of_the_same_answers(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(7);
  Desk *one = desk_open(true), *two = desk_open(true);
  g_autofree char *path = path_in(one, "a.pawl-log"), *key = path_in(one, "device.key");
  drill(one, chance, 3);
  export(one, path, LOG_FULL);
  join(two, one);
  import(two, path);
  g_unlink(key);
  drill(one, chance, 3);
  export(one, path, LOG_FULL);
  import(two, path);
  same_state(one, two);
  desk_close(one);
  desk_close(two);
}

static void what_has_no_item_here_waits_for_its_pack_and_travels_on(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(8);
  Desk *one = desk_open(true), *bare = desk_open(false), *third = desk_open(true);
  g_autofree char *path = path_in(one, "a.pawl-log"), *onward = path_in(bare, "b.pawl-log");
  drill(one, chance, 10);
  mark(one, chance);
  take_exam(one);
  export(one, path, LOG_FULL);
  join(bare, one);
  join(third, one);
  LogMerge merged = import(bare, path);
  assert_int_equal(merged.answers, 0);
  assert_true(merged.waiting > answers_of(one));
  export(bare, onward, LOG_FULL);
  import(third, onward);
  same_state(one, third);
  g_autofree char *packs = exampack_write(bare->dir);
  desk_reopen(bare);
  assert_int_equal(number(bare, "SELECT count(*) FROM pending"), 0);
  same_state(one, bare);
  replay_agrees(bare);
  desk_close(one);
  desk_close(bare);
  desk_close(third);
}

static void the_newest_event_counts_whatever_comes_first(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *one = desk_open(true), *two = desk_open(true);
  g_autofree char *first = path_in(one, "a.pawl-log"), *second = path_in(two, "b.pawl-log");
  join(two, one);
  one->clock.fixed += 5000;
  must(app_set_suspended(one->app, 5, true, &error), error);
  two->clock.fixed += 9000; /* later, though it is merged first over there */
  must(app_set_suspended(two->app, 5, false, &error), error);
  export(one, first, LOG_FULL);
  export(two, second, LOG_FULL);
  import(two, first);
  import(one, second);
  assert_int_equal(number(one, "SELECT suspended FROM item WHERE id = 5"), 0);
  assert_int_equal(number(two, "SELECT suspended FROM item WHERE id = 5"), 0);
  same_state(one, two);
  desk_close(one);
  desk_close(two);
}

static void any_order_and_any_number_of_times_give_the_same(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(9);
  Desk *desks[4];
  char *paths[3];
  for (int i = 0; i < 4; i++) {
    desks[i] = desk_open(true);
    if (i > 0) join(desks[i], desks[0]);
  }
  for (int i = 0; i < 3; i++) {
    drill(desks[i], chance, 15);
    mark(desks[i], chance);
    paths[i] = path_in(desks[i], "x.pawl-log");
    export(desks[i], paths[i], LOG_FULL);
  }
  static const int orders[][5] = {{0, 1, 2, 1, 0}, {2, 2, 1, 0, 0}, {1, 0, 2, 0, 1}};
  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 5; k++) import(desks[i], paths[orders[i][k]]);
  for (int i = 2; i >= 0; i--) import(desks[3], paths[i]);
  for (int i = 0; i < 4; i++) {
    same_state(desks[0], desks[i]);
    replay_agrees(desks[i]);
  }
  for (int i = 0; i < 3; i++) g_free(paths[i]);
  for (int i = 0; i < 4; i++) desk_close(desks[i]);
}

/* -- a folder ---------------------------------------------------------------------------------- */

static void sync_with(Desk *desk, const char *folder, int *skipped) {
  GError *error = NULL;
  LogSync sync;
  must(app_sync(desk->app, folder, &sync, &error), error);
  if (skipped != NULL) *skipped = sync.skipped;
  log_sync_clear(&sync);
}

/* Cuts a file of FOLDER that is not OWNER's own; false where there is none. */
static bool tear(const char *folder, const char *own, GRand *chance) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name = NULL;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
    gsize size = 0;
    if (strstr(name, own) != NULL || !g_file_get_contents(path, &text, &size, NULL)) continue;
    return g_file_set_contents(path, text, g_rand_int_range(chance, 0, (gint32)size), NULL);
  }
  return false;
}

static void three_devices_come_to_the_same_whatever_happens(void **state) {
  (void)state;
  for (guint32 seed = 1; seed <= 4; seed++) {
    g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
    Desk *desks[3];
    g_autofree char *folder = g_dir_make_tmp("pawl-sync-XXXXXX", NULL);
    for (int i = 0; i < 3; i++) {
      desks[i] = desk_open(true);
      if (i > 0) join(desks[i], desks[0]);
    }
    for (int round = 0; round < 14; round++) {
      Desk *desk = desks[g_rand_int_range(chance, 0, 3)];
      desk->clock.fixed += g_rand_int_range(chance, 0, 3) * DAY / 4;
      drill(desk, chance, g_rand_int_range(chance, 1, 6));
      if (round % 3 == 0) mark(desk, chance);
      if (round % 5 == 4) tear(folder, "nobody", chance);
      if (g_rand_boolean(chance)) sync_with(desks[g_rand_int_range(chance, 0, 3)], folder, NULL);
    }
    for (int i = 0; i < 6; i++) sync_with(desks[i % 3], folder, NULL);
    for (int i = 0; i < 3; i++) {
      same_state(desks[0], desks[i]);
      replay_agrees(desks[i]);
    }
    assert_true(answers_of(desks[0]) > 20);
    for (int i = 0; i < 3; i++) desk_close(desks[i]);
    unit_remove_tree(folder);
  }
}

static void a_torn_log_is_named_and_the_rest_is_taken(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(11);
  Desk *desks[3];
  int skipped = 0;
  g_autofree char *folder = g_dir_make_tmp("pawl-sync-XXXXXX", NULL);
  for (int i = 0; i < 3; i++) {
    desks[i] = desk_open(true);
    if (i > 0) join(desks[i], desks[0]);
    if (i < 2) drill(desks[i], chance, 4);
    if (i < 2) sync_with(desks[i], folder, NULL);
  }
  assert_true(tear(folder, "nobody", chance));
  sync_with(desks[2], folder, &skipped);
  assert_int_equal(skipped, 1);
  assert_true(answers_of(desks[2]) > 0);
  for (int i = 0; i < 3; i++) desk_close(desks[i]);
  unit_remove_tree(folder);
}

/* Set back to an older state, a device finds in its own log what it has lost. */
static void a_device_set_back_takes_its_own_log(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(12);
  Desk *desk = desk_open(true);
  g_autofree char *folder = g_dir_make_tmp("pawl-sync-XXXXXX", NULL), *kept = NULL;
  gsize size = 0;
  drill(desk, chance, 4);
  sync_with(desk, folder, NULL);
  app_close(desk->app);
  desk->app = NULL;
  assert_true(g_file_get_contents(desk->db, &kept, &size, NULL));
  desk_reopen(desk);
  drill(desk, chance, 6);
  sync_with(desk, folder, NULL);
  g_autofree char *before = state_of(desk);
  app_close(desk->app);
  desk->app = NULL;
  assert_true(g_file_set_contents(desk->db, kept, (gssize)size, NULL));
  desk_reopen(desk);
  sync_with(desk, folder, NULL);
  g_autofree char *after = state_of(desk);
  assert_string_equal(before, after);
  desk_close(desk);
  unit_remove_tree(folder);
}

static void a_sync_without_news_leaves_the_folder_as_it_is(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(13);
  Desk *desk = desk_open(true);
  GError *error = NULL;
  LogSync sync;
  GStatBuf first, second;
  g_autofree char *folder = g_dir_make_tmp("pawl-sync-XXXXXX", NULL);
  drill(desk, chance, 4);
  must(app_sync(desk->app, folder, &sync, &error), error);
  assert_int_equal(g_stat(sync.own, &first), 0);
  desk->clock.fixed += DAY;
  sync_with(desk, folder, NULL);
  assert_int_equal(g_stat(sync.own, &second), 0);
  assert_int_equal(first.st_ino, second.st_ino);
  log_sync_clear(&sync);
  desk_close(desk);
  unit_remove_tree(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(export_wipe_and_import_give_the_same_state),
      cmocka_unit_test(a_log_of_answers_keeps_notes_back_and_is_for_reading),
      cmocka_unit_test(texts_and_scores_travel_and_count_alike),
      cmocka_unit_test(another_learners_log_is_refused_with_the_way_out),
      cmocka_unit_test(a_broken_log_stores_nothing),
      cmocka_unit_test(an_order_number_out_of_reach_is_refused),
      cmocka_unit_test(a_clock_that_was_wrong_once_stops_no_log),
      cmocka_unit_test(the_longest_text_fits_a_line),
      cmocka_unit_test(rows_that_cannot_be_are_refused_with_their_line),
      cmocka_unit_test(a_device_that_signs_with_another_key_is_refused),
      cmocka_unit_test(a_lost_key_makes_a_new_device_of_the_same_answers),
      cmocka_unit_test(what_has_no_item_here_waits_for_its_pack_and_travels_on),
      cmocka_unit_test(the_newest_event_counts_whatever_comes_first),
      cmocka_unit_test(any_order_and_any_number_of_times_give_the_same),
      cmocka_unit_test(three_devices_come_to_the_same_whatever_happens),
      cmocka_unit_test(a_torn_log_is_named_and_the_rest_is_taken),
      cmocka_unit_test(a_device_set_back_takes_its_own_log),
      cmocka_unit_test(a_sync_without_news_leaves_the_folder_as_it_is),
  };
  return UNIT_RUN(tests);
}
