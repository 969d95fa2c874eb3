/* exam_form - blueprints, the pool they draw from, and the reserve that is kept for them. */
#include "app/exam_private.h"
#include "core/shingle.h"
#include "core/shuffle.h"
#include "model/form.h"
#include "pack/read.h"
#include <stdlib.h>
#include <string.h>

/* -- blueprints -------------------------------------------------------------------------------- */

GPtrArray *app_blueprints(App *app, GError **error) {
  g_autoptr(GPtrArray) bodies = store_parts(app->store, PART_BLUEPRINT, NULL, error);
  if (bodies == NULL) return NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)blueprint_free);
  for (guint i = 0; i < bodies->len; i++) {
    Blueprint *blueprint = blueprint_from_json(bodies->pdata[i], NULL);
    if (blueprint != NULL) g_ptr_array_add(all, blueprint);
  }
  return all;
}

/* The outline that a file's areas are checked against: what the database holds. */
static Framework *known_outline(const App *app) {
  Framework *framework = framework_new();
  for (guint i = 0; i < app->areas->len; i++) {
    const StoreArea *area = app->areas->pdata[i];
    framework_add(framework, NODE_AREA, area->code, area->text, area->weight, -1);
  }
  return framework;
}

static Blueprint *read_file(const App *app, const char *file, GError **error) {
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(Framework) framework = known_outline(app);
  Blueprint *blueprint = pack_read_blueprint(file, framework, list);
  if (blueprint != NULL) return blueprint;
  diag_list_sort(list);
  g_autofree char *first =
      list->list->len == 0 ? g_strdup("It cannot be read.") : diag_format(list->list->pdata[0]);
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "The blueprint cannot be used. %s", first);
  return NULL;
}

Blueprint *app_blueprint(App *app, const char *name, GError **error) {
  if (g_str_has_suffix(name, ".yaml") || strchr(name, '/') != NULL)
    return read_file(app, name, error);
  g_autoptr(GPtrArray) bodies = store_parts(app->store, PART_BLUEPRINT, name, error);
  if (bodies == NULL) return NULL;
  if (bodies->len > 0) return blueprint_from_json(bodies->pdata[0], error);
  g_set_error(
      error, APP_ERROR, APP_ERROR_NOT_FOUND,
      "There is no blueprint '%s'. 'pawl exam list' names them; a file of your own is named "
      "with its .yaml.",
      name);
  return NULL;
}

/* -- the pool ---------------------------------------------------------------------------------- */

typedef struct {
  GArray *rows;      /* of StoreFormItem */
  FormItem *items;   /* beside them */
  GHashTable *taken; /* item row ids that stand in this exam already */
  GHashTable *sets;  /* "pack/set" -> number */
} Pool;

static int64_t set_number(Pool *pool, const StoreFormItem *row) {
  if (row->set == NULL) return 0;
  char *name = g_strdup_printf("%" G_GINT64_FORMAT "/%s", row->pack, row->set);
  gpointer known = g_hash_table_lookup(pool->sets, name);
  if (known == NULL) {
    known = GINT_TO_POINTER((int)g_hash_table_size(pool->sets) + 1);
    g_hash_table_insert(pool->sets, name, known);
  } else {
    g_free(name);
  }
  return GPOINTER_TO_INT(known);
}

static bool pool_read(App *app, bool essays, bool reserved, Pool *pool, GError **error) {
  *pool = (Pool){.rows = store_form_pool(app->store, essays, reserved, error)};
  if (pool->rows == NULL) return false;
  pool->sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  pool->items = g_new0(FormItem, MAX(pool->rows->len, 1));
  for (guint i = 0; i < pool->rows->len; i++) {
    const StoreFormItem *row = &g_array_index(pool->rows, StoreFormItem, i);
    pool->items[i] = (FormItem){.item = row->item,
                                .area = app_area_index(app, row->area),
                                .hardness = row->hardness,
                                .set = set_number(pool, row),
                                .sealed = row->sealed,
                                .seen = row->seen};
  }
  return true;
}

