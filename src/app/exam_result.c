/* exam_result - what a practice exam came to. Everything is computed from the form, the events and the
 * answer log; nothing of a result is stored.
 */
#include "app/exam_private.h"
#include "app/learner.h"
#include "app/reply.h"
#include "model/score.h"
#include <math.h>
#include <string.h>

/* -- rows -------------------------------------------------------------------------------------- */

static void row_free(gpointer data) {
  ExamRow *row = data;
  char *strings[] = {row->code, row->shown, row->chosen, row->first};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(row);
}

static bool is_right(const Item *item, const char *text, bool *whole) {
  Response response;
  *whole = exam_sheet_parse(item, text, &response) && response_complete(item, &response);
  return *whole && answer_grade(item, &response).correct;
}

static ExamRow *row_of(App *app, const ExamQuestion *question, const Item *item) {
  g_autofree char *code = g_strdup(item->id);
  ExamRow *row = g_new0(ExamRow, 1);
  bool first_whole = false;
  *row = (ExamRow){.item_id = question->item,
                   .version = question->version,
                   .area = -1,
                   .flagged = question->flagged,
                   .changes = question->changes,
                   .confidence = question->confidence,
                   .ms = question->ms,
                   .chosen_ms = question->chosen_ms};
  row->correct = is_right(item, question->chosen, &row->answered);
  row->first_correct = is_right(item, question->first, &first_whole);
  row->shown = g_strdup(question->shown);
  row->chosen = g_strdup(question->chosen);
  row->first = g_strdup(first_whole ? question->first : "");
  row->code = g_steal_pointer(&code);
  for (guint a = 0; a < app->areas->len; a++)
    if (strcmp(((StoreArea *)app->areas->pdata[a])->code, item->area) == 0) row->area = (int)a;
  return row;
}

GPtrArray *exam_rows(App *app, const ExamState *state, GError **error) {
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
  for (guint s = 0; s < state->sections->len; s++) {
    const ExamSection *section = state->sections->pdata[s];
    if (!section->handed || section->rules->essay) continue;
    for (guint i = 0; i < section->questions->len; i++) {
      const ExamQuestion *question = section->questions->pdata[i];
      g_autoptr(Item) item =
          store_item_content(app->store, question->item, question->version, error);
      if (item == NULL) return NULL;
      ExamRow *row = row_of(app, question, item);
      row->section = (int)s;
      row->place = (int)i;
      g_ptr_array_add(rows, row);
    }
  }
  return g_steal_pointer(&rows);
}

/* -- lines ------------------------------------------------------------------------------------- */

static void line_free(gpointer data) {
  ExamLine *line = data;
  g_free(line->code);
  g_free(line->text);
  g_free(line);
}

static ExamLine line_of(const char *code, const char *text, int right, int items) {
  ScoreLine score = score_line(right, items);
  return (ExamLine){.code = g_strdup(code),
                    .text = g_strdup(text),
                    .items = items,
                    .right = right,
                    .percent = 100 * score.share,
                    .low = 100 * score.low,
                    .high = 100 * score.high};
}

static void add_line(GPtrArray *lines, ExamLine line) {
  g_ptr_array_add(lines, g_memdup2(&line, sizeof line));
}

/* Areas of the form and their categories, in the framework's order. */
static void add_lines(const App *app, ExamResult *result, const ScoreLine *areas) {
  int items = 0, right = 0;
  for (guint a = 0; a < app->areas->len; a++) {
    const StoreArea *area = app->areas->pdata[a];
    const StoreArea *next = a + 1 < app->areas->len ? app->areas->pdata[a + 1] : NULL;
    if (areas[a].items > 0)
      add_line(result->areas, line_of(area->code, area->text, areas[a].right, areas[a].items));
    items += areas[a].items;
    right += areas[a].right;
    if (next != NULL && strcmp(next->category, area->category) == 0) continue;
    if (items > 0)
      add_line(result->categories, line_of(area->category, area->category_text, right, items));
    items = right = 0;
  }
}

static void score_rows(const App *app, ExamResult *result) {
  int n = (int)result->rows->len;
  g_autofree ScoreQuestion *questions = g_new0(ScoreQuestion, MAX(n, 1));
  g_autofree ScoreLine *areas = g_new0(ScoreLine, app->areas->len + 1);
  for (int i = 0; i < n; i++) {
    const ExamRow *row = result->rows->pdata[i];
    questions[i] = (ScoreQuestion){.area = row->area,
                                   .answered = row->answered,
                                   .correct = row->correct,
                                   .first_answered = *row->first != '\0',
                                   .first_correct = row->first_correct,
                                   .sure = row->confidence == CONFIDENCE_SURE,
                                   .ms = row->ms};
  }
  Score score = score_form(questions, n, (int)app->areas->len, areas);
  result->all = line_of("all", "All", score.all.right, score.all.items);
  result->unanswered = score.unanswered;
  result->confident_errors = score.confident_errors;
  result->right_to_wrong = score.right_to_wrong;
  result->wrong_to_right = score.wrong_to_right;
  add_lines(app, result, areas);
}

