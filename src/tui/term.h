/* term - the terminal itself: the only file that includes curses.
 *
 * Opens with newterm() and fallbacks for an unknown TERM (xterm-256color, xterm, vt100), raw mode,
 * escape delay 25 ms ($ESCDELAY honoured), default colours, bracketed paste, no mouse unless asked.
 * Leaves the terminal as found on SIGINT, SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGTSTP and on a
 * vanished tty: the restore string and termios are prepared beforehand and written from the handler
 * on its own stack, then the signal is raised again.
 */
#pragma once
#include "tui/canvas.h"
#include <glib.h>

typedef struct Term Term;

/* Keys are Unicode code points, or these. */
enum {
  KEYCODE_BASE = 0x110000,
  KEYCODE_UP,
  KEYCODE_DOWN,
  KEYCODE_LEFT,
  KEYCODE_RIGHT,
  KEYCODE_PAGE_UP,
  KEYCODE_PAGE_DOWN,
  KEYCODE_HOME,
  KEYCODE_END,
  KEYCODE_ENTER,
  KEYCODE_TAB,
  KEYCODE_BACK_TAB,
  KEYCODE_BACKSPACE,
  KEYCODE_DELETE,
  KEYCODE_ESCAPE,
  KEYCODE_F1,
};
#define KEYCODE_CTRL(c) ((c)&0x1f)

typedef enum {
  TERM_NOTHING, /* the timeout passed */
  TERM_KEY,
  TERM_PASTE, /* text, cleaned; lent until the next term_read */
  TERM_RESIZE,
  TERM_QUIT,    /* SIGTERM, SIGHUP, SIGINT or a vanished tty: save and leave at once */
  TERM_RESUMED, /* back from SIGTSTP: repaint */
} TermEventKind;

typedef struct {
  TermEventKind kind;
  int key;
  const char *text;
} TermEvent;

typedef struct {
  bool no_colour, mouse;
  const char *theme; /* by name, may be NULL */
} TermOptions;

/* NULL with ERROR where standard input or output is no terminal, or TERM is dumb: use plain mode.
 */
Term *term_open(const TermOptions *options, GError **error);
void term_close(Term *term);
void term_set_theme(Term *term, const char *name);
void term_size(const Term *term, int *rows, int *cols);
/* True where the locale cannot show UTF-8. */
bool term_ascii(const Term *term);
/* Shows CANVAS: only what changed since the last call is sent. FULL repaints (Ctrl-L). */
void term_present(Term *term, const Canvas *canvas, bool full);
/* The signal behind TERM_QUIT, or 0: to be raised again once everything is saved and closed. */
int term_signal(const Term *term);
/* Waits for one event, at most TIMEOUT_MS (-1: for ever; 0 wake-ups while idle). */
TermEvent term_read(Term *term, int timeout_ms);
/* Stops the program as Ctrl-Z does: restores the terminal, raises SIGTSTP, comes back prepared. */
void term_suspend(Term *term);
/* Leaves curses mode to run a program in the foreground, and comes back. */
void term_pause(Term *term);
void term_resume(Term *term);
