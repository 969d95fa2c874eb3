/* term.c in a real pseudo-terminal: what it shows, what it reads, and how it leaves. */
#include "../unit/unit.h"
#include "vt.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static char *probe_path;

static Vt *start_with(const char *const *env, int rows, int cols) {
  const char *argv[] = {probe_path, NULL};
  return vt_spawn(argv, env, rows, cols);
}

static Vt *start(void) {
  Vt *vt = start_with(NULL, 24, 80);
  vt_wait_text(vt, "ready");
  return vt;
}

static void as_found(Vt *vt) {
  const char *left = vt_left_behind(vt);
  if (left != NULL) fail_msg("left behind: %s", left);
}

static void died_of(Vt *vt, int number) {
  int status = vt_wait_exit(vt);
  assert_true(WIFSIGNALED(status));
  assert_int_equal(WTERMSIG(status), number);
  as_found(vt);
}

static void left_by_itself(Vt *vt) {
  int status = vt_wait_exit(vt);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

/* Types KEY, which the probe has no use for, and waits until it has been drawn. */
static void wait_key(Vt *vt, const char *bytes, const char *shown) {
  vt_write(vt, bytes, strlen(bytes));
  vt_wait_text(vt, shown);
}

/* -- showing --------------------------------------------------------------------------------- */

static void shows_a_canvas_and_the_cursor_on_the_focus(void **state) {
  (void)state;
  Vt *vt = start();
  int row = 0, col = 0;
  assert_true(vt_alternate_screen(vt));
  assert_true(vt_shows(vt, "probe 24x80 frame 0"));
  assert_true(vt_cursor(vt, &row, &col));
  assert_int_equal(row, 3);
  assert_int_equal(col, 1);
  wait_key(vt, "c", "key 63;");
  assert_false(vt_cursor(vt, &row, &col));
  vt_close(vt);
}

static void leaves_the_terminal_as_it_was(void **state) {
  (void)state;
  Vt *vt = start();
  assert_non_null(vt_left_behind(vt));
  vt_send(vt, "q");
  left_by_itself(vt);
  as_found(vt);
  assert_true(vt_shows(vt, "left by signal 0"));
  vt_close(vt);
}

static void shows_wide_characters_and_marks_in_their_columns(void **state) {
  (void)state;
  Vt *vt = start();
  g_autofree char *row = vt_row(vt, 6);
  assert_string_equal(row, " wide 日本語| mark e\xcc\x81| dash —|");
  assert_int_equal(vt_cell(vt, 6, 12).chars[0], '|');
  assert_int_equal(vt_cell(vt, 7, 9).chars[0], '|');
  vt_close(vt);
}

static size_t bytes_of(Vt *vt, const char *keys, const char *shown) {
  size_t before = vt_bytes(vt);
  vt_send(vt, keys);
  vt_wait_text(vt, shown);
  return vt_bytes(vt) - before;
}

static void a_key_costs_a_few_dozen_bytes(void **state) {
  (void)state;
  Vt *vt = start();
  bytes_of(vt, "x", "key 78;");
  size_t bytes = bytes_of(vt, "y", "key 79;");
  if (bytes > 60) fail_msg("%zu bytes", bytes);
  vt_close(vt);
}

static void a_full_repaint_costs_less_than_two_kilobytes(void **state) {
  (void)state;
  Vt *vt = start();
  size_t bytes = bytes_of(vt, "f", "key 66;");
  if (bytes > 2048) fail_msg("%zu bytes", bytes);
  vt_close(vt);
}

/* How often the kernel has put process PID to sleep, or -1 where it does not tell. */
static long times_slept(int pid) {
  g_autofree char *file = g_strdup_printf("/proc/%d/status", pid);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(file, &text, NULL, NULL)) return -1;
  const char *line = strstr(text, "\nvoluntary_ctxt_switches:");
  return line == NULL ? -1 : strtol(strchr(line, ':') + 1, NULL, 10);
}

