/* app - opening, home and the odds and ends every front end needs. */
#include "app/app_private.h"
#include "app/exam.h"
#include "app/outlook.h"
#include <errno.h>
#include <string.h>

G_DEFINE_QUARK(pawl_app_error, app_error)

static char *default_db_path(GError **error) {
  g_autofree char *dir = g_build_filename(g_get_user_data_dir(), "pawl", NULL);
  if (g_mkdir_with_parents(dir, 0700) == 0) return g_build_filename(dir, "pawl.db", NULL);
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "The folder %s for your progress cannot be made: %s. Name another file with --db.",
              dir, g_strerror(errno));
  return NULL;
}

static char *db_path(const AppConfig *config, GError **error) {
  return config->db != NULL ? g_strdup(config->db) : default_db_path(error);
}

static bool load_areas(App *app, GError **error) {
  GPtrArray *areas = store_areas(app->store, error);
  if (areas == NULL) return false;
  g_clear_pointer(&app->areas, g_ptr_array_unref);
  app->areas = areas;
  return true;
}

App *app_open(const AppConfig *config, GError **error) {
  g_autofree char *path = db_path(config, error);
  if (path == NULL) return NULL;
  StoreOptions options = {.scratch = config->scratch};
  Store *store = store_open(path, config->clock, &options, error);
  if (store == NULL) return NULL;
  App *app = g_new0(App, 1);
  app->clock = config->clock;
  app->store = store;
  app->seed = config->seed;
  app->items_dir = g_strdup(config->items_dir);
  app->packs_dir = g_strdup(config->packs_dir);
  app->notices = g_ptr_array_new_with_free_func(g_free);
  app_load_schedule(app);
  if (store_is_read_only(store))
    g_ptr_array_add(
        app->notices,
        g_strdup_printf("%s can only be read: you can look, but answers cannot be kept.", path));
  bool changed = false;
  bool ready = (store_is_read_only(store) || app_sync_packs(app, &changed, error)) &&
               load_areas(app, error) &&
               (!changed || (app_fill_reserve(app, error) && app_take_pending(app, error)));
  if (ready) return app;
  app_close(app);
  return NULL;
}

bool app_take_packs(App *app, GError **error) {
  bool changed = false;
  if (!app_sync_packs(app, &changed, error)) return false;
  g_clear_pointer(&app->glossary, glossary_free);
  app_forget_mastery(app);
  return load_areas(app, error) &&
         (!changed || (app_fill_reserve(app, error) && app_take_pending(app, error)));
}

void app_notice(App *app, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_ptr_array_add(app->notices, g_strdup_vprintf(format, args));
  va_end(args);
}

void app_close(App *app) {
  if (app == NULL) return;
  app_forget_mastery(app);
  glossary_free(app->glossary);
  store_close(app->store);
  g_free(app->items_dir);
  g_free(app->packs_dir);
  g_ptr_array_unref(app->notices);
  g_clear_pointer(&app->areas, g_ptr_array_unref);
  g_free(app);
}

const Clock *app_clock(const App *app) {
  return app->clock;
}
bool app_read_only(const App *app) {
  return store_is_read_only(app->store);
}
const char *app_db_path(const App *app) {
  return store_path(app->store);
}
const GPtrArray *app_notices(const App *app) {
  return app->notices;
}
int app_rollover(App *app) {
  return app_setting_number(app, SETTING_ROLLOVER);
}

int app_today(const App *app) {
  int64_t now = clock_now(app->clock);
  return clock_study_day(now, clock_offset(app->clock, now), app_rollover((App *)app));
}

bool app_may_keep(App *app, const char *what, GError **error) {
  if (!app_read_only(app)) return true;
  g_set_error(
      error, APP_ERROR, APP_ERROR_INPUT,
      "%s can only be read, so %s could not keep your answers. Make the file and its folder "
      "writable, or name another with --db.",
      app_db_path(app), what);
  return false;
}

Uuid app_uuid(App *app, int64_t now) {
  uint8_t random[10];
  clock_entropy(app->clock, random, sizeof random);
  return uuid_make(now, random);
}

Event app_event(App *app, EventKind kind) {
  int64_t now = clock_now(app->clock);
  return (Event){
      .uuid = app_uuid(app, now), .kind = kind, .at = now, .offset = clock_offset(app->clock, now)};
}

int app_area_index(const App *app, int64_t area) {
  for (guint i = 0; i < app->areas->len; i++)
    if (((StoreArea *)app->areas->pdata[i])->id == area) return (int)i;
  return -1;
}

char *app_node_text(App *app, const char *code) {
  for (guint i = 0; i < app->areas->len; i++) {
    const StoreArea *area = app->areas->pdata[i];
    if (strcmp(area->code, code) == 0) return g_strdup(area->text);
  }
  char *text = store_node_text(app->store, code);
  return text != NULL ? text : g_strdup(code);
}

/* -- home -------------------------------------------------------------------------------------- */

