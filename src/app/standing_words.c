/* standing_words - a standing as a paper and as lines. Every figure is taken from its JSON by its path, so
 * that the forms cannot differ. Whoever reads it may be the learner, a mentor or a board: it speaks of
 * nobody.
 */
#include "app/cohort.h"
#include "app/reply.h"
#include "app/standing.h"
#include "report/paper_doc.h"
#include "report/phrase.h"
#include <math.h>
#include <string.h>

typedef struct {
  const Standing *standing;
  json_t *json;
  Paper *paper;
} Telling;

typedef struct {
  const char *key, *name;
  PaperKind kind;
} Figure;

static int percent(double share) {
  return (int)lround(100 * share);
}

static void say(const Telling *to, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void say(const Telling *to, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  paper_text(to->paper, text);
}

/* -- figures out of the JSON ------------------------------------------------------------------- */

static const json_t *at_path(const json_t *json, const char *path) {
  g_auto(GStrv) names = g_strsplit(path, ".", -1);
  for (char **name = names; *name != NULL; name++) json = json_object_get(json, *name);
  return json;
}

static PaperCell cell_of(const json_t *value, PaperKind kind) {
  int day = 0;
  if (json_is_boolean(value)) return PAPER_WORD(json_is_true(value) ? "yes" : "no");
  if (kind == PAPER_TEXT) return PAPER_WORD(json_is_string(value) ? json_string_value(value) : "");
  if (kind != PAPER_DAY)
    return PAPER_VALUE(kind, json_is_number(value) ? json_number_value(value) : (double)NAN);
  bool known = json_is_string(value) && clock_parse_date(json_string_value(value), &day);
  return PAPER_VALUE(kind, known ? (double)day : (double)NAN);
}

/* Those that are known. */
static void tell_facts(const Telling *to, const Figure *figures, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const json_t *value = at_path(to->json, figures[i].key);
    if (value != NULL && !json_is_null(value))
      paper_fact(to->paper, figures[i].key, figures[i].name, cell_of(value, figures[i].kind));
  }
}
#define TELL_FACTS(to, figures) tell_facts(to, figures, G_N_ELEMENTS(figures))

#define COLUMNS_MAX 12

/* The array KEY as a table, a row an object. */
static void tell_table(const Telling *to, const char *key, const char *caption,
                       const Figure *figures, size_t n) {
  const json_t *rows = json_object_get(to->json, key), *row;
  PaperColumn columns[COLUMNS_MAX];
  PaperCell cells[COLUMNS_MAX];
  size_t r;
  g_assert(n <= COLUMNS_MAX);
  for (size_t i = 0; i < n; i++) columns[i] = (PaperColumn){figures[i].name, figures[i].kind};
  paper_table(to->paper, key, caption, columns, (int)n);
  json_array_foreach(rows, r, row) {
    for (size_t i = 0; i < n; i++)
      cells[i] = cell_of(json_object_get(row, figures[i].key), figures[i].kind);
    paper_row(to->paper, cells);
  }
}
#define TELL_TABLE(to, key, caption, figures)                                                      \
  tell_table(to, key, caption, figures, G_N_ELEMENTS(figures))

/* -- readiness --------------------------------------------------------------------------------- */

static void tell_head(const Telling *to) {
  static const Figure facts[] = {{"name", "Name", PAPER_TEXT},
                                 {"learner", "Learner id", PAPER_TEXT},
                                 {"today", "As of", PAPER_DAY},
                                 {"exam_date", "Exam date", PAPER_DAY}};
  bool named = *to->standing->name != '\0';
  tell_facts(to, facts + !named, G_N_ELEMENTS(facts) - !named);
  say(to, "Every percentage here is about pawl's own items: it is not a prediction of the real "
          "exam's scaled score.");
}

