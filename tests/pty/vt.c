/* vt - see vt.h. */
#include "vt.h"
#include "../unit/unit.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#if defined(__APPLE__)
#include <util.h>
#else
#include <pty.h>
#include <utmp.h>
#endif
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* What a wait may take on a slow and busy machine. */
#define PATIENCE_MS 20000

typedef struct {
  enum { STARTED, STOPPED, ENDED } kind;
  int value; /* process id, nothing, wait status */
} Report;

struct Vt {
  VTerm *terminal;
  VTermScreen *screen;
  int rows, cols;
  int master, slave; /* -1: vanished */
  int reports, orders;
  pid_t shell, program;
  struct termios found;
  bool stopped, ended, cursor_visible, alternate;
  GString *probe; /* catches what the keyboard would send, see keyboard_sends */
  int status;
  GString *written; /* all bytes of the program so far */
};

/* Those not closed yet, so that a test that fails leaves no process behind. */
static GPtrArray *alive;

/* -- the shell between us and the program ---------------------------------------------------- */

static const int SHELL_IGNORES[] = {SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU};

static void set_signals(void (*handler)(int)) {
  for (size_t i = 0; i < G_N_ELEMENTS(SHELL_IGNORES); i++) signal(SHELL_IGNORES[i], handler);
}

static void become_program(const char *const *argv, char **env) {
  setpgid(0, 0);
  tcsetpgrp(STDIN_FILENO, getpgrp());
  set_signals(SIG_DFL);
  execve(argv[0], (char *const *)argv, env);
  _exit(127);
}

static void report(int fd, int kind, int value) {
  Report message = {kind, value};
  if (write(fd, &message, sizeof message) != sizeof message) _exit(1);
}

/* The program stopped: take the terminal, tell, and give it back when told. */
static void shell_waits_for_fg(pid_t program, int reports, int orders) {
  char order = 0;
  tcsetpgrp(STDIN_FILENO, getpgrp());
  report(reports, STOPPED, 0);
  if (read(orders, &order, 1) != 1) {
    kill(-program, SIGKILL);
    return;
  }
  tcsetpgrp(STDIN_FILENO, program);
  kill(-program, SIGCONT);
}

/* All but the three standard ones and the two given; other terminals of ours are among them. */
static void close_others(int keep, int keep_too) {
  long most = sysconf(_SC_OPEN_MAX);
  for (int fd = 3; fd < (most > 0 && most < 4096 ? (int)most : 4096); fd++)
    if (fd != keep && fd != keep_too) close(fd);
}

static void shell_run(const char *const *argv, char **env, int reports, int orders) {
  set_signals(SIG_IGN);
  close_others(reports, orders);
  pid_t program = fork();
  if (program < 0) _exit(1);
  if (program == 0) become_program(argv, env);
  setpgid(program, program);
  report(reports, STARTED, program);
  for (;;) {
    int status = 0;
    if (waitpid(program, &status, WUNTRACED) != program) {
      if (errno == EINTR) continue;
      _exit(1);
    }
    if (!WIFSTOPPED(status)) {
      report(reports, ENDED, status);
      _exit(0);
    }
    shell_waits_for_fg(program, reports, orders);
  }
}

/* -- the terminal ---------------------------------------------------------------------------- */

static void answer(const char *bytes, size_t len, void *user) {
  Vt *vt = user;
  if (vt->probe != NULL)
    g_string_append_len(vt->probe, bytes, (gssize)len);
  else
    vt_write(vt, bytes, len);
}

static int property_set(VTermProp property, VTermValue *value, void *user) {
  Vt *vt = user;
  if (property == VTERM_PROP_CURSORVISIBLE) vt->cursor_visible = value->boolean;
  if (property == VTERM_PROP_ALTSCREEN) vt->alternate = value->boolean;
  return 1;
}

static const VTermScreenCallbacks CALLBACKS = {.settermprop = property_set};

