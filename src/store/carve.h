/* carve - rows read straight off the pages of a database file, without its trees. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CARVE_COLUMNS 24

typedef struct {
  enum { CARVE_NULL, CARVE_INT, CARVE_REAL, CARVE_TEXT, CARVE_BLOB } kind;
  int64_t integer;
  double real;
  const uint8_t *bytes; /* text and blobs: into the page */
  size_t size;
} CarveValue;

typedef struct {
  int64_t rowid;
  size_t columns;
  CarveValue value[CARVE_COLUMNS];
} CarveRow;

/* Lent for the call. */
typedef void (*CarveFn)(const CarveRow *row, void *user);

/* Calls EACH for every row with 1 to CARVE_COLUMNS columns that stands whole on one page, whatever
 * table it is of. Nothing of the bytes is trusted. */
void carve_page(const uint8_t *page, size_t size, CarveFn each, void *user);
/* The same for all pages of the file at PATH. False where it cannot be read. */
bool carve_file(const char *path, CarveFn each, void *user);
