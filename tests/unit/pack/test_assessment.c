/* A filled-in self-assessment read back: whole, or refused at the line of each fault. */
#include "../unit.h"
#include "pack/read_assessment.h"
#include "pack/yaml.h"
#include <glib/gstdio.h>
#include <string.h>

static Instrument *instrument_of(const char *id, InstrumentRater rater) {
  Instrument *instrument = instrument_new();
  instrument->id = g_strdup(id);
  instrument->title = g_strdup("How it is: a \"test\"");
  instrument->rater = rater;
  instrument_add(instrument, "v.1", "lead.vision", "We have an aim: one, \"written\" down.");
  instrument_add(instrument, "v.2", "lead.vision", "We read it # aloud\\often.");
  instrument_add(instrument, "it.1", "tech.it", "Backups are tested.");
  return instrument;
}

static GPtrArray *instruments(void) {
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)instrument_free);
  g_ptr_array_add(all, instrument_of("superintendent", RATER_SUPERINTENDENT));
  g_ptr_array_add(all, instrument_of("team", RATER_TEAM));
  return all;
}

typedef struct {
  GPtrArray *instruments;
  DiagList *list;
  AssessmentFile *file;
} Reading;

static Reading read_bytes(const char *bytes, size_t size, const char *wanted) {
  Reading reading = {.instruments = instruments(), .list = diag_list_new()};
  AssessmentRules rules = {reading.instruments, wanted, 20780}; /* 2026-11-23 */
  reading.file = pack_parse_assessment("sheet.yaml", bytes, size, &rules, reading.list);
  return reading;
}

static Reading read_text(const char *text) {
  return read_bytes(text, strlen(text), NULL);
}

static void reading_clear(Reading *reading) {
  assessment_file_free(reading->file);
  g_ptr_array_unref(reading->instruments);
  diag_list_free(reading->list);
}

static void dump(const Reading *reading) {
  for (guint i = 0; i < reading->list->list->len; i++) {
    g_autofree char *text = diag_format(reading->list->list->pdata[i]);
    print_message("# found: %s\n", text);
  }
}

static const Diag *finding(const Reading *reading, const char *rule, int line) {
  for (guint i = 0; i < reading->list->list->len; i++) {
    const Diag *diag = reading->list->list->pdata[i];
    if (strcmp(diag->rule, rule) == 0 && diag->line == line) return diag;
  }
  dump(reading);
  fail_msg("no finding '%s' on line %d", rule, line);
  return NULL;
}

/* The file as people send it back, its lines known: the third statement is left open. */
static const char FILLED[] = "format: pawl-assessment/1\n"                  /* 1 */
                             "instrument: \"superintendent\"\n"             /* 2 */
                             "version: \"VERSION\"\n"                       /* 3 */
                             "rater: superintendent\n"                      /* 4 */
                             "name: \"Pat Lee\"\n"                          /* 5 */
                             "date: \"2026-11-20\"\n"                       /* 6 */
                             "statements:\n"                                /* 7 */
                             "  - id: \"v.1\"\n"                            /* 8 */
                             "    rating: 3 # so far\n"                     /* 9 */
                             "  - id: \"v.2\"\n"                            /* 10 */
                             "    text: \"We read it # aloud\\\\often.\"\n" /* 11 */
                             "    rating: \"1\"\n"                          /* 12 */
                             "  - id: \"it.1\"\n"                           /* 13 */
                             "    rating:\n";                               /* 14 */

static char *replace(const char *text, const char *find, const char *put) {
  g_auto(GStrv) parts = g_strsplit(text, find, 2);
  assert_int_equal(g_strv_length(parts), 2);
  return g_strjoinv(put, parts);
}

/* FILLED of the present wording. */
static char *filled(void) {
  g_autoptr(Instrument) instrument = instrument_of("superintendent", RATER_SUPERINTENDENT);
  g_autofree char *version = instrument_version(instrument);
  return replace(FILLED, "VERSION", version);
}

