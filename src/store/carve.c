/* carve - see carve.h.
 *
 * Where an inner page of a table is broken, all the leaves below it are cut off although they are
 * whole. A leaf says by itself what it is: its type, its cells, and in each cell the row's number
 * and the types of its columns (https://www.sqlite.org/fileformat2.html, 1.6 and 2.1).
 */
#include "store/carve.h"
#include <glib.h>
#include <stdio.h>
#include <string.h>

#define LEAF_OF_TABLE   0x0d
#define LEAF_HEADER     8
#define FILE_HEADER     100
#define PAGE_SIZE_MAX   65536
#define PAGE_SIZE_USUAL 4096

/* What is left to read; BAD where something ran over the end. */
typedef struct {
  const uint8_t *at, *end;
  bool bad;
} Bytes;

static uint64_t take_number(Bytes *bytes, size_t size) {
  uint64_t number = 0;
  if ((size_t)(bytes->end - bytes->at) < size) {
    bytes->bad = true;
    return 0;
  }
  for (size_t i = 0; i < size; i++) number = number << 8 | *bytes->at++;
  return number;
}

static uint64_t take_varint(Bytes *bytes) {
  uint64_t number = 0;
  for (int i = 0; i < 9; i++) {
    uint64_t byte = take_number(bytes, 1);
    if (i == 8) return number << 8 | byte;
    number = number << 7 | (byte & 0x7f);
    if ((byte & 0x80) == 0) break;
  }
  return number;
}

static CarveValue take_integer(Bytes *bytes, size_t size) {
  uint64_t raw = take_number(bytes, size);
  unsigned unused = 64 - 8 * (unsigned)size;
  return (CarveValue){.kind = CARVE_INT, .integer = (int64_t)(raw << unused) >> unused};
}

static CarveValue take_real(Bytes *bytes) {
  uint64_t raw = take_number(bytes, 8);
  CarveValue value = {.kind = CARVE_REAL};
  memcpy(&value.real, &raw, sizeof raw);
  return value;
}

static CarveValue take_bytes(Bytes *bytes, uint64_t type) {
  CarveValue value = {.kind = type % 2 == 0 ? CARVE_BLOB : CARVE_TEXT, .bytes = bytes->at};
  uint64_t size = (type - 12) / 2;
  if ((uint64_t)(bytes->end - bytes->at) < size) {
    bytes->bad = true;
    return value;
  }
  value.size = (size_t)size;
  bytes->at += size;
  return value;
}

static CarveValue take_value(Bytes *body, uint64_t type) {
  static const size_t sizes[] = {0, 1, 2, 3, 4, 6, 8};
  if (type == 0) return (CarveValue){.kind = CARVE_NULL};
  if (type < G_N_ELEMENTS(sizes)) return take_integer(body, sizes[type]);
  if (type == 7) return take_real(body);
  if (type == 8 || type == 9) return (CarveValue){.kind = CARVE_INT, .integer = (int64_t)type - 8};
  if (type >= 12) return take_bytes(body, type);
  body->bad = true;
  return (CarveValue){0};
}

/* The record in RECORD: a header of types, then the values, and nothing behind them. */
static bool take_record(Bytes record, CarveRow *row) {
  const uint8_t *start = record.at;
  uint64_t header = take_varint(&record);
  if (record.bad || header > (uint64_t)(record.end - start)) return false;
  Bytes types = {record.at, start + header, header < (uint64_t)(record.at - start)};
  Bytes body = {start + header, record.end, false};
  row->columns = 0;
  while (!types.bad && !body.bad && types.at < types.end) {
    if (row->columns == CARVE_COLUMNS) return false;
    row->value[row->columns++] = take_value(&body, take_varint(&types));
  }
  return !types.bad && !body.bad && body.at == body.end && row->columns > 0;
}

static void carve_cell(const uint8_t *page, size_t size, size_t offset, CarveFn each, void *user) {
  Bytes cell = {page + offset, page + size, false};
  CarveRow row;
  uint64_t payload = take_varint(&cell);
  row.rowid = (int64_t)take_varint(&cell);
  if (cell.bad || payload > (uint64_t)(cell.end - cell.at) || payload > size - 35) return;
  cell.end = cell.at + payload;
  if (take_record(cell, &row)) each(&row, user);
}

void carve_page(const uint8_t *page, size_t size, CarveFn each, void *user) {
  if (size < 512 || page[0] != LEAF_OF_TABLE) return;
  size_t cells = (size_t)page[3] << 8 | page[4];
  for (size_t i = 0; i < cells && LEAF_HEADER + 2 * i + 2 <= size; i++) {
    const uint8_t *pointer = page + LEAF_HEADER + 2 * i;
    size_t offset = (size_t)pointer[0] << 8 | pointer[1];
    if (offset >= LEAF_HEADER && offset < size) carve_cell(page, size, offset, each, user);
  }
}

static size_t page_size_of(FILE *file) {
  uint8_t header[FILE_HEADER] = {0};
  size_t n = fread(header, 1, sizeof header, file);
  size_t size = (size_t)header[16] << 8 | header[17];
  if (size == 1) size = PAGE_SIZE_MAX;
  bool known = n == sizeof header && memcmp(header, "SQLite format 3", 16) == 0 && size >= 512 &&
               (size & (size - 1)) == 0;
  return known ? size : PAGE_SIZE_USUAL;
}

bool carve_file(const char *path, CarveFn each, void *user) {
  FILE *file = fopen(path, "rbe");
  if (file == NULL) return false;
  size_t size = page_size_of(file);
  uint8_t *page = g_malloc(size);
  bool good = fseek(file, 0, SEEK_SET) == 0;
  while (good && fread(page, 1, size, file) == size) carve_page(page, size, each, user);
  good = good && ferror(file) == 0;
  g_free(page);
  fclose(file);
  return good;
}
