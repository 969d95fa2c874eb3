/* The command line as scripts use it: streams, exit statuses, JSON, plain drills, errors to act on.
 */
#include "../unit/bigpack.h"
#include "../unit/exampack.h"
#include <glib/gstdio.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  char *dir, *db, *items;
  char *out, *err; /* of the last run */
  int code;
} Shell;

static void shell_open(Shell *shell) {
  g_autofree char *fixtures = unit_fixture("packs");
  *shell = (Shell){.dir = g_dir_make_tmp("pawl-cli-XXXXXX", NULL)};
  shell->db = g_build_filename(shell->dir, "pawl.db", NULL);
  shell->items = g_canonicalize_filename(fixtures, NULL);
}

static void shell_close(Shell *shell) {
  unit_remove_tree(shell->dir);
  char *strings[] = {shell->dir, shell->db, shell->items, shell->out, shell->err};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
}

/* Runs `pawl COMMAND` with INPUT; words are split as a shell would. */
static void pawl(Shell *shell, const char *input, const char *command) {
  g_autofree char *in = g_build_filename(shell->dir, "input", NULL);
  assert_true(g_file_set_contents(in, input, -1, NULL));
  const char *program = g_getenv("PAWL") == NULL ? "build/pawl" : g_getenv("PAWL");
  g_autofree char *line = g_strdup_printf(
      "PAWL_ITEMS='%s' XDG_CONFIG_HOME='%s' XDG_DATA_HOME='%s' TZ=UTC LANG=C.UTF-8 TERM=xterm '%s' "
      "--db '%s' %s < '%s'",
      shell->items, shell->dir, shell->dir, program, shell->db, command, in);
  const char *argv[] = {"/bin/sh", "-c", line, NULL};
  int status = 0;
  g_clear_pointer(&shell->out, g_free);
  g_clear_pointer(&shell->err, g_free);
  assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &shell->out,
                           &shell->err, &status, NULL));
  shell->code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void says(const char *text, const char *part) {
  if (strstr(text, part) == NULL) fail_msg("'%s' is not in:\n%s", part, text);
}

static int count(const char *text, const char *part) {
  int n = 0;
  for (const char *p = strstr(text, part); p != NULL; p = strstr(p + 1, part)) n++;
  return n;
}

static json_t *json_of(Shell *shell, const char *command) {
  json_error_t error;
  pawl(shell, "", command);
  assert_int_equal(shell->code, 0);
  json_t *value = json_loads(shell->out, JSON_REJECT_DUPLICATES, &error);
  if (value == NULL) fail_msg("no JSON at %d: %s\n%s", error.line, error.text, shell->out);
  return value;
}

/* -- the frame --------------------------------------------------------------------------------- */

static void without_a_terminal_it_prints_home_and_ends(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "", "");
  assert_int_equal(shell.code, 0);
  says(shell.out, "Today: 0 due, ");
  says(shell.out, "pawl drill --plain");
  assert_string_equal(shell.err, "");
  shell_close(&shell);
}

static void help_leads_with_examples_and_knows_every_command(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "", "--help");
  assert_int_equal(shell.code, 0);
  assert_true(strstr(shell.out, "Examples:") < strstr(shell.out, "Commands:"));
  static const char *const commands[] = {
      "drill", "status", "items", "search", "show",    "history", "set",  "suspend", "resume",
      "flag",  "unflag", "pack",  "doctor", "rebuild", "backup",  "keys", "about",   "completion"};
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
    says(shell.out, commands[i]);
    g_autofree char *help = g_strdup_printf("help %s", commands[i]);
    Shell other = {.dir = shell.dir, .db = shell.db, .items = shell.items};
    pawl(&other, "", help);
    assert_int_equal(other.code, 0);
    g_free(other.out);
    g_free(other.err);
  }
  shell_close(&shell);
}

static void no_line_is_wide(const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (int at = 0; lines[at] != NULL; at++)
    if (g_utf8_strlen(lines[at], -1) > 80) fail_msg("too wide: %s", lines[at]);
}

static void no_line_of_help_is_wider_than_80_columns(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  static const char *const helps[] = {"--help",    "help pack",  "help log",
                                      "help exam", "help write", "help round"};
  for (size_t i = 0; i < G_N_ELEMENTS(helps); i++) {
    Shell one = {.dir = shell.dir, .db = shell.db, .items = shell.items};
    pawl(&one, "", helps[i]);
    no_line_is_wide(one.out);
    g_free(one.out);
    g_free(one.err);
  }
  shell_close(&shell);
}

static void a_slip_gets_a_suggestion_on_stderr_and_status_2(void **state) {
  (void)state;
  static const struct {
    const char *command, *words;
  } slips[] = {
      {"dril", "Did you mean 'drill'?"},           {"drill --minuts 3", "Did you mean --minutes?"},
      {"pack lnt x", "Did you mean 'pack lint'?"}, {"set minuts 5", "Did you mean 'minutes'?"},
      {"drill --minutes soon", "whole number"},    {"--seed x status", "--seed takes"},
      {"--now yesterday status", "--now takes"},   {"show", "needs more"},
      {"status extra", "does not take 'extra'"},   {"completion powershell", "bash, zsh or fish"}};
  Shell shell;
  shell_open(&shell);
  for (size_t i = 0; i < G_N_ELEMENTS(slips); i++) {
    pawl(&shell, "", slips[i].command);
    assert_int_equal(shell.code, 2);
    says(shell.err, slips[i].words);
    assert_string_equal(shell.out, "");
  }
  shell_close(&shell);
}

static void failures_name_what_to_do_and_end_with_1(void **state) {
  (void)state;
  static const struct {
    const char *command, *words;
  } failures[] = {{"show no.such.item", "no.such.item"},
                  {"set minutes 4", "from 5 to 600"},
                  {"set exam-date 2026-02-30", "YYYY-MM-DD"},
                  {"--db /nonexistent/dir/x.db status", "/nonexistent"},
                  {"pack show nothing", "pawl pack list"}};
  Shell shell;
  shell_open(&shell);
  for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
    pawl(&shell, "", failures[i].command);
    assert_int_equal(shell.code, 1);
    says(shell.err, failures[i].words);
  }
  shell_close(&shell);
}

static void no_message_carries_an_escape_from_outside(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "", "\"$(printf 'a\\033[31mb')\"");
  assert_int_equal(shell.code, 2);
  assert_null(strchr(shell.err, '\033'));
  pawl(&shell, "", "search \"$(printf '\\033]0;x\\007')\"");
  assert_null(strchr(shell.out, '\033'));
  shell_close(&shell);
}

/* -- plain drill ------------------------------------------------------------------------------- */

static void a_script_answers_one_a_line(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "1\n2\n3\nq\n", "drill --plain --seed 7");
  assert_int_equal(shell.code, 0);
  assert_int_equal(count(shell.out, "\nQuestion "), 3);
  assert_int_equal(count(shell.out, "\nCorrect: ") + count(shell.out, "\nWrong: "), 3);
  json_t *history = json_of(&shell, "history --json");
  assert_int_equal(json_array_size(history), 3);
  json_decref(history);
  shell_close(&shell);
}

static void an_empty_line_goes_on_and_means_nothing_else(void **state) {
  (void)state;
  Shell with, without;
  shell_open(&with);
  shell_open(&without);
  pawl(&with, "1\n\n2\n\n\n\n3\nq\n", "drill --plain --seed 7 --now 2026-11-23T18:00:00Z");
  pawl(&without, "1\n2\n3\nq\n", "drill --plain --seed 7 --now 2026-11-23T18:00:00Z");
  assert_string_equal(with.out, without.out);
  shell_close(&with);
  shell_close(&without);
}

static void the_same_seed_gives_the_same_session(void **state) {
  (void)state;
  Shell one, two, other;
  shell_open(&one);
  shell_open(&two);
  shell_open(&other);
  static const char same[] = "drill --plain --count 8 --seed 11 --now 2026-11-23T18:00:00Z";
  static const char input[] = "1\n1\n1\n1\n1\n1\n1\n1\n1\n";
  pawl(&one, input, same);
  pawl(&two, input, same);
  pawl(&other, input, "drill --plain --count 8 --seed 12 --now 2026-11-23T18:00:00Z");
  assert_string_equal(one.out, two.out);
  assert_string_not_equal(one.out, other.out);
  shell_close(&one);
  shell_close(&two);
  shell_close(&other);
}

