/* edit - see edit.h. */
#include "app/edit.h"
#include "app/app_private.h"
#include "core/text.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const char *editor(void) {
  const char *visual = g_getenv("VISUAL"), *plain = g_getenv("EDITOR");
  if (visual != NULL && *visual != '\0') return visual;
  return plain != NULL && *plain != '\0' ? plain : NULL;
}

bool edit_is_possible(void) {
  return editor() != NULL;
}

static bool fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool fail(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *what = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "%s The draft stays as it was.", what);
  return false;
}

/* -- running ----------------------------------------------------------------------------------- */

/* Keys that interrupt are the editor's business while it runs, as with system(3). */
typedef struct {
  struct sigaction interrupt, quit;
} Held;

static void hold_signals(Held *held) {
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  sigaction(SIGINT, &ignore, &held->interrupt);
  sigaction(SIGQUIT, &ignore, &held->quit);
}

static void release_signals(const Held *held) {
  sigaction(SIGINT, &held->interrupt, NULL);
  sigaction(SIGQUIT, &held->quit, NULL);
}

static void in_child(gpointer user) {
  (void)user;
  signal(SIGINT, SIG_DFL);
  signal(SIGQUIT, SIG_DFL);
}

static bool run(const char *path, GError **error) {
  g_autofree char *quoted = g_shell_quote(path);
  g_autofree char *line = g_strconcat(editor(), " ", quoted, NULL);
  g_auto(GStrv) argv = NULL;
  g_autoptr(GError) fault = NULL;
  int status = 0;
  Held held;
  if (!g_shell_parse_argv(line, NULL, &argv, &fault))
    return fail(error, "'%s' is no command: %s.", editor(), fault->message);
  hold_signals(&held);
  bool good = g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN,
                           in_child, NULL, NULL, NULL, &status, &fault) &&
              g_spawn_check_wait_status(status, &fault);
  release_signals(&held);
  return good || fail(error, "The editor '%s' failed: %s.", editor(), fault->message);
}

/* -- the file ---------------------------------------------------------------------------------- */

/* A private file (0600) that holds TEXT. Its path, or NULL with ERROR. */
static char *write_out(const char *text, GError **error) {
  g_autofree char *path = NULL;
  g_autoptr(GError) fault = NULL;
  int fd = g_file_open_tmp("pawl-XXXXXX.txt", &path, &fault);
  if (fd < 0) {
    fail(error, "No temporary file can be made: %s.", fault->message);
    return NULL;
  }
  size_t length = strlen(text), done = 0;
  while (done < length) {
    ssize_t n = write(fd, text + done, length - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done += (size_t)n;
  }
  bool good = done == length;
  int number = errno;
  if (close(fd) == 0 && good) return g_steal_pointer(&path);
  fail(error, "%s could not be written: %s.", path, g_strerror(number));
  g_unlink(path);
  return NULL;
}

static bool is_too_long(gsize size, GError **error) {
  if (size > EDIT_MAX_BYTES) fail(error, "The text is longer than %d KiB.", EDIT_MAX_KIB);
  return size > EDIT_MAX_BYTES;
}

/* Editors end a file with a line break; a text does not have to. */
static char *clean_up(const char *bytes, gsize size, const char *before) {
  char *clean = text_clean(bytes, (gssize)size);
  g_autoptr(GString) text = g_string_new(clean);
  g_free(clean);
  bool had = g_str_has_suffix(before, "\n");
  if (!had && g_str_has_suffix(text->str, "\n")) g_string_truncate(text, text->len - 1);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *read_back(const char *path, const char *before, GError **error) {
  g_autofree char *bytes = NULL;
  g_autoptr(GError) fault = NULL;
  GStatBuf status;
  gsize size = 0;
  if (g_stat(path, &status) == 0 && is_too_long((gsize)status.st_size, error)) return NULL;
  if (!g_file_get_contents(path, &bytes, &size, &fault)) {
    fail(error, "The editor left no file to read: %s.", fault->message);
    return NULL;
  }
  g_autoptr(GString) lines = g_string_new_len(bytes, (gssize)size);
  g_string_replace(lines, "\r\n", "\n", 0);
  g_autofree char *clean = clean_up(lines->str, lines->len, before);
  return is_too_long(strlen(clean), error) ? NULL : g_steal_pointer(&clean);
}

/* True where the file at PATH holds something else than TEXT. */
static bool differs(const char *path, const char *text) {
  g_autofree char *bytes = NULL;
  return g_file_get_contents(path, &bytes, NULL, NULL) && strcmp(bytes, text) != 0;
}

char *edit_text(const char *text, GError **error) {
  if (!edit_is_possible()) {
    fail(error, "No editor is named: set VISUAL or EDITOR to one.");
    return NULL;
  }
  g_autofree char *path = write_out(text, error);
  if (path == NULL) return NULL;
  char *back = run(path, error) ? read_back(path, text, error) : NULL;
  if (back == NULL && differs(path, text))
    g_prefix_error(error, "What the editor left is kept in %s. ", path);
  else
    g_unlink(path);
  return back;
}
