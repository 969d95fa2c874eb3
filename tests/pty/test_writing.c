/* Writing in a real terminal: kills, scripts of all kinds, a large paste, the learner's own editor. No
 * word that has stood for three seconds may be lost.
 */
#include "../unit/exampack.h"
#include "vt.h"
#include <jansson.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

typedef struct {
  char *dir, *db, *items, *data, *config;
} Place;

static const char *program(void) {
  const char *pawl = g_getenv("PAWL");
  return pawl == NULL ? "build/pawl" : pawl;
}

static Place place_new(void) {
  Place place = {.dir = g_dir_make_tmp("pawl-pty-XXXXXX", NULL)};
  g_autofree char *packs = exampack_write(place.dir);
  place.db = g_build_filename(place.dir, "pawl.db", NULL);
  place.items = g_strdup_printf("PAWL_ITEMS=%s", packs);
  place.data = g_strdup_printf("XDG_DATA_HOME=%s", place.dir);
  place.config = g_strdup_printf("XDG_CONFIG_HOME=%s", place.dir);
  return place;
}

static void place_free(Place *place) {
  unit_remove_tree(place->dir);
  char *strings[] = {place->dir, place->db, place->items, place->data, place->config};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
}

/* `pawl write essay.0` on a terminal; EXTRA (may be NULL) changes the environment. */
static Vt *start(const Place *place, bool plain, const char *extra) {
  const char *argv[] = {program(), "--db", place->db, "write", "essay.0", NULL, NULL};
  const char *env[] = {place->items, place->data, place->config,
                       "TZ=UTC",     "VISUAL",    extra != NULL ? extra : "EDITOR",
                       NULL};
  if (plain) argv[5] = "--plain";
  return vt_spawn(argv, env, 24, 80);
}

/* The text of the newest draft as another program reads it; NULL where there is none. */
static char *stored(const Place *place) {
  const char *argv[] = {program(), "--db", place->db, "write", "show", "essay.0", "--json", NULL};
  g_auto(GStrv) env =
      g_environ_setenv(g_get_environ(), "PAWL_ITEMS", strchr(place->items, '=') + 1, TRUE);
  g_autofree char *out = NULL;
  int status = 0;
  assert_true(g_spawn_sync(NULL, (char **)argv, env, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
                           NULL, &status, NULL));
  json_t *view = json_loads(out, 0, NULL);
  char *text = g_strdup(json_string_value(json_object_get(view, "text")));
  json_decref(view);
  return text;
}

/* Waits until TEXT is stored; milliseconds it took. */
static int64_t wait_stored(const Place *place, const char *text) {
  gint64 from = g_get_monotonic_time(), took = 0;
  for (;;) {
    g_autofree char *now = stored(place);
    took = (g_get_monotonic_time() - from) / 1000;
    if (g_strcmp0(now, text) == 0) return took;
    if (took > 15000) fail_msg("'%s' is not stored, but '%s'", text, now == NULL ? "" : now);
  }
}

static void is_stored(const Place *place, const char *text) {
  g_autofree char *now = stored(place);
  assert_string_equal(now, text);
}

static void a_kill_costs_three_seconds_of_typing_at_most(void **state) {
  (void)state;
  Place place = place_new();
  g_autoptr(GString) kept = g_string_new(NULL);
  for (int round = 0; round < 4; round++) {
    Vt *vt = start(&place, false, NULL);
    vt_wait_text(vt, "Your text");
    if (round > 0) vt_wait_text(vt, "Round 0.");
    g_autofree char *sentence = g_strdup_printf("%sRound %d.", round > 0 ? " " : "", round);
    g_autofree char *mark = g_strdup_printf("Round %d.", round);
    g_string_append(kept, sentence);
    vt_send(vt, sentence);
    vt_wait_text(vt, mark);
    int64_t took = wait_stored(&place, kept->str);
    if (took > 6000) fail_msg("kept after %d ms", (int)took); /* three seconds on a quiet machine */
    vt_send(vt, " lost");
    vt_wait_text(vt, "lost");
    vt_signal(vt, SIGKILL);
    vt_close(vt);
    g_autofree char *now = stored(&place);
    assert_true(g_str_has_prefix(now, kept->str));
    g_string_assign(kept, now);
  }
  place_free(&place);
}

static void every_ending_keeps_every_word(void **state) {
  (void)state;
  static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
  Place place = place_new();
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
    Vt *vt = start(&place, false, NULL);
    vt_wait_text(vt, "Your text");
    g_autofree char *word = g_strdup_printf("word%d.", (int)i);
    g_string_append(text, word);
    vt_send(vt, word);
    vt_wait_text(vt, word);
    vt_signal(vt, signals[i]);
    vt_wait_exit(vt);
    assert_null(vt_left_behind(vt));
    vt_close(vt);
    is_stored(&place, text->str);
  }
  Vt *vt = start(&place, false, NULL);
  vt_wait_text(vt, "word2.");
  vt_send(vt, "Gone.");
  vt_wait_text(vt, "Gone.");
  vt_vanish(vt); /* the terminal itself */
  vt_wait_exit(vt);
  vt_close(vt);
  g_string_append(text, "Gone.");
  is_stored(&place, text->str);
  vt = start(&place, false, NULL);
  vt_wait_text(vt, "Gone.");
  vt_send(vt, "Stopped.");
  vt_wait_text(vt, "Stopped.");
  vt_send(vt, "{^Z}");
  vt_wait_stopped(vt);
  g_string_append(text, "Stopped.");
  is_stored(&place, text->str);
  vt_continue(vt);
  vt_wait_text(vt, "Stopped.");
  vt_close(vt);
  place_free(&place);
}

