/* study - the glossary and the sources of all packs. */
#include "app/app_private.h"
#include "app/learner.h"
#include <string.h>

const Glossary *app_glossary(App *app) {
  if (app->glossary != NULL) return app->glossary;
  app->glossary = glossary_new();
  g_autoptr(GPtrArray) bodies = store_parts(app->store, PART_TERM, NULL, NULL);
  for (guint i = 0; bodies != NULL && i < bodies->len; i++) {
    GlossaryTerm *term = glossary_term_from_json(bodies->pdata[i], NULL);
    if (term != NULL) glossary_add(app->glossary, term);
  }
  return app->glossary;
}

GPtrArray *app_item_terms(App *app, const Item *item) {
  g_autoptr(GString) text = g_string_new(item->stimulus);
  g_string_append_printf(text, "\n%s", item->stem);
  for (guint i = 0; i < item->prompts->len; i++)
    g_string_append_printf(text, "\n%s", ((ItemPrompt *)item->prompts->pdata[i])->text);
  for (guint i = 0; i < item->options->len; i++)
    g_string_append_printf(text, "\n%s", ((ItemOption *)item->options->pdata[i])->text);
  return glossary_find(app_glossary(app), text->str);
}

GPtrArray *app_study_sources(App *app, const char *objective) {
  GPtrArray *sources = g_ptr_array_new_with_free_func((GDestroyNotify)study_source_free);
  if (objective == NULL) return sources;
  g_autoptr(GPtrArray) bodies = store_parts(app->store, PART_SOURCES, objective, NULL);
  for (guint i = 0; bodies != NULL && i < bodies->len; i++)
    study_from_json(bodies->pdata[i], sources, NULL);
  return sources;
}

static bool is_named(const Item *item, const StudySource *source) {
  for (guint i = 0; i < item->refs->len; i++)
    if (strcmp(((ItemRef *)item->refs->pdata[i])->title, source->ref->title) == 0) return true;
  return false;
}

GPtrArray *app_further_sources(App *app, const Item *item) {
  GPtrArray *sources = app_study_sources(app, item->objective);
  for (guint i = sources->len; i > 0; i--)
    if (is_named(item, sources->pdata[i - 1])) g_ptr_array_remove_index(sources, i - 1);
  return sources;
}

/* -- what to read next ------------------------------------------------------------------------- */

static void hint_free(gpointer data) {
  StudyHint *hint = data;
  g_free(hint->area_text);
  g_free(hint->objective);
  g_free(hint->objective_text);
  g_ptr_array_unref(hint->sources);
  g_free(hint);
}

static int by_score(gconstpointer a, gconstpointer b) {
  const AreaMastery *x = *(AreaMastery *const *)a, *y = *(AreaMastery *const *)b;
  if (x->score != y->score) return x->score < y->score ? -1 : 1;
  return x->weight > y->weight ? -1 : x->weight < y->weight;
}

/* Share right on its items, drawn toward one half while there are few. */
static double share_right(const StoreObjective *objective) {
  return (objective->right + 1.) / (objective->seen + 2.);
}

static bool has_sources(App *app, const StoreObjective *objective) {
  g_autoptr(GPtrArray) sources = app_study_sources(app, objective->code);
  return sources->len > 0;
}

/* The weakest objective of AREA that has sources, or NULL. */
static const StoreObjective *weakest(App *app, const GPtrArray *objectives, int64_t area) {
  const StoreObjective *worst = NULL;
  for (guint i = 0; i < objectives->len; i++) {
    const StoreObjective *objective = objectives->pdata[i];
    if (objective->area != area || !has_sources(app, objective)) continue;
    if (worst == NULL || share_right(objective) < share_right(worst)) worst = objective;
  }
  return worst;
}

static int64_t area_id(const App *app, const char *code) {
  for (guint i = 0; i < app->areas->len; i++) {
    const StoreArea *area = app->areas->pdata[i];
    if (strcmp(area->code, code) == 0) return area->id;
  }
  return 0;
}

static StudyHint *hint_new(App *app, const AreaMastery *area, const StoreObjective *objective) {
  StudyHint *hint = g_new0(StudyHint, 1);
  hint->area_text = g_strdup(area->text);
  hint->objective = g_strdup(objective->code);
  hint->objective_text = app_node_text(app, objective->code);
  hint->seen = objective->seen;
  hint->right = objective->right;
  hint->sources = app_study_sources(app, objective->code);
  return hint;
}

GPtrArray *app_study_hints(App *app, const GPtrArray *areas, GError **error) {
  g_autoptr(GPtrArray) objectives = store_objectives(app->store, error);
  if (objectives == NULL) return NULL;
  GPtrArray *hints = g_ptr_array_new_with_free_func(hint_free);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();
  for (guint i = 0; i < areas->len; i++) g_ptr_array_add(sorted, areas->pdata[i]);
  g_ptr_array_sort(sorted, by_score);
  for (guint i = 0; i < sorted->len && hints->len < STUDY_HINTS; i++) {
    const AreaMastery *area = sorted->pdata[i];
    if (area->status == AREA_MASTERED) continue;
    const StoreObjective *objective = weakest(app, objectives, area_id(app, area->code));
    if (objective != NULL) g_ptr_array_add(hints, hint_new(app, area, objective));
  }
  return hints;
}
