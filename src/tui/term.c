/* term - see term.h. The only file that includes curses. */
#include "config.h"

#include "core/text.h"
#include "tui/term.h"
#include "tui/term_restore.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>
/* curses last: it claims common names. */
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

#define PASTE_BEGIN    (KEY_MAX + 1)
#define PASTE_END      (KEY_MAX + 2)
#define PASTE_MAX      65536
#define PASTE_QUIET_MS 500

struct Term {
  SCREEN *screen;
  int rows, cols;
  bool no_colour, ascii, colour;
  attr_t attributes[ROLE_COUNT];
  int wake[2]; /* self-pipe: signals end the wait */
  Cell *last;  /* what the terminal shows */
  int last_rows, last_cols;
  GString *paste;
  int cursor_shown;
};

/* -- opening ----------------------------------------------------------------------------------- */

static SCREEN *new_screen(void) {
  const char *wanted[] = {getenv("TERM"), "xterm-256color", "xterm", "vt100"};
  for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
    if (wanted[i] == NULL || *wanted[i] == '\0') continue;
    SCREEN *screen = newterm(wanted[i], stdout, stdin);
    if (screen != NULL) return screen;
  }
  return NULL;
}

static void define_keys(void) {
  static const struct {
    const char *sequence;
    int code;
  } keys[] = {{"\033[A", KEY_UP},      {"\033[B", KEY_DOWN},   {"\033[C", KEY_RIGHT},
              {"\033[D", KEY_LEFT},    {"\033OA", KEY_UP},     {"\033OB", KEY_DOWN},
              {"\033OC", KEY_RIGHT},   {"\033OD", KEY_LEFT},   {"\033[H", KEY_HOME},
              {"\033[F", KEY_END},     {"\033OH", KEY_HOME},   {"\033OF", KEY_END},
              {"\033[1~", KEY_HOME},   {"\033[4~", KEY_END},   {"\033[5~", KEY_PPAGE},
              {"\033[6~", KEY_NPAGE},  {"\033[3~", KEY_DC},    {"\033[Z", KEY_BTAB},
              {"\033OP", KEY_F(1)},    {"\033[11~", KEY_F(1)}, {"\033[200~", PASTE_BEGIN},
              {"\033[201~", PASTE_END}};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) define_key(keys[i].sequence, keys[i].code);
}

static void send_raw(const char *bytes) {
  fputs(bytes, stdout);
  fflush(stdout);
}

static void append_capability(GString *out, const char *name) {
  const char *value = tigetstr((char *)name);
  if (value != NULL && value != (char *)-1) g_string_append(out, value);
}

/* The bytes that bring the screen back, written by handlers. */
static void arm(Term *term) {
  g_autoptr(GString) bytes = g_string_new("\033[?2004l");
  append_capability(bytes, "sgr0");
  append_capability(bytes, "cnorm");
  append_capability(bytes, "rmkx");
  append_capability(bytes, "rmcup");
  restore_arm(bytes->str, bytes->len, term->wake[1]);
}

static void set_modes(const TermOptions *options) {
  const char *delay = getenv("ESCDELAY");
  if (delay == NULL || *delay == '\0') set_escdelay(25);
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  define_keys();
  if (options->mouse) mousemask(BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
  send_raw("\033[?2004h");
}

static void set_error(GError **error, const char *sentence) {
  g_set_error(error, G_IO_CHANNEL_ERROR, G_IO_CHANNEL_ERROR_FAILED, "%s", sentence);
}

static bool is_ascii_locale(void) {
  const char *codeset = nl_langinfo(CODESET);
  return strcmp(codeset, "UTF-8") != 0 && strcmp(codeset, "utf8") != 0;
}

static Term *term_new(SCREEN *screen, const TermOptions *options) {
  Term *term = g_new0(Term, 1);
  term->screen = screen;
  term->no_colour = options->no_colour;
  term->ascii = is_ascii_locale();
  term->paste = g_string_new(NULL);
  term->cursor_shown = -1;
  getmaxyx(stdscr, term->rows, term->cols);
  return term;
}

static bool open_wake_pipe(Term *term) {
  if (pipe(term->wake) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(term->wake[i], F_SETFL, O_NONBLOCK);
    fcntl(term->wake[i], F_SETFD, FD_CLOEXEC);
  }
  return true;
}

Term *term_open(const TermOptions *options, GError **error) {
  const char *name = getenv("TERM");
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) ||
      (name != NULL && strcmp(name, "dumb") == 0)) {
    set_error(error, "This is no terminal that can show screens; use --plain.");
    return NULL;
  }
  restore_remember(STDOUT_FILENO);
  SCREEN *screen = new_screen();
  if (screen == NULL) {
    set_error(error, "The terminal's type is unknown here and no usual one works; use --plain.");
    return NULL;
  }
  Term *term = term_new(screen, options);
  if (!open_wake_pipe(term)) {
    set_error(error, "The system gave no pipe; close some programs and try again.");
    term_close(term);
    return NULL;
  }
  set_modes(options);
  arm(term);
  term_set_theme(term, options->theme);
  return term;
}

