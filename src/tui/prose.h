/* prose - a text as paragraphs: the changes it takes, and the wrapping of each paragraph kept until the
 * paragraph or the width changes. Measures itself by paragraph, so that one letter costs one paragraph.
 *
 * Knows nothing of normal forms: whoever splices sees to it that the text is NFC and storable.
 */
#pragma once
#include "core/text.h"
#include <glib.h>

typedef struct {
  guint paragraph;
  gsize offset; /* bytes from the paragraph's start */
} Place;

/* A line as wrapped. */
typedef struct {
  guint paragraph, line;
} LineAt;

typedef struct Prose Prose;

/* One empty paragraph, wrapped at 80 columns. */
Prose *prose_new(void);
void prose_free(Prose *prose);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prose, prose_free)

/* -- the text ---------------------------------------------------------------------------------- */

/* All of it, paragraphs joined by '\n'. Lent until the next splice. */
const char *prose_text(Prose *prose);
gsize prose_bytes(const Prose *prose);
guint prose_paragraphs(const Prose *prose);
/* NUL-terminated, LEN bytes where wanted. Lent until the next splice. */
const char *prose_paragraph(const Prose *prose, guint i, gsize *len);
Place prose_end(const Prose *prose);
/* From one place to a later one. Newly allocated. */
char *prose_between(const Prose *prose, Place from, Place to);
/* Puts TEXT, in which '\n' parts paragraphs, where FROM to TO was; returns where it ends. */
Place prose_splice(Prose *prose, Place from, Place to, const char *text);
/* Where TEXT ends that starts at AT. */
Place prose_after(Place at, const char *text);
int place_compare(Place a, Place b);

/* Words by UAX #29, and clusters that are no white space. */
int prose_words(Prose *prose);
int prose_clusters(Prose *prose);

/* -- clusters: all within the paragraph, AT between clusters ----------------------------------- */

/* Offset of the cluster's start before AT; AT itself at the paragraph's start. */
gsize prose_previous(Prose *prose, Place at);
/* Offset of the cluster's end after AT; AT itself at the paragraph's end. */
gsize prose_next(const Prose *prose, Place at);
/* The first offset between clusters that is not before AT, counted from BASE, which is one. */
gsize prose_between_clusters(const Prose *prose, Place at, gsize base);
bool prose_is_space(const Prose *prose, Place at);

/* -- lines ------------------------------------------------------------------------------------- */

void prose_wrap(Prose *prose, int columns);
/* The N lines of paragraph I, at least one. Lent until the next splice or width. */
const TextLine *prose_lines(Prose *prose, guint i, guint *n);
const TextLine *prose_line(Prose *prose, LineAt at);
/* Where the line ends for a cursor: before the white space that the break swallowed. */
gsize prose_line_end(Prose *prose, LineAt at);
LineAt prose_line_at(Prose *prose, Place at);
/* DELTA lines further or, where it is negative, back; no further than the first and last line. */
LineAt prose_step(Prose *prose, LineAt at, int delta);
int line_compare(LineAt a, LineAt b);
/* Lines before AT, from the start of the text. */
int prose_lines_before(Prose *prose, LineAt at);
