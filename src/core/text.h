/* text - everything that arrives as text passes here before it is stored, measured or shown.
 *
 * All strings are NUL-terminated UTF-8 unless a length is given. Column counts are terminal cells
 * as wcwidth-style tables of libunistring give them. Line breaks follow UAX #14, grapheme clusters
 * UAX #29; both through libunistring.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* At most this many combining marks are shown on one base character. */
#define TEXT_MAX_MARKS 4
/* No script puts more than this many on one. */
#define TEXT_SANE_MARKS 16

typedef enum {
  TEXT_OK,
  TEXT_NOT_UTF8,     /* a byte that starts no valid sequence */
  TEXT_CONTROL,      /* C0 other than newline and tab, DEL, C1 */
  TEXT_BIDI,         /* an override, embedding or isolate */
  TEXT_INVISIBLE,    /* zero-width characters, tag characters, BOM inside text */
  TEXT_NONCHARACTER, /* U+FFFE, U+FDD0 and the like, unassigned planes' ends */
} TextFaultKind;

typedef struct {
  TextFaultKind kind;
  size_t offset;       /* bytes from the start of the text */
  uint32_t code_point; /* 0 where kind is TEXT_NOT_UTF8 */
} TextFault;

/* True if the LEN bytes at S may be stored; otherwise FAULT says what stands where (first only).
 * ZWJ and ZWNJ are refused like other zero-width characters: items are plain prose. */
bool text_check(const char *s, size_t len, TextFault *fault);

/* False where more than TEXT_SANE_MARKS combining marks follow one another in valid UTF-8, as nobody writes:
 * they would be drawn over the lines around. */
bool text_check_marks(const char *s);

/* A phrase for messages: "a bidirectional override (U+202E)". Newly allocated. */
char *text_fault_describe(const TextFault *fault);

/* S in NFC, with everything that text_check refuses written out as <U+202E> or <0xFF>: safe to send
 * to any terminal or file. Newly allocated. LEN may be -1 for NUL-terminated input. */
char *text_clean(const char *s, gssize len);

/* The same on one line: a line break or tab is written out, too. For paths and names, which may hold one to
 * look like another message. Newly allocated. */
char *text_clean_line(const char *s);

/* NFC of valid UTF-8. Newly allocated. */
char *text_nfc(const char *s);

/* NFC with every run of white space folded to one space and both ends trimmed. Newly allocated. */
char *text_fold(const char *s);

/* A literal block as authored, into paragraphs: single line breaks become spaces, blank lines stay
 * as one '\n' pair, lines that start with "- " or four spaces keep their own line. Newly allocated.
 */
char *text_paragraphs(const char *s);

/* Words of LEN bytes by UAX #29: segments with a letter or a digit. "don't" is one, "well-known"
 * two.
 */
int text_words(const char *s, size_t len);

/* Columns that S takes on one line. Clusters count once; control characters count 0. */
int text_width(const char *s, gssize len);

/* Bytes of the first grapheme cluster of S (0 at the end); *WIDTH gets its columns (0, 1 or 2). */
size_t text_cluster(const char *s, int *width);

/* Bytes of the longest prefix of S, whole clusters, that fits COLUMNS; *USED gets its columns. */
size_t text_fit(const char *s, int columns, int *used);

/* S where it fits COLUMNS (at least 2), else its first whole words with "…". Newly allocated. */
char *text_shorten(const char *s, int columns);

/* The best ASCII likeness of S ("“a”" to "\"a\"", "é" to "e", else '?'), for LANG=C. New. */
char *text_ascii(const char *s);

typedef struct {
  size_t offset; /* bytes into the wrapped text */
  size_t length; /* bytes, without the white space that the break swallowed */
  int width;     /* columns */
} TextLine;

/* Breaks S into lines of at most COLUMNS (at least 1); '\n' always breaks. A word wider than a line
 * is cut between clusters, and every line starts between clusters. Returns a new GArray of
 * TextLine, at least one line. */
GArray *text_wrap(const char *s, int columns);
