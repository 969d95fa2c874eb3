/* round_words - a split and a result as lines and as JSON. Lines keep to 40 columns where they can. */
#include "app/round_private.h"
#include "core/json.h"
#include "report/phrase.h"
#include <math.h>
#include <string.h>

#define BAR 10 /* columns */

static const char *const PHASE_WORDS[ROUND_PHASES] = {"before", "after"};

static int percent(int n, int of) {
  return of == 0 ? 0 : (int)lround(100.0 * n / of);
}

static void bar_of(int n, int of, char out[BAR + 1]) {
  int filled = of == 0 ? 0 : (int)lround((double)BAR * n / of);
  memset(out, ' ', BAR);
  memset(out, '#', (size_t)MIN(filled, BAR));
  out[BAR] = '\0';
}

/* "sure 2, guess 1"; "" where nobody said how sure. Newly allocated. */
static char *sure_words(const int *sure) {
  GString *out = g_string_new(NULL);
  for (int i = CONFIDENCE_SURE; i > CONFIDENCE_NONE; i--)
    if (sure[i] > 0)
      g_string_append_printf(out, "%s%s %d", out->len > 0 ? ", " : "",
                             phrase_confidence((Confidence)i), sure[i]);
  return g_string_free(out, FALSE);
}

static void add_counts(Doc *doc, const RoundRow *row, const RoundChoice *choice, int phase,
                       const char *lead) {
  char bar[BAR + 1];
  g_autofree char *sure = sure_words(choice->sure[phase]);
  bar_of(choice->chosen[phase], row->members, bar);
  doc_add(doc, DOC_TEXT, 2, 4, "%s%s %d of %d (%d%%)", lead, bar, choice->chosen[phase],
          row->members, percent(choice->chosen[phase], row->members));
  if (*sure != '\0') doc_add(doc, DOC_TEXT, 6, 6, "%s", sure);
}

static void add_choice(Doc *doc, const RoundRow *row, const RoundChoice *choice, bool told) {
  char stop = choice->option != NULL ? '.' : ':';
  if (!told) {
    g_autofree char *lead = g_strdup_printf("%s%c ", choice->label, stop);
    add_counts(doc, row, choice, 0, lead);
    return;
  }
  doc_add(doc, DOC_TEXT, 2, 4, "%s%c%s", choice->label, stop, choice->right ? " Right." : "");
  for (int phase = 0; phase < ROUND_PHASES; phase++) {
    g_autofree char *lead = g_strdup_printf("  %-6s ", PHASE_WORDS[phase]);
    add_counts(doc, row, choice, phase, lead);
  }
}

/* "A, B and C" of names. Newly allocated. */
static char *list_words(const GPtrArray *names) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf(out, "%s%s",
                           i == 0               ? ""
                           : i + 1 < names->len ? ", "
                                                : " and ",
                           (char *)names->pdata[i]);
  return g_string_free(out, FALSE);
}

static void add_names(Doc *doc, int indent, const char *what, const GPtrArray *names) {
  if (names->len == 0) return;
  g_autofree char *list = list_words(names);
  doc_add(doc, DOC_TEXT, indent, indent + 2, "%s: %s.", what, list);
}

static char *gain_words(double gain) {
  return isnan(gain) ? g_strdup("nothing was left to gain") : g_strdup_printf("gain %.2f", gain);
}

static void add_moves(Doc *doc, const RoundRow *row) {
  g_autofree char *gain = gain_words(row->gain);
  doc_add(doc, DOC_TEXT, 2, 4, "Right: %d of %d before, %d of %d after; %s.", row->right[0],
          row->members, row->right[1], row->members, gain);
  add_names(doc, 2, "Wrong to right", row->gained);
  add_names(doc, 2, "Right to wrong", row->lost);
  if (row->confident_errors[0] + row->confident_errors[1] > 0)
    doc_add(doc, DOC_TEXT, 2, 4, "Sure and wrong: %d before, %d after.", row->confident_errors[0],
            row->confident_errors[1]);
}

Doc *round_row_doc(const RoundRow *row, bool told) {
  Doc *doc = doc_new(40);
  for (guint i = 0; i < row->choices->len; i++) add_choice(doc, row, row->choices->pdata[i], told);
  if (told) add_moves(doc, row);
  return doc;
}

