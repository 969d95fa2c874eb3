/* care - the log read out, and the database looked after. */
#include "app/app_private.h"
#include "app/exam.h"
#include <string.h>

/* -- history ----------------------------------------------------------------------------------- */

typedef struct {
  char *code, *area;
} ItemNames;

static void names_free(gpointer data) {
  ItemNames *names = data;
  g_free(names->code);
  g_free(names->area);
  g_free(names);
}

typedef struct {
  App *app;
  bool undone_too;
  HistoryFn each;
  void *user;
  GHashTable *names; /* item row id -> ItemNames */
  GPtrArray *exams;  /* of ExamResult* */
  int64_t session;
  char session_text[37];
  GError *error;
} History;

static const ItemNames *names_of(History *history, int64_t id) {
  ItemNames *names = g_hash_table_lookup(history->names, &id);
  if (names != NULL) return names;
  StoreItem *item = store_item(history->app->store, id, &history->error);
  if (item == NULL) return NULL;
  int area = app_area_index(history->app, item->area);
  names = g_new0(ItemNames, 1);
  names->code = g_strdup(item->code);
  names->area = g_strdup(area < 0 ? "" : ((StoreArea *)history->app->areas->pdata[area])->code);
  store_item_free(item);
  g_hash_table_insert(history->names, g_memdup2(&id, sizeof id), names);
  return names;
}

static const ExamResult *exam_of(const History *history, int64_t session) {
  for (guint i = 0; i < history->exams->len; i++) {
    const ExamResult *exam = history->exams->pdata[i];
    if (exam->id == session) return exam;
  }
  return NULL;
}

static ReportExam exam_words(const ExamResult *exam, const ExamRow *row) {
  const ExamPart *part = exam->parts->pdata[row->section];
  return (ReportExam){.id = exam->uuid,
                      .blueprint = exam->code,
                      .section = part->id,
                      .place = row->place + 1,
                      .answered = row->answered,
                      .flagged = row->flagged,
                      .first = row->first,
                      .first_correct = row->first_correct,
                      .changes = row->changes,
                      .chosen_ms = row->chosen_ms};
}

/* What the exam of ANSWER's session says of it; false where it is of none. */
static bool find_exam(const History *history, const Answer *answer, ReportExam *out) {
  const ExamResult *exam = exam_of(history, answer->session);
  for (guint i = 0; exam != NULL && i < exam->rows->len; i++) {
    const ExamRow *row = exam->rows->pdata[i];
    if (row->item_id != answer->item) continue;
    *out = exam_words(exam, row);
    return true;
  }
  return false;
}

static bool history_row(const Answer *answer, void *user) {
  History *history = user;
  if (answer->undone && !history->undone_too) return true;
  const ItemNames *names = names_of(history, answer->item);
  if (names == NULL) return false;
  if (answer->session != history->session) {
    StoreSession session;
    history->session = answer->session;
    *history->session_text = '\0';
    if (store_session_get(history->app->store, answer->session, &session))
      uuid_format(&session.uuid, history->session_text);
  }
  ReportExam exam;
  HistoryRow row = {answer, names->code, names->area, history->session_text, NULL};
  if (find_exam(history, answer, &exam)) row.exam = &exam;
  return history->each(&row, history->user);
}

static bool unanswered_row(History *history, const ExamResult *exam, const ExamRow *from) {
  const ItemNames *names = names_of(history, from->item_id);
  if (names == NULL) return false;
  ReportExam words = exam_words(exam, from);
  Answer none = {.item = from->item_id,
                 .session = exam->id,
                 .shown = from->shown,
                 .chosen = (char *)"",
                 .ms = from->ms,
                 .at = exam->at,
                 .day = exam->day};
  HistoryRow row = {&none, names->code, names->area, exam->uuid, &words};
  return history->each(&row, history->user);
}

static bool unanswered_rows(History *history) {
  for (guint i = 0; i < history->exams->len; i++) {
    const ExamResult *exam = history->exams->pdata[i];
    for (guint k = 0; k < exam->rows->len; k++) {
      const ExamRow *row = exam->rows->pdata[k];
      if (!row->answered && !unanswered_row(history, exam, row)) return false;
    }
  }
  return true;
}

