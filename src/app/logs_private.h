/* logs_private - what the files about progress logs share. */
#pragma once
#include "app/app_private.h"
#include "app/logs.h"
#include "store/merge.h"

/* Instants in logs lie between 1970 and a far day that doubles in JSON still hold. */
#define LOGS_INSTANT_MAX (INT64_C(1) << 53)
#define LOGS_ORDER_MAX   (INT64_C(1) << 62)

/* logs.c: the key of this device, pinned in the database. Where the key file was lost or another one
 * stands there, the database goes on under a new device id. */
bool logs_key(App *app, LogKey *out, GError **error);

/* logs_export.c: who writes a file made at MADE_AT: all of *HEADER but format, level and packs; and the
 * packs with these UUIDs (NULL: all) as the header names them, new. */
bool logs_header(App *app, int64_t made_at, LogHeader *header, GError **error);
char *logs_packs(App *app, GHashTable *uuids, GError **error);
/* logs_export.c: OWN leaves out what other devices wrote; MADE_AT goes into the header. */
bool logs_write(App *app, const char *path, const LogExport *what, bool own, int64_t made_at,
                LogCounts *counts, GError **error);

/* logs_sync.c: paths of the files in FOLDER whose names end in SUFFIX, sorted; hidden ones left out. New
 * GPtrArray of char*. */
GPtrArray *logs_paths(const char *folder, const char *suffix, GError **error);

/* logs_exam.c: exams as lines. */
bool logs_put_exams(App *app, LogWriter *writer, const LogExport *what, GError **error);
MergeResult logs_take_exam(StoreMerge *merge, LogLine *line, GError **error);

/* logs_merge.c: true where KIND is one that this program stores or shows. */
bool logs_knows(const char *kind);
