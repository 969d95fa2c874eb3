/* The real program in a real terminal: signals, kills, sizes, odd terminals, and a hundred answers
 * of which none may be lost or doubled.
 */
#include "../unit/bigpack.h"
#include "../unit/exampack.h"
#include "../unit/unit.h"
#include "vt.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  char *dir, *db, *items, *data, *config, *home;
} Place;

static const char *program(void) {
  const char *pawl = g_getenv("PAWL");
  return pawl == NULL ? "build/pawl" : pawl;
}

static Place place_new(void) {
  Place place = {.dir = g_dir_make_tmp("pawl-pty-XXXXXX", NULL)};
  g_autofree char *fixtures = unit_fixture("packs");
  g_autofree char *absolute = g_canonicalize_filename(fixtures, NULL);
  place.db = g_build_filename(place.dir, "pawl.db", NULL);
  place.items = g_strdup_printf("PAWL_ITEMS=%s", absolute);
  place.data = g_strdup_printf("XDG_DATA_HOME=%s", place.dir);
  place.config = g_strdup_printf("XDG_CONFIG_HOME=%s", place.dir);
  place.home = g_strdup_printf("HOME=%s", place.dir);
  return place;
}

static void place_free(Place *place) {
  unit_remove_tree(place->dir);
  char *strings[] = {place->dir, place->db, place->items, place->data, place->config, place->home};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
}

/* Runs the program with ARG words and EXTRA environment; a learner past the first start. */
static Vt *start_with(const Place *place, const char *const *args, const char *extra, int rows,
                      int cols) {
  const char *argv[12] = {program(), "--db", place->db};
  int n = 3;
  for (; args != NULL && *args != NULL; args++) argv[n++] = *args;
  const char *env[] = {place->items, place->data, place->config, place->home,
                       "TZ=UTC",     extra,       NULL};
  return vt_spawn(argv, env, rows, cols);
}

static Vt *start(const Place *place) {
  return start_with(place, NULL, NULL, 24, 80);
}

/* Home, past the two questions of the first start. */
static Vt *at_home(const Place *place) {
  Vt *vt = start(place);
  vt_wait_text(vt, "When is your exam?");
  vt_send(vt, "{ESC}");
  vt_wait_text(vt, "How long a day?");
  vt_send(vt, "{ESC}");
  vt_wait_text(vt, "Enter starts");
  return vt;
}

static void expect_as_found(Vt *vt) {
  const char *left = vt_left_behind(vt);
  if (left != NULL) fail_msg("the terminal is left with %s", left);
}

static void expect_exit(Vt *vt, int code) {
  int status = vt_wait_exit(vt);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), code);
  expect_as_found(vt);
}

/* Standard output of `pawl ARGS`, read through a pipe. */
static char *output_of(const Place *place, const char *const *args, int *code) {
  const char *argv[12] = {program(), "--db", place->db};
  int n = 3, status = 0;
  char *out = NULL;
  for (; *args != NULL; args++) argv[n++] = *args;
  g_auto(GStrv) env = g_get_environ();
  env = g_environ_setenv(env, "PAWL_ITEMS", strchr(place->items, '=') + 1, TRUE);
  env = g_environ_setenv(env, "XDG_CONFIG_HOME", place->dir, TRUE);
  assert_true(g_spawn_sync(NULL, (char **)argv, env, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL,
                           &status, NULL));
  if (code != NULL) *code = WEXITSTATUS(status);
  return out;
}

static int answers_stored(const Place *place) {
  const char *args[] = {"history", NULL};
  g_autofree char *text = output_of(place, args, NULL);
  int lines = 0;
  for (const char *p = text; *p != '\0'; p++) lines += *p == '\n';
  return g_str_has_prefix(text, "No answers") ? 0 : lines;
}

/* -- coming and going -------------------------------------------------------------------------- */

static void opens_asks_twice_and_leaves_the_terminal_as_found(void **state) {
  (void)state;
  Place place = place_new();
  Vt *vt = at_home(&place);
  assert_true(vt_alternate_screen(vt));
  vt_send(vt, "q");
  expect_exit(vt, 0);
  vt_close(vt);
  place_free(&place);
}

