/* What a report about a learner tells: its figures against the log, its forms against each other. */
#include "../exampack.h"
#include "app/cohort.h"
#include "app/drill.h"
#include "app/logs.h"
#include "app/standing.h"
#include "core/json.h"
#include <string.h>

#define START  INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define MINUTE INT64_C(60000)
#define DAY    INT64_C(86400000)

typedef struct {
  Clock clock; /* first: the functions below see the desk */
  int64_t wall;
  char *dir, *db, *items;
  App *app;
} Desk;

static int64_t desk_now(const Clock *clock) {
  return ((const Desk *)(const void *)clock)->wall;
}

static void desk_reopen(Desk *desk) {
  app_close(desk->app);
  AppConfig config = {.db = desk->db, .items_dir = desk->items, .clock = &desk->clock, .seed = 7};
  GError *error = NULL;
  desk->app = app_open(&config, &error);
  if (desk->app == NULL) fail_msg("%s", error->message);
}

static int desk_setup(void **state) {
  Desk *desk = g_new0(Desk, 1);
  desk->dir = g_dir_make_tmp("pawl-standing-XXXXXX", NULL);
  desk->db = g_build_filename(desk->dir, "pawl.db", NULL);
  desk->items = exampack_write(desk->dir);
  clock_init_fixed(&desk->clock, START);
  desk->clock.now = desk->clock.monotonic = desk->clock.boot = desk_now;
  desk->wall = START;
  desk_reopen(desk);
  *state = desk;
  return 0;
}

static int desk_teardown(void **state) {
  Desk *desk = *state;
  app_close(desk->app);
  clock_finish(&desk->clock);
  unit_remove_tree(desk->dir);
  g_free(desk->dir);
  g_free(desk->db);
  g_free(desk->items);
  g_free(desk);
  return 0;
}

static void must(bool good, GError *error) {
  if (!good) fail_msg("%s", error == NULL ? "failed without a word" : error->message);
}

/* -- a learner --------------------------------------------------------------------------------- */

/* The right answer to ITEM of the pack, or a wrong one. */
static Response response_to(const Item *item, bool right) {
  Response response = {0};
  const char *choice = right ? "a" : "b";
  if (item->type == ITEM_MATCH) choice = right ? "b a" : "a b";
  if (item->type == ITEM_ORDER) choice = right ? "b a c" : "a b c";
  if (item->type == ITEM_MULTIPLE) choice = right ? "a c" : "a b";
  assert_true(response_parse(item, choice, &response));
  return response;
}

/* How the learner works: COUNT answers a day, one in WRONG of them wrong (0: none), MS each. */
typedef struct {
  int count, wrong, ms;
  Confidence confidence;
} Manner;

static void drill_day(Desk *desk, Manner manner) {
  GError *error = NULL;
  g_autoptr(Drill) drill = drill_open(desk->app, (SessionGoal){.count = manner.count}, &error);
  must(drill != NULL, error);
  for (int i = 0; i < manner.count && drill_view(drill)->state == DRILL_QUESTION; i++) {
    bool right = manner.wrong == 0 || i % manner.wrong != 0;
    Response response = response_to(drill_view(drill)->item, right);
    desk->wall += manner.ms;
    must(drill_answer(drill, &response, manner.confidence, manner.ms, &error), error);
    must(drill_next(drill, &error), error);
  }
}

/* DAYS days of work, the last of them today. */
static void work(Desk *desk, int days, Manner manner) {
  desk->wall = START - (days - 1) * DAY;
  for (int day = 0; day < days; day++) {
    desk->wall = START - (days - 1 - day) * DAY;
    drill_day(desk, manner);
  }
}

static const Manner USUAL = {12, 4, 30000, CONFIDENCE_THINK};

static void take_exam(Desk *desk, const char *form, int right) {
  GError *error = NULL;
  g_autoptr(Exam) exam = exam_start(desk->app, form, 3, &error);
  must(exam != NULL && exam_begin(exam, &error), error);
  int n = exam_view(exam)->counts.questions;
  for (int i = 0; i < n; i++) {
    must(exam_goto(exam, i, &error), error);
    desk->wall += 10000;
    Response response = response_to(exam_view(exam)->item, i < right);
    g_autofree char *choice = response_format(exam_view(exam)->item, &response);
    must(exam_choose(exam, choice, &error), error);
  }
  must(exam_hand_in(exam, &error), error);
}