static void every_command_of_plain_mode_works(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "?\nw\n1 s\nu\n2 g\no 4\nf a note\n\nx\nr\nnonsense\n9\n\n1\nU\nend\n",
       "drill --plain --seed 7 --count 20");
  assert_int_equal(shell.code, 0);
  says(shell.out, "An answer: its number");
  says(shell.out, "New: you have not answered it yet.");
  says(shell.out, "Done.");
  says(shell.out, "Rating: easy");
  says(shell.out, "Flagged.");
  says(shell.out, "Suspended.");
  says(shell.out, "That is no answer");
  says(shell.out, "There is nothing to redo.");
  says(shell.out, "Summary: 2 answers");
  json_t *history = json_of(&shell, "history --json --undone");
  assert_int_equal(json_array_size(history), 3);
  json_decref(history);
  shell_close(&shell);
}

static void a_plain_session_goes_on_at_the_same_question(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "1\n1\n\n", "drill --plain --seed 7");
  g_autofree char *left = g_strdup(strstr(shell.out, "\nQuestion 3"));
  assert_non_null(left);
  pawl(&shell, "q\n", "drill --plain");
  says(shell.out, "Going on where you left.");
  const char *back = strstr(shell.out, "\nQuestion 3");
  assert_non_null(back);
  assert_memory_equal(left, back, strcspn(left + 2, "S"));
  shell_close(&shell);
}

/* Only against hanging for ever: every answer is flushed to the disk, which may be busy with other tests. */
#define DEADLINE_MS 120000

/* Reads FD until N verdict lines have come, or the deadline passed. Returns how many came. */
static int read_verdicts(int fd, int n) {
  g_autoptr(GString) text = g_string_new("\n");
  gint64 deadline = g_get_monotonic_time() / 1000 + DEADLINE_MS;
  int seen = 0;
  while (seen < n) {
    char bytes[4096];
    struct pollfd poller = {fd, POLLIN, 0};
    gint64 left = deadline - g_get_monotonic_time() / 1000;
    if (left <= 0 || poll(&poller, 1, (int)left) <= 0) break;
    ssize_t got = read(fd, bytes, sizeof bytes);
    if (got <= 0) break;
    g_string_append_len(text, bytes, got);
    seen = count(text->str, "\nCorrect:") + count(text->str, "\nWrong:") +
           count(text->str, "\nPartly correct:");
  }
  if (seen < n) print_message("%d verdicts of %d in:%s\n", seen, n, text->str);
  return seen;
}

/* Starts a plain drill, gives N answers, and kills it as soon as it has shown N verdicts. */
static int answer_and_kill(const Shell *shell, int n) {
  const char *program = g_getenv("PAWL") == NULL ? "build/pawl" : g_getenv("PAWL");
  const char *argv[] = {program, "--db", shell->db, "drill", "--plain", "--seed", "7", NULL};
  g_auto(GStrv) env = g_environ_setenv(g_get_environ(), "PAWL_ITEMS", shell->items, TRUE);
  GPid pid = 0;
  int in = -1, out = -1;
  assert_true(g_spawn_async_with_pipes(NULL, (char **)argv, env,
                                       G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH, NULL, NULL,
                                       &pid, &in, &out, NULL, NULL));
  for (int i = 0; i < n; i++) assert_int_equal(write(in, "1\n", 2), 2);
  int seen = read_verdicts(out, n);
  kill(pid, SIGKILL);
  waitpid(pid, NULL, 0);
  close(in);
  close(out);
  return seen;
}

static void a_hundred_plain_answers_with_a_kill_every_tenth(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  g_autofree char *packs = bigpack_write(shell.dir, 130);
  g_free(shell.items);
  shell.items = g_steal_pointer(&packs);
  pawl(&shell, "", "set minutes 600");
  for (int round = 1; round <= 10; round++) {
    assert_int_equal(answer_and_kill(&shell, 10), 10);
    json_t *history = json_of(&shell, "history --json");
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < json_array_size(history); i++)
      assert_true(g_hash_table_add(
          ids, (char *)json_string_value(json_object_get(json_array_get(history, i), "id"))));
    assert_int_equal(json_array_size(history), 10 * round);
    json_decref(history);
  }
  pawl(&shell, "", "doctor");
  assert_int_equal(shell.code, 0);
  shell_close(&shell);
}

static void has_keys(const json_t *object, const char *keys) {
  g_auto(GStrv) names = g_strsplit(keys, " ", -1);
  for (char **name = names; *name != NULL; name++)
    if (json_object_get(object, *name) == NULL) fail_msg("no key '%s'", *name);
}

/* -- practice exams ---------------------------------------------------------------------------- */

static void shell_open_exam(Shell *shell) {
  shell_open(shell);
  g_free(shell->items);
  shell->items = exampack_write(shell->dir);
}

static int number(const json_t *object, const char *key) {
  return (int)json_integer_value(json_object_get(object, key));
}

/* Right answers and questions of AREA ("" for all) among the rows of HISTORY that are of an exam. */
static void recount(const json_t *history, const char *area, int *items, int *right) {
  *items = *right = 0;
  for (size_t i = 0; i < json_array_size(history); i++) {
    const json_t *row = json_array_get(history, i);
    const char *its = json_string_value(json_object_get(row, "area"));
    if (json_object_get(row, "exam") == NULL || (*area != '\0' && strcmp(its, area) != 0)) continue;
    ++*items;
    *right += json_is_true(json_object_get(row, "correct"));
  }
}

/* How often an answer in an exam was changed from FROM (wrong or right) to the other. */
static int recount_changes(const json_t *history, bool from) {
  int n = 0;
  for (size_t i = 0; i < json_array_size(history); i++) {
    const json_t *row = json_array_get(history, i), *exam = json_object_get(row, "exam");
    bool whole = json_array_size(json_object_get(exam, "first")) > 0 &&
                 json_is_true(json_object_get(exam, "answered"));
    bool first = json_is_true(json_object_get(exam, "first_correct"));
    bool last = json_is_true(json_object_get(row, "correct"));
    n += whole && first == from && last != from;
  }
  return n;
}

static void areas_add_up(const json_t *history, const json_t *areas) {
  int items = 0, right = 0;
  for (size_t i = 0; i < json_array_size(areas); i++) {
    const json_t *line = json_array_get(areas, i);
    recount(history, json_string_value(json_object_get(line, "code")), &items, &right);
    assert_int_equal(number(line, "items"), items);
    assert_int_equal(number(line, "right"), right);
  }
}

static void the_forecast_is_judged_rightly(const json_t *result) {
  const json_t *predicted = json_object_get(result, "predicted");
  double percent = json_number_value(json_object_get(result, "percent"));
  bool hit = percent >= json_number_value(json_object_get(predicted, "low")) - 1e-9 &&
             percent <= json_number_value(json_object_get(predicted, "high")) + 1e-9;
  assert_int_equal(json_is_true(json_object_get(predicted, "hit")), hit);
}

static void an_exam_result_is_what_the_history_adds_up_to(void **state) {
  (void)state;
  Shell shell;
  shell_open_exam(&shell);
  pawl(&shell,
       "\n1\n1 2 3\n1 s\n2\n3\n1\n2\n1 2\n1\n2\n2\n# 1\n2\n# 4\n3\n# 5\n1\n# 6\n0\nf\nk 2\nl\nc\n"
       "h\nno\nh\nyes\n",
       "exam --plain --blueprint mock --seed 11");
  assert_int_equal(shell.code, 0);
  says(shell.out, "Question 1 of 20");
  says(shell.out, "Not handed in.");
  says(shell.out, "Right answers");
  json_t *results = json_of(&shell, "exam results --json");
  json_t *history = json_of(&shell, "history --json");
  assert_int_equal(json_array_size(results), 1);
  const json_t *r = json_array_get(results, 0);
  has_keys(r, "id blueprint seed percent categories areas predicted minutes clean");
  int items = 0, right = 0;
  recount(history, "", &items, &right);
  assert_int_equal(items, 20);
  assert_int_equal(number(r, "right"), right);
  UNIT_CLOSE(json_number_value(json_object_get(r, "percent")), 100.0 * right / items, 1e-9);
  areas_add_up(history, json_object_get(r, "areas"));
  assert_int_equal(number(r, "right_to_wrong"), recount_changes(history, true));
  assert_int_equal(number(r, "wrong_to_right"), recount_changes(history, false));
  the_forecast_is_judged_rightly(r);
  json_decref(results);
  json_decref(history);
  pawl(&shell, "", "exam review");
  assert_int_equal(count(shell.out, " of 20, mock."), 20);
  pawl(&shell, "", "exam show 9999");
  assert_int_equal(shell.code, 1);
  pawl(&shell, "", "doctor");
  assert_int_equal(shell.code, 0);
  shell_close(&shell);
}

