/* habits - how a learner works: days, minutes, pace, and how sure they are of what; and the signs that a
 * mentor should look at. Pure; the order of the answers does not matter but for what is fresh.
 *
 * Signs look at the last HABITS_SPAN days up to today and are silent where there is too little:
 *   stalled       no answer for HABITS_STALL days or more
 *   cramming      begun HABITS_BEGUN days ago or earlier, yet two days in a row hold 60 % or more of the
 *                 span's minutes, and those are 90 or more: massed practice fades (Cepeda et al. 2006)
 *   overconfident of 20 or more answers said to be sure more than a quarter is wrong
 *   quick         of 20 or more fresh answers more than a tenth took less than 5 seconds, and fewer than half
 *                 of those are right: rapid guessing (Wise and Kong 2005, response time effort below .90)
 */
#pragma once
#include "core/answer.h"

#define HABITS_SPAN   28
#define HABITS_STALL  7
#define HABITS_BEGUN  14
#define HABITS_ENOUGH 20     /* answers below which sureness and pace are not judged */
#define HABITS_QUICK  5000   /* ms */
#define HABITS_LONG   600000 /* ms that one answer counts for at most: people walk away */

typedef struct {
  int day;
  int answers, right;
  int fresh, fresh_right; /* first answers to an item */
  int sure, sure_wrong;   /* said to be sure; of these, wrong: the confident errors */
  int quick, quick_right; /* fresh ones in less than HABITS_QUICK */
  int64_t ms;             /* each answer at most HABITS_LONG */
} HabitsDay;

typedef struct {
  int n, right;
} HabitsShare;

#define HABITS_CONFIDENCES 4 /* as enum Confidence */

typedef struct {
  GArray *days;                               /* of HabitsDay with an answer, by day */
  HabitsShare confidence[HABITS_CONFIDENCES]; /* over all answers */
  int64_t last_at;                            /* UTC ms of the newest answer; 0: none */
  GHashTable *places;                         /* day -> place + 1, while days are added */
} Habits;

Habits *habits_new(void);
void habits_free(Habits *habits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Habits, habits_free)
/* Reads day, ms, at, correct, confidence. FRESH: the first answer to its item. */
void habits_add(Habits *habits, const Answer *answer, bool fresh);
/* To be called after the last habits_add, before anything is read: puts the days in order. */
void habits_settle(Habits *habits);

/* The sum over the days FROM to TO, both included; its day is the number of days with an answer. */
HabitsDay habits_sum(const Habits *habits, int from, int to);
/* The newest day with an answer up to TODAY (a clock may have stood wrong for a while); 0: none. */
int habits_last_day(const Habits *habits, int today);
/* Minutes, rounded. */
int habits_minutes(int64_t ms);

typedef enum {
  HABITS_STALLED = 1 << 0,
  HABITS_CRAMMING = 1 << 1,
  HABITS_OVERCONFIDENT = 1 << 2,
  HABITS_GUESSING = 1 << 3
} HabitsSign;
#define HABITS_SIGNS 4
/* Of HabitsSign, as of TODAY. */
unsigned habits_signs(const Habits *habits, int today);
/* "stalled", "cramming", "overconfident", "guessing fast" for bit I. Static. */
const char *habits_sign_name(int i);
