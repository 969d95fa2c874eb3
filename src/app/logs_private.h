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

/* logs_export.c: OWN leaves out what other devices wrote; MADE_AT goes into the header. */
bool logs_write(App *app, const char *path, const LogExport *what, bool own, int64_t made_at,
                LogCounts *counts, GError **error);

/* logs_exam.c: exams as lines. */
bool logs_put_exams(App *app, LogWriter *writer, const LogExport *what, GError **error);
MergeResult logs_take_exam(StoreMerge *merge, LogLine *line, GError **error);

/* logs_merge.c: app_log_import into a database that was made for looking at: of a log of level answers
 * what stands in it whole is taken, exams and texts are not. */
bool logs_import_to_look(App *app, const char *path, LogMerge *out, GError **error);
/* logs_merge.c: the answer or event in LINE; where LINE->wrong is set afterwards it is none. */
TravelAnswer logs_read_answer(LogLine *line);
TravelEvent logs_read_event(LogLine *line);
/* The text at KEY, or NULL where there is none. */
const char *logs_optional(LogLine *line, const char *key);

/* logs_merge.c: true where KIND is one that this program stores or shows. */
bool logs_knows(const char *kind);
