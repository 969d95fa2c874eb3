/* edit - a text given to the learner's own editor, $VISUAL or $EDITOR. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* What a text may grow to: escaped as JSON it still fits a line of a log. Texts that come back longer
 * are refused, whole. */
#define EDIT_MAX_KIB   256
#define EDIT_MAX_BYTES (EDIT_MAX_KIB * 1024)

/* True where an editor is named. */
bool edit_is_possible(void);
/* Runs the editor in the foreground on a private temporary file that holds TEXT, and reads it back,
 * cleaned and with '\n' alone between lines. The terminal must be free for it. NULL with ERROR where
 * the editor cannot be run, fails, or leaves nothing that can be read; what it left then is kept and
 * named. Newly allocated. */
char *edit_text(const char *text, GError **error);