static void control_c_leaves_from_anywhere(void **state) {
  (void)state;
  static const char *const from[] = {"", "{ENTER}", "b", "/abc", "?"};
  for (size_t i = 0; i < G_N_ELEMENTS(from); i++) {
    Place place = place_new();
    Vt *vt = at_home(&place);
    vt_send(vt, from[i]);
    vt_settle(vt, 60);
    vt_send(vt, "{^C}");
    expect_exit(vt, 0);
    vt_close(vt);
    place_free(&place);
  }
}

static void a_signal_restores_the_terminal_and_ends_it_by_that_signal(void **state) {
  (void)state;
  static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGABRT};
  for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
    Place place = place_new();
    Vt *vt = at_home(&place);
    vt_send(vt, "{ENTER}");
    vt_wait_text(vt, "Question 1");
    vt_signal(vt, signals[i]);
    int status = vt_wait_exit(vt);
    /* A sanitizer takes crashes over and exits by itself. */
    assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == signals[i]
                                    : WEXITSTATUS(status) != 0 && i >= 3);
    if (WIFSIGNALED(status)) expect_as_found(vt);
    vt_close(vt);
    place_free(&place);
  }
}

static void control_z_stops_and_fg_repaints(void **state) {
  (void)state;
  Place place = place_new();
  Vt *vt = at_home(&place);
  vt_send(vt, "{^Z}");
  vt_wait_stopped(vt);
  expect_as_found(vt);
  vt_continue(vt);
  vt_wait_text(vt, "Enter starts");
  assert_true(vt_alternate_screen(vt));
  vt_send(vt, "q");
  expect_exit(vt, 0);
  vt_close(vt);
  place_free(&place);
}

static void a_vanished_terminal_ends_the_program(void **state) {
  (void)state;
  Place place = place_new();
  Vt *vt = at_home(&place);
  vt_vanish(vt);
  vt_wait_exit(vt);
  vt_close(vt);
  place_free(&place);
}

/* -- sizes and terminals ----------------------------------------------------------------------- */

static void follows_every_change_of_size(void **state) {
  (void)state;
  Place place = place_new();
  Vt *vt = at_home(&place);
  vt_send(vt, "{ENTER}");
  vt_wait_text(vt, "Question 1");
  vt_resize(vt, 5, 20);
  vt_wait_text(vt, "Too small");
  vt_resize(vt, 1, 1);
  vt_settle(vt, 60);
  vt_resize(vt, 12, 40);
  vt_wait_text(vt, "Enter answer");
  vt_resize(vt, 50, 200);
  vt_wait_text(vt, "(optional)");
  vt_resize(vt, 24, 80);
  vt_wait_text(vt, "Question 1");
  vt_send(vt, "{^C}");
  expect_exit(vt, 0);
  vt_close(vt);
  place_free(&place);
}

static void opens_on_terminals_nobody_knows(void **state) {
  (void)state;
  static const char *const terms[] = {"TERM=xterm-ghostty", "TERM=foot",  "TERM=nonesuch",
                                      "TERM=vt100",         "TERM=linux", "TERM=screen"};
  for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) {
    Place place = place_new();
    Vt *vt = start_with(&place, NULL, terms[i], 24, 80);
    vt_wait_text(vt, "When is your exam?");
    vt_send(vt, "{^C}");
    vt_wait_exit(vt);
    vt_close(vt);
    place_free(&place);
  }
}

static void a_dumb_terminal_gets_plain_lines(void **state) {
  (void)state;
  static const char *const plain[] = {"TERM=dumb", "ACCESSIBLE=1"};
  for (size_t i = 0; i < G_N_ELEMENTS(plain); i++) {
    Place place = place_new();
    Vt *vt = start_with(&place, NULL, plain[i], 40, 100);
    vt_wait_text(vt, "Start: pawl drill");
    expect_exit(vt, 0);
    vt_close(vt);
    place_free(&place);
  }
}

static void no_color_shows_none_and_the_words_remain(void **state) {
  (void)state;
  Place place = place_new();
  Vt *vt = start_with(&place, NULL, "NO_COLOR=1", 24, 80);
  vt_wait_text(vt, "When is your exam?");
  vt_send(vt, "{ESC}{ESC}");
  vt_wait_text(vt, "Enter starts");
  vt_send(vt, "{ENTER}");
  vt_wait_text(vt, "Question 1");
  vt_send(vt, "a{ENTER}");
  vt_wait_text(vt, "Next ");
  assert_false(vt_has_colour(vt));
  vt_close(vt);
  Vt *colourful = start(&place);
  vt_wait_text(colourful, "Enter goes on");
  assert_true(vt_has_colour(colourful));
  vt_close(colourful);
  place_free(&place);
}

