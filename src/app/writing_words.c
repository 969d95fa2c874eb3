/* writing_words - texts, rubrics and scores in words and JSON. */
#include "app/reply.h"
#include "app/writing_private.h"
#include "core/json.h"
#include "report/phrase.h"
#include <math.h>

char *writing_words_line(const Item *item, int words) {
  const ItemEssay *essay = item->essay;
  if (item->type == ITEM_ORAL)
    return g_strdup_printf("%d word%s of notes", words, words == 1 ? "" : "s");
  const char *how = words < essay->words_min   ? "too few yet"
                    : words > essay->words_max ? "too many"
                                               : "enough";
  return g_strdup_printf("%d word%s of %d to %d: %s", words, words == 1 ? "" : "s",
                         essay->words_min, essay->words_max, how);
}

static char *by_whom(const WritingView *view, const WritingScore *score) {
  if (!score->mentor) return g_strdup(view->lent ? "by the writer" : "by you");
  return g_strdup_printf("by %s", *score->name == '\0' ? "a mentor" : score->name);
}

char *writing_result_line(const WritingView *view) {
  if (view->state == WRITING_DRAFT) return g_strdup("A draft; it is scored once it is handed in.");
  if (view->state == WRITING_EMPTY) return g_strdup("Handed in without a word: 0 %.");
  GString *out = g_string_new(NULL);
  if (view->self != NULL)
    g_string_append_printf(out, "%.0f %% %s", 100 * view->self->credit,
                           view->lent ? "by the writer" : "by you");
  else
    g_string_append(out, view->lent ? "Not scored by the writer" : "Waits for your score");
  for (guint i = 0; i < view->mentors->len; i++) {
    const WritingScore *score = view->mentors->pdata[i];
    g_autofree char *whom = by_whom(view, score);
    g_string_append_printf(out, "; %.0f %% %s", 100 * score->credit, whom);
  }
  g_string_append_c(out, '.');
  return g_string_free(out, FALSE);
}

/* -- the page ---------------------------------------------------------------------------------- */

static void say_scenario(Doc *doc, const WritingView *view) {
  if (view->sealed) {
    doc_add(
        doc, DOC_NOTE, 0, 0,
        "The scenario is kept for a practice exam of your own: it is shown, with rubric and model "
        "answer, once you have taken that.");
    return;
  }
  const ItemEssay *essay = view->item->essay;
  doc_heading(doc, view->item->type == ITEM_ORAL ? "Prompt" : "Scenario");
  if (view->item->stimulus != NULL) doc_add(doc, DOC_TEXT, 0, 0, "%s", view->item->stimulus);
  doc_add(doc, DOC_TEXT, 0, 0, "%s", view->item->stem);
  for (guint i = 0; i < essay->tasks->len; i++)
    doc_add(doc, DOC_TEXT, 2, 5, "%u. %s", i + 1, (char *)essay->tasks->pdata[i]);
}

static void say_text(Doc *doc, const WritingView *view) {
  g_autofree char *spent = phrase_duration(view->ms), *words = NULL;
  words = writing_words_line(view->item, view->words);
  bool oral = view->item->type == ITEM_ORAL;
  doc_heading(doc, view->lent ? (oral ? "Notes" : "Text") : oral ? "Your notes" : "Your text");
  doc_add(doc, DOC_NOTE, 0, 0, "%s; %s; %s.", words, spent, writing_state_name(view->state));
  doc_add(doc, DOC_TEXT, 0, 0, "%s", writing_is_empty(view->text) ? "(nothing)" : view->text);
}

static void say_level(Doc *doc, const WritingView *view, const WritingScore *score,
                      const ItemCriterion *criterion, int level) {
  g_autofree char *whom = by_whom(view, score);
  if (level >= 1 && level <= (int)criterion->levels->len)
    doc_add(doc, DOC_TEXT, 4, 6, "%d %s: %s", level, whom,
            (char *)criterion->levels->pdata[level - 1]);
}

static void say_criterion(Doc *doc, const WritingView *view, int i) {
  const ItemCriterion *criterion = view->item->essay->rubric->pdata[i];
  doc_add(doc, DOC_TEXT, 2, 4, "%s (%s, weight %g)", criterion->text, criterion->id,
          criterion->weight);
  if (view->self != NULL) say_level(doc, view, view->self, criterion, view->self->levels.level[i]);
  for (guint m = 0; m < view->mentors->len; m++) {
    const WritingScore *score = view->mentors->pdata[m];
    say_level(doc, view, score, criterion, score->levels.level[i]);
  }
  bool scored = view->self != NULL || view->mentors->len > 0;
  for (guint l = 0; !scored && l < criterion->levels->len; l++)
    doc_add(doc, DOC_TEXT, 4, 6, "%u %s", l + 1, (char *)criterion->levels->pdata[l]);
}

static void say_point(Doc *doc, const WritingView *view, int i) {
  bool ticked = view->self != NULL && view->self->levels.level[i] > 0;
  doc_add(doc, DOC_TEXT, 2, 8, "%s%d. %s",
          view->self == NULL ? ""
          : ticked           ? "[x] "
                             : "[ ] ",
          i + 1, (char *)view->item->essay->covers->pdata[i]);
}