static void an_exam_left_goes_on_and_may_be_given_up(void **state) {
  (void)state;
  Shell shell;
  shell_open_exam(&shell);
  pawl(&shell, "1\nz\n", "exam --plain --blueprint easy");
  says(shell.out, "Kept");
  pawl(&shell, "", "exam --plain --blueprint mock");
  assert_int_equal(shell.code, 1);
  says(shell.err, "Another exam is open");
  pawl(&shell, "", "set mocks 0");
  assert_int_equal(shell.code, 1);
  says(shell.err, "A practice exam is open");
  pawl(&shell, "X\nyes\n", "exam --plain");
  says(shell.out, "Going on with the exam that is open.");
  says(shell.out, "Given up.");
  pawl(&shell, "", "exam results");
  says(shell.out, "No practice exam was handed in yet.");
  pawl(&shell, "", "exam list");
  says(shell.out, "Clean ones left: ");
  pawl(&shell, "", "exam lst");
  assert_int_equal(shell.code, 2);
  shell_close(&shell);
}

static void sealed_items_are_listed_without_their_text(void **state) {
  (void)state;
  Shell shell;
  shell_open_exam(&shell);
  json_t *items = json_of(&shell, "items --json");
  const char *code = NULL;
  for (size_t i = 0; i < json_array_size(items); i++) {
    const json_t *item = json_array_get(items, i);
    if (!json_is_true(json_object_get(item, "sealed"))) continue;
    assert_true(json_is_null(json_object_get(item, "title")));
    code = json_string_value(json_object_get(item, "id"));
  }
  assert_non_null(code);
  g_autofree char *command = g_strdup_printf("show %s", code);
  json_decref(items);
  pawl(&shell, "", command);
  assert_int_equal(shell.code, 1);
  says(shell.err, "pawl set mocks 0");
  pawl(&shell, "", "set mocks 0");
  pawl(&shell, "", command);
  assert_int_equal(shell.code, 0);
  shell_close(&shell);
}

/* -- writing ----------------------------------------------------------------------------------- */

/* A pack with essays, prompts and an exam of two parts. */
static void shell_open_with_essays(Shell *shell) {
  shell_open(shell);
  g_free(shell->items);
  shell->items = exampack_write(shell->dir);
}

static void a_text_is_written_in_lines_handed_in_and_scored(void **state) {
  (void)state;
  Shell shell;
  shell_open_with_essays(&shell);
  pawl(&shell, "", "write");
  says(shell.out, "essay.1  Ethics and Policies, 40 min  new");
  pawl(&shell, "First line.\n  Kept as typed.\n.\nignored\n", "write essay.1 --plain");
  assert_int_equal(shell.code, 0);
  says(shell.out, "Scenario 1.");
  says(shell.out, "5 words of 40 to 900: too few yet");
  pawl(&shell, "Second sitting.", "write essay.1 --plain"); /* the end of the input ends it */
  json_t *text = json_of(&shell, "write show essay.1 --json");
  assert_string_equal(json_string_value(json_object_get(text, "text")),
                      "First line.\n  Kept as typed.\n\nSecond sitting.");
  assert_string_equal(json_string_value(json_object_get(text, "state")), "draft");
  json_decref(text);
  pawl(&shell, "", "write score 1 --levels clear:3,cost:2");
  assert_int_equal(shell.code, 1);
  says(shell.err, "pawl write hand-in 1");
  pawl(&shell, "", "write hand-in 1");
  says(shell.out, "Handed in, 7 words.");
  pawl(&shell, "5\nx\n3\n2\nWell argued.\n", "write score 1 --plain");
  assert_int_equal(shell.code, 0);
  assert_int_equal(count(shell.out, "A level is a number"), 2);
  says(shell.out, "A model answer.");
  says(shell.out, "Scored: 56 % by you.");
  pawl(&shell, "", "write score essay.1 --as mentor --name Kim --levels clear:1,cost:1");
  says(shell.out, "Scored: 56 % by you; 0 % by Kim.");
  pawl(&shell, "", "write list");
  says(shell.out, "56 points more");
  json_t *list = json_of(&shell, "write list --json");
  assert_int_equal(json_array_size(list), 1);
  const json_t *scores = json_object_get(json_array_get(list, 0), "scores");
  assert_int_equal(json_array_size(scores), 2);
  has_keys(json_array_get(scores, 0), "scorer name at credit levels comment");
  assert_string_equal(json_string_value(json_object_get(json_array_get(scores, 0), "comment")),
                      "Well argued.");
  json_decref(list);
  json_t *history = json_of(&shell, "history --json");
  assert_int_equal(json_array_size(history), 1);
  assert_true(json_is_null(json_object_get(json_array_get(history, 0), "session")));
  json_decref(history);
  pawl(&shell, "", "doctor");
  assert_int_equal(shell.code, 0);
  shell_close(&shell);
}

static void what_cannot_be_scored_says_why_and_stores_nothing(void **state) {
  (void)state;
  static const struct {
    const char *command, *input, *words;
  } failures[] = {{"write show 9", "", "pawl write list"},
                  {"write mock.009", "", "mock.009"},
                  {"write nothing", "", "nothing"},
                  {"write score", "", "by its number"},
                  {"write score 1 --levels clear:3", "", "cost"},
                  {"write score 1 --levels clear:3,cost:7", "", "cost:7"},
                  {"write score 1 --as boss --levels clear:1,cost:1", "", "self or mentor"},
                  {"write score 1", "3\n", "nothing was scored"}};
  Shell shell;
  shell_open_with_essays(&shell);
  pawl(&shell, "A text.\n", "write essay.0 --plain");
  pawl(&shell, "", "write hand-in 1");
  for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
    pawl(&shell, failures[i].input, failures[i].command);
    assert_int_equal(shell.code, 1);
    says(shell.err, failures[i].words);
  }
  json_t *text = json_of(&shell, "write show 1 --json");
  assert_int_equal(json_array_size(json_object_get(text, "scores")), 0);
  json_decref(text);
  shell_close(&shell);
}

static void an_interview_is_timed_and_ticked_by_numbers(void **state) {
  (void)state;
  Shell shell;
  shell_open_with_essays(&shell);
  pawl(&shell, "", "interview");
  says(shell.out, "oral.0  Leadership and Vision, 3 min  new");
  pawl(&shell, "\nA note.\n.\n9\n1 3\n\n", "interview oral.0 --plain");
  assert_int_equal(shell.code, 0);
  says(shell.out, "The clock runs.");
  says(shell.out, "You spoke 0 s of 3 min.");
  says(shell.out, "'9' is no point");
  says(shell.out, "Scored: 67 % by you.");
  pawl(&shell, "", "interview show oral.0");
  says(shell.out, "[x] 1. One.");
  says(shell.out, "[ ] 2. Two.");
  pawl(&shell, "", "interview score oral.0 --levels 1,2,3");
  says(shell.out, "Scored: 100 % by you.");
  pawl(&shell, "", "history");
  says(shell.out, "No answers");
  shell_close(&shell);
}

static void an_exams_essays_are_written_in_plain_lines(void **state) {
  (void)state;
  Shell shell;
  shell_open_with_essays(&shell);
  g_autofree char *file = g_build_filename(shell.dir, "essays.yaml", NULL);
  exampack_file(shell.dir, "essays.yaml",
                EXAMPACK_HEAD "id: essays\ntitle: \"Essays\"\nsections:\n  - {id: two, title: "
                              "\"Essays\", type: essay, items: 2, minutes: 60}\n");
  g_autofree char *take = g_strdup_printf("exam --plain --seed 3 --blueprint %s", file);
  pawl(&shell, "\n9\n1\nMy text.\n.\nl\nq\n", take);
  assert_int_equal(shell.code, 0);
  says(shell.out, "Scenario 1 of 2");
  says(shell.out, "There is no scenario with that number: 1 to 2.");
  says(shell.out, "2 words of 40 to 900");
  says(shell.out, "Go on with: pawl exam");
  pawl(&shell, "", "write hand-in 1");
  assert_int_equal(shell.code, 1);
  says(shell.err, "with its part");
  pawl(&shell, "\nh\nno\nh\nyes\n", "exam --plain");
  assert_int_equal(count(shell.out, "Hand in? 1 of 2 written."), 2);
  says(shell.out, "1 of 2 texts scored so far");
  says(shell.out, "pawl write score 1");
  pawl(&shell, "", "write score 1 --levels clear:4,cost:4");
  json_t *results = json_of(&shell, "exam results --json");
  const json_t *part = json_array_get(json_object_get(json_array_get(results, 0), "parts"), 0);
  assert_true(json_is_true(json_object_get(part, "scored")));
  assert_int_equal((int)json_number_value(json_object_get(part, "percent")), 50);
  json_decref(results);
  shell_close(&shell);
}