static void make_terminal(Vt *vt) {
  vt->cursor_visible = true;
  vt->written = g_string_new(NULL);
  vt->terminal = vterm_new(vt->rows, vt->cols);
  vterm_set_utf8(vt->terminal, 1);
  vterm_output_set_callback(vt->terminal, answer, vt);
  vt->screen = vterm_obtain_screen(vt->terminal);
  vterm_screen_enable_altscreen(vt->screen, 1);
  vterm_screen_set_callbacks(vt->screen, &CALLBACKS, vt);
  vterm_screen_reset(vt->screen, 1);
}

static char **environment(const char *const *changes) {
  static const char *const unset[] = {"COLUMNS",  "LINES", "ESCDELAY",           "NO_COLOR",
                                      "TERMINFO", "TMUX",  "NCURSES_NO_UTF8_ACS"};
  char **env = g_get_environ();
  for (size_t i = 0; i < G_N_ELEMENTS(unset); i++) env = g_environ_unsetenv(env, unset[i]);
  env = g_environ_setenv(env, "TERM", "xterm-256color", TRUE);
  env = g_environ_setenv(env, "LC_ALL", "C.UTF-8", TRUE);
  for (; changes != NULL && *changes != NULL; changes++) {
    g_auto(GStrv) parts = g_strsplit(*changes, "=", 2);
    if (parts[1] == NULL)
      env = g_environ_unsetenv(env, parts[0]);
    else
      env = g_environ_setenv(env, parts[0], parts[1], TRUE);
  }
  return env;
}

static void close_fd(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

/* A pipe whose ends reach the shell but not the program. */
static void open_pipe(int ends[2]) {
  if (pipe(ends) != 0) fail_msg("no pipe");
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFD, FD_CLOEXEC);
}

static void read_report(Vt *vt);

static void kill_both(const Vt *vt) {
  if (!vt->ended && vt->program > 0) kill(-vt->program, SIGKILL);
  kill(vt->shell, SIGKILL);
}

static void kill_alive(void) {
  for (guint i = 0; i < alive->len; i++) kill_both(alive->pdata[i]);
}

static void remember(Vt *vt) {
  if (alive == NULL) {
    alive = g_ptr_array_new();
    atexit(kill_alive);
  }
  g_ptr_array_add(alive, vt);
}

Vt *vt_spawn(const char *const *argv, const char *const *env, int rows, int cols) {
  int reports[2], orders[2];
  Vt *vt = g_new0(Vt, 1);
  vt->rows = rows;
  vt->cols = cols;
  make_terminal(vt);
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
  if (openpty(&vt->master, &vt->slave, NULL, NULL, &size) != 0) fail_msg("no pseudo-terminal");
  fcntl(vt->master, F_SETFD, FD_CLOEXEC);
  tcgetattr(vt->slave, &vt->found);
  open_pipe(reports);
  open_pipe(orders);
  g_auto(GStrv) full = environment(env);
  vt->shell = fork();
  if (vt->shell < 0) fail_msg("no process");
  if (vt->shell == 0) {
    login_tty(vt->slave);
    shell_run(argv, full, reports[1], orders[0]);
  }
  close(reports[1]);
  close(orders[0]);
  fcntl(vt->slave, F_SETFD, FD_CLOEXEC);
  vt->reports = reports[0];
  vt->orders = orders[1];
  remember(vt);
  while (vt->program == 0 && !vt->ended) read_report(vt);
  return vt;
}

void vt_close(Vt *vt) {
  if (vt == NULL) return;
  g_ptr_array_remove(alive, vt);
  kill_both(vt);
  close_fd(&vt->orders);
  close_fd(&vt->reports);
  close_fd(&vt->master);
  close_fd(&vt->slave);
  waitpid(vt->shell, NULL, 0);
  vterm_free(vt->terminal);
  g_string_free(vt->written, TRUE);
  g_free(vt);
}