static void reads_what_was_rated_and_leaves_the_rest_open(void **state) {
  (void)state;
  g_autofree char *text = filled();
  Reading reading = read_text(text);
  if (reading.file == NULL) dump(&reading);
  assert_non_null(reading.file);
  assert_int_equal(reading.list->list->len, 0);
  assert_string_equal(reading.file->instrument->id, "superintendent");
  assert_string_equal(reading.file->name, "Pat Lee");
  assert_string_equal(reading.file->date, "2026-11-20");
  assert_int_equal(ratings_get(reading.file->ratings, "v.1"), 3);
  assert_int_equal(ratings_get(reading.file->ratings, "v.2"), 1);
  assert_int_equal(ratings_get(reading.file->ratings, "it.1"), 0);
  reading_clear(&reading);
}

static void what_pawl_writes_comes_back_the_same(void **state) {
  (void)state;
  g_autoptr(Instrument) instrument = instrument_of("team", RATER_TEAM);
  instrument->about = g_strdup("About: it.\n\n- a line\n# another");
  g_autoptr(Ratings) ratings = ratings_new();
  ratings_set(ratings, "v.2", 4);
  ratings_set(ratings, "it.1", 2);
  AssessmentSheet sheet = {instrument, ratings, "A \"B\" \\ C: #d é 漢", "2026-11-23", NULL};
  g_autofree char *text = assessment_write(&sheet);
  Reading reading = read_text(text);
  if (reading.file == NULL) dump(&reading);
  assert_non_null(reading.file);
  assert_int_equal(reading.list->list->len, 0);
  assert_true(ratings_equal(reading.file->ratings, ratings));
  assert_string_equal(reading.file->name, sheet.name);
  reading_clear(&reading);
}

static void editors_of_every_system_may_save_it(void **state) {
  (void)state;
  g_autofree char *text = filled();
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *crlf = g_strjoinv("\r\n", lines);
  g_autofree char *marked = g_strconcat("\xef\xbb\xbf", crlf, NULL);
  Reading reading = read_text(marked);
  if (reading.file == NULL) dump(&reading);
  assert_non_null(reading.file);
  assert_int_equal(ratings_get(reading.file->ratings, "v.1"), 3);
  assert_string_equal(reading.file->name, "Pat Lee");
  reading_clear(&reading);
}

static void faults_are_told_at_their_line(void **state) {
  (void)state;
  static const struct {
    const char *find, *put, *rule;
    int line;
  } cases[] = {
      {"pawl-assessment/1", "pawl-assessment/2", "format", 1},
      {"\"superintendent\"", "\"nobody\"", "instrument", 2},
      {"rater: superintendent", "rater: team", "value", 4},
      {"name: \"Pat Lee\"", "name: \"Pat \\eLee\"", "character", 5},
      {"name: \"Pat Lee\"", "name: \"Pat \x1bLee\"", "character", 5},
      {"name: \"Pat Lee\"", "name: \"Pat \xe2\x80\xaeLee\"", "character", 5},
      {"name: \"Pat Lee\"", "name: [Pat]", "shape", 5},
      {"2026-11-20", "2026-11-31", "value", 6},
      {"2026-11-20", "2026-11-24", "value", 6},
      {"date:", "when:", "unknown-key", 6},
      {"rating: 3 # so far", "rating: 5", "rating", 9},
      {"rating: 3 # so far", "rating: 0", "rating", 9},
      {"rating: 3 # so far", "rating: 2.5", "rating", 9},
      {"rating: 3 # so far", "rating: mature", "rating", 9},
      {"rating: 3 # so far", "rating: [3]", "rating", 9},
      {"rating: 3 # so far", "rating:3", "syntax", 10},
      {"rating: 3 # so far", "ratings: 3", "unknown-key", 9},
      {"rating: 3 # so far", "rating: 3\n    rating: 4", "duplicate-key", 10},
      {"\"v.2\"", "\"v.1\"", "duplicate-id", 10},
      {"\"v.2\"", "\"v.9\"", "unknown-statement", 10},
      {"  - id: \"it.1\"", "\t- id: \"it.1\"", "tab", 13},
      {"    rating:\n", "    rating: [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]\n", "depth", 14},
      {"\"it.1\"", "*all", "alias", 13},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *good = filled(), *text = replace(good, cases[i].find, cases[i].put);
    Reading reading = read_text(text);
    const Diag *diag = finding(&reading, cases[i].rule, cases[i].line);
    assert_int_equal(diag->severity, DIAG_ERROR);
    assert_true(diag->column > 0);
    assert_null(reading.file);
    reading_clear(&reading);
  }
}

