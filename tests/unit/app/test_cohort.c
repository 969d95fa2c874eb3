/* A mentor's overview: the figures of a row against the candidate's own, logs in any order and number,
 * what is kept, what is refused.
 */
#include "app/cohort.h"
#include "app/reply.h"
#include "app/standing.h"
#include "app/writing.h"
#include "desk.h"
#include <string.h>

static Cohort *look_at(Desk *mentor, const char *const *paths, int n) {
  GError *error = NULL;
  Cohort *cohort = cohort_open(mentor->app, paths, n, NULL, NULL, &error);
  must(cohort != NULL, error);
  return cohort;
}

static const CohortRow *only_row(const Cohort *cohort) {
  assert_int_equal(cohort->rows->len, 1);
  return cohort->rows->pdata[0];
}

/* A learner with some weeks behind them. */
static Desk *candidate(guint32 seed, int days) {
  g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
  Desk *desk = desk_open(true);
  desk->clock.fixed -= days * DAY;
  desk_reopen(desk);
  for (int day = 0; day < days; day++) {
    drill(desk, chance, 9);
    desk->clock.fixed += DAY;
  }
  desk_reopen(desk);
  return desk;
}

static void same_number(double a, double b) {
  if (memcmp(&a, &b, sizeof a) != 0) fail_msg("%.17g is not %.17g", a, b);
}

static void same_readiness(const ReadinessReport *a, const ReadinessReport *b) {
  assert_int_equal(a->enough, b->enough);
  assert_int_equal(a->fresh, b->fresh);
  assert_int_equal(a->repeats, b->repeats);
  same_number(a->chance, b->chance);
  same_number(a->low, b->low);
  same_number(a->high, b->high);
  same_number(a->score, b->score);
}

/* -- figures ----------------------------------------------------------------------------------- */

static void a_row_is_what_the_candidate_sees_to_the_bit(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *ana = candidate(11, 12), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  write_essay(ana, "essay.0", "clear:3 cost:2", "Kim");
  write_essay(ana, "essay.1", "clear:4 cost:4", NULL);
  take_exam(ana);
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){log}, 1);
  const CohortRow *row = only_row(cohort);
  g_autoptr(MasteryReport) own = app_mastery_report(ana->app, &error);
  must(own != NULL, error);
  same_readiness(&row->readiness, &own->readiness);
  int mastered = 0;
  for (guint i = 0; i < own->areas->len; i++)
    mastered += ((AreaMastery *)own->areas->pdata[i])->status == AREA_MASTERED;
  assert_int_equal(row->mastered, mastered);
  assert_int_equal(row->texts, 2);
  assert_int_equal(row->texts_waiting, 1);
  assert_int_equal(row->mocks, 1);
  assert_int_equal(row->unknown, 0);
  assert_string_equal(row->name, "ana");
  g_autoptr(Standing) standing = app_standing(ana->app, &error);
  must(standing != NULL, error);
  assert_int_equal(row->signs, standing->signs);
  assert_int_equal(row->answers, standing->all.answers);
  assert_int_equal(row->minutes, habits_minutes(standing->all.ms));
  assert_int_equal(row->minutes_week, habits_minutes(standing->week.ms));
  assert_int_equal(row->days_recent, standing->fortnight.day);
  assert_int_equal(row->sure_wrong, standing->recent.sure_wrong);
  same_number(row->change, standing->change);
  g_autoptr(Candidate) guest = candidate_open(mentor->app, row, &error);
  must(guest != NULL, error);
  assert_false(g_file_test(app_db_path(candidate_app(guest)), G_FILE_TEST_EXISTS));
  g_autofree char *folder = g_path_get_dirname(app_db_path(candidate_app(guest)));
  assert_false(
      g_file_test(folder, G_FILE_TEST_EXISTS)); /* nothing that a kill could leave behind */
  ReadinessReport seen;
  assert_true(app_readiness(candidate_app(guest), &seen, NULL));
  same_readiness(&seen, &own->readiness);
  desk_close(ana);
  desk_close(mentor);
}

