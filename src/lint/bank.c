/* bank - a bank's balance: key places, levels, difficulty, reading grade, and its items against the
 * framework's weights. What is out of balance becomes a finding on pack.yaml.
 */
#include "lint/distribution.h"
#include "lint/lint_private.h"
#include <math.h>
#include <stdlib.h>

static void area_free(gpointer data) {
  LintArea *area = data;
  g_free(area->code);
  g_free(area->text);
  g_free(area);
}

void lint_summary_free(LintSummary *summary) {
  if (summary == NULL) return;
  if (summary->areas != NULL) g_ptr_array_unref(summary->areas);
  g_free(summary);
}

/* -- items ------------------------------------------------------------------------------------- */

static void count_item(const Item *item, LintSummary *summary) {
  summary->active += item->status == ITEM_ACTIVE;
  summary->draft += item->status == ITEM_DRAFT;
  summary->retired += item->status == ITEM_RETIRED;
  if (item->status != ITEM_ACTIVE) return;
  summary->types[item->type]++;
  if (!item_is_keyed(item)) return;
  summary->levels[item->level]++;
  summary->difficulties[item->difficulty]++;
}

/* An item with n options should have its key at each of the first n places once in n. */
static void judge_places(const GPtrArray *items, LintSummary *summary) {
  double expected[ITEM_MAX_OPTIONS] = {0};
  for (guint i = 0; i < items->len; i++) {
    const LintItem *item = items->pdata[i];
    if (item->item->status != ITEM_ACTIVE || item->key < 0) continue;
    summary->singles++;
    summary->key_at[item->key]++;
    for (guint o = 0; o < item->options->len; o++) expected[o] += 1. / item->options->len;
  }
  int places = 0;
  for (; places < ITEM_MAX_OPTIONS && expected[places] > 0; places++)
    summary->key_chi2 += pow(summary->key_at[places] - expected[places], 2) / expected[places];
  summary->key_df = MAX(places - 1, 0);
  summary->key_p = lint_chi_square_p(summary->key_chi2, summary->key_df);
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure_reading(const GPtrArray *items, LintSummary *summary) {
  g_autofree double *grades = g_new(double, items->len + 1);
  size_t n = 0;
  for (guint i = 0; i < items->len; i++) {
    const Item *item = ((LintItem *)items->pdata[i])->item;
    if (item->status == ITEM_ACTIVE && item_is_keyed(item))
      grades[n++] = lint_reading_grade(item->stem);
  }
  if (n == 0) return;
  qsort(grades, n, sizeof *grades, compare_doubles);
  summary->grade_median = (grades[(n - 1) / 2] + grades[n / 2]) / 2;
  summary->grade_most = grades[n - 1];
}

/* -- the framework ----------------------------------------------------------------------------- */

static LintArea *area_of(const LintSummary *summary, const char *code) {
  for (guint i = 0; i < summary->areas->len; i++) {
    LintArea *area = summary->areas->pdata[i];
    if (g_strcmp0(area->code, code) == 0) return area;
  }
  return NULL;
}

static void list_areas(const Framework *framework, LintSummary *summary) {
  double weights = 0;
  for (guint i = 0; i < framework->nodes->len; i++) {
    const FrameworkNode *node = framework->nodes->pdata[i];
    if (node->type != NODE_AREA) continue;
    LintArea *area = g_new0(LintArea, 1);
    area->code = g_strdup(node->code);
    area->text = g_strdup(node->text);
    area->weight = node->weight;
    weights += node->weight;
    g_ptr_array_add(summary->areas, area);
  }
  for (guint i = 0; weights > 0 && i < summary->areas->len; i++)
    ((LintArea *)summary->areas->pdata[i])->weight *= 100 / weights;
}

static void count_objectives(const Framework *framework, GHashTable *covered,
                             LintSummary *summary) {
  for (guint i = 0; i < framework->nodes->len; i++) {
    const FrameworkNode *node = framework->nodes->pdata[i];
    if (node->type != NODE_OBJECTIVE) continue;
    const FrameworkNode *above = framework_ancestor(framework, node, NODE_AREA);
    LintArea *area = above == NULL ? NULL : area_of(summary, above->code);
    if (area == NULL) continue;
    area->objectives++;
    area->uncovered += !g_hash_table_contains(covered, node->code);
  }
}

static void cover(const Pack *pack, const GPtrArray *items, LintSummary *summary) {
  g_autoptr(GHashTable) covered = g_hash_table_new(g_str_hash, g_str_equal);
  int keyed = 0;
  summary->areas = g_ptr_array_new_with_free_func(area_free);
  if (pack->framework == NULL) return;
  list_areas(pack->framework, summary);
  for (guint i = 0; i < items->len; i++) {
    const Item *item = ((LintItem *)items->pdata[i])->item;
    LintArea *area = area_of(summary, item->area);
    if (item->status != ITEM_ACTIVE || !item_is_keyed(item) || area == NULL) continue;
    area->items++;
    keyed++;
    if (item->objective != NULL) g_hash_table_add(covered, item->objective);
  }
  for (guint i = 0; keyed > 0 && i < summary->areas->len; i++) {
    LintArea *area = summary->areas->pdata[i];
    area->share = 100. * area->items / keyed;
  }
  count_objectives(pack->framework, covered, summary);
}

void lint_bank(const Pack *pack, const GPtrArray *items, LintSummary *summary) {
  for (guint i = 0; i < pack->items->len; i++) count_item(pack->items->pdata[i], summary);
  judge_places(items, summary);
  measure_reading(items, summary);
  cover(pack, items, summary);
}

/* -- findings ---------------------------------------------------------------------------------- */

#define ENOUGH      50  /* items, before a bank's balance is judged */
#define OFF_BALANCE 5.  /* points of share away from the weight */
#define RECALL_MOST 40. /* percent at remember and understand */

static void find_cues(const char *file, const LintSummary *summary, DiagList *list) {
  for (int c = 0; c < LINT_CUES; c++) {
    const LintCue *cue = &summary->cues[c];
    if (cue->items == 0 || cue->p_above >= LINT_LEVEL) continue;
    diag_add(list, DIAG_WARNING, "cue", file, 0, 0, NULL,
             "Guessing by %s is right in %d of %d items where chance gives %.0f %% (p = %.4f): "
             "rewrite options until it is not.",
             cue->picks, cue->hits, cue->items, 100 * cue->chance, cue->p_above);
  }
  if (summary->key_p < LINT_LEVEL)
    diag_add(list, DIAG_WARNING, "key-position", file, 0, 0, NULL,
             "Keys stand unevenly over the places (chi-square %.2f, p = %.4f): move some.",
             summary->key_chi2, summary->key_p);
}

static void find_gaps(const char *file, const LintSummary *summary, DiagList *list) {
  for (guint i = 0; i < summary->areas->len; i++) {
    const LintArea *area = summary->areas->pdata[i];
    if (area->items == 0)
      diag_add(list, DIAG_NOTE, "coverage", file, 0, 0, NULL, "No item is on %s.", area->code);
    else if (area->uncovered > 0)
      diag_add(list, DIAG_NOTE, "coverage", file, 0, 0, NULL,
               "%d of the %d objectives of %s have no item.", area->uncovered, area->objectives,
               area->code);
    if (area->weight > 0 && fabs(area->share - area->weight) > OFF_BALANCE)
      diag_add(list, DIAG_NOTE, "blueprint", file, 0, 0, NULL,
               "%s has %.0f %% of the items, its weight is %.0f %%.", area->code, area->share,
               area->weight);
  }
}

void lint_bank_findings(const Pack *pack, const LintSummary *summary, DiagList *list) {
  g_autofree char *file = g_build_filename(pack->dir, "pack.yaml", NULL);
  int keyed = 0, recall = summary->levels[ITEM_REMEMBER] + summary->levels[ITEM_UNDERSTAND];
  find_cues(file, summary, list);
  for (size_t i = 0; i < G_N_ELEMENTS(summary->levels); i++) keyed += summary->levels[i];
  if (keyed < ENOUGH) return;
  find_gaps(file, summary, list);
  if (100. * recall / keyed > RECALL_MOST)
    diag_add(list, DIAG_NOTE, "recall", file, 0, 0, NULL,
             "%d of %d items ask to remember or understand: ask more for judgement.", recall,
             keyed);
}
