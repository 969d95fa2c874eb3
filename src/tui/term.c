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

/* Far above KEY_MAX: curses numbers the extended keys of a terminal from there on. */
#define PASTE_BEGIN    0xe000
#define PASTE_END      0xe001
#define PASTE_MAX      65536
#define PASTE_QUIET_MS 500

struct Term {
  SCREEN *screen;
  WINDOW *input; /* a pad: reading from a window would also repaint it */
  int rows, cols;
  bool no_colour, ascii, colour, mouse;
  bool resized; /* while another program had the terminal: no signal tells us then */
  attr_t attributes[ROLE_COUNT];
  int wake[2]; /* self-pipe: signals end the wait */
  Cell *last;  /* what the terminal shows, if last_valid */
  int last_rows, last_cols;
  bool last_valid;
  GString *paste;
  char utf8[4]; /* the bytes so far of a character that is still arriving */
  int utf8_len;
  int cursor_shown;
};

/* -- opening --------------------------------------------------------------------------------- */

/* Asked first, because a newterm that fails leaks. */
static bool is_known(const char *name) {
  int code = 0;
  if (name == NULL || *name == '\0' || setupterm(name, STDOUT_FILENO, &code) != OK) return false;
  del_curterm(cur_term);
  return true;
}

static SCREEN *new_screen(void) {
  const char *wanted[] = {getenv("TERM"), "xterm-256color", "xterm", "vt100"};
  for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
    SCREEN *screen = is_known(wanted[i]) ? newterm(wanted[i], stdout, stdin) : NULL;
    if (screen != NULL) return screen;
  }
  return NULL;
}

static void define_keys(void) {
  static const struct {
    const char *sequence;
    int code;
  } keys[] = {{"\033[A", KEY_UP},         {"\033[B", KEY_DOWN},    {"\033[C", KEY_RIGHT},
              {"\033[D", KEY_LEFT},       {"\033OA", KEY_UP},      {"\033OB", KEY_DOWN},
              {"\033OC", KEY_RIGHT},      {"\033OD", KEY_LEFT},    {"\033[H", KEY_HOME},
              {"\033[F", KEY_END},        {"\033OH", KEY_HOME},    {"\033OF", KEY_END},
              {"\033[1~", KEY_HOME},      {"\033[4~", KEY_END},    {"\033[5~", KEY_PPAGE},
              {"\033[6~", KEY_NPAGE},     {"\033[3~", KEY_DC},     {"\033[Z", KEY_BTAB},
              {"\033OP", KEY_F(1)},       {"\033[11~", KEY_F(1)},  {"\033OM", KEY_ENTER},
              {"\033[200~", PASTE_BEGIN}, {"\033[201~", PASTE_END}};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) define_key(keys[i].sequence, keys[i].code);
}

static void send_raw(const char *bytes) {
  fputs(bytes, stdout);
  fflush(stdout);
}

static const char *capability(const char *name) {
  const char *value = tigetstr((char *)name);
  return value == NULL || value == (char *)-1 ? "" : value;
}

/* The bytes that bring the screen back, written by handlers. */
static void arm(const Term *term) {
  g_autofree char *bytes =
      g_strconcat("\033[?2004l", term->mouse ? "\033[?1006l\033[?1000l" : "", capability("sgr0"),
                  capability("cnorm"), capability("rmkx"), capability("rmcup"), NULL);
  restore_arm(bytes, strlen(bytes), term->wake[1]);
}

static void set_modes(Term *term) {
  const char *delay = getenv("ESCDELAY");
  if (delay == NULL || *delay == '\0') set_escdelay(25);
  raw();
  noecho();
  nonl();
  term->input = newpad(1, 1);
  keypad(term->input, TRUE);
  nodelay(term->input, TRUE);
  define_keys();
  if (term->mouse) mousemask(BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
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
  term->mouse = options->mouse;
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

/* A sentence on why no screen can be shown here, or NULL. */
static const char *obstacle(void) {
  const char *name = getenv("TERM");
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) ||
      (name != NULL && strcmp(name, "dumb") == 0))
    return "This is no terminal that can show screens; use --plain.";
  return NULL;
}

/* What is wrong with the screen just opened, or NULL where TERM is ready for use. */
static const char *prepare(Term *term) {
  if (*capability("cup") == '\0')
    return "This terminal cannot place its cursor, so it shows no screens; use --plain.";
  if (!open_wake_pipe(term)) return "The system gave no pipe; close some programs and try again.";
  set_modes(term);
  arm(term);
  return NULL;
}

