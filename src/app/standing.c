/* standing - see standing.h: gathering. Words and JSON stand in standing_words.c. */
#include "app/standing.h"
#include "app/fold.h"
#include "app/logs.h"
#include <math.h>
#include <string.h>

void standing_free(Standing *standing) {
  if (standing == NULL) return;
  g_free(standing->name);
  g_free(standing->learner);
  mastery_report_free(standing->mastery);
  g_clear_pointer(&standing->weak, g_ptr_array_unref);
  g_clear_pointer(&standing->trend, g_array_unref);
  habits_free(standing->habits);
  g_clear_pointer(&standing->weeks, g_array_unref);
  g_clear_pointer(&standing->exams, g_ptr_array_unref);
  g_clear_pointer(&standing->texts, g_ptr_array_unref);
  g_free(standing);
}

/* -- who --------------------------------------------------------------------------------------- */

/* The value of the setting KEY; "" where there is no such setting. Newly allocated. */
static char *setting_text(App *app, const char *key) {
  Setting setting;
  return app_setting_from_key(key, &setting) ? app_setting(app, setting) : g_strdup("");
}

static void read_who(App *app, Standing *out) {
  g_autofree char *exam = app_setting(app, SETTING_EXAM_DATE);
  out->name = setting_text(app, "name");
  out->learner = app_known_learner(app);
  out->day = app_today(app);
  if (!clock_parse_date(exam, &out->exam_day)) out->exam_day = 0;
}

/* -- areas ------------------------------------------------------------------------------------- */

#define GAP_LEAST .01 /* of the share: less is a matter of rounding */

static double gap(const AreaMastery *area, double target) {
  return area->weight * (target - area->score);
}

static int by_gap(gconstpointer a, gconstpointer b, gpointer user) {
  double target = *(double *)user;
  double x = gap(*(AreaMastery *const *)a, target), y = gap(*(AreaMastery *const *)b, target);
  return (x < y) - (x > y);
}

static void judge_areas(Standing *out) {
  const GPtrArray *areas = out->mastery->areas;
  double target = out->mastery->readiness.target, change = 0, weight = 0;
  out->weak = g_ptr_array_new();
  for (guint i = 0; i < areas->len; i++) {
    AreaMastery *area = areas->pdata[i];
    out->statuses[area->status]++;
    change += area->weight * area->change;
    weight += area->weight;
    bool judged = area->status == AREA_OPEN || area->status == AREA_LOST;
    if (judged && target - area->score >= GAP_LEAST) g_ptr_array_add(out->weak, area);
  }
  g_ptr_array_sort_with_data(out->weak, by_gap, &target);
  out->change = weight > 0 ? change / weight : NAN;
}

/* -- work -------------------------------------------------------------------------------------- */

static bool note_habit(const Answer *answer, const Card *before, const FoldItem *item, void *user) {
  fold_habits(user, answer, before, item);
  return true;
}

static bool read_habits(App *app, Standing *out, GError **error) {
  FoldItems items;
  out->habits = habits_new();
  bool good =
      fold_items(app, &items, error) && fold_log(app, &items, note_habit, out->habits, error);
  habits_settle(out->habits);
  fold_items_clear(&items);
  if (!good) return false;
  int day = out->day;
  out->all = habits_sum(out->habits, G_MININT, G_MAXINT);
  out->week = habits_sum(out->habits, day - STANDING_WEEK + 1, day);
  out->fortnight = habits_sum(out->habits, day - STANDING_ACTIVITY + 1, day);
  out->recent = habits_sum(out->habits, day - HABITS_SPAN + 1, day);
  out->signs = habits_signs(out->habits, day);
  return true;
}

/* Of the newest day up to DAY. */
static double score_on(const GArray *trend, int day) {
  double score = NAN;
  for (guint i = 0; i < trend->len && g_array_index(trend, ProgressDay, i).day <= day; i++)
    score = g_array_index(trend, ProgressDay, i).score;
  return score;
}

static void cut_weeks(Standing *out) {
  bool known = out->mastery->readiness.enough;
  out->weeks = g_array_new(FALSE, FALSE, sizeof(StandingWeek));
  for (int w = STANDING_WEEKS - 1; w >= 0; w--) {
    int to = out->day - w * STANDING_WEEK, from = to - STANDING_WEEK + 1;
    HabitsDay sum = habits_sum(out->habits, from, to);
    StandingWeek week = {from, sum.answers, habits_minutes(sum.ms), sum.day,
                         known ? score_on(out->trend, to) : NAN};
    bool begun = out->weeks->len > 0 || sum.answers > 0 || isfinite(week.score);
    if (begun) g_array_append_val(out->weeks, week);
  }
}

/* -- texts and memory -------------------------------------------------------------------------- */

static bool read_texts(App *app, Standing *out, GError **error) {
  out->texts = writing_all(app, false, error);
  g_autoptr(GPtrArray) spoken = out->texts == NULL ? NULL : writing_all(app, true, error);
  if (spoken == NULL) return false;
  while (spoken->len > 0) g_ptr_array_add(out->texts, g_ptr_array_steal_index(spoken, 0));
  return true;
}

static bool read_memory(App *app, Standing *out, GError **error) {
  if (!app_memory_report(app, &out->memory, error)) return false;
  const MemoryReport *memory = &out->memory;
  double n = 0, expected = 0, observed = 0;
  for (int i = 0; i < MEMORY_BINS; i++) {
    n += memory->bins[i].n;
    expected += memory->bins[i].n * memory->bins[i].predicted;
    observed += memory->bins[i].n * memory->bins[i].observed;
  }
  out->recall_expected = n > 0 ? expected / n : NAN;
  out->recall_observed = n > 0 ? observed / n : NAN;
  return true;
}

Standing *app_standing(App *app, GError **error) {
  g_autoptr(Standing) out = g_new0(Standing, 1);
  read_who(app, out);
  out->mastery = app_mastery_report(app, error);
  if (out->mastery == NULL) return NULL;
  judge_areas(out);
  out->trend = app_progress(app, error);
  if (out->trend == NULL || !read_habits(app, out, error)) return NULL;
  cut_weeks(out);
  out->exams = app_exam_results(app, error);
  if (out->exams == NULL || !read_texts(app, out, error) || !read_memory(app, out, error))
    return NULL;
  return g_steal_pointer(&out);
}
