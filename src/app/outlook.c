/* outlook - see outlook.h. */
#include "app/outlook.h"

#define SECONDS_RIGHT 45 /* until the learner's own medians are known */
#define SECONDS_WRONG 60

void outlook_seconds(App *app, double *right, double *wrong) {
  int64_t median = store_median_ms(app->store);
  *right = median > 0 ? CLAMP((double)median / 1000, 5, 300) : SECONDS_RIGHT;
  *wrong = *right * SECONDS_WRONG / SECONDS_RIGHT;
}

static bool first_day(int day, int64_t answers, const void *image, size_t size, void *user) {
  (void)answers;
  (void)image;
  (void)size;
  *(int *)user = day;
  return false;
}

int outlook_start_day(App *app) {
  int day = app_today(app);
  store_each_mastery(app->store, first_day, &day, NULL);
  return day;
}

typedef struct {
  const App *app;
  GArray *items;
} Collector;

/* Cards in their learning steps are the session's own business. */
static void collect(const StoreTrait *trait, void *user) {
  const Collector *collector = user;
  bool learning = trait->phase == CARD_LEARNING || trait->phase == CARD_RELEARNING;
  int area = app_area_index(collector->app, trait->area);
  if (!trait->in_play || learning || area < 0 || area >= PLAN_AREAS_MAX) return;
  PlanItem item = {.item = trait->item,
                   .area = area,
                   .sibling = trait->sibling,
                   .is_new = trait->phase == CARD_NEW,
                   .guess = trait->guess,
                   .difficulty = app_logits(trait->hardness),
                   .place = (double)trait->place,
                   .state = {trait->stability, trait->difficulty},
                   .last_day = trait->last_day,
                   .due_day = trait->due_day,
                   .interval = trait->interval};
  g_array_append_val(collector->items, item);
}

static void read_areas(App *app, Outlook *outlook, const Mastery *mastery) {
  double mean[MASTERY_AREAS_MAX] = {0};
  mastery_mixture(mastery, app_today(app), mean, NULL);
  outlook->input.areas = MIN(app->areas->len, PLAN_AREAS_MAX);
  for (guint a = 0; a < outlook->input.areas; a++) {
    outlook->weights[a] = ((StoreArea *)app->areas->pdata[a])->weight;
    outlook->ability[a] = mean[a];
  }
}

bool outlook_read(App *app, Outlook *outlook, GError **error) {
  *outlook = (Outlook){.items = g_array_new(FALSE, FALSE, sizeof(PlanItem))};
  Collector collector = {app, outlook->items};
  const Mastery *mastery = app_mastery(app, error);
  if (mastery == NULL || !store_each_trait(app->store, collect, &collector, error)) {
    outlook_clear(outlook);
    return false;
  }
  g_autofree char *date = app_setting(app, SETTING_EXAM_DATE);
  PlanInput *input = &outlook->input;
  read_areas(app, outlook, mastery);
  input->items = (const PlanItem *)(void *)outlook->items->data;
  input->n = outlook->items->len;
  input->weights = outlook->weights;
  input->ability = outlook->ability;
  input->params = &app->schedule.params;
  input->today = app_today(app);
  if (!clock_parse_date(date, &input->exam_day)) input->exam_day = 0;
  input->start_day = outlook_start_day(app);
  outlook_seconds(app, &input->seconds_right, &input->seconds_wrong);
  return true;
}

void outlook_clear(Outlook *outlook) {
  g_clear_pointer(&outlook->items, g_array_unref);
}

const PlanItem *outlook_item(const Outlook *outlook, int64_t item) {
  guint low = 0, high = outlook->items->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    const PlanItem *found = &g_array_index(outlook->items, PlanItem, middle);
    if (found->item == item) return found;
    if (found->item < item)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}