static void a_log_of_answers_gives_the_same_row_but_for_texts(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *ana = candidate(12, 10), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  take_exam(ana);
  export(ana, log, LOG_ANSWERS);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){log}, 1);
  const CohortRow *row = only_row(cohort);
  ReadinessReport own, seen;
  assert_true(app_readiness(ana->app, &own, NULL));
  same_readiness(&row->readiness, &own);
  assert_int_equal(row->mocks, 1);
  g_autoptr(Candidate) guest = candidate_open(mentor->app, row, &error);
  must(guest != NULL, error);
  assert_true(app_readiness(candidate_app(guest), &seen, NULL));
  same_readiness(&seen, &own);
  desk_close(ana);
  desk_close(mentor);
}

static void a_log_of_figures_is_shown_as_it_was_sent(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *ana = candidate(13, 10), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  export(ana, log, LOG_SUMMARY);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){log}, 1);
  const CohortRow *row = only_row(cohort);
  ReadinessReport own;
  assert_true(app_readiness(ana->app, &own, NULL));
  assert_int_equal(row->readiness.fresh, own.fresh);
  assert_int_equal(row->readiness.enough, own.enough);
  assert_int_equal(row->stated_day, app_today(ana->app));
  assert_null(candidate_open(mentor->app, row, &error));
  assert_non_null(strstr(error->message, "level summary"));
  g_clear_error(&error);
  desk_close(ana);
  desk_close(mentor);
}

static void answers_to_items_of_unknown_packs_are_counted_apart(void **state) {
  (void)state;
  Desk *ana = candidate(14, 3), *mentor = desk_open(false);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){log}, 1);
  const CohortRow *row = only_row(cohort);
  assert_true(row->unknown > 0);
  assert_int_equal(row->unknown, row->answers);
  assert_false(row->readiness.enough);
  desk_close(ana);
  desk_close(mentor);
}

static void a_candidate_opens_whatever_stands_for_the_packs_read_before(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *ana = candidate(25, 3), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  g_autofree char *kept = g_strconcat(mentor->db, ".packs", NULL);
  ReadinessReport own;
  assert_true(app_readiness(ana->app, &own, NULL));
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){log}, 1);
  for (int i = 0; i < 4; i++) {
    g_autoptr(Candidate) guest = candidate_open(mentor->app, only_row(cohort), &error);
    must(guest != NULL, error);
    ReadinessReport seen;
    assert_true(app_readiness(candidate_app(guest), &seen, NULL));
    same_readiness(&seen, &own);
    assert_true(g_file_test(kept, G_FILE_TEST_EXISTS));
    if (i == 1) assert_true(g_file_set_contents(kept, "no database", -1, NULL));
    if (i == 2) assert_int_equal(g_unlink(kept), 0);
  }
  desk_close(ana);
  desk_close(mentor);
}

/* -- several logs ------------------------------------------------------------------------------ */

static void logs_of_two_devices_are_one_learner_in_any_order(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(15);
  Desk *laptop = candidate(15, 6), *host = desk_open(true), *mentor = desk_open(true);
  Desk *other = desk_open(true);
  g_autofree char *one = path_in(laptop, "one.pawl-log"), *two = path_in(laptop, "two.pawl-log");
  g_autofree char *again = path_in(laptop, "again.pawl-log");
  join(host, laptop);
  drill(host, chance, 8);
  export(laptop, one, LOG_FULL);
  export(laptop, again, LOG_FULL);
  export(host, two, LOG_FULL);
  LogMerge merged;
  assert_true(app_log_import(host->app, one, &merged, NULL));
  ReadinessReport whole;
  assert_true(app_readiness(host->app, &whole, NULL));
  g_autoptr(Cohort) forth = look_at(mentor, (const char *const[]){one, two}, 2);
  g_autoptr(Cohort) back = look_at(other, (const char *const[]){again, two, one, one}, 4);
  const CohortRow *a = only_row(forth), *b = only_row(back);
  same_readiness(&a->readiness, &whole);
  same_readiness(&b->readiness, &whole);
  assert_int_equal(a->answers, b->answers);
  desk_close(laptop);
  desk_close(host);
  desk_close(mentor);
  desk_close(other);
}

