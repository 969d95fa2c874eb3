/* Progress logs as files: lines, the chain, the signature, the key; every fault is told with its line. */
#include "../unit.h"
#include "log/chain.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define EVENTS 5

typedef struct {
  char *dir, *path, *key_path;
  Clock clock;
  LogKey key;
  GPtrArray *lines; /* of the good log, without newlines */
} Scene;

static void must(bool good, GError *error) {
  if (!good) fail_msg("%s", error == NULL ? "failed without a word" : error->message);
}

static LogHeader sample_header(void) {
  LogHeader header = {.format = LOG_FORMAT, .level = LOG_FULL, .made_at = 1795456800000};
  memset(&header.learner, 1, UUID_SIZE);
  memset(&header.device, 2, UUID_SIZE);
  header.app = g_strdup("0.1.0");
  header.framework = g_strdup("cto");
  header.since = g_strdup("");
  header.packs = g_strdup("[{\"id\":\"x\",\"name\":\"y\",\"version\":\"1\"}]");
  return header;
}

static void write_log(Scene *scene, const LogKey *key, int events) {
  GError *error = NULL;
  LogHeader header = sample_header();
  LogWriter *writer = log_writer_open(scene->path, &header, key, &error);
  must(writer != NULL, error);
  for (int i = 0; i < events; i++) {
    LogDraft *draft = log_writer_event(writer);
    log_put_integer(draft, "at", 1000 + i);
    log_put_text(draft, "kind", "unflag");
    log_put_text(draft, "note", "a \"b\"\\\n\tü");
    log_put_real(draft, "share", .1 * i);
    assert_true(log_writer_end(writer));
  }
  must(log_writer_close(writer, &error), error);
  log_header_clear(&header);
}

static int set_up(void **state) {
  Scene *scene = g_new0(Scene, 1);
  GError *error = NULL;
  bool made = false;
  scene->dir = g_dir_make_tmp("pawl-log-XXXXXX", NULL);
  scene->path = g_build_filename(scene->dir, "a.pawl-log", NULL);
  scene->key_path = g_build_filename(scene->dir, "device.key", NULL);
  clock_init_fixed(&scene->clock, 1795456800000);
  must(log_key_load(scene->key_path, &scene->clock, &scene->key, &made, &error), error);
  assert_true(made);
  write_log(scene, &scene->key, EVENTS);
  g_autofree char *text = NULL;
  assert_true(g_file_get_contents(scene->path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  scene->lines = g_ptr_array_new_with_free_func(g_free);
  for (char **line = lines; line[1] != NULL; line++) g_ptr_array_add(scene->lines, g_strdup(*line));
  *state = scene;
  return 0;
}

static int tear_down(void **state) {
  Scene *scene = *state;
  g_autoptr(GDir) dir = g_dir_open(scene->dir, 0, NULL);
  const char *name = NULL;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(scene->dir, name, NULL);
    g_unlink(path);
  }
  g_rmdir(scene->dir);
  g_ptr_array_unref(scene->lines);
  clock_finish(&scene->clock);
  g_free(scene->dir);
  g_free(scene->path);
  g_free(scene->key_path);
  g_free(scene);
  return 0;
}

static void put(Scene *scene, const GPtrArray *lines) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(text, "%s\n", (char *)lines->pdata[i]);
  assert_true(g_file_set_contents(scene->path, text->str, (gssize)text->len, NULL));
}

static GPtrArray *copy_lines(const Scene *scene) {
  GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < scene->lines->len; i++)
    g_ptr_array_add(copy, g_strdup(scene->lines->pdata[i]));
  return copy;
}

/* Events until the end; -1 with *WHY. */
static int read_all(Scene *scene, char **why) {
  GError *error = NULL;
  LogLine *line = NULL;
  int next = -1, n = 0;
  g_autoptr(LogReader) reader = log_reader_open(scene->path, LOG_FORMAT, &error);
  while (reader != NULL && (next = log_reader_next(reader, &line, &error)) > 0) n++;
  if (next == 0) return n;
  assert_non_null(error);
  if (why != NULL) *why = g_strdup(error->message);
  g_error_free(error);
  return -1;
}

