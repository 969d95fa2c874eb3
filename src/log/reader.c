/* reader - a log read line by line. Whatever is wrong is told with the line where it first shows. */
#include "core/json.h"
#include "core/text.h"
#include "log/chain_private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK (1 << 16)

struct LogReader {
  FILE *file;
  char *path;
  char *buffer; /* LOG_LINE_MAX and a block */
  size_t start, filled;
  const char *bytes; /* of the line at hand, without its newline */
  size_t length;
  int64_t lines; /* read so far */
  int64_t n;     /* events so far */
  LogLine line, peek;
  LogHeader header;
  char first[LOG_HASH_SIZE], last[LOG_HASH_SIZE], signature[LOG_SIG_SIZE];
  crypto_generichash_state sum; /* of all bytes read */
  uint8_t whole[32];            /* the sum of the file that was right */
  bool checked;                 /* the whole file was right once */
  bool once;                    /* no sum is kept */
};

/* -- blame ------------------------------------------------------------------------------------- */

static void blame(const LogReader *reader, int64_t line, GError **error, const char *why) {
  g_set_error(error, LOG_ERROR, LOG_ERROR_BROKEN, "%s, line %" G_GINT64_FORMAT ": %s.",
              reader->path, line, why);
}

void log_reader_blame(const LogReader *reader, GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *why = g_strdup_vprintf(format, args);
  va_end(args);
  blame(reader, reader->lines, error, why);
}

/* -- lines ------------------------------------------------------------------------------------- */

static void start_sum(LogReader *reader) {
  crypto_generichash_init(&reader->sum, NULL, 0, sizeof reader->whole);
}

static void end_sum(LogReader *reader, uint8_t out[32]) {
  crypto_generichash_final(&reader->sum, out, sizeof reader->whole);
}

static void fill(LogReader *reader) {
  if (reader->start > 0) {
    memmove(reader->buffer, reader->buffer + reader->start, reader->filled - reader->start);
    reader->filled -= reader->start;
    reader->start = 0;
  }
  size_t room = LOG_LINE_MAX + BLOCK - reader->filled;
  size_t n = fread(reader->buffer + reader->filled, 1, MIN(room, BLOCK), reader->file);
  if (!reader->once)
    crypto_generichash_update(&reader->sum, (uint8_t *)reader->buffer + reader->filled, n);
  reader->filled += n;
}

/* 1 a line, 0 the end of the file, -1 ERROR. */
static int next_line(LogReader *reader, GError **error) {
  char *end = NULL;
  size_t looked = 0, before = 0;
  do {
    size_t length = reader->filled - reader->start;
    end = memchr(reader->buffer + reader->start + looked, '\n', length - looked);
    if (end != NULL || length > LOG_LINE_MAX) break;
    looked = length;
    before = length;
    fill(reader);
  } while (reader->filled - reader->start > before);
  reader->bytes = reader->buffer + reader->start;
  if (end == NULL && reader->filled == reader->start && !ferror(reader->file)) return 0;
  reader->lines++;
  if (ferror(reader->file)) {
    g_set_error(error, LOG_ERROR, LOG_ERROR_IO, "%s could not be read.", reader->path);
    return -1;
  }
  if (end == NULL || end - reader->bytes > LOG_LINE_MAX) {
    log_reader_blame(reader, error, "%s",
                     reader->filled - reader->start > LOG_LINE_MAX
                         ? "it is longer than a line may be (1 MiB)"
                         : "it breaks off: the file was not written or not copied to its end");
    return -1;
  }
  reader->length = (size_t)(end - reader->bytes);
  reader->start += reader->length + 1;
  if (reader->lines <= LOG_LINES_MAX) return 1;
  log_reader_blame(reader, error, "a log has at most %d lines", LOG_LINES_MAX);
  return -1;
}

static bool parse_line(LogReader *reader, GError **error) {
  g_autofree char *why = NULL;
  size_t at = 0;
  if (log_line_parse(&reader->line, reader->bytes, reader->length, &why, &at)) return true;
  log_reader_blame(reader, error, "%s (byte %zu)", why, at + 1);
  return false;
}

/* -- the header -------------------------------------------------------------------------------- */

