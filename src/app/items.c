/* items - finding items, one item with its history, and what a learner can do to an item. */
#include "app/app_private.h"

static const char *const SELECTIONS[SELECT_COUNT] = {"all", "answered", "missed", "flagged",
                                                     "suspended"};

const char *item_selection_name(ItemSelection selection) {
  return SELECTIONS[selection];
}

void app_item_free(AppItem *item) {
  if (item == NULL) return;
  char *strings[] = {item->pack, item->code, item->hash, item->area, item->objective, item->title};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(item);
}

static AppItem *from_store(const App *app, const StoreItem *row) {
  AppItem *item = g_new0(AppItem, 1);
  int area = app_area_index(app, row->area);
  *item = (AppItem){.id = row->id,
                    .version = row->version,
                    .type = row->type,
                    .status = row->status,
                    .level = row->level,
                    .suspended = row->suspended,
                    .flagged = row->flagged,
                    .sealed = row->sealed};
  item->pack = g_strdup(row->pack_name);
  item->code = g_strdup(row->code);
  item->hash = g_strdup(row->hash);
  item->area = g_strdup(area < 0 ? "" : ((StoreArea *)app->areas->pdata[area])->code);
  item->objective = g_strdup(row->objective);
  item->title = g_strdup(row->title);
  return item;
}

static StoreQuery store_query(const ItemQuery *query) {
  return (StoreQuery){.text = query->text,
                      .answered = query->selection == SELECT_ANSWERED,
                      .missed = query->selection == SELECT_MISSED,
                      .flagged = query->selection == SELECT_FLAGGED,
                      .suspended = query->selection == SELECT_SUSPENDED,
                      .sealed_too = query->sealed_too,
                      .limit = query->limit,
                      .offset = query->offset};
}

GPtrArray *app_items(App *app, const ItemQuery *query, GError **error) {
  StoreQuery narrowed = store_query(query);
  g_autoptr(GPtrArray) rows = store_items(app->store, &narrowed, error);
  if (rows == NULL) return NULL;
  GPtrArray *items = g_ptr_array_new_with_free_func((GDestroyNotify)app_item_free);
  for (guint i = 0; i < rows->len; i++) g_ptr_array_add(items, from_store(app, rows->pdata[i]));
  return items;
}

int64_t app_items_count(App *app, const ItemQuery *query) {
  StoreQuery narrowed = store_query(query);
  return store_items_count(app->store, &narrowed);
}

int64_t app_item_find(App *app, const char *code, GError **error) {
  int64_t id = store_item_by_code(app->store, code);
  if (id == 0)
    g_set_error(
        error, APP_ERROR, APP_ERROR_NOT_FOUND,
        "There is no item '%s'. 'pawl items' lists them all; 'pawl search WORDS' finds one.", code);
  return id;
}

/* -- one item ---------------------------------------------------------------------------------- */

static void answer_free(gpointer data) {
  answer_clear(data);
  g_free(data);
}

static bool keep_answer(const Answer *answer, void *user) {
  Answer *copy = g_memdup2(answer, sizeof *answer);
  copy->shown = g_strdup(answer->shown);
  copy->chosen = g_strdup(answer->chosen);
  g_ptr_array_add(user, copy);
  return true;
}

static char *newest_note(App *app, int64_t item) {
  g_autoptr(GPtrArray) events = store_events(app->store, item, 0, NULL);
  for (guint i = events == NULL ? 0 : events->len; i > 0; i--) {
    const Event *event = events->pdata[i - 1];
    if (event->kind == EVENT_UNFLAG) return NULL;
    if (event->kind == EVENT_FLAG) return g_strdup(event->body == NULL ? "" : event->body);
  }
  return NULL;
}

ItemView *app_item_view(App *app, int64_t item, GError **error) {
  StoreItem *row = store_item(app->store, item, error);
  if (row == NULL) return NULL;
  if (row->sealed) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "%s is kept unseen for a practice exam and joins the drill after it. To open all "
                "such items now: pawl set mocks 0",
                row->code);
    store_item_free(row);
    return NULL;
  }
  g_autoptr(ItemView) view = g_new0(ItemView, 1);
  view->row = from_store(app, row);
  store_item_free(row);
  view->item = store_item_content(app->store, item, 0, error);
  if (view->item == NULL || !store_card(app->store, item, &view->card, error)) return NULL;
  view->area_text = app_node_text(app, view->item->area);
  view->objective_text =
      app_node_text(app, view->item->objective == NULL ? "" : view->item->objective);
  view->recall = schedule_recall(&app->schedule, &view->card, app_today(app));
  view->answers = g_ptr_array_new_with_free_func(answer_free);
  StoreLogQuery query = {.item = item};
  if (!store_each_answer(app->store, &query, keep_answer, view->answers, error)) return NULL;
  view->note = newest_note(app, item);
  view->overdue = item_overdue(view->item, app_today(app));
  return g_steal_pointer(&view);
}

void item_view_free(ItemView *view) {
  if (view == NULL) return;
  app_item_free(view->row);
  item_free(view->item);
  g_free(view->area_text);
  g_free(view->objective_text);
  g_clear_pointer(&view->answers, g_ptr_array_unref);
  g_free(view->note);
  g_free(view);
}

bool app_set_suspended(App *app, int64_t item, bool suspended, GError **error) {
  Event event = app_event(app, suspended ? EVENT_SUSPEND : EVENT_RESUME);
  event.item = item;
  return store_append_event(app->store, &event, NULL, error);
}

bool app_flag(App *app, int64_t item, const char *note, GError **error) {
  Event event = app_event(app, note == NULL ? EVENT_UNFLAG : EVENT_FLAG);
  event.item = item;
  event.body = (char *)note;
  return store_append_event(app->store, &event, NULL, error);
}