/* A text on the first essay, scored by the learner and by two mentors. */
static void write_text(Desk *desk) {
  static const char *const names[] = {NULL, "Kim", "Lee"};
  static const char *const levels[] = {"clear:4,cost:4", "clear:2,cost:2", "clear:3,cost:3"};
  GError *error = NULL;
  int64_t item = app_item_find(desk->app, "essay.1", &error), id = 0;
  must(item != 0 && (id = writing_open(desk->app, item, &error)) != 0, error);
  must(writing_save(desk->app, id, "Secret words of mine.", 20 * MINUTE, &error), error);
  must(writing_hand_in(desk->app, id, &error), error);
  g_autoptr(WritingView) view = writing_view(desk->app, id, &error);
  must(view != NULL, error);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    WritingGrade grade = {.mentor = names[i] != NULL, .name = names[i]};
    desk->wall += 1000; /* of two scores at one instant the UUID would decide */
    must(rubric_parse(view->item, levels[i], &grade.levels, &error), error);
    must(writing_score(desk->app, id, &grade, &error), error);
  }
}

static Standing *standing_of(Desk *desk) {
  GError *error = NULL;
  Standing *standing = app_standing(desk->app, &error);
  must(standing != NULL, error);
  return standing;
}

static char *written(const Standing *standing, PaperForm form) {
  g_autoptr(Paper) paper = standing_paper(standing);
  return paper_write(paper, form);
}

static char *lines_of(const Standing *standing, int columns) {
  g_autoptr(Doc) doc = standing_doc(standing, columns);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < doc->lines->len; i++)
    g_string_append_printf(out, "%s\n", ((DocLine *)doc->lines->pdata[i])->text);
  return g_string_free(out, FALSE);
}

static void says(const char *text, const char *part) {
  if (strstr(text, part) == NULL) fail_msg("'%s' is not in:\n%s", part, text);
}

static void says_nothing_of(const char *text, const char *part) {
  if (strstr(text, part) != NULL) fail_msg("'%s' is in:\n%s", part, text);
}

/* Changes the pack on disk, for the next opening. */
static void replace_in(const char *dir, const char *name, const char *from, const char *to) {
  g_autofree char *path = g_build_filename(dir, "mock", name, NULL), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autoptr(GString) changed = g_string_new(text);
  assert_true(g_string_replace(changed, from, to, 0) > 0);
  assert_true(g_file_set_contents(path, changed->str, -1, NULL));
}

/* -- the figures ------------------------------------------------------------------------------- */

static void nothing_answered_is_said_kindly(void **state) {
  Desk *desk = *state;
  g_autoptr(Standing) standing = standing_of(desk);
  assert_int_equal(standing->all.answers, 0);
  assert_int_equal(standing->weeks->len, 0);
  assert_int_equal(standing->weak->len, 0);
  assert_int_equal(standing->signs, 0);
  assert_int_equal(standing->statuses[AREA_UNKNOWN], 10);
  for (int form = PAPER_HTML; form <= PAPER_MARKDOWN; form++) {
    g_autofree char *text = written(standing, (PaperForm)form);
    says(text, "Nothing was answered yet.");
    says_nothing_of(text, "Readiness");
  }
  g_autofree char *lines = lines_of(standing, 78), *csv = written(standing, PAPER_CSV);
  says(lines, "Nothing was answered yet.");
  says(csv, "today,As of,2026-11-23\r\n");
  json_t *json = standing_json(standing);
  assert_true(json_is_null(json_object_get(json_object_get(json, "work"), "last_seen")));
  assert_true(json_is_null(json_object_get(json_object_get(json, "readiness"), "chance")));
  json_decref(json);
}

static void a_report_stores_nothing(void **state) {
  Desk *desk = *state;
  work(desk, 3, USUAL);
  desk_reopen(desk);
  g_autofree char *before = NULL, *after = NULL;
  gsize size = 0, size_after = 0;
  assert_true(g_file_get_contents(desk->db, &before, &size, NULL));
  g_autoptr(Standing) standing = standing_of(desk);
  assert_null(standing->learner);
  assert_true(g_file_get_contents(desk->db, &after, &size_after, NULL));
  assert_int_equal(size, size_after);
  assert_memory_equal(before, after, size);
  g_autofree char *made = app_learner(desk->app, NULL);
  g_autoptr(Standing) known = standing_of(desk);
  assert_string_equal(known->learner, made);
}

