/* learner - made-up learners whose truth is known, for the proofs of mastery and readiness. */
#pragma once
#include "model/fsrs.h"
#include "model/mastery.h"
#include "model/readiness.h"

#define LEARNER_AREAS 5
#define LEARNER_BANK  60 /* items an area */
#define FACTS         24 /* an area has, for the learner of two states */

/* RASCH: right by ability and difficulty, as the model says, with true learning LAM an answer.
 * FACTS: knows single facts or not; shares no equation with the model.
 * RECALL: new items by ability, items seen before with just the chance that FSRS gives. */
typedef enum { LEARNER_RASCH, LEARNER_FACTS, LEARNER_RECALL } LearnerKind;

typedef struct {
  double label, b; /* what the author said, and the truth */
  int fact;
  FsrsState state; /* what the program believes */
  int last_day, answers;
  double grip; /* FACTS: days in which the item itself is half forgotten */
} LearnerItem;

typedef struct {
  LearnerKind kind;
  double lam, repeats; /* learning an answer; share of answers to items seen before */
  int per_day;
  GRand *rand;
  double theta[LEARNER_AREAS];
  bool knows[LEARNER_AREAS][FACTS];
  LearnerItem items[LEARNER_AREAS][LEARNER_BANK];
  int answers, right, day, seen[LEARNER_AREAS];
  Mastery *mastery;
} Learner;

Learner *learner_new(LearnerKind kind, double lam, double repeats, int per_day, uint64_t seed);
void learner_free(Learner *learner);
/* One more answer: the learner gives it, mastery and memory take it in. */
void learner_answer(Learner *learner, double target);
/* True expected share right on a fresh form. */
double learner_score(const Learner *learner, double delta);
double learner_area_score(const Learner *learner, int area);
/* Right answers on one fresh form of N items. */
int learner_take_form(Learner *learner, int n);
