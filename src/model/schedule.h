/* schedule - from an answer to the card's next state: ratings, learning steps, days.
 *
 * A right first answer graduates at once: the exam asks each item once, and a second showing
 * minutes later measures nothing. A missed item goes through the learning steps (1 and 10 minutes),
 * a lucky guess through the last one, a forgotten review through the relearning step (10 minutes).
 */
#pragma once
#include "core/card.h"
#include "model/fsrs.h"

#define SCHEDULE_STEPS 2
extern const int64_t SCHEDULE_LEARNING_MS[SCHEDULE_STEPS]; /* 1 and 10 minutes */
extern const int64_t SCHEDULE_RELEARNING_MS;               /* 10 minutes */

typedef struct {
  FsrsParams params;
  double retention; /* desired, default .90 */
  uint64_t seed;    /* of the fuzz */
} ScheduleConfig;

/* Wrong: Again. Right: Good. Right but a guess: Hard. Right, sure and faster than MEDIAN_MS (the
 * learner's own; 0: unknown): Easy. */
Rating schedule_rating(bool correct, Confidence confidence, int64_t ms, int64_t median_ms);

/* CARD after an answer rated RATING at AT on study DAY. Days between answers are whole study days;
 * a clock that went back counts as the same day. RATING_NONE (a text that was scored) says nothing of
 * memory: the card stays as it was. */
Card schedule_answer(const ScheduleConfig *config, const Card *card, bool correct, Rating rating,
                     int64_t at, int day);

/* A card whose answer was given before the question's key changed comes again at once: it is due on
 * the day it was last answered. */
void schedule_requeue(Card *card);
/* Recall now: R at DAY for a card that was answered, 0 for a new one. */
double schedule_recall(const ScheduleConfig *config, const Card *card, int day);
