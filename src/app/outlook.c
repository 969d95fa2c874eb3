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
  PlanItemFn each;
  void *user;
} Reading;

/* Cards in their learning steps are the session's own business. */
static void hand_on(const StoreTrait *trait, void *user) {
  const Reading *reading = user;
  bool learning = trait->phase == CARD_LEARNING || trait->phase == CARD_RELEARNING;
  int area = app_area_index(reading->app, trait->area);
  if (!trait->in_play || learning || area < 0 || area >= PLAN_AREAS_MAX) return;
  PlanItem item = {.item = trait->item,
                   .area = (uint8_t)area,
                   .sibling = trait->sibling,
                   .is_new = trait->phase == CARD_NEW,
                   .guess = (float)trait->guess,
                   .difficulty = (float)app_logits(trait->hardness),
                   .place = (int32_t)trait->place,
                   .stability = (float)trait->stability,
                   .hold = (float)trait->difficulty,
                   .last_day = trait->last_day,
                   .due_day = trait->due_day,
                   .interval = trait->interval};
  reading->each(&item, reading->user);
}

/* A read error ends the items early; outlook_fault tells it. */
static void read_items(void *from, PlanItemFn each, void *user) {
  Outlook *outlook = from;
  Reading reading = {outlook->app, each, user};
  if (outlook->error == NULL)
    store_each_trait(outlook->app->store, hand_on, &reading, &outlook->error);
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
  *outlook = (Outlook){.app = app};
  const Mastery *mastery = app_mastery(app, error);
  if (mastery == NULL) return false;
  g_autofree char *date = app_setting(app, SETTING_EXAM_DATE);
  PlanInput *input = &outlook->input;
  read_areas(app, outlook, mastery);
  input->source = read_items;
  input->from = outlook;
  input->weights = outlook->weights;
  input->ability = outlook->ability;
  input->params = &app->schedule.params;
  input->today = app_today(app);
  if (!clock_parse_date(date, &input->exam_day)) input->exam_day = 0;
  input->start_day = outlook_start_day(app);
  outlook_seconds(app, &input->seconds_right, &input->seconds_wrong);
  return true;
}

bool outlook_whole(Outlook *outlook, GError **error) {
  if (outlook->error == NULL) return true;
  g_propagate_error(error, g_steal_pointer(&outlook->error));
  return false;
}