static void does_nothing_while_idle(void **state) {
  (void)state;
  Vt *vt = start();
  vt_listen(vt, 100);
  long before = times_slept(vt_pid(vt));
  assert_int_equal(vt_listen(vt, 300), 0);
  assert_int_equal(times_slept(vt_pid(vt)), before);
  vt_close(vt);
}

static void follows_the_window_down_to_one_cell_and_back(void **state) {
  (void)state;
  Vt *vt = start();
  vt_resize(vt, 10, 40);
  vt_wait_text(vt, "probe 10x40");
  vt_resize(vt, 1, 1);
  vt_wait_text(vt, "…");
  vt_resize(vt, 2, 300);
  vt_wait_text(vt, "probe 2x300");
  vt_resize(vt, 50, 100);
  vt_wait_text(vt, "probe 50x100");
  vt_wait_text(vt, "heart");
  vt_close(vt);
}

static void believes_the_terminal_rather_than_the_environment(void **state) {
  (void)state;
  static const char *const env[] = {"COLUMNS=132", "LINES=50", NULL};
  Vt *vt = start_with(env, 24, 80);
  vt_wait_text(vt, "probe 24x80");
  vt_close(vt);
}

static bool any_colour(const Vt *vt) {
  for (int row = 0; row < 24; row++)
    for (int col = 0; col < 80; col++) {
      VTermScreenCell cell = vt_cell(vt, row, col);
      if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)) return true;
    }
  return false;
}

static void uses_no_colour_where_none_is_wanted(void **state) {
  (void)state;
  static const char *const env[] = {"NO_COLOR=1", NULL};
  Vt *plain = start_with(env, 24, 80);
  vt_wait_text(plain, "ready");
  assert_false(any_colour(plain));
  vt_close(plain);
  Vt *coloured = start();
  assert_true(any_colour(coloured));
  vt_close(coloured);
}

/* "wrong" stands in the second row of roles, "focus" in the first. */
static VTermScreenCell cell_of(const Vt *vt, int row, const char *word) {
  g_autofree char *line = vt_row(vt, row);
  const char *at = strstr(line, word);
  assert_non_null(at);
  return vt_cell(vt, row, (int)(at - line));
}

static void themes_change_while_it_runs(void **state) {
  (void)state;
  Vt *vt = start();
  VTermScreenCell eight = cell_of(vt, 4, "wrong");
  assert_true(VTERM_COLOR_IS_INDEXED(&eight.fg));
  assert_int_equal(eight.fg.indexed.idx % 8, 1);
  vt_send(vt, "m");
  vt_wait_text(vt, "key 6d;");
  VTermScreenCell vivid = cell_of(vt, 4, "wrong");
  assert_true(vivid.fg.indexed.idx > 15);
  assert_true(cell_of(vt, 3, "focus").attrs.reverse);
  vt_close(vt);
}

static void speaks_ascii_in_the_c_locale(void **state) {
  (void)state;
  static const char *const env[] = {"LC_ALL=C", NULL};
  Vt *vt = start_with(env, 24, 80);
  vt_wait_text(vt, "ready");
  assert_true(vt_shows(vt, "wide ???| mark e| dash --|"));
  vt_close(vt);
}

/* -- opening --------------------------------------------------------------------------------- */

static void opens_on_a_terminal_nobody_has_heard_of(void **state) {
  (void)state;
  static const char *const env[] = {"TERM=xterm-ghostty", NULL};
  Vt *vt = start_with(env, 24, 80);
  vt_wait_text(vt, "ready");
  vt_send(vt, "{DOWN}");
  vt_wait_text(vt, "key 110002;");
  vt_send(vt, "q");
  left_by_itself(vt);
  as_found(vt);
  vt_close(vt);
}

static void refuses(const char *term) {
  const char *env[] = {term, NULL};
  Vt *vt = start_with(env, 24, 80);
  int status = vt_wait_exit(vt);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 1);
  assert_true(vt_shows(vt, "refused: "));
  assert_true(vt_shows(vt, "--plain"));
  as_found(vt);
  vt_close(vt);
}

