/* round_fold - from the members' answers to a split and a result. Pure. */
#include "app/round_private.h"
#include <math.h>
#include <string.h>

static void choice_free(gpointer data) {
  g_free(((RoundChoice *)data)->label);
  g_free(data);
}

void round_row_free(RoundRow *row) {
  if (row == NULL) return;
  item_free(row->item);
  g_free(row->code);
  g_clear_pointer(&row->choices, g_ptr_array_unref);
  g_clear_pointer(&row->gained, g_ptr_array_unref);
  g_clear_pointer(&row->lost, g_ptr_array_unref);
  g_free(row);
}

double round_gain(double before, double after) {
  return before < 1 ? (after - before) / (1 - before) : NAN;
}

/* -- choices ----------------------------------------------------------------------------------- */

static RoundChoice *add_choice(RoundRow *row, const char *label, const ItemOption *option) {
  RoundChoice *choice = g_new0(RoundChoice, 1);
  choice->label = g_strdup(label);
  choice->option = option;
  g_ptr_array_add(row->choices, choice);
  return choice;
}

/* True where options are chosen one by one; else the answer as a whole is the choice. */
static bool is_by_option(const Item *item) {
  return item->type == ITEM_SINGLE || item->type == ITEM_MULTIPLE;
}

static int number_of(const RoundRow *row, int option) {
  for (int i = 0; i < row->shown_n; i++)
    if (row->shown[i] == option) return i + 1;
  return 0;
}

static char *numbers_of(const RoundRow *row, const Response *response) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < response->n; i++)
    g_string_append_printf(out, "%s%d", i > 0 ? " " : "", number_of(row, response->option[i]));
  return g_string_free(out, FALSE);
}

static RoundChoice *find_choice(const RoundRow *row, const char *label) {
  for (guint i = 0; i < row->choices->len; i++) {
    RoundChoice *choice = row->choices->pdata[i];
    if (strcmp(choice->label, label) == 0) return choice;
  }
  return NULL;
}

static void lay_out(RoundRow *row, bool told) {
  g_clear_pointer(&row->choices, g_ptr_array_unref);
  row->choices = g_ptr_array_new_with_free_func(choice_free);
  for (int i = 0; i < row->shown_n && is_by_option(row->item); i++) {
    const ItemOption *option = row->item->options->pdata[row->shown[i]];
    g_autofree char *label = g_strdup_printf("%d", i + 1);
    add_choice(row, label, option)->right = told && item_is_key(row->item, option->id);
  }
}

static void count_choice(RoundChoice *choice, int phase, Confidence confidence) {
  choice->chosen[phase]++;
  choice->sure[phase][confidence]++;
}

static void count_answer(RoundRow *row, const RoundVote *vote, int phase, bool told) {
  const Response *response = &vote->response[phase];
  Confidence confidence = vote->confidence[phase];
  for (int i = 0; i < response->n && is_by_option(row->item); i++) {
    int number = number_of(row, response->option[i]);
    if (number > 0) count_choice(row->choices->pdata[number - 1], phase, confidence);
  }
  if (is_by_option(row->item)) return;
  g_autofree char *label = numbers_of(row, response);
  RoundChoice *choice = find_choice(row, label);
  if (choice == NULL) choice = add_choice(row, label, NULL);
  choice->right = told && answer_grade(row->item, response).correct;
  count_choice(choice, phase, confidence);
}

static int compare_choices(const void *a, const void *b) {
  const RoundChoice *x = *(RoundChoice *const *)a, *y = *(RoundChoice *const *)b;
  if (x->chosen[0] != y->chosen[0]) return y->chosen[0] - x->chosen[0];
  return strcmp(x->label, y->label);
}

/* -- rows -------------------------------------------------------------------------------------- */

static void judge(RoundRow *row, const RoundVote *vote) {
  bool right[ROUND_PHASES];
  for (int phase = 0; phase < ROUND_PHASES; phase++) {
    right[phase] = answer_grade(row->item, &vote->response[phase]).correct;
    row->right[phase] += right[phase];
    row->confident_errors[phase] += !right[phase] && vote->confidence[phase] == CONFIDENCE_SURE;
  }
  if (!right[0] && right[1]) g_ptr_array_add(row->gained, g_strdup(vote->name));
  if (right[0] && !right[1]) g_ptr_array_add(row->lost, g_strdup(vote->name));
}

void round_row_count(RoundRow *row, const RoundVote *votes, int n, bool told) {
  lay_out(row, told);
  row->members = n;
  row->gained = g_ptr_array_new_with_free_func(g_free);
  row->lost = g_ptr_array_new_with_free_func(g_free);
  for (int phase = 0; phase < (told ? ROUND_PHASES : 1); phase++)
    for (int i = 0; i < n; i++) count_answer(row, &votes[i], phase, told);
  for (int i = 0; i < n && told; i++) judge(row, &votes[i]);
  if (!is_by_option(row->item)) g_ptr_array_sort(row->choices, compare_choices);
  if (told && n > 0) row->gain = round_gain((double)row->right[0] / n, (double)row->right[1] / n);
}

void round_report_sum(RoundReport *report) {
  int answers = 0, right[ROUND_PHASES] = {0};
  for (guint i = 0; i < report->rows->len; i++) {
    const RoundRow *row = report->rows->pdata[i];
    answers += row->members;
    for (int phase = 0; phase < ROUND_PHASES; phase++) right[phase] += row->right[phase];
  }
  report->before = answers == 0 ? 0 : (double)right[0] / answers;
  report->after = answers == 0 ? 0 : (double)right[1] / answers;
  report->gain = round_gain(report->before, report->after);
}
