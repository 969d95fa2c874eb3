/* cmd_assess - self-assessments: fill one in, send it out, take it in, compare. */
#include "app/assess.h"
#include "cli/plain.h"
#include <string.h>

/* -- filling in -------------------------------------------------------------------------------- */

static int fill_in(Cli *cli) {
  const CliOptions *options = &cli->options;
  if (cli_wants_screens(cli)) {
    UiStart start = {
        .kind = START_ASSESS, .instrument = options->instrument, .name = options->name};
    int status = cli_run_screens(cli, &start);
    if (status != CLI_NO_SCREENS) return status;
  }
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  g_autoptr(Assessment) assessment =
      app_assess_open(app, options->instrument, options->name, &error);
  int status = assessment == NULL ? cli_fail_error(error) : plain_assess(app, assessment);
  app_close(app);
  return status;
}

/* -- sheets ------------------------------------------------------------------------------------ */

static int write_sheet(Cli *cli, App *app, GError **error) {
  const char *file = cli->options.out;
  int rated = 0;
  if (!app_assess_export(app, cli->options.instrument, cli->options.name, file, &rated, error))
    return CLI_FAILURE;
  cli_print("Wrote %s, ", file);
  cli_print(rated == 0 ? "blank" : "with %d ratings", rated);
  cli_print(". It tells how to fill it in. Take it in with: pawl assess --import %s\n", file);
  return CLI_OK;
}

static void print_findings(const DiagList *list) {
  fflush(stdout);
  for (guint i = 0; i < list->list->len; i++) {
    g_autofree char *text = diag_format(list->list->pdata[i]);
    fprintf(stderr, "%s\n", text);
  }
}

static void print_import(const AssessImport *import) {
  g_autofree char *date = clock_format_date(import->day);
  if (import->again)
    cli_print("Nothing new: the same ratings are here already, of %s.\n", date);
  else
    cli_print("Taken in: %d of %d statements rated, on %s.\n", import->rated, import->statements,
              date);
  cli_print("%s", import->title);
  cli_print("%s%s\n", *import->name == '\0' ? "" : ", by ", import->name);
}

static int take_in(Cli *cli, App *app, GError **error) {
  g_autoptr(DiagList) list = diag_list_new();
  AssessImport import;
  bool good =
      app_assess_import(app, cli->options.import, cli->options.instrument, list, &import, error);
  print_findings(list);
  if (!good) return CLI_FAILURE;
  print_import(&import);
  assess_import_clear(&import);
  return CLI_OK;
}

/* -- reports ----------------------------------------------------------------------------------- */

static void print_listing(const AssessListing *listing) {
  g_autofree char *state = assess_state_words(listing);
  cli_print("%s\n", listing->instrument->id);
  cli_wrapped(2, listing->instrument->title);
  g_autofree char *line =
      g_strdup_printf("%s; %s", assess_rater_words(listing->instrument->rater), state);
  cli_wrapped(2, line);
}

static int list(Cli *cli, App *app, GError **error) {
  g_autoptr(GPtrArray) all = app_assess_list(app, error);
  if (all == NULL) return CLI_FAILURE;
  json_t *array = json_array();
  for (guint i = 0; i < all->len; i++) {
    if (cli->options.json)
      json_array_append_new(array, assess_listing_json(all->pdata[i]));
    else
      print_listing(all->pdata[i]);
  }
  if (cli->options.json)
    cli_json(json_incref(array));
  else if (all->len == 0)
    cli_print("No pack here brings a self-assessment.\n");
  json_decref(array);
  return CLI_OK;
}

static int compare(Cli *cli, App *app, GError **error) {
  g_autoptr(AssessComparison) comparison = app_assess_compare(app, error);
  if (comparison == NULL) return CLI_FAILURE;
  if (cli->options.json) {
    cli_json(assess_comparison_json(comparison));
    return CLI_OK;
  }
  g_autoptr(Doc) doc = assess_comparison_doc(comparison, 78);
  cli_doc(doc);
  if (comparison->self == NULL) cli_print("Rate your own practice: pawl assess\n");
  return CLI_OK;
}

static const struct {
  const char *name;
  CliAppFn run;
} VERBS[] = {{"list", list}, {"compare", compare}};

int cmd_assess(Cli *cli) {
  const CliOptions *options = &cli->options;
  if (options->out != NULL && options->import != NULL)
    return cli_usage("--out writes a sheet and --import takes one in: give one of them.");
  if (cli->n_args > 0 && (options->out != NULL || options->import != NULL))
    return cli_usage("--out and --import stand without '%s'.", cli->args[0]);
  if (options->out != NULL) return cli_with_app(cli, write_sheet);
  if (options->import != NULL) return cli_with_app(cli, take_in);
  if (cli->n_args == 0) return fill_in(cli);
  for (size_t i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    if (strcmp(cli->args[0], VERBS[i].name) != 0) continue;
    cli_pager_open();
    int status = cli_with_app(cli, VERBS[i].run);
    cli_pager_close();
    return status;
  }
  return cli_usage("'pawl assess' takes list or compare, not '%s'.", cli->args[0]);
}
