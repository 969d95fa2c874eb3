/* cmd_help - help, completions and what the program says of itself, all from the tables of cli.h.
 */
#include "config.h"

#include "cli/cli.h"
#include "report/about.h"
#include "tui/ui.h"
#include <string.h>

typedef struct {
  const char *name, *arg, *help;
  char letter;
} OptionRow;

static const OptionRow OPTIONS[] = {
#define X(field, name, letter, kind, arg, help) {name, arg, help, letter},
    CLI_OPTIONS(X)
#undef X
};

static const char EXAMPLES[] =
    "Examples:\n"
    "  pawl                             home: what is due, one key starts\n"
    "  pawl drill --minutes 10          a short sitting\n"
    "  pawl set exam-date 2027-03-14    plan toward your exam\n"
    "  pawl search FERPA directory      find items by words\n"
    "  pawl drill --plain               the same in plain lines\n"
    "  pawl write                       write on a scenario, scored by a rubric\n"
    "  pawl history --json              every answer, for scripts\n";

static bool listed(const char *list, const char *name) {
  g_auto(GStrv) words = g_strsplit(list, " ", -1);
  return g_strv_contains((const char *const *)words, name);
}

/* On one line where both fit, else HELP under LEFT, both within 80 columns. */
static void print_row(const char *left, const char *help) {
  static const int width = 22;
  if (strlen(left) <= (size_t)width && (size_t)width + strlen(help) <= 77) {
    cli_print("  %-*s %s\n", width, left, help);
    return;
  }
  cli_wrapped(2, left);
  cli_wrapped(6, help);
}

static void print_option(const OptionRow *option) {
  const char letter[] = {'-', option->letter, ',', ' ', '\0'};
  g_autofree char *left =
      g_strdup_printf("%s--%s%s%s", option->letter != 0 ? letter : "", option->name,
                      option->arg == NULL ? "" : " ", option->arg == NULL ? "" : option->arg);
  print_row(left, option->help);
}

static void print_all(void) {
  cli_print("pawl %s - practice for the CETL exam in a terminal\n\n%s\nCommands:\n",
            PACKAGE_VERSION, EXAMPLES);
  for (int i = 0; CLI_COMMANDS[i].name != NULL; i++) {
    const CliCommand *command = &CLI_COMMANDS[i];
    g_autofree char *left = g_strdup_printf("%s %s", command->name, command->args);
    print_row(left, command->help);
  }
  cli_print("\nOptions:\n");
  for (size_t i = 0; i < G_N_ELEMENTS(OPTIONS); i++) print_option(&OPTIONS[i]);
  cli_print("\nMore: man pawl\n");
}

static void print_command(const CliCommand *command) {
  g_autofree char *usage = g_strdup_printf("pawl %s %s", command->name, command->args);
  cli_wrapped(0, usage);
  cli_wrapped(2, command->help);
  if (strcmp(command->name, "pack") == 0) pack_print_verbs();
  for (size_t i = 0; i < G_N_ELEMENTS(OPTIONS); i++)
    if (listed(command->options, OPTIONS[i].name)) print_option(&OPTIONS[i]);
}

int cmd_help(Cli *cli) {
  bool is_help = cli->command != NULL && strcmp(cli->command, "help") == 0;
  const char *topic = is_help ? cli->args[0] : cli->command;
  for (int i = 0; topic != NULL && CLI_COMMANDS[i].name != NULL; i++)
    if (strcmp(CLI_COMMANDS[i].name, topic) == 0) {
      print_command(&CLI_COMMANDS[i]);
      return CLI_OK;
    }
  if (is_help && topic != NULL) return cli_usage("There is no command '%s'.", topic);
  print_all();
  return CLI_OK;
}

int cmd_about(Cli *cli) {
  (void)cli;
  cli_print("pawl %s\n\n", PACKAGE_VERSION);
  cli_wrapped(0, REPORT_ABOUT);
  return CLI_OK;
}

int cmd_keys(Cli *cli) {
  (void)cli;
  g_autofree char *text = ui_key_file_text();
  cli_print("%s", text);
  return CLI_OK;
}

/* -- completions ------------------------------------------------------------------------------- */

