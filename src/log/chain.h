/* chain - a signed file of lines: written whole or not at all, read back line by line with its chain of
 * hashes and its signature checked. Progress logs are such files (see pawl-log(5)); the format that the
 * header names and the signature covers tells the kinds apart.
 */
#pragma once
#include "core/clock.h"
#include "log/line.h"

#define LOG_ERROR log_error_quark()
GQuark log_error_quark(void);
typedef enum {
  LOG_ERROR_IO,     /* the file cannot be opened, read or written */
  LOG_ERROR_BROKEN, /* names the first broken line */
  LOG_ERROR_NEWER,  /* of a format that this program does not know */
} LogErrorCode;

#define LOG_FORMAT    "pawl-log/1"
#define LOG_FILE_MAX  (INT64_C(1) << 30) /* bytes */
#define LOG_LINES_MAX 20000000
#define LOG_KEY_SIZE  32
#define LOG_HASH_SIZE 65 /* SHA-256 as hexadecimal digits, with a NUL */
#define LOG_SIG_SIZE  89 /* an Ed25519 signature as base64, with a NUL */
#define LOG_SUFFIX    ".pawl-log"

typedef enum {
  LOG_SUMMARY, /* figures only */
  LOG_ANSWERS, /* single answers, without notes and essay texts */
  LOG_FULL
} LogLevel;
const char *log_level_name(LogLevel level);
bool log_level_from_name(const char *name, LogLevel *out);

/* -- the device's key -------------------------------------------------------------------------- */

typedef struct {
  uint8_t open[LOG_KEY_SIZE]; /* the public half */
  uint8_t secret[64];
} LogKey;
/* Reads the key in the file PATH or, where there is none, makes one from CLOCK's entropy (mode 0600).
 * *MADE tells which. */
bool log_key_load(const char *path, const Clock *clock, LogKey *out, bool *made, GError **error);

/* -- writing ----------------------------------------------------------------------------------- */

typedef struct {
  const char *format; /* LOG_FORMAT or another kind's constant, as "NAME/VERSION" */
  Uuid learner, device;
  uint8_t key[LOG_KEY_SIZE];
  LogLevel level;
  char *app, *framework, *since; /* SINCE "" for all */
  char *packs;                   /* JSON array of {"id","name","version"} */
  int64_t made_at;
} LogHeader;
void log_header_clear(LogHeader *header);

typedef struct {
  LogDraft draft; /* the line at hand */
  FILE *file;
  char *path, *temporary;
  const char *format;
  LogKey key;
  int64_t n;                 /* events so far */
  int64_t left_out;          /* that were longer than a line may be */
  char first[LOG_HASH_SIZE]; /* of the header */
  char last[LOG_HASH_SIZE];
  int failed; /* errno of the first failure, 0: none */
} LogWriter;
/* Begins a temporary file beside PATH with the header; HEADER->key is set from KEY. */
LogWriter *log_writer_open(const char *path, LogHeader *header, const LogKey *key, GError **error);
/* Starts an event; its keys are put into ->draft, sorted; KIND comes with log_writer_end. */
LogDraft *log_writer_event(LogWriter *writer);
/* Ends it; one that is longer than a line may be is left out. False only where the file cannot be written; log_writer_close tells why. */
bool log_writer_end(LogWriter *writer);
/* Signs, syncs and renames to PATH. Where the file there is the same to the byte it stays. Frees
 * WRITER in any case; on failure PATH is as it was. */
bool log_writer_close(LogWriter *writer, GError **error);
/* Gives up and frees. */
void log_writer_abort(LogWriter *writer);

/* -- reading ----------------------------------------------------------------------------------- */

typedef struct LogReader LogReader;
/* Opens PATH, which has to be of FORMAT (a constant, lent to the header), and reads its header. Errors
 * name the file as it was given. */
LogReader *log_reader_open(const char *path, const char *format, GError **error);
void log_reader_close(LogReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LogReader, log_reader_close)
/* To be called before the first event by whoever reads but once: saves a sum over all bytes, and
 * log_reader_rewind is no longer to be called. */
void log_reader_read_once(LogReader *reader);
/* Back to the first event. Once the end was reached and right, the second way through checks only that
 * it is the same file, at its end. */
bool log_reader_rewind(LogReader *reader, GError **error);
const LogHeader *log_reader_header(const LogReader *reader);
/* 1: the next event, lent in *OUT; 0: the end, and the whole file was as it was signed; -1: ERROR, which
 * names the first broken line and why. */
int log_reader_next(LogReader *reader, LogLine **out, GError **error);
/* An error about the line at hand. */
void log_reader_blame(const LogReader *reader, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* The file's signature; "" before the end was reached once. */
const char *log_reader_signature(const LogReader *reader);
/* The format that the first line of PATH says it has, nothing else checked; NULL where it says none. New. */
char *log_peek_format(const char *path);
typedef struct {
  Uuid learner, device;
  uint8_t key[LOG_KEY_SIZE];
  char signature[LOG_SIG_SIZE];
} LogPeek;
/* Whose log PATH says it is, nothing checked; false where it is torn. */
bool log_peek(const char *path, LogPeek *out);
