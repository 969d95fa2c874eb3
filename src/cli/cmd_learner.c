/* cmd_learner - what the program believes of the learner: mastery, readiness, plan, memory, fit. */
#include "app/learner.h"
#include "app/reply.h"
#include "cli/cli.h"
#include "core/json.h"
#include <stdlib.h>
#include <string.h>

#define PLAIN_COLUMNS 78

/* -- mastery and readiness --------------------------------------------------------------------- */

static int run_mastery(Cli *cli, App *app, GError **error) {
  g_autoptr(MasteryReport) report = app_mastery_report(app, error);
  if (report == NULL) return CLI_FAILURE;
  if (!cli->options.json) {
    g_autoptr(Doc) doc = mastery_doc(report, PLAIN_COLUMNS);
    cli_doc(doc);
    reply_seen(app, REMARK_LEARNER, "");
    return CLI_OK;
  }
  cli_json(json_pack("{s:o,s:o,s:o,s:o,s:o}", "today", json_day(report->day), "readiness",
                     readiness_json(&report->readiness), "areas", mastery_areas_json(report->areas),
                     "study", study_hints_json(report->study), "remarks",
                     remarks_json(report->remarks)));
  return CLI_OK;
}

static int run_readiness(Cli *cli, App *app, GError **error) {
  g_autoptr(MasteryReport) report = app_mastery_report(app, error);
  if (report == NULL) return CLI_FAILURE;
  if (cli->options.json) {
    cli_json(readiness_json(&report->readiness));
    return CLI_OK;
  }
  g_autoptr(Doc) doc = readiness_doc(report, PLAIN_COLUMNS);
  cli_doc(doc);
  return CLI_OK;
}

int cmd_mastery(Cli *cli) {
  return cli_with_app(cli, run_mastery);
}
int cmd_readiness(Cli *cli) {
  return cli_with_app(cli, run_readiness);
}

/* -- forecasts --------------------------------------------------------------------------------- */

static json_t *forecasts_json(const GArray *all) {
  json_t *array = json_array();
  for (guint i = 0; i < all->len; i++) {
    const FormForecast *f = &g_array_index(all, FormForecast, i);
    json_array_append_new(
        array, json_pack("{s:o,s:s,s:i,s:f,s:f,s:f,s:o,s:o}", "date", json_day(f->day), "form",
                         f->form, "items", f->items, "low", f->low, "middle", f->middle, "high",
                         f->high, "right", f->right < 0 ? json_null() : json_integer(f->right),
                         "hit", f->right < 0 ? json_null() : json_boolean(f->hit)));
  }
  return array;
}

/* A form on paper or elsewhere: the number of its items, or of the right answers to the last one. */
static bool change_forecasts(Cli *cli, App *app, GError **error) {
  if (cli->n_args == 2) return app_score_forecast(app, atoi(cli->args[1]), error);
  return cli->n_args == 0 || app_foretell(app, "paper", atoi(cli->args[0]), NULL, error);
}

static int run_forecast(Cli *cli, App *app, GError **error) {
  if (!change_forecasts(cli, app, error)) return CLI_FAILURE;
  g_autoptr(GArray) all = app_forecasts(app, error);
  if (all == NULL) return CLI_FAILURE;
  if (cli->options.json) {
    cli_json(forecasts_json(all));
    return CLI_OK;
  }
  g_autoptr(Doc) doc = forecast_doc(all, PLAIN_COLUMNS);
  cli_doc(doc);
  return CLI_OK;
}

int cmd_forecast(Cli *cli) {
  int number = 0;
  bool score = cli->n_args == 2 && strcmp(cli->args[0], "score") == 0;
  if (cli->n_args == 2 && !score) return cli_usage("Write: pawl forecast score RIGHT");
  const char *text = cli->n_args > 0 ? cli->args[cli->n_args - 1] : NULL;
  if (text != NULL && !cli_number(score ? "score" : "ITEMS", text, score ? 0 : 5, 1000, &number))
    return CLI_USAGE;
  return cli_with_app(cli, run_forecast);
}

/* -- plan -------------------------------------------------------------------------------------- */

static json_t *forecast_json(const Forecast *f) {
  return json_pack("{s:f,s:f,s:f,s:o}", "minutes", f->minutes, "known", f->known, "unseen",
                   f->unseen, "covered_in_days",
                   f->covered_day < 0 ? json_null() : json_integer(f->covered_day));
}

static void print_plan_json(const PlanReport *r) {
  json_t *forecasts = json_array(), *due = json_array();
  for (int i = 0; i < PLAN_FORECASTS; i++)
    json_array_append_new(forecasts, forecast_json(&r->forecasts[i]));
  for (int i = 0; i < PLAN_CHART_DAYS; i++) json_array_append_new(due, json_integer(r->due[i]));
  g_autofree char *sentence = plan_sentence(r);
  cli_json(json_pack("{s:o,s:o,s:i,s:b,s:i,s:i,s:i,s:i,s:{s:i,s:i,s:f},s:f,s:o,s:o,s:s}", "today",
                     json_day(r->today), "exam_date", json_day(r->exam_day), "days", r->days,
                     "passed", r->passed, "minutes", r->minutes, "items", r->items, "new",
                     r->unseen, "quota", r->quota, "sitting", "reviews", r->sitting_seen, "new",
                     r->sitting_new, "minutes", r->sitting_minutes, "minutes_needed", r->needed,
                     "forecasts", forecasts, "due", due, "says", sentence));
}

