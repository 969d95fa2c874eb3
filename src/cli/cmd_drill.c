/* cmd_drill - starts a sitting, on the screen or in plain lines. */
#include "cli/cli.h"

static bool read_goal(const Cli *cli, SessionGoal *goal) {
  *goal = (SessionGoal){0};
  return (cli->options.minutes == NULL ||
          cli_number("--minutes", cli->options.minutes, 1, 600, &goal->minutes)) &&
         (cli->options.count == NULL ||
          cli_number("--count", cli->options.count, 1, 1000, &goal->count));
}

int cmd_drill(Cli *cli) {
  SessionGoal goal;
  if (!read_goal(cli, &goal)) return CLI_USAGE;
  UiStart start = {.kind = START_DRILL, .goal = goal};
  int status = cli_wants_screens(cli) ? cli_run_screens(cli, &start) : CLI_NO_SCREENS;
  if (status != CLI_NO_SCREENS) return status;
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  status = plain_drill(cli, app, goal);
  app_close(app);
  return status;
}
