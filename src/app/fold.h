/* fold - the whole log replayed in order: every derived state comes from here. */
#pragma once
#include "app/app_private.h"
#include "app/learner.h"
#include "model/habits.h"
#include "model/mastery.h"

/* One item on the way through the log. */
typedef struct {
  StoreTrait trait; /* what the item is; its memory is in card */
  Card card;        /* after the answers so far */
  int texts;        /* of an essay: scored so far */
  bool known;       /* the row exists */
} FoldItem;

typedef struct {
  FoldItem *items; /* by row id */
  int64_t size;
  int64_t read; /* answers of the log so far, undone ones too */
} FoldItems;

/* Called for every answer that counts, in log order; BEFORE is the card then, ITEM holds the one
 * after it. False stops. */
typedef bool (*FoldFn)(const Answer *answer, const Card *before, const FoldItem *item, void *user);

/* All items with new cards. */
bool fold_items(App *app, FoldItems *items, GError **error);
void fold_items_clear(FoldItems *items);
/* One answer more. */
bool fold_step(const ScheduleConfig *schedule, FoldItems *items, const Answer *answer, FoldFn each,
               void *user);
bool fold_log(App *app, FoldItems *items, FoldFn each, void *user, GError **error);

/* What mastery is told of an essay's answer besides its row. An essay has no card: a second text on the
 * same scenario is known by the texts before it. */
typedef struct {
  bool fresh;    /* the first text that counts on its scenario */
  double credit; /* see essay_credit */
} FoldEssay;

/* What of a learner bears on the fold, besides the log. */
typedef struct {
  const App *app; /* its areas are read, nothing else */
  const ScheduleConfig *schedule;
  double target; /* share right that counts as mastery */
} FoldRules;
/* Those of the app's own learner. */
FoldRules fold_rules(App *app);

/* The answer as mastery sees it; ESSAY is NULL but for essays. False where its item has no area any
 * more, or another key. */
bool fold_mastery_answer(const FoldRules *rules, const Answer *answer, const Card *before,
                         const StoreTrait *trait, const FoldEssay *essay, MasteryAnswer *out);

/* writing_credit.c: the credits of essays, from all scores that stand. */
typedef struct EssayCredits EssayCredits;
EssayCredits *essay_credits_new(App *app, GError **error);
/* From SCORES (StoreScore, oldest first), of which nothing is kept. */
EssayCredits *essay_credits_of(const GArray *scores);
void essay_credits_free(EssayCredits *credits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EssayCredits, essay_credits_free)
/* The credit that an answer of an essay counts with: its mentors' where there are any (the mean of
 * their newest scores), else the learner's own with the bias taken off. */
double essay_credit(const EssayCredits *credits, const Answer *answer);

/* -- what a learner can do, learned from the whole log ------------------------------------------ */

typedef struct {
  FoldRules rules;
  Mastery *mastery;
  const EssayCredits *credits;
  Habits *habits;                            /* or NULL: not wanted */
  int64_t answers;                           /* that count */
  void (*day_over)(const Mastery *, void *); /* after the last answer of each day, or NULL */
  void *user;                                /* of it */
} Learning;
/* A FoldFn whose USER is a Learning. The last day is closed by whoever folds. */
bool learning_answer(const Answer *answer, const Card *before, const FoldItem *item, void *user);
/* Expected share right on a fresh form on MASTERY's own day, areas by weight. */
double learning_score(const App *app, const Mastery *mastery);
/* The chance of reaching TARGET as it stands on DAY. */
ReadinessReport learning_readiness(const App *app, const Mastery *mastery, double target, int day);
