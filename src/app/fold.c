/* fold - see fold.h. */
#include "app/fold.h"
#include <string.h>

static void add_trait(const StoreTrait *trait, void *user) {
  FoldItems *items = user;
  if (trait->item >= items->size) {
    int64_t size = MAX(trait->item + 1, items->size * 2);
    items->items = g_renew(FoldItem, items->items, size);
    memset(items->items + items->size, 0, (size_t)(size - items->size) * sizeof *items->items);
    items->size = size;
  }
  items->items[trait->item] =
      (FoldItem){.trait = *trait, .card = {.item = trait->item}, .known = true};
}

bool fold_items(App *app, FoldItems *items, GError **error) {
  *items = (FoldItems){0};
  return store_each_trait(app->store, add_trait, items, error);
}

void fold_items_clear(FoldItems *items) {
  g_clear_pointer(&items->items, g_free);
}

bool fold_step(const ScheduleConfig *schedule, FoldItems *items, const Answer *answer, FoldFn each,
               void *user) {
  items->read++;
  if (answer->undone || answer->item >= items->size) return true;
  FoldItem *item = &items->items[answer->item];
  Card before = item->card;
  item->texts += answer->rating == RATING_NONE;
  item->card =
      schedule_answer(schedule, &before, answer->correct, answer->rating, answer->at, answer->day);
  if (answer->superseded) schedule_requeue(&item->card);
  return each == NULL || each(answer, &before, item, user);
}

typedef struct {
  const ScheduleConfig *schedule;
  FoldItems *items;
  FoldFn each;
  void *user;
} Fold;

static bool fold_answer(const Answer *answer, void *user) {
  Fold *fold = user;
  return fold_step(fold->schedule, fold->items, answer, fold->each, fold->user);
}

bool fold_log(App *app, FoldItems *items, FoldFn each, void *user, GError **error) {
  Fold fold = {&app->schedule, items, each, user};
  StoreLogQuery all = {0};
  return store_each_answer(app->store, &all, fold_answer, &fold, error);
}

double app_logits(ItemDifficulty hardness) {
  return hardness == ITEM_EASY ? -.8 : hardness == ITEM_HARD ? .8 : 0;
}

FoldRules fold_rules(App *app) {
  return (FoldRules){app, &app->schedule, app_target(app)};
}

bool fold_mastery_answer(const FoldRules *rules, const Answer *answer, const Card *before,
                         const StoreTrait *trait, const FoldEssay *essay, MasteryAnswer *out) {
  int area = app_area_index(rules->app, trait->area);
  *out = (MasteryAnswer){
      .area = area,
      .difficulty = app_logits(trait->hardness),
      .spread = .5,
      .guess = trait->guess,
      .recall = schedule_recall(rules->schedule, before, answer->day),
      .fresh = essay == NULL ? before->answers == 0 : essay->fresh,
      .credit = essay == NULL ? answer->credit : essay->credit,
      .day = answer->day,
  };
  return area >= 0 && !answer->superseded;
}

/* -- learning ---------------------------------------------------------------------------------- */

bool learning_answer(const Answer *answer, const Card *before, const FoldItem *item, void *user) {
  Learning *learning = user;
  MasteryAnswer seen;
  bool written = answer->rating == RATING_NONE;
  FoldEssay essay = {item->texts == 1, written ? essay_credit(learning->credits, answer) : 0};
  learning->answers++;
  if (learning->habits != NULL)
    habits_add(learning->habits, answer, written ? essay.fresh : before->answers == 0);
  if (!fold_mastery_answer(&learning->rules, answer, before, &item->trait, written ? &essay : NULL,
                           &seen))
    return true;
  Mastery *mastery = learning->mastery;
  if (mastery->answers > 0 && seen.day > mastery->day && learning->day_over != NULL)
    learning->day_over(mastery, learning->user);
  mastery_answer(mastery, &seen, learning->rules.target);
  return true;
}

double learning_score(const App *app, const Mastery *mastery) {
  double mean[MASTERY_AREAS_MAX], sum = 0, all = 0;
  mastery_mixture(mastery, mastery->day, mean, NULL);
  for (int a = 0; a < mastery->areas && a < (int)app->areas->len; a++) {
    double weight = ((StoreArea *)app->areas->pdata[a])->weight;
    sum += weight * mastery_score(mean[a]);
    all += weight;
  }
  return all > 0 ? sum / all : 0;
}
