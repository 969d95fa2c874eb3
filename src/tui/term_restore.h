/* term_restore - leaving the terminal as it was found, also from a signal handler.
 *
 * Everything the handlers need is prepared beforehand: a string of bytes to write and the termios to
 * set. SIGTERM, SIGHUP and SIGINT first only ask the program to leave; a second one, or a crash,
 * restores at once, on a stack of its own, and then dies by the same signal.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Remembers the termios of the terminal at FD. Call before it is changed. */
void restore_remember(int fd);
/* Installs the handlers. BYTES brings the screen back; WAKE_FD gets a byte for every signal that
 * term_read must see. */
void restore_arm(const char *bytes, size_t size, int wake_fd);
/* Takes the handlers away. */
void restore_disarm(void);

/* What has arrived since it was last asked. */
bool restore_take_resize(void);
bool restore_take_stop(void);
bool restore_take_continue(void);
/* The signal that asked the program to leave, or 0. */
int restore_quit_signal(void);
