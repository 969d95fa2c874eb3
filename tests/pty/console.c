/* console - see console.h. */
#include "console.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#if defined(__APPLE__)
#include <util.h>
#else
#include <pty.h>
#endif
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int on_property(VTermProp property, VTermValue *value, void *user) {
  Vt *vt = user;
  if (property == VTERM_PROP_ALTSCREEN) vt->alternate = value->boolean;
  if (property == VTERM_PROP_CURSORVISIBLE) vt->cursor_visible = value->boolean;
  return 1;
}

static int on_cursor(VTermPos at, VTermPos before, int visible, void *user) {
  (void)before;
  (void)visible;
  ((Vt *)user)->cursor = at;
  return 1;
}

static const VTermScreenCallbacks CALLBACKS = {.settermprop = on_property, .movecursor = on_cursor};

static void child(const char *const *argv, const char *const *env) {
  const char *path = getenv("PATH");
  g_autofree char *kept_path = g_strdup(path);
  clearenv();
  setenv("PATH", kept_path == NULL ? "/usr/bin:/bin" : kept_path, 1);
  setenv("TERM", "xterm-256color", 1);
  setenv("LANG", "C.UTF-8", 1);
  setenv("TZ", "UTC", 1);
  for (; env != NULL && *env != NULL; env++) putenv((char *)*env);
  execvp(argv[0], (char *const *)argv);
  _exit(127);
}

Vt *vt_spawn(const char *const *argv, const char *const *env, int rows, int cols) {
  Vt *vt = g_new0(Vt, 1);
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
  vt->rows = rows;
  vt->cols = cols;
  vt->term = vterm_new(rows, cols);
  vterm_set_utf8(vt->term, 1);
  vt->screen = vterm_obtain_screen(vt->term);
  vterm_screen_set_callbacks(vt->screen, &CALLBACKS, vt);
  vterm_screen_enable_altscreen(vt->screen, 1);
  vterm_screen_reset(vt->screen, 1);
  vt->pid = forkpty(&vt->fd, NULL, NULL, &size);
  if (vt->pid == 0) child(argv, env);
  fcntl(vt->fd, F_SETFL, O_NONBLOCK);
  fcntl(vt->fd, F_SETFD, FD_CLOEXEC);
  return vt;
}

void vt_free(Vt *vt) {
  int status = 0;
  if (vt->pid > 0) {
    kill(vt->pid, SIGKILL);
    waitpid(vt->pid, &status, 0);
  }
  vt_hang_up(vt);
  vterm_free(vt->term);
  g_free(vt);
}

void vt_hang_up(Vt *vt) {
  if (vt->fd >= 0) close(vt->fd);
  vt->fd = -1;
}

static gint64 now_ms(void) {
  return g_get_monotonic_time() / 1000;
}

/* Feeds the screen with what comes within TIMEOUT. 1: something came, 0: nothing, -1: the end. */
static int feed(Vt *vt, int timeout) {
  struct pollfd fd = {vt->fd, POLLIN, 0};
  char bytes[65536];
  if (vt->fd < 0) return -1;
  int n = poll(&fd, 1, timeout);
  if (n < 0) return errno == EINTR ? 0 : -1;
  if (n == 0) return 0;
  ssize_t got = read(vt->fd, bytes, sizeof bytes);
  if (got <= 0) return got < 0 && errno == EAGAIN ? 0 : -1;
  vterm_input_write(vt->term, bytes, (size_t)got);
  vterm_screen_flush_damage(vt->screen);
  vt->bytes += (size_t)got;
  return 1;
}

static void append_cell(GString *out, const VTermScreenCell *cell) {
  if (cell->chars[0] == 0 || cell->chars[0] == (uint32_t)-1) {
    g_string_append_c(out, ' ');
    return;
  }
  for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++)
    g_string_append_unichar(out, cell->chars[i]);
}

char *vt_text(Vt *vt) {
  GString *out = g_string_new(NULL);
  for (int row = 0; row < vt->rows; row++) {
    for (int col = 0; col < vt->cols;) {
      VTermScreenCell cell;
      if (!vterm_screen_get_cell(vt->screen, (VTermPos){row, col}, &cell)) break;
      append_cell(out, &cell);
      col += cell.width > 0 ? cell.width : 1;
    }
    while (out->len > 0 && out->str[out->len - 1] == ' ') g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

bool vt_has_colour(Vt *vt) {
  for (int row = 0; row < vt->rows; row++)
    for (int col = 0; col < vt->cols; col++) {
      VTermScreenCell cell;
      if (!vterm_screen_get_cell(vt->screen, (VTermPos){row, col}, &cell)) continue;
      if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)) return true;
    }
  return false;
}