/* -- typing ---------------------------------------------------------------------------------- */

void vt_write(Vt *vt, const char *bytes, size_t len) {
  while (len > 0 && vt->master >= 0) {
    ssize_t n = write(vt->master, bytes, len);
    if (n < 0 && errno != EINTR) return;
    if (n <= 0) continue;
    bytes += n;
    len -= (size_t)n;
  }
}

static const struct {
  const char *name;
  VTermKey key;
  const char *bytes; /* sent instead of KEY */
} KEYS[] = {
    {"{UP}", VTERM_KEY_UP, NULL},
    {"{DOWN}", VTERM_KEY_DOWN, NULL},
    {"{LEFT}", VTERM_KEY_LEFT, NULL},
    {"{RIGHT}", VTERM_KEY_RIGHT, NULL},
    {"{PGUP}", VTERM_KEY_PAGEUP, NULL},
    {"{PGDN}", VTERM_KEY_PAGEDOWN, NULL},
    {"{HOME}", VTERM_KEY_HOME, NULL},
    {"{END}", VTERM_KEY_END, NULL},
    {"{ENTER}", VTERM_KEY_NONE, "\r"},
    {"{TAB}", VTERM_KEY_NONE, "\t"},
    {"{BACKTAB}", VTERM_KEY_NONE, "\033[Z"},
    {"{BACKSPACE}", VTERM_KEY_NONE, "\177"},
    {"{DELETE}", VTERM_KEY_DEL, NULL},
    {"{ESC}", VTERM_KEY_NONE, "\033"},
    {"{SPACE}", VTERM_KEY_NONE, " "},
    {"{F1}", VTERM_KEY_FUNCTION(1), NULL},
};

/* Bytes of KEYS taken by the named key it starts with, or 0. */
static size_t send_named(Vt *vt, const char *keys) {
  for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
    if (!g_str_has_prefix(keys, KEYS[i].name)) continue;
    if (KEYS[i].bytes != NULL)
      vt_write(vt, KEYS[i].bytes, strlen(KEYS[i].bytes));
    else
      vterm_keyboard_key(vt->terminal, KEYS[i].key, VTERM_MOD_NONE);
    return strlen(KEYS[i].name);
  }
  if (!g_str_has_prefix(keys, "{^") || keys[2] == '\0' || keys[3] != '}') return 0;
  char control = (char)(keys[2] & 0x1f);
  vt_write(vt, &control, 1);
  return 4;
}

void vt_send(Vt *vt, const char *keys) {
  while (*keys != '\0') {
    size_t n = send_named(vt, keys);
    if (n == 0) {
      n = (size_t)(g_utf8_next_char(keys) - keys);
      vt_write(vt, keys, n);
    }
    keys += n;
  }
}

void vt_paste(Vt *vt, const char *text) {
  vterm_keyboard_start_paste(vt->terminal);
  vt_write(vt, text, strlen(text));
  vterm_keyboard_end_paste(vt->terminal);
}

void vt_resize(Vt *vt, int rows, int cols) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
  vt->rows = rows;
  vt->cols = cols;
  /* libvterm 0.1 writes through NULL when a wide character meets a screen of one column. */
  vterm_set_size(vt->terminal, rows, MAX(cols, 2));
  ioctl(vt->master, TIOCSWINSZ, &size);
}

void vt_signal(Vt *vt, int number) {
  if (!vt->ended) kill(vt->program, number);
}

void vt_vanish(Vt *vt) {
  close_fd(&vt->slave);
  close_fd(&vt->master);
}

void vt_continue(Vt *vt) {
  vt->stopped = false;
  if (write(vt->orders, "f", 1) != 1) fail_msg("the shell in between is gone");
}

/* -- waiting --------------------------------------------------------------------------------- */