/* -- reports ----------------------------------------------------------------------------------- */

static void what_helps_to_study_is_at_hand(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "", "glossary rpo");
  says(shell.out, "RPO: recovery point objective\n  How much data");
  pawl(&shell, "", "glossary");
  assert_int_equal(count(shell.out, "\n\n"), 2);
  pawl(&shell, "", "glossary zebra");
  assert_int_equal(shell.code, 1);
  json_t *terms = json_of(&shell, "glossary --json lost");
  assert_int_equal(json_array_size(terms), 1);
  has_keys(json_array_get(terms, 0), "term long text also tags");
  json_decref(terms);
  pawl(&shell, "t\n1\nq\n", "drill --plain --seed 7 --now 2026-11-23T18:00:00Z");
  says(shell.out, "case\n  A word of this fixture.");
  assert_int_equal(count(shell.out, "Read: A guide to read (A public agency): chapter 2"),
                   count(shell.out, "\nWrong: "));
  assert_int_equal(count(shell.out, "looked up again"), 0);
  shell_close(&shell);
}

static void facts_that_are_overdue_say_so(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "1\nq\n", "drill --plain --seed 7 --now 2027-01-15T18:00:00Z");
  says(shell.out, "Its facts were to be looked up again by 2026-12-31: check the source.");
  shell_close(&shell);
}

static void json_reports_have_the_documented_keys(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "1 s\n2\nq\n", "drill --plain --seed 7");
  json_t *history = json_of(&shell, "history --json");
  const json_t *answer = json_array_get(history, 0);
  has_keys(answer,
           "id item area at offset day shown chosen correct credit confidence rating ms session");
  assert_true(json_is_boolean(json_object_get(answer, "correct")));
  assert_int_equal(json_array_size(json_object_get(answer, "shown")), 4);
  assert_string_equal(json_string_value(json_object_get(answer, "confidence")), "sure");
  const char *at = json_string_value(json_object_get(answer, "at"));
  assert_int_equal(at[strlen(at) - 1], 'Z');
  json_decref(history);
  json_t *items = json_of(&shell, "items --json");
  assert_int_equal(json_array_size(items), 36);
  has_keys(json_array_get(items, 0), "id pack type status area objective level hash");
  json_decref(items);
  json_t *status = json_of(&shell, "status --json");
  has_keys(status, "due new areas today exam_date week");
  assert_int_equal(json_array_size(json_object_get(status, "areas")), 10);
  assert_int_equal(json_integer_value(json_object_get(status, "new")), 32);
  json_decref(status);
  shell_close(&shell);
}

static void what_is_known_of_the_learner_has_documented_keys(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "1 s\n\n2\n\n1\nq\n", "drill --plain --seed 7");
  json_t *mastery = json_of(&shell, "mastery --json"), *ready = json_of(&shell, "readiness --json");
  json_t *plan = json_of(&shell, "plan --json"), *memory = json_of(&shell, "memory --json");
  has_keys(mastery, "today readiness areas study");
  assert_int_equal(json_array_size(json_object_get(mastery, "areas")), 10);
  has_keys(
      json_array_get(json_object_get(mastery, "areas"), 0),
      "code title category weight status chance score low high change fresh fresh_right repeats "
      "fresh_days mastered lost items new");
  has_keys(ready, "enough chance low high target score score_low score_high fresh repeats needed");
  assert_true(json_is_false(json_object_get(ready, "enough")));
  assert_true(json_is_null(json_object_get(ready, "chance")));
  assert_int_equal(json_integer_value(json_object_get(ready, "fresh")), 3);
  has_keys(plan, "today exam_date days passed minutes items new quota sitting minutes_needed "
                 "forecasts due says");
  assert_int_equal(json_array_size(json_object_get(plan, "due")), 28);
  has_keys(memory, "answers predictions log_loss fitted new_since_fit recall stability confidence");
  assert_int_equal(json_integer_value(json_object_get(memory, "answers")), 3);
  json_t *all[] = {mastery, ready, plan, memory};
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++) json_decref(all[i]);
  static const char *const plain[] = {"mastery", "readiness", "plan", "memory", "fit"};
  for (size_t i = 0; i < G_N_ELEMENTS(plain); i++) {
    pawl(&shell, "", plain[i]);
    assert_int_equal(shell.code, 0);
    assert_true(strlen(shell.out) > 40);
  }
  shell_close(&shell);
}

static void a_report_is_printed_as_lines_and_as_json(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "", "report");
  assert_int_equal(shell.code, 0);
  says(shell.out, "Nothing was answered yet.");
  pawl(&shell, "1 s\n\n2\n\n1\nq\n", "drill --plain --seed 7");
  pawl(&shell, "", "report");
  assert_int_equal(shell.code, 0);
  says(shell.out, "Not enough evidence yet: 3 of 40 fresh answers.");
  says(shell.out, "not a prediction of the\nreal exam's scaled score");
  no_line_is_wide(shell.out);
  json_t *report = json_of(&shell, "report --json"), *status = json_of(&shell, "status --json");
  has_keys(report,
           "today name learner exam_date readiness signs recent status areas weak work weeks "
           "trend sure sureness forecasts exams texts memory study");
  assert_int_equal(json_integer_value(json_object_get(json_object_get(report, "work"), "answers")),
                   json_integer_value(json_object_get(status, "answers")));
  json_decref(report);
  json_decref(status);
  shell_close(&shell);
}

static void a_report_is_written_whole_for_its_owner_alone(void **state) {
  (void)state;
  static const struct {
    const char *name, *holds;
  } forms[] = {{"r.html", "<!DOCTYPE html>"},
               {"r.md", "# Progress report"},
               {"r.CSV", "key,name,value\r\n"}};
  Shell shell;
  shell_open(&shell);
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
    g_autofree char *path = g_build_filename(shell.dir, forms[i].name, NULL), *text = NULL;
    g_autofree char *command = g_strdup_printf("report -o '%s'", path);
    g_autofree char *told = g_strdup_printf("Wrote the report to %s.\n", path);
    GStatBuf mode;
    pawl(&shell, "", command);
    assert_int_equal(shell.code, 0);
    pawl(&shell, "", command); /* in the place of the one before */
    assert_int_equal(shell.code, 0);
    assert_string_equal(shell.out, told);
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    says(text, forms[i].holds);
    assert_int_equal(g_stat(path, &mode), 0);
    assert_int_equal(mode.st_mode & 0777, 0600);
  }
  shell_close(&shell);
}

/* Whatever a path names, what pawl did not write stays as it was. */
static void nothing_but_its_own_files_is_replaced(void **state) {
  (void)state;
  static const char *const commands[] = {"log export", "report", "mentor report", "mentor reply"};
  static const char *const names[] = {"x.pawl-log", "x.html", "x.md", "x.csv", "x.pawl-reply"};
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "", "mentor say 01a21c72-9100-722e-ac5a-02da8d05c504 'Go on.'");
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(shell.dir, names[i], NULL), *text = NULL;
    const char *verb = commands[i == 0 ? 0 : i == 4 ? 3 : i % 2 + 1];
    g_autofree char *command = g_strdup_printf("%s -o '%s'", verb, path);
    assert_true(g_file_set_contents(path, "precious", -1, NULL));
    pawl(&shell, "", command);
    assert_int_equal(shell.code, 1);
    says(shell.err, "that pawl wrote: name another file");
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, "precious");
    assert_int_equal(g_unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    pawl(&shell, "", command);
    assert_int_equal(shell.code, 1);
    says(shell.err, "no ordinary file");
    assert_int_equal(g_unlink(path), 0);
    pawl(&shell, "", command);
    assert_int_equal(shell.code, 0);
    pawl(&shell, "", command); /* its own: the same verb once more */
    assert_int_equal(shell.code, strcmp(verb, "mentor reply") == 0 ? 1 : 0);
  }
  g_autofree char *folder = g_strdup_printf("log export -o '%s'", shell.dir);
  pawl(&shell, "", folder);
  assert_int_equal(shell.code, 1);
  says(shell.err, "is a folder");
  shell_close(&shell);
}