static void refuses_a_terminal_that_cannot_place_the_cursor(void **state) {
  (void)state;
  refuses("TERM=dumb");
}

/* -- reading --------------------------------------------------------------------------------- */

static void reads_arrows_in_both_dialects(void **state) {
  (void)state;
  Vt *vt = start();
  wait_key(vt, "\033[A", "key 110001;");
  wait_key(vt, "\033OB", "key 110002;");
  wait_key(vt, "\033[D", "key 110003;");
  wait_key(vt, "\033OC", "key 110004;");
  wait_key(vt, "\033[H", "key 110007;");
  wait_key(vt, "\033OF", "key 110008;");
  wait_key(vt, "\033[1~", "key 110007;");
  wait_key(vt, "\033[4~", "key 110008;");
  wait_key(vt, "\033[5~", "key 110005;");
  wait_key(vt, "\033[6~", "key 110006;");
  wait_key(vt, "\033[3~", "key 11000d;");
  wait_key(vt, "\033[Z", "key 11000b;");
  wait_key(vt, "\033OP", "key 11000f;");
  vt_close(vt);
}

static void reads_plain_keys_by_their_names(void **state) {
  (void)state;
  Vt *vt = start();
  wait_key(vt, "\r", "key 110009;");
  wait_key(vt, "\t", "key 11000a;");
  wait_key(vt, "\177", "key 11000c;");
  wait_key(vt, "\032", "key 1a;");
  wait_key(vt, "\003", "key 3;");
  wait_key(vt, "\023", "key 13;");
  wait_key(vt, "é", "key e9;");
  wait_key(vt, "日", "key 65e5;");
  vt_close(vt);
}

static void a_character_may_arrive_in_pieces(void **state) {
  (void)state;
  Vt *vt = start();
  vt_write(vt, "\xe6", 1);
  vt_listen(vt, 50);
  vt_write(vt, "\x97", 1);
  vt_listen(vt, 50);
  wait_key(vt, "\xa5", "key 65e5;");
  wait_key(vt, "\xc3z", "key 7a;");
  vt_close(vt);
}

static void a_lone_escape_is_a_key_of_its_own(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "{ESC}");
  vt_wait_text(vt, "key 11000e;");
  vt_close(vt);
}

/* Ctrl-Right must not be read as Esc, then "1": it would leave a screen or choose an option. */
static void sequences_it_does_not_know_mean_nothing(void **state) {
  (void)state;
  static const char *const sequences[] = {"\033[1;5C", "\033[3;3~",  "\033[2;9~", "\033[I",
                                          "\033[99X",  "\033[?1;2c", "\033Oz",    "\033[[Z"};
  Vt *vt = start();
  for (size_t i = 0; i < G_N_ELEMENTS(sequences); i++) {
    vt_write(vt, sequences[i], strlen(sequences[i]));
    vt_listen(vt, 60);
    if (!vt_shows(vt, "ready")) fail_msg("sequence %zu became a key", i);
  }
  wait_key(vt, "x", "key 78;");
  vt_close(vt);
}

static void a_paste_is_one_event(void **state) {
  (void)state;
  Vt *vt = start();
  vt_paste(vt, "q one\rtwo\r\nthree é 日 \033[A \001 end");
  vt_wait_text(vt, "paste [q one/two/three é 日");
  assert_true(vt_shows(vt, "end]"));
  wait_key(vt, "x", "key 78;");
  vt_close(vt);
}

static void a_signal_does_not_cut_a_paste_in_two(void **state) {
  (void)state;
  Vt *vt = start();
  vt_write(vt, "\033[200~one ", 10);
  vt_listen(vt, 60);
  vt_resize(vt, 24, 81);
  vt_listen(vt, 60);
  vt_write(vt, "two\033[201~", 9);
  vt_wait_text(vt, "paste [one two]");
  vt_wait_text(vt, "probe 24x81");
  vt_close(vt);
}

static void a_paste_without_an_end_ends_by_itself(void **state) {
  (void)state;
  Vt *vt = start();
  vt_write(vt, "\033[200~endless", 13);
  vt_wait_text(vt, "paste [endless]");
  vt_close(vt);
}