static void pool_clear(Pool *pool) {
  g_clear_pointer(&pool->rows, g_array_unref);
  g_clear_pointer(&pool->items, g_free);
  g_clear_pointer(&pool->sets, g_hash_table_unref);
}

void exam_weights(const App *app, const BlueprintSection *section, double *weights) {
  for (guint a = 0; a < app->areas->len; a++) {
    const StoreArea *area = app->areas->pdata[a];
    weights[a] = section->areas->len == 0 ? area->weight : 0;
    for (guint i = 0; i < section->areas->len; i++) {
      const BlueprintArea *own = section->areas->pdata[i];
      if (strcmp(own->area, area->code) == 0) weights[a] = own->weight;
    }
  }
}

static int *counts_of(const App *app, const BlueprintSection *section) {
  int n = (int)app->areas->len;
  g_autofree double *weights = g_new0(double, MAX(n, 1));
  int *counts = g_new0(int, MAX(n, 1));
  exam_weights(app, section, weights);
  form_counts(weights, n, section->items, counts);
  return counts;
}

/* -- near-duplicates: looked for within the form that was drawn -------------------------------- */

#define LIKENESS_ROUNDS 20

static Shingles shingles_of(App *app, int64_t id) {
  g_autoptr(Item) item = store_item_content(app->store, id, 0, NULL);
  g_autoptr(GString) text = g_string_new(item == NULL ? "" : item->stem);
  for (guint i = 0; item != NULL && i < item->options->len; i++) {
    const ItemOption *option = item->options->pdata[i];
    if (item_is_key(item, option->id)) g_string_append_printf(text, " \n%s", option->text);
  }
  return shingles_cut(text->str);
}

/* Marks the first two questions of FORM that say nearly the same as one family; false: none do. */
static bool mark_relatives(App *app, Pool *pool, const Form *form) {
  guint n = form->items->len;
  g_autofree Shingles *all = g_new0(Shingles, MAX(n, 1));
  bool found = false;
  for (guint i = 0; i < n; i++)
    all[i] = shingles_of(app, pool->items[g_array_index(form->items, int, i)].item);
  for (guint i = 0; i < n && !found; i++)
    for (guint k = i + 1; k < n && !found; k++) {
      FormItem *a = &pool->items[g_array_index(form->items, int, i)];
      FormItem *b = &pool->items[g_array_index(form->items, int, k)];
      if ((a->set != 0 && a->set == b->set) || !shingles_alike(&all[i], &all[k])) continue;
      int64_t family = a->family != 0 ? a->family : b->family != 0 ? b->family : a->item;
      a->family = b->family = family;
      found = true;
    }
  for (guint i = 0; i < n; i++) shingles_clear(&all[i]);
  return found;
}

static Form *draw_apart(App *app, Pool *pool, const int *counts, uint64_t seed) {
  int n = (int)pool->rows->len, areas = (int)app->areas->len;
  Form *form = form_draw(pool->items, n, counts, areas, seed);
  for (int round = 0; round < LIKENESS_ROUNDS; round++) {
    if (form->short_area >= 0 || !mark_relatives(app, pool, form)) break;
    form_free(form);
    form = form_draw(pool->items, n, counts, areas, seed);
  }
  return form;
}

/* -- one section ------------------------------------------------------------------------------- */

static char *shown_of(const Item *item, uint64_t seed) {
  return item_is_keyed(item) ? shuffle_shown(item, seed, 0) : g_strdup("");
}

static bool add_question(App *app, GArray *out, int section, const StoreFormItem *row,
                         uint64_t seed, GError **error) {
  g_autoptr(Item) item = store_item_content(app->store, row->item, row->version, error);
  if (item == NULL) return false;
  int place = 0;
  for (guint i = 0; i < out->len; i++)
    place += g_array_index(out, StoreExamItem, i).section == section;
  StoreExamItem question = {section, place, row->item, row->version, shown_of(item, seed)};
  g_array_append_val(out, question);
  return true;
}

