/* drill_words - what a drill says in words: why an item comes now, and what a sitting came to. */
#include "app/drill_private.h"
#include "app/outlook.h"
#include "core/text.h"
#include <string.h>

static void say_when(GString *out, const Card *card, int today) {
  switch (card->phase) {
  case CARD_NEW: g_string_append(out, "New: you have not answered it yet.\n"); break;
  case CARD_LEARNING:
    g_string_append(out, "In learning: it was missed or guessed, so it comes back soon.\n");
    break;
  case CARD_RELEARNING:
    g_string_append(out, "In relearning: it was known and then forgotten.\n");
    break;
  case CARD_REVIEW:
    if (today > card->due_day)
      g_string_append_printf(out, "Due %d days ago, after an interval of %d days.\n",
                             today - card->due_day, card->interval);
    else
      g_string_append_printf(out, "Due today, after an interval of %d days.\n", card->interval);
    break;
  }
}

static void say_memory(GString *out, App *app, const Card *card, int today) {
  if (card->answers == 0) return;
  g_string_append_printf(out,
                         "Chance that you still know it: %.0f %%; memory lasts %.1f days to "
                         "90 %%; difficulty %.1f of 10.\n",
                         100 * schedule_recall(&app->schedule, card, today), card->stability,
                         card->difficulty);
  g_string_append_printf(out, "Answered %d times, %d right.\n", card->answers, card->right);
}

static void say_area(GString *out, const Drill *drill) {
  int index = app_area_index(drill->app, drill->row->area);
  if (index < 0) return;
  const StoreArea *area = drill->app->areas->pdata[index];
  /* The area's name would hint at the answer, so before the verdict only its weight is told. */
  if (drill->view.state == DRILL_VERDICT)
    g_string_append_printf(out, "Its area, %s, weighs %.0f %% of the exam.\n", area->text,
                           area->weight);
  else
    g_string_append_printf(out, "Its area weighs %.0f %% of the exam.\n", area->weight);
}

typedef struct {
  int64_t wanted;
  PlanItem item;
  bool found;
} Search;

static void find_item(const PlanItem *item, void *user) {
  Search *search = user;
  if (item->item != search->wanted) return;
  search->item = *item;
  search->found = true;
}

/* What asking it now is worth: recall now, and on the exam day with and without it. */
static void say_worth(GString *out, Drill *drill) {
  Outlook outlook;
  if (drill->view.state != DRILL_QUESTION || !outlook_read(drill->app, &outlook, NULL)) return;
  const PlanInput *input = &outlook.input;
  Search search = {.wanted = drill->row->id};
  input->source(input->from, find_item, &search);
  if (!search.found || plan_policy(input) == PLAN_BY_DUE) return;
  PlanChoice worth = plan_value(input, &search.item);
  const char *day = input->exam_day > 0 ? "On the exam day" : "In 60 days";
  g_string_append_printf(out, "%s: %.0f %% without it today, %.0f %% with it, for %.0f seconds.\n",
                         day, 100 * worth.exam_without, 100 * worth.exam_with, worth.seconds);
  g_clear_error(&outlook.error);
}

char *drill_why(Drill *drill) {
  GString *out = g_string_new(NULL);
  if (drill->row == NULL) return g_string_free(out, FALSE);
  int today = app_today(drill->app);
  say_when(out, &drill->card, today);
  say_memory(out, drill->app, &drill->card, today);
  say_area(out, drill);
  say_worth(out, drill);
  g_string_append(out,
                  "The plan: missed items first, then enough new ones to see all in time, then "
                  "what gains most a minute.");
  return g_string_free(out, FALSE);
}

/* -- the summary ------------------------------------------------------------------------------- */

typedef struct {
  App *app;
  DrillSummary *summary;
  GHashTable *items; /* seen in this session: row id -> row id */
  bool *touched;     /* by area */
  GError *error;
} Tally;

/* Of a missed item's stem, enough to know it by. */
#define MISSED_COLUMNS 60

static void note_missed(Tally *tally, const StoreItem *item) {
  g_autofree char *title = text_shorten(item->title, MISSED_COLUMNS);
  char *line = g_strdup_printf("%s  %s", item->code, title);
  for (guint i = 0; i < tally->summary->missed->len; i++)
    if (strcmp(tally->summary->missed->pdata[i], line) == 0) {
      g_free(line);
      return;
    }
  g_ptr_array_add(tally->summary->missed, line);
}

static bool tally_answer(const Answer *answer, void *user) {
  Tally *tally = user;
  DrillSummary *summary = tally->summary;
  if (answer->undone) return true;
  StoreItem *item = store_item(tally->app->store, answer->item, &tally->error);
  if (item == NULL) return false;
  int area = app_area_index(tally->app, item->area);
  if (area >= 0) tally->touched[area] = true;
  summary->answers++;
  summary->right += answer->correct;
  summary->partly += !answer->correct && answer->credit > 0;
  if (!answer->correct) note_missed(tally, item);
  g_hash_table_add(tally->items, g_memdup2(&answer->item, sizeof answer->item));
  store_item_free(item);
  return true;
}

static int compare_ints(const void *a, const void *b) {
  return *(const int *)a - *(const int *)b;
}