static void every_fault_of_a_file_is_told_at_once(void **state) {
  (void)state;
  g_autofree char *good = filled();
  g_autofree char *one = replace(good, "rating: 3 # so far", "rating: 7");
  g_autofree char *two = replace(one, "\"v.2\"", "\"v.8\"");
  g_autofree char *three = replace(two, "2026-11-20", "soon");
  Reading reading = read_text(three);
  finding(&reading, "value", 6);
  finding(&reading, "rating", 9);
  finding(&reading, "unknown-statement", 10);
  reading_clear(&reading);
}

static void the_wrong_instrument_is_refused_by_name(void **state) {
  (void)state;
  g_autofree char *text = filled();
  Reading reading = read_bytes(text, strlen(text), "team");
  assert_non_null(
      strstr(finding(&reading, "instrument", 2)->message, "of 'superintendent', not of 'team'"));
  assert_null(reading.file);
  reading_clear(&reading);
}

static void another_wording_keeps_what_still_exists_and_names_the_rest(void **state) {
  (void)state;
  g_autofree char *old = replace(FILLED, "VERSION", "0123456789abcdef");
  g_autofree char *gone = replace(old, "\"v.1\"", "\"v.0\"");
  g_autofree char *text = replace(gone, "aloud", "alone");
  Reading reading = read_text(text);
  if (reading.file == NULL) dump(&reading);
  assert_non_null(reading.file);
  assert_int_equal(ratings_count(reading.file->ratings), 1);
  assert_int_equal(ratings_get(reading.file->ratings, "v.2"), 1);
  assert_int_equal(reading.file->dropped->len, 1);
  assert_string_equal(reading.file->dropped->pdata[0], "v.0");
  assert_int_equal(finding(&reading, "dropped", 8)->severity, DIAG_NOTE);
  assert_int_equal(finding(&reading, "wording", 10)->severity, DIAG_NOTE);
  reading_clear(&reading);
}

static void a_file_without_any_rating_is_refused(void **state) {
  (void)state;
  g_autofree char *good = filled();
  g_autofree char *one = replace(good, "rating: 3 # so far", "rating:");
  g_autofree char *none = replace(one, "rating: \"1\"", "rating: \"\"");
  Reading reading = read_text(none);
  finding(&reading, "no-rating", 8);
  assert_null(reading.file);
  reading_clear(&reading);
  Reading nothing = read_text("# only a comment\n");
  finding(&nothing, "empty", 1);
  reading_clear(&nothing);
}

static void caps_hold_against_size(void **state) {
  (void)state;
  g_autofree char *long_name = g_strnfill(300, 'x'), *good = filled();
  g_autofree char *text = replace(good, "Pat Lee", long_name);
  Reading reading = read_text(text);
  finding(&reading, "value", 5);
  reading_clear(&reading);
  g_autofree char *blob = g_strnfill((gsize)YAML_MAX_FILE + 10, 'x');
  Reading large = read_text(blob);
  assert_null(large.file);
  bool told = false;
  for (guint i = 0; i < large.list->list->len; i++)
    told |= strcmp(((Diag *)large.list->list->pdata[i])->rule, "file-size") == 0;
  assert_true(told);
  reading_clear(&large);
}

static void only_plain_files_are_read(void **state) {
  (void)state;
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(GPtrArray) all = instruments();
  AssessmentRules rules = {all, NULL, 20780};
  assert_null(pack_read_assessment("/dev/null", &rules, list));
  assert_null(pack_read_assessment("/nonexistent/sheet.yaml", &rules, list));
  assert_int_equal(list->counts[DIAG_ERROR], 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_what_was_rated_and_leaves_the_rest_open),
      cmocka_unit_test(what_pawl_writes_comes_back_the_same),
      cmocka_unit_test(editors_of_every_system_may_save_it),
      cmocka_unit_test(faults_are_told_at_their_line),
      cmocka_unit_test(every_fault_of_a_file_is_told_at_once),
      cmocka_unit_test(the_wrong_instrument_is_refused_by_name),
      cmocka_unit_test(another_wording_keeps_what_still_exists_and_names_the_rest),
      cmocka_unit_test(a_file_without_any_rating_is_refused),
      cmocka_unit_test(caps_hold_against_size),
      cmocka_unit_test(only_plain_files_are_read),
  };
  return UNIT_RUN(tests);
}