/* -- stepping aside -------------------------------------------------------------------------- */

static void stopped_then_back(Vt *vt) {
  vt_wait_stopped(vt);
  as_found(vt);
  vt_continue(vt);
  vt_wait_text(vt, "probe 24x80");
  assert_true(vt_alternate_screen(vt));
  vt_send(vt, "{UP}");
  vt_wait_text(vt, "key 110001;");
}

static void stops_and_comes_back(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "s");
  stopped_then_back(vt);
  vt_listen(vt, 50); /* until it waits for keys */
  vt_signal(vt, SIGTSTP);
  stopped_then_back(vt);
  vt_send(vt, "s");
  stopped_then_back(vt);
  vt_close(vt);
}

#if defined(__linux__) /* the probe's own write() takes the place of the C library's */
/* curses ignores SIGTSTP while it draws. */
static void a_stop_in_the_middle_of_drawing_is_not_lost(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "t");
  stopped_then_back(vt);
  vt_close(vt);
}
#endif

static void comes_back_to_a_window_of_another_size(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "s");
  vt_wait_stopped(vt);
  vt_resize(vt, 12, 40);
  vt_continue(vt);
  vt_wait_text(vt, "probe 12x40");
  vt_close(vt);
}

static void a_signal_that_came_while_stopped_is_not_lost(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "s");
  vt_wait_stopped(vt);
  vt_signal(vt, SIGTERM);
  vt_continue(vt);
  died_of(vt, SIGTERM);
  assert_true(vt_shows(vt, "left by signal 15"));
  vt_close(vt);
}

static void repaints_after_a_stop_it_could_not_see(void **state) {
  (void)state;
  Vt *vt = start();
  vt_signal(vt, SIGSTOP);
  vt_wait_stopped(vt);
  vt_continue(vt);
  vt_wait_text(vt, "resumed");
  wait_key(vt, "x", "key 78;");
  vt_close(vt);
}

static void lends_the_terminal_to_another_program(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "p");
  vt_wait_text(vt, "paused");
  as_found(vt);
  vt_send(vt, "g\r");
  vt_wait_text(vt, "resumed by g");
  assert_true(vt_alternate_screen(vt));
  assert_non_null(vt_left_behind(vt));
  vt_send(vt, "q");
  left_by_itself(vt);
  as_found(vt);
  vt_close(vt);
}

/* -- leaving --------------------------------------------------------------------------------- */

static void leaves_cleanly_when_a_signal_asks(void **state) {
  (void)state;
  static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
  for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
    Vt *vt = start();
    g_autofree char *note = g_strdup_printf("left by signal %d", signals[i]);
    vt_signal(vt, signals[i]);
    died_of(vt, signals[i]);
    assert_true(vt_shows(vt, note));
    vt_close(vt);
  }
}

static void a_second_request_is_obeyed_at_once(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "b");
  vt_wait_text(vt, "deaf");
  vt_signal(vt, SIGTERM);
  vt_listen(vt, 50);
  vt_signal(vt, SIGTERM);
  died_of(vt, SIGTERM);
  vt_close(vt);
}

static void the_signals_of_one_hang_up_count_once(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "h");
  died_of(vt, SIGHUP);
  assert_true(vt_shows(vt, "left by signal 1"));
  vt_close(vt);
}

static void a_crash_gives_the_terminal_back(void **state) {
  (void)state;
  static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT};
  static const char *const env[] = {"PROBE_MOUSE=1", NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
    Vt *vt = start_with(env, 24, 80);
    vt_wait_text(vt, "ready");
    wait_key(vt, "x", "key 78;");
    vt_signal(vt, signals[i]);
    died_of(vt, signals[i]);
    vt_close(vt);
  }
}

static void even_without_any_stack_left(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "S");
  died_of(vt, SIGSEGV);
  vt_close(vt);
}

static void an_abort_gives_the_terminal_back(void **state) {
  (void)state;
  Vt *vt = start();
  vt_send(vt, "A");
  died_of(vt, SIGABRT);
  vt_close(vt);
}