static void an_unchanged_log_is_not_read_again_and_a_changed_one_is(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(16);
  Desk *ana = candidate(16, 4), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) first = look_at(mentor, (const char *const[]){log}, 1);
  assert_int_equal(first->read, 1);
  g_autoptr(Cohort) second = look_at(mentor, (const char *const[]){ana->dir}, 1);
  assert_int_equal(second->read, 0);
  g_autoptr(Cohort) third = look_at(mentor, NULL, 0);
  assert_int_equal(third->read, 0);
  same_readiness(&only_row(third)->readiness, &only_row(first)->readiness);
  assert_int_equal(only_row(third)->signs, only_row(first)->signs);
  assert_int_equal(only_row(third)->minutes, only_row(first)->minutes);
  drill(ana, chance, 5);
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) fourth = look_at(mentor, NULL, 0);
  assert_int_equal(fourth->read, 1);
  assert_true(only_row(fourth)->answers > only_row(first)->answers);
  desk_close(ana);
  desk_close(mentor);
}

static void a_log_that_went_away_leaves_its_row(void **state) {
  (void)state;
  Desk *ana = candidate(17, 4), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) first = look_at(mentor, (const char *const[]){log}, 1);
  g_unlink(log);
  g_autoptr(Cohort) later = look_at(mentor, NULL, 0);
  assert_true(only_row(later)->gone);
  assert_int_equal(only_row(later)->answers, only_row(first)->answers);
  desk_close(ana);
  desk_close(mentor);
}

static void the_change_is_against_the_last_look_on_an_earlier_day(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(18);
  GError *error = NULL;
  Desk *ana = candidate(18, 8), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) first = look_at(mentor, (const char *const[]){log}, 1);
  assert_int_equal(only_row(first)->look_day, 0);
  must(cohort_looked(mentor->app, first, &error), error);
  g_autoptr(Cohort) again = look_at(mentor, (const char *const[]){log}, 1);
  assert_int_equal(only_row(again)->look_day, 0);
  mentor->clock.fixed += 3 * DAY;
  ana->clock.fixed += 3 * DAY;
  desk_reopen(mentor);
  drill(ana, chance, 6);
  export(ana, log, LOG_FULL);
  for (int i = 0; i < 2; i++) {
    g_autoptr(Cohort) later = look_at(mentor, (const char *const[]){log}, 1);
    const CohortRow *row = only_row(later);
    assert_int_equal(row->look_day, first->day);
    assert_int_equal(row->look_answers, row->answers - only_row(first)->answers);
    must(cohort_looked(mentor->app, later, &error), error);
  }
  desk_close(ana);
  desk_close(mentor);
}

/* -- what is refused --------------------------------------------------------------------------- */

/* Swaps a byte somewhere in the middle of PATH. */
static void damage(const char *path) {
  g_autofree char *text = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(path, &text, &size, NULL));
  char *at = strstr(text + size / 2, "\"ms\":");
  at[5] = at[5] == '1' ? '2' : '1';
  assert_true(g_file_set_contents(path, text, (gssize)size, NULL));
}

static void a_broken_log_is_named_and_the_others_count(void **state) {
  (void)state;
  Desk *ana = candidate(19, 4), *bo = candidate(20, 4), *mentor = desk_open(true);
  g_autofree char *good = path_in(ana, "ana.pawl-log"), *bad = path_in(bo, "bo.pawl-log");
  export(ana, good, LOG_FULL);
  export(bo, bad, LOG_FULL);
  damage(bad);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){bad, good}, 2);
  assert_string_equal(only_row(cohort)->name, "ana");
  assert_int_equal(cohort->notes->len, 1);
  assert_non_null(strstr(cohort->notes->pdata[0], "bo.pawl-log, line "));
  g_autoptr(Cohort) later = look_at(mentor, NULL, 0);
  only_row(later);
  desk_close(ana);
  desk_close(bo);
  desk_close(mentor);
}