static void lang_c_shows_ascii_alone(void **state) {
  (void)state;
  Place place = place_new();
  Vt *vt = start_with(&place, NULL, "LC_ALL=C", 24, 80);
  vt_wait_text(vt, "When is your exam?");
  vt_send(vt, "{ESC}{ESC}");
  vt_wait_text(vt, "Enter starts");
  g_autofree char *text = vt_screen_text(vt);
  for (const char *p = text; *p != '\0'; p++) assert_true((unsigned char)*p < 0x80);
  vt_close(vt);
  place_free(&place);
}

static void arrows_arrive_in_both_spellings_and_a_paste_is_ignored(void **state) {
  (void)state;
  Place place = place_new();
  Vt *vt = at_home(&place);
  vt_send(vt, "{ENTER}");
  vt_wait_text(vt, "Question 1");
  vt_paste(vt, "b\rq\r");
  vt_write(vt, "\033OB\033[B", 6);
  vt_wait_text(vt, "▸ b");
  vt_send(vt, "{^C}");
  expect_exit(vt, 0);
  assert_int_equal(answers_stored(&place), 0);
  vt_close(vt);
  place_free(&place);
}

static void nothing_is_sent_while_nobody_types(void **state) {
  (void)state;
  Place place = place_new();
  Vt *vt = at_home(&place);
  vt_send(vt, "{ENTER}");
  vt_wait_text(vt, "Question 1");
  vt_settle(vt, 100);
  assert_int_equal(vt_listen(vt, 1500), 0);
  vt_close(vt);
  place_free(&place);
}

/* -- answers ----------------------------------------------------------------------------------- */

/* Answers the question on the screen: one way that fits each kind of item. */
static void answer_one(Vt *vt, int number) {
  g_autofree char *heading = g_strdup_printf("Question %d ", number);
  vt_wait_text(vt, heading);
  vt_wait_text(vt, "How sure?");
  vt_wait_gone(vt, "Next  "); /* the verdict before is wholly painted over */
  g_autofree char *screen = vt_screen_text(vt);
  if (strstr(screen, "Match each") != NULL)
    vt_send(vt, "12{ENTER}");
  else if (strstr(screen, "in order") != NULL)
    vt_send(vt, "j{ENTER}");
  else
    vt_send(vt, "a{ENTER}");
  vt_wait_text(vt, "Next  ");
}

static void a_hundred_answers_with_a_kill_every_tenth(void **state) {
  (void)state;
  Place place = place_new();
  g_autofree char *packs = bigpack_write(place.dir, 130);
  g_free(place.items);
  place.items = g_strdup_printf("PAWL_ITEMS=%s", packs);
  static const char *const long_day[] = {"set", "minutes", "600", NULL};
  g_free(output_of(&place, long_day, NULL));
  Vt *vt = at_home(&place);
  vt_send(vt, "{ENTER}");
  for (int i = 1; i <= 100; i++) {
    answer_one(vt, i);
    if (i % 10 != 0) {
      vt_send(vt, "{ENTER}");
      continue;
    }
    vt_signal(vt, SIGKILL);
    vt_close(vt);
    assert_int_equal(answers_stored(&place), i);
    vt = start(&place);
    if (i == 100) break;
    vt_wait_text(vt, "Enter goes on");
    vt_send(vt, "{ENTER}");
  }
  vt_close(vt);
  const char *check[] = {"doctor", NULL};
  int code = -1;
  g_free(output_of(&place, check, &code));
  assert_int_equal(code, 0);
  place_free(&place);
}

/* -- practice exam ----------------------------------------------------------------------------- */

/* "12" answers a question of any type, somehow. */
static void answer_exam_question(Vt *vt, int number) {
  g_autofree char *heading = g_strdup_printf(" %d of 100", number);
  g_autofree char *answered = g_strdup_printf(" %d answered", number);
  vt_wait_text(vt, heading);
  vt_send(vt, "12");
  vt_wait_text(vt, answered);
}

static json_t *json_of(const Place *place, const char *const *arguments) {
  int code = -1;
  g_autofree char *text = output_of(place, arguments, &code);
  assert_int_equal(code, 0);
  json_t *value = json_loads(text, 0, NULL);
  assert_non_null(value);
  return value;
}

