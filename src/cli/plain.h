/* plain - what the sittings of plain mode share: lines read, a question written out, an answer read.
 *
 * Scripts rely on the form: options are numbered; an answer is its number, for several the numbers, for
 * order and match all numbers in order; g, t or s beside it say how sure.
 */
#pragma once
#include "cli/cli.h"
#include "core/answer.h"

#define PLAIN_LINE_MAX 4096

typedef struct {
  bool terminal;    /* a person types */
  char *line;       /* the line read last */
  bool pushed_back; /* line is to be read again */
} PlainInput;

void plain_input_init(PlainInput *input);
void plain_input_clear(PlainInput *input);
/* The next line, trimmed and cleaned, or NULL at the end of the input. Lent until the next call. */
const char *plain_read(PlainInput *input, const char *prompt);

/* An item as it is shown. */
typedef struct {
  const Item *item;
  int shown_n;
  const uint8_t *shown; /* option indexes in display order */
} PlainItem;

/* Stimulus, stem, lines to match and numbered options. */
void plain_show_item(const PlainItem *view);
/* "2", "1 3": the numbers of the right answer. Newly allocated. */
char *plain_right_numbers(const PlainItem *view);
/* The same of RESPONSE; "-" for what is not chosen yet. */
char *plain_numbers(const PlainItem *view, const Response *response);
void plain_show_rationales(const PlainItem *view);
/* SOURCES (may be NULL): what to read. */
void plain_show_sources(const Item *item, bool overdue, const GPtrArray *sources);
/* LINE as an answer; false where it is none, with *PROBLEM saying why. */
bool plain_read_answer(const PlainItem *view, const char *line, Response *response,
                       Confidence *confidence, const char **problem);
bool plain_read_confidence(const char *word, Confidence *out);
