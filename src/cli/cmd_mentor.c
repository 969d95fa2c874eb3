/* cmd_mentor - candidates' progress logs for whoever mentors them. */
#include "app/cohort.h"
#include "app/pooled.h"
#include "cli/cli.h"
#include <string.h>
#include <unistd.h>

static void say_notes(const Cohort *cohort) {
  for (guint i = 0; i < cohort->notes->len; i++) cli_fail("%s", (char *)cohort->notes->pdata[i]);
}

static Cohort *open_cohort(App *app, char **paths, int n, GError **error) {
  return cohort_open(app, (const char *const *)paths, n, NULL, NULL, error);
}

static bool read_order(const Cli *cli, CohortOrder *out) {
  *out = COHORT_ATTENTION;
  if (cli->options.sort == NULL || cohort_order_from_name(cli->options.sort, out)) return true;
  cli_usage("--sort takes attention, name, readiness, seen or change, not '%s'.",
            cli->options.sort);
  return false;
}

static int overview(Cli *cli, App *app, GError **error) {
  CohortOrder order;
  if (!read_order(cli, &order)) return CLI_USAGE;
  g_autoptr(Cohort) cohort = open_cohort(app, cli->args, cli->n_args, error);
  if (cohort == NULL) return CLI_FAILURE;
  cohort_sort(cohort, order);
  say_notes(cohort);
  if (cli->options.json) {
    cli_json(cohort_json(app, cohort));
  } else {
    g_autoptr(Doc) doc = cohort_doc(cohort, 80);
    cli_pager_open();
    cli_doc(doc);
    cli_pager_close();
    if (!cohort_looked(app, cohort, error)) return CLI_FAILURE;
  }
  return cohort->notes->len == 0 ? CLI_OK : CLI_FAILURE;
}

/* A hundred times at most. */
static void say_progress(int done, int all, void *user) {
  (void)user;
  if (done % MAX(all / 100, 1) == 0 || done == all)
    fprintf(stderr, "\rReading logs: %d of %d", done, all);
  if (done == all) fprintf(stderr, "\r%40s\r", "");
}

/* Until they are read and the screens stand, Ctrl-C ends the program, and nothing is stored. */
static int on_screens(Cli *cli, CohortOrder order) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  CohortProgress progress = isatty(STDERR_FILENO) ? say_progress : NULL;
  g_autoptr(Cohort) cohort =
      cohort_open(app, (const char *const *)cli->args, cli->n_args, progress, NULL, &error);
  if (cohort == NULL) {
    app_close(app);
    return cli_fail_error(error);
  }
  UiStart start = {.kind = START_MENTOR, .cohort = cohort, .order = order};
  return cli_show_screens(cli, app, &start);
}

Candidate *mentor_candidate(Cli *cli, App *app, int n, GError **error) {
  g_autoptr(Cohort) cohort = open_cohort(app, cli->args + n, cli->n_args - n, error);
  const CohortRow *row = cohort == NULL ? NULL : cohort_find(cohort, cli->args[1], error);
  if (row != NULL && row->unknown > 0)
    cli_fail("%" G_GINT64_FORMAT " of the answers are to items of packs that are not here, and are "
             "left out. The log names its packs: pawl pack install.",
             row->unknown);
  return row == NULL ? NULL : candidate_open(app, row, error);
}

static int show(Cli *cli, App *app, GError **error) {
  g_autoptr(Candidate) candidate = mentor_candidate(cli, app, 2, error);
  return candidate == NULL ? CLI_FAILURE : cli_report(cli, candidate_app(candidate), error);
}

/* A group's report, with the statistics of the items that its logs hold answers to. */
static int report(Cli *cli, App *app, GError **error) {
  g_autoptr(Cohort) cohort = open_cohort(app, cli->args + 1, cli->n_args - 1, error);
  if (cohort == NULL) return CLI_FAILURE;
  g_autoptr(GPtrArray) paths = g_ptr_array_new();
  for (guint i = 0; i < cohort->rows->len; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    for (guint p = 0; !row->gone && p < row->paths->len; p++)
      g_ptr_array_add(paths, row->paths->pdata[p]);
  }
  g_ptr_array_add(paths, NULL);
  g_autoptr(Pooled) pooled = app_pool(app, (const char *const *)paths->pdata, error);
  if (pooled == NULL) return CLI_FAILURE;
  say_notes(cohort);
  g_autoptr(Paper) paper = cohort_paper(app, cohort);
  pooled_paper(pooled, paper);
  if (!cli_write_paper(paper, cli->options.output, error)) return CLI_FAILURE;
  return cohort->notes->len == 0 ? CLI_OK : CLI_FAILURE;
}

static int report_verb(Cli *cli) {
  if (cli->options.output == NULL)
    return cli_usage("'pawl mentor report' needs a file to write: pawl mentor report -o FILE.html");
  return cli_may_write_paper(cli) ? cli_with_app(cli, report) : CLI_USAGE;
}

static int show_verb(Cli *cli) {
  if (cli->n_args < 2)
    return cli_usage("'pawl mentor show' needs a candidate: pawl mentor show NAME");
  return cli_may_write_paper(cli) ? cli_with_app(cli, show) : CLI_USAGE;
}

/* A path that is called as a verb is given as ./show. */
int cmd_mentor(Cli *cli) {
  static const struct {
    const char *name;
    int (*run)(Cli *cli);
  } verbs[] = {{"show", show_verb},         {"report", report_verb},
               {"say", mentor_say_verb},    {"reply", mentor_reply_verb},
               {"areas", mentor_read_verb}, {"exams", mentor_read_verb},
               {"exam", mentor_read_verb},  {"essays", mentor_read_verb},
               {"essay", mentor_read_verb}, {"score", mentor_read_verb}};
  const char *verb = cli->n_args > 0 ? cli->args[0] : "";
  for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (strcmp(verb, verbs[i].name) == 0) return verbs[i].run(cli);
  CohortOrder order;
  if (!read_order(cli, &order)) return CLI_USAGE;
  if (!cli->options.json && cli_wants_screens(cli)) {
    int status = on_screens(cli, order);
    if (status != CLI_NO_SCREENS) return status;
  }
  return cli_with_app(cli, overview);
}
