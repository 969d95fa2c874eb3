/* writer - a file is written beside its name and takes its place whole. */
#include "log/chain_private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

G_DEFINE_QUARK(pawl_log_error, log_error)

static const char *const LEVELS[] = {"summary", "answers", "full"};

const char *log_level_name(LogLevel level) {
  return LEVELS[level];
}

bool log_level_from_name(const char *name, LogLevel *out) {
  for (size_t i = 0; i < G_N_ELEMENTS(LEVELS); i++)
    if (strcmp(LEVELS[i], name) == 0) {
      *out = (LogLevel)i;
      return true;
    }
  return false;
}

void log_header_clear(LogHeader *header) {
  g_clear_pointer(&header->app, g_free);
  g_clear_pointer(&header->framework, g_free);
  g_clear_pointer(&header->since, g_free);
  g_clear_pointer(&header->packs, g_free);
}

void chain_hash(const char *bytes, size_t length, char out[LOG_HASH_SIZE]) {
  uint8_t hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, (const unsigned char *)bytes, length);
  sodium_bin2hex(out, LOG_HASH_SIZE, hash, sizeof hash);
}

char *chain_signed_text(const char *format, const char *first, const char *last) {
  return g_strdup_printf("%s\n%s\n%s", format, first, last);
}

/* -- lines ------------------------------------------------------------------------------------- */

static bool put_out(LogWriter *writer) {
  GString *text = writer->draft.text;
  g_string_append_c(text, '\n');
  errno = 0;
  if (writer->failed == 0 && fwrite(text->str, 1, text->len, writer->file) != text->len)
    writer->failed = errno != 0 ? errno : EIO;
  g_string_truncate(text, text->len - 1);
  return writer->failed == 0;
}

static void put_header(LogWriter *writer, const LogHeader *header) {
  LogDraft *draft = &writer->draft;
  g_autofree char *key = g_base64_encode(header->key, LOG_KEY_SIZE);
  log_draft_start(draft, 0, NULL);
  log_put_text(draft, "app", header->app);
  log_put_uuid(draft, "device", &header->device);
  log_put_text(draft, "format", header->format);
  log_put_text(draft, "framework", header->framework);
  log_put_text(draft, "key", key);
  log_put_uuid(draft, "learner", &header->learner);
  log_put_text(draft, "level", log_level_name(header->level));
  log_put_integer(draft, "made_at", header->made_at);
  log_put_raw(draft, "packs", header->packs, strlen(header->packs));
  log_put_text(draft, "since", header->since);
  log_draft_end(draft);
  chain_hash(draft->text->str, draft->text->len, writer->first);
  memcpy(writer->last, writer->first, LOG_HASH_SIZE);
  put_out(writer);
}

static void writer_free(LogWriter *writer) {
  if (writer->file != NULL) fclose(writer->file);
  if (writer->temporary != NULL) g_unlink(writer->temporary);
  g_string_free(writer->draft.text, TRUE);
  sodium_memzero(&writer->key, sizeof writer->key);
  g_free(writer->path);
  g_free(writer->temporary);
  g_free(writer);
}

static void fail(const LogWriter *writer, GError **error, int number) {
  g_set_error(error, LOG_ERROR, LOG_ERROR_IO, "%s could not be written: %s.", writer->path,
              g_strerror(number != 0 ? number : EIO));
}

LogWriter *log_writer_open(const char *path, LogHeader *header, const LogKey *key, GError **error) {
  LogWriter *writer = g_new0(LogWriter, 1);
  writer->draft.text = g_string_new(NULL);
  writer->path = g_strdup(path);
  writer->format = header->format;
  writer->key = *key;
  memcpy(header->key, key->open, LOG_KEY_SIZE);
  char *temporary = g_strdup_printf("%s.%d.part", path, (int)getpid());
  g_unlink(temporary);
  int fd = g_open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  writer->file = fd < 0 ? NULL : fdopen(fd, "wb");
  if (writer->file == NULL) {
    fail(writer, error, errno);
    g_free(temporary);
    writer_free(writer);
    return NULL;
  }
  writer->temporary = temporary;
  put_header(writer, header);
  return writer;
}

LogDraft *log_writer_event(LogWriter *writer) {
  log_draft_start(&writer->draft, ++writer->n, writer->last);
  return &writer->draft;
}

bool log_writer_end(LogWriter *writer) {
  char hash[LOG_HASH_SIZE];
  log_draft_end(&writer->draft);
  if (writer->draft.text->len > LOG_LINE_MAX) { /* nobody could read it */
    writer->n--;
    writer->left_out++;
    return true;
  }
  chain_hash(writer->draft.text->str, writer->draft.text->len, hash);
  memcpy(writer->last, hash, sizeof hash);
  return put_out(writer);
}

/* -- the end ----------------------------------------------------------------------------------- */

static void put_end(LogWriter *writer) {
  uint8_t signature[crypto_sign_BYTES];
  g_autofree char *text = chain_signed_text(writer->format, writer->first, writer->last);
  crypto_sign_detached(signature, NULL, (const unsigned char *)text, strlen(text),
                       writer->key.secret);
  g_autofree char *code = g_base64_encode(signature, sizeof signature);
  LogDraft *draft = &writer->draft;
  log_draft_start(draft, 0, NULL);
  log_put_integer(draft, "end", writer->n);
  log_put_text(draft, "head", writer->last);
  log_put_text(draft, "sig", code);
  log_draft_end(draft);
  put_out(writer);
}

static bool same_files(const char *a, const char *b) {
  FILE *one = fopen(a, "rbe"), *two = fopen(b, "rbe");
  bool same = one != NULL && two != NULL;
  char left[8192], right[8192];
  size_t n = 1;
  while (same && n > 0) {
    n = fread(left, 1, sizeof left, one);
    same = fread(right, 1, sizeof right, two) == n && memcmp(left, right, n) == 0;
  }
  if (one != NULL) fclose(one);
  if (two != NULL) fclose(two);
  return same;
}

/* The folder's entry is made durable where the system lets us. */
static void sync_folder(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  int fd = g_open(folder, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0) return;
  fsync(fd);
  close(fd);
}

bool log_writer_close(LogWriter *writer, GError **error) {
  put_end(writer);
  errno = 0;
  bool good = fflush(writer->file) == 0 && fsync(fileno(writer->file)) == 0;
  int number = writer->failed != 0 ? writer->failed : errno;
  good = good && writer->failed == 0;
  good = fclose(writer->file) == 0 && good;
  writer->file = NULL;
  if (good && !same_files(writer->temporary, writer->path)) {
    good = g_rename(writer->temporary, writer->path) == 0;
    number = errno;
    sync_folder(writer->path);
  }
  if (!good) fail(writer, error, number);
  writer_free(writer);
  return good;
}

void log_writer_abort(LogWriter *writer) {
  if (writer != NULL) writer_free(writer);
}
