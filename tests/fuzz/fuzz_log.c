/* fuzz_log - any bytes as a line of a progress log, and as a log: read, and nothing may break.
 *
 * With libFuzzer (clang, ./configure --enable-fuzzers): tests/fuzz/fuzz_log CORPUS...
 * Built for the ordinary tests it replays the files named on its command line, whole, cut short, and with
 * single bytes changed.
 */
#include "log/chain.h"
#include <glib/gstdio.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every getter over every field, and the line written again: it has to be read back. */
static void use_line(LogLine *line) {
  g_autoptr(GString) text = g_string_new(NULL);
  LogDraft draft = {.text = text};
  g_auto(LogLine) again = {0};
  g_autofree char *why = NULL;
  size_t at = 0;
  for (int i = 0; i < line->n; i++) {
    const char *key = line->field[i].key;
    g_assert(log_find(line, key) == &line->field[i]);
    log_integer(line, key, 0, 100);
    log_real(line, key, 0, 1);
    log_bool(line, key);
    log_uuid(line, key);
    g_assert(strlen(log_text(line, key)) <= LOG_LINE_MAX);
  }
  log_draft_start(&draft, 7, "prev");
  bool plain = true;
  for (int i = 0; i < line->n; i++)
    plain = plain && strpbrk(line->field[i].key, "\"\\\n\t") == NULL;
  if (!plain || line->n > LOG_FIELDS_MAX - 2) return;
  log_put_line(&draft, line);
  log_draft_end(&draft);
  if (text->len <= LOG_LINE_MAX) g_assert(log_line_parse(&again, text->str, text->len, &why, &at));
}

static void read_file(const char *path) {
  LogLine *line = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(LogReader) reader = log_reader_open(path, LOG_FORMAT, &error);
  while (reader != NULL && log_reader_next(reader, &line, &error) > 0) use_line(line);
  LogPeek log;
  log_peek(path, &log);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static char path[64];
  if (*path == '\0') {
    strcpy(path, "/tmp/pawl-fuzz-log-XXXXXX");
    close(g_mkstemp(path));
  }
  g_auto(LogLine) line = {0};
  g_autofree char *why = NULL;
  size_t at = 0;
  const uint8_t *end = size == 0 ? NULL : memchr(data, '\n', size);
  size_t first = end == NULL ? size : (size_t)(end - data);
  if (first <= LOG_LINE_MAX && log_line_parse(&line, (const char *)data, first, &why, &at))
    use_line(&line);
  FILE *file = fopen(path, "wb");
  if (file == NULL) return 0;
  fwrite(data, 1, size, file);
  fclose(file);
  read_file(path);
  return 0;
}

#ifdef FUZZ_REPLAY
static void replay(const char *bytes, size_t size) {
  LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
  for (size_t cut = 0; cut < size; cut += 1 + size / 100)
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, cut);
  g_autofree char *changed = g_memdup2(bytes, size + 1);
  for (size_t i = 0; i < size; i += 1 + size / 1000) {
    static const char bad[] = "\"\\{[:,u0-\xff\x1b\n";
    char kept = changed[i];
    changed[i] = bad[i % (sizeof bad - 1)];
    LLVMFuzzerTestOneInput((const uint8_t *)changed, size);
    changed[i] = kept;
  }
}

int main(int argc, char **argv) {
  printf("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++) {
    g_autofree char *bytes = NULL;
    gsize size = 0;
    bool read = g_file_get_contents(argv[i], &bytes, &size, NULL);
    if (read) replay(bytes, size);
    printf("%s %d - survives %s\n", read ? "ok" : "not ok", i, argv[i]);
  }
  return 0;
}
#endif
