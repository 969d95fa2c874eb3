/* yaml_scan - see yaml_scan.h. */
#include "pack/yaml_scan.h"
#include "core/text.h"
#include <string.h>

/* Characters in LEN bytes of mostly valid UTF-8. */
static int count_characters(const char *s, size_t len) {
  int n = 0;
  for (size_t i = 0; i < len; i++) n += ((unsigned char)s[i] & 0xc0) != 0x80;
  return n;
}

/* How many bytes of a line over the limit the YAML reader still gets to see. */
#define LONG_LINE_KEPT 1000

static void scan_characters(const char *file, char *line, size_t length, int number,
                            DiagList *list) {
  TextFault fault;
  size_t from = 0;
  if (length > 0 && line[length - 1] == '\r') length--; /* CRLF files are fine */
  while (!text_check(line + from, length - from, &fault)) {
    size_t at = from + fault.offset;
    if (from == 0) {
      g_autofree char *what = text_fault_describe(&fault);
      diag_add(list, DIAG_ERROR, "character", file, number, count_characters(line, at) + 1, NULL,
               "Here stands %s, which no text may hold. Take it out%s.", what,
               fault.kind == TEXT_NOT_UTF8 ? " and save the file as UTF-8" : "");
    }
    size_t n = fault.kind == TEXT_NOT_UTF8 ? 1 : (size_t)g_unichar_to_utf8(fault.code_point, NULL);
    memset(line + at, '?', n);
    from = at + n;
  }
}

static void scan_indentation(const char *file, char *line, size_t length, int number,
                             DiagList *list) {
  bool told = false;
  for (size_t i = 0; i < length && (line[i] == ' ' || line[i] == '\t'); i++) {
    if (line[i] != '\t') continue;
    if (!told)
      diag_add(list, DIAG_ERROR, "tab", file, number, (int)i + 1, NULL,
               "A tab in the indentation: YAML wants blanks. Set your editor to insert spaces.");
    told = true;
    line[i] = ' ';
  }
}

static void scan_line(const char *file, char *line, size_t length, size_t max_line, int number,
                      DiagList *list) {
  if (length > max_line)
    diag_add(list, DIAG_ERROR, "scalar-size", file, number, 1, NULL,
             "This line is over 64 KiB: no text of a pack is that long.");
  scan_characters(file, line, MIN(length, LONG_LINE_KEPT + max_line), number, list);
  scan_indentation(file, line, length, number, list);
}

char *scan_raw(const char *file, const char *bytes, size_t size, size_t max_file, size_t max_line,
               DiagList *list) {
  size_t end = MIN(size, max_file);
  g_autofree char *copy = g_malloc(end + 1);
  GString *out = g_string_sized_new(end);
  memcpy(copy, bytes, end);
  int number = 1;
  for (size_t at = 0; at < end; number++) {
    char *newline = memchr(copy + at, '\n', end - at);
    size_t length = newline == NULL ? end - at : (size_t)(newline - (copy + at));
    scan_line(file, copy + at, length, max_line, number, list);
    g_string_append_len(out, copy + at, (gssize)(length > max_line ? LONG_LINE_KEPT : length));
    if (newline != NULL) g_string_append_c(out, '\n');
    at += length + 1;
  }
  if (size > max_file)
    diag_add(list, DIAG_ERROR, "file-size", file, number, 1, NULL,
             "The file is over 8 MiB and was read up to here: split it.");
  return g_string_free(out, FALSE);
}

void scan_find_escape(const char *text, size_t size, int *line, int *column) {
  int at_line = *line, at_column = *column;
  for (size_t i = 0; i + 1 < size; i++) {
    if (text[i] == '\\') {
      if (strchr("abefvx0uUNLP_", text[i + 1]) != NULL) {
        *line = at_line;
        *column = at_column;
        return;
      }
      i++;
      at_column++;
    } else if (text[i] == '\n') {
      at_line++;
      at_column = 0;
    }
    at_column += ((unsigned char)text[i] & 0xc0) != 0x80;
  }
}

static bool starts_item(const char *line, size_t length) {
  size_t i = 0;
  while (i < length && line[i] == ' ') i++;
  return length - i > 5 && strncmp(line + i, "- id:", 5) == 0;
}

size_t scan_next_item(const char *text, size_t size, int line) {
  size_t at = 0;
  for (int number = 1; at < size; number++) {
    const char *newline = memchr(text + at, '\n', size - at);
    size_t length = newline == NULL ? size - at : (size_t)(newline - (text + at));
    /* Options start with "- id:" too, but they stand deeper than items do. */
    if (number > line && starts_item(text + at, length) && strspn(text + at, " ") <= 2) return at;
    at += length + 1;
  }
  return size;
}

int scan_count_lines(const char *text, size_t at) {
  int lines = 0;
  for (size_t i = 0; i < at; i++) lines += text[i] == '\n';
  return lines;
}
