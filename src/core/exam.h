/* exam - a practice exam as it stands: a fold over its events, like a session over its answers.
 *
 * The form and the rules are stored once, when the exam starts; after that every choice, flag, pause
 * and hand-in is an event with its time on the section's clock. Nothing else is saved, so after a kill
 * the same events give the same exam. The fold knows neither the present moment nor the keys.
 *
 * Times in milliseconds. A section's clock counts from its opening; what counts on it is the
 * business of whoever makes the events (app/exam.h).
 */
#pragma once
#include "core/answer.h"
#include "core/blueprint.h"

/* X(NAME, "name as stored") */
#define EXAM_EVENTS(X)                                                                             \
  X(OPEN, "open")             /* section: it begins */                                             \
  X(VISIT, "visit")           /* place: a question comes to the front */                           \
  X(CHOOSE, "choose")         /* place; body: the choice as it stands now, "" for none */          \
  X(CONFIDENCE, "confidence") /* place; body: a confidence, "" for none */                         \
  X(FLAG, "flag")             /* place */                                                          \
  X(UNFLAG, "unflag")         /* place */                                                          \
  X(STRIKE, "strike")         /* place; body: ids of the options struck out */                     \
  X(PAUSE, "pause")           /* the clock is stopped */                                           \
  X(RESUME, "resume")         /* and goes on */                                                    \
  X(LEAVE, "leave")           /* left while the clock runs on */                                   \
  X(RETURN, "return")         /* come back, after a leave or an end without one */                 \
  X(HAND_IN, "hand-in")       /* section; body: words of EXAM_HANDED_* joined by blanks */         \
  X(GIVE_UP, "give-up")       /* the exam ends without a result */

typedef enum {
#define X(name, text) EXAM_EVENT_##name,
  EXAM_EVENTS(X)
#undef X
      EXAM_EVENT_COUNT
} ExamEventKind;
const char *exam_event_name(ExamEventKind kind);
bool exam_event_from_name(const char *name, ExamEventKind *out);

#define EXAM_HANDED_TIME   "time"   /* handed in because the time was over */
#define EXAM_HANDED_FAILED "failed" /* below what the section asks for */

typedef struct {
  int n; /* place in the exam's events, from 1 */
  Uuid uuid;
  ExamEventKind kind;
  int section, place; /* from 0 */
  int64_t ms;         /* on the section's clock */
  int64_t at;         /* UTC milliseconds */
  int offset;         /* minutes east of UTC */
  char *body;         /* or NULL */
} ExamEvent;
void exam_event_clear(ExamEvent *event);

typedef struct {
  int64_t item, version; /* row ids */
  char *shown;           /* option ids as shown, joined by blanks */
  char *chosen;          /* as it stands; "" for none */
  char *settled;         /* as it stood when the question was last left; "" for none */
  char *first;           /* as it stood when it was first left with a choice; "" for none */
  int changes;           /* times it was left with another choice than before */
  Confidence confidence;
  bool seen, flagged;
  char *struck;      /* option ids, joined by blanks; "" for none */
  int64_t ms;        /* spent on it */
  int64_t chosen_ms; /* on the section's clock, of the newest choice; 0 where there is none */
} ExamQuestion;

typedef struct {
  const BlueprintSection *rules; /* lent by the blueprint */
  GPtrArray *questions;          /* of ExamQuestion*; of an essay section, what is to be written */
  bool opened, handed;
  bool by_time, failed;       /* of a section that was handed in */
  int64_t ms;                 /* its clock at the newest event */
  int64_t opened_at, over_at; /* UTC; 0: not yet */
} ExamSection;

typedef enum {
  EXAM_READY,  /* SECTION waits to be opened */
  EXAM_TAKING, /* its clock runs */
  EXAM_PAUSED, /* its clock stands */
  EXAM_AWAY,   /* left; whether the clock runs is the rules' business */
  EXAM_OVER,
  EXAM_GIVEN_UP
} ExamPhase;

typedef struct {
  Blueprint *blueprint; /* owned */
  GPtrArray *sections;  /* of ExamSection* */
  ExamPhase phase;
  int section;       /* at hand, or the last that was */
  int place;         /* the question at the front */
  int events;        /* applied */
  int interruptions; /* times it was left or ended without a word while a section was open */
} ExamState;

/* BLUEPRINT is taken over. Sections are empty: see exam_add_question. */
ExamState *exam_state_new(Blueprint *blueprint);
void exam_state_free(ExamState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExamState, exam_state_free)
/* Appends a question to SECTION; SHOWN is copied. */
void exam_add_question(ExamState *state, int section, int64_t item, int64_t version,
                       const char *shown);
/* True where EVENT can follow on what was before: not a question that is not there, a way back where
 * there is none, an event after the end. */
bool exam_accepts(const ExamState *state, const ExamEvent *event);
/* Brings EVENT into STATE; false, with STATE as it was, where it is not accepted. */
bool exam_apply(ExamState *state, const ExamEvent *event);

ExamSection *exam_section(const ExamState *state, int section);
/* The question at PLACE of the section at hand, or NULL. */
ExamQuestion *exam_question(const ExamState *state, int place);
/* A choice of several parts that is not whole has this in place of each part that is missing. */
#define EXAM_GAP "."
/* True where QUESTION has a choice without gaps. */
bool exam_is_answered(const ExamQuestion *question);
/* Of a section: questions answered, flagged, never looked at. */
typedef struct {
  int questions, answered, flagged, unseen;
} ExamCounts;
ExamCounts exam_counts(const ExamSection *section);
/* The section's limit in milliseconds; 0 where there is none. */
int64_t exam_limit(const ExamSection *section);
