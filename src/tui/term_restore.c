/* term_restore - see term_restore.h. File-wide state is unavoidable: a handler has no argument. */
#include "tui/term_restore.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define STACK_SIZE 65536
#define STALLED_MS 200

static struct {
  char bytes[512];
  size_t size;
  int fd, wake_fd;
  struct termios termios;
  bool has_termios, armed;
  stack_t stack_before;
} prepared = {.fd = -1, .wake_fd = -1};

static volatile sig_atomic_t resized, stopped, continued, quit, terms, interrupts;
static char handler_stack[STACK_SIZE];

static void on_asking(int number);
static void on_telling(int number);
static void restore_and_die(int number);

/* What each signal does while armed. */
static const struct {
  int number;
  void (*handler)(int);
  int flags;
} WATCHED[] = {
    {SIGTERM, on_asking, 0},
    {SIGHUP, on_asking, 0},
    {SIGINT, on_asking, 0},
    {SIGWINCH, on_telling, 0},
    {SIGTSTP, on_telling, 0},
    {SIGCONT, on_telling, 0},
    {SIGSEGV, restore_and_die, SA_ONSTACK | (int)SA_RESETHAND},
    {SIGABRT, restore_and_die, SA_ONSTACK | (int)SA_RESETHAND},
    {SIGBUS, restore_and_die, SA_ONSTACK | (int)SA_RESETHAND},
    {SIGFPE, restore_and_die, SA_ONSTACK | (int)SA_RESETHAND},
    {SIGILL, restore_and_die, SA_ONSTACK | (int)SA_RESETHAND},
    {SIGQUIT, restore_and_die, SA_ONSTACK | (int)SA_RESETHAND},
};
enum { N_WATCHED = sizeof WATCHED / sizeof *WATCHED };
/* And what it did before. */
static struct sigaction before[N_WATCHED];

static void wake(void) {
  int saved = errno;
  ssize_t n = write(prepared.wake_fd, "", 1);
  (void)n;
  errno = saved;
}

/* A stalled link must not keep a dying program, so nothing is written where that would block. */
static void restore_screen(void) {
  struct pollfd fd = {prepared.fd, POLLOUT, 0};
  if (poll(&fd, 1, STALLED_MS) != 1 || !(fd.revents & POLLOUT)) return;
  ssize_t n = write(prepared.fd, prepared.bytes, prepared.size);
  (void)n;
}

/* The handlers block every signal, so the one raised here ends us as soon as they return. */
static void restore_and_die(int number) {
  restore_screen();
  if (prepared.has_termios) tcsetattr(prepared.fd, TCSANOW, &prepared.termios);
  signal(number, SIG_DFL);
  raise(number);
}

static bool asked_again(int number) {
  if (number == SIGTERM) return terms++ > 0;
  return number == SIGINT && interrupts++ > 0;
}

static void on_asking(int number) {
  if (asked_again(number)) restore_and_die(number);
  if (quit == 0) quit = number;
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
  for (int i = 0; i < N_WATCHED; i++) sigaction(WATCHED[i].number, NULL, &before[i]);
}

static void install(int number, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigfillset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

void restore_arm(const char *bytes, size_t size, int wake_fd) {
  prepared.size = size < sizeof prepared.bytes ? size : sizeof prepared.bytes;
  memcpy(prepared.bytes, bytes, prepared.size);
  prepared.wake_fd = wake_fd;
  resized = stopped = continued = quit = terms = interrupts = 0;
  stack_t stack = {.ss_sp = handler_stack, .ss_size = STACK_SIZE};
  sigaltstack(&stack, &prepared.stack_before);
  prepared.armed = true;
  for (int i = 0; i < N_WATCHED; i++) {
    bool unwanted = WATCHED[i].handler == on_asking && before[i].sa_handler == SIG_IGN; /* nohup */
    if (unwanted)
      signal(WATCHED[i].number, SIG_IGN);
    else
      install(WATCHED[i].number, WATCHED[i].handler, WATCHED[i].flags);
  }
}

void restore_disarm(void) {
  for (int i = 0; i < N_WATCHED; i++) sigaction(WATCHED[i].number, &before[i], NULL);
  if (prepared.armed) sigaltstack(&prepared.stack_before, NULL);
  prepared.armed = false;
}

static bool may_stop(void) {
  for (int i = 0; i < N_WATCHED; i++)
    if (WATCHED[i].number == SIGTSTP) return before[i].sa_handler != SIG_IGN;
  return false;
}

/* The whole job, as the key would: a wrapper that stayed awake would leave the shell waiting. */
void restore_stop_job(void) {
  if (!may_stop()) return;
  install(SIGTSTP, SIG_DFL, 0);
  kill(0, SIGTSTP);
  install(SIGTSTP, on_telling, 0);
}

/* Cleared only where it was seen: a signal in between must not be lost. */
static bool take(volatile sig_atomic_t *flag) {
  if (*flag == 0) return false;
  *flag = 0;
  return true;
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