Term *term_open(const TermOptions *options, GError **error) {
  const char *problem = obstacle();
  if (problem != NULL) {
    set_error(error, problem);
    return NULL;
  }
  restore_remember(STDOUT_FILENO);
  use_tioctl(TRUE); /* the window's real size before $LINES and $COLUMNS */
  SCREEN *screen = new_screen();
  if (screen == NULL) {
    set_error(error, "The terminal's type is unknown here and no usual one works; use --plain.");
    return NULL;
  }
  Term *term = term_new(screen, options);
  problem = prepare(term);
  if (problem != NULL) {
    set_error(error, problem);
    term_close(term);
    return NULL;
  }
  term_set_theme(term, options->theme);
  return term;
}

void term_close(Term *term) {
  if (term == NULL) return;
  if (term->input != NULL) {
    send_raw("\033[?2004l");
    delwin(term->input);
  }
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
  term->last_valid = false;
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

/* -- showing --------------------------------------------------------------------------------- */

/* CELL's text as curses takes it, and its columns as the C library counts them. Emoji style is left
 * out: terminals differ in its width. */
static int to_wide(const Cell *cell, wchar_t wide[CCHARW_MAX + 1]) {
  int n = 0;
  for (const char *p = cell->text; *p != '\0' && n < CCHARW_MAX; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c != 0xfe0f) wide[n++] = (wchar_t)c;
  }
  wide[n] = L'\0';
  return n == 0 ? -1 : wcwidth(wide[0]);
}

static void put_wide(const Term *term, int row, int col, uint8_t role, const wchar_t *wide) {
  cchar_t out;
  short pair = (short)(term->colour ? role + 1 : 0);
  if (setcchar(&out, wide, term->attributes[role], pair, NULL) == OK) mvadd_wch(row, col, &out);
}

/* Where the C library and the canvas count a character differently, the canvas is right: its
 * columns are filled, whatever is put there. */
static void put_cell(const Term *term, int row, int col, const Cell *cell) {
  wchar_t wide[CCHARW_MAX + 1];
  int width = to_wide(cell, wide);
  bool fits = width > 0 && width <= cell->width;
  put_wide(term, row, col, cell->role, fits ? wide : L"?");
  for (int i = fits ? width : 1; i < cell->width; i++)
    put_wide(term, row, col + i, cell->role, L" ");
}

static bool same_cell(const Cell *a, const Cell *b) {
  return a->width == b->width && a->role == b->role && strcmp(a->text, b->text) == 0;
}

/* Room for what CANVAS shows; what was shown before is forgotten if it had another size. */
static void keep_room(Term *term, const Canvas *canvas) {
  if (term->last != NULL && term->last_rows == canvas->rows && term->last_cols == canvas->cols)
    return;
  term->last = g_renew(Cell, term->last, (gsize)canvas->rows * (gsize)canvas->cols);
  term->last_rows = canvas->rows;
  term->last_cols = canvas->cols;
  term->last_valid = false;
}

static void show_cursor(Term *term, const Canvas *canvas) {
  int shown = canvas->cursor_row >= 0;
  if (shown) move(canvas->cursor_row, canvas->cursor_col);
  if (shown != term->cursor_shown) curs_set(shown);
  term->cursor_shown = shown;
}

/* While curses writes, which takes long on a stalled link, it ignores SIGTSTP. Held back here, the
 * signal waits; only in the instant before curses begins to ignore it can it still be dropped. */
static void refresh_held(void) {
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  sigprocmask(SIG_BLOCK, &stop, &before);
  refresh();
  sigprocmask(SIG_SETMASK, &before, NULL);
}

static void put_row(const Term *term, const Canvas *canvas, int row) {
  for (int col = 0; col < canvas->cols; col++) {
    const Cell *cell = canvas_at(canvas, row, col);
    bool shown = term->last_valid && same_cell(cell, &term->last[row * canvas->cols + col]);
    if (cell->width > 0 && !shown) put_cell(term, row, col, cell);
  }
}

void term_present(Term *term, const Canvas *canvas, bool full) {
  keep_room(term, canvas);
  if (full) {
    term->last_valid = false;
    clearok(curscr, TRUE);
  }
  for (int row = 0; row < canvas->rows; row++) put_row(term, canvas, row);
  memcpy(term->last, canvas->cells,
         (size_t)canvas->rows * (size_t)canvas->cols * sizeof *term->last);
  term->last_valid = true;
  show_cursor(term, canvas);
  refresh_held();
}

/* -- reading --------------------------------------------------------------------------------- */

static void drain_wake(const Term *term) {
  char bytes[64];
  while (read(term->wake[0], bytes, sizeof bytes) > 0) {
  }
}

/* True where bytes wait to be read. A terminal that is gone also wakes poll, but has none. */
static bool has_input(void) {
  int ready = 0;
  return ioctl(STDIN_FILENO, FIONREAD, &ready) == 0 && ready > 0;
}

