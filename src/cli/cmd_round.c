/* cmd_round - rounds by file: make one, answer alone, see the split, answer again, see the key. */
#include "cli/plain_round.h"
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/* A sentence within the terminal's width. */
static void say(const char *format, ...) G_GNUC_PRINTF(1, 2);
static void say(const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  cli_wrapped(0, text);
}

/* -- making one -------------------------------------------------------------------------------- */

static int make(Cli *cli, App *app, GError **error) {
  const CliOptions *options = &cli->options;
  RoundNew what = {.items = (const char *const *)cli->args + 1,
                   .title = options->name,
                   .members = options->members};
  int questions = 0;
  if (options->count != NULL &&
      !cli_number("--count", options->count, 1, ROUND_QUESTIONS_MAX, &what.count))
    return CLI_USAGE;
  if (options->count != NULL && cli->n_args > 1)
    return cli_usage("Name the items, or say with --count how many to draw.");
  if (!app_round_new(app, options->output, &what, &questions, error)) return CLI_FAILURE;
  say("Wrote a round of %d question%s to %s. Give the file to all members. Each one:", questions,
      questions == 1 ? "" : "s", options->output);
  cli_print("  pawl round answer %s -o FILE\n", options->output);
  return CLI_OK;
}

/* -- answering --------------------------------------------------------------------------------- */

/* A yes on the terminal for taking SEALED questions out of what is kept for exams. */
static bool agrees(int sealed) {
  if (sealed == 0 || !isatty(STDIN_FILENO)) return false;
  PlainInput input;
  plain_input_init(&input);
  say("%d of the questions are kept unseen for your practice exams. Take them out of those and "
      "answer? Type yes.",
      sealed);
  const char *line = plain_read(&input, "Answer them: ");
  bool agreed = line != NULL && strcmp(line, "yes") == 0;
  plain_input_clear(&input);
  return agreed;
}

static RoundSitting *sit(Cli *cli, App *app, GError **error) {
  const char *path = cli->args[1], *name = cli->options.name;
  int sealed = 0;
  g_autoptr(GError) fault = NULL;
  RoundSitting *sitting = round_sit(app, path, name, cli->options.yes, &sealed, &fault);
  if (sitting == NULL && agrees(sealed)) return round_sit(app, path, name, true, &sealed, error);
  if (fault != NULL) g_propagate_error(error, g_steal_pointer(&fault));
  return sitting;
}

static void say_next(const Cli *cli, const RoundView *view) {
  const char *verb = view->phase == 1 ? "open" : "result";
  say("Wrote your answers to %s. Pass the file on. Once you have the others':",
      cli->options.output);
  cli_print("  pawl round %s %s FOLDER\n", verb, cli->args[1]);
}

static int answer(Cli *cli, App *app, GError **error) {
  g_autoptr(RoundSitting) sitting = sit(cli, app, error);
  if (sitting == NULL || !plain_round(cli, sitting)) return CLI_FAILURE;
  const RoundView *view = round_view(sitting);
  if (view->answered < view->questions) {
    cli_print("Kept: %d of %d. Go on with:\n  pawl round answer %s -o %s\n", view->answered,
              view->questions, cli->args[1], cli->options.output);
    return CLI_OK;
  }
  if (!round_write(sitting, cli->options.output, error)) return CLI_FAILURE;
  if (view->closed) say("The result was shown: your answers stand.");
  say_next(cli, view);
  return CLI_OK;
}

/* -- together ---------------------------------------------------------------------------------- */

static void print_row(App *app, const RoundReport *report, int at) {
  const RoundRow *row = report->rows->pdata[at];
  PlainItem item = plain_round_item(row);
  g_autoptr(Doc) doc = round_row_doc(row, report->told);
  cli_print("\nQuestion %d of %u, %s\n\n", at + 1, report->rows->len, row->code);
  plain_show_item(&item);
  cli_print("\n");
  if (report->told) {
    g_autofree char *right = plain_right_numbers(&item);
    cli_print("Key: %s\n", right);
  }
  cli_doc(doc);
  if (!report->told) return;
  plain_show_rationales(&item);
  plain_show_sources(row->item, item_overdue(row->item, app_today(app)), NULL);
}

static int show(Cli *cli, App *app, RoundReport *report) {
  if (cli->options.json) {
    cli_json(round_report_json(report));
    return CLI_OK;
  }
  g_autoptr(Doc) doc = round_report_doc(report);
  cli_pager_open();
  cli_doc(doc);
  for (guint i = 0; i < report->rows->len; i++) print_row(app, report, (int)i);
  if (!report->told)
    cli_print("\nTalk it over, then answer again:\n  pawl round answer %s -o FILE\n", cli->args[1]);
  cli_pager_close();
  return CLI_OK;
}

static int open_round(Cli *cli, App *app, GError **error) {
  g_autoptr(RoundReport) report = app_round_open(app, cli->args[1], cli->args + 2, error);
  return report == NULL ? CLI_FAILURE : show(cli, app, report);
}

static int result(Cli *cli, App *app, GError **error) {
  g_autoptr(RoundReport) report = app_round_result(app, cli->args[1], cli->args + 2, error);
  return report == NULL ? CLI_FAILURE : show(cli, app, report);
}

/* -- verbs ------------------------------------------------------------------------------------- */

static const struct {
  const char *name, *args;
  CliAppFn run;
  int least;   /* arguments behind the verb */
  bool writes; /* needs -o */
} VERBS[] = {
    {"new", "-o FILE [ITEM...]", make, 0, true},
    {"answer", "ROUND -o FILE", answer, 1, true},
    {"open", "ROUND FILE...|FOLDER", open_round, 2, false},
    {"result", "ROUND FILE...|FOLDER", result, 2, false},
};

int cmd_round(Cli *cli) {
  const char *names[G_N_ELEMENTS(VERBS) + 1] = {0}, *verb = cli->args[0];
  for (size_t i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    names[i] = VERBS[i].name;
    if (strcmp(verb, names[i]) != 0) continue;
    bool lacks = VERBS[i].writes && cli->options.output == NULL;
    if (lacks || cli->n_args - 1 < VERBS[i].least)
      return cli_usage("'pawl round %s' needs more: pawl round %s %s", verb, verb, VERBS[i].args);
    if (i == 1 && cli->n_args > 2)
      return cli_usage("'pawl round answer' does not take '%s'.", cli->args[2]);
    return cli_with_app(cli, VERBS[i].run);
  }
  const char *near = cli_nearest(verb, names);
  return near != NULL ? cli_usage("'pawl round' does not know '%s'. Did you mean '%s'?", verb, near)
                      : cli_usage("'pawl round' knows new, answer, open and result.");
}