void term_close(Term *term) {
  if (term == NULL) return;
  send_raw("\033[?2004l");
  endwin();
  restore_disarm();
  delscreen(term->screen);
  for (int i = 0; i < 2; i++)
    if (term->wake[i] > 0) close(term->wake[i]);
  g_string_free(term->paste, TRUE);
  g_free(term->last);
  g_free(term);
}

void term_set_theme(Term *term, const char *name) {
  bool colour = !term->no_colour && has_colors();
  if (colour) {
    start_color();
    use_default_colors();
  }
  const Theme *theme = theme_pick(name, colour ? COLORS : 0, !colour);
  for (int role = 0; role < ROLE_COUNT; role++) {
    const Style *style = &theme->styles[role];
    if (colour) init_pair((short)(role + 1), style->fg, style->bg);
    term->attributes[role] = (style->attrs & THEME_BOLD ? A_BOLD : 0) |
                             (style->attrs & THEME_DIM ? A_DIM : 0) |
                             (style->attrs & THEME_REVERSE ? A_REVERSE : 0) |
                             (style->attrs & THEME_UNDERLINE ? A_UNDERLINE : 0);
  }
  term->colour = colour;
  g_clear_pointer(&term->last, g_free);
}

void term_size(const Term *term, int *rows, int *cols) {
  *rows = term->rows;
  *cols = term->cols;
}

bool term_ascii(const Term *term) {
  return term->ascii;
}
int term_signal(const Term *term) {
  (void)term;
  return restore_quit_signal();
}

/* -- showing ----------------------------------------------------------------------------------- */

static void put_cell(const Term *term, int row, int col, const Cell *cell) {
  wchar_t wide[CCHARW_MAX + 1] = {0};
  int n = 0;
  for (const char *p = cell->text; *p != '\0' && n < CCHARW_MAX; p = g_utf8_next_char(p))
    wide[n++] = (wchar_t)g_utf8_get_char(p);
  cchar_t out;
  short pair = (short)(term->colour ? cell->role + 1 : 0);
  if (setcchar(&out, wide, term->attributes[cell->role], pair, NULL) == OK)
    mvadd_wch(row, col, &out);
}

static bool same_cell(const Cell *a, const Cell *b) {
  return a->width == b->width && a->role == b->role && strcmp(a->text, b->text) == 0;
}

static void forget_if_resized(Term *term, const Canvas *canvas, bool full) {
  if (!full && term->last != NULL && term->last_rows == canvas->rows &&
      term->last_cols == canvas->cols)
    return;
  g_clear_pointer(&term->last, g_free);
  term->last_rows = canvas->rows;
  term->last_cols = canvas->cols;
}

static void show_cursor(Term *term, const Canvas *canvas) {
  int shown = canvas->cursor_row >= 0;
  if (shown) move(canvas->cursor_row, canvas->cursor_col);
  if (shown != term->cursor_shown) curs_set(shown);
  term->cursor_shown = shown;
}

void term_present(Term *term, const Canvas *canvas, bool full) {
  forget_if_resized(term, canvas, full);
  if (full) clearok(curscr, TRUE);
  for (int row = 0; row < canvas->rows; row++)
    for (int col = 0; col < canvas->cols; col++) {
      const Cell *cell = canvas_at(canvas, row, col);
      const Cell *last = term->last == NULL ? NULL : &term->last[row * canvas->cols + col];
      if (cell->width > 0 && (last == NULL || !same_cell(cell, last)))
        put_cell(term, row, col, cell);
    }
  size_t cells = (size_t)canvas->rows * (size_t)canvas->cols;
  if (term->last == NULL) term->last = g_new(Cell, cells);
  memcpy(term->last, canvas->cells, cells * sizeof *term->last);
  show_cursor(term, canvas);
  refresh();
}

/* -- reading ----------------------------------------------------------------------------------- */

static void drain_wake(const Term *term) {
  char bytes[64];
  while (read(term->wake[0], bytes, sizeof bytes) > 0) {
  }
}

/* Waits until a key or a signal may be there. False where the terminal is gone. */
static bool wait_input(Term *term, int timeout_ms) {
  struct pollfd fds[2] = {{STDIN_FILENO, POLLIN, 0}, {term->wake[0], POLLIN, 0}};
  int n = poll(fds, 2, timeout_ms);
  if (n < 0) return errno == EINTR;
  if (fds[1].revents & POLLIN) drain_wake(term);
  if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) && !(fds[0].revents & POLLIN)) return false;
  return true;
}