static bool read_key(LogReader *reader) {
  gsize size = 0;
  g_autofree guchar *key = g_base64_decode(log_text(&reader->line, "key"), &size);
  if (size == LOG_KEY_SIZE) memcpy(reader->header.key, key, LOG_KEY_SIZE);
  return size == LOG_KEY_SIZE;
}

/* An array of objects whose values are texts that may be shown. */
static bool packs_are_plain(const char *text) {
  g_autofree char *object = g_strdup_printf("{\"packs\":%s}", text);
  json_t *root = json_from_text(object, NULL), *pack = NULL, *value = NULL;
  const json_t *packs = json_object_get(root, "packs");
  const char *key = NULL;
  size_t i = 0;
  bool plain = json_is_array(packs);
  json_array_foreach(packs, i, pack) {
    plain = plain && json_is_object(pack);
    json_object_foreach(pack, key, value) plain =
        plain && json_is_string(value) &&
        text_check(json_string_value(value), json_string_length(value), NULL);
  }
  json_decref(root);
  return plain;
}

static void take_packs(LogReader *reader) {
  const LogField *field = log_find(&reader->line, "packs");
  reader->header.packs = field == NULL ? g_strdup("") : g_strndup(field->raw, field->raw_length);
  if (!packs_are_plain(reader->header.packs) && reader->line.wrong == NULL)
    reader->line.wrong = "packs";
}

/* True where FORMAT is the same kind as that of READER, in a version that READER is not for. */
static bool is_other_version(const LogReader *reader, const char *format) {
  const char *slash = strchr(reader->header.format, '/');
  size_t name = (size_t)(slash - reader->header.format) + 1;
  return strncmp(format, reader->header.format, name) == 0 &&
         strcmp(format, reader->header.format) != 0;
}

static void blame_header(const LogReader *reader, GError **error) {
  const char *wanted = reader->header.format;
  int name = (int)strcspn(wanted, "/");
  log_reader_blame(reader, error, "that is no header of a %.*s: its \"%s\" is missing or wrong",
                   name, wanted, reader->line.wrong);
}

static bool take_header(LogReader *reader, GError **error) {
  LogLine *line = &reader->line;
  LogHeader *h = &reader->header;
  h->app = g_strdup(log_text(line, "app"));
  h->device = log_uuid(line, "device");
  const char *format = log_text(line, "format");
  h->framework = g_strdup(log_text(line, "framework"));
  if (line->wrong == NULL && !read_key(reader)) line->wrong = "key";
  h->learner = log_uuid(line, "learner");
  if (!log_level_from_name(log_text(line, "level"), &h->level) && line->wrong == NULL)
    line->wrong = "level";
  h->made_at = log_integer(line, "made_at", 0, INT64_C(1) << 53);
  take_packs(reader);
  h->since = g_strdup(log_text(line, "since"));
  if (is_other_version(reader, format)) {
    g_set_error(error, LOG_ERROR, LOG_ERROR_NEWER,
                "%s is of the format %s; this pawl reads %s. Use the newer program.", reader->path,
                format, h->format);
    return false;
  }
  if (line->wrong == NULL && strcmp(format, h->format) != 0) line->wrong = "format";
  if (line->wrong == NULL) return true;
  blame_header(reader, error);
  return false;
}

static bool read_header(LogReader *reader, GError **error) {
  int next = next_line(reader, error);
  if (next == 0) blame(reader, 1, error, "the file is empty");
  if (next <= 0 || !parse_line(reader, error) || !take_header(reader, error)) return false;
  chain_hash(reader->bytes, reader->length, reader->first);
  memcpy(reader->last, reader->first, LOG_HASH_SIZE);
  return true;
}

static FILE *open_regular(const char *path, GError **error) {
  struct stat state;
  int fd = g_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  const char *why = NULL;
  if (fd < 0 || fstat(fd, &state) != 0)
    why = g_strerror(errno);
  else if (!S_ISREG(state.st_mode))
    why = "it is no file";
  else if (state.st_size > LOG_FILE_MAX)
    why = "it is larger than a log may be (1 GiB)";
  FILE *file = why == NULL ? fdopen(fd, "rb") : NULL;
  if (file != NULL) return file;
  g_set_error(error, LOG_ERROR, LOG_ERROR_IO, "%s could not be read: %s.", path,
              why == NULL ? g_strerror(errno) : why);
  if (fd >= 0) close(fd);
  return NULL;
}