static void a_torn_log_beside_a_whole_one_is_left_out(void **state) {
  (void)state;
  Desk *ana = candidate(21, 4), *mentor = desk_open(true);
  g_autofree char *good = path_in(ana, "ana.pawl-log"), *torn = path_in(ana, "torn.pawl-log");
  g_autofree char *text = NULL;
  gsize size = 0;
  export(ana, good, LOG_FULL);
  assert_true(g_file_get_contents(good, &text, &size, NULL));
  assert_true(g_file_set_contents(torn, text, (gssize)(size / 2), NULL));
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){ana->dir}, 1);
  const CohortRow *row = only_row(cohort);
  assert_int_equal(row->paths->len, 1);
  assert_int_equal(cohort->notes->len, 1);
  desk_close(ana);
  desk_close(mentor);
}

/* A log that says HEADER, signed with a key of its own; JUNK: its signature is wrong. New path. */
static char *forge(const Desk *desk, const char *name, const LogHeader *header, bool junk) {
  GError *error = NULL;
  LogKey key;
  bool made = false;
  g_autofree char *key_path = path_in(desk, "forger.key"), *text = NULL;
  char *path = path_in(desk, name);
  must(log_key_load(key_path, &desk->clock, &key, &made, &error), error);
  LogHeader copy = *header;
  LogWriter *writer = log_writer_open(path, &copy, &key, &error);
  must(writer != NULL && log_writer_close(writer, &error), error);
  if (!junk) return path;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  char *sig = strstr(text, "\"sig\":\"") + 7;
  sig[0] = sig[0] == 'A' ? 'B' : 'A';
  assert_true(g_file_set_contents(path, text, -1, NULL));
  return path;
}

static void what_nobody_signed_shuts_nobody_out(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *ana = candidate(28, 3), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  export(ana, log, LOG_FULL);
  g_autoptr(LogReader) reader = log_reader_open(log, LOG_FORMAT, &error);
  must(reader != NULL, error);
  g_autofree char *junk = forge(ana, "aaa.pawl-log", log_reader_header(reader), true);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){junk, log}, 2);
  assert_string_equal(only_row(cohort)->name, "ana");
  assert_int_equal(cohort->notes->len, 1);
  assert_non_null(strstr(cohort->notes->pdata[0], "aaa.pawl-log"));
  desk_close(ana);
  desk_close(mentor);
}

static void another_learners_claim_on_a_device_binds_nobody_else(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *ana = candidate(29, 3), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  export(ana, log, LOG_FULL);
  g_autoptr(LogReader) reader = log_reader_open(log, LOG_FORMAT, &error);
  must(reader != NULL, error);
  LogHeader header = *log_reader_header(reader);
  header.learner.bytes[15] ^= 1;
  g_autofree char *claim = forge(ana, "claim.pawl-log", &header, false);
  g_autoptr(Cohort) first = look_at(mentor, (const char *const[]){claim}, 1);
  only_row(first);
  for (int i = 0; i < 2; i++) {
    g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){log}, 1);
    assert_string_equal(only_row(cohort)->name, "ana");
    assert_int_equal(cohort->notes->len, 0);
  }
  desk_close(ana);
  desk_close(mentor);
}