static void a_report_that_cannot_be_written_says_why(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  g_autofree char *nowhere = g_strdup_printf("report -o '%s/none/r.html'", shell.dir);
  pawl(&shell, "", nowhere);
  assert_int_equal(shell.code, 1);
  says(shell.err, "none/r.html");
  assert_string_equal(shell.out, "");
  pawl(&shell, "", "report -o report.pdf");
  assert_int_equal(shell.code, 2);
  says(shell.err, ".html, .md or .csv, not 'report.pdf'");
  g_autofree char *path = g_build_filename(shell.dir, "r.html", NULL);
  g_autofree char *both = g_strdup_printf("report -o '%s' --json", path);
  pawl(&shell, "", both);
  assert_int_equal(shell.code, 2);
  assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  shell_close(&shell);
}

static void a_forecast_is_logged_before_and_scored_after(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "", "forecast score 10");
  assert_int_equal(shell.code, 1);
  says(shell.err, "No forecast waits");
  pawl(&shell, "", "forecast 40");
  says(shell.out, "not scored yet");
  pawl(&shell, "", "forecast score 41");
  assert_int_equal(shell.code, 1);
  pawl(&shell, "", "forecast score 26");
  says(shell.out, "65 % right: within");
  pawl(&shell, "", "forecast score 30");
  assert_int_equal(shell.code, 1);
  pawl(&shell, "", "forecast 40");
  pawl(&shell, "", "forecast score 1");
  says(shell.out, "1 of 2 outcomes lay within");
  pawl(&shell, "", "mastery");
  says(shell.out, "1 of 2 outcomes");
  json_t *all = json_of(&shell, "forecast --json");
  has_keys(json_array_get(all, 0), "date form items low middle high right hit");
  assert_true(json_is_false(json_object_get(json_array_get(all, 1), "hit")));
  json_decref(all);
  pawl(&shell, "", "forecast much");
  assert_int_equal(shell.code, 2);
  shell_close(&shell);
}

static void an_impossible_date_is_told_with_the_best_plan(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "", "set minutes 5");
  pawl(&shell, "", "set exam-date 2026-11-26");
  pawl(&shell, "", "plan --now 2026-11-23T18:00:00Z");
  says(shell.out, "will not be");
  says(shell.out, "minutes a day would be");
  pawl(&shell, "", "plan --now 2026-12-23T18:00:00Z");
  says(shell.out, "has passed");
  shell_close(&shell);
}

static void a_log_file_is_fitted_or_refused_at_its_line(void **state) {
  (void)state;
  static const struct {
    const char *text, *message;
  } bad[] = {
      {"", "The file is empty."},
      {"card_id,review_time\n", ":1: The first line must name"},
      {"card_id,review_time,review_rating\n1,2,3\n1,2,9\n", ":3: A rating is"},
      {"card_id,review_time,review_rating\n1,x,3\n", ":2: A number is missing"},
      {"card_id,review_time,review_rating\n1,2\n", ":2: This line does not have as many"},
      {"card_id,review_time,review_rating\n1,2,3,4\n", ":2: This line does not have as many"}};
  Shell shell;
  shell_open(&shell);
  g_autofree char *path = g_build_filename(shell.dir, "log.csv", NULL);
  g_autofree char *command = g_strdup_printf("fit --log '%s'", path);
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    assert_true(g_file_set_contents(path, bad[i].text, -1, NULL));
    pawl(&shell, "", command);
    assert_int_equal(shell.code, 1);
    says(shell.err, bad[i].message);
  }
  GString *log = g_string_new("review_time,card_id,review_rating\r\n");
  for (int day = 0; day < 6; day++)
    for (int card = 0; card < 100; card++)
      g_string_append_printf(log, "%" G_GINT64_FORMAT ",%d,%d\r\n",
                             INT64_C(1700000000000) + day * day * INT64_C(86400000) + card, card,
                             (card * 7 + day * 3) % 10 < 8 ? 3 : 1);
  assert_true(g_file_set_contents(path, log->str, -1, NULL));
  g_string_free(log, TRUE);
  g_autofree char *as_json = g_strconcat(command, " --json", NULL);
  json_t *fit = json_of(&shell, as_json);
  has_keys(fit, "parameters log_loss rmse_bins default_log_loss default_rmse_bins predictions "
                "seconds peak_kb better kind");
  assert_int_equal(json_array_size(json_object_get(fit, "parameters")), 21);
  assert_int_equal(json_integer_value(json_object_get(fit, "predictions")), 500);
  assert_true(json_is_true(json_object_get(fit, "better")));
  json_decref(fit);
  shell_close(&shell);
}

static void the_undone_are_left_out_unless_asked_for(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "1\nu\n2\nq\n", "drill --plain --seed 7");
  json_t *counted = json_of(&shell, "history --json"),
         *all = json_of(&shell, "history --json --undone");
  assert_int_equal(json_array_size(counted), 1);
  assert_int_equal(json_array_size(all), 2);
  assert_true(json_is_true(json_object_get(json_array_get(all, 0), "undone")));
  json_decref(counted);
  json_decref(all);
  shell_close(&shell);
}

static void lint_judges_by_exit_status(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  /* The fixture's items are alike on purpose: warnings, which count under --strict alone. */
  g_autofree char *good = g_strdup_printf("pack lint '%s/good'", shell.items);
  pawl(&shell, "", good);
  assert_int_equal(shell.code, 0);
  says(shell.out, "near-duplicate");
  g_autofree char *strict = g_strdup_printf("pack lint --strict '%s/good'", shell.items);
  pawl(&shell, "", strict);
  assert_int_equal(shell.code, 1);
  pawl(&shell, "", "pack lint /nonexistent");
  assert_int_equal(shell.code, 2);
  says(shell.out, "pack.yaml");
  g_autofree char *json = g_strdup_printf("pack lint --json '%s/good'", shell.items);
  json_t *report = json_of(&shell, json);
  has_keys(report, "errors warnings notes cues key_position areas levels near_duplicates findings");
  json_decref(report);
  shell_close(&shell);
}

/* -- self-assessments -------------------------------------------------------------------------- */

static void a_script_fills_an_assessment_in(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "3\n9\n\n2\nb\n1\nq\n", "assess --plain");
  assert_int_equal(shell.code, 0);
  says(shell.out, "1 not yet considered, 2 begun, 3 in place, 4 mature");
  says(shell.out, "Statement 1 of 3");
  says(shell.out, "Kept: 3 in place");
  says(shell.out, "That is no rating");
  says(shell.out, "Rated: 2 begun"); /* on the way back */
  says(shell.out, "Go on with: pawl assess --instrument candidate");
  pawl(&shell, "", "assess list");
  says(shell.out, "open: 2 of 3 rated");
  pawl(&shell, "4\nf\nb\n", "assess"); /* goes on at the open one; f is no rating */
  says(shell.out, "Statement 2 of 3");
  says(shell.out, "Statement 3 of 3");
  pawl(&shell, "f\n", "assess");
  assert_int_equal(count(shell.out, "Statement"), 0);
  says(shell.out, "3 of 3 rated.");
  says(shell.out, "Finished.");
  json_t *list = json_of(&shell, "assess list --json");
  has_keys(json_array_get(list, 0), "id title rater state rated statements name finished last");
  assert_string_equal(json_string_value(json_object_get(json_array_get(list, 0), "state")),
                      "finished");
  json_decref(list);
  shell_close(&shell);
}

/* What somebody does in an editor: RATING behind every statement. */
static void fill_sheet(const char *path, const char *rating) {
  g_autofree char *text = NULL, *rated = g_strdup_printf("    rating: %s\n", rating);
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) parts = g_strsplit(text, "    rating: \n", -1);
  assert_true(g_strv_length(parts) > 1);
  g_autofree char *filled = g_strjoinv(rated, parts);
  assert_true(g_file_set_contents(path, filled, -1, NULL));
}