/* Nobody tells the program; END is written to it just before. */
static void vanish_after(const char *end) {
  g_autofree char *dir = g_dir_make_tmp("pawl-term-XXXXXX", NULL);
  g_autofree char *note = g_build_filename(dir, "note", NULL);
  g_autofree char *variable = g_strdup_printf("PROBE_NOTE=%s", note);
  const char *env[] = {variable, NULL};
  Vt *vt = start_with(env, 24, 80);
  vt_wait_text(vt, "ready");
  vt_write(vt, end, strlen(end));
  vt_listen(vt, 60);
  vt_vanish(vt);
  int status = vt_wait_exit(vt);
  bool saved = g_file_test(note, G_FILE_TEST_EXISTS);
  g_remove(note);
  g_rmdir(dir);
  assert_true(saved);
  assert_true(WIFEXITED(status));
  vt_close(vt);
}

static void a_terminal_that_vanishes_ends_it(void **state) {
  (void)state;
  vanish_after("");
}

static void also_in_the_middle_of_a_paste(void **state) {
  (void)state;
  vanish_after("\033[200~half");
}

int main(int argc, char **argv) {
  (void)argc;
  g_autofree char *dir = g_path_get_dirname(argv[0]);
  probe_path = g_build_filename(dir, "term_probe", NULL);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(shows_a_canvas_and_the_cursor_on_the_focus),
    cmocka_unit_test(leaves_the_terminal_as_it_was),
    cmocka_unit_test(shows_wide_characters_and_marks_in_their_columns),
    cmocka_unit_test(a_key_costs_a_few_dozen_bytes),
    cmocka_unit_test(a_full_repaint_costs_less_than_two_kilobytes),
    cmocka_unit_test(does_nothing_while_idle),
    cmocka_unit_test(follows_the_window_down_to_one_cell_and_back),
    cmocka_unit_test(believes_the_terminal_rather_than_the_environment),
    cmocka_unit_test(uses_no_colour_where_none_is_wanted),
    cmocka_unit_test(themes_change_while_it_runs),
    cmocka_unit_test(speaks_ascii_in_the_c_locale),
    cmocka_unit_test(opens_on_a_terminal_nobody_has_heard_of),
    cmocka_unit_test(refuses_a_terminal_that_cannot_place_the_cursor),
    cmocka_unit_test(reads_arrows_in_both_dialects),
    cmocka_unit_test(reads_plain_keys_by_their_names),
    cmocka_unit_test(a_character_may_arrive_in_pieces),
    cmocka_unit_test(a_lone_escape_is_a_key_of_its_own),
    cmocka_unit_test(sequences_it_does_not_know_mean_nothing),
    cmocka_unit_test(a_paste_is_one_event),
    cmocka_unit_test(a_signal_does_not_cut_a_paste_in_two),
    cmocka_unit_test(a_paste_without_an_end_ends_by_itself),
    cmocka_unit_test(stops_and_comes_back),
#if defined(__linux__)
    cmocka_unit_test(a_stop_in_the_middle_of_drawing_is_not_lost),
#endif
    cmocka_unit_test(comes_back_to_a_window_of_another_size),
    cmocka_unit_test(a_signal_that_came_while_stopped_is_not_lost),
    cmocka_unit_test(repaints_after_a_stop_it_could_not_see),
    cmocka_unit_test(lends_the_terminal_to_another_program),
    cmocka_unit_test(leaves_cleanly_when_a_signal_asks),
    cmocka_unit_test(a_second_request_is_obeyed_at_once),
    cmocka_unit_test(the_signals_of_one_hang_up_count_once),
    cmocka_unit_test(a_crash_gives_the_terminal_back),
    cmocka_unit_test(even_without_any_stack_left),
    cmocka_unit_test(an_abort_gives_the_terminal_back),
    cmocka_unit_test(a_terminal_that_vanishes_ends_it),
    cmocka_unit_test(also_in_the_middle_of_a_paste),
  };
  return UNIT_RUN(tests);
}