static void fails_at(Scene *scene, int line, const char *reason) {
  g_autofree char *why = NULL, *place = g_strdup_printf("line %d: ", line);
  if (read_all(scene, &why) >= 0) fail_msg("a fault in line %d (%s) was not seen", line, reason);
  if (strstr(why, place) == NULL || strstr(why, reason) == NULL)
    fail_msg("'%s...%s' is not in: %s", place, reason, why);
}

/* -- the good case ----------------------------------------------------------------------------- */

static void what_was_written_is_read(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  LogLine *line = NULL;
  LogHeader header = sample_header();
  g_autoptr(LogReader) reader = log_reader_open(scene->path, LOG_FORMAT, &error);
  must(reader != NULL, error);
  const LogHeader *read = log_reader_header(reader);
  assert_memory_equal(&read->learner, &header.learner, UUID_SIZE);
  assert_memory_equal(read->key, scene->key.open, LOG_KEY_SIZE);
  assert_string_equal(read->packs, header.packs);
  assert_int_equal(read->made_at, header.made_at);
  for (int way = 0; way < 2; way++) {
    for (int i = 0; i < EVENTS; i++) {
      assert_int_equal(log_reader_next(reader, &line, &error), 1);
      assert_int_equal(log_integer(line, "at", 0, 9999), 1000 + i);
      assert_string_equal(log_text(line, "note"), "a \"b\"\\\n\tü");
      double share = log_real(line, "share", 0, 1), wanted = .1 * i;
      assert_memory_equal(&share, &wanted, sizeof share);
      assert_null(line->wrong);
    }
    assert_int_equal(log_reader_next(reader, &line, &error), 0);
    must(log_reader_rewind(reader, &error), error);
  }
  log_header_clear(&header);
}

static void equal_logs_are_equal_bytes_and_stay_as_they_are(void **state) {
  Scene *scene = *state;
  g_autofree char *before = NULL, *after = NULL;
  struct stat first, second;
  assert_true(g_file_get_contents(scene->path, &before, NULL, NULL));
  assert_int_equal(stat(scene->path, &first), 0);
  write_log(scene, &scene->key, EVENTS);
  assert_true(g_file_get_contents(scene->path, &after, NULL, NULL));
  assert_int_equal(stat(scene->path, &second), 0);
  assert_string_equal(before, after);
  assert_int_equal(first.st_ino, second.st_ino);
}

static void a_log_without_events_is_whole(void **state) {
  Scene *scene = *state;
  write_log(scene, &scene->key, 0);
  assert_int_equal(read_all(scene, NULL), 0);
}

static void a_peek_tells_device_and_signature(void **state) {
  Scene *scene = *state;
  LogPeek log;
  assert_true(log_peek(scene->path, &log));
  assert_int_equal(log.device.bytes[0], 2);
  assert_non_null(strstr(scene->lines->pdata[EVENTS + 1], log.signature));
}

/* -- faults ------------------------------------------------------------------------------------ */

static void a_changed_line_is_named(void **state) {
  Scene *scene = *state;
  for (guint i = 1; i <= EVENTS; i++) {
    g_autoptr(GPtrArray) lines = copy_lines(scene);
    char *at = strstr(lines->pdata[i], "\"at\":1");
    at[5] = '7';
    put(scene, lines);
    fails_at(scene, (int)i + 1, "changed after it was written");
  }
}

static void a_changed_link_is_named(void **state) {
  Scene *scene = *state;
  for (guint i = 1; i <= EVENTS; i++) {
    g_autoptr(GPtrArray) lines = copy_lines(scene);
    char *prev = strstr(lines->pdata[i], "\"prev\":\"");
    prev[8] = prev[8] == '0' ? '1' : '0';
    put(scene, lines);
    fails_at(scene, (int)i + 1, "changed after it was written");
  }
}