static void say_short(const App *app, const Form *form, GError **error) {
  const StoreArea *area = app->areas->pdata[form->short_area];
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "The items do not suffice for this form: %s lacks %d. Choose a shorter blueprint, or "
              "add a pack.",
              area->text, form->short_by);
}

/* Items of earlier sections are out of every area. */
static void leave_out_taken(Pool *pool, const GArray *out) {
  for (guint i = 0; i < pool->rows->len; i++)
    for (guint k = 0; k < out->len; k++)
      if (g_array_index(out, StoreExamItem, k).item == pool->items[i].item)
        pool->items[i].area = -1;
}

static bool draw_choice(App *app, const BlueprintSection *rules, int section, uint64_t seed,
                        GArray *out, int *reused, GError **error) {
  Pool pool;
  if (!pool_read(app, false, false, &pool, error)) return false;
  if (out->len > 0) leave_out_taken(&pool, out);
  g_autofree int *counts = counts_of(app, rules);
  g_autoptr(Form) form = draw_apart(app, &pool, counts, seed);
  bool good = form->short_area < 0;
  if (!good) say_short(app, form, error);
  *reused += form->seen;
  for (guint i = 0; good && i < form->items->len; i++) {
    int index = g_array_index(form->items, int, i);
    good = add_question(app, out, section, &g_array_index(pool.rows, StoreFormItem, index), seed,
                        error);
  }
  pool_clear(&pool);
  return good;
}

/* -- essays: areas apart, those never written first -------------------------------------------- */

typedef struct {
  const StoreFormItem *row;
  uint64_t key;
} Scenario;

static int compare_scenarios(const void *a, const void *b) {
  const Scenario *x = a, *y = b;
  if (x->row->seen != y->row->seen) return x->row->seen ? 1 : -1;
  return x->key < y->key ? -1 : x->key > y->key;
}

static bool draw_essays(App *app, const BlueprintSection *rules, int section, uint64_t seed,
                        GArray *out, GError **error) {
  Pool pool;
  if (!pool_read(app, true, false, &pool, error)) return false;
  guint n = pool.rows->len;
  g_autofree Scenario *all = g_new0(Scenario, MAX(n, 1));
  for (guint i = 0; i < n; i++) {
    const StoreFormItem *row = &g_array_index(pool.rows, StoreFormItem, i);
    g_autofree char *name = g_strdup_printf("essay %" G_GINT64_FORMAT, row->item);
    all[i] = (Scenario){row, shuffle_mix(seed, name)};
  }
  qsort(all, n, sizeof *all, compare_scenarios);
  g_autoptr(GHashTable) areas = g_hash_table_new(g_direct_hash, g_direct_equal);
  bool good = (int)n >= rules->items;
  int left = rules->items;
  for (int pass = 0; good && pass < 2 && left > 0; pass++)
    for (guint i = 0; good && i < n && left > 0; i++) {
      if (all[i].row == NULL) continue;
      if (pass == 0 && !g_hash_table_add(areas, GINT_TO_POINTER((int)all[i].row->area))) continue;
      good = add_question(app, out, section, all[i].row, seed, error);
      all[i].row = NULL;
      left--;
    }
  if ((int)n < rules->items)
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "The essay scenarios do not suffice for this form: it asks for %d, there are %u.",
                rules->items, n);
  pool_clear(&pool);
  return good;
}

static void question_clear(gpointer data) {
  g_free(((StoreExamItem *)data)->shown);
}

GArray *exam_draw(App *app, const Blueprint *blueprint, uint64_t seed, int *reused,
                  GError **error) {
  GArray *out = g_array_new(FALSE, FALSE, sizeof(StoreExamItem));
  g_array_set_clear_func(out, question_clear);
  *reused = 0;
  bool good = true;
  for (guint s = 0; good && s < blueprint->sections->len; s++) {
    const BlueprintSection *rules = blueprint->sections->pdata[s];
    uint64_t own = seed + s;
    good = rules->essay ? draw_essays(app, rules, (int)s, own, out, error)
                        : draw_choice(app, rules, (int)s, own, out, reused, error);
  }
  if (good) return out;
  g_array_unref(out);
  return NULL;
}

