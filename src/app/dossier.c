/* dossier - kept as text, and looked at on a day; see dossier.h. */
#include "app/dossier.h"
#include "core/json.h"
#include <math.h>
#include <string.h>

Dossier *dossier_new(void) {
  Dossier *dossier = g_new0(Dossier, 1);
  dossier->target = DOSSIER_TARGET;
  dossier->habits = habits_new();
  dossier->scores = g_array_new(FALSE, FALSE, sizeof(DossierScore));
  dossier->mocks = g_array_new(FALSE, FALSE, sizeof(DossierMock));
  dossier->waiting = g_array_new(FALSE, FALSE, sizeof(Uuid));
  return dossier;
}

void dossier_free(Dossier *dossier) {
  if (dossier == NULL) return;
  g_free(dossier->name);
  mastery_free(dossier->mastery);
  habits_free(dossier->habits);
  g_array_unref(dossier->scores);
  g_array_unref(dossier->mocks);
  g_array_unref(dossier->waiting);
  g_free(dossier);
}

/* -- as text: one list of numbers a kind, since thousands are read when the overview opens ------- */

static void put_number(GString *out, double value) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_c(out, ' ');
  g_string_append(out, g_ascii_dtostr(text, sizeof text, value));
}

static void put_integer(GString *out, int64_t value) {
  g_string_append_printf(out, " %" G_GINT64_FORMAT, value);
}

static void put_days(GString *out, const Habits *habits) {
  for (guint i = 0; i < habits->days->len; i++) {
    const HabitsDay *d = &g_array_index(habits->days, HabitsDay, i);
    const int64_t numbers[] = {d->day,  d->answers,    d->right, d->fresh,       d->fresh_right,
                               d->sure, d->sure_wrong, d->quick, d->quick_right, d->ms};
    g_string_append_c(out, 'd');
    for (size_t n = 0; n < G_N_ELEMENTS(numbers); n++) put_integer(out, numbers[n]);
    g_string_append_c(out, '\n');
  }
}

static void put_stated(GString *out, const Dossier *dossier) {
  const ReadinessReport *r = &dossier->stated;
  const int64_t counts[] = {dossier->stated_day, dossier->areas, dossier->mastered, dossier->weak,
                            r->enough,           r->fresh,       r->repeats,        r->needed};
  const double shares[] = {r->chance, r->low, r->high, r->target, r->score};
  g_string_append_c(out, 'r');
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) put_integer(out, counts[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) put_number(out, shares[i]);
  g_string_append_c(out, '\n');
}

char *dossier_write(const Dossier *dossier) {
  GString *out = g_string_new("h");
  const int64_t head[] = {dossier->level, dossier->made_at, dossier->exam_day,
                          dossier->texts, dossier->unknown, dossier->habits->last_at};
  for (size_t i = 0; i < G_N_ELEMENTS(head); i++) put_integer(out, head[i]);
  put_number(out, dossier->target);
  g_string_append_c(out, '\n');
  if (dossier->name != NULL) g_string_append_printf(out, "n %s\n", dossier->name);
  g_string_append_c(out, 'c');
  for (int i = 0; i < HABITS_CONFIDENCES; i++) {
    put_integer(out, dossier->habits->confidence[i].n);
    put_integer(out, dossier->habits->confidence[i].right);
  }
  g_string_append_c(out, '\n');
  put_days(out, dossier->habits);
  for (guint i = 0; i < dossier->scores->len; i++) {
    const DossierScore *score = &g_array_index(dossier->scores, DossierScore, i);
    g_string_append_printf(out, "s %d", score->day);
    put_number(out, score->score);
    g_string_append_c(out, '\n');
  }
  for (guint i = 0; i < dossier->mocks->len; i++) {
    const DossierMock *mock = &g_array_index(dossier->mocks, DossierMock, i);
    g_string_append_printf(out, "m %" G_GINT64_FORMAT " %d %d\n", mock->at, mock->items,
                           mock->right);
  }
  for (guint i = 0; i < dossier->waiting->len; i++) {
    char uuid[37];
    uuid_format(&g_array_index(dossier->waiting, Uuid, i), uuid);
    g_string_append_printf(out, "w %s\n", uuid);
  }
  if (dossier->mastery == NULL) put_stated(out, dossier);
  return g_string_free(out, FALSE);
}

