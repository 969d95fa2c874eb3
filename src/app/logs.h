/* logs - progress logs: written, checked, merged, kept in step over a folder (see pawl-log(5)).
 *
 * The learner has an id, a UUID that is made when it is first needed and that all devices of one learner
 * share; a log of another learner is refused. Merging is a set union by UUID: any logs in any order any
 * number of times lead to the same answers, cards and mastery. Every call stores all or nothing.
 */
#pragma once
#include "app/app.h"
#include "log/chain.h"

/* The learner's id. NULL with ERROR where it had to be made and cannot be kept. New. */
char *app_learner(App *app, GError **error);
/* The same where one was made already, else NULL. New. */
char *app_known_learner(App *app);
/* Takes ID over, on a device that has no answers yet. */
bool app_set_learner(App *app, const char *id, GError **error);

typedef struct {
  int since; /* study day, G_MININT: all */
  LogLevel level;
} LogExport;
/* What there was of each kind. */
typedef struct {
  int64_t events, answers;
  int64_t others;   /* of kinds that this program does not know */
  int64_t left_out; /* not written, since they are longer than a line of a log may be */
} LogCounts;
/* Writes everything known here to PATH, signed; the file takes its place whole. Refused where something
 * else than a log stands there. */
bool app_log_export(App *app, const char *path, const LogExport *what, LogCounts *counts,
                    GError **error);

typedef struct {
  LogHeader header;
  LogCounts counts;
} LogCheck;
void log_check_clear(LogCheck *check);
/* Checks the file PATH, a log or a reply: every line, the chain, the signature. The error names the first broken line. */
bool app_log_verify(const char *path, LogCheck *out, GError **error);

typedef struct {
  LogCounts counts;
  int64_t added, answers; /* new here; of these, answers */
  int64_t waiting;        /* kept aside until what they are about comes; over all logs so far */
} LogMerge;
/* Checks PATH whole, then merges it. Refused: another learner's, one that is not of level full, one
 * signed by another key than that device's earlier logs. */
bool app_log_import(App *app, const char *path, LogMerge *out, GError **error);
/* Drops every key that is pinned to DEVICE, a UUID: its next file is believed whoever signed it. Refused
 * for this device's own. */
bool app_forget_key(App *app, const char *device, GError **error);

typedef struct {
  int logs, unchanged,
      skipped; /* of other devices: merged, as they were at the last time, not taken */
  int64_t added, answers;
  int64_t waiting;
  GPtrArray *notes; /* of char*: a sentence for each file that was skipped */
  char *own;        /* path of this device's log */
} LogSync;
void log_sync_clear(LogSync *sync);
/* Merges the logs of the other devices in FOLDER, then writes this device's own as DEVICE.pawl-log. A
 * file that cannot be taken is named in the notes and left as it is. */
bool app_sync(App *app, const char *folder, LogSync *out, GError **error);
