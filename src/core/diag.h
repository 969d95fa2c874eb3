/* diag - findings about files that people wrote: where, which rule, what to do.
 *
 * A reader never stops at the first fault and never prints: it adds to a DiagList, and a front end
 * shows the list. Lines and columns count from 1; columns are characters, not bytes.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR } DiagSeverity;

typedef struct {
  DiagSeverity severity;
  const char *rule; /* static, e.g. "duplicate-key" */
  char *file;       /* as the user would type it */
  int line, column; /* 0 where the finding is about the whole file */
  char *item;       /* item id, or NULL */
  char *message;    /* a sentence: what is wrong, and what to do */
} Diag;

typedef struct {
  GPtrArray *list; /* of Diag*, in the order found */
  unsigned counts[DIAG_ERROR + 1];
} DiagList;

DiagList *diag_list_new(void);
void diag_list_free(DiagList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DiagList, diag_list_free)

/* Appends a finding; FILE and ITEM (may be NULL) are copied, RULE must be static. The list keeps at
 * most DIAG_LIST_MAX findings and counts the rest. */
#define DIAG_LIST_MAX 2000
void diag_add(DiagList *list, DiagSeverity severity, const char *rule, const char *file, int line,
              int column, const char *item, const char *format, ...) G_GNUC_PRINTF(8, 9);

/* Sorts by file in order of first appearance, then line, then column. Stable. */
void diag_list_sort(DiagList *list);

/* "items/a.yaml:12:5: error: message [rule]". Newly allocated, clean for a terminal. */
char *diag_format(const Diag *diag);
const char *diag_severity_name(DiagSeverity severity);
