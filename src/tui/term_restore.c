/* term_restore - see term_restore.h. File-wide state is unavoidable: a handler has no argument. */
#include "tui/term_restore.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define STACK_SIZE 65536

static struct {
  char bytes[512];
  size_t size;
  int fd, wake_fd;
  struct termios termios;
  bool has_termios;
} prepared = {.fd = -1, .wake_fd = -1};

static volatile sig_atomic_t resized, stopped, continued, quit;
static char handler_stack[STACK_SIZE];

static const int ASKING[] = {SIGTERM, SIGHUP, SIGINT};
static const int CRASHING[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT};
static const int TELLING[] = {SIGWINCH, SIGTSTP, SIGCONT};

static void wake(void) {
  int saved = errno;
  ssize_t n = write(prepared.wake_fd, "", 1);
  (void)n;
  errno = saved;
}

static void restore_and_die(int number) {
  ssize_t n = write(prepared.fd, prepared.bytes, prepared.size);
  (void)n;
  if (prepared.has_termios) tcsetattr(prepared.fd, TCSANOW, &prepared.termios);
  signal(number, SIG_DFL);
  raise(number);
}

static void on_asking(int number) {
  if (quit != 0) restore_and_die(number);
  quit = number;
  wake();
}

static void on_telling(int number) {
  if (number == SIGWINCH) resized = 1;
  if (number == SIGTSTP) stopped = 1;
  if (number == SIGCONT) continued = 1;
  wake();
}

void restore_remember(int fd) {
  prepared.fd = fd;
  prepared.has_termios = tcgetattr(fd, &prepared.termios) == 0;
}

static void install(const int *signals, size_t n, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < n; i++) sigaction(signals[i], &action, NULL);
}

#define EACH(list) list, sizeof list / sizeof *list

void restore_arm(const char *bytes, size_t size, int wake_fd) {
  prepared.size = size < sizeof prepared.bytes ? size : sizeof prepared.bytes;
  memcpy(prepared.bytes, bytes, prepared.size);
  prepared.wake_fd = wake_fd;
  quit = resized = stopped = continued = 0;
  stack_t stack = {.ss_sp = handler_stack, .ss_size = STACK_SIZE};
  sigaltstack(&stack, NULL);
  install(EACH(ASKING), on_asking, 0);
  install(EACH(TELLING), on_telling, 0);
  install(EACH(CRASHING), restore_and_die, SA_ONSTACK | (int)SA_RESETHAND | SA_NODEFER);
}

void restore_disarm(void) {
  install(EACH(ASKING), SIG_DFL, 0);
  install(EACH(TELLING), SIG_DFL, 0);
  install(EACH(CRASHING), SIG_DFL, 0);
}

static bool take(volatile sig_atomic_t *flag) {
  bool set = *flag != 0;
  *flag = 0;
  return set;
}

bool restore_take_resize(void) {
  return take(&resized);
}
bool restore_take_stop(void) {
  return take(&stopped);
}
bool restore_take_continue(void) {
  return take(&continued);
}
int restore_quit_signal(void) {
  return quit;
}