static void a_sheet_goes_out_and_comes_back(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  g_autofree char *sheet = g_build_filename(shell.dir, "sheet.yaml", NULL);
  g_autofree char *out = g_strdup_printf("assess --out '%s' --name 'Pat Lee'", sheet);
  g_autofree char *in = g_strdup_printf("assess --import '%s'", sheet);
  pawl(&shell, "", out);
  assert_int_equal(shell.code, 0);
  says(shell.out, "blank");
  pawl(&shell, "", in);
  assert_int_equal(shell.code, 1);
  says(shell.err, "[no-rating]");
  fill_sheet(sheet, "3");
  pawl(&shell, "", out);
  assert_int_equal(shell.code, 1);
  says(shell.err, "is there already");
  pawl(&shell, "", in);
  assert_int_equal(shell.code, 0);
  says(shell.out, "Taken in: 3 of 3 statements rated");
  says(shell.out, "by Pat Lee");
  pawl(&shell, "", in);
  assert_int_equal(shell.code, 0);
  says(shell.out, "Nothing new");
  json_t *report = json_of(&shell, "assess compare --json");
  has_keys(report, "self before superintendent team areas");
  json_t *area = json_array_get(json_object_get(report, "areas"), 0);
  has_keys(area, "code title rated statements self change superintendent team measured score low "
                 "high fresh verdict");
  assert_true(fabs(json_real_value(json_object_get(area, "self")) - 2 / 3.) < 1e-9);
  assert_string_equal(json_string_value(json_object_get(area, "verdict")), "not measured yet");
  assert_true(json_is_null(json_object_get(area, "score")));
  assert_true(json_is_null(json_object_get(report, "team")));
  json_decref(report);
  pawl(&shell, "", "assess compare");
  says(shell.out, "Not measured yet: yourself 67 %, 0 fresh answers so far.");
  shell_close(&shell);
}

static void a_faulty_sheet_is_told_at_its_lines_and_changes_nothing(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  g_autofree char *sheet = g_build_filename(shell.dir, "sheet.yaml", NULL);
  g_autofree char *out = g_strdup_printf("assess --out '%s'", sheet);
  g_autofree char *in = g_strdup_printf("assess --import '%s'", sheet);
  pawl(&shell, "", out);
  fill_sheet(sheet, "5");
  pawl(&shell, "", in);
  assert_int_equal(shell.code, 1);
  g_autofree char *place = g_strdup_printf("%s:", sheet);
  assert_int_equal(count(shell.err, place), 3);
  says(shell.err, "3 faults, and nothing of it was taken in");
  pawl(&shell, "", "assess list");
  says(shell.out, "never filled in");
  static const char *const bad[] = {"assess lost", "assess --out a --import b",
                                    "assess list --import b"};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    pawl(&shell, "", bad[i]);
    assert_int_equal(shell.code, 2);
  }
  pawl(&shell, "", "assess --instrument nobody");
  assert_int_equal(shell.code, 1);
  says(shell.err, "pawl assess list");
  shell_close(&shell);
}

static void settings_items_and_care_work_from_the_command_line(void **state) {
  (void)state;
  static const struct {
    const char *command, *words;
  } runs[] = {{"set exam-date 2027-03-14", "2027-03-14"},
              {"set exam-date", "2027-03-14"},
              {"set", "retention"},
              {"search kitten", "kind.match"},
              {"search zebra", "No item matches"},
              {"show kind.order", "Put the numbers"},
              {"flag kind.order 'odd order'", "is flagged"},
              {"show kind.order", "odd order"},
              {"unflag kind.order", "no longer"},
              {"suspend kind.order", "is suspended"},
              {"resume kind.order", "asked again"},
              {"pack list", "good"},
              {"pack show good", "CC-BY-4.0"},
              {"doctor", "All is well."},
              {"rebuild", "Replayed 0 answers"},
              {"backup", "verified backup"},
              {"keys", "[keys]"},
              {"about", "not affiliated with"},
              {"completion bash", "complete -F _pawl pawl"},
              {"completion zsh", "#compdef pawl"},
              {"completion fish", "complete -c pawl"},
              {"--version", "pawl "}};
  Shell shell;
  shell_open(&shell);
  for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
    pawl(&shell, "", runs[i].command);
    if (shell.code != 0) fail_msg("'%s' ended with %d: %s", runs[i].command, shell.code, shell.err);
    says(shell.out, runs[i].words);
  }
  shell_close(&shell);
}

static void a_damaged_database_is_named_and_repaired_on_request(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "1\n2\n3\nq\n", "drill --plain --seed 7");
  pawl(&shell, "", "backup");
  g_autofree char *bytes = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(shell.db, &bytes, &size, NULL));
  memset(bytes + 100, 0x5a, MIN(size - 100, 3000));
  assert_true(g_file_set_contents(shell.db, bytes, (gssize)size, NULL));
  pawl(&shell, "", "status");
  assert_int_equal(shell.code, 1);
  says(shell.err, "pawl doctor --repair");
  pawl(&shell, "", "doctor --repair");
  assert_int_equal(shell.code, 0);
  json_t *history = json_of(&shell, "history --json");
  assert_int_equal(json_array_size(history), 3);
  json_decref(history);
  shell_close(&shell);
}

/* Runs COMMAND on DB with ITEMS as they are. */
static void pawl_on(Shell *shell, const char *db, const char *command) {
  char *kept = shell->db;
  shell->db = (char *)db;
  pawl(shell, "", command);
  shell->db = kept;
}

static void progress_travels_with_json_told_of_it(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  g_autofree char *log = g_build_filename(shell.dir, "a.pawl-log", NULL);
  g_autofree char *write = g_strdup_printf("log export --json -o '%s'", log);
  g_autofree char *verify = g_strdup_printf("log verify --json '%s'", log);
  g_autofree char *import = g_strdup_printf("log import --json '%s'", log);
  g_autofree char *sync = g_strdup_printf("sync --json '%s'", shell.dir);
  pawl(&shell, "1\n\n1\n\n1\n\nq\n", "drill --plain --seed 7");
  json_t *written = json_of(&shell, write);
  has_keys(written, "file events answers left_out");
  assert_int_equal(json_integer_value(json_object_get(written, "answers")), 3);
  json_t *checked = json_of(&shell, verify);
  has_keys(checked, "file format learner device written app level since events answers others");
  json_t *merged = json_of(&shell, import);
  has_keys(merged, "events added answers others waiting");
  json_t *synced = json_of(&shell, sync);
  has_keys(synced, "logs unchanged skipped added answers waiting own notes");
  json_t *overview = json_of(&shell, "mentor --json");
  has_keys(overview, "day group areas candidates notes");
  json_decref(written);
  json_decref(checked);
  json_decref(merged);
  json_decref(synced);
  json_decref(overview);
  shell_close(&shell);
}

static void progress_travels_between_two_devices(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  g_autofree char *far = g_build_filename(shell.dir, "far", "pawl.db", NULL);
  g_autofree char *folder = g_path_get_dirname(far);
  g_autofree char *log = g_build_filename(shell.dir, "a.pawl-log", NULL);
  g_autofree char *write = g_strdup_printf("log export -o '%s'", log);
  g_autofree char *verify = g_strdup_printf("log verify '%s'", log);
  g_autofree char *import = g_strdup_printf("log import '%s'", log);
  assert_int_equal(g_mkdir(folder, 0700), 0);
  pawl(&shell, "1\n\n1\n\n1\n\nq\n", "drill --plain --seed 7");
  pawl(&shell, "", write);
  assert_int_equal(shell.code, 0);
  says(shell.out, "3 of them answers");
  pawl(&shell, "", verify);
  assert_int_equal(shell.code, 0);
  says(shell.out, "is whole");
  pawl_on(&shell, far, import);
  assert_int_equal(shell.code, 1);
  says(shell.err, "pawl log learner ");
  pawl(&shell, "", "log learner");
  g_autofree char *join = g_strdup_printf("log learner %.36s", shell.out);
  pawl_on(&shell, far, join);
  assert_int_equal(shell.code, 0);
  pawl_on(&shell, far, import);
  assert_int_equal(shell.code, 0);
  says(shell.out, "3 of them answers");
  pawl_on(&shell, far, import);
  says(shell.out, "Nothing new");
  g_autofree char *sync = g_strdup_printf("sync '%s'", shell.dir);
  pawl_on(&shell, far, sync);
  assert_int_equal(shell.code, 0);
  says(shell.out, "This device's log: ");
  pawl(&shell, "", sync);
  assert_int_equal(shell.code, 0);
  g_autofree char *text = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(log, &text, &size, NULL));
  assert_true(g_file_set_contents(log, text, (gssize)size / 2, NULL));
  pawl(&shell, "", verify);
  assert_int_equal(shell.code, 1);
  says(shell.err, ", line ");
  pawl(&shell, "", sync);
  assert_int_equal(shell.code, 1);
  says(shell.err, "could not be taken");
  pawl(&shell, "", "log export");
  assert_int_equal(shell.code, 2);
  pawl(&shell, "", "log verfy x");
  says(shell.err, "Did you mean 'verify'");
  pawl(&shell, "", "log export -o x --level most");
  assert_int_equal(shell.code, 2);
  shell_close(&shell);
}

