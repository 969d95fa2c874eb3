/* phrase - the words that screens, plain mode and reports share, so that all say the same. */
#pragma once
#include "core/answer.h"
#include "core/glossary.h"
#include "core/study.h"
#include <stdint.h>

/* "Correct", "Partly correct" or "Wrong", and its symbol in UTF-8 (a check, a half circle, a
 * cross). */
const char *phrase_verdict(const Grade *grade);
const char *phrase_verdict_symbol(const Grade *grade);
/* "in 10 minutes", "tomorrow", "in 9 days". Newly allocated. */
char *phrase_returns(int64_t next_ms, int next_days);
/* "34 CFR 99.31, Family Educational Rights and Privacy (US Department of Education), seen
 * 2026-10". Newly allocated. The address is left out: see phrase_ref_url. */
char *phrase_ref(const ItemRef *ref);
/* A source to read about an objective: "Title (publisher): chapter 2. What it gives." Newly
 * allocated. */
char *phrase_study(const StudySource *source);
/* Of an item whose review is overdue; takes the date. */
#define PHRASE_OVERDUE "Its facts were to be looked up again by %s: check the source."
/* A term on a line: "FERPA: Family Educational Rights and Privacy Act". Newly allocated. */
char *phrase_term(const GlossaryTerm *term);
/* "guess", "think so", "sure". */
const char *phrase_confidence(Confidence confidence);
/* "40 s", "12 min" or "6 d 23 h". Newly allocated. */
char *phrase_duration(int64_t ms);
/* "Single answer", "Choose 2", "Put in order", "Match": what to do with ITEM. Newly allocated. */
char *phrase_task(const Item *item);
/* The question of the first line: "Question 3 of 20" or "Question 3". Newly allocated. */
char *phrase_position(int number, int planned);
/* "exam in 41 days", "exam today", "exam date passed", or NULL where none is set. */
char *phrase_exam(bool set, int exam_day, int today);
/* "Mo", "Tu" ... of a study day. */
const char *phrase_weekday(int day);
