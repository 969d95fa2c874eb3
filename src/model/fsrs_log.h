/* fsrs_log - a log of reviews as the sequences that FSRS learns from.
 *
 * Reviews of one card lie side by side, cards in the order of their first review. A prediction is
 * every review at least a day after the one before it; what is predicted is whether it was recalled
 * (a rating above Again).
 */
#pragma once
#include "core/answer.h"
#include <stddef.h>
#include <stdint.h>

typedef struct {
  int64_t card;
  int32_t day; /* local study day, see clock_study_day */
  uint8_t rating;
} FsrsReview;

typedef struct {
  int32_t *delta;  /* by review: days since the card's review before; 0 for the first */
  uint8_t *rating; /* by review: 1 to 4 */
  uint32_t *order; /* by review: its place among all predictions in time, from 0; else UINT32_MAX */
  uint32_t *start; /* by card: its first review; one entry more than cards */
  size_t cards, reviews, predictions;
} FsrsLog;

/* From N reviews in time order, cards mixed as they came. A day that lies before the card's last one
 * (a clock set back) counts as the same day. Newly allocated. */
FsrsLog *fsrs_log_new(const FsrsReview *reviews, size_t n);
void fsrs_log_free(FsrsLog *log);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FsrsLog, fsrs_log_free)

/* What the fit may learn from: without rare first intervals (of items with one prediction, grouped by
 * first rating and days: per rating, by ascending count, groups go while fewer than
 * max(20, total/20) items went; after that those with fewer than 6 items or more than 100 days, 365
 * after Easy), without cards that began with such a pair, and each card's first FSRS_SEQUENCE
 * reviews only. Newly allocated. */
#define FSRS_SEQUENCE 256
FsrsLog *fsrs_log_train(const FsrsLog *log);
