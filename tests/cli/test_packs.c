/* `pawl pack` as authors and learners type it: what it says, asks and leaves. */
#include "../unit/app/editions.h"
#include "pack/archive.h"
#include <stdbool.h>
#include <sys/wait.h>

typedef struct {
  char *dir, *one, *two, *bad;
  char *out, *err;
  int code;
} Shell;

static void shell_open(Shell *shell) {
  *shell = (Shell){.dir = g_dir_make_tmp("pawl-packs-XXXXXX", NULL)};
  shell->one = edition_write(shell->dir, "one", EDITION_UUID, "1.0.0", EDITION_ONE);
  shell->two = edition_write(shell->dir, "two", EDITION_UUID, "2.0.0", EDITION_TWO);
  shell->bad = edition_write(shell->dir, "bad", EDITION_UUID, "3.0.0", EDITION_BAD);
}

static void shell_close(Shell *shell) {
  assert_true(pack_remove_dir(shell->dir));
  char *strings[] = {shell->dir, shell->one, shell->two, shell->bad, shell->out, shell->err};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
}

/* Runs `pawl ARGUMENTS` in the folder of the test, with the editor EDITOR. */
static void pawl_with(Shell *shell, const char *editor, const char *arguments) {
  const char *program = g_getenv("PAWL") == NULL ? "build/pawl" : g_getenv("PAWL");
  g_autofree char *real = g_canonicalize_filename(program, NULL);
  g_autofree char *line = g_strdup_printf(
      "cd '%s' && VISUAL='%s' PAWL_ITEMS=none XDG_CONFIG_HOME='%s/config' XDG_DATA_HOME='%s/data' "
      "TZ=UTC LANG=C.UTF-8 TERM=xterm '%s' %s < /dev/null",
      shell->dir, editor, shell->dir, shell->dir, real, arguments);
  const char *argv[] = {"/bin/sh", "-c", line, NULL};
  int status = 0;
  g_clear_pointer(&shell->out, g_free);
  g_clear_pointer(&shell->err, g_free);
  assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &shell->out,
                           &shell->err, &status, NULL));
  shell->code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void pawl(Shell *shell, int code, const char *arguments) {
  pawl_with(shell, "true", arguments);
  if (shell->code != code)
    fail_msg("%s: status %d\n%s%s", arguments, shell->code, shell->out, shell->err);
}

static void says(const char *text, const char *part) {
  if (strstr(text, part) == NULL) fail_msg("'%s' is not in:\n%s", part, text);
}

static void an_upgrade_says_item_by_item_what_happens_and_is_undone(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, 0, "pack install one");
  says(shell.out, "Installed radio 1.0.0: 6 items.");
  says(shell.out, "not signed");
  pawl(&shell, 0, "pack upgrade radio two");
  static const char *const lines[] = {"from version 1.0.0 to 2.0.0",
                                      "p.02: edited",
                                      "p.03: new key",
                                      "p.07 (was p.04): moved",
                                      "p.04: added",
                                      "p.05: gone",
                                      "p.06: replaced",
                                      "    1 moved",
                                      "pawl pack upgrade radio --undo"};
  for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) says(shell.out, lines[i]);
  says(shell.err, "another key now for p.03");
  pawl(&shell, 0, "pack list");
  says(shell.out, "2.0.0");
  pawl(&shell, 0, "pack upgrade radio --undo");
  pawl(&shell, 0, "pack list");
  says(shell.out, "1.0.0");
  says(shell.out, "unsigned; in use");
  shell_close(&shell);
}

static void a_refused_upgrade_names_the_items_and_changes_nothing(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, 0, "pack install one");
  pawl(&shell, 1, "pack upgrade radio bad");
  says(shell.err, "replaces: ID");
  says(shell.err, "p.06");
  pawl(&shell, 0, "pack list");
  says(shell.out, "1.0.0");
  pawl(&shell, 1, "pack upgrade radio --undo");
  says(shell.err, "no edition of radio before");
  shell_close(&shell);
}

static void an_older_edition_needs_a_yes(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, 0, "pack install two");
  g_autofree char *older = edition_write(shell.dir, "older", EDITION_UUID, "1.9.0", EDITION_TWO);
  pawl(&shell, 1, "pack upgrade radio older");
  says(shell.err, "--yes");
  pawl(&shell, 0, "pack list");
  says(shell.out, "2.0.0");
  pawl(&shell, 0, "pack upgrade radio older --yes");
  pawl(&shell, 0, "pack list");
  says(shell.out, "1.9.0");
  shell_close(&shell);
}

static void two_packs_are_compared_without_installing_them(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, 0, "pack diff one two");
  says(shell.out, "p.03: new key, stem 1.00 alike");
  pawl(&shell, 0, "pack diff one two --json");
  says(shell.out, "\"change\": \"replaced\"");
  pawl(&shell, 0, "pack list");
  assert_string_equal(shell.out, "");
  shell_close(&shell);
}