static void tell_readiness(const Telling *to) {
  static const Figure facts[] = {
      {"readiness.target", "Target, share right on fresh items", PAPER_SHARE},
      {"readiness.chance", "Chance of reaching it", PAPER_SHARE},
      {"readiness.low", "Its 10-90 % interval, from", PAPER_SHARE},
      {"readiness.high", "Its 10-90 % interval, to", PAPER_SHARE},
      {"readiness.score", "Expected on a form of 100 fresh items", PAPER_SHARE},
      {"readiness.score_low", "In four of five cases, from", PAPER_SHARE},
      {"readiness.score_high", "In four of five cases, to", PAPER_SHARE},
      {"readiness.change", "Change of the expected share in 14 days", PAPER_POINTS},
      {"readiness.fresh", "Fresh answers", PAPER_COUNT},
      {"readiness.repeats", "Repeats", PAPER_COUNT}};
  G_STATIC_ASSERT(PROGRESS_DAYS == 14);
  g_autofree char *sentence = readiness_sentence(&to->standing->mastery->readiness);
  paper_heading(to->paper, 2, "Readiness");
  paper_text(to->paper, sentence);
  TELL_FACTS(to, facts);
  say(to, "Fresh answers are the first ones to an item: only they say what can be done on items "
          "never seen. Repeats say what is remembered.");
}

/* -- signs ------------------------------------------------------------------------------------- */

static char *stalled(const Standing *s) {
  const GArray *days = s->habits->days;
  int last = g_array_index(days, HabitsDay, days->len - 1).day;
  return g_strdup_printf("Stalled: no answer for %d days.", s->day - last);
}

char *standing_sign(const Standing *s, int i) {
  const HabitsDay *r = &s->recent;
  switch (1 << i) {
  case HABITS_STALLED: return stalled(s);
  case HABITS_CRAMMING:
    return g_strdup_printf("Cramming: two days in a row hold most of the %d minutes of the last %d "
                           "days. What is learned in one go fades sooner.",
                           habits_minutes(r->ms), HABITS_SPAN);
  case HABITS_OVERCONFIDENT:
    return g_strdup_printf("Overconfident: of %d answers said to be sure in the last %d days, %d "
                           "were wrong.",
                           r->sure, HABITS_SPAN, r->sure_wrong);
  default: break;
  }
  return g_strdup_printf("Guessing fast: of %d fresh answers in the last %d days %d took less than "
                         "%d seconds, and %d of those were right.",
                         r->fresh, HABITS_SPAN, r->quick, HABITS_QUICK / 1000, r->quick_right);
}

static void tell_signs(const Telling *to) {
  const Standing *s = to->standing;
  g_autofree char *names = cohort_signs(s->signs);
  paper_heading(to->paper, 2, "Signs");
  paper_fact(to->paper, "signs", "Signs to look at", PAPER_WORD(names));
  if (s->signs == 0 && s->recent.answers < HABITS_ENOUGH)
    say(to, "The answers of the last %d days, %d, are too few to tell.", HABITS_SPAN,
        s->recent.answers);
  else if (s->signs == 0)
    say(to, "Nothing in the last %d days asks for attention.", HABITS_SPAN);
  for (int i = 0; i < HABITS_SIGNS; i++) {
    g_autofree char *sign = (s->signs & (1U << i)) != 0 ? standing_sign(s, i) : NULL;
    if (sign != NULL) paper_item(to->paper, sign);
  }
}

/* -- areas ------------------------------------------------------------------------------------- */

static char *areas_alt(const Standing *s) {
  const AreaMastery *low = NULL, *high = NULL;
  for (guint i = 0; i < s->mastery->areas->len; i++) {
    const AreaMastery *area = s->mastery->areas->pdata[i];
    if (area->status == AREA_UNKNOWN) continue;
    if (low == NULL || area->score < low->score) low = area;
    if (high == NULL || area->score > high->score) high = area;
  }
  if (low == NULL) return g_strdup("No area has enough fresh answers to be judged yet.");
  g_autofree char *unknown =
      s->statuses[AREA_UNKNOWN] == 0
          ? g_strdup("")
          : g_strdup_printf("; %d too little known", s->statuses[AREA_UNKNOWN]);
  return g_strdup_printf("Expected share right by area beside the target of %d %%: lowest %s with "
                         "%d %% (%d-%d), highest %s with %d %% (%d-%d)%s.",
                         percent(s->mastery->readiness.target), low->text, percent(low->score),
                         percent(low->low), percent(low->high), high->text, percent(high->score),
                         percent(high->low), percent(high->high), unknown);
}

static void draw_areas(const Telling *to) {
  const GPtrArray *areas = to->standing->mastery->areas;
  g_autofree PaperInterval *rows = g_new(PaperInterval, areas->len + 1);
  g_autofree char *alt = areas_alt(to->standing);
  for (guint i = 0; i < areas->len; i++) {
    const AreaMastery *area = areas->pdata[i];
    rows[i] = area->status == AREA_UNKNOWN
                  ? (PaperInterval){area->text, NAN, NAN, NAN}
                  : (PaperInterval){area->text, area->low, area->score, area->high};
  }
  paper_intervals(to->paper, "Expected share right by area, with its 10-90 % interval", alt, rows,
                  (int)areas->len, to->standing->mastery->readiness.target);
}

