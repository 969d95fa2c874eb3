/* fit_job - the memory model fitted beside the screens, in a thread that touches nothing of theirs;
 * the learner is asked before anything changes.
 */
#include "app/learner.h"
#include "tui/screen.h"

struct FitJob {
  GThread *thread;
  FitLog *log;
  FitReport report;
  gint done, cancelled; /* atomic */
};

static bool going_on(double done, void *user) {
  struct FitJob *job = user;
  (void)done;
  return g_atomic_int_get(&job->cancelled) == 0;
}

static gpointer run(gpointer data) {
  struct FitJob *job = data;
  fit_run(job->log, 0, going_on, job, &job->report);
  g_atomic_int_set(&job->done, 1);
  return NULL;
}

void ui_start_fit(Ui *ui) {
  GError *error = NULL;
  if (ui->fit != NULL) return;
  FitLog *log = app_fit_log(ui->app, &error);
  if (log == NULL) {
    ui_say_error(ui, error);
    return;
  }
  ui->fit = g_new0(struct FitJob, 1);
  ui->fit->log = log;
  ui->fit->thread = g_thread_new("fit", run, ui->fit);
  ui_say(ui, ROLE_NORMAL, "Fitting memory to your answers; go on meanwhile.");
}

static void job_free(struct FitJob *job) {
  g_thread_join(job->thread);
  fit_log_free(job->log);
  g_free(job);
}

void ui_stop_fit(Ui *ui) {
  if (ui->fit == NULL) return;
  g_atomic_int_set(&ui->fit->cancelled, 1);
  job_free(g_steal_pointer(&ui->fit));
}

bool ui_is_fitting(const Ui *ui) {
  return ui->fit != NULL && g_atomic_int_get(&ui->fit->done) == 0;
}

/* Nothing comes between a learner and the key they are about to press: only over these. */
static bool may_ask(const Ui *ui) {
  const Screen *top = ui->stack->len == 0 ? NULL : ui->stack->pdata[ui->stack->len - 1];
  return top != NULL && (top->kind == &SCR_HOME || top->kind == &SCR_MEMORY ||
                         top->kind == &SCR_MASTERY || top->kind == &SCR_PLAN);
}

static void chosen(Ui *ui, int index, void *user) {
  GError *error = NULL;
  (void)user;
  bool good =
      index == 0 ? app_fit_apply(ui->app, ui->fitted, &error) : app_fit_offered(ui->app, &error);
  if (!good)
    ui_say_error(ui, error);
  else if (index == 0)
    ui_say(ui, ROLE_ACCENT, "Memory is fitted to you; every interval was computed anew.");
}

static void show(Ui *ui, const FitReport *report) {
  static const char *const choices[] = {"Use them from now on", "Keep those in use"};
  GError *error = NULL;
  if (report->better) {
    g_autofree char *title = g_strdup_printf("Fitted: log loss %.4f, before %.4f", report->log_loss,
                                             report->current_log_loss);
    g_free(ui->fitted);
    ui->fitted = g_memdup2(report, sizeof *report);
    ui_push(ui, scr_choice_new(ui, title, choices, 2, 0, chosen, NULL));
    return;
  }
  if (!app_fit_offered(ui->app, &error)) {
    ui_say_error(ui, error);
    return;
  }
  ui_say(ui, ROLE_NORMAL,
         "Nothing to gain yet: the parameters in use predict your answers as well.");
}

void ui_tick_fit(Ui *ui) {
  if (ui->fit == NULL || g_atomic_int_get(&ui->fit->done) == 0 || !may_ask(ui)) return;
  struct FitJob *job = g_steal_pointer(&ui->fit);
  FitReport report = job->report;
  job_free(job);
  show(ui, &report);
}