static long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void read_report(Vt *vt) {
  Report message = {0};
  ssize_t n = read(vt->reports, &message, sizeof message);
  if (n < 0 && errno == EINTR) return;
  if (n != sizeof message)
    vt->ended = true;
  else if (message.kind == STARTED)
    vt->program = message.value;
  else if (message.kind == STOPPED)
    vt->stopped = true;
  else {
    vt->ended = true;
    vt->status = message.value;
  }
}

/* The bytes that are there now; 0 where there are none. */
static size_t read_screen(Vt *vt) {
  char bytes[65536];
  ssize_t n = read(vt->master, bytes, sizeof bytes);
  if (n <= 0) return 0;
  vterm_input_write(vt->terminal, bytes, (size_t)n);
  g_string_append_len(vt->written, bytes, n);
  return (size_t)n;
}

/* Takes what comes next, at most until DEADLINE. False when that has passed. */
static bool pump(Vt *vt, long deadline) {
  struct pollfd fds[2] = {{vt->master, POLLIN, 0}, {vt->ended ? -1 : vt->reports, POLLIN, 0}};
  long left = deadline - now_ms();
  int n = poll(fds, 2, left > 0 ? (int)left : 0);
  if (n < 0 && errno == EINTR) return true;
  if (n <= 0) return false;
  if (fds[0].revents & POLLIN) read_screen(vt);
  if (fds[1].revents != 0) read_report(vt);
  return true;
}

static void give_up(const Vt *vt, const char *what) {
  g_autofree char *screen = vt_screen_text(vt);
  fail_msg("%s; %s (status %#x), on the screen:\n%s", what, vt->ended ? "it has ended" : "it runs",
           (unsigned)vt->status, screen);
}

static void wait_shown(Vt *vt, const char *text, bool shown) {
  long deadline = now_ms() + PATIENCE_MS;
  while (vt_shows(vt, text) != shown) {
    if (vt->ended && !pump(vt, 0)) give_up(vt, text);
    if (!vt->ended && !pump(vt, deadline)) give_up(vt, text);
  }
}

void vt_wait_text(Vt *vt, const char *text) {
  wait_shown(vt, text, true);
}

void vt_wait_gone(Vt *vt, const char *text) {
  wait_shown(vt, text, false);
}

/* Reads all that the program wrote before it stopped or ended. The kernel passes output on in its
 * own time; a mark of ours, which shows nothing, queues up behind it. */
static void read_rest(Vt *vt, long deadline) {
  static const char mark[] = "\033]7777;mark\007";
  while (pump(vt, 0)) {
  }
  gsize from = vt->written->len;
  if (vt->slave < 0 || write(vt->slave, mark, sizeof mark - 1) < 0) return;
  while (strstr(vt->written->str + from, mark) == NULL)
    if (!pump(vt, deadline)) give_up(vt, "its last output has not come");
}

void vt_wait_stopped(Vt *vt) {
  long deadline = now_ms() + PATIENCE_MS;
  while (!vt->stopped)
    if (vt->ended || !pump(vt, deadline)) give_up(vt, "it has not stopped");
  read_rest(vt, deadline);
}

int vt_wait_exit(Vt *vt) {
  long deadline = now_ms() + PATIENCE_MS;
  while (!vt->ended)
    if (!pump(vt, deadline)) give_up(vt, "it has not ended");
  read_rest(vt, deadline);
  return vt->status;
}

double vt_settle(Vt *vt, int quiet_ms) {
  gint64 start = g_get_monotonic_time(), last = start;
  for (long wait = 1000; pump(vt, now_ms() + wait); wait = quiet_ms) last = g_get_monotonic_time();
  return (double)(last - start) / 1000;
}

size_t vt_listen(Vt *vt, int ms) {
  size_t before = vt->written->len;
  for (long deadline = now_ms() + ms; pump(vt, deadline);) {
  }
  return vt->written->len - before;
}

/* -- looking --------------------------------------------------------------------------------- */

