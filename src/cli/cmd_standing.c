/* cmd_standing - one learner's progress report: in lines, as JSON, or as a file to hand on. */
#include "app/standing.h"
#include "cli/cli.h"

#define PLAIN_COLUMNS 78

static void print_report(const Cli *cli, const Standing *standing) {
  if (cli->options.json) {
    cli_json(standing_json(standing));
    return;
  }
  g_autoptr(Doc) doc = standing_doc(standing, PLAIN_COLUMNS);
  cli_pager_open();
  cli_doc(doc);
  cli_pager_close();
}

/* Whole or not at all; for its owner's eyes, until they hand it on. */
static bool write_report(const Standing *standing, const char *path, GError **error) {
  PaperForm form = PAPER_HTML;
  paper_form_from_path(path, &form);
  g_autoptr(Paper) paper = standing_paper(standing);
  g_autofree char *text = paper_write(paper, form);
  return g_file_set_contents_full(
      path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static int run_report(Cli *cli, App *app, GError **error) {
  const char *path = cli->options.output;
  g_autoptr(Standing) standing = app_standing(app, error);
  if (standing == NULL) return CLI_FAILURE;
  if (path == NULL) {
    print_report(cli, standing);
    return CLI_OK;
  }
  if (!write_report(standing, path, error)) return CLI_FAILURE;
  cli_print("Wrote the report to %s.\n", path);
  return CLI_OK;
}

int cmd_report(Cli *cli) {
  PaperForm form;
  const char *path = cli->options.output;
  if (path != NULL && !paper_form_from_path(path, &form))
    return cli_usage("The form of a report is told by its ending: .html, .md or .csv, not '%s'.",
                     path);
  if (path != NULL && cli->options.json)
    return cli_usage("-o writes a file, --json prints: give one of them.");
  return cli_with_app(cli, run_report);
}