static LogReader *open_unread(const char *path, const char *format, GError **error) {
  FILE *file = open_regular(path, error);
  if (file == NULL) return NULL;
  g_autoptr(LogReader) reader = g_new0(LogReader, 1);
  reader->file = file;
  reader->path = g_strdup(path);
  reader->header.format = format;
  reader->buffer = g_malloc(LOG_LINE_MAX + BLOCK);
  if (sodium_init() < 0) return NULL;
  start_sum(reader);
  return g_steal_pointer(&reader);
}

LogReader *log_reader_open(const char *path, const char *format, GError **error) {
  g_autoptr(LogReader) reader = open_unread(path, format, error);
  if (reader == NULL || !read_header(reader, error)) return NULL;
  return g_steal_pointer(&reader);
}

void log_reader_close(LogReader *reader) {
  if (reader == NULL) return;
  fclose(reader->file);
  log_line_clear(&reader->line);
  log_line_clear(&reader->peek);
  log_header_clear(&reader->header);
  g_free(reader->buffer);
  g_free(reader->path);
  g_free(reader);
}

void log_reader_read_once(LogReader *reader) {
  reader->once = true;
}

bool log_reader_rewind(LogReader *reader, GError **error) {
  reader->start = reader->filled = 0;
  reader->lines = reader->n = 0;
  start_sum(reader);
  memcpy(reader->last, reader->first, LOG_HASH_SIZE);
  clearerr(reader->file);
  if (fseeko(reader->file, 0, SEEK_SET) == 0) return next_line(reader, error) > 0;
  g_set_error(error, LOG_ERROR, LOG_ERROR_IO, "%s could not be read: %s.", reader->path,
              g_strerror(errno));
  return false;
}

const LogHeader *log_reader_header(const LogReader *reader) {
  return &reader->header;
}

const char *log_reader_signature(const LogReader *reader) {
  return reader->signature;
}

/* -- the chain --------------------------------------------------------------------------------- */

static bool is_last(LogLine *line) {
  return log_has(line, "end") && !log_has(line, "kind");
}

/* The line at hand does not follow on the one before: the line after it tells which of the two was
 * changed, for that one knows the hash that the line at hand had. */
static bool line_at_hand_is_sound(LogReader *reader) {
  char hash[LOG_HASH_SIZE];
  g_autofree char *why = NULL;
  size_t at = 0;
  chain_hash(reader->bytes, reader->length, hash);
  if (next_line(reader, NULL) <= 0) return true;
  reader->lines--;
  if (!log_line_parse(&reader->peek, reader->bytes, reader->length, &why, &at)) return true;
  const char *key = is_last(&reader->peek) ? "head" : "prev";
  return strcmp(log_text(&reader->peek, key), hash) == 0;
}

static bool follow(LogReader *reader, GError **error) {
  LogLine *line = &reader->line;
  int64_t n = log_integer(line, "n", 1, G_MAXINT64);
  const char *prev = log_text(line, "prev");
  if (line->wrong != NULL) {
    log_reader_blame(reader, error, "its \"%s\" is missing or wrong", line->wrong);
    return false;
  }
  if (n != reader->n + 1) {
    log_reader_blame(reader, error,
                     "it is event %" G_GINT64_FORMAT " where %" G_GINT64_FORMAT
                     " has to stand: lines were taken out, put in, or changed places",
                     n, reader->n + 1);
    return false;
  }
  reader->n = n;
  if (reader->checked) return true; /* that it is the same file shows at its end */
  if (strcmp(prev, reader->last) != 0) {
    int64_t here = reader->lines;
    blame(reader, line_at_hand_is_sound(reader) ? here - 1 : here, error,
          "it was changed after it was written: the chain of hashes breaks here");
    return false;
  }
  chain_hash(reader->bytes, reader->length, reader->last);
  return true;
}

