/* edits - what was done to a text, to be undone and done again: groups of splices, the newest kept
 * within a cap of memory. */
#pragma once
#include "tui/prose.h"

typedef struct Edits Edits;

/* CAP in bytes of memory: beyond it the oldest groups go, never the newest. */
Edits *edits_new(gsize cap);
void edits_free(Edits *edits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Edits, edits_free)

/* Notes that at AT the text REMOVED gave way to INSERTED, and where the cursor stood BEFORE and AFTER.
 * JOINS: part of the newest group, else a group of its own. Whatever was undone is forgotten. */
void edits_add(Edits *edits, Place at, const char *removed, const char *inserted, Place before,
               Place after, bool joins);
/* Undoes the newest group in PROSE or does the one last undone again; *CURSOR gets its place. False
 * where there is none. */
bool edits_undo(Edits *edits, Prose *prose, Place *cursor);
bool edits_redo(Edits *edits, Prose *prose, Place *cursor);
/* Memory in use, for tests. */
gsize edits_bytes(const Edits *edits);