static void work_is_counted_as_the_log_has_it(void **state) {
  Desk *desk = *state;
  work(desk, 20, USUAL);
  g_autoptr(Standing) s = standing_of(desk);
  assert_int_equal(s->all.answers, 240);
  assert_int_equal(s->all.day, 20);
  assert_int_equal(habits_minutes(s->all.ms), 120);
  assert_int_equal(s->week.answers, 7 * 12);
  assert_int_equal(s->fortnight.day, 14);
  assert_int_equal(s->all.fresh, s->mastery->readiness.fresh);
  assert_int_equal(s->all.answers - s->all.fresh, s->mastery->readiness.repeats);
  assert_int_equal(s->weeks->len, 3);
  int answers = 0;
  for (guint i = 0; i < s->weeks->len; i++)
    answers += g_array_index(s->weeks, StandingWeek, i).answers;
  assert_int_equal(answers, 240);
  StandingWeek last = g_array_index(s->weeks, StandingWeek, 2);
  assert_int_equal(last.from, s->day - 6);
  assert_int_equal(last.answers, s->week.answers);
  assert_int_equal(last.days, 7);
  ProgressDay newest = g_array_index(s->trend, ProgressDay, s->trend->len - 1);
  UNIT_CLOSE(last.score, newest.score, 0);
  assert_int_equal(s->habits->confidence[CONFIDENCE_THINK].n, 240);
  assert_int_equal(s->habits->confidence[CONFIDENCE_THINK].right, 180);
}

static void a_change_is_the_difference_of_the_curve(void **state) {
  Desk *desk = *state;
  work(desk, 20, USUAL);
  g_autoptr(Standing) s = standing_of(desk);
  double then = NAN, now = NAN;
  for (guint i = 0; i < s->trend->len; i++) {
    ProgressDay day = g_array_index(s->trend, ProgressDay, i);
    if (day.day <= s->day - PROGRESS_DAYS) then = day.score;
    now = day.score;
  }
  UNIT_CLOSE(s->change, now - then, 1e-12);
}

static void weak_areas_are_judged_ones_by_their_heaviest_gap(void **state) {
  Desk *desk = *state;
  work(desk, 20, (Manner){12, 2, 30000, CONFIDENCE_NONE});
  g_autoptr(Standing) s = standing_of(desk);
  double target = s->mastery->readiness.target, before = INFINITY;
  int statuses = 0;
  assert_true(s->weak->len >= 2);
  for (guint i = 0; i < s->weak->len; i++) {
    const AreaMastery *area = s->weak->pdata[i];
    double gap = area->weight * (target - area->score);
    assert_true(area->status == AREA_OPEN || area->status == AREA_LOST);
    assert_true(target - area->score >= .01);
    assert_true(gap <= before);
    before = gap;
  }
  for (int i = 0; i < STANDING_STATUSES; i++) statuses += s->statuses[i];
  assert_int_equal(statuses, s->mastery->areas->len);
}

static void what_is_too_little_known_is_null(void **state) {
  Desk *desk = *state;
  work(desk, 2, USUAL);
  g_autoptr(Standing) s = standing_of(desk);
  assert_false(s->mastery->readiness.enough);
  json_t *json = standing_json(s), *ready = json_object_get(json, "readiness");
  static const char *const keys[] = {"chance", "low", "high", "score", "change"};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
    assert_true(json_is_null(json_object_get(ready, keys[i])));
  json_t *areas = json_object_get(json, "areas"), *area;
  size_t i;
  json_array_foreach(areas, i, area) {
    bool unknown = strcmp(json_string_value(json_object_get(area, "status")), "unknown") == 0;
    assert_int_equal(json_is_null(json_object_get(area, "score")), unknown);
  }
  assert_int_equal(json_array_size(json_object_get(json, "trend")), 0);
  json_t *week = json_array_get(json_object_get(json, "weeks"), 0);
  assert_true(json_is_null(json_object_get(week, "score")));
  json_decref(json);
  g_autofree char *html = written(s, PAPER_HTML);
  g_autofree char *few = g_strdup_printf("Not enough evidence yet: %d of 40 fresh answers.",
                                         s->mastery->readiness.fresh);
  says(html, few);
  says_nothing_of(html, "Expected share right, week by week");
}