/* -- the reserve ------------------------------------------------------------------------------- */

static const BlueprintSection *choice_section(const Blueprint *blueprint) {
  for (guint s = 0; s < blueprint->sections->len; s++) {
    const BlueprintSection *section = blueprint->sections->pdata[s];
    if (!section->essay) return section;
  }
  return NULL;
}

int app_clean_forms(App *app, const Blueprint *blueprint) {
  const BlueprintSection *section = choice_section(blueprint);
  Pool pool;
  if (section == NULL || !pool_read(app, false, true, &pool, NULL)) return 0;
  g_autofree int *counts = counts_of(app, section);
  for (guint i = 0; i < pool.rows->len; i++)
    if (!pool.items[i].sealed || pool.items[i].seen) pool.items[i].area = -1;
  int forms = 0;
  for (bool whole = true; whole; forms += whole) {
    g_autoptr(Form) form =
        form_draw(pool.items, (int)pool.rows->len, counts, (int)app->areas->len, (uint64_t)forms);
    whole = form->short_area < 0 && form->items->len > 0;
    for (guint i = 0; whole && i < form->items->len; i++)
      pool.items[g_array_index(form->items, int, i)].area = -1;
  }
  pool_clear(&pool);
  return forms;
}

/* True where FORMS forms of COUNTS would take half of an area's items at most. */
static bool leaves_half(const App *app, const Pool *pool, const int *counts, int forms) {
  g_autofree int *items = g_new0(int, app->areas->len + 1);
  for (guint i = 0; i < pool->rows->len; i++)
    if (pool->items[i].area >= 0) items[pool->items[i].area]++;
  for (guint a = 0; a < app->areas->len; a++)
    if (2 * forms * counts[a] > items[a]) return false;
  return true;
}

/* Sets one more form aside; *DONE is false where there is no room for it. */
static bool reserve_form(App *app, const BlueprintSection *section, int number, bool *done,
                         GError **error) {
  Pool pool;
  *done = false;
  if (!pool_read(app, false, false, &pool, error)) return false;
  g_autofree int *counts = counts_of(app, section);
  bool good = true, room = leaves_half(app, &pool, counts, number);
  for (guint i = 0; i < pool.rows->len; i++)
    if (pool.items[i].sealed || pool.items[i].seen) pool.items[i].area = -1;
  g_autoptr(Form) form =
      form_draw(pool.items, (int)pool.rows->len, counts, (int)app->areas->len, (uint64_t)number);
  *done = room && form->short_area < 0 && form->items->len > 0;
  for (guint i = 0; *done && good && i < form->items->len; i++)
    good = store_reserve(app->store, pool.items[g_array_index(form->items, int, i)].item, number,
                         error);
  pool_clear(&pool);
  return good;
}

static bool fill(App *app, const BlueprintSection *section, int wanted, GError **error) {
  bool done = true;
  for (int number = store_reserved_forms(app->store) + 1; done && number <= wanted; number++)
    if (!reserve_form(app, section, number, &done, error)) return false;
  return true;
}

bool app_fill_reserve(App *app, GError **error) {
  int wanted = app_setting_number(app, SETTING_MOCKS), have = store_reserved_forms(app->store);
  if (have > wanted && !exam_is_open(app)) return store_release(app->store, wanted, error);
  g_autoptr(GPtrArray) blueprints = app_blueprints(app, error);
  if (blueprints == NULL) return false;
  const BlueprintSection *section =
      blueprints->len == 0 ? NULL : choice_section(blueprints->pdata[0]);
  if (section == NULL || have >= wanted) return true;
  if (!store_begin(app->store, error)) return false;
  if (fill(app, section, wanted, error) && store_commit(app->store, error)) return true;
  store_rollback(app->store);
  return false;
}