static char *join_names(bool commands) {
  GString *out = g_string_new(NULL);
  for (int i = 0; commands && CLI_COMMANDS[i].name != NULL; i++)
    g_string_append_printf(out, "%s%s", i > 0 ? " " : "", CLI_COMMANDS[i].name);
  for (size_t i = 0; !commands && i < G_N_ELEMENTS(OPTIONS); i++)
    g_string_append_printf(out, "%s--%s", i > 0 ? " " : "", OPTIONS[i].name);
  return g_string_free(out, FALSE);
}

static char *setting_keys(void) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < SETTING_COUNT; i++)
    g_string_append_printf(out, "%s%s", i > 0 ? " " : "", app_setting_info((Setting)i)->key);
  return g_string_free(out, FALSE);
}

static void print_bash(void) {
  g_autofree char *commands = join_names(true), *options = join_names(false),
                  *settings = setting_keys();
  cli_print(
      "_pawl() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  case $prev in\n"
      "    --db|--config) COMPREPLY=($(compgen -f -- \"$cur\")); return;;\n"
      "    set) COMPREPLY=($(compgen -W \"%s\" -- \"$cur\")); return;;\n"
      "    pack) COMPREPLY=($(compgen -W \"install upgrade remove list show diff enable disable "
      "lint new edit build sign verify keygen reports\" -- \"$cur\")); return;;\n"
      "    log) COMPREPLY=($(compgen -W \"export verify import learner forget-key\" -- \"$cur\")); "
      "return;;\n"
      "    items) COMPREPLY=($(compgen -W \"stats\" -- \"$cur\")); return;;\n"
      "    stats) COMPREPLY=($(compgen -f -- \"$cur\")); return;;\n"
      "    mentor) COMPREPLY=($(compgen -f -W \"show areas exams exam essays essay score say reply "
      "report\" -- \"$cur\")); return;;\n"
      "    round) COMPREPLY=($(compgen -W \"new answer open result\" -- \"$cur\")); return;;\n"
      "    sync) COMPREPLY=($(compgen -d -- \"$cur\")); return;;\n"
      "    lint) COMPREPLY=($(compgen -d -- \"$cur\")); return;;\n"
      "    completion) COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$cur\")); return;;\n"
      "  esac\n"
      "  case $cur in\n"
      "    -*) COMPREPLY=($(compgen -W \"%s\" -- \"$cur\"));;\n"
      "    *) COMPREPLY=($(compgen -W \"%s\" -- \"$cur\"));;\n"
      "  esac\n"
      "}\n"
      "complete -F _pawl pawl\n",
      settings, options, commands);
}

static void print_zsh(void) {
  cli_print("#compdef pawl\n_arguments \\\n");
  for (size_t i = 0; i < G_N_ELEMENTS(OPTIONS); i++)
    cli_print("  '--%s[%s]%s%s' \\\n", OPTIONS[i].name, OPTIONS[i].help,
              OPTIONS[i].arg == NULL ? "" : ":", OPTIONS[i].arg == NULL ? "" : OPTIONS[i].arg);
  g_autofree char *commands = join_names(true);
  cli_print("  '1:command:(%s)' '*:argument:_files'\n", commands);
}

static void print_fish(void) {
  for (int i = 0; CLI_COMMANDS[i].name != NULL; i++)
    cli_print("complete -c pawl -n __fish_use_subcommand -a %s -d '%s'\n", CLI_COMMANDS[i].name,
              CLI_COMMANDS[i].help);
  for (size_t i = 0; i < G_N_ELEMENTS(OPTIONS); i++)
    cli_print("complete -c pawl -l %s%s -d '%s'\n", OPTIONS[i].name,
              OPTIONS[i].arg == NULL ? "" : " -r", OPTIONS[i].help);
}

int cmd_completion(Cli *cli) {
  static const struct {
    const char *shell;
    void (*print)(void);
  } shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
  for (size_t i = 0; i < G_N_ELEMENTS(shells); i++)
    if (strcmp(shells[i].shell, cli->args[0]) == 0) {
      shells[i].print();
      return CLI_OK;
    }
  return cli_usage("There is no completion for '%s': bash, zsh or fish.", cli->args[0]);
}
