/* cmd_mentor - candidates' progress logs for whoever mentors them. */
#include "app/cohort.h"
#include "app/reply.h"
#include "cli/cli.h"
#include <string.h>

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
    cli_json(cohort_json(cohort));
  } else {
    g_autoptr(Doc) doc = cohort_doc(cohort, 80);
    cli_pager_open();
    cli_doc(doc);
    cli_pager_close();
    if (!cohort_looked(app, cohort, error)) return CLI_FAILURE;
  }
  return cohort->notes->len == 0 ? CLI_OK : CLI_FAILURE;
}

static int show(Cli *cli, App *app, GError **error) {
  g_autoptr(Cohort) cohort = open_cohort(app, cli->args + 2, cli->n_args - 2, error);
  const CohortRow *row = cohort == NULL ? NULL : cohort_find(cohort, cli->args[1], error);
  g_autoptr(Candidate) candidate = row == NULL ? NULL : candidate_open(app, row, error);
  Uuid learner;
  if (candidate == NULL || !uuid_parse(row->learner, &learner) ||
      !reply_show(app, &learner, candidate_app(candidate), error))
    return CLI_FAILURE;
  g_autoptr(MasteryReport) report = app_mastery_report(candidate_app(candidate), error);
  if (report == NULL) return CLI_FAILURE;
  g_autoptr(Doc) doc = mastery_doc(report, 78);
  cli_doc(doc);
  return CLI_OK;
}

static int show_verb(Cli *cli) {
  if (cli->n_args < 2)
    return cli_usage("'pawl mentor show' needs a candidate: pawl mentor show NAME");
  return cli_with_app(cli, show);
}

/* A path that is called as a verb is given as ./show. */
int cmd_mentor(Cli *cli) {
  static const struct {
    const char *name;
    int (*run)(Cli *cli);
  } verbs[] = {{"show", show_verb}, {"say", mentor_say_verb}, {"reply", mentor_reply_verb}};
  const char *verb = cli->n_args > 0 ? cli->args[0] : "";
  for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (strcmp(verb, verbs[i].name) == 0) return verbs[i].run(cli);
  return cli_with_app(cli, overview);
}