static void every_script_arrives_whole(void **state) {
  (void)state;
  Place place = place_new();
  static const char scripts[] =
      "\u4e2d\u6587\u6559\u80b2 re\u0301sume\u0301 \u0645\u0631\u062d\u0628\u0627 \U0001f600 "
      "\u0939\u093f\u0928\u094d\u0926\u0940.";
  g_autofree char *nfc = g_utf8_normalize(scripts, -1, G_NORMALIZE_NFC);
  Vt *vt = start(&place, false, NULL);
  vt_wait_text(vt, "Your text");
  vt_write(vt, scripts, strlen(scripts));
  vt_send(vt, "END");
  vt_wait_text(vt, "END");
  g_autoptr(GString) paste = g_string_new(NULL);
  for (int i = 0; paste->len < 10000; i++)
    g_string_append_printf(paste, "Sentence %d of what is pasted.%s", i, i % 20 == 19 ? "\n" : " ");
  vt_paste(vt, paste->str);
  vt_send(vt, "LAST");
  vt_wait_text(vt, "LAST");
  vt_send(vt, "{ESC}");
  vt_wait_text(vt, "Write and speak");
  g_autofree char *all = g_strconcat(nfc, "END", paste->str, "LAST", NULL);
  is_stored(&place, all);
  vt_close(vt);
  place_free(&place);
}

/* A program that stands for an editor. Returns "EDITOR=..." , newly allocated. */
static char *editor(const Place *place, const char *script) {
  g_autofree char *path = g_build_filename(place->dir, "my editor", NULL);
  g_autofree char *text = g_strdup_printf("#!/bin/sh\n%s\n", script);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  assert_int_equal(chmod(path, 0700), 0);
  return g_strdup_printf("EDITOR='%s' --flag", path);
}

static void the_learners_editor_has_the_terminal_and_gives_it_back(void **state) {
  (void)state;
  Place place = place_new();
  g_autofree char *works =
      editor(&place, "stat -c %a \"$2\" > \"$(dirname \"$0\")/mode\"\nprintf 'In the editor: '\n"
                     "read line\nprintf ' %s.\\n' \"$line\" >> \"$2\"");
  Vt *vt = start(&place, false, works);
  vt_wait_text(vt, "Your text");
  vt_send(vt, "Before");
  vt_wait_text(vt, "Before");
  vt_write(vt, "\017", 1); /* Ctrl-O */
  vt_wait_text(vt, "In the editor:");
  is_stored(&place, "Before"); /* kept first */
  assert_false(vt_alternate_screen(vt));
  vt_write(vt, "after\n", 6);
  vt_wait_text(vt, "Before after.");
  assert_true(vt_alternate_screen(vt));
  is_stored(&place, "Before after.");
  g_autofree char *mode_file = g_build_filename(place.dir, "mode", NULL), *mode = NULL;
  assert_true(g_file_get_contents(mode_file, &mode, NULL, NULL));
  assert_string_equal(mode, "600\n"); /* nobody else reads it */
  vt_send(vt, "{ESC}");
  vt_wait_text(vt, "Write and speak");
  vt_close(vt);
  place_free(&place);
}

static void an_editor_that_fails_leaves_the_draft_as_it_was(void **state) {
  (void)state;
  static const char *const scripts[] = {"exit 3", "rm \"$2\"", "kill -9 $$"};
  for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
    Place place = place_new();
    g_autofree char *fails = editor(&place, scripts[i]);
    Vt *vt = start(&place, false, fails);
    vt_wait_text(vt, "Your text");
    vt_send(vt, "Stays.");
    vt_wait_text(vt, "Stays.");
    vt_write(vt, "\017", 1);
    vt_wait_text(vt, "That did not work");
    is_stored(&place, "Stays.");
    vt_send(vt, "{ENTER} More.");
    vt_wait_text(vt, "Stays. More.");
    vt_close(vt);
    place_free(&place);
  }
}

static void plain_mode_opens_the_editor_on_a_terminal(void **state) {
  (void)state;
  Place place = place_new();
  g_autofree char *works = editor(&place, "printf 'Written there.\\n' >> \"$2\"");
  Vt *vt = start(&place, true, works);
  vt_wait_text(vt, "Kept: 2 words");
  vt_wait_exit(vt);
  vt_close(vt);
  is_stored(&place, "Written there.");
  vt = start(&place, true, NULL); /* no editor: lines, kept one by one */
  vt_wait_text(vt, "a single dot ends");
  vt_send(vt, "A line.{ENTER}");
  wait_stored(&place, "Written there.\n\nA line.");
  vt_signal(vt, SIGKILL);
  vt_close(vt);
  is_stored(&place, "Written there.\n\nA line.");
  place_free(&place);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_kill_costs_three_seconds_of_typing_at_most),
      cmocka_unit_test(every_ending_keeps_every_word),
      cmocka_unit_test(every_script_arrives_whole),
      cmocka_unit_test(the_learners_editor_has_the_terminal_and_gives_it_back),
      cmocka_unit_test(an_editor_that_fails_leaves_the_draft_as_it_was),
      cmocka_unit_test(plain_mode_opens_the_editor_on_a_terminal),
  };
  signal(SIGPIPE, SIG_IGN);
  return UNIT_RUN(tests);
}
