/* logs_private - what the files about progress logs share. */
#pragma once
#include "app/app_private.h"
#include "app/logs.h"
#include "store/merge.h"

/* Instants in logs lie between 1970 and a far day that doubles in JSON still hold. */
#define LOGS_INSTANT_MAX (INT64_C(1) << 53)
#define LOGS_DEPTH       4       /* levels of a folder that are looked through for logs */
#define LOGS_DAY_MAX     2932896 /* 9999-12-31, the last that has a date */
#define LOGS_ORDER_MAX   STORE_ORDER_MAX

/* logs.c: the key of this device, pinned in the database. Where the key file was lost or another one
 * stands there, the database goes on under a new device id. */
bool logs_key(App *app, LogKey *out, GError **error);

/* logs.c: false with ERROR where something stands at PATH that is no file of FORMAT. */
bool logs_may_write(const char *path, const char *format, GError **error);

/* logs_find.c: paths of the files in FOLDER whose names end in SUFFIX, to DEPTH levels (1: the folder
 * alone), sorted. */
GPtrArray *logs_in(const char *folder, const char *suffix, int depth, GError **error);
/* The same of the N NAMES, files and folders, each log once. NULL with ERROR for a folder that cannot be
 * read or has none; a file that is not there shows when it is read. */
GPtrArray *logs_find(const char *const *names, int n, int depth, GError **error);

/* logs_export.c: who writes a file made at MADE_AT: all of *HEADER but format, level and packs; and the
 * packs with these UUIDs (NULL: all) as the header names them, new. */
bool logs_header(App *app, int64_t made_at, LogHeader *header, GError **error);
char *logs_packs(App *app, GHashTable *uuids, GError **error);
/* logs_export.c: OWN leaves out what other devices wrote; MADE_AT goes into the header. */
bool logs_write(App *app, const char *path, const LogExport *what, bool own, int64_t made_at,
                LogCounts *counts, GError **error);

/* logs_exam.c: exams as lines. */
bool logs_put_exams(App *app, LogWriter *writer, const LogExport *what, GError **error);
MergeResult logs_take_exam(StoreMerge *merge, LogLine *line, GError **error);

/* logs_merge.c: false with ERROR where the file PATH is signed by another key than PINNED, or than is pinned
 * to one of the learner's own devices. */
bool logs_is_key(const uint8_t *pinned, const char *path, const LogHeader *header, GError **error);
bool logs_is_same_key(App *app, const char *path, const LogHeader *header, GError **error);
/* The first way through: nothing is stored before the last line and the signature are right. *NEWEST (or
 * NULL) gets the latest instant in it. */
bool logs_check_whole(LogReader *reader, int64_t *newest, GError **error);
/* Ends taking in; makes memory and mastery anew where they can differ. */
bool logs_finish(App *app, StoreMerge *merge, GError **error);
/* reply.c: false where the text WRITING is here and LEVELS are none of its rubric, or come to another
 * credit. */
bool logs_score_fits(Store *store, const Uuid *writing, const char *levels, double credit);
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