static void logs_of_learners_are_pooled_into_item_statistics(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  g_autofree char *log = g_build_filename(shell.dir, "a.pawl-log", NULL);
  g_autofree char *write = g_strdup_printf("log export --level answers -o '%s'", log);
  g_autofree char *stats = g_strdup_printf("items stats '%s'", log);
  g_autofree char *json = g_strdup_printf("items stats --json '%s'", shell.dir);
  pawl(&shell, "1\n\n1\n\n1\n\nq\n", "drill --plain --seed 7");
  pawl(&shell, "", write);
  assert_int_equal(shell.code, 0);
  pawl(&shell, "", stats);
  assert_int_equal(shell.code, 0);
  assert_string_equal(shell.err, "");
  says(shell.out, "1 learner, 3 items, 3 first answers");
  says(shell.out, "Too few answers to judge (under 20)");
  g_auto(GStrv) lines = g_strsplit(shell.out, "\n", -1);
  for (char **line = lines; *line != NULL; line++) assert_true(g_utf8_strlen(*line, -1) <= 80);
  json_t *pooled = json_of(&shell, json);
  has_keys(pooled, "logs skipped form minimum_n left_out items notes");
  has_keys(json_object_get(pooled, "form"),
           "learners items answers facility mean sd kr20 alpha prior");
  assert_true(json_is_null(json_object_get(json_object_get(pooled, "form"), "alpha")));
  assert_int_equal(json_integer_value(json_object_get(pooled, "minimum_n")), 20);
  const json_t *items = json_object_get(pooled, "items"), *first = json_array_get(items, 0);
  assert_int_equal(json_array_size(items), 3);
  has_keys(first,
           "id pack hash title sealed n facility shrunk discrimination key_from flags options");
  assert_string_equal(json_string_value(json_array_get(json_object_get(first, "flags"), 0)), "few");
  json_decref(pooled);
  g_autofree char *text = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(log, &text, &size, NULL));
  assert_true(g_file_set_contents(log, text, (gssize)size / 2, NULL));
  pawl(&shell, "", stats);
  assert_int_equal(shell.code, 1);
  says(shell.out, "0 learners");
  says(shell.err, "a.pawl-log, line ");
  says(shell.err, "1 log could not be taken");
  pawl(&shell, "", "items stats");
  assert_int_equal(shell.code, 2);
  pawl(&shell, "", "items stat x");
  assert_int_equal(shell.code, 2);
  says(shell.err, "Did you mean 'stats'?");
  shell_close(&shell);
}

static void a_mentor_answers_in_a_file(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  g_autofree char *far = g_build_filename(shell.dir, "far.db", NULL);
  g_autofree char *file = g_build_filename(shell.dir, "a.pawl-reply", NULL);
  g_autofree char *write = g_strdup_printf("mentor reply -o '%s'", file);
  g_autofree char *import = g_strdup_printf("log import '%s'", file);
  g_autofree char *each = g_strdup_printf("mentor reply -o '%s'", shell.dir);
  pawl(&shell, "", "log learner");
  g_autofree char *id = g_strndup(shell.out, 36);
  g_autofree char *say = g_strdup_printf("mentor say %s 'Read the code again.'", id);
  g_autofree char *about = g_strdup_printf("mentor say %.8s Here. --about area:lead.vision", id);
  pawl_on(&shell, far, "set name Kim");
  pawl_on(&shell, far, write);
  assert_int_equal(shell.code, 1);
  says(shell.err, "No candidate waits");
  pawl_on(&shell, far, say);
  assert_int_equal(shell.code, 0);
  pawl_on(&shell, far, about);
  assert_int_equal(shell.code, 0);
  pawl_on(&shell, far, write);
  says(shell.out, "Wrote 0 scores and 2 remarks");
  pawl(&shell, "", import);
  assert_int_equal(shell.code, 0);
  assert_string_equal(shell.out, "Kim wrote 2 remarks. Read them: pawl mastery\n");
  pawl(&shell, "", import);
  says(shell.out, "Nothing new");
  pawl(&shell, "", "status");
  says(shell.out, "New from Kim: 2 remarks\n");
  pawl(&shell, "", "mastery");
  says(shell.out, ": Read the code again.");
  pawl(&shell, "", "status");
  assert_null(strstr(shell.out, "New from"));
  json_t *mastery = json_of(&shell, "mastery --json");
  assert_int_equal(json_array_size(json_object_get(mastery, "remarks")), 1);
  json_decref(mastery);
  pawl_on(&shell, far, import);
  assert_int_equal(shell.code, 1);
  says(shell.err, id);
  /* A candidate of the overview goes by the name in their log, and is shown with what was said. */
  g_autofree char *log = g_build_filename(shell.dir, "al.pawl-log", NULL);
  g_autofree char *export = g_strdup_printf("log export -o '%s'", log);
  g_autofree char *read = g_strdup_printf("mentor '%s'", log);
  pawl(&shell, "", "set name Al");
  pawl(&shell, "", export);
  pawl_on(&shell, far, read);
  pawl_on(&shell, far, "mentor say Al 'Slow down.'");
  assert_int_equal(shell.code, 0);
  g_autofree char *kept = g_strdup_printf("Kept for Al (…%s).\n", id + 24);
  says(shell.out, kept);
  pawl_on(&shell, far, "mentor show Al");
  says(shell.out, "Progress report: Al");
  says(shell.out, "Slow down.");
  pawl_on(&shell, far, write);
  assert_int_equal(shell.code, 0);
  /* Two candidates: they are listed, or written into a folder. */
  pawl_on(&shell, far, "mentor say 01a21c72-9100-722e-ac5a-02da8d05c504 'Go on.'");
  pawl_on(&shell, far, about);
  pawl_on(&shell, far, write);
  assert_int_equal(shell.code, 1);
  says(shell.out, "01a21c72-9100-722e-ac5a-02da8d05c504  1 new of 1");
  says(shell.err, "2 candidates wait");
  pawl_on(&shell, far, each);
  assert_int_equal(shell.code, 0);
  says(shell.out, "02da8d05c504.pawl-reply");
  pawl_on(&shell, far, "mentor reply");
  assert_int_equal(shell.code, 2);
  pawl_on(&shell, far, "mentor say x");
  assert_int_equal(shell.code, 2);
  pawl_on(&shell, far, "mentor say 01a2 Text. --about item:3");
  says(shell.err, "--about takes");
  shell_close(&shell);
}

static void a_key_is_forgotten_after_a_word(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "", "log forget-key 01a21c72-9100-722e-ac5a-02da8d05c504");
  assert_int_equal(shell.code, 1);
  says(shell.err, "will be believed, whoever signed it");
  pawl(&shell, "", "log forget-key 01a21c72-9100-722e-ac5a-02da8d05c504 -y");
  assert_int_equal(shell.code, 1);
  says(shell.err, "No key of the device");
  pawl(&shell, "", "log forget-key");
  assert_int_equal(shell.code, 2);
  shell_close(&shell);
}

static void the_manual_names_every_command_and_option(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  const char *srcdir = g_getenv("srcdir");
  g_autofree char *path = g_build_filename(srcdir == NULL ? "." : srcdir, "doc", "pawl.1", NULL);
  g_autofree char *manual = NULL;
  assert_true(g_file_get_contents(path, &manual, NULL, NULL));
  pawl(&shell, "", "completion fish");
  g_auto(GStrv) lines = g_strsplit(shell.out, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    const char *word = strstr(*line, " -a ") != NULL   ? strstr(*line, " -a ") + 4
                       : strstr(*line, " -l ") != NULL ? strstr(*line, " -l ") + 4
                                                       : NULL;
    if (word == NULL) continue;
    g_autofree char *name = g_strndup(word, strcspn(word, " "));
    g_autofree char *needle =
        g_strdup_printf("%s%s", strstr(*line, " -l ") ? "Fl Fl " : "Cm ", name);
    if (strstr(manual, needle) == NULL) fail_msg("pawl.1 does not name %s", needle);
  }
  shell_close(&shell);
}