static void signs_are_told_with_their_figures(void **state) {
  Desk *desk = *state;
  work(desk, 5, (Manner){12, 2, 3000, CONFIDENCE_SURE});
  desk->wall += 9 * DAY;
  g_autoptr(Standing) s = standing_of(desk);
  assert_int_equal(s->signs, HABITS_STALLED | HABITS_OVERCONFIDENT);
  g_autofree char *lines = lines_of(s, 78), *html = written(s, PAPER_HTML);
  g_autofree char *sure = g_strdup_printf("of %d answers said to be sure in the last 28 days, %d "
                                          "were wrong",
                                          s->recent.sure, s->recent.sure_wrong);
  says(lines, "- Stalled: no answer for 9 days.");
  says(lines, sure);
  says(html, "Stalled: no answer for 9 days.");
  says(html, sure);
  says_nothing_of(html, "Cramming:");
  says_nothing_of(html, "Guessing fast:");
}

static void fast_guessing_is_told_with_its_figures(void **state) {
  Desk *desk = *state;
  work(desk, 1, (Manner){40, 1, 3000, CONFIDENCE_NONE});
  g_autoptr(Standing) s = standing_of(desk);
  assert_int_equal(s->signs, HABITS_GUESSING);
  g_autofree char *lines = lines_of(s, 78);
  g_autofree char *told = g_strdup_printf("of %d fresh answers in the last 28 days %d took less "
                                          "than 5 seconds, and 0 of those were right",
                                          s->recent.fresh, s->recent.fresh);
  says(lines, told);
}

static void exams_and_texts_stand_with_their_scores(void **state) {
  Desk *desk = *state;
  work(desk, 3, USUAL);
  take_exam(desk, "mock", 14);
  write_text(desk);
  g_autoptr(Standing) s = standing_of(desk);
  json_t *json = standing_json(s);
  json_t *exam = json_array_get(json_object_get(json, "exams"), 0);
  json_t *text = json_array_get(json_object_get(json, "texts"), 0);
  assert_string_equal(json_string_value(json_object_get(exam, "title")), "Mock");
  assert_int_equal(json_integer_value(json_object_get(exam, "right")), 14);
  UNIT_CLOSE(json_number_value(json_object_get(exam, "score")), .7, 1e-12);
  assert_true(json_is_false(json_object_get(exam, "passed")));
  assert_true(json_is_true(json_object_get(exam, "clean")));
  assert_int_equal(s->mastery->scored, 1);
  assert_string_equal(json_string_value(json_object_get(text, "title")), "Scenario 1.");
  UNIT_CLOSE(json_number_value(json_object_get(text, "self")), 1, 1e-12);
  UNIT_CLOSE(json_number_value(json_object_get(text, "mentor")), .5, 1e-12);
  assert_int_equal(json_integer_value(json_object_get(text, "mentors")), 2);
  json_decref(json);
  for (int form = PAPER_HTML; form <= PAPER_CSV; form++) {
    g_autofree char *out = written(s, (PaperForm)form);
    says(out, "Scenario 1.");
    says_nothing_of(out, "Secret words"); /* the learner's own text stays with the learner */
  }
}

static void what_has_no_name_is_not_named(void **state) {
  Desk *desk = *state;
  work(desk, 1, USUAL);
  g_autoptr(Standing) s = standing_of(desk);
  g_autofree char *plain = written(s, PAPER_HTML);
  says(plain, "<title>Progress report</title>");
  g_free(s->name);
  s->name = g_strdup("Kim <b>Lee</b>");
  g_autofree char *named = written(s, PAPER_HTML);
  says(named, "<title>Progress report: Kim &lt;b&gt;Lee&lt;/b&gt;</title>");
}

static void nobody_is_spoken_to(void **state) {
  Desk *desk = *state;
  work(desk, 20, USUAL);
  take_exam(desk, "mock", 14);
  write_text(desk);
  desk->wall += 9 * DAY;
  g_autoptr(Standing) s = standing_of(desk);
  g_autofree char *text = written(s, PAPER_MARKDOWN);
  assert_false(g_regex_match_simple("\\b(you|your|yours|we|our)\\b", text, G_REGEX_CASELESS, 0));
}

/* -- the same figures in every form ------------------------------------------------------------ */

/* What stands in each table's columns, by their keys in the JSON. */
static const struct {
  const char *key, *columns;
} TABLES[] = {
    {"areas", "title status score low high change fresh repeats new"},
    {"weak", "title status weight score missing"},
    {"weeks", "from answers minutes days score"},
    {"sureness", "said answers right share"},
    {"exams", "day title items right score low high hit passed clean"},
    {"texts", "day title kind area state words self mentor mentors"},
};