/* Numbers at *AT up to the end of the line. */
static int64_t next_integer(const char **at) {
  char *end = NULL;
  int64_t value = g_ascii_strtoll(*at, &end, 10);
  *at = end;
  return value;
}

static double next_number(const char **at) {
  char *end = NULL;
  double value = g_ascii_strtod(*at, &end);
  *at = end;
  return value;
}

static void parse_head(Dossier *dossier, const char *at) {
  int64_t level = next_integer(&at);
  dossier->level = (LogLevel)CLAMP(level, LOG_SUMMARY, LOG_FULL);
  dossier->made_at = next_integer(&at);
  dossier->exam_day = (int)next_integer(&at);
  dossier->texts = (int)next_integer(&at);
  dossier->unknown = next_integer(&at);
  dossier->habits->last_at = next_integer(&at);
  dossier->target = next_number(&at);
}

static void parse_day(Dossier *dossier, const char *at) {
  HabitsDay day = {.day = (int)next_integer(&at)};
  int *const counts[] = {&day.answers, &day.right,      &day.fresh, &day.fresh_right,
                         &day.sure,    &day.sure_wrong, &day.quick, &day.quick_right};
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) *counts[i] = (int)next_integer(&at);
  day.ms = next_integer(&at);
  g_array_append_val(dossier->habits->days, day);
}

static void parse_stated(Dossier *dossier, const char *at) {
  ReadinessReport *r = &dossier->stated;
  int enough = 0;
  int *const counts[] = {&dossier->stated_day, &dossier->areas, &dossier->mastered,
                         &dossier->weak,       &enough,         &r->fresh,
                         &r->repeats,          &r->needed};
  double *const shares[] = {&r->chance, &r->low, &r->high, &r->target, &r->score};
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) *counts[i] = (int)next_integer(&at);
  for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) *shares[i] = next_number(&at);
  r->enough = enough != 0;
}

static void parse_confidence(Dossier *dossier, const char *at) {
  for (int i = 0; i < HABITS_CONFIDENCES; i++) {
    dossier->habits->confidence[i].n = (int)next_integer(&at);
    dossier->habits->confidence[i].right = (int)next_integer(&at);
  }
}

static void parse_score(Dossier *dossier, const char *at) {
  DossierScore score = {.day = (int)next_integer(&at)};
  score.score = next_number(&at);
  g_array_append_val(dossier->scores, score);
}

static void parse_mock(Dossier *dossier, const char *at) {
  DossierMock mock = {.at = next_integer(&at)};
  mock.items = (int)next_integer(&at);
  mock.right = (int)next_integer(&at);
  g_array_append_val(dossier->mocks, mock);
}

static void parse_waiting(Dossier *dossier, const char *line, size_t length) {
  g_autofree char *text = g_strndup(line + 2, length < 2 ? 0 : length - 2);
  Uuid uuid;
  if (uuid_parse(text, &uuid)) g_array_append_val(dossier->waiting, uuid);
}

static void parse_line(Dossier *dossier, const char *line, size_t length) {
  switch (*line) {
  case 'h': parse_head(dossier, line + 1); break;
  case 'n':
    g_free(dossier->name);
    dossier->name = g_strndup(line + 2, length < 2 ? 0 : length - 2);
    break;
  case 'c': parse_confidence(dossier, line + 1); break;
  case 'd': parse_day(dossier, line + 1); break;
  case 's': parse_score(dossier, line + 1); break;
  case 'm': parse_mock(dossier, line + 1); break;
  case 'w': parse_waiting(dossier, line, length); break;
  case 'r': parse_stated(dossier, line + 1); break;
  default: break;
  }
}