static int run_plan(Cli *cli, App *app, GError **error) {
  g_autoptr(PlanReport) report = app_plan_report(app, error);
  if (report == NULL) return CLI_FAILURE;
  if (cli->options.json) {
    print_plan_json(report);
    return CLI_OK;
  }
  g_autoptr(Doc) doc = plan_doc(report, PLAIN_COLUMNS);
  cli_doc(doc);
  return CLI_OK;
}

int cmd_plan(Cli *cli) {
  return cli_with_app(cli, run_plan);
}

/* -- memory ------------------------------------------------------------------------------------ */

static json_t *bins_json(const MemoryBin *bins, int n) {
  json_t *array = json_array();
  for (int i = 0; i < n; i++)
    json_array_append_new(array, json_pack("{s:i,s:f,s:f}", "n", bins[i].n, "predicted",
                                           bins[i].predicted, "observed", bins[i].observed));
  return array;
}

static json_t *confidence_json(const MemoryReport *r) {
  static const char *const names[] = {"guess", "think", "sure"};
  json_t *o = json_object();
  for (int i = 0; i < 3; i++)
    json_object_set_new(
        o, names[i],
        json_pack("{s:i,s:f}", "n", r->confidence[i].n, "right", r->confidence[i].observed));
  return o;
}

static int run_memory(Cli *cli, App *app, GError **error) {
  MemoryReport report;
  if (!app_memory_report(app, &report, error)) return CLI_FAILURE;
  if (!cli->options.json) {
    g_autoptr(Doc) doc = memory_doc(&report, PLAIN_COLUMNS);
    cli_doc(doc);
    return CLI_OK;
  }
  json_t *stability = json_object();
  for (int i = 0; i < MEMORY_STABILITIES; i++)
    json_object_set_new(stability, memory_stability_name(i), json_integer(report.stability[i]));
  cli_json(json_pack("{s:I,s:I,s:f,s:b,s:i,s:o,s:o,s:o}", "answers", (json_int_t)report.answers,
                     "predictions", (json_int_t)report.predictions, "log_loss", report.log_loss,
                     "fitted", report.fitted, "new_since_fit", report.new_since_fit, "recall",
                     bins_json(report.bins, MEMORY_BINS), "stability", stability, "confidence",
                     confidence_json(&report)));
  return CLI_OK;
}

int cmd_memory(Cli *cli) {
  return cli_with_app(cli, run_memory);
}

/* -- fit --------------------------------------------------------------------------------------- */

static void print_fit(const Cli *cli, const FitReport *fit) {
  if (!cli->options.json) {
    g_autoptr(Doc) doc = fit_doc(fit, PLAIN_COLUMNS);
    cli_doc(doc);
    return;
  }
  json_t *parameters = json_array();
  for (size_t i = 0; i < G_N_ELEMENTS(fit->parameters); i++)
    json_array_append_new(parameters, json_real(fit->parameters[i]));
  cli_json(json_pack("{s:o,s:s,s:f,s:f,s:f,s:f,s:I,s:f,s:I,s:b}", "parameters", parameters, "kind",
                     fit->kind, "log_loss", fit->log_loss, "rmse_bins", fit->rmse_bins,
                     "default_log_loss", fit->default_log_loss, "default_rmse_bins",
                     fit->default_rmse_bins, "predictions", (json_int_t)fit->predictions, "seconds",
                     fit->seconds, "peak_kb", (json_int_t)fit->peak_kb, "better", fit->better));
}

/* How often the log is gone through; 0 with a message where that is no number. */
static int epochs_of(const Cli *cli) {
  int epochs = 5;
  const char *text = cli->options.epochs_text;
  return text == NULL || cli_number("--epochs", text, 1, 100, &epochs) ? epochs : 0;
}

static int fit_file(Cli *cli) {
  GError *error = NULL;
  FitReport fit;
  FitLog *log = fit_log_read(cli->options.log, &error);
  if (log == NULL) return cli_fail_error(error);
  fit_run(log, epochs_of(cli), NULL, NULL, &fit);
  fit_log_free(log);
  print_fit(cli, &fit);
  return CLI_OK;
}

static int run_fit(Cli *cli, App *app, GError **error) {
  FitReport fit;
  FitLog *log = app_fit_log(app, error);
  if (log == NULL) return CLI_FAILURE;
  fit_run(log, epochs_of(cli), NULL, NULL, &fit);
  fit_log_free(log);
  print_fit(cli, &fit);
  if (!cli->options.apply) {
    if (fit.better && !cli->options.json) cli_print("Take them over with: pawl fit --apply\n");
    return CLI_OK;
  }
  if (!fit.better) return CLI_OK;
  if (!app_fit_apply(app, &fit, error)) return CLI_FAILURE;
  if (!cli->options.json) cli_print("They are in use now; every interval was computed anew.\n");
  return CLI_OK;
}

int cmd_fit(Cli *cli) {
  if (epochs_of(cli) == 0) return CLI_USAGE;
  return cli->options.log != NULL ? fit_file(cli) : cli_with_app(cli, run_fit);
}