static void say_comment(Doc *doc, const WritingView *view, const WritingScore *score) {
  g_autofree char *whom = by_whom(view, score);
  if (*score->comment != '\0') doc_add(doc, DOC_TEXT, 2, 4, "%s: %s", whom, score->comment);
}

static void say_criteria(Doc *doc, const WritingView *view) {
  bool oral = view->item->type == ITEM_ORAL;
  doc_heading(doc, oral ? "A strong answer covers" : "Rubric");
  for (int i = 0; i < rubric_levels(view->item).n; i++) {
    if (oral)
      say_point(doc, view, i);
    else
      say_criterion(doc, view, i);
  }
}

static void say_rubric(Doc *doc, const WritingView *view) {
  if (!view->sealed) say_criteria(doc, view);
  if (view->self != NULL) say_comment(doc, view, view->self);
  for (guint i = 0; i < view->mentors->len; i++) say_comment(doc, view, view->mentors->pdata[i]);
}

static void say_answers(Doc *doc, const ItemEssay *essay) {
  if (essay->model != NULL) {
    doc_heading(doc, "Model answer");
    doc_add(doc, DOC_TEXT, 0, 0, "%s", essay->model);
  }
  if (essay->weak == NULL) return;
  doc_heading(doc, "Weak answers");
  doc_add(doc, DOC_TEXT, 0, 0, "%s", essay->weak);
}

Doc *writing_doc(const WritingView *view, int columns) {
  Doc *doc = doc_new(columns);
  g_autofree char *result = writing_result_line(view);
  doc_add(doc, DOC_NOTE, 0, 0, "Text %" G_GINT64_FORMAT " on %s, %s. %s", view->id, view->item->id,
          view->area_text, result);
  say_scenario(doc, view);
  say_text(doc, view);
  if (view->handed_at == 0) return doc;
  say_rubric(doc, view);
  if (view->remarks->len > 0) doc_heading(doc, "From your mentors");
  remarks_say(doc, view->remarks, 2);
  if (!view->sealed) say_answers(doc, view->item->essay);
  return doc;
}

/* -- bias -------------------------------------------------------------------------------------- */

char *writing_bias_line(App *app, GError **error) {
  Bias bias;
  if (!writing_bias(app, &bias, error)) return NULL;
  if (bias.texts == 0)
    return g_strdup("No text was scored by you and by a mentor yet, so your own scores count as "
                    "they are. One such text already tells something.");
  int points = (int)lround(100 * bias_mean(&bias)), taken = (int)lround(100 * bias_shrunk(&bias));
  const char *texts = bias.texts == 1 ? "text" : "texts";
  if (points == 0)
    return g_strdup_printf("On %d %s scored by you and a mentor you agreed on average.", bias.texts,
                           texts);
  const char *way = points > 0 ? "taken off your scores" : "added to your scores";
  return g_strdup_printf("On %d %s scored by you and a mentor you gave %d point%s %s on average. "
                         "%d of them %s %s of other texts before they count.",
                         bias.texts, texts, ABS(points), ABS(points) == 1 ? "" : "s",
                         points > 0 ? "more" : "less", ABS(taken), ABS(taken) == 1 ? "is" : "are",
                         way);
}

/* -- JSON -------------------------------------------------------------------------------------- */

json_t *writing_row_json(const WritingRow *row) {
  json_t *o =
      json_pack("{s:s,s:s,s:s,s:s,s:i,s:i,s:s,s:o,s:o}", "item", row->code, "title", row->title,
                "area", row->area, "type", row->oral ? "oral" : "essay", "minutes", row->minutes,
                "texts", row->texts, "state", writing_state_name(row->state), "self",
                json_number(row->self), "mentor", json_number(row->mentor));
  json_object_set_new(o, "text", row->id == 0 ? json_null() : json_integer(row->id));
  if (row->oral) return o;
  json_object_set_new(o, "words", json_pack("[i,i]", row->words_min, row->words_max));
  return o;
}

static json_t *score_json(const Item *item, const WritingScore *score) {
  g_autofree char *at = clock_format_instant(score->at);
  g_autofree char *levels = rubric_to_json(item, &score->levels);
  return json_pack("{s:s,s:s,s:s,s:f,s:o,s:s}", "scorer", score->mentor ? "mentor" : "self", "name",
                   score->name, "at", at, "credit", score->credit, "levels",
                   json_from_text(levels, NULL), "comment", score->comment);
}

json_t *writing_json(const WritingView *view) {
  g_autofree char *started = clock_format_instant(view->started_at);
  g_autofree char *handed = clock_format_instant(view->handed_at);
  json_t *scores = json_array();
  if (view->self != NULL) json_array_append_new(scores, score_json(view->item, view->self));
  for (guint i = 0; i < view->mentors->len; i++)
    json_array_append_new(scores, score_json(view->item, view->mentors->pdata[i]));
  return json_pack("{s:I,s:s,s:s,s:s,s:s,s:o,s:I,s:i,s:s,s:o,s:o}", "id", (json_int_t)view->id,
                   "uuid", view->uuid, "item", view->item->id, "state",
                   writing_state_name(view->state), "started_at", started, "handed_at",
                   view->handed_at == 0 ? json_null() : json_string(handed), "ms",
                   (json_int_t)view->ms, "words", view->words, "text", view->text, "scores", scores,
                   "remarks", remarks_json(view->remarks));
}
