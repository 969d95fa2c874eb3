/* schedule - see schedule.h. */
#include "model/schedule.h"
#include "core/shuffle.h"

const int64_t SCHEDULE_LEARNING_MS[SCHEDULE_STEPS] = {60000, 600000};
const int64_t SCHEDULE_RELEARNING_MS = 600000;

Rating schedule_rating(bool correct, Confidence confidence, int64_t ms, int64_t median_ms) {
  if (!correct) return RATING_AGAIN;
  if (confidence == CONFIDENCE_GUESS) return RATING_HARD;
  if (confidence == CONFIDENCE_SURE && median_ms > 0 && ms < median_ms) return RATING_EASY;
  return RATING_GOOD;
}

static int days_since(const Card *card, int day) {
  return day > card->last_day ? day - card->last_day : 0;
}

static void remember(const ScheduleConfig *config, Card *card, Rating rating, int day) {
  FsrsState state = card->phase == CARD_NEW
                        ? fsrs_first(&config->params, rating)
                        : fsrs_next(&config->params, (FsrsState){card->stability, card->difficulty},
                                    days_since(card, day), rating);
  card->stability = state.stability;
  card->difficulty = state.difficulty;
}

/* A unit fraction fixed by when and how often the card was answered, never by row ids: a replay of
 * the log, here or on another device, gives the same intervals. */
static double fuzz_unit(const ScheduleConfig *config, const Card *card, int64_t at) {
  uint64_t bits = shuffle_mix(
      config->seed ^ (uint64_t)at * UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)card->answers, "fuzz");
  return (double)(bits >> 11) * 0x1p-53;
}

static void to_review(const ScheduleConfig *config, Card *card, int64_t at, int day) {
  double interval = fsrs_interval(&config->params, card->stability, config->retention);
  card->phase = CARD_REVIEW;
  card->step = 0;
  card->due_at = 0;
  card->interval = fsrs_fuzz(interval, fuzz_unit(config, card, at));
  card->due_day = day + card->interval;
}

static void to_step(Card *card, CardPhase phase, int step, int64_t at) {
  card->phase = phase;
  card->step = step;
  card->due_day = 0;
  card->interval = 0;
  card->due_at =
      at + (phase == CARD_LEARNING ? SCHEDULE_LEARNING_MS[step] : SCHEDULE_RELEARNING_MS);
}

static void move(const ScheduleConfig *config, Card *card, Rating rating, int64_t at, int day) {
  CardPhase phase = card->phase;
  if (rating == RATING_AGAIN) {
    bool known = phase == CARD_REVIEW || phase == CARD_RELEARNING;
    to_step(card, known ? CARD_RELEARNING : CARD_LEARNING, 0, at);
    return;
  }
  if (phase == CARD_NEW && rating == RATING_HARD) {
    to_step(card, CARD_LEARNING, SCHEDULE_STEPS - 1, at);
    return;
  }
  bool last_step = phase != CARD_LEARNING || card->step == SCHEDULE_STEPS - 1;
  if (last_step || rating == RATING_EASY)
    to_review(config, card, at, day);
  else
    to_step(card, CARD_LEARNING, rating == RATING_HARD ? card->step : card->step + 1, at);
}

Card schedule_answer(const ScheduleConfig *config, const Card *card, bool correct, Rating rating,
                     int64_t at, int day) {
  Card next = *card;
  if (rating == RATING_NONE) return next;
  remember(config, &next, rating, day);
  next.answers++;
  next.right += correct;
  if (card->answers == 0) next.first_right = correct;
  next.lapses += card->phase == CARD_REVIEW && rating == RATING_AGAIN;
  move(config, &next, rating, at, day);
  next.last_at = at;
  next.last_day = day;
  return next;
}

void schedule_requeue(Card *card) {
  if (card->phase == CARD_REVIEW) card->due_day = card->last_day;
}

double schedule_recall(const ScheduleConfig *config, const Card *card, int day) {
  if (card->phase == CARD_NEW || card->stability <= 0) return 0;
  return fsrs_retrievability(&config->params, days_since(card, day), card->stability);
}