static void tell_weak(const Telling *to) {
  static const Figure columns[] = {{"title", "Area", PAPER_TEXT},
                                   {"status", "State", PAPER_TEXT},
                                   {"weight", "Weight", PAPER_COUNT},
                                   {"score", "Expected", PAPER_SHARE},
                                   {"missing", "To the target", PAPER_SHARE}};
  if (to->standing->weak->len == 0) return;
  paper_heading(to->paper, 3, "Where the most is to be gained");
  TELL_TABLE(to, "weak", "Areas below the target, the heaviest gap first", columns);
}

static void tell_areas(const Telling *to) {
  static const Figure facts[] = {{"status.mastered", "Mastered", PAPER_COUNT},
                                 {"status.open", "Open", PAPER_COUNT},
                                 {"status.lost", "Lost again", PAPER_COUNT},
                                 {"status.unknown", "Unknown", PAPER_COUNT}};
  static const Figure columns[] = {
      {"title", "Area", PAPER_TEXT},   {"status", "State", PAPER_TEXT},
      {"score", "Share", PAPER_SHARE}, {"low", "From", PAPER_SHARE},
      {"high", "To", PAPER_SHARE},     {"change", "Change", PAPER_POINTS},
      {"fresh", "Fresh", PAPER_COUNT}, {"repeats", "Repeats", PAPER_COUNT},
      {"new", "New", PAPER_COUNT}};
  paper_heading(to->paper, 2, "Areas");
  if (to->standing->mastery->areas->len == 0) {
    say(to, "No pack with areas is installed.");
    return;
  }
  TELL_FACTS(to, facts);
  draw_areas(to);
  TELL_TABLE(to, "areas", "Areas: expected share right on fresh items, and its evidence", columns);
  say(to,
      "Mastered: with at least 8 fresh answers on 2 days, 80 %% likely above the target; lost "
      "again below 65 %%; unknown: fewer than 8 fresh answers. Change: in %d days.",
      PROGRESS_DAYS);
  tell_weak(to);
}

/* -- work -------------------------------------------------------------------------------------- */

static const StandingWeek *week_at(const Standing *s, guint i) {
  return &g_array_index(s->weeks, StandingWeek, i);
}

/* A point a week, on its last day. */
static void draw_trend(const Telling *to) {
  const Standing *s = to->standing;
  double target = s->mastery->readiness.target;
  PaperPoint points[STANDING_WEEKS];
  int n = 0;
  for (guint i = 0; i < s->weeks->len; i++)
    if (isfinite(week_at(s, i)->score))
      points[n++] = (PaperPoint){week_at(s, i)->from + STANDING_WEEK - 1, week_at(s, i)->score};
  if (n < 2) return;
  g_autofree char *first = clock_format_date((int)points[0].at);
  g_autofree char *alt = g_strdup_printf("Expected share right at the end of each week: %d %% on "
                                         "%s, %d %% now; the target is %d %%.",
                                         percent(points[0].value), first,
                                         percent(points[n - 1].value), percent(target));
  paper_curve(to->paper, "Expected share right, week by week", alt, points, n, target);
}

static void draw_minutes(const Telling *to) {
  const Standing *s = to->standing;
  char names[STANDING_WEEKS][11];
  PaperBar bars[STANDING_WEEKS];
  const StandingWeek *most = week_at(s, 0);
  for (guint i = 0; i < s->weeks->len; i++) {
    g_autofree char *from = clock_format_date(week_at(s, i)->from);
    g_strlcpy(names[i], from + strlen("2026-"), sizeof names[i]);
    bars[i] = (PaperBar){names[i], week_at(s, i)->minutes};
    if (week_at(s, i)->minutes > most->minutes) most = week_at(s, i);
  }
  g_autofree char *from = clock_format_date(most->from);
  g_autofree char *alt =
      g_strdup_printf("Minutes by week: %d in the last seven days; the most, %d, "
                      "in the week from %s.",
                      week_at(s, s->weeks->len - 1)->minutes, most->minutes, from);
  paper_bars(to->paper, "Minutes a week", alt, "min", bars, (int)s->weeks->len);
}