static void a_missing_a_doubled_and_a_swapped_line_are_named(void **state) {
  Scene *scene = *state;
  for (guint i = 1; i <= EVENTS; i++) {
    g_autoptr(GPtrArray) missing = copy_lines(scene), doubled = copy_lines(scene);
    g_ptr_array_remove_index(missing, i);
    put(scene, missing);
    fails_at(scene, (int)i + 1, i < EVENTS ? "taken out" : "lines are missing");
    g_ptr_array_insert(doubled, (gint)i, g_strdup(doubled->pdata[i]));
    put(scene, doubled);
    fails_at(scene, (int)i + 2, "put in");
  }
  g_autoptr(GPtrArray) swapped = copy_lines(scene);
  gpointer kept = swapped->pdata[2];
  swapped->pdata[2] = swapped->pdata[3];
  swapped->pdata[3] = kept;
  put(scene, swapped);
  fails_at(scene, 3, "changed places");
}

static void a_changed_header_is_named(void **state) {
  Scene *scene = *state;
  g_autoptr(GPtrArray) lines = copy_lines(scene);
  char *name = strstr(lines->pdata[0], "\"cto\"");
  name[1] = 'x';
  put(scene, lines);
  fails_at(scene, 1, "changed after it was written");
}

static void a_torn_file_is_named_wherever_it_ends(void **state) {
  Scene *scene = *state;
  g_autofree char *text = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(scene->path, &text, &size, NULL));
  for (gsize end = 0; end < size; end++) {
    g_autofree char *why = NULL;
    assert_true(g_file_set_contents(scene->path, text, (gssize)end, NULL));
    assert_int_equal(read_all(scene, &why), -1);
    assert_non_null(strstr(why, "line "));
  }
}

static void every_changed_byte_is_seen(void **state) {
  Scene *scene = *state;
  g_autofree char *text = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(scene->path, &text, &size, NULL));
  for (gsize i = 0; i < size; i++) {
    char kept = text[i];
    text[i] ^= 1;
    assert_true(g_file_set_contents(scene->path, text, (gssize)size, NULL));
    if (read_all(scene, NULL) >= 0) fail_msg("byte %zu was changed and nothing said", i);
    text[i] = kept;
  }
}

static void something_behind_the_end_is_refused(void **state) {
  Scene *scene = *state;
  g_autoptr(GPtrArray) lines = copy_lines(scene);
  g_ptr_array_add(lines, g_strdup("{}"));
  put(scene, lines);
  fails_at(scene, EVENTS + 3, "behind the end");
}

/* A log that is right in itself, signed by another key, under the header of this one. */
static void a_forged_signature_is_refused(void **state) {
  Scene *scene = *state;
  LogKey other;
  GError *error = NULL;
  bool made = false;
  g_autofree char *path = g_build_filename(scene->dir, "other.key", NULL);
  must(log_key_load(path, &scene->clock, &other, &made, &error), error);
  write_log(scene, &other, EVENTS);
  assert_int_equal(read_all(scene, NULL), EVENTS);
  g_autofree char *text = NULL;
  assert_true(g_file_get_contents(scene->path, &text, NULL, NULL));
  const char *forged = strstr(text, "\"sig\":");
  g_autoptr(GPtrArray) lines = copy_lines(scene);
  char *end = lines->pdata[EVENTS + 1];
  *strstr(end, "\"sig\":") = '\0';
  lines->pdata[EVENTS + 1] = g_strdup_printf("%s%.*s", end, (int)strlen(forged) - 1, forged);
  g_free(end);
  put(scene, lines);
  fails_at(scene, EVENTS + 2, "signature");
}

static void a_file_changed_between_two_ways_is_seen(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  LogLine *line = NULL;
  int next = 0;
  g_autoptr(LogReader) reader = log_reader_open(scene->path, LOG_FORMAT, &error);
  while ((next = log_reader_next(reader, &line, &error)) > 0) continue;
  assert_int_equal(next, 0);
  FILE *file = fopen(scene->path, "r+b");
  long place = (long)strlen(scene->lines->pdata[0]) + 1 + (long)strlen("{\"at\":");
  assert_int_equal(fseek(file, place, SEEK_SET), 0);
  fputc('9', file);
  fclose(file);
  must(log_reader_rewind(reader, &error), error);
  while ((next = log_reader_next(reader, &line, &error)) > 0) continue;
  assert_int_equal(next, -1);
  assert_non_null(strstr(error->message, "while it was read"));
  g_error_free(error);
}