static void an_exam_of_a_hundred_survives_twenty_kills(void **state) {
  (void)state;
  Place place = place_new();
  g_autofree char *packs = exampack_write(place.dir);
  g_free(place.items);
  place.items = g_strdup_printf("PAWL_ITEMS=%s", packs);
  static const char *const no_reserve[] = {"set", "mocks", "0", NULL};
  g_free(output_of(&place, no_reserve, NULL));
  Vt *vt = at_home(&place);
  vt_send(vt, "e");
  vt_wait_text(vt, "A hundred");
  vt_send(vt, "G{ENTER}");
  vt_wait_text(vt, "Enter begins");
  vt_send(vt, "{ENTER}");
  for (int i = 1; i <= 100; i++) {
    answer_exam_question(vt, i);
    if (i % 5 != 0) {
      vt_send(vt, "n");
      continue;
    }
    vt_signal(vt, SIGKILL);
    vt_close(vt);
    vt = start(&place);
    vt_wait_text(vt, "Today");
    vt_send(vt, "e");
    vt_wait_text(vt, "Go on with");
    vt_send(vt, "{ENTER}");
    vt_wait_text(vt, "Interrupted");
    vt_send(vt, "{ENTER}");
    if (i < 100) vt_send(vt, "n");
  }
  vt_wait_text(vt, "100 answered");
  vt_send(vt, "H");
  vt_wait_text(vt, "All answered");
  vt_send(vt, "{DOWN}{ENTER}");
  vt_wait_text(vt, "Right answers");
  vt_close(vt);
  static const char *const results[] = {"exam", "results", "--json", NULL};
  static const char *const history[] = {"history", "--json", NULL};
  json_t *all = json_of(&place, results), *log = json_of(&place, history);
  const json_t *r = json_array_get(all, 0);
  assert_int_equal(json_array_size(log), 100);
  assert_int_equal(json_integer_value(json_object_get(r, "unanswered")), 0);
  assert_int_equal(json_integer_value(json_object_get(r, "interruptions")), 20);
  json_decref(all);
  json_decref(log);
  place_free(&place);
}

/* -- self-assessments -------------------------------------------------------------------------- */

#define STATEMENTS 20

/* A pack whose instrument has STATEMENTS statements. */
static void place_instrument(Place *place) {
  g_autofree char *packs = bigpack_write(place->dir, 8);
  g_autofree char *path = g_build_filename(packs, "big", "instrument.yaml", NULL);
  g_autoptr(GString) text = g_string_new(
      "format: pawl-instrument/1\nid: candidate\ntitle: \"How you see it\"\nrater: candidate\n"
      "areas:\n  - area: lead.vision\n    statements:\n");
  for (int i = 1; i <= STATEMENTS; i++)
    g_string_append_printf(text, "      - {id: s.%d, text: \"Statement number %d.\"}\n", i, i);
  assert_true(g_file_set_contents(path, text->str, -1, NULL));
  g_free(place->items);
  place->items = g_strdup_printf("PAWL_ITEMS=%s", packs);
}

static void wait_rated(Vt *vt, int rated) {
  g_autofree char *progress = g_strdup_printf(" %d of %d rated", rated, STATEMENTS);
  vt_wait_text(vt, progress);
}

static void every_rating_is_kept_through_kills(void **state) {
  (void)state;
  Place place = place_new();
  place_instrument(&place);
  static const char *const assess[] = {"assess", NULL};
  Vt *vt = start_with(&place, assess, NULL, 24, 80);
  for (int i = 0; i < STATEMENTS; i++) {
    wait_rated(vt, i);
    g_autofree char *key = g_strdup_printf("%d", i % 4 + 1);
    vt_send(vt, key);
    wait_rated(vt, i + 1);
    if (i % 3 != 0) continue;
    vt_signal(vt, SIGKILL);
    vt_close(vt);
    vt = start_with(&place, assess, NULL, 24, 80);
  }
  vt_wait_text(vt, "All are rated.");
  vt_send(vt, "f{ENTER}");
  vt_wait_text(vt, "Finished.");
  vt_send(vt, "{^C}");
  expect_exit(vt, 0);
  vt_close(vt);
  const char *sheet[] = {"assess", "--out", NULL, NULL};
  g_autofree char *file = g_build_filename(place.dir, "sheet.yaml", NULL), *text = NULL;
  sheet[2] = file;
  g_free(output_of(&place, sheet, NULL));
  assert_true(g_file_get_contents(file, &text, NULL, NULL));
  for (int i = 0; i < STATEMENTS; i++) {
    g_autofree char *line = g_strdup_printf("number %d.\"\n    rating: %d\n", i + 1, i % 4 + 1);
    if (strstr(text, line) == NULL) fail_msg("'%s' is not in:\n%s", line, text);
  }
  place_free(&place);
}

