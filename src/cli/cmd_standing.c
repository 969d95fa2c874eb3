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

int cli_report(Cli *cli, App *app, GError **error) {
  const char *path = cli->options.output;
  g_autoptr(Standing) standing = app_standing(app, error);
  if (standing == NULL) return CLI_FAILURE;
  if (path == NULL) {
    print_report(cli, standing);
    return CLI_OK;
  }
  g_autoptr(Paper) paper = standing_paper(standing);
  return cli_write_paper(paper, path, error) ? CLI_OK : CLI_FAILURE;
}

int cmd_report(Cli *cli) {
  return cli_may_write_paper(cli) ? cli_with_app(cli, cli_report) : CLI_USAGE;
}
