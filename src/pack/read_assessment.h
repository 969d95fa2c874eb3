/* read_assessment - a filled-in self-assessment (`pawl-assessment/1`, written by core/assessment.h)
 * read back. The file comes from somebody else's editor and mail: everything in it is checked, and
 * every fault is told with its place.
 *
 * A file may be of another wording of its instrument (its `version` says so): then ratings of
 * statements that the instrument no longer has are left out with a note each, and ratings of
 * statements that are worded otherwise now are kept with a note. In a file of the present wording a
 * statement that does not exist is a fault.
 */
#pragma once
#include "core/assessment.h"
#include "core/diag.h"

typedef struct {
  const Instrument *instrument; /* lent by the rules */
  Ratings *ratings;             /* of statements that INSTRUMENT has; at least one */
  char *name;                   /* of whoever rated; may be "" */
  char *date;                   /* YYYY-MM-DD, or "" */
  char *version;                /* as given, or "" */
  GPtrArray *dropped;           /* of char*: ids of rated statements that are no more */
} AssessmentFile;
void assessment_file_free(AssessmentFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AssessmentFile, assessment_file_free)

/* What a file may be about. Everything is lent. */
typedef struct {
  const GPtrArray *instruments; /* of Instrument* */
  const char *wanted;           /* id of the one it must be of, or NULL */
  int last_day;                 /* day count: no date after it is believed */
} AssessmentRules;

/* NULL, with errors in LIST, where FILE cannot be used. */
AssessmentFile *pack_read_assessment(const char *file, const AssessmentRules *rules,
                                     DiagList *list);
/* The same for SIZE bytes of FILE. */
AssessmentFile *pack_parse_assessment(const char *file, const char *bytes, size_t size,
                                      const AssessmentRules *rules, DiagList *list);
