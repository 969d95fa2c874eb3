/* `pawl round` as a group types it: homes of their own, one folder that all see. */
#include "../unit/app/editions.h"
#include <stdbool.h>
#include <sys/wait.h>

typedef struct {
  char *dir, *pack;
  char *out, *err;
  int code;
} Shell;

/* Runs `pawl ARGUMENTS` in the folder that all see, as HOME, with INPUT typed. */
static void pawl(Shell *shell, const char *home, int code, const char *input,
                 const char *arguments) {
  const char *program = g_getenv("PAWL") == NULL ? "build/pawl" : g_getenv("PAWL");
  g_autofree char *real = g_canonicalize_filename(program, NULL);
  g_autofree char *line =
      g_strdup_printf("cd '%s' && printf '%s' | PAWL_ITEMS=none XDG_CONFIG_HOME='%s/%s/config' "
                      "XDG_DATA_HOME='%s/%s/data' TZ=UTC LANG=C.UTF-8 TERM=xterm '%s' %s",
                      shell->dir, input, shell->dir, home, shell->dir, home, real, arguments);
  const char *argv[] = {"/bin/sh", "-c", line, NULL};
  int status = 0;
  g_clear_pointer(&shell->out, g_free);
  g_clear_pointer(&shell->err, g_free);
  assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &shell->out,
                           &shell->err, &status, NULL));
  shell->code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  if (shell->code != code)
    fail_msg("%s: status %d\n%s%s", arguments, shell->code, shell->out, shell->err);
}

static void says(const char *text, const char *part) {
  if (strstr(text, part) == NULL) fail_msg("'%s' is not in:\n%s", part, text);
}

static void says_not(const char *text, const char *part) {
  if (strstr(text, part) != NULL) fail_msg("'%s' is in:\n%s", part, text);
}

/* Ana and Ben, both with the pack; Ana made a round of two questions. */
static void shell_open(Shell *shell) {
  *shell = (Shell){.dir = g_dir_make_tmp("pawl-rounds-XXXXXX", NULL)};
  shell->pack = edition_write(shell->dir, "one", EDITION_UUID, "1.0.0", EDITION_ONE);
  pawl(shell, "ana", 0, "", "pack install one");
  pawl(shell, "ben", 0, "", "pack install one");
  pawl(shell, "ana", 0, "",
       "round new -o r.pawl-round p.01 p.02 --name Monday --members 'Ana, Ben, Cem' --seed 3");
  says(shell->out, "a round of 2 questions");
}

static void shell_close(Shell *shell) {
  unit_remove_tree(shell->dir);
  char *strings[] = {shell->dir, shell->pack, shell->out, shell->err};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
}

#define ANSWER "round answer r.pawl-round -o "
#define ANA    ANSWER "ana.pawl-round-answers --name Ana"
#define BEN    ANSWER "ben.pawl-round-answers --name Ben"

static void two_homes_answer_open_answer_again_and_see_the_key(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "ana", 0, "1 s\\n1 g\\n", ANA);
  says(shell.out, "First answers: alone");
  says(shell.out, "Wrote your answers to ana.pawl-round-answers");
  says_not(shell.out, "Correct");
  says_not(shell.out, "So.");
  pawl(&shell, "ben", 0, "2\\n2\\n", BEN);
  pawl(&shell, "ana", 0, "", "round open r.pawl-round .");
  says(shell.out, "Answered: Ana and Ben.");
  says(shell.out, "Missing: Cem.");
  says(shell.out, "#####      1 of 2 (50%)");
  says(shell.out, "sure 1");
  says_not(shell.out, "Right");
  pawl(&shell, "ben", 0, "", "round open r.pawl-round ana.pawl-round-answers");
  says(shell.out, "Your own file is not among these files");
  pawl(&shell, "ana", 0, "1 s\\n2\\n", ANA);
  says(shell.out, "How you all answered first");
  says(shell.out, "You first: 1, sure");
  pawl(&shell, "ben", 0, "1\\n2\\n", BEN);
  pawl(&shell, "ana", 0, "", "round result r.pawl-round .");
  says(shell.out, "Right before: 50%. Right after:");
  says(shell.out, "Your 2 first answers are in your log now.");
  says(shell.out, "Key: ");
  says(shell.out, "Right. So.");
  pawl(&shell, "ana", 0, "", "round result r.pawl-round . --json");
  says(shell.out, "\"logged\": 0");
  says(shell.out, "\"gain\": ");
  pawl(&shell, "ana", 0, "", "history --json");
  says(shell.out, "\"confidence\":\"sure\"");
  const char *once = strstr(shell.out, "\"item\":\"p.01\"");
  assert_non_null(once);
  assert_null(strstr(once + 1, "\"item\":\"p.01\""));
  pawl(&shell, "ana", 0, "", "doctor");
  shell_close(&shell);
}