typedef struct {
  GHashTable *figures; /* id -> what the page says there: the exact value, or the words; "" none */
  char *id;            /* of the element that is open */
  GString *words;
  bool exact, none;
} Page;

static void open_element(GMarkupParseContext *context, const char *name, const char **names,
                         const char **values, gpointer user, GError **error) {
  Page *page = user;
  (void)context, (void)error;
  bool figure = strcmp(name, "data") == 0 || strcmp(name, "span") == 0;
  bool cell = strcmp(name, "td") == 0 || strcmp(name, "th") == 0;
  for (int i = 0; (figure || cell) && names[i] != NULL; i++) {
    if (strcmp(names[i], "id") == 0) {
      g_free(page->id);
      page->id = g_strdup(values[i]);
      g_string_truncate(page->words, 0);
      page->exact = page->none = false;
    } else if (strcmp(names[i], "value") == 0) {
      g_string_assign(page->words, values[i]);
      page->exact = true;
    } else if (strcmp(names[i], "class") == 0 && strcmp(values[i], "none") == 0) {
      page->none = true;
    }
  }
}

static void close_element(GMarkupParseContext *context, const char *name, gpointer user,
                          GError **error) {
  Page *page = user;
  (void)context, (void)error;
  bool ends = strcmp(name, "dd") == 0 || strcmp(name, "td") == 0 || strcmp(name, "th") == 0;
  if (!ends || page->id == NULL) return;
  char *words = g_strdup(page->none ? "" : page->words->str);
  assert_true(g_hash_table_insert(page->figures, g_steal_pointer(&page->id), words));
}

static void note_text(GMarkupParseContext *context, const char *text, gsize size, gpointer user,
                      GError **error) {
  Page *page = user;
  (void)context, (void)error;
  if (page->id != NULL && !page->exact) g_string_append_len(page->words, text, (gssize)size);
}

/* The figures of HTML by id. */
static GHashTable *figures_of(const char *html) {
  const GMarkupParser parser = {
      .start_element = open_element, .end_element = close_element, .text = note_text};
  Page page = {.figures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
               .words = g_string_new(NULL)};
  g_autoptr(GError) error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &page, NULL);
  bool good = g_markup_parse_context_parse(context, html, -1, &error) &&
              g_markup_parse_context_end_parse(context, &error);
  if (!good) fail_msg("%s", error->message);
  g_markup_parse_context_free(context);
  g_string_free(page.words, TRUE);
  g_free(page.id);
  return page.figures;
}

/* The strings of ARRAY as the page lists them. */
static char *joined(const json_t *array) {
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  json_to_strings(array, words);
  g_ptr_array_add(words, NULL);
  return g_strjoinv(", ", (char **)words->pdata);
}

static void same_figure(const char *id, const char *shown, const json_t *value) {
  bool same = false;
  if (value == NULL) fail_msg("%s is not in the JSON", id);
  g_autofree char *list = json_is_array(value) ? joined(value) : NULL;
  if (list != NULL)
    same = strcmp(shown, list) == 0;
  else if (json_is_null(value))
    same = *shown == '\0';
  else if (json_is_boolean(value))
    same = strcmp(shown, json_is_true(value) ? "yes" : "no") == 0;
  else if (json_is_string(value))
    same = strcmp(shown, json_string_value(value)) == 0;
  else
    same = g_ascii_strtod(shown, NULL) == json_number_value(value);
  if (!same) fail_msg("%s: the page says '%s', the JSON something else", id, shown);
}

static const json_t *value_at(const json_t *json, const char *path) {
  g_auto(GStrv) names = g_strsplit(path, ".", -1);
  for (char **name = names; json != NULL && *name != NULL; name++)
    json = json_object_get(json, *name);
  return json;
}

/* Takes the cells of table T out of FIGURES, each compared. Returns how many there were. */
static int compare_table(GHashTable *figures, const json_t *json, size_t t) {
  g_auto(GStrv) columns = g_strsplit(TABLES[t].columns, " ", -1);
  json_t *rows = json_object_get(json, TABLES[t].key), *row;
  size_t r;
  int cells = 0;
  json_array_foreach(rows, r, row) {
    for (int c = 0; columns[c] != NULL; c++, cells++) {
      g_autofree char *id = g_strdup_printf("%s.%zu.%d", TABLES[t].key, r, c);
      const char *shown = g_hash_table_lookup(figures, id);
      if (shown == NULL) fail_msg("the page has no %s", id);
      same_figure(id, shown, json_object_get(row, columns[c]));
      g_hash_table_remove(figures, id);
    }
  }
  return cells;
}