static void tell_work(const Telling *to) {
  static const Figure facts[] = {{"work.answers", "Answers", PAPER_COUNT},
                                 {"work.answers_7", "Answers in the last 7 days", PAPER_COUNT},
                                 {"work.minutes", "Time", PAPER_MINUTES},
                                 {"work.minutes_7", "Time in the last 7 days", PAPER_MINUTES},
                                 {"work.days", "Active days", PAPER_COUNT},
                                 {"work.days_14", "Active days of the last 14", PAPER_COUNT},
                                 {"work.last_day", "Last active day", PAPER_DAY}};
  static const Figure columns[] = {{"from", "Seven days from", PAPER_DAY},
                                   {"answers", "Answers", PAPER_COUNT},
                                   {"minutes", "Time", PAPER_MINUTES},
                                   {"days", "Active days", PAPER_COUNT},
                                   {"score", "Expected at its end", PAPER_SHARE}};
  G_STATIC_ASSERT(STANDING_WEEK == 7 && STANDING_ACTIVITY == 14);
  paper_heading(to->paper, 2, "Work");
  TELL_FACTS(to, facts);
  if (to->standing->weeks->len == 0) {
    say(to, to->standing->all.answers == 0 ? "Nothing was answered yet."
                                           : "Nothing was answered in the last 12 weeks.");
    return;
  }
  draw_trend(to);
  draw_minutes(to);
  TELL_TABLE(to, "weeks", "Week by week, at most twelve", columns);
  say(to, "Time is the time at questions; one that lies open counts for ten minutes at most.");
}

/* -- sureness ---------------------------------------------------------------------------------- */

static void tell_sureness(const Telling *to) {
  static const Figure facts[] = {
      {"sure.answers", "Said to be sure", PAPER_COUNT},
      {"sure.wrong", "Sure and wrong", PAPER_COUNT},
      {"recent.sure", "Said to be sure in the last 28 days", PAPER_COUNT},
      {"recent.sure_wrong", "Sure and wrong in the last 28 days", PAPER_COUNT}};
  static const Figure columns[] = {{"said", "Said", PAPER_TEXT},
                                   {"answers", "Answers", PAPER_COUNT},
                                   {"right", "Right", PAPER_COUNT},
                                   {"share", "Share right", PAPER_SHARE}};
  G_STATIC_ASSERT(HABITS_SPAN == 28);
  int said = 0;
  for (int c = CONFIDENCE_GUESS; c <= CONFIDENCE_SURE; c++)
    said += to->standing->habits->confidence[c].n;
  paper_heading(to->paper, 2, "Sureness");
  if (said == 0) {
    say(to, "No answer says how sure it was.");
    return;
  }
  TELL_FACTS(to, facts);
  TELL_TABLE(to, "sureness", "How sure, and how often right", columns);
}

/* -- exams, texts, memory, reading ------------------------------------------------------------- */

static void tell_exams(const Telling *to) {
  static const Figure facts[] = {{"forecasts.scored", "Forecasts with an outcome", PAPER_COUNT},
                                 {"forecasts.hits", "Outcomes within their interval", PAPER_COUNT}};
  static const Figure columns[] = {
      {"day", "Day", PAPER_DAY},        {"title", "Form", PAPER_TEXT},
      {"items", "Items", PAPER_COUNT},  {"right", "Right", PAPER_COUNT},
      {"score", "Share", PAPER_SHARE},  {"low", "Foretold from", PAPER_SHARE},
      {"high", "To", PAPER_SHARE},      {"hit", "Within", PAPER_TEXT},
      {"passed", "Passed", PAPER_TEXT}, {"clean", "Unseen", PAPER_TEXT}};
  const Standing *s = to->standing;
  paper_heading(to->paper, 2, "Practice exams");
  if (s->exams->len == 0) say(to, "No practice exam was handed in yet.");
  if (s->mastery->scored > 0) TELL_FACTS(to, facts);
  if (s->exams->len == 0) return;
  TELL_TABLE(to, "exams", "Practice exams, oldest first", columns);
  say(to, "Passed: by the form's own rule. Foretold: logged before the form was taken; four of "
          "five outcomes are expected within. A form with questions seen before says less.");
}

