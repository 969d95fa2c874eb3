/* console - runs a program in a pseudo-terminal and reads its screen through libvterm. Waits on
 * content, never on time: every wait ends as soon as what it waits for is there, and fails after a
 * deadline.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>
#include <vterm.h>

typedef struct {
  int fd; /* of the terminal's master side, -1 when closed */
  pid_t pid;
  VTerm *term;
  VTermScreen *screen;
  int rows, cols;
  size_t bytes;   /* written by the program so far */
  bool alternate; /* the alternate screen is shown */
  bool cursor_visible;
  VTermPos cursor;
} Vt;

#define VT_DEADLINE_MS 20000

/* Starts ARGV (NULL-terminated) with ENV ("NAME=value", NULL-terminated) added to an environment of
 * TERM, TZ, LANG, HOME and PATH only. */
Vt *vt_spawn(const char *const *argv, const char *const *env, int rows, int cols);
/* Kills what still runs and frees all. */
void vt_free(Vt *vt);
/* Sends KEYS: characters, {ENTER} {ESC} {UP} {DOWN} {LEFT} {RIGHT} {TAB} {PGUP} {PGDN} {BS} and
 * {CTRL-x}. */
void vt_send(Vt *vt, const char *keys);
/* True as soon as TEXT stands on the screen; false at the deadline or when the program ended. */
bool vt_wait_text(Vt *vt, const char *text);
bool vt_wait_gone(Vt *vt, const char *text);
/* True when nothing came for QUIET_MS. */
bool vt_wait_quiet(Vt *vt, int quiet_ms);
/* Milliseconds from now to the last byte before QUIET_MS of silence; 0 where none came. */
double vt_settle(Vt *vt, int quiet_ms);
/* Waits for the end; the wait status in *STATUS. */
bool vt_wait_exit(Vt *vt, int *status);
void vt_resize(Vt *vt, int rows, int cols);
/* The screen, a line a row, trailing blanks trimmed. Newly allocated. */
char *vt_text(Vt *vt);
/* True where any cell has a colour of its own. */
bool vt_has_colour(Vt *vt);
/* Closes the master side: the terminal vanishes. */
void vt_hang_up(Vt *vt);