Dossier *dossier_parse(const Uuid *learner, const char *text, const void *mastery, size_t size) {
  g_autoptr(Dossier) dossier = dossier_new();
  dossier->learner = *learner;
  if (text[0] != 'h') return NULL;
  for (const char *line = text, *end = NULL; (end = strchr(line, '\n')) != NULL; line = end + 1)
    parse_line(dossier, line, (size_t)(end - line));
  if (mastery != NULL) dossier->mastery = mastery_read(mastery, size);
  if (mastery != NULL && dossier->mastery == NULL) return NULL;
  return g_steal_pointer(&dossier);
}

/* -- a day's look ------------------------------------------------------------------------------ */

void cohort_row_free(CohortRow *row) {
  if (row == NULL) return;
  g_free(row->name);
  g_free(row->by_area);
  g_ptr_array_unref(row->paths);
  g_free(row);
}

static double change_of(const GArray *scores, int day) {
  if (scores->len == 0) return NAN;
  double now = g_array_index(scores, DossierScore, scores->len - 1).score;
  for (guint i = scores->len; i > 0; i--) {
    const DossierScore *score = &g_array_index(scores, DossierScore, i - 1);
    if (score->day <= day - PROGRESS_DAYS) return now - score->score;
  }
  return NAN;
}

static void count_areas(CohortRow *row, const Dossier *dossier, int day) {
  row->areas = dossier->mastery->areas;
  row->by_area = g_new0(CohortArea, row->areas);
  for (int a = 0; a < row->areas; a++) {
    MasteryView view = mastery_view(dossier->mastery, a, day, dossier->target);
    bool known = view.status != MASTERY_UNKNOWN;
    row->by_area[a] = (CohortArea){(AreaStatus)view.status, known ? view.score : NAN};
    row->mastered += view.status == MASTERY_MASTERED;
    row->weak += view.status == MASTERY_OPEN || view.status == MASTERY_LOST;
  }
}

static void count_habits(CohortRow *row, const Habits *habits, int day) {
  HabitsDay all = habits_sum(habits, G_MININT32, G_MAXINT32);
  HabitsDay span = habits_sum(habits, day - HABITS_SPAN + 1, day);
  const GArray *days = habits->days;
  row->answers = all.answers;
  row->minutes = habits_minutes(all.ms);
  row->minutes_week = habits_minutes(habits_sum(habits, day - 6, day).ms);
  row->days = all.day;
  row->days_recent = habits_sum(habits, day - 13, day).day;
  row->sure = span.sure;
  row->sure_wrong = span.sure_wrong;
  row->last_day = days->len == 0 ? 0 : g_array_index(days, HabitsDay, days->len - 1).day;
  row->signs = habits_signs(habits, day);
}

CohortRow *dossier_row(const App *app, const Dossier *dossier, int day) {
  CohortRow *row = g_new0(CohortRow, 1);
  uuid_format(&dossier->learner, row->learner);
  row->name = g_strdup(dossier->name);
  row->level = dossier->level;
  row->made_at = dossier->made_at;
  row->exam_day = dossier->exam_day;
  row->paths = g_ptr_array_new_with_free_func(g_free);
  row->change = change_of(dossier->scores, day);
  row->unknown = dossier->unknown;
  row->texts = dossier->texts;
  row->texts_waiting = (int)dossier->waiting->len;
  row->mocks = (int)dossier->mocks->len;
  row->mock = row->look_change = NAN;
  for (guint i = 0; i < dossier->mocks->len; i++) {
    const DossierMock *mock = &g_array_index(dossier->mocks, DossierMock, i);
    if (mock->items > 0) row->mock = (double)mock->right / mock->items;
  }
  count_habits(row, dossier->habits, day);
  if (dossier->mastery != NULL) {
    row->readiness = learning_readiness(app, dossier->mastery, dossier->target, day);
    count_areas(row, dossier, day);
  } else {
    row->readiness = dossier->stated;
    row->stated_day = dossier->stated_day;
    row->areas = dossier->areas;
    row->mastered = dossier->mastered;
    row->weak = dossier->weak;
    row->answers = (int64_t)dossier->stated.fresh + dossier->stated.repeats;
  }
  return row;
}
