/* cmd_mentor - `pawl mentor`: what somebody does who helps candidates along. */
#include "cli/cli.h"
#include <string.h>

int cmd_mentor(Cli *cli) {
  static const struct {
    const char *name;
    int (*run)(Cli *cli);
  } verbs[] = {{"say", mentor_say_verb}, {"reply", mentor_reply_verb}};
  for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (strcmp(cli->args[0], verbs[i].name) == 0) return verbs[i].run(cli);
  return cli_usage("'pawl mentor' knows say and reply, not '%s'.", cli->args[0]);
}
