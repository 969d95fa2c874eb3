/* plain_write - texts written and scored in plain lines. Scripts rely on the form: a text is lines up to
 * one with a single dot, or the end of the input; levels are read one a line, criterion by criterion.
 */
#pragma once
#include "app/writing.h"
#include "cli/plain.h"

/* The scenario with its tasks, or the prompt, and what is asked for. */
void plain_show_scenario(const WritingView *view);
/* Adds lines of the input to the draft ID, or opens the learner's own editor where there is one and a
 * terminal. EXAM (may be NULL) is the open one that it belongs to: writing ends with its time. False
 * with ERROR where nothing could be kept. */
bool plain_write_text(PlainInput *input, App *app, int64_t id, const Exam *exam, GError **error);
/* Asks level by level, or for the points covered. False at the end of the input. */
bool plain_read_levels(PlainInput *input, const Item *item, RubricLevels *out);
