/* vt - a terminal for tests: runs a real program in a pseudo-terminal and reads its screen through
 * libvterm.
 *
 * Between the two stands a small shell of our own, session leader as a login shell is, so that the
 * program is an ordinary foreground job: it can be stopped and continued, and how it ended is
 * known. Every wait is for content or an event, in poll; nothing here sleeps. Waits end as soon as
 * they can; one that has lasted 20 seconds fails the running cmocka test and shows the screen.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <vterm.h>

typedef struct Vt Vt;

/* Starts ARGV (a path and arguments, ends with NULL) on a screen of ROWS x COLS. The environment is
 * this program's with TERM=xterm-256color and LC_ALL=C.UTF-8 and without what would colour a test
 * (COLUMNS, LINES, ESCDELAY, NO_COLOR); ENV (may be NULL, ends with NULL) changes it: "NAME=value"
 * sets, "NAME" unsets. */
Vt *vt_spawn(const char *const *argv, const char *const *env, int rows, int cols);
/* Kills what still runs and frees everything. */
void vt_close(Vt *vt);

/* Types KEYS: characters as they are, and {UP} {DOWN} {LEFT} {RIGHT} {PGUP} {PGDN} {HOME} {END}
 * {ENTER} {TAB} {BACKTAB} {BACKSPACE} {DELETE} {ESC} {SPACE} {F1} {^Z}, as this terminal sends them
 * in the mode that the program has set. */
void vt_send(Vt *vt, const char *keys);
/* Sends LEN bytes as they are. */
void vt_write(Vt *vt, const char *bytes, size_t len);
/* Pastes TEXT, bracketed if the program asked for that. */
void vt_paste(Vt *vt, const char *text);
void vt_resize(Vt *vt, int rows, int cols);
/* Sends the signal to the program alone. */
void vt_signal(Vt *vt, int number);
/* Closes the terminal under the program, which is told by nobody. */
void vt_vanish(Vt *vt);

/* Reads until TEXT stands on the screen, or is gone from it. */
void vt_wait_text(Vt *vt, const char *text);
void vt_wait_gone(Vt *vt, const char *text);
/* Reads until the program has stopped (SIGTSTP); the shell then has the terminal. */
void vt_wait_stopped(Vt *vt);
/* What `fg` does. */
void vt_continue(Vt *vt);
/* Reads until the program has ended, and what it wrote before; the status is waitpid's. */
int vt_wait_exit(Vt *vt);
/* Reads for MS milliseconds; the bytes that came. */
size_t vt_listen(Vt *vt, int ms);
/* Reads until nothing has come for QUIET_MS, and at most a second for the first byte; milliseconds
 * from the call to the last byte, 0 where none came. */
double vt_settle(Vt *vt, int quiet_ms);

/* The screen, a line a row, trailing blanks trimmed. Newly allocated (g_free). */
char *vt_screen_text(const Vt *vt);
/* The same for one row. */
char *vt_row(const Vt *vt, int row);
bool vt_shows(const Vt *vt, const char *text);
/* Where the cursor stands; false while it is hidden. */
bool vt_cursor(const Vt *vt, int *row, int *col);
VTermScreenCell vt_cell(const Vt *vt, int row, int col);
/* True where any cell has a colour of its own. */
bool vt_has_colour(const Vt *vt);
bool vt_alternate_screen(const Vt *vt);
/* NULL where the terminal is as the program found it; else the first thing left behind: the
 * alternate screen, a hidden cursor, bracketed paste, cursor keys in application mode, mouse
 * reports, or a line discipline set otherwise. */
const char *vt_left_behind(Vt *vt);
/* Bytes that the program has written so far. */
size_t vt_bytes(const Vt *vt);
/* The program's process id. */
int vt_pid(const Vt *vt);