static void nothing_of_the_others_is_told_to_who_has_not_answered(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "ana", 0, "1\\n1\\n", ANA);
  pawl(&shell, "ben", 0, "1\\n", BEN);
  says(shell.out, "Kept: 1 of 2.");
  pawl(&shell, "ben", 1, "", "round open r.pawl-round . --json");
  says(shell.err, "Answer first");
  assert_string_equal(shell.out, "");
  pawl(&shell, "ben", 0, "2\\n", BEN);
  says(shell.out, "Question 2 of 2");
  says_not(shell.out, "Question 1 of 2");
  pawl(&shell, "ben", 0, "", "round open r.pawl-round .");
  pawl(&shell, "ben", 1, "", "round result r.pawl-round .");
  says(shell.err, "Answer again first");
  shell_close(&shell);
}

static void answers_can_be_gone_through_again_before_the_round_is_opened(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "ana", 0, "x\\n\\n1\\np\\n2 g\\n1\\n", ANA);
  says(shell.out, "That is no answer");
  says(shell.out, "not answered yet");
  says(shell.out, "Chosen: 1");
  pawl(&shell, "ana", 0, "\\n2\\n", ANA);
  says(shell.out, "Chosen: 2, guess");
  says(shell.out, "Wrote your answers");
  shell_close(&shell);
}

static void a_home_without_the_pack_is_told_its_name(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "cem", 1, "1\\n1\\n", ANSWER "cem.pawl-round-answers");
  says(shell.err, "radio 1.0.0");
  pawl(&shell, "cem", 1, "", "round answer ana.pawl-round-answers -o x");
  shell_close(&shell);
}

static void a_slip_is_answered_with_what_is_needed(void **state) {
  (void)state;
  static const struct {
    const char *arguments, *words;
  } slips[] = {{"round new", "round new -o FILE"},
               {"round answer r.pawl-round", "round answer ROUND -o FILE"},
               {"round open r.pawl-round", "round open ROUND FILE"},
               {"round answr", "Did you mean 'answer'?"},
               {"round vote", "knows new, answer, open and result"},
               {"round answer r.pawl-round more -o x", "does not take 'more'"},
               {"round new -o x p.01 --count 3", "--count"},
               {"round new -o x --count 99", "from 1 to 50"}};
  Shell shell;
  shell_open(&shell);
  for (size_t i = 0; i < G_N_ELEMENTS(slips); i++) {
    pawl(&shell, "ana", 2, "", slips[i].arguments);
    says(shell.err, slips[i].words);
  }
  pawl(&shell, "ana", 1, "", "round new -o r.pawl-round p.01");
  says(shell.err, "is there already");
  shell_close(&shell);
}

/* Lines but those of the questions themselves, which wrap at the terminal's width. */
static void a_split_is_narrow(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, "ana", 0, "1 s\\n1 t\\n", ANA);
  pawl(&shell, "ana", 0, "", "round open r.pawl-round .");
  says(shell.out, "Fewer than two members");
  g_auto(GStrv) lines = g_strsplit(shell.out, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    if (strchr(lines[i], '%') != NULL && g_utf8_strlen(lines[i], -1) > 40)
      fail_msg("wider than 40 columns: %s", lines[i]);
  shell_close(&shell);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_homes_answer_open_answer_again_and_see_the_key),
      cmocka_unit_test(nothing_of_the_others_is_told_to_who_has_not_answered),
      cmocka_unit_test(answers_can_be_gone_through_again_before_the_round_is_opened),
      cmocka_unit_test(a_home_without_the_pack_is_told_its_name),
      cmocka_unit_test(a_slip_is_answered_with_what_is_needed),
      cmocka_unit_test(a_split_is_narrow),
  };
  return UNIT_RUN(tests);
}