static void a_log_that_breaks_later_leaves_what_was_known(void **state) {
  (void)state;
  Desk *ana = candidate(30, 4), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log"), *text = NULL;
  gsize size = 0;
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) first = look_at(mentor, (const char *const[]){log}, 1);
  damage(log);
  assert_true(g_file_get_contents(log, &text, &size, NULL));
  /* Another last line: the log is looked at anew. */
  char *sig = g_strrstr(text, "\"sig\":\"") + 7;
  sig[0] = sig[0] == 'A' ? 'B' : 'A';
  assert_true(g_file_set_contents(log, text, (gssize)size, NULL));
  g_autoptr(Cohort) later = look_at(mentor, (const char *const[]){log}, 1);
  assert_int_equal(later->notes->len, 1);
  assert_true(only_row(later)->gone);
  assert_int_equal(only_row(later)->answers, only_row(first)->answers);
  desk_close(ana);
  desk_close(mentor);
}

static void a_name_with_a_line_break_stays_on_its_line(void **state) {
  (void)state;
  Desk *ana = candidate(31, 2), *mentor = desk_open(true);
  g_autofree char *good = path_in(ana, "a\nb.pawl-log"), *bad = path_in(ana, "x\ny.pawl-log");
  export(ana, good, LOG_FULL);
  export(ana, bad, LOG_FULL);
  damage(bad);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){bad, good}, 2);
  assert_string_equal(only_row(cohort)->name, "a<U+000A>b");
  assert_null(strchr(cohort->notes->pdata[0], '\n'));
  desk_close(ana);
  desk_close(mentor);
}

static void a_device_that_changed_its_key_is_refused(void **state) {
  (void)state;
  Desk *ana = candidate(22, 3), *mentor = desk_open(true);
  g_autofree char *log = path_in(ana, "ana.pawl-log");
  g_autofree char *forged = NULL;
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) first = look_at(mentor, (const char *const[]){log}, 1);
  only_row(first);
  /* The same device id over another key, as a forger would write it. */
  GError *error = NULL;
  LogKey other;
  bool made = false;
  g_autofree char *other_key = path_in(ana, "other.key");
  g_autoptr(LogReader) reader = log_reader_open(log, LOG_FORMAT, &error);
  must(reader != NULL && log_key_load(other_key, &ana->clock, &other, &made, &error), error);
  LogHeader header = *log_reader_header(reader);
  forged = path_in(ana, "forged.pawl-log");
  LogWriter *writer = log_writer_open(forged, &header, &other, &error);
  must(writer != NULL && log_writer_close(writer, &error), error);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){forged, log}, 2);
  assert_int_equal(only_row(cohort)->paths->len, 1);
  assert_int_equal(cohort->notes->len, 1);
  assert_non_null(strstr(cohort->notes->pdata[0], "another key"));
  desk_close(ana);
  desk_close(mentor);
}

static void what_is_not_there_is_said(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *mentor = desk_open(true);
  g_autofree char *empty = path_in(mentor, "empty");
  g_mkdir(empty, 0700);
  const char *const paths[] = {"/nowhere/at/all.pawl-log"}, *const folders[] = {empty};
  g_autoptr(Cohort) cohort = look_at(mentor, paths, 1);
  assert_int_equal(cohort->rows->len, 0);
  assert_non_null(strstr(cohort->notes->pdata[0], "/nowhere/at/all.pawl-log"));
  assert_null(cohort_open(mentor->app, folders, 1, NULL, NULL, &error));
  assert_non_null(strstr(error->message, "no log in the folder"));
  g_clear_error(&error);
  desk_close(mentor);
}

/* A name that is the end of another learner's id names nobody: that one was said to before. */
static void a_name_that_could_be_anothers_id_is_refused(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *ana = candidate(23, 2), *mentor = desk_open(true);
  Uuid said = {{0}}, found;
  memset(&said, 0xfa, UUID_SIZE);
  must(app_set_setting(ana->app, SETTING_NAME, "FAFAFAFAFAFA", &error), error);
  must(reply_say(mentor->app, &said, REMARK_LEARNER, "", "Go on.", &error), error);
  g_autofree char *log = path_in(ana, "Ana.pawl-log");
  export(ana, log, LOG_FULL);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){log}, 1);
  const CohortRow *row = cohort->rows->pdata[0];
  g_autofree char *person = cohort_person(cohort, row->learner);
  g_autofree char *shown = g_strdup_printf("FAFAFAFAFAFA (…%s)", row->learner + 24);
  assert_string_equal(person, shown);
  assert_false(cohort_find_learner(mentor->app, cohort, "fafafafafafa", &found, &error));
  assert_non_null(strstr(error->message, "2 candidates"));
  assert_non_null(strstr(error->message, shown));
  g_clear_error(&error);
  must(cohort_find_learner(mentor->app, cohort, row->learner + 24, &found, &error), error);
  desk_close(ana);
  desk_close(mentor);
}

