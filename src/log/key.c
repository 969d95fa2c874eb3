/* key - the device's own key: a file beside the database, never in it or in its backups. */
#include "log/chain.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_STATIC_ASSERT(crypto_sign_SEEDBYTES == LOG_KEY_SIZE);
G_STATIC_ASSERT(crypto_sign_PUBLICKEYBYTES == LOG_KEY_SIZE);
G_STATIC_ASSERT(crypto_sign_SECRETKEYBYTES == sizeof((LogKey){0}.secret));

static bool fail(GError **error, const char *path, const char *what, int number) {
  g_set_error(error, LOG_ERROR, LOG_ERROR_IO, "The key %s could not be %s: %s.", path, what,
              g_strerror(number));
  return false;
}

/* 1 read, 0 there is none, -1 failed. */
static int read_seed(const char *path, uint8_t seed[LOG_KEY_SIZE], GError **error) {
  char text[128] = {0};
  int fd = g_open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  if (fd < 0 && errno == ENOENT) return 0;
  if (fd < 0) return fail(error, path, "opened", errno) ? 1 : -1;
  fchmod(fd, 0600); /* where that is not ours to do, the key is still ours to read */
  ssize_t size = read(fd, text, sizeof text - 1);
  close(fd);
  gsize length = 0;
  g_autofree guchar *bytes = size <= 0 ? NULL : g_base64_decode(g_strstrip(text), &length);
  bool good = length == LOG_KEY_SIZE;
  if (good) memcpy(seed, bytes, LOG_KEY_SIZE);
  if (bytes != NULL) sodium_memzero(bytes, length);
  sodium_memzero(text, sizeof text);
  if (good) return 1;
  g_set_error(error, LOG_ERROR, LOG_ERROR_IO,
              "%s is not a key. Move it away: a new one is made, and other devices take your logs "
              "as those of one more device.",
              path);
  return -1;
}

static bool write_whole(int fd, const char *text) {
  size_t size = strlen(text);
  return write(fd, text, size) == (ssize_t)size && fsync(fd) == 0;
}

/* Links the finished file to its name, so that neither a half one nor a second one can stand there. */
static bool write_seed(const char *path, const uint8_t seed[LOG_KEY_SIZE], GError **error) {
  g_autofree char *temporary = g_strdup_printf("%s.%d", path, (int)getpid());
  g_autofree char *code = g_base64_encode(seed, LOG_KEY_SIZE);
  g_autofree char *text = g_strconcat(code, "\n", NULL);
  g_unlink(temporary);
  int fd = g_open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  bool good = fd >= 0 && write_whole(fd, text);
  int number = errno;
  if (fd >= 0) close(fd);
  if (good && link(temporary, path) != 0 && errno != EEXIST) {
    good = g_rename(temporary, path) == 0; /* a file system without links */
    number = errno;
  }
  g_unlink(temporary);
  sodium_memzero(text, strlen(text));
  sodium_memzero(code, strlen(code));
  return good || fail(error, path, "made", number);
}

bool log_key_load(const char *path, const Clock *clock, LogKey *out, bool *made, GError **error) {
  uint8_t seed[LOG_KEY_SIZE];
  if (sodium_init() < 0) return fail(error, path, "used", ENOSYS);
  int found = read_seed(path, seed, error);
  *made = found == 0;
  if (found == 0) {
    clock_entropy(clock, seed, sizeof seed);
    if (!write_seed(path, seed, error)) return false;
    found = read_seed(path, seed, error); /* another program may have been first */
  }
  if (found > 0) crypto_sign_seed_keypair(out->open, out->secret, seed);
  sodium_memzero(seed, sizeof seed);
  return found > 0;
}