/* -- the whole --------------------------------------------------------------------------------- */

static void add_sum(Doc *doc, const RoundReport *report) {
  g_autofree char *gain = gain_words(report->gain);
  doc_add(doc, DOC_TEXT, 0, 2, "Right before: %.0f%%. Right after: %.0f%%; %s.",
          100 * report->before, 100 * report->after, gain);
  if (report->logged > 0)
    doc_add(doc, DOC_TEXT, 0, 2, "Your %d first answers are in your log now.", report->logged);
}

Doc *round_report_doc(const RoundReport *report) {
  Doc *doc = doc_new(40);
  if (*report->title != '\0') doc_add(doc, DOC_TEXT, 0, 2, "%s", report->title);
  add_names(doc, 0, report->told ? "Answered both times" : "Answered", report->members);
  add_names(doc, 0, "Answered once, not counted", report->waiting);
  add_names(doc, 0, "Missing", report->missing);
  if (report->members->len < 2)
    doc_add(doc, DOC_TEXT, 0, 2, "Fewer than two members: there is nothing to compare yet.");
  if (!report->own_among)
    doc_add(doc, DOC_TEXT, 0, 2,
            "Your own file is not among these files: make sure that the others get it.");
  if (report->told) add_sum(doc, report);
  return doc;
}

/* -- JSON -------------------------------------------------------------------------------------- */

static json_t *number(double value) {
  return isnan(value) ? json_null() : json_real(value);
}

static json_t *counts_json(const RoundRow *row, const RoundChoice *choice, int phase) {
  json_t *sure = json_object();
  for (int i = CONFIDENCE_GUESS; i <= CONFIDENCE_SURE; i++)
    json_object_set_new(sure, confidence_name((Confidence)i), json_integer(choice->sure[phase][i]));
  double share = row->members == 0 ? 0 : (double)choice->chosen[phase] / row->members;
  return json_pack("{s:i,s:f,s:o}", "members", choice->chosen[phase], "share", share, "confidence",
                   sure);
}

static json_t *choice_json(const RoundRow *row, const RoundChoice *choice, bool told) {
  json_t *out = json_pack("{s:s,s:s?}", "numbers", choice->label, "option",
                          choice->option == NULL ? NULL : choice->option->id);
  json_object_set_new(out, PHASE_WORDS[0], counts_json(row, choice, 0));
  if (!told) return out;
  json_object_set_new(out, PHASE_WORDS[1], counts_json(row, choice, 1));
  json_object_set_new(out, "right", json_boolean(choice->right));
  if (choice->option != NULL) json_put_string(out, "why", choice->option->why);
  return out;
}

static json_t *row_json(const RoundRow *row, bool told) {
  json_t *choices = json_array();
  for (guint i = 0; i < row->choices->len; i++)
    json_array_append_new(choices, choice_json(row, row->choices->pdata[i], told));
  json_t *out =
      json_pack("{s:s,s:i,s:o}", "item", row->code, "members", row->members, "choices", choices);
  if (!told) return out;
  json_t *rest =
      json_pack("{s:[i,i],s:[i,i],s:o,s:o,s:o}", "right", row->right[0], row->right[1],
                "confident_errors", row->confident_errors[0], row->confident_errors[1], "gain",
                number(row->gain), "wrong_to_right", json_from_strings(row->gained),
                "right_to_wrong", json_from_strings(row->lost));
  json_object_update(out, rest);
  json_decref(rest);
  return out;
}

json_t *round_report_json(const RoundReport *report) {
  json_t *rows = json_array();
  for (guint i = 0; i < report->rows->len; i++)
    json_array_append_new(rows, row_json(report->rows->pdata[i], report->told));
  json_t *out = json_pack("{s:s,s:s,s:o,s:o,s:b}", "round", report->uuid, "title", report->title,
                          "members", json_from_strings(report->members), "missing",
                          json_from_strings(report->missing), "own_among", report->own_among);
  if (report->told) {
    json_object_set_new(out, "waiting", json_from_strings(report->waiting));
    json_object_set_new(out, "before", json_real(report->before));
    json_object_set_new(out, "after", json_real(report->after));
    json_object_set_new(out, "gain", number(report->gain));
    json_object_set_new(out, "logged", json_integer(report->logged));
  }
  json_object_set_new(out, "questions", rows);
  return out;
}
