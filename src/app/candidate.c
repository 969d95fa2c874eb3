/* candidate - one learner's logs as an App of their own, and what their mentor says of
 * them; see cohort.h.
 *
 * Reading the packs takes most of the time of a new database, so one that holds nothing but packs is kept
 * beside the mentor's (DB.packs) and copied. Packs that changed since are read again in the copy, as at
 * every start.
 *
 * The file has no name once it is open, so that nothing of a candidate stays behind however the program
 * ends; the store opens a scratch database once, and keeps its journal in memory.
 */
#include "app/dossier.h"
#include "app/logs_private.h"
#include "app/writing_private.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>

struct Candidate {
  App *app;
  App *mentor; /* lent */
  Uuid learner;
};

App *candidate_app(Candidate *candidate) {
  return candidate->app;
}

const Uuid *candidate_learner(const Candidate *candidate) {
  return &candidate->learner;
}

static void remove_folder(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
}

void candidate_close(Candidate *candidate) {
  if (candidate == NULL) return;
  app_close(candidate->app);
  g_free(candidate);
}

/* The candidate's day and target, as far as the log tells them. */
static bool set_up(App *app, const CohortRow *row, GError **error) {
  g_autofree char *target = g_strdup_printf("%.0f", 100 * row->readiness.target);
  app_set_setting(app, SETTING_NAME, row->name, NULL); /* reports do without where it is none */
  g_autofree char *exam = row->exam_day > 0 ? clock_format_date(row->exam_day) : NULL;
  return app_set_learner(app, row->learner, error) &&
         app_set_setting(app, SETTING_MOCKS, "0", error) &&
         app_set_setting(app, SETTING_TARGET, target, error) &&
         (exam == NULL || app_set_setting(app, SETTING_EXAM_DATE, exam, error));
}

static bool take_logs(App *app, const CohortRow *row, GError **error) {
  guint taken = 0;
  for (guint i = 0; i < row->paths->len; i++) {
    g_autoptr(GError) fault = NULL;
    LogMerge merged;
    if (logs_import_to_look(app, row->paths->pdata[i], &merged, &fault)) {
      taken++;
      continue;
    }
    if (i + 1 < row->paths->len || taken > 0) continue;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
  }
  return true;
}

/* -- packs that were read before --------------------------------------------------------------- */

static char *kept_packs(const App *app) {
  return g_strconcat(app_db_path(app), ".packs", NULL);
}

static bool copy_file(const char *from, const char *to) {
  g_autofree char *bytes = NULL;
  gsize size = 0;
  return g_file_get_contents(from, &bytes, &size, NULL) &&
         g_file_set_contents_full(to, bytes, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                  NULL);
}

static int64_t changed_at(const char *path) {
  GStatBuf state;
  return g_stat(path, &state) == 0
             ? (int64_t)state.st_mtim.tv_sec * 1000000000 + state.st_mtim.tv_nsec
             : 0;
}

/* A new database with the packs in it at CONFIG->db. */
static App *open_with_packs(App *mentor, const AppConfig *config, GError **error) {
  g_autofree char *kept = kept_packs(mentor);
  bool copied = copy_file(kept, config->db);
  int64_t before = changed_at(config->db);
  App *app = app_open(config, copied ? NULL : error);
  if (app == NULL && copied) { /* of another pawl, or damaged */
    g_unlink(config->db);
    app = app_open(config, error);
    before = 0;
  }
  if (app != NULL && changed_at(config->db) != before && !app_read_only(mentor))
    copy_file(config->db, kept);
  return app;
}

/* A signal that ends the program waits while the file still has a name. A mask would not do: threads that
 * read logs may be there to take it. */
static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
typedef struct {
  struct sigaction before[G_N_ELEMENTS(ENDING)];
} Held;

static volatile sig_atomic_t came;

static void note_signal(int number) {
  came = number;
}

static void hold_signals(Held *held) {
  struct sigaction note = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
  came = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(ENDING); i++) sigaction(ENDING[i], &note, &held->before[i]);
}

static void release_signals(const Held *held) {
  for (size_t i = 0; i < G_N_ELEMENTS(ENDING); i++) sigaction(ENDING[i], &held->before[i], NULL);
  if (came != 0) raise(came);
}

