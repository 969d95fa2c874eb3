/* habits - see habits.h. */
#include "model/habits.h"

#define CRAM_SHARE   .6
#define CRAM_MINUTES 90
#define CRAM_DAYS    2
#define SURE_WRONG   .25
#define QUICK_SHARE  .10
#define QUICK_RIGHT  .5

Habits *habits_new(void) {
  Habits *habits = g_new0(Habits, 1);
  habits->days = g_array_new(FALSE, TRUE, sizeof(HabitsDay));
  habits->places = g_hash_table_new(NULL, NULL);
  return habits;
}

void habits_free(Habits *habits) {
  if (habits == NULL) return;
  g_array_unref(habits->days);
  g_hash_table_unref(habits->places);
  g_free(habits);
}

/* Nearly always the last one. Elsewhere than at the end days stand as they came until habits_settle. */
static HabitsDay *day_of(Habits *habits, int day) {
  GArray *days = habits->days;
  if (days->len > 0 && g_array_index(days, HabitsDay, days->len - 1).day == day)
    return &g_array_index(days, HabitsDay, days->len - 1);
  guint at = GPOINTER_TO_UINT(g_hash_table_lookup(habits->places, GINT_TO_POINTER(day)));
  if (at == 0) {
    HabitsDay row = {.day = day};
    g_array_append_val(days, row);
    at = days->len;
    g_hash_table_insert(habits->places, GINT_TO_POINTER(day), GUINT_TO_POINTER(at));
  }
  return &g_array_index(days, HabitsDay, at - 1);
}

static int compare_days(gconstpointer a, gconstpointer b) {
  return ((const HabitsDay *)a)->day - ((const HabitsDay *)b)->day;
}

void habits_settle(Habits *habits) {
  g_array_sort(habits->days, compare_days);
  g_hash_table_remove_all(habits->places);
  for (guint i = 0; i < habits->days->len; i++)
    g_hash_table_insert(habits->places,
                        GINT_TO_POINTER(g_array_index(habits->days, HabitsDay, i).day),
                        GUINT_TO_POINTER(i + 1));
}

void habits_add(Habits *habits, const Answer *answer, bool fresh) {
  HabitsDay *row = day_of(habits, answer->day);
  bool sure = answer->confidence == CONFIDENCE_SURE;
  bool quick = fresh && answer->ms < HABITS_QUICK;
  row->answers++;
  row->right += answer->correct;
  row->fresh += fresh;
  row->fresh_right += fresh && answer->correct;
  row->sure += sure;
  row->sure_wrong += sure && !answer->correct;
  row->quick += quick;
  row->quick_right += quick && answer->correct;
  row->ms += CLAMP(answer->ms, 0, HABITS_LONG);
  habits->confidence[answer->confidence].n++;
  habits->confidence[answer->confidence].right += answer->correct;
  habits->last_at = MAX(habits->last_at, answer->at);
}

static void add_up(HabitsDay *sum, const HabitsDay *row) {
  sum->day++;
  sum->answers += row->answers;
  sum->right += row->right;
  sum->fresh += row->fresh;
  sum->fresh_right += row->fresh_right;
  sum->sure += row->sure;
  sum->sure_wrong += row->sure_wrong;
  sum->quick += row->quick;
  sum->quick_right += row->quick_right;
  sum->ms += row->ms;
}

HabitsDay habits_sum(const Habits *habits, int from, int to) {
  HabitsDay sum = {0};
  for (guint i = habits->days->len; i > 0; i--) {
    const HabitsDay *row = &g_array_index(habits->days, HabitsDay, i - 1);
    if (row->day < from) break;
    if (row->day <= to) add_up(&sum, row);
  }
  return sum;
}

int habits_minutes(int64_t ms) {
  return (int)((ms + 30000) / 60000);
}

/* -- signs ------------------------------------------------------------------------------------- */

static bool is_cramming(const Habits *habits, int today, const HabitsDay *span) {
  int first = g_array_index(habits->days, HabitsDay, 0).day;
  if (today - first < HABITS_BEGUN || habits_minutes(span->ms) < CRAM_MINUTES) return false;
  for (int day = today - HABITS_SPAN + 1; day <= today - CRAM_DAYS + 1; day++)
    if ((double)habits_sum(habits, day, day + CRAM_DAYS - 1).ms >= CRAM_SHARE * (double)span->ms)
      return true;
  return false;
}

static bool is_overconfident(const HabitsDay *span) {
  return span->sure >= HABITS_ENOUGH && span->sure_wrong > SURE_WRONG * span->sure;
}

static bool is_guessing(const HabitsDay *span) {
  return span->fresh >= HABITS_ENOUGH && span->quick > QUICK_SHARE * span->fresh &&
         span->quick_right < QUICK_RIGHT * span->quick;
}

int habits_last_day(const Habits *habits, int today) {
  for (guint i = habits->days->len; i > 0; i--) {
    int day = g_array_index(habits->days, HabitsDay, i - 1).day;
    if (day <= today) return day;
  }
  return 0;
}

unsigned habits_signs(const Habits *habits, int today) {
  if (habits->days->len == 0) return 0;
  int last = habits_last_day(habits, today);
  HabitsDay span = habits_sum(habits, today - HABITS_SPAN + 1, today);
  unsigned signs = 0;
  if (last > 0 && today - last >= HABITS_STALL) signs |= HABITS_STALLED;
  if (is_cramming(habits, today, &span)) signs |= HABITS_CRAMMING;
  if (is_overconfident(&span)) signs |= HABITS_OVERCONFIDENT;
  if (is_guessing(&span)) signs |= HABITS_GUESSING;
  return signs;
}

const char *habits_sign_name(int i) {
  static const char *const names[HABITS_SIGNS] = {"stalled", "cramming", "overconfident",
                                                  "guessing fast"};
  return names[i];
}