VTermScreenCell vt_cell(const Vt *vt, int row, int col) {
  VTermScreenCell cell = {0};
  vterm_screen_get_cell(vt->screen, (VTermPos){row, col}, &cell);
  return cell;
}

bool vt_has_colour(const Vt *vt) {
  for (int row = 0; row < vt->rows; row++)
    for (int col = 0; col < vt->cols; col++) {
      VTermScreenCell cell = vt_cell(vt, row, col);
      if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)) return true;
    }
  return false;
}

char *vt_row(const Vt *vt, int row) {
  GString *out = g_string_new(NULL);
  for (int col = 0; col < vt->cols;) {
    VTermScreenCell cell = vt_cell(vt, row, col);
    if (cell.chars[0] == 0) g_string_append_c(out, ' ');
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
      g_string_append_unichar(out, cell.chars[i]);
    col += cell.width > 1 ? cell.width : 1;
  }
  while (out->len > 0 && out->str[out->len - 1] == ' ') g_string_truncate(out, out->len - 1);
  return g_string_free(out, FALSE);
}

char *vt_screen_text(const Vt *vt) {
  GString *out = g_string_new(NULL);
  for (int row = 0; row < vt->rows; row++) {
    g_autofree char *line = vt_row(vt, row);
    g_string_append_printf(out, "%s\n", line);
  }
  return g_string_free(out, FALSE);
}

bool vt_shows(const Vt *vt, const char *text) {
  g_autofree char *screen = vt_screen_text(vt);
  return strstr(screen, text) != NULL;
}

bool vt_cursor(const Vt *vt, int *row, int *col) {
  VTermPos at = {0};
  vterm_state_get_cursorpos(vterm_obtain_state(vt->terminal), &at);
  *row = at.row;
  *col = at.col;
  return vt->cursor_visible;
}

bool vt_alternate_screen(const Vt *vt) {
  return vt->alternate;
}

static bool termios_as_found(const Vt *vt) {
  struct termios now;
  if (tcgetattr(vt->slave, &now) != 0) return false;
  return now.c_iflag == vt->found.c_iflag && now.c_oflag == vt->found.c_oflag &&
         now.c_cflag == vt->found.c_cflag && now.c_lflag == vt->found.c_lflag &&
         memcmp(now.c_cc, vt->found.c_cc, sizeof now.c_cc) == 0;
}

/* What a paste of nothing and the Up key would send now: both depend on modes that programs set. */
static char *keyboard_sends(Vt *vt) {
  vt->probe = g_string_new(NULL);
  vterm_keyboard_start_paste(vt->terminal);
  vterm_keyboard_key(vt->terminal, VTERM_KEY_UP, VTERM_MOD_NONE);
  char *bytes = g_string_free(vt->probe, FALSE);
  vt->probe = NULL;
  return bytes;
}

/* libvterm 0.1 looks at the first of several modes set at once only, so the bytes are asked. */
static bool mouse_reports(const Vt *vt) {
  const char *on = g_strrstr_len(vt->written->str, (gssize)vt->written->len, "1000h");
  const char *off = g_strrstr_len(vt->written->str, (gssize)vt->written->len, "1000l");
  return on != NULL && off < on;
}

const char *vt_left_behind(Vt *vt) {
  g_autofree char *keyboard = keyboard_sends(vt);
  if (vt->alternate) return "the alternate screen";
  if (!vt->cursor_visible) return "a hidden cursor";
  if (mouse_reports(vt)) return "mouse reports";
  if (strstr(keyboard, "200~") != NULL) return "bracketed paste";
  if (strstr(keyboard, "\033O") != NULL) return "cursor keys in application mode";
  if (!termios_as_found(vt)) return "the line discipline";
  return NULL;
}

size_t vt_bytes(const Vt *vt) {
  return vt->written->len;
}
int vt_pid(const Vt *vt) {
  return vt->program;
}