static bool check_signature(LogReader *reader, const char *code) {
  gsize size = 0;
  g_autofree guchar *signature = g_base64_decode(code, &size);
  g_autofree char *text = chain_signed_text(reader->header.format, reader->first, reader->last);
  return size == crypto_sign_BYTES &&
         crypto_sign_verify_detached(signature, (const unsigned char *)text, strlen(text),
                                     reader->header.key) == 0;
}

/* The last line on the second way through. */
static int finish_again(LogReader *reader, GError **error) {
  uint8_t sum[sizeof reader->whole];
  int next = next_line(reader, error);
  end_sum(reader, sum);
  if (next == 0 && memcmp(sum, reader->whole, sizeof sum) == 0) return 0;
  if (next >= 0) log_reader_blame(reader, error, "the file was changed while it was read");
  return -1;
}

static int finish(LogReader *reader, GError **error) {
  if (reader->checked) return finish_again(reader, error);
  LogLine *line = &reader->line;
  int64_t count = log_integer(line, "end", 0, G_MAXINT64);
  const char *head = log_text(line, "head"), *signature = log_text(line, "sig");
  if (line->wrong != NULL || line->n != 3)
    log_reader_blame(reader, error, "that is no last line of a log");
  else if (count != reader->n)
    log_reader_blame(reader, error,
                     "%" G_GINT64_FORMAT " events were signed, but %" G_GINT64_FORMAT
                     " stand here: lines are missing or were added",
                     count, reader->n);
  else if (strcmp(head, reader->last) != 0)
    blame(reader, reader->lines - 1, error,
          "it was changed after it was written: the chain of hashes breaks here");
  else if (!check_signature(reader, signature))
    log_reader_blame(reader, error, "the signature is not that of the device's key");
  else {
    g_strlcpy(reader->signature, signature, sizeof reader->signature);
    int next = next_line(reader, error);
    if (next > 0) log_reader_blame(reader, error, "it stands behind the end of the log");
    reader->checked = next == 0;
    end_sum(reader, reader->whole);
    return next == 0 ? 0 : -1;
  }
  return -1;
}

int log_reader_next(LogReader *reader, LogLine **out, GError **error) {
  int next = next_line(reader, error);
  if (next == 0)
    blame(reader, reader->lines + 1, error,
          "the last line with the signature is missing: the file was not written or not copied to "
          "its end");
  if (next <= 0 || !parse_line(reader, error)) return -1;
  if (is_last(&reader->line)) return finish(reader, error);
  if (!follow(reader, error)) return -1;
  *out = &reader->line;
  return 1;
}

/* -- a look ------------------------------------------------------------------------------------ */

#define TAIL 512 /* the last line is shorter */

static bool peek_signature(FILE *file, LogLine *line, char signature[LOG_SIG_SIZE]) {
  char tail[TAIL + 1] = {0}, *why = NULL;
  size_t at = 0;
  if (fseeko(file, 0, SEEK_END) != 0) return false;
  off_t size = ftello(file);
  if (fseeko(file, MAX(size - TAIL, 0), SEEK_SET) != 0) return false;
  size_t n = fread(tail, 1, TAIL, file);
  if (n < 2 || tail[n - 1] != '\n') return false;
  tail[n - 1] = '\0';
  char *start = strrchr(tail, '\n');
  bool good = start != NULL && log_line_parse(line, start + 1, strlen(start + 1), &why, &at);
  g_free(why);
  const char *code = good ? log_text(line, "sig") : "";
  return g_strlcpy(signature, code, LOG_SIG_SIZE) < LOG_SIG_SIZE && *code != '\0';
}

bool log_peek(const char *path, LogPeek *out) {
  g_autoptr(LogReader) reader = log_reader_open(path, LOG_FORMAT, NULL);
  if (reader == NULL) return false;
  out->learner = reader->header.learner;
  out->device = reader->header.device;
  memcpy(out->key, reader->header.key, LOG_KEY_SIZE);
  return peek_signature(reader->file, &reader->line, out->signature);
}

char *log_peek_format(const char *path) {
  g_autoptr(LogReader) reader = open_unread(path, "", NULL);
  if (reader == NULL || next_line(reader, NULL) <= 0 || !parse_line(reader, NULL)) return NULL;
  const char *format = log_text(&reader->line, "format");
  return *format == '\0' ? NULL : g_strdup(format);
}