/* "tomorrow 3", "in 4 days 2": how the items of this sitting come back. */
static void say_returning(DrillSummary *summary, GArray *days) {
  g_array_sort(days, compare_ints);
  for (guint i = 0; i < days->len;) {
    int day = g_array_index(days, int, i), n = 0;
    for (; i < days->len && g_array_index(days, int, i) == day; i++) n++;
    char *line = day <= 0   ? g_strdup_printf("today %d", n)
                 : day == 1 ? g_strdup_printf("tomorrow %d", n)
                            : g_strdup_printf("in %d days %d", day, n);
    g_ptr_array_add(summary->returning, line);
  }
}

static bool tally_cards(Tally *tally, int64_t started_at, GError **error) {
  g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(int));
  int today = app_today(tally->app);
  GHashTableIter iter;
  gpointer key = NULL;
  g_hash_table_iter_init(&iter, tally->items);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    Card card;
    if (!store_card(tally->app->store, *(int64_t *)key, &card, error)) return false;
    int day = card.phase == CARD_REVIEW ? card.due_day - today : 0;
    tally->summary->again_today += card.phase != CARD_REVIEW;
    g_array_append_val(days, day);
  }
  (void)started_at;
  say_returning(tally->summary, days);
  return true;
}

typedef struct {
  int64_t session;
  bool any_before;
} Earlier;

static bool stop_at_first(const Answer *answer, void *user) {
  Earlier *earlier = user;
  if (answer->undone) return true;
  earlier->any_before = answer->session != earlier->session;
  return false;
}

/* Items whose first answer that counts was given in this session. */
static bool tally_fresh(Tally *tally, int64_t session, GError **error) {
  GHashTableIter iter;
  gpointer key = NULL;
  g_hash_table_iter_init(&iter, tally->items);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    Earlier earlier = {.session = session, .any_before = true};
    StoreLogQuery query = {.item = *(int64_t *)key};
    Card card;
    if (!store_each_answer(tally->app->store, &query, stop_at_first, &earlier, error) ||
        !store_card(tally->app->store, query.item, &card, error))
      return false;
    tally->summary->fresh += !earlier.any_before;
    tally->summary->fresh_right += !earlier.any_before && card.first_right;
  }
  return true;
}

static void say_areas(Tally *tally) {
  for (guint a = 0; a < tally->app->areas->len; a++)
    if (tally->touched[a])
      g_ptr_array_add(tally->summary->areas,
                      g_strdup(((StoreArea *)tally->app->areas->pdata[a])->text));
}

static char *say_comes_next(App *app, const DrillSummary *summary, const Home *home) {
  if (summary->again_today > 0)
    return g_strdup_printf("%d of these %s to be asked once more today; tomorrow %d %s due.",
                           summary->again_today, summary->again_today == 1 ? "waits" : "wait",
                           home->week[1], home->week[1] == 1 ? "is" : "are");
  if (home->due > 0)
    return g_strdup_printf("%d %s still due today; tomorrow %d more.", home->due,
                           home->due == 1 ? "review is" : "reviews are", home->week[1]);
  (void)app;
  return g_strdup_printf("Nothing more is due today. Tomorrow %d %s, and %d %s still new to you.",
                         home->week[1], home->week[1] == 1 ? "review comes" : "reviews come",
                         home->unseen, home->unseen == 1 ? "item is" : "items are");
}

static bool fill(Tally *tally, Drill *drill, GError **error) {
  App *app = drill->app;
  StoreLogQuery query = {.session = drill->stored.id};
  if (!store_each_answer(app->store, &query, tally_answer, tally, error)) return false;
  if (tally->error != NULL) {
    g_propagate_error(error, g_steal_pointer(&tally->error));
    return false;
  }
  if (!tally_cards(tally, drill->stored.started_at, error) ||
      !tally_fresh(tally, drill->stored.id, error))
    return false;
  say_areas(tally);
  g_autoptr(Home) home = app_home(app, error);
  if (home == NULL) return false;
  tally->summary->tomorrow = home->week[1];
  tally->summary->comes_next = say_comes_next(app, tally->summary, home);
  return true;
}

DrillSummary *drill_summary(Drill *drill, GError **error) {
  g_autoptr(DrillSummary) summary = g_new0(DrillSummary, 1);
  summary->areas = g_ptr_array_new_with_free_func(g_free);
  summary->returning = g_ptr_array_new_with_free_func(g_free);
  summary->missed = g_ptr_array_new_with_free_func(g_free);
  summary->active_ms = drill->session->active_ms;
  summary->end = drill->view.end;
  Tally tally = {.app = drill->app, .summary = summary};
  tally.items = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  tally.touched = g_new0(bool, drill->app->areas->len + 1);
  bool good = fill(&tally, drill, error);
  g_hash_table_unref(tally.items);
  g_free(tally.touched);
  return good ? g_steal_pointer(&summary) : NULL;
}

void drill_summary_free(DrillSummary *summary) {
  if (summary == NULL) return;
  g_clear_pointer(&summary->areas, g_ptr_array_unref);
  g_clear_pointer(&summary->returning, g_ptr_array_unref);
  g_clear_pointer(&summary->missed, g_ptr_array_unref);
  g_free(summary->comes_next);
  g_free(summary);
}