/* A learner of whom everything is told. */
static Standing *whole_standing(Desk *desk) {
  work(desk, 20, (Manner){12, 3, 30000, CONFIDENCE_SURE});
  take_exam(desk, "mock", 14);
  write_text(desk);
  g_autofree char *made = app_learner(desk->app, NULL);
  must(app_set_setting(desk->app, SETTING_EXAM_DATE, "2027-01-15", NULL), NULL);
  return standing_of(desk);
}

static void every_figure_of_the_page_is_that_of_the_json(void **state) {
  Desk *desk = *state;
  g_autoptr(Standing) standing = whole_standing(desk);
  g_autofree char *html = written(standing, PAPER_HTML);
  g_autoptr(GHashTable) figures = figures_of(html);
  json_t *json = standing_json(standing);
  for (size_t t = 0; t < G_N_ELEMENTS(TABLES); t++)
    if (compare_table(figures, json, t) == 0) fail_msg("no rows in %s", TABLES[t].key);
  GHashTableIter iter;
  gpointer id, shown;
  int facts = 0;
  g_hash_table_iter_init(&iter, figures);
  for (; g_hash_table_iter_next(&iter, &id, &shown); facts++)
    same_figure(id, shown, value_at(json, id));
  assert_int_equal(facts, 35);
  json_decref(json);
}

static void every_fact_of_the_csv_is_that_of_the_json(void **state) {
  Desk *desk = *state;
  g_autoptr(Standing) standing = whole_standing(desk);
  g_autofree char *csv = written(standing, PAPER_CSV);
  g_auto(GStrv) lines = g_strsplit(csv, "\r\n", -1);
  json_t *json = standing_json(standing);
  int facts = 0;
  for (char **line = lines + 1; **line != '\0'; line++, facts++) {
    g_autofree char *key = g_strndup(*line, strcspn(*line, ","));
    same_figure(key, strrchr(*line, ',') + 1, value_at(json, key));
  }
  assert_int_equal(facts, 35);
  json_decref(json);
}

/* Wide or narrow, each area with its interval; in columns where there is room. */
static void lines_say_the_same_at_any_width(void **state) {
  Desk *desk = *state;
  g_autoptr(Standing) s = whole_standing(desk);
  g_autofree char *wide = lines_of(s, 120), *narrow = lines_of(s, 40);
  for (guint i = 0; i < s->mastery->areas->len; i++) {
    const AreaMastery *area = s->mastery->areas->pdata[i];
    g_autofree char *score = g_strdup_printf("share %.0f %%", 100 * area->score);
    says(wide, area->text);
    says(narrow, area->text);
    if (area->status != AREA_UNKNOWN) says(narrow, score);
  }
  says(wide, "Seven days from  Answers");
  says(narrow, "answers 84");
  g_autoptr(Doc) doc = standing_doc(s, 40);
  for (guint i = 0; i < doc->lines->len; i++) {
    const DocLine *line = doc->lines->pdata[i];
    if (line->kind == DOC_CHART) assert_true(g_utf8_strlen(line->text, -1) <= 60);
  }
}

static void the_same_log_gives_the_same_bytes(void **state) {
  Desk *desk = *state;
  g_autoptr(Standing) standing = whole_standing(desk);
  g_autofree char *first = written(standing, PAPER_HTML);
  assert_true(app_rebuild(desk->app, false, NULL, NULL));
  desk_reopen(desk);
  g_autoptr(Standing) again = standing_of(desk);
  g_autofree char *second = written(again, PAPER_HTML);
  assert_string_equal(first, second);
}

static void answers_to_a_changed_key_tell_nothing_of_sureness(void **state) {
  Desk *desk = *state;
  work(desk, 3, (Manner){12, 2, 30000, CONFIDENCE_SURE});
  g_autoptr(Standing) before = standing_of(desk);
  replace_in(desk->items, "items.yaml", "type: single, key: a", "type: single, key: b");
  desk_reopen(desk);
  g_autoptr(Standing) after = standing_of(desk);
  assert_int_equal(before->all.sure, 36);
  assert_in_range(after->all.sure, 1, 18); /* those of other types are left */
  assert_int_equal(after->all.answers, 36);
  assert_int_equal(after->all.ms, before->all.ms);
  assert_int_equal(after->memory.confidence[CONFIDENCE_SURE - 1].n, after->all.sure);
}

