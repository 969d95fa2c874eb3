/* plan - which items a sitting shows, toward the exam day; what today's minutes will come to. Pure.
 *
 * Coverage first, then gain per minute. With T days to the exam (a rolling PLAN_HORIZON where none is
 * set), R recall now, S+ the stability once recalled, S~ once forgotten and retried on the spot:
 *
 *   seen    gain = R R(T,S+) + (1-R) R(T,S~) - R(T + t_last, S)
 *   unseen  gain = r R(T,S0+) + (1-r) R(T,S0~) - r          r: chance to know it, from mastery
 *   cost    = pc tau_right + (1-pc) tau_wrong               pc = R + (1-R) c
 *   priority = (area weight / items in the area) gain / cost
 *
 * Each day: a quota of new items, ceil(unseen / max(1, .6 T_total - elapsed)), so that all are seen
 * by three fifths of the way; then by priority until the minutes are full; no new items in the last
 * two days, nothing a second time on one day, no review that adds less than
 * PLAN_LEAST_GAIN. After the exam: reviews by how overdue they are. Neighbours come from different areas,
 * siblings (same objective or case) PLAN_SIBLING_GAP apart where the material allows.
 */
#pragma once
#include "model/fsrs.h"
#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#define PLAN_SIBLING_GAP 5
#define PLAN_HORIZON     60   /* days, where no exam date is set */
#define PLAN_COVERED     .6   /* share of the days in which all items are seen */
#define PLAN_LAST_DAYS   2    /* before the exam, without new items */
#define PLAN_LEAST_GAIN  .005 /* of recall on the exam day */
#define PLAN_AREAS_MAX   64

typedef struct {
  int64_t item;
  uint32_t sibling;          /* equal for siblings; 0: none */
  float guess, difficulty;   /* c, and b in logits */
  int32_t place;             /* new: order within its area, smaller first */
  float stability, hold;     /* seen: FSRS stability (days) and difficulty after the last answer */
  int32_t last_day;          /* seen: study day of the last answer */
  int32_t due_day, interval; /* seen: when the schedule asks for it, and after how many days */
  uint8_t area;              /* 0-based place in PlanInput.weights */
  bool is_new;
} PlanItem;

typedef void (*PlanItemFn)(const PlanItem *item, void *user);

typedef struct {
  const PlanItem *items; /* everything in play, any order */
  size_t n;
  /* Or, where they are too many to hold at once: calls EACH for every item, with USER, as often as it
   * is asked to (twice for a sitting), in the same order. Items and n are left aside then. */
  void (*source)(void *from, PlanItemFn each, void *user);
  void *from;
  const double *weights; /* by area, any positive scale */
  const double *ability; /* by area, logits; NULL: all 0 */
  size_t areas;
  const FsrsParams *params;
  int today;
  int exam_day;         /* 0: none set */
  int start_day;        /* when learning toward the exam began */
  double seconds;       /* of the sitting; 0: all */
  int count;            /* of items; 0: as many as the seconds hold */
  double seconds_right; /* what an answer takes this learner */
  double seconds_wrong;
} PlanInput;

/* The memory of a seen item, in and out. */
FsrsState plan_memory(const PlanItem *item);
void plan_remember(PlanItem *item, FsrsState state);

/* What one item is worth today, and why. */
typedef struct {
  int64_t item;
  bool is_new;
  int area;
  double recall;       /* R now; new: r */
  double exam_without; /* chance to recall it on the exam day if it is left out today */
  double exam_with;    /* and if it is asked today */
  double seconds;
  double priority;
  bool quota; /* chosen for coverage rather than for its gain */
} PlanChoice;

typedef enum { PLAN_TOWARD_EXAM, PLAN_ROLLING, PLAN_BY_DUE } PlanPolicy;

PlanPolicy plan_policy(const PlanInput *input);
/* New items that today owes to coverage. */
int plan_quota(const PlanInput *input, size_t unseen);
/* Today's sitting in the order to show; behind what fits the seconds come up to SPARE further items
 * for a learner who is faster than expected. New GArray of PlanChoice. Same input, same order. */
GArray *plan_sitting(const PlanInput *input, int spare);
/* The value of one item, whether the sitting shows it or not. */
PlanChoice plan_value(const PlanInput *input, const PlanItem *item);

/* -- forecast ---------------------------------------------------------------------------------- */

typedef struct {
  double seconds_a_day;
  int days;                       /* to the exam, or PLAN_HORIZON */
  double known;                   /* expected share recalled on the day, areas by weight */
  double by_area[PLAN_AREAS_MAX]; /* the same; -1 for an area without items */
  double unseen;                  /* items that will still be new */
  int covered_day;                /* days until all are seen; -1: not before the exam */
} PlanForecast;

/* Runs the same plan forward, day by day, in expectation, at SECONDS a day. Over PLAN_SAMPLE items it
 * works on an even sample, with the minutes scaled to it. */
#define PLAN_SAMPLE 600
PlanForecast plan_forecast(const PlanInput *input, double seconds);