/* -- a mentor reads and scores ----------------------------------------------------------------- */

static void a_mentor_reads_and_scores_in_plain_lines(void **state) {
  (void)state;
  Shell shell;
  shell_open_with_essays(&shell);
  g_autofree char *far = g_build_filename(shell.dir, "far.db", NULL);
  g_autofree char *log = g_build_filename(shell.dir, "al.pawl-log", NULL);
  g_autofree char *file = g_build_filename(shell.dir, "al.pawl-reply", NULL);
  g_autofree char *paper = g_build_filename(shell.dir, "al.md", NULL);
  g_autofree char *export = g_strdup_printf("log export -o '%s'", log);
  g_autofree char *look = g_strdup_printf("mentor '%s'", log);
  g_autofree char *essays = g_strdup_printf("mentor essays Al '%s'", log);
  g_autofree char *write = g_strdup_printf("mentor reply Al -o '%s'", file);
  g_autofree char *take = g_strdup_printf("log import '%s'", file);
  g_autofree char *report = g_strdup_printf("mentor show Al -o '%s'", paper);
  pawl(&shell, "A text.\n", "write essay.0 --plain");
  pawl(&shell, "", "write hand-in 1");
  pawl(&shell, "", "set name Al");
  pawl(&shell, "", export);
  pawl_on(&shell, far, look);
  pawl_on(&shell, far, essays);
  assert_int_equal(shell.code, 0);
  says(shell.out, "1  ");
  says(shell.out, "Not scored by the writer.");
  pawl_on(&shell, far, "mentor essay Al 1");
  says(shell.out, "A text.");
  says(shell.out, "Scenario 0.");
  says(shell.out, "A model answer.");
  pawl_on(&shell, far, "mentor score Al 1 --levels clear:3,cost:2 --comment Well.");
  assert_int_equal(shell.code, 0);
  says(shell.out, "Scored: Not scored by the writer; 56 % by Mentor.");
  pawl_on(&shell, far, "mentor essays Al --json");
  says(shell.out, "\"comment\": \"Well.\"");
  pawl_on(&shell, far, "mentor exams Al");
  says(shell.out, "No practice exam");
  pawl_on(&shell, far, "mentor exams Al --json");
  assert_string_equal(shell.out, "[]\n");
  pawl_on(&shell, far, "mentor areas Al");
  says(shell.out, "0 repeats");
  pawl_on(&shell, far, "mentor areas Al --json");
  says(shell.out, "\"code\": \"lead.vision\"");
  pawl_on(&shell, far, report);
  assert_int_equal(shell.code, 0);
  assert_true(g_file_test(paper, G_FILE_TEST_EXISTS));
  pawl_on(&shell, far, write);
  pawl(&shell, "", take);
  says(shell.out, "Mentor scored 1 text");
  pawl(&shell, "", "write show 1");
  says(shell.out, "56 % by\nMentor");
  shell_close(&shell);
}

static void what_a_mentor_cannot_read_or_score_says_why(void **state) {
  (void)state;
  static const struct {
    const char *command, *words;
    int code;
  } failures[] = {{"mentor essay Al 9", "There is no essay '9', of 1 in all.", 1},
                  {"mentor exam Al 1", "There is no exam '1', of 0 in all.", 1},
                  {"mentor essays Cy", "There is no candidate 'Cy' here.", 1},
                  {"mentor score Al 1 --levels clear:3", "cost", 1},
                  {"mentor score Al 1", "nothing was scored", 1},
                  {"mentor score Al", "pawl mentor score WHO N", 2}};
  Shell shell;
  shell_open_with_essays(&shell);
  g_autofree char *far = g_build_filename(shell.dir, "far.db", NULL);
  g_autofree char *log = g_build_filename(shell.dir, "al.pawl-log", NULL);
  g_autofree char *export = g_strdup_printf("log export -o '%s'", log);
  g_autofree char *look = g_strdup_printf("mentor '%s'", log);
  pawl(&shell, "A text.\n", "write essay.0 --plain");
  pawl(&shell, "", "write hand-in 1");
  pawl(&shell, "", "set name Al");
  pawl(&shell, "", export);
  pawl_on(&shell, far, look);
  for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
    pawl_on(&shell, far, failures[i].command);
    assert_int_equal(shell.code, failures[i].code);
    says(shell.err, failures[i].words);
  }
  pawl_on(&shell, far, "mentor essays Al");
  assert_null(strstr(shell.out, "by Mentor"));
  shell_close(&shell);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_a_terminal_it_prints_home_and_ends),
      cmocka_unit_test(help_leads_with_examples_and_knows_every_command),
      cmocka_unit_test(no_line_of_help_is_wider_than_80_columns),
      cmocka_unit_test(a_slip_gets_a_suggestion_on_stderr_and_status_2),
      cmocka_unit_test(failures_name_what_to_do_and_end_with_1),
      cmocka_unit_test(no_message_carries_an_escape_from_outside),
      cmocka_unit_test(a_script_answers_one_a_line),
      cmocka_unit_test(an_exam_result_is_what_the_history_adds_up_to),
      cmocka_unit_test(an_exam_left_goes_on_and_may_be_given_up),
      cmocka_unit_test(sealed_items_are_listed_without_their_text),
      cmocka_unit_test(a_text_is_written_in_lines_handed_in_and_scored),
      cmocka_unit_test(what_cannot_be_scored_says_why_and_stores_nothing),
      cmocka_unit_test(an_interview_is_timed_and_ticked_by_numbers),
      cmocka_unit_test(an_exams_essays_are_written_in_plain_lines),
      cmocka_unit_test(what_helps_to_study_is_at_hand),
      cmocka_unit_test(facts_that_are_overdue_say_so),
      cmocka_unit_test(an_empty_line_goes_on_and_means_nothing_else),
      cmocka_unit_test(the_same_seed_gives_the_same_session),
      cmocka_unit_test(every_command_of_plain_mode_works),
      cmocka_unit_test(a_plain_session_goes_on_at_the_same_question),
      cmocka_unit_test(a_hundred_plain_answers_with_a_kill_every_tenth),
      cmocka_unit_test(json_reports_have_the_documented_keys),
      cmocka_unit_test(what_is_known_of_the_learner_has_documented_keys),
      cmocka_unit_test(a_report_is_printed_as_lines_and_as_json),
      cmocka_unit_test(a_report_is_written_whole_for_its_owner_alone),
      cmocka_unit_test(nothing_but_its_own_files_is_replaced),
      cmocka_unit_test(a_report_that_cannot_be_written_says_why),
      cmocka_unit_test(a_forecast_is_logged_before_and_scored_after),
      cmocka_unit_test(an_impossible_date_is_told_with_the_best_plan),
      cmocka_unit_test(a_log_file_is_fitted_or_refused_at_its_line),
      cmocka_unit_test(the_undone_are_left_out_unless_asked_for),
      cmocka_unit_test(lint_judges_by_exit_status),
      cmocka_unit_test(a_script_fills_an_assessment_in),
      cmocka_unit_test(a_sheet_goes_out_and_comes_back),
      cmocka_unit_test(a_faulty_sheet_is_told_at_its_lines_and_changes_nothing),
      cmocka_unit_test(settings_items_and_care_work_from_the_command_line),
      cmocka_unit_test(a_damaged_database_is_named_and_repaired_on_request),
      cmocka_unit_test(progress_travels_with_json_told_of_it),
      cmocka_unit_test(progress_travels_between_two_devices),
      cmocka_unit_test(logs_of_learners_are_pooled_into_item_statistics),
      cmocka_unit_test(a_mentor_answers_in_a_file),
      cmocka_unit_test(a_key_is_forgotten_after_a_word),
      cmocka_unit_test(a_mentor_reads_and_scores_in_plain_lines),
      cmocka_unit_test(what_a_mentor_cannot_read_or_score_says_why),
      cmocka_unit_test(the_manual_names_every_command_and_option),
  };
  signal(SIGPIPE, SIG_IGN);
  return UNIT_RUN(tests);
}