/* -- parts and the verdict --------------------------------------------------------------------- */

static void part_free(gpointer data) {
  ExamPart *part = data;
  g_free(part->id);
  g_free(part->title);
  g_free(part);
}

static void score_choice(ExamPart *part, const GPtrArray *rows, int section) {
  for (guint i = 0; i < rows->len; i++) {
    const ExamRow *row = rows->pdata[i];
    part->right += row->section == section && row->correct;
  }
  part->scored = part->handed;
  part->percent = part->items == 0 ? NAN : 100.0 * part->right / part->items;
}

static ExamPart *part_of(App *app, const ExamResult *result, const ExamSection *section,
                         int number) {
  const BlueprintSection *rules = section->rules;
  ExamPart *part = g_new0(ExamPart, 1);
  *part = (ExamPart){.id = g_strdup(rules->id),
                     .title = g_strdup(rules->title),
                     .essay = rules->essay,
                     .handed = section->handed,
                     .by_time = section->by_time,
                     .pass = rules->pass,
                     .items = (int)section->questions->len,
                     .minutes = (double)section->ms / 60000,
                     .limit = rules->minutes};
  if (rules->essay) {
    part->percent = NAN;
    if (section->handed)
      part->percent = exam_essay_percent(app, result->id, number, part->items, &part->right);
    part->scored = section->handed && isfinite(part->percent);
  } else {
    score_choice(part, result->rows, number);
  }
  part->passed = part->scored && part->percent >= part->pass - 1e-9;
  return part;
}

/* Every part must be reached, or their weighted mean. */
static void decide(const Blueprint *blueprint, const ExamState *state, ExamResult *result) {
  double sum = 0, weights = 0;
  bool all = true;
  result->decided = state->phase == EXAM_OVER;
  for (guint i = 0; i < result->parts->len; i++) {
    const ExamPart *part = result->parts->pdata[i];
    const BlueprintSection *rules = blueprint->sections->pdata[i];
    if (!part->scored) result->decided = false;
    all = all && part->passed;
    sum += rules->weight * (part->scored ? part->percent : 0);
    weights += rules->weight;
  }
  bool whole = result->parts->len == blueprint->sections->len;
  double mean = weights > 0 ? sum / weights : 0;
  result->passed = result->decided && whole &&
                   (blueprint->rule == RULE_EACH ? all : mean >= blueprint->target - 1e-9);
}

/* -- pace -------------------------------------------------------------------------------------- */

/* Of the first part handed in: the share answered by the end of each tenth of its time. */
static void trace_pace(const ExamState *state, ExamResult *result) {
  const ExamSection *section = exam_section(state, 0);
  if (section == NULL || section->rules->essay || section->questions->len == 0) return;
  int64_t limit = exam_limit(section), whole = limit > 0 ? limit : section->ms;
  for (int t = 0; t < EXAM_PACE; t++) {
    int n = 0;
    for (guint i = 0; i < section->questions->len; i++) {
      const ExamQuestion *q = section->questions->pdata[i];
      n += exam_is_answered(q) && q->chosen_ms <= whole * (t + 1) / EXAM_PACE;
    }
    result->pace[t] = (double)n / section->questions->len;
  }
}

/* -- the whole --------------------------------------------------------------------------------- */

static void note_forecast(const GArray *forecasts, int64_t id, ExamResult *result) {
  for (guint i = 0; i < forecasts->len; i++) {
    const StoreForecast *f = &g_array_index(forecasts, StoreForecast, i);
    double share = (double)f->right / f->items;
    bool hit = f->right >= 0 && share >= f->low - 1e-9 && share <= f->high + 1e-9;
    result->forecasts += f->right >= 0;
    result->hits += hit;
    if (f->id != id || id == 0) continue;
    result->predicted = true;
    result->hit = hit;
    result->low = 100 * f->low;
    result->middle = 100 * f->middle;
    result->high = 100 * f->high;
  }
}