static void another_format_is_refused_with_its_name(void **state) {
  Scene *scene = *state;
  g_autofree char *why = NULL;
  g_autoptr(GPtrArray) lines = copy_lines(scene);
  *strstr(lines->pdata[0], "pawl-log/1\"") = 'p';
  strstr(lines->pdata[0], "pawl-log/1\"")[9] = '9';
  put(scene, lines);
  assert_int_equal(read_all(scene, &why), -1);
  assert_non_null(strstr(why, "pawl-log/9"));
}

static void a_file_of_another_kind_is_refused(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  assert_null(log_reader_open(scene->path, "pawl-other/1", &error));
  assert_non_null(strstr(error->message, "no header of a pawl-other: its \"format\""));
  g_error_free(error);
}

static void a_file_of_one_kind_is_read_as_that_alone(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  LogLine *line = NULL;
  LogHeader header = sample_header();
  header.format = "pawl-othr/1";
  LogWriter *writer = log_writer_open(scene->path, &header, &scene->key, &error);
  must(log_writer_close(writer, &error), error);
  log_header_clear(&header);
  g_autoptr(LogReader) other = log_reader_open(scene->path, "pawl-othr/1", &error);
  must(other != NULL, error);
  assert_int_equal(log_reader_next(other, &line, &error), 0);
  g_autoptr(LogReader) again = log_reader_open(scene->path, LOG_FORMAT, NULL);
  assert_null(again);
}

/* -- lines ------------------------------------------------------------------------------------- */

static void hostile_lines_are_refused(void **state) {
  static const char *const bad[] = {
      "",
      "[]",
      "{",
      "{}{}",
      "{ }",
      "{\"a\":1,}",
      "{\"b\":1,\"a\":1}",
      "{\"a\":1,\"a\":1}",
      "{\"a\" :1}",
      "{\"a\":01}",
      "{\"a\":1.}",
      "{\"a\":1e999}",
      "{\"a\":99999999999999999999}",
      "{\"a\":tru}",
      "{\"a\":\"\x1b[2J\"}",
      "{\"a\":\"\\u001b[2J\"}",
      "{\"a\":\"\\u0000\"}",
      "{\"a\":\"\\ud800\"}",
      "{\"a\":\"\\ud800\\u0041\"}",
      "{\"a\":\"\\u202e\"}",
      "{\"a\":\"\xe2\x80\xae\"}",
      "{\"a\":\"\xff\"}",
      "{\"a\":\"\xc0\xaf\"}",
      "{\"a\":\"\\x\"}",
      "{\"a\":\"open",
      "{\"a\":[1,2",
      "{\"a\":[\"\\u001b\"]}",
      "{\"a\":[[[[[[[[[[1]]]]]]]]]]}",
      "{\"\\u0007\":1}",
  };
  (void)state;
  g_auto(LogLine) line = {0};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autofree char *why = NULL;
    size_t at = 0;
    if (log_line_parse(&line, bad[i], strlen(bad[i]), &why, &at)) fail_msg("taken: %s", bad[i]);
    assert_non_null(why);
    assert_true(at <= strlen(bad[i]));
  }
}

static void good_lines_give_their_values(void **state) {
  static const char text[] = "{\"a\":-5,\"b\":\"\\u00e9\\ud83d\\ude00<b>\",\"c\":[1,{\"x\":\"]\"}],"
                             "\"d\":true,\"e\":null,\"f\":1.5e-3}";
  (void)state;
  g_auto(LogLine) line = {0};
  g_autofree char *why = NULL;
  size_t at = 0;
  assert_true(log_line_parse(&line, text, strlen(text), &why, &at));
  assert_int_equal(line.n, 6);
  assert_true(log_real(&line, "f", 0, 1) == 1.5e-3);
  assert_int_equal(log_integer(&line, "a", -9, 9), -5);
  assert_string_equal(log_text(&line, "b"), "é😀<b>");
  assert_true(log_bool(&line, "d"));
  const LogField *nested = log_find(&line, "c");
  assert_memory_equal(nested->raw, "[1,{\"x\":\"]\"}]", nested->raw_length);
  assert_false(log_has(&line, "aa"));
  assert_null(line.wrong);
  log_integer(&line, "b", 0, 9);
  assert_string_equal(line.wrong, "b");
}