/* Waits until a key or a signal may be there. False where the terminal is gone. */
static bool wait_input(const Term *term, int timeout_ms) {
  struct pollfd fds[2] = {{STDIN_FILENO, POLLIN, 0}, {term->wake[0], POLLIN, 0}};
  int n = poll(fds, 2, timeout_ms);
  if (n < 0) return errno == EINTR;
  if (fds[1].revents & POLLIN) drain_wake(term);
  return fds[0].revents == 0 || has_input();
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

/* After an Esc that curses made nothing of: reads a whole control sequence, so that its letters and
 * digits do not act as keys. False where the Esc stood alone. */
static bool skip_sequence(const Term *term) {
  int lead = wgetch(term->input);
  if (lead == ERR) return false;
  int c = lead == '[' || lead == 'O' ? wgetch(term->input) : ERR;
  if (c == ERR) {
    ungetch(lead);
    return false;
  }
  if (c == '[') c = wgetch(term->input); /* a function key of the Linux console */
  while (c >= 0x20 && c < 0x40) c = wgetch(term->input);
  return true;
}

/* Takes BYTE of a character in UTF-8, whatever the locale; the character once it is whole, else 0.
 */
static int decode(Term *term, int byte) {
  term->utf8[term->utf8_len++] = (char)byte;
  gunichar c = g_utf8_get_char_validated(term->utf8, term->utf8_len);
  bool partial = c == (gunichar)-2 && term->utf8_len < (int)sizeof term->utf8;
  if (partial) return 0;
  term->utf8_len = 0;
  return c >= (gunichar)-2 ? 0 : (int)c;
}

static int plain_key(Term *term, int byte) {
  if (byte >= 0x80) return decode(term, byte);
  term->utf8_len = 0;
  switch (byte) {
  case '\r':
  case '\n': return KEYCODE_ENTER;
  case '\t': return KEYCODE_TAB;
  case 0x1b: return skip_sequence(term) ? 0 : KEYCODE_ESCAPE;
  case 0x7f:
  case '\b': return KEYCODE_BACKSPACE;
  default: return byte;
  }
}

/* False where no more of a paste comes: silence, a vanished terminal, or a signal to leave. */
static bool paste_goes_on(void) {
  struct pollfd fd = {STDIN_FILENO, POLLIN, 0};
  int n = 0;
  do n = poll(&fd, 1, PASTE_QUIET_MS);
  while (n < 0 && errno == EINTR && restore_quit_signal() == 0);
  return n > 0 && has_input();
}

static TermEvent read_paste(Term *term) {
  g_autoptr(GString) raw = g_string_new(NULL);
  for (int c = 0; c != PASTE_END && (c != ERR || paste_goes_on());) {
    c = wgetch(term->input);
    if (c >= 0 && c <= 0xff && raw->len < PASTE_MAX) g_string_append_c(raw, (char)c);
  }
  g_string_replace(raw, "\r\n", "\n", 0);
  g_strdelimit(raw->str, "\r", '\n');
  g_autofree char *clean = text_clean(raw->str, (gssize)raw->len);
  g_string_assign(term->paste, clean);
  return (TermEvent){TERM_PASTE, 0, term->paste->str};
}

/* What curses has ready; TERM_NOTHING where there is nothing, or nothing of use. */
static TermEvent read_key(Term *term, bool *more) {
  int c = wgetch(term->input), key = 0;
  *more = c != ERR;
  if (c == ERR) return (TermEvent){0};
  if (c == PASTE_BEGIN) return read_paste(term);
  if (c == KEY_MOUSE)
    key = wheel();
  else
    key = c > 0xff ? translate(c) : plain_key(term, c);
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
  if (!restore_take_resize() && !term->resized) return (TermEvent){0};
  resize(term);
  term->resized = false;
  return (TermEvent){.kind = TERM_RESIZE};
}

TermEvent term_read(Term *term, int timeout_ms) {
  for (bool waited = false;; waited = timeout_ms >= 0) {
    TermEvent event = read_signals(term);
    bool more = true;
    while (event.kind == TERM_NOTHING && more) event = read_key(term, &more);
    if (event.kind != TERM_NOTHING || waited) return event;
    if (!wait_input(term, timeout_ms)) return (TermEvent){.kind = TERM_QUIT};
  }
}

/* -- stepping aside -------------------------------------------------------------------------- */

void term_pause(Term *term) {
  (void)term;
  send_raw("\033[?2004l");
  endwin();
}

/* The modes are back at once; the screen comes back with the next term_present. */
void term_resume(Term *term) {
  int rows = term->rows, cols = term->cols;
  reset_prog_mode();
  send_raw("\033[?2004h");
  resize(term);
  term->resized = term->rows != rows || term->cols != cols;
  clearok(curscr, TRUE);
  term->last_valid = false;
  term->cursor_shown = -1;
}

void term_suspend(Term *term) {
  term_pause(term);
  restore_stop_job();
  term_resume(term);
  restore_take_continue(); /* known already */
}