/* -- mentoring --------------------------------------------------------------------------------- */

/* The log of a learner called NAME, with one answer, in the folder LOGS. */
static void make_log(const Place *place, const char *logs, const char *name) {
  g_autofree char *items = g_strdup(strchr(place->items, '=') + 1);
  g_autofree char *command =
      g_strdup_printf("export PAWL_ITEMS='%s' TZ=UTC HOME='%s' XDG_DATA_HOME='%s'; db='%s/%s.db'; "
                      "'%s' --db \"$db\" set name %s && printf '1\\n\\n' | '%s' --db \"$db\" "
                      "--plain drill --count 1 "
                      "&& '%s' --db \"$db\" log export -o '%s/%s.pawl-log'",
                      items, place->dir, place->dir, place->dir, name, program(), name, program(),
                      program(), logs, name);
  const char *argv[] = {"sh", "-c", command, NULL};
  int status = -1;
  assert_true(g_spawn_sync(NULL, (char **)argv, NULL,
                           G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                           &status, NULL));
  assert_int_equal(status, 0);
}

static void a_mentor_looks_comments_and_writes_the_reply(void **state) {
  (void)state;
  Place place = place_new();
  g_autofree char *logs = g_build_filename(place.dir, "logs", NULL);
  g_autofree char *reply = g_build_filename(place.dir, "ana.pawl-reply", NULL);
  g_mkdir(logs, 0700);
  make_log(&place, logs, "Ana");
  make_log(&place, logs, "Bo");
  Vt *vt = start_with(&place, (const char *const[]){"mentor", logs, NULL}, NULL, 24, 80);
  vt_wait_text(vt, "2 candidates, 0 to look at");
  vt_send(vt, "/ana{ENTER} ");
  vt_wait_text(vt, "of 40 fresh answers");
  vt_send(vt, "{ESC}{ENTER}");
  vt_wait_text(vt, "Progress report");
  vt_send(vt, "nHello");
  vt_wait_text(vt, "Comment: Ana");
  vt_send(vt, "{^D}");
  vt_wait_text(vt, "1 not in a reply yet");
  vt_send(vt, "W");
  vt_wait_text(vt, "./Ana.pawl-reply");
  vt_send(vt, "{^U}");
  vt_send(vt, reply);
  vt_send(vt, "{ENTER}");
  vt_wait_text(vt, "0 scores and 1 comment stand in");
  vt_send(vt, "{ESC}");
  vt_wait_gone(vt, "not in a reply");
  vt_send(vt, "{ESC}");
  vt_wait_text(vt, "2 candidates");
  vt_send(vt, "q");
  expect_exit(vt, 0);
  vt_close(vt);
  assert_true(g_file_test(reply, G_FILE_TEST_EXISTS));
  place_free(&place);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(opens_asks_twice_and_leaves_the_terminal_as_found),
      cmocka_unit_test(control_c_leaves_from_anywhere),
      cmocka_unit_test(a_signal_restores_the_terminal_and_ends_it_by_that_signal),
      cmocka_unit_test(control_z_stops_and_fg_repaints),
      cmocka_unit_test(a_vanished_terminal_ends_the_program),
      cmocka_unit_test(follows_every_change_of_size),
      cmocka_unit_test(opens_on_terminals_nobody_knows),
      cmocka_unit_test(a_dumb_terminal_gets_plain_lines),
      cmocka_unit_test(no_color_shows_none_and_the_words_remain),
      cmocka_unit_test(lang_c_shows_ascii_alone),
      cmocka_unit_test(arrows_arrive_in_both_spellings_and_a_paste_is_ignored),
      cmocka_unit_test(nothing_is_sent_while_nobody_types),
      cmocka_unit_test(a_hundred_answers_with_a_kill_every_tenth),
      cmocka_unit_test(an_exam_of_a_hundred_survives_twenty_kills),
      cmocka_unit_test(every_rating_is_kept_through_kills),
      cmocka_unit_test(a_mentor_looks_comments_and_writes_the_reply),
  };
  signal(SIGPIPE, SIG_IGN);
  return UNIT_RUN(tests);
}