/* A name of a few letters is no part of an id, though one ends in it. */
static void a_name_comes_before_a_short_end_of_an_id(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *ada = candidate(23, 2), *mentor = desk_open(true);
  Uuid said = {{0}}, found;
  char id[37];
  memset(&said, 0xda, UUID_SIZE); /* "...dadada", and "Ada" is a candidate */
  must(app_set_setting(ada->app, SETTING_NAME, "Ada", &error), error);
  must(reply_say(mentor->app, &said, REMARK_LEARNER, "", "Go on.", &error), error);
  g_autofree char *log = path_in(ada, "x.pawl-log");
  export(ada, log, LOG_FULL);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){log}, 1);
  must(cohort_find_learner(mentor->app, cohort, "ada", &found, &error), error);
  uuid_format(&found, id);
  assert_string_equal(id, ((CohortRow *)cohort->rows->pdata[0])->learner);
  desk_close(ada);
  desk_close(mentor);
}

/* -- order and names --------------------------------------------------------------------------- */

static void candidates_are_found_by_name_and_by_parts_of_their_id(void **state) {
  (void)state;
  GError *error = NULL;
  Desk *ana = candidate(23, 2), *bo = candidate(24, 3), *mentor = desk_open(true);
  g_autofree char *one = path_in(ana, "Ana.pawl-log"), *two = path_in(bo, "Bo.pawl-log");
  export(ana, one, LOG_FULL);
  export(bo, two, LOG_FULL);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){one, two}, 2);
  cohort_sort(cohort, COHORT_NAME);
  const CohortRow *first = cohort->rows->pdata[0], *second = cohort->rows->pdata[1];
  assert_string_equal(first->name, "Ana");
  assert_ptr_equal(cohort_find(cohort, "bo", NULL), second);
  assert_ptr_equal(cohort_find(cohort, second->learner + 28, NULL), second);
  assert_null(cohort_find(cohort, "cy", &error));
  assert_non_null(strstr(error->message, "'cy'"));
  g_clear_error(&error);
  assert_null(cohort_find(cohort, second->learner + 29, &error)); /* too short to tell */
  g_clear_error(&error);
  assert_null(cohort_find(cohort, "", &error));
  g_clear_error(&error);
  desk_close(ana);
  desk_close(bo);
  desk_close(mentor);
}

/* -- the report -------------------------------------------------------------------------------- */

/* The exact figure of the element ID in HTML; NAN where it has none. */
static double figure(const char *html, const char *id) {
  g_autofree char *mark = g_strdup_printf(" id=\"%s\"", id);
  const char *at = strstr(html, mark);
  assert_non_null(at);
  const char *value = strstr(at, "value=\""), *end = strstr(at, "</t");
  const char *stop = strstr(at, "</d");
  if (end == NULL || (stop != NULL && stop < end)) end = stop;
  return value == NULL || value > end ? NAN : g_ascii_strtod(value + 7, NULL);
}

static void says_number(const char *html, const char *id, const json_t *value) {
  double shown = figure(html, id);
  if (json_is_null(value))
    assert_true(isnan(shown));
  else
    same_number(shown, json_number_value(value));
}

