/* candidate - one learner's logs as an App of their own; see cohort.h. */
#include "app/dossier.h"
#include "app/logs_private.h"
#include <errno.h>
#include <glib/gstdio.h>

struct Candidate {
  App *app;
  char *folder; /* of the database, and nothing else */
};

App *candidate_app(Candidate *candidate) {
  return candidate->app;
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
  if (candidate->folder != NULL) remove_folder(candidate->folder);
  g_free(candidate->folder);
  g_free(candidate);
}

/* The candidate's day and target, as far as the log tells them. */
static bool set_up(App *app, const CohortRow *row, GError **error) {
  g_autofree char *target = g_strdup_printf("%.0f", 100 * row->readiness.target);
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

Candidate *candidate_open(App *app, const CohortRow *row, GError **error) {
  if (row->level == LOG_SUMMARY) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "The log of %s was written at level summary: there are figures, but no single "
                "answers in it. Ask for: pawl log export --level answers",
                row->name);
    return NULL;
  }
  g_autoptr(Candidate) candidate = g_new0(Candidate, 1);
  candidate->folder = g_dir_make_tmp("pawl-XXXXXX", error);
  if (candidate->folder == NULL) return NULL;
  g_autofree char *db = g_build_filename(candidate->folder, "candidate.db", NULL);
  AppConfig config = {.db = db,
                      .items_dir = app->items_dir,
                      .packs_dir = app->packs_dir,
                      .clock = app->clock,
                      .scratch = true,
                      .seed = app->seed};
  candidate->app = app_open(&config, error);
  if (candidate->app == NULL || !set_up(candidate->app, row, error) ||
      !take_logs(candidate->app, row, error))
    return NULL;
  return g_steal_pointer(&candidate);
}
