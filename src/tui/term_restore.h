/* term_restore - leaving the terminal as it was found, also from a signal handler.
 *
 * Everything the handlers need is prepared beforehand: a string of bytes to write and the termios
 * to set. SIGTERM, SIGHUP and SIGINT first only ask the program to leave. Asked by SIGTERM or
 * SIGINT a second time, or in a crash, it restores at once, on a stack of its own, and dies by that
 * signal. A broken link brings SIGHUP from several sides within a moment, so that one may come as
 * often as it likes.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Remembers the termios of the terminal at FD and what signals do. Call before curses starts, which
 * changes both. */
void restore_remember(int fd);
/* Installs the handlers. BYTES brings the screen back; WAKE_FD gets a byte for every signal that
 * term_read must see. */
void restore_arm(const char *bytes, size_t size, int wake_fd);
/* Puts back the handlers that were there at restore_remember, and the signal stack. */
void restore_disarm(void);
/* Stops this job as Ctrl-Z in a shell does, and returns when it goes on. Does nothing where whoever
 * started us asked for SIGTSTP to be ignored: nobody could wake us again. */
void restore_stop_job(void);

/* What has arrived since it was last asked. */
bool restore_take_resize(void);
bool restore_take_stop(void);
bool restore_take_continue(void);
/* The signal that first asked the program to leave, or 0. */
int restore_quit_signal(void);