static void a_groups_report_says_what_its_json_says(void **state) {
  (void)state;
  Desk *ana = candidate(26, 9), *bo = candidate(27, 2), *mentor = desk_open(true);
  g_autofree char *one = path_in(ana, "<b>Ana.pawl-log"), *two = path_in(bo, "Bo.pawl-log");
  export(ana, one, LOG_FULL);
  export(bo, two, LOG_FULL);
  g_autoptr(Cohort) cohort = look_at(mentor, (const char *const[]){one, two}, 2);
  g_autoptr(Paper) paper = cohort_paper(mentor->app, cohort);
  g_autofree char *html = paper_html(paper);
  json_t *json = cohort_json(mentor->app, cohort);
  static const char *const facts[] = {"candidates", "signs",   "active", "judged",
                                      "median",     "minutes", "waiting"};
  const json_t *group = json_object_get(json, "group"), *areas = json_object_get(json, "areas");
  for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
    g_autofree char *id = g_strconcat("group.", facts[i], NULL);
    says_number(html, id, json_object_get(group, facts[i]));
  }
  static const char *const columns[] = {"mastered", "weak", "unknown", "score"};
  for (size_t r = 0; r < json_array_size(areas); r++)
    for (size_t c = 0; c < G_N_ELEMENTS(columns); c++) {
      g_autofree char *id = g_strdup_printf("areas.%zu.%zu", r, c + 1);
      says_number(html, id, json_object_get(json_array_get(areas, r), columns[c]));
    }
  static const char *const ready[] = {"chance", "low", "high", "fresh"};
  const json_t *rows = json_object_get(json, "candidates");
  for (size_t r = 0; r < json_array_size(rows); r++) {
    const json_t *row = json_array_get(rows, r), *readiness = json_object_get(row, "readiness");
    for (size_t c = 0; c < G_N_ELEMENTS(ready); c++) {
      g_autofree char *id = g_strdup_printf("candidates.%zu.%zu", r, c + 1);
      says_number(html, id, json_object_get(readiness, ready[c]));
    }
    g_autofree char *week = g_strdup_printf("work.%zu.1", r);
    says_number(html, week, json_object_get(json_object_get(row, "minutes"), "week"));
  }
  assert_null(strstr(html, "<b>Ana"));
  assert_non_null(strstr(html, "&lt;b&gt;Ana"));
  json_decref(json);
  desk_close(ana);
  desk_close(bo);
  desk_close(mentor);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_is_what_the_candidate_sees_to_the_bit),
      cmocka_unit_test(a_log_of_answers_gives_the_same_row_but_for_texts),
      cmocka_unit_test(a_log_of_figures_is_shown_as_it_was_sent),
      cmocka_unit_test(answers_to_items_of_unknown_packs_are_counted_apart),
      cmocka_unit_test(a_candidate_opens_whatever_stands_for_the_packs_read_before),
      cmocka_unit_test(logs_of_two_devices_are_one_learner_in_any_order),
      cmocka_unit_test(an_unchanged_log_is_not_read_again_and_a_changed_one_is),
      cmocka_unit_test(a_log_that_went_away_leaves_its_row),
      cmocka_unit_test(the_change_is_against_the_last_look_on_an_earlier_day),
      cmocka_unit_test(a_broken_log_is_named_and_the_others_count),
      cmocka_unit_test(a_torn_log_beside_a_whole_one_is_left_out),
      cmocka_unit_test(what_nobody_signed_shuts_nobody_out),
      cmocka_unit_test(another_learners_claim_on_a_device_binds_nobody_else),
      cmocka_unit_test(a_log_that_breaks_later_leaves_what_was_known),
      cmocka_unit_test(a_name_with_a_line_break_stays_on_its_line),
      cmocka_unit_test(a_device_that_changed_its_key_is_refused),
      cmocka_unit_test(what_is_not_there_is_said),
      cmocka_unit_test(a_groups_report_says_what_its_json_says),
      cmocka_unit_test(a_name_that_could_be_anothers_id_is_refused),
      cmocka_unit_test(a_name_comes_before_a_short_end_of_an_id),
      cmocka_unit_test(candidates_are_found_by_name_and_by_parts_of_their_id),
  };
  return UNIT_RUN(tests);
}
