/* term_probe - a program as small as can be over term.c, for test_term: shows every role, a counter
 * and the last event, and does on request what a terminal must survive.
 *
 *   q leave   s stop   p pause, say so, resume   m next theme   f full repaint   c hide the cursor
 *   t be stopped while drawing
 *   S overflow the stack   A abort   b be deaf: no more events are read   h be hung up on
 */
#include "core/text.h"
#include "tui/term.h"
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

typedef struct {
  Term *term;
  Canvas *canvas;
  int frames, theme;
  bool full, cursor_hidden;
  char *said;
} Probe;

static bool stop_while_drawing;

/* Stands in for the C library's, so that a signal can come in the middle of what curses writes. */
ssize_t write(int fd, const void *bytes, size_t n) {
  struct iovec part = {(void *)(uintptr_t)bytes, n};
  if (stop_while_drawing && fd == STDOUT_FILENO) {
    stop_while_drawing = false;
    raise(SIGTSTP);
  }
  return writev(fd, &part, 1);
}

static void say(Probe *probe, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void say(Probe *probe, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_free(probe->said);
  probe->said = g_strdup_vprintf(format, args);
  va_end(args);
}

static void draw_roles(Canvas *canvas, int row) {
  static const char *const names[] = {
#define X(name, text, letter) text,
      THEME_ROLES(X)
#undef X
  };
  for (int i = 0, col = 1; i < ROLE_COUNT; i++) {
    if (i == 8) col = 1;
    col += canvas_text(canvas, row + i / 8, col, 20, (Role)i, names[i]) + 1;
  }
}

static void draw(Probe *probe) {
  Canvas *canvas = probe->canvas;
  g_autofree char *head =
      g_strdup_printf("probe %dx%d frame %d", canvas->rows, canvas->cols, probe->frames++);
  canvas_clear(canvas);
  canvas_text(canvas, 0, 0, canvas->cols, ROLE_TITLE, head);
  draw_roles(canvas, 3);
  canvas_text(canvas, 6, 1, canvas->cols - 1, ROLE_NORMAL, "wide 日本語| mark e\xcc\x81| dash —|");
  canvas_text(canvas, 7, 1, canvas->cols - 1, ROLE_NORMAL, "heart \xe2\x9d\xa4\xef\xb8\x8f| end");
  /* Last, so that whoever sees it has seen the whole frame. */
  canvas_text(canvas, 9, 1, canvas->cols - 1, ROLE_NORMAL, probe->said);
  if (!probe->cursor_hidden) canvas_cursor(canvas, 3, 1);
  term_present(probe->term, canvas, probe->full);
  probe->full = false;
}

/* Deeper than any stack; volatile keeps the frames. */
static int overflow(volatile int depth) {
  volatile char frame[4096];
  frame[0] = (char)depth;
  return depth < 0 ? 0 : overflow(depth + 1) + frame[0];
}

static void be_deaf(Probe *probe) {
  say(probe, "deaf");
  draw(probe);
  for (;;) pause();
}

/* What a program gets within a moment when a link breaks or a session is shut down. */
static void be_hung_up_on(void) {
  raise(SIGHUP);
  raise(SIGTERM);
  raise(SIGHUP);
}

static void pause_and_resume(Probe *probe) {
  term_pause(probe->term);
  printf("paused\r\n");
  fflush(stdout);
  char line[64];
  if (read(STDIN_FILENO, line, sizeof line) < 1) exit(3);
  term_resume(probe->term);
  say(probe, "resumed by %c", line[0]);
  probe->full = true;
}

/* False: leave. */
static bool take_key(Probe *probe, int key) {
  say(probe, "key %x;", (unsigned)key);
  switch (key) {
  case 'q': return false;
  case 's':
    term_suspend(probe->term);
    probe->full = true;
    break;
  case 'p': pause_and_resume(probe); break;
  case 'm':
    probe->theme = (probe->theme + 1) % theme_count();
    term_set_theme(probe->term, theme_at(probe->theme)->name);
    break;
  case 'f': probe->full = true; break;
  case 't': stop_while_drawing = true; break;
  case 'c': probe->cursor_hidden = !probe->cursor_hidden; break;
  case 'S': exit(overflow(0));
  case 'A': abort();
  case 'b': be_deaf(probe); break;
  case 'h': be_hung_up_on(); break;
  default: break;
  }
  return true;
}

static bool take(Probe *probe, const TermEvent *event) {
  int rows = 0, cols = 0;
  switch (event->kind) {
  case TERM_KEY: return take_key(probe, event->key);
  case TERM_PASTE: {
    g_auto(GStrv) lines = g_strsplit(event->text, "\n", -1);
    g_autofree char *joined = g_strjoinv("/", lines);
    say(probe, "paste [%s]", joined);
    break;
  }
  case TERM_RESIZE:
    term_size(probe->term, &rows, &cols);
    canvas_resize(probe->canvas, rows, cols);
    probe->full = true;
    break;
  case TERM_RESUMED:
    say(probe, "resumed");
    probe->full = true;
    break;
  case TERM_QUIT: return false;
  case TERM_NOTHING: break;
  }
  return true;
}

static void loop(Probe *probe) {
  TermEvent event = {0};
  do {
    draw(probe);
    event = term_read(probe->term, -1);
  } while (take(probe, &event));
}

/* What a clean way out leaves behind, also where nobody can read the terminal any more. */
static void leave_note(int signal_number) {
  const char *file = g_getenv("PROBE_NOTE");
  g_autofree char *note = g_strdup_printf("left by signal %d", signal_number);
  if (file != NULL)
    g_file_set_contents(file, note, -1, NULL);
  else
    printf("%s\n", note);
}

int main(void) {
  setlocale(LC_ALL, "");
  g_autoptr(GError) error = NULL;
  TermOptions options = {.no_colour = g_getenv("NO_COLOR") != NULL,
                         .mouse = g_getenv("PROBE_MOUSE") != NULL,
                         .theme = g_getenv("PROBE_THEME")};
  Probe probe = {.term = term_open(&options, &error)};
  if (probe.term == NULL) {
    printf("refused: %s\n", error->message);
    return 1;
  }
  int rows = 0, cols = 0;
  term_size(probe.term, &rows, &cols);
  probe.canvas = canvas_new(rows, cols, term_ascii(probe.term));
  say(&probe, "ready");
  loop(&probe);
  int number = term_signal(probe.term);
  term_close(probe.term);
  canvas_free(probe.canvas);
  g_free(probe.said);
  leave_note(number);
  fflush(stdout);
  if (number != 0) raise(number);
  return 0;
}