static void area_free(gpointer data) {
  AppArea *area = data;
  g_free(area->code);
  g_free(area->text);
  g_free(area->category);
  g_free(area->category_text);
  g_free(area);
}

static AppArea *area_new(const StoreArea *from, const StoreTally *tally) {
  AppArea *area = g_new0(AppArea, 1);
  *area = (AppArea){.id = from->id,
                    .weight = from->weight,
                    .category_weight = from->category_weight,
                    .served = tally->served,
                    .unseen = tally->unseen,
                    .fresh = tally->fresh,
                    .fresh_right = tally->fresh_right,
                    .repeats = tally->repeats,
                    .right = tally->right};
  area->code = g_strdup(from->code);
  area->text = g_strdup(from->text);
  area->category = g_strdup(from->category);
  area->category_text = g_strdup(from->category_text);
  return area;
}

static void add_areas(Home *home, const GPtrArray *areas, const GArray *tallies) {
  home->areas = g_ptr_array_new_with_free_func(area_free);
  for (guint i = 0; i < areas->len; i++) {
    const StoreArea *area = areas->pdata[i];
    StoreTally tally = {.area = area->id};
    for (guint t = 0; t < tallies->len; t++)
      if (g_array_index(tallies, StoreTally, t).area == area->id)
        tally = g_array_index(tallies, StoreTally, t);
    g_ptr_array_add(home->areas, area_new(area, &tally));
    home->unseen += tally.unseen;
    home->items += tally.served;
  }
}

#define DEFAULT_SECONDS 50 /* a question, until the learner's own median is known */

/* New items for today: those that coverage asks for, or as many as the minutes hold beside the
 * reviews where that is more; the plan chooses them when the sitting starts. */
static int fresh_for_today(App *app, const Home *home, int capacity) {
  PlanInput input = {.today = home->day,
                     .exam_day = home->exam_set ? home->exam_day : 0,
                     .start_day = outlook_start_day(app)};
  bool last_days = home->exam_set && home->exam_day - home->day <= PLAN_LAST_DAYS;
  int quota = plan_quota(&input, (size_t)home->unseen);
  int fresh = last_days ? 0 : MAX(capacity - home->due, MIN(quota, capacity));
  return CLAMP(fresh, 0, home->unseen);
}

static void read_sitting(App *app, Home *home) {
  int64_t median = store_median_ms(app->store);
  int64_t each = MAX(median > 0 ? median : DEFAULT_SECONDS * 1000, 5000);
  int minutes = app_setting_number(app, SETTING_MINUTES);
  home->fresh = fresh_for_today(app, home, (int)MAX(1, minutes * INT64_C(60000) / each));
  home->limit = minutes;
  home->minutes = (int)MIN(((home->due + home->fresh) * each + 59999) / 60000, minutes);
}

static void read_exam(App *app, Home *home) {
  g_autofree char *date = app_setting(app, SETTING_EXAM_DATE);
  home->exam_set = clock_parse_date(date, &home->exam_day);
}

Home *app_home(App *app, GError **error) {
  g_autoptr(GArray) tallies = store_tallies(app->store, error);
  if (tallies == NULL) return NULL;
  Home *home = g_new0(Home, 1);
  add_areas(home, app->areas, tallies);
  home->day = app_today(app);
  home->due = store_due_count(app->store, home->day, clock_now(app->clock));
  store_due_by_day(app->store, home->day, HOME_DAYS, home->week);
  home->week[0] = home->due;
  read_exam(app, home);
  read_sitting(app, home);
  home->answers = store_answer_count(app->store);
  StoreSession session;
  home->session_open = store_session_open(app->store, &session) && session.day == home->day;
  return home;
}

void home_free(Home *home) {
  if (home == NULL) return;
  g_ptr_array_unref(home->areas);
  g_free(home);
}

char *app_plan_truth(App *app, const Home *home) {
  if (!home->exam_set)
    return g_strdup_printf("No exam date: %d items are new to you; they come %d a day.",
                           home->unseen, home->fresh);
  int days = home->exam_day - home->day;
  if (days < 0) return g_strdup("The exam date has passed. Reviews go on by due date.");
  if (days == 0) return g_strdup("The exam is today. A short review, then rest: all the best.");
  int minutes = app_setting_number(app, SETTING_MINUTES);
  int a_day = MAX(home->fresh, 1), needed = (home->unseen + days - 1) / days;
  if (needed <= a_day)
    return g_strdup_printf("%d days, %d new items: %d a day are enough, and %d minutes a day allow "
                           "about %d.",
                           days, home->unseen, needed, minutes, a_day);
  return g_strdup_printf("%d days, %d new items: seeing all takes %d a day, but %d minutes a day "
                         "allow about %d. The heaviest areas come first; about %d items will stay "
                         "unseen.",
                         days, home->unseen, needed, minutes, a_day, home->unseen - days * a_day);
}