/* Settings, and how many items are in play: a reserve is kept aside on the learner's device alone. */
static void forget_what_is_the_devices_own(json_t *json) {
  json_t *area;
  size_t i;
  json_object_del(json, "name");
  json_object_del(json, "exam_date");
  json_array_foreach(json_object_get(json, "areas"), i, area) {
    json_object_del(area, "items");
    json_object_del(area, "new");
  }
}

static void a_mentor_is_told_what_the_learner_is_told(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  g_autoptr(Standing) own = whole_standing(desk);
  LogExport what = {.since = G_MININT, .level = LOG_FULL};
  LogCounts counts;
  g_autofree char *path = g_build_filename(desk->dir, "kim.pawl-log", NULL);
  must(app_log_export(desk->app, path, &what, &counts, &error), error);
  const char *paths[] = {path};
  g_autoptr(Cohort) cohort = cohort_open(desk->app, paths, 1, NULL, NULL, &error);
  must(cohort != NULL, error);
  assert_int_equal(cohort->rows->len, 1);
  g_autoptr(Candidate) candidate = candidate_open(desk->app, cohort->rows->pdata[0], &error);
  must(candidate != NULL, error);
  g_autoptr(Standing) told = app_standing(candidate_app(candidate), &error);
  must(told != NULL, error);
  json_t *mine = standing_json(own), *theirs = standing_json(told);
  for (int i = 0; i < 2; i++) forget_what_is_the_devices_own(i == 0 ? mine : theirs);
  const char *key;
  json_t *value;
  json_object_foreach(mine, key, value) if (!json_equal(value, json_object_get(theirs, key)))
      fail_msg("%s is told otherwise", key);
  json_decref(mine);
  json_decref(theirs);
}

/* -- hostile names ----------------------------------------------------------------------------- */

static void names_of_a_pack_stay_words(void **state) {
  Desk *desk = *state;
  replace_in(desk->items, "framework.yaml", "text: \"Ethics and Policies\"",
             "text: \"<script>alert(1)</script> | =1+1\"");
  replace_in(desk->items, "mock.yaml", "title: \"Mock\"", "title: \"=HYPERLINK(1) ](x) <img>\"");
  replace_in(desk->items, "items.yaml", "stem: \"Scenario 1.\"",
             "stem: \"</style><script>alert(2)</script>\"");
  desk_reopen(desk);
  g_autoptr(Standing) standing = whole_standing(desk);
  g_autofree char *html = written(standing, PAPER_HTML), *csv = written(standing, PAPER_CSV);
  g_autoptr(GHashTable) figures = figures_of(html);
  assert_string_equal(g_hash_table_lookup(figures, "areas.2.0"),
                      "<script>alert(1)</script> | =1+1");
  says_nothing_of(html, "<script");
  says_nothing_of(html, "<img");
  says(csv, "'=HYPERLINK(1)");
  says_nothing_of(csv, ",=HYPERLINK");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)
  const struct CMUnitTest tests[] = {
      TEST(nothing_answered_is_said_kindly),
      TEST(a_report_stores_nothing),
      TEST(work_is_counted_as_the_log_has_it),
      TEST(a_change_is_the_difference_of_the_curve),
      TEST(weak_areas_are_judged_ones_by_their_heaviest_gap),
      TEST(what_is_too_little_known_is_null),
      TEST(signs_are_told_with_their_figures),
      TEST(fast_guessing_is_told_with_its_figures),
      TEST(exams_and_texts_stand_with_their_scores),
      TEST(what_has_no_name_is_not_named),
      TEST(nobody_is_spoken_to),
      TEST(every_figure_of_the_page_is_that_of_the_json),
      TEST(every_fact_of_the_csv_is_that_of_the_json),
      TEST(lines_say_the_same_at_any_width),
      TEST(the_same_log_gives_the_same_bytes),
      TEST(a_mentor_is_told_what_the_learner_is_told),
      TEST(answers_to_a_changed_key_tell_nothing_of_sureness),
      TEST(names_of_a_pack_stay_words),
  };
  return UNIT_RUN(tests);
}