static void a_line_may_not_be_longer_than_its_cap(void **state) {
  Scene *scene = *state;
  g_autofree char *long_text = g_strnfill(LOG_LINE_MAX, 'x');
  g_autoptr(GPtrArray) lines = copy_lines(scene);
  g_free(lines->pdata[2]);
  lines->pdata[2] = g_strdup_printf("{\"a\":\"%s\"}", long_text);
  put(scene, lines);
  fails_at(scene, 3, "longer than a line may be");
}

static void an_event_that_no_line_can_hold_is_left_out_and_counted(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  g_autofree char *long_text = g_strnfill(LOG_LINE_MAX, 'x');
  LogHeader header = sample_header();
  LogWriter *writer = log_writer_open(scene->path, &header, &scene->key, &error);
  must(writer != NULL, error);
  for (int i = 0; i < 3; i++) {
    LogDraft *draft = log_writer_event(writer);
    log_put_text(draft, "kind", "essay");
    log_put_text(draft, "text", i == 1 ? long_text : "short");
    assert_true(log_writer_end(writer));
  }
  assert_int_equal(writer->left_out, 1);
  assert_int_equal(writer->n, 2);
  must(log_writer_close(writer, &error), error);
  log_header_clear(&header);
  assert_int_equal(read_all(scene, NULL), 2);
}

/* -- the key ----------------------------------------------------------------------------------- */

static void a_key_is_made_once_for_its_owner_alone(void **state) {
  Scene *scene = *state;
  LogKey again;
  GError *error = NULL;
  bool made = true;
  struct stat mode;
  must(log_key_load(scene->key_path, &scene->clock, &again, &made, &error), error);
  assert_false(made);
  assert_memory_equal(&again, &scene->key, sizeof again);
  assert_int_equal(stat(scene->key_path, &mode), 0);
  assert_int_equal(mode.st_mode & 0777, 0600);
}

static void a_broken_key_is_refused_and_kept(void **state) {
  Scene *scene = *state;
  LogKey key;
  GError *error = NULL;
  bool made = true;
  assert_true(g_file_set_contents(scene->key_path, "short\n", -1, NULL));
  assert_false(log_key_load(scene->key_path, &scene->clock, &key, &made, &error));
  assert_non_null(strstr(error->message, "is not a key"));
  g_error_free(error);
  assert_true(g_file_test(scene->key_path, G_FILE_TEST_EXISTS));
}

static void a_folder_that_takes_no_file_leaves_the_old_log(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  LogHeader header = sample_header();
  g_autofree char *path = g_build_filename(scene->dir, "none", "a.pawl-log", NULL);
  assert_null(log_writer_open(path, &header, &scene->key, &error));
  g_error_free(error);
  error = NULL;
  LogWriter *writer = log_writer_open(scene->path, &header, &scene->key, &error);
  log_writer_event(writer);
  log_writer_abort(writer);
  log_header_clear(&header);
  assert_int_equal(read_all(scene, NULL), EVENTS);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(what_was_written_is_read),
      TEST(equal_logs_are_equal_bytes_and_stay_as_they_are),
      TEST(a_log_without_events_is_whole),
      TEST(a_peek_tells_device_and_signature),
      TEST(a_changed_line_is_named),
      TEST(a_changed_link_is_named),
      TEST(a_missing_a_doubled_and_a_swapped_line_are_named),
      TEST(a_changed_header_is_named),
      TEST(a_torn_file_is_named_wherever_it_ends),
      TEST(every_changed_byte_is_seen),
      TEST(something_behind_the_end_is_refused),
      TEST(a_forged_signature_is_refused),
      TEST(a_file_changed_between_two_ways_is_seen),
      TEST(another_format_is_refused_with_its_name),
      TEST(a_file_of_another_kind_is_refused),
      TEST(a_file_of_one_kind_is_read_as_that_alone),
      TEST(hostile_lines_are_refused),
      TEST(good_lines_give_their_values),
      TEST(a_line_may_not_be_longer_than_its_cap),
      TEST(an_event_that_no_line_can_hold_is_left_out_and_counted),
      TEST(a_key_is_made_once_for_its_owner_alone),
      TEST(a_broken_key_is_refused_and_kept),
      TEST(a_folder_that_takes_no_file_leaves_the_old_log),
  };
  return UNIT_RUN(tests);
}