static ExamResult *result_new(const StoreExam *exam, const ExamState *state) {
  ExamResult *result = g_new0(ExamResult, 1);
  *result = (ExamResult){.id = exam->id,
                         .code = g_strdup(exam->code),
                         .title = g_strdup(state->blueprint->title),
                         .seed = exam->seed,
                         .day = exam->day,
                         .at = exam->started_at,
                         .given_up = state->phase == EXAM_GIVEN_UP,
                         .over = state->phase == EXAM_OVER,
                         .clean = exam->reused == 0,
                         .reused = exam->reused,
                         .interruptions = state->interruptions,
                         .target = state->blueprint->target};
  uuid_format(&exam->uuid, result->uuid);
  result->categories = g_ptr_array_new_with_free_func(line_free);
  result->areas = g_ptr_array_new_with_free_func(line_free);
  result->parts = g_ptr_array_new_with_free_func(part_free);
  return result;
}

static ExamResult *result_of(App *app, const StoreExam *exam, GError **error) {
  g_autoptr(ExamState) state = exam_load(app, exam, error);
  g_autoptr(GArray) forecasts = state == NULL ? NULL : store_forecasts(app->store, error);
  if (forecasts == NULL) return NULL;
  g_autoptr(ExamResult) result = result_new(exam, state);
  result->rows = exam_rows(app, state, error);
  result->remarks = app_remarks(app, REMARK_EXAM, result->uuid, error);
  if (result->rows == NULL || result->remarks == NULL) return NULL;
  score_rows(app, result);
  for (guint s = 0; s < state->sections->len; s++) {
    const ExamSection *section = state->sections->pdata[s];
    if (!section->opened) continue;
    g_ptr_array_add(result->parts, part_of(app, result, section, (int)s));
    result->minutes += (double)section->ms / 60000;
  }
  decide(state->blueprint, state, result);
  trace_pace(state, result);
  note_forecast(forecasts, exam->forecast, result);
  return g_steal_pointer(&result);
}

void exam_result_free(ExamResult *result) {
  if (result == NULL) return;
  g_free(result->code);
  g_free(result->title);
  g_free(result->all.code);
  g_free(result->all.text);
  g_clear_pointer(&result->categories, g_ptr_array_unref);
  g_clear_pointer(&result->areas, g_ptr_array_unref);
  g_clear_pointer(&result->parts, g_ptr_array_unref);
  g_clear_pointer(&result->rows, g_ptr_array_unref);
  g_clear_pointer(&result->remarks, g_ptr_array_unref);
  g_free(result);
}

ExamResult *app_exam_result(App *app, int64_t id, GError **error) {
  StoreExam exam;
  if (!store_exam_get(app->store, id, &exam)) {
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND, "There is no such exam.");
    return NULL;
  }
  ExamResult *result = result_of(app, &exam, error);
  store_exam_clear(&exam);
  return result;
}

GPtrArray *app_exam_results(App *app, GError **error) {
  g_autoptr(GArray) exams = store_exams(app->store, error);
  if (exams == NULL) return NULL;
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func((GDestroyNotify)exam_result_free);
  for (guint i = 0; i < exams->len; i++) {
    const StoreExam *exam = &g_array_index(exams, StoreExam, i);
    ExamResult *result = result_of(app, exam, error);
    if (result == NULL) return NULL;
    bool any = result->over || result->rows->len > 0;
    if (any && !result->given_up)
      g_ptr_array_add(results, result);
    else
      exam_result_free(result);
  }
  return g_steal_pointer(&results);
}

/* -- one question ------------------------------------------------------------------------------ */

void exam_question_view_free(ExamQuestionView *view) {
  if (view == NULL) return;
  item_free(view->item);
  g_free(view->area_text);
  g_free(view->objective_text);
  g_clear_pointer(&view->sources, g_ptr_array_unref);
  g_free(view);
}

ExamQuestionView *app_exam_question(App *app, const ExamResult *result, int at, GError **error) {
  const ExamRow *row = result->rows->pdata[at];
  g_autoptr(ExamQuestionView) view = g_new0(ExamQuestionView, 1);
  Response shown = {0};
  view->item = store_item_content(app->store, row->item_id, row->version, error);
  if (view->item == NULL) return NULL;
  response_parse(view->item, row->shown, &shown);
  view->shown_n = shown.n;
  memcpy(view->shown, shown.option, sizeof view->shown);
  if (row->answered && exam_sheet_parse(view->item, row->chosen, &view->response))
    view->grade = answer_grade(view->item, &view->response);
  view->area_text = app_node_text(app, view->item->area);
  view->objective_text =
      app_node_text(app, view->item->objective == NULL ? "" : view->item->objective);
  view->overdue = item_overdue(view->item, app_today(app));
  view->sources = app_further_sources(app, view->item);
  return g_steal_pointer(&view);
}