static void a_new_pack_is_clean_builds_and_installs(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, 0, "--now 2026-11-23T18:00:00Z pack new mine");
  pawl(&shell, 0, "--now 2026-11-23T18:00:00Z pack lint --strict mine");
  says(shell.out, "0 errors, 0 warnings, 0 notes");
  pawl(&shell, 0, "pack build mine -o mine.zip");
  pawl(&shell, 1, "pack verify mine.zip");
  says(shell.out, "not signed");
  pawl(&shell, 0, "pack install mine.zip --as my-own");
  pawl(&shell, 0, "pack show my-own");
  says(shell.out, "mine.basics");
  pawl(&shell, 0, "pack remove my-own");
  says(shell.out, "Your answers stay");
  shell_close(&shell);
}

static void keys_sign_and_are_never_overwritten(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, 0, "pack keygen --no-password");
  pawl(&shell, 1, "pack keygen --no-password");
  says(shell.err, "is there already");
  pawl(&shell, 1, "pack sign one --key nowhere.key");
  says(shell.err, "pawl pack keygen");
  pawl(&shell, 0, "pack sign one");
  pawl(&shell, 0, "pack verify one");
  says(shell.out, "signed by the key");
  pawl(&shell, 0, "pack install one");
  says(shell.out, "held to from now on");
  pawl(&shell, 1, "pack upgrade radio two");
  says(shell.err, "is not signed");
  pawl(&shell, 0, "pack list");
  says(shell.out, "signed by ");
  shell_close(&shell);
}

static void an_edit_keeps_the_copy_where_it_is_refused(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, 0, "pack install one");
  pawl(&shell, 0, "pack edit p.02");
  says(shell.out, "Nothing was changed");
  pawl_with(&shell, "sed -i s/overload/excess/", "pack edit p.02");
  assert_int_equal(shell.code, 0);
  says(shell.out, "is the edited one now");
  pawl_with(&shell, "sed -i s/status:/statu:/", "pack edit p.02");
  assert_int_equal(shell.code, 1);
  says(shell.err, "statu");
  says(shell.err, "Your copy is ");
  g_autofree char *copy = g_strdup(strstr(shell.err, "Your copy is ") + strlen("Your copy is "));
  g_strchomp(copy);
  assert_true(g_file_test(copy, G_FILE_TEST_IS_REGULAR));
  g_autofree char *inner = g_path_get_dirname(copy), *outer = g_path_get_dirname(inner);
  assert_true(pack_remove_dir(outer));
  pawl_with(&shell, "false", "pack edit p.02");
  assert_int_equal(shell.code, 1);
  says(shell.err, "did not end well");
  pawl(&shell, 0, "show p.02");
  says(shell.out, "To interrupt an excess");
  shell_close(&shell);
}

static void help_names_every_verb_and_each_letter_rightly(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, 0, "help pack");
  says(shell.out, "pawl pack upgrade NAME");
  says(shell.out, "-y, --yes");
  says(shell.out, "-o, --output FILE");
  shell_close(&shell);
}

static void reports_go_from_learners_to_the_author(void **state) {
  (void)state;
  Shell shell;
  shell_open(&shell);
  pawl(&shell, 0, "pack install one");
  pawl(&shell, 0, "flag p.02 'Is this still so?'");
  pawl(&shell, 0, "pack reports radio -o notes.jsonl");
  says(shell.out, "1 reports");
  pawl(&shell, 0, "pack reports --import notes.jsonl");
  says(shell.out, "p.02");
  says(shell.out, "What is the purpose of a fuse");
  says(shell.out, "Report: Is this still so?");
  pawl(&shell, 0, "pack upgrade radio two");
  pawl(&shell, 0, "pack reports --import notes.jsonl");
  says(shell.out, "has changed since");
  pawl(&shell, 2, "pack reports radio");
  shell_close(&shell);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_upgrade_says_item_by_item_what_happens_and_is_undone),
      cmocka_unit_test(a_refused_upgrade_names_the_items_and_changes_nothing),
      cmocka_unit_test(an_older_edition_needs_a_yes),
      cmocka_unit_test(two_packs_are_compared_without_installing_them),
      cmocka_unit_test(a_new_pack_is_clean_builds_and_installs),
      cmocka_unit_test(keys_sign_and_are_never_overwritten),
      cmocka_unit_test(an_edit_keeps_the_copy_where_it_is_refused),
      cmocka_unit_test(help_names_every_verb_and_each_letter_rightly),
      cmocka_unit_test(reports_go_from_learners_to_the_author),
  };
  return UNIT_RUN(tests);
}
