/* salvage - see salvage.c. Part of store_recover. */
#pragma once
#include "store/store_private.h"

typedef struct {
  int64_t answers, events; /* added */
  int64_t refused;         /* read, but they point at what could not be read */
  int64_t lost;            /* answers after the backup that could not be read */
} SalvageCount;

/* Copies every row of FROM, a connection to the file at PATH, that can be read and is not in TO
 * yet. */
bool salvage_rows(Store *to, sqlite3 *from, const char *path, SalvageCount *count, GError **error);
