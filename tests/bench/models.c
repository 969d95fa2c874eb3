/* models - what the models cost: printed as a table against the budgets of the issue that asked for
 * them. No database, no terminal; one core.
 */
#include "model/form.h"
#include "model/fsrs_fit.h"
#include "model/mastery.h"
#include "model/normal.h"
#include "model/plan.h"
#include "model/readiness.h"
#include "model/schedule.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define AREAS 10
static const double WEIGHTS[AREAS] = {15, 15, 10, 12, 9, 9, 9, 7, 7, 7};

static double cpu(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static long peak_mb(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

static void row(const char *name, const char *budget, double value, const char *unit) {
  printf("| %s | %s | %.3g %s |\n", name, budget, value, unit);
}

/* N answers over ITEMS items through memory and mastery, as a rebuild does it. */
static void replay(int n, int items) {
  ScheduleConfig config = {.params = FSRS_DEFAULTS, .retention = .9};
  Card *cards = g_new0(Card, items);
  g_autoptr(Mastery) mastery = mastery_new(AREAS);
  GRand *rand = normal_rand(1);
  double start = cpu();
  for (int i = 0; i < n; i++) {
    int item = (int)((unsigned)i * 7919u % (unsigned)items), day = 1 + i / 300;
    Card *card = &cards[item];
    bool right = g_rand_int(rand) % 10 < 8;
    card->item = item;
    MasteryAnswer answer = {item % AREAS,       0,     .5, .25, schedule_recall(&config, card, day),
                            card->answers == 0, right, day};
    *card = schedule_answer(&config, card, right, right ? RATING_GOOD : RATING_AGAIN,
                            day * INT64_C(86400000) + i % 300, day);
    mastery_answer(mastery, &answer, .75);
  }
  row("replay of 1,000,000 answers through memory and mastery", "1 s", cpu() - start, "s");
  g_rand_free(rand);
  g_free(cards);
}

static void update(int n) {
  g_autoptr(Mastery) mastery = mastery_new(AREAS);
  double start = cpu();
  for (int i = 0; i < n; i++) {
    MasteryAnswer answer = {i % AREAS, 0, .5, .25, 0, true, i % 3 > 0, 1 + i / 30};
    mastery_answer(mastery, &answer, .75);
  }
  row("mastery after one answer", "20 us", (cpu() - start) / n * 1e6, "us");
  start = cpu();
  ReadinessPart part = {100, .75, .25, WEIGHTS};
  for (int i = 0; i < 100; i++) readiness_compute(mastery, &part, 1, mastery->day, 1);
  row("readiness, 512 draws", "-", (cpu() - start) / 100 * 1e3, "ms");
}

static void plan(int n) {
  PlanItem *items = g_new0(PlanItem, n);
  GRand *rand = normal_rand(2);
  for (int i = 0; i < n; i++) {
    items[i] = (PlanItem){.item = i + 1,
                          .area = (uint8_t)(i % AREAS),
                          .sibling = (uint32_t)(1 + i / 6),
                          .is_new = i % 5 == 0,
                          .guess = .25F,
                          .place = i};
    plan_remember(&items[i],
                  (FsrsState){g_rand_double_range(rand, .5, 60), g_rand_double_range(rand, 1, 10)});
    items[i].last_day = 1000 - g_rand_int_range(rand, 1, 40);
    items[i].interval = 10;
    items[i].due_day = items[i].last_day + 10;
  }
  PlanInput input = {.items = items,
                     .n = (size_t)n,
                     .weights = WEIGHTS,
                     .areas = AREAS,
                     .params = &FSRS_DEFAULTS,
                     .today = 1000,
                     .exam_day = 1030,
                     .start_day = 980,
                     .seconds = 1500,
                     .seconds_right = 40,
                     .seconds_wrong = 60};
  double start = cpu();
  for (int i = 0; i < 10; i++) g_array_unref(plan_sitting(&input, 200));
  row("a day planned over 100,000 items", "50 ms", (cpu() - start) / 10 * 1e3, "ms");
  start = cpu();
  for (int i = 0; i < 10; i++) plan_forecast(&input, 1500);
  row("a forecast of 30 days", "-", (cpu() - start) / 10 * 1e3, "ms");
  g_rand_free(rand);
  g_free(items);
}

/* A log of about N reviews of made-up cards, in time order within each round of reviews. */
static GArray *reviews_of(int n) {
  GArray *reviews = g_array_sized_new(FALSE, FALSE, sizeof(FsrsReview), (guint)n);
  int cards = n / 8;
  FsrsState *memory = g_new0(FsrsState, cards);
  int *day = g_new0(int, cards);
  GRand *rand = normal_rand(3);
  for (int i = 0; i < n; i++) {
    int card = i % cards;
    bool first = i < cards;
    int wait =
        first
            ? 0
            : (int)fmin(fmax(1, memory[card].stability * g_rand_double_range(rand, .5, 1.5)), 200);
    double recall = first ? .6 : fsrs_retrievability(&FSRS_DEFAULTS, wait, memory[card].stability);
    Rating rating = g_rand_double(rand) < recall ? RATING_GOOD : RATING_AGAIN;
    day[card] += wait;
    memory[card] = first ? fsrs_first(&FSRS_DEFAULTS, rating)
                         : fsrs_next(&FSRS_DEFAULTS, memory[card], wait, rating);
    FsrsReview review = {card, day[card], (uint8_t)rating};
    g_array_append_val(reviews, review);
  }
  g_rand_free(rand);
  g_free(memory);
  g_free(day);
  return reviews;
}

static void fit(int n) {
  GArray *reviews = reviews_of(n);
  double start = cpu();
  FsrsLog *log = fsrs_log_new((const FsrsReview *)(void *)reviews->data, reviews->len);
  g_array_unref(reviews);
  FsrsFitOptions options = {.epochs = 5};
  FsrsFit result = fsrs_fit(log, &FSRS_DEFAULTS, &options);
  double seconds = cpu() - start;
  row("fit of 1,000,000 reviews, 5 epochs", "1 s", seconds, "s");
  row("its memory at most", "150 MB", (double)peak_mb(), "MB");
  fprintf(stderr, "models: log loss %.5f, general %.5f\n", result.fitted.log_loss,
          result.standard.log_loss);
  fsrs_log_free(log);
}

/* A form of 100 out of N items in ten areas, some of them in sets. */
static void draw_form(int n, const char *name, const char *budget) {
  g_autofree FormItem *pool = g_new0(FormItem, n);
  int counts[AREAS];
  form_counts(WEIGHTS, AREAS, 100, counts);
  for (int i = 0; i < n; i++)
    pool[i] = (FormItem){.item = i + 1,
                         .area = i % AREAS,
                         .hardness = i / AREAS % 3,
                         .set = i / AREAS % 12 == 0 ? i / (AREAS * 36) + 1 : 0,
                         .sealed = i % 3 == 0};
  double start = cpu();
  int forms = n > 10000 ? 20 : 1000;
  for (int seed = 0; seed < forms; seed++) {
    g_autoptr(Form) form = form_draw(pool, n, counts, AREAS, (uint64_t)seed);
    if (form->items->len != 100) fprintf(stderr, "A form was not whole.\n");
  }
  row(name, budget, 1000 * (cpu() - start) / forms, "ms");
}

int main(void) {
  printf("| model | budget | measured |\n|---|---|---|\n");
  fit(1000000);
  update(200000);
  replay(1000000, 20000);
  plan(100000);
  draw_form(1000, "a form of 100 out of 1,000 items", "1 ms");
  draw_form(100000, "a form of 100 out of 100,000 items", "50 ms");
  return 0;
}