static bool shows(Vt *vt, const char *text) {
  g_autofree char *screen = vt_text(vt);
  return strstr(screen, text) != NULL;
}

static bool wait_for(Vt *vt, const char *text, bool wanted) {
  gint64 deadline = now_ms() + VT_DEADLINE_MS;
  while (shows(vt, text) != wanted) {
    gint64 left = deadline - now_ms();
    if (left <= 0 || feed(vt, (int)left) < 0) return shows(vt, text) == wanted;
  }
  return true;
}

bool vt_wait_text(Vt *vt, const char *text) {
  return wait_for(vt, text, true);
}
bool vt_wait_gone(Vt *vt, const char *text) {
  return wait_for(vt, text, false);
}

bool vt_wait_quiet(Vt *vt, int quiet_ms) {
  gint64 deadline = now_ms() + VT_DEADLINE_MS;
  int came = 1;
  while (came > 0 && now_ms() < deadline) came = feed(vt, quiet_ms);
  return came == 0;
}

double vt_settle(Vt *vt, int quiet_ms) {
  gint64 start = g_get_monotonic_time(), last = start;
  int came = feed(vt, 1000);
  while (came > 0) {
    last = g_get_monotonic_time();
    came = feed(vt, quiet_ms);
  }
  return (double)(last - start) / 1000;
}

/* Until waitpid with FLAGS says something. Output is read meanwhile, so nobody blocks. */
static bool wait_state(Vt *vt, int flags, int *status) {
  gint64 deadline = now_ms() + VT_DEADLINE_MS;
  while (now_ms() < deadline) {
    pid_t pid = waitpid(vt->pid, status, WNOHANG | flags);
    if (pid == vt->pid) return true;
    if (feed(vt, 10) < 0) poll(NULL, 0, 5);
  }
  return false;
}

bool vt_wait_exit(Vt *vt, int *status) {
  bool ended = wait_state(vt, 0, status);
  while (ended && feed(vt, 20) > 0) {
  }
  if (ended) vt->pid = 0;
  return ended;
}

void vt_resize(Vt *vt, int rows, int cols) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
  vt->rows = rows;
  vt->cols = cols;
  vterm_set_size(vt->term, rows, cols);
  ioctl(vt->fd, TIOCSWINSZ, &size);
}

static void send_bytes(Vt *vt, const char *bytes, size_t n) {
  while (n > 0) {
    ssize_t sent = write(vt->fd, bytes, n);
    if (sent > 0) {
      bytes += sent;
      n -= (size_t)sent;
    } else if (sent < 0 && errno != EAGAIN && errno != EINTR) {
      return;
    } else {
      feed(vt, 10);
    }
  }
}

void vt_send(Vt *vt, const char *keys) {
  static const struct {
    const char *name, *bytes;
  } names[] = {{"{ENTER}", "\r"},        {"{ESC}", "\033"},        {"{UP}", "\033OA"},
               {"{DOWN}", "\033OB"},     {"{RIGHT}", "\033OC"},    {"{LEFT}", "\033OD"},
               {"{TAB}", "\t"},          {"{PGUP}", "\033[5~"},    {"{PGDN}", "\033[6~"},
               {"{BS}", "\177"},         {"{CSI-DOWN}", "\033[B"}, {"{PASTE}", "\033[200~"},
               {"{/PASTE}", "\033[201~"}};
  while (*keys != '\0') {
    size_t i = 0;
    while (i < G_N_ELEMENTS(names) && !g_str_has_prefix(keys, names[i].name)) i++;
    if (i < G_N_ELEMENTS(names)) {
      send_bytes(vt, names[i].bytes, strlen(names[i].bytes));
      keys += strlen(names[i].name);
    } else if (g_str_has_prefix(keys, "{CTRL-") && keys[7] == '}') {
      char control = (char)(keys[6] & 0x1f);
      send_bytes(vt, &control, 1);
      keys += 8;
    } else {
      send_bytes(vt, keys++, 1);
    }
  }
}