/* In a folder of its own for as long as it takes to open it. */
static App *open_nameless(App *mentor, GError **error) {
  g_autofree char *folder = g_dir_make_tmp("pawl-XXXXXX", error);
  if (folder == NULL) return NULL;
  g_autofree char *db = g_build_filename(folder, "candidate.db", NULL);
  AppConfig config = {.db = db,
                      .items_dir = mentor->items_dir,
                      .packs_dir = mentor->packs_dir,
                      .clock = mentor->clock,
                      .scratch = true,
                      .seed = mentor->seed};
  App *app = open_with_packs(mentor, &config, error);
  remove_folder(folder);
  return app;
}

/* -- opening ----------------------------------------------------------------------------------- */

Candidate *candidate_open(App *app, const CohortRow *row, GError **error) {
  if (row->level == LOG_SUMMARY) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "The log of %s was written at level summary: there are figures, but no single "
                "answers in it. Ask for: pawl log export --level answers",
                row->name);
    return NULL;
  }
  g_autoptr(Candidate) candidate = g_new0(Candidate, 1);
  candidate->mentor = app;
  uuid_parse(row->learner, &candidate->learner);
  Held held;
  hold_signals(&held);
  candidate->app = open_nameless(app, error);
  release_signals(&held);
  if (candidate->app == NULL || !set_up(candidate->app, row, error) ||
      !take_logs(candidate->app, row, error) ||
      !reply_show(app, &candidate->learner, candidate->app, error))
    return NULL;
  return g_steal_pointer(&candidate);
}

/* -- what the mentor says ---------------------------------------------------------------------- */

int candidate_waiting(Candidate *candidate) {
  g_autoptr(GPtrArray) waiting = reply_waiting(candidate->mentor, NULL);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++) {
    const ReplyCandidate *reply = waiting->pdata[i];
    if (uuid_equal(&reply->learner, &candidate->learner)) return reply->fresh;
  }
  return 0;
}

bool candidate_say(Candidate *candidate, RemarkAbout about, const char *subject, const char *body,
                   GError **error) {
  return reply_say(candidate->mentor, &candidate->learner, about, subject, body, error) &&
         reply_show(candidate->mentor, &candidate->learner, candidate->app, error);
}

/* True where the mentor is to meet the item of TEXT in a practice exam of their own. */
static bool is_sealed(const Candidate *candidate, const WritingView *text) {
  Store *store = candidate->mentor->store;
  int64_t id = store_item_by_code(store, text->item->id);
  StoreItem *item = id == 0 ? NULL : store_item(store, id, NULL);
  bool sealed = item != NULL && item->sealed;
  if (item != NULL) store_item_free(item);
  return sealed;
}

bool candidate_score(Candidate *candidate, const WritingView *text, const WritingGrade *grade,
                     GError **error) {
  if (is_sealed(candidate, text)) {
    g_set_error(
        error, APP_ERROR, APP_ERROR_INPUT,
        "%s is kept for a practice exam of your own, so its rubric is not shown. Score the text "
        "when you have taken that exam, or give the reserve up: pawl set mocks 0",
        text->item->id);
    return false;
  }
  return reply_score(candidate->mentor, &candidate->learner, text, grade, error) &&
         reply_show(candidate->mentor, &candidate->learner, candidate->app, error);
}

static void lend(const Candidate *candidate, WritingView *text) {
  text->lent = true;
  text->sealed = is_sealed(candidate, text);
}

GPtrArray *candidate_texts(Candidate *candidate, GError **error) {
  g_autoptr(GPtrArray) texts = writing_all(candidate->app, false, error);
  GPtrArray *spoken = texts == NULL ? NULL : writing_all(candidate->app, true, error);
  if (spoken == NULL) return NULL;
  g_ptr_array_extend_and_steal(texts, spoken);
  for (guint i = 0; i < texts->len; i++) lend(candidate, texts->pdata[i]);
  return g_steal_pointer(&texts);
}

WritingView *candidate_text(Candidate *candidate, int64_t id, GError **error) {
  WritingView *text = writing_view(candidate->app, id, error);
  if (text != NULL) lend(candidate, text);
  return text;
}