static int translate(int code) {
  static const struct {
    int curses, ours;
  } keys[] = {{KEY_UP, KEYCODE_UP},
              {KEY_DOWN, KEYCODE_DOWN},
              {KEY_LEFT, KEYCODE_LEFT},
              {KEY_RIGHT, KEYCODE_RIGHT},
              {KEY_PPAGE, KEYCODE_PAGE_UP},
              {KEY_NPAGE, KEYCODE_PAGE_DOWN},
              {KEY_HOME, KEYCODE_HOME},
              {KEY_END, KEYCODE_END},
              {KEY_ENTER, KEYCODE_ENTER},
              {KEY_BTAB, KEYCODE_BACK_TAB},
              {KEY_BACKSPACE, KEYCODE_BACKSPACE},
              {KEY_DC, KEYCODE_DELETE},
              {KEY_F(1), KEYCODE_F1}};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
    if (keys[i].curses == code) return keys[i].ours;
  return 0;
}

static int wheel(void) {
  MEVENT event;
  if (getmouse(&event) != OK) return 0;
  return event.bstate & BUTTON4_PRESSED ? KEYCODE_UP : KEYCODE_DOWN;
}

static int plain_key(wint_t wide) {
  switch (wide) {
  case '\r':
  case '\n': return KEYCODE_ENTER;
  case '\t': return KEYCODE_TAB;
  case 0x1b: return KEYCODE_ESCAPE;
  case 0x7f:
  case '\b': return KEYCODE_BACKSPACE;
  default: return (int)wide;
  }
}

static TermEvent read_paste(Term *term) {
  g_autoptr(GString) raw = g_string_new(NULL);
  for (;;) {
    wint_t wide = 0;
    int kind = get_wch(&wide);
    if (kind == KEY_CODE_YES && wide == PASTE_END) break;
    if (kind == ERR) {
      struct pollfd fd = {STDIN_FILENO, POLLIN, 0};
      if (poll(&fd, 1, PASTE_QUIET_MS) <= 0) break;
      continue;
    }
    if (kind == OK && raw->len < PASTE_MAX)
      g_string_append_unichar(raw, wide == '\r' ? '\n' : (gunichar)wide);
  }
  g_autofree char *clean = text_clean(raw->str, (gssize)raw->len);
  g_string_assign(term->paste, clean);
  return (TermEvent){TERM_PASTE, 0, term->paste->str};
}

/* What curses has ready; TERM_NOTHING where there is nothing, or nothing of use. */
static TermEvent read_key(Term *term, bool *more) {
  wint_t wide = 0;
  int kind = get_wch(&wide);
  *more = kind != ERR;
  if (kind == ERR) return (TermEvent){0};
  if (kind == OK) return (TermEvent){TERM_KEY, plain_key(wide), NULL};
  if (wide == PASTE_BEGIN) return read_paste(term);
  int key = wide == KEY_MOUSE ? wheel() : translate((int)wide);
  return (TermEvent){key == 0 ? TERM_NOTHING : TERM_KEY, key, NULL};
}

static void resize(Term *term) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    resizeterm(size.ws_row, size.ws_col);
  getmaxyx(stdscr, term->rows, term->cols);
}

/* Signals that arrived, as events; TERM_NOTHING where none did. */
static TermEvent read_signals(Term *term) {
  if (restore_quit_signal() != 0) return (TermEvent){.kind = TERM_QUIT};
  if (restore_take_stop()) {
    term_suspend(term);
    return (TermEvent){.kind = TERM_RESUMED};
  }
  if (restore_take_continue()) {
    term_resume(term);
    return (TermEvent){.kind = TERM_RESUMED};
  }
  if (!restore_take_resize()) return (TermEvent){0};
  resize(term);
  return (TermEvent){.kind = TERM_RESIZE};
}

TermEvent term_read(Term *term, int timeout_ms) {
  for (;;) {
    TermEvent event = read_signals(term);
    bool more = true;
    while (event.kind == TERM_NOTHING && more) event = read_key(term, &more);
    if (event.kind != TERM_NOTHING) return event;
    if (!wait_input(term, timeout_ms)) return (TermEvent){.kind = TERM_QUIT};
    if (timeout_ms >= 0) timeout_ms = 0;
    int ready = 0;
    if (ioctl(STDIN_FILENO, FIONREAD, &ready) != 0) return (TermEvent){.kind = TERM_QUIT};
    event = read_signals(term);
    if (event.kind != TERM_NOTHING) return event;
    if (timeout_ms == 0 && ready == 0) return event;
  }
}

/* -- stepping aside ---------------------------------------------------------------------------- */

void term_pause(Term *term) {
  (void)term;
  send_raw("\033[?2004l");
  def_prog_mode();
  endwin();
}

void term_resume(Term *term) {
  reset_prog_mode();
  send_raw("\033[?2004h");
  resize(term);
  g_clear_pointer(&term->last, g_free);
  clearok(curscr, TRUE);
  term->cursor_shown = -1;
  refresh();
}

void term_suspend(Term *term) {
  term_pause(term);
  signal(SIGTSTP, SIG_DFL);
  raise(SIGTSTP);
  arm(term);
  term_resume(term);
}