bool app_history(App *app, bool undone_too, HistoryFn each, void *user, GError **error) {
  History history = {.app = app, .undone_too = undone_too, .each = each, .user = user};
  history.exams = app_exam_results(app, error);
  if (history.exams == NULL) return false;
  history.names = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, names_free);
  StoreLogQuery query = {0};
  bool good = store_each_answer(app->store, &query, history_row, &history, error) &&
              (history.error != NULL || unanswered_rows(&history));
  g_hash_table_unref(history.names);
  g_ptr_array_unref(history.exams);
  if (history.error == NULL) return good;
  g_propagate_error(error, history.error);
  return false;
}

/* -- doctor ------------------------------------------------------------------------------------ */

static void say(GPtrArray *report, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void say(GPtrArray *report, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_ptr_array_add(report, g_strdup_vprintf(format, args));
  va_end(args);
}

static bool check_cards(App *app, bool repair, GPtrArray *report, bool *well, GError **error) {
  RebuildReport found;
  if (!app_rebuild(app, true, &found, error)) return false;
  if (found.changed == 0 && !found.mastery_changed) {
    say(report,
        "Memory: the replay of %" G_GINT64_FORMAT " answers gives the stored state of all "
        "%" G_GINT64_FORMAT " cards.",
        found.answers, found.cards);
    return true;
  }
  const char *filter = found.mastery_changed ? " and the mastery filter" : "";
  if (repair) {
    if (!app_rebuild(app, false, NULL, error)) return false;
    say(report, "Memory: %" G_GINT64_FORMAT " cards%s differed from the log and were rebuilt.",
        found.changed, filter);
    return true;
  }
  say(report, "Memory: %" G_GINT64_FORMAT " cards%s differ from the log. Run: pawl rebuild",
      found.changed, filter);
  *well = false;
  return true;
}

static void check_backups(App *app, GPtrArray *report) {
  const char *dir = store_backup_dir(app->store);
  g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
  int n = 0;
  const char *name = NULL;
  while (open != NULL && (name = g_dir_read_name(open)) != NULL) n += g_str_has_suffix(name, ".db");
  if (n == 0)
    say(report, "Backups: none yet; one is kept each day that answers were added.");
  else
    say(report, "Backups: %d in %s", n, dir);
}

bool app_doctor(App *app, bool repair, GPtrArray *report, GError **error) {
  bool well = true;
  say(report, "Database: %s", app_db_path(app));
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
  if (store_check(app->store, findings)) {
    say(report, "File: whole (quick check, foreign keys and counts are right).");
  } else {
    well = false;
    for (guint i = 0; i < findings->len; i++) say(report, "File: %s", (char *)findings->pdata[i]);
  }
  if (!check_cards(app, repair, report, &well, error)) return false;
  check_backups(app, report);
  for (guint i = 0; i < app->notices->len; i++) {
    say(report, "Notice: %s", (char *)app->notices->pdata[i]);
    well = false;
  }
  say(report, well ? "All is well." : "Something needs a hand: see above.");
  return well;
}

bool app_backup(App *app, GError **error) {
  return store_backup(app->store, "by-hand", error);
}

bool app_error_is_corrupt(const GError *error) {
  return g_error_matches(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

bool app_recover(const AppConfig *config, GPtrArray *report, GError **error) {
  if (config->db == NULL) {
    g_autofree char *path = g_build_filename(g_get_user_data_dir(), "pawl", "pawl.db", NULL);
    AppConfig named = *config;
    named.db = path;
    return app_recover(&named, report, error);
  }
  if (!store_recover(config->db, config->clock, report, error)) return false;
  App *app = app_open(config, error);
  if (app == NULL) return false;
  RebuildReport rebuilt;
  bool good = app_rebuild(app, false, &rebuilt, error);
  if (good) say(report, "Memory was rebuilt from %" G_GINT64_FORMAT " answers.", rebuilt.answers);
  app_close(app);
  return good;
}