static void tell_texts(const Telling *to) {
  static const Figure columns[] = {
      {"day", "Begun", PAPER_DAY},        {"title", "Text on", PAPER_TEXT},
      {"kind", "Kind", PAPER_TEXT},       {"area", "Area", PAPER_TEXT},
      {"state", "State", PAPER_TEXT},     {"words", "Words", PAPER_COUNT},
      {"self", "Own score", PAPER_SHARE}, {"mentor", "Mentors' mean", PAPER_SHARE},
      {"mentors", "Mentors", PAPER_COUNT}};
  paper_heading(to->paper, 2, "Texts");
  if (to->standing->texts->len == 0)
    say(to, "No text was written yet.");
  else
    TELL_TABLE(to, "texts", "Essays and spoken answers, newest first", columns);
}

static void tell_memory(const Telling *to) {
  static const Figure facts[] = {
      {"memory.reviews", "Reviews a day or more after the one before", PAPER_COUNT},
      {"memory.expected", "Recall expected", PAPER_SHARE},
      {"memory.observed", "Recall observed", PAPER_SHARE},
      {"memory.fitted", "Memory model fitted to the learner", PAPER_TEXT}};
  paper_heading(to->paper, 2, "Memory");
  if (to->standing->memory.predictions == 0)
    say(to, "Nothing to compare yet: it takes items that came back a day or more later.");
  else
    TELL_FACTS(to, facts);
}

static void tell_reading(const Telling *to) {
  const GPtrArray *hints = to->standing->mastery->study;
  if (hints->len == 0) return;
  paper_heading(to->paper, 2, "To read next");
  for (guint i = 0; i < hints->len; i++) {
    const StudyHint *hint = hints->pdata[i];
    paper_heading(to->paper, 3, hint->objective_text);
    for (guint s = 0; s < hint->sources->len; s++) {
      const StudySource *source = hint->sources->pdata[s];
      g_autofree char *text = phrase_study(source);
      g_autofree char *item = source->ref->url == NULL
                                  ? g_strdup(text)
                                  : g_strdup_printf("%s %s", text, source->ref->url);
      paper_item(to->paper, item);
    }
  }
}

/* -- the whole --------------------------------------------------------------------------------- */

static bool has_begun(const Standing *s) {
  return s->all.answers > 0 || s->exams->len > 0 || s->texts->len > 0;
}

static void tell_remark(const Telling *to, const Remark *remark, const char *about) {
  g_autofree char *day = clock_format_date(remark->day);
  g_autofree char *who =
      g_strdup_printf("%s%s%s, %s:", remark->name, *about == '\0' ? "" : " on ", about, day);
  paper_text(to->paper, who);
  paper_quote(to->paper, remark->body);
}

/* What mentors wrote about the learner and about areas; other words stand with their exam or text. */
static void tell_remarks(const Telling *to) {
  const MasteryReport *mastery = to->standing->mastery;
  guint areas = 0;
  for (guint i = 0; i < mastery->areas->len; i++)
    areas += ((AreaMastery *)mastery->areas->pdata[i])->remarks->len;
  if (mastery->remarks->len + areas == 0) return;
  paper_heading(to->paper, 2, "From mentors");
  for (guint i = 0; i < mastery->remarks->len; i++) tell_remark(to, mastery->remarks->pdata[i], "");
  for (guint i = 0; i < mastery->areas->len; i++) {
    const AreaMastery *area = mastery->areas->pdata[i];
    for (guint r = 0; r < area->remarks->len; r++)
      tell_remark(to, area->remarks->pdata[r], area->text);
  }
}

static void tell_beginning(const Telling *to) {
  tell_head(to);
  say(to, "Nothing was answered yet. After the first answers this page tells of readiness, of each "
          "area, of the work done, of practice exams and of texts.");
  tell_remarks(to);
}

Paper *standing_paper(const Standing *standing) {
  static void (*const parts[])(const Telling *) = {
      tell_head,  tell_readiness, tell_signs,  tell_areas,   tell_work,   tell_sureness,
      tell_exams, tell_texts,     tell_memory, tell_remarks, tell_reading};
  g_autofree char *title = *standing->name == '\0'
                               ? g_strdup("Progress report")
                               : g_strdup_printf("Progress report: %s", standing->name);
  Telling to = {standing, standing_json(standing), paper_new("en", title)};
  if (has_begun(standing))
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) parts[i](&to);
  else
    tell_beginning(&to);
  json_decref(to.json);
  return to.paper;
}

Doc *standing_doc(const Standing *standing, int columns) {
  g_autoptr(Paper) paper = standing_paper(standing);
  return paper_doc(paper, columns);
}
