/* cli - parsing and dispatch, and the small things every command uses. */
#include "config.h"

#include "cli/cli.h"
#include "core/text.h"
#include "tui/ui.h"
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const CliCommand CLI_COMMANDS[] = {
    {"drill", "", "practise what is due and what is new", 0, 0, cmd_drill, "minutes count"},
    {"exam", "[list | results | show [ID] | review [ID]]",
     "take a practice exam or go on with it; the forms there are; results", 0, 2, cmd_exam,
     "blueprint"},
    {"assess", "[list | compare]",
     "rate your own practice; sheets for others; ratings beside what is measured", 0, 1, cmd_assess,
     "instrument name out import"},
    {"write", "[ITEM | list | show ID | hand-in ID | score ID]",
     "write on a scenario; your texts; score them against the rubric", 0, 2, cmd_write,
     "as name levels comment"},
    {"interview", "[ITEM | list | show ID | score ID]",
     "answer a prompt aloud against the clock, then tick what you covered", 0, 2, cmd_write,
     "as name levels comment"},
    {"status", "", "what is due, what is new, how each area stands", 0, 0, cmd_status, ""},
    {"items", "[stats FILE...]",
     "list all items; how they behave over many learners, from their progress logs", 0, -1,
     cmd_items, ""},
    {"search", "WORDS...", "find items by words", 1, -1, cmd_search, ""},
    {"show", "ITEM", "an item with its rationales and your history", 1, 1, cmd_show, ""},
    {"history", "", "every answer you gave", 0, 0, cmd_history, "undone"},
    {"mastery", "", "what you can do on items never seen, by area", 0, 0, cmd_mastery, ""},
    {"readiness", "", "your chance of reaching the target, with its evidence", 0, 0, cmd_readiness,
     ""},
    {"report", "[-o FILE]",
     "how all of it stands, on a page; as a file (.html, .md, .csv) to hand on", 0, 0, cmd_report,
     "output"},
    {"forecast", "[ITEMS | score RIGHT]", "foretell a form before it is taken, score it after", 0,
     2, cmd_forecast, ""},
    {"plan", "", "today's sitting and the forecast for the exam day", 0, 0, cmd_plan, ""},
    {"memory", "", "how well recall was predicted; stability; confidence", 0, 0, cmd_memory, ""},
    {"fit", "", "fit the memory model to your answers, or to a log", 0, 0, cmd_fit,
     "log epochs apply"},
    {"glossary", "[TERM...]", "what a term or acronym means; all of them", 0, -1, cmd_glossary, ""},
    {"set", "[NAME [VALUE]]", "show or change settings (exam-date, minutes ...)", 0, 2, cmd_set,
     ""},
    {"suspend", "ITEM", "put an item aside", 1, 1, cmd_suspend, ""},
    {"resume", "ITEM", "bring a suspended item back", 1, 1, cmd_resume, ""},
    {"flag", "ITEM [NOTE]", "mark an item, or report a problem with it", 1, 2, cmd_flag, ""},
    {"unflag", "ITEM", "take the mark away", 1, 1, cmd_unflag, ""},
    {"pack", "VERB ...",
     "item packs: install, upgrade, remove, list, show, diff, enable, disable; lint, new, edit, "
     "build, sign, verify, keygen, reports",
     1, 3, cmd_pack, "strict as yes undo output key no-password import"},
    {"log", "export -o FILE | verify FILE | import FILE | learner [ID] | forget-key DEVICE",
     "your progress as a signed file: write, check, merge one; take a mentor's reply", 1, 2,
     cmd_log, "output since level yes"},
    {"mentor",
     "[LOG|FOLDER ...] | (show | areas | exams | essays) WHO [LOG|FOLDER ...] | (exam | essay | "
     "score) "
     "WHO N | say WHO TEXT | reply [WHO] -o FILE | report -o FILE [LOG|FOLDER ...]",
     "how candidates stand, from the logs they sent; one of them; their texts scored, remarks for "
     "them, and the reply that carries these back",
     0, -1, cmd_mentor, "sort levels comment output about"},
    {"sync", "FOLDER", "keep devices in step over a folder that all of them see", 1, 1, cmd_sync,
     ""},
    {"round",
     "new -o FILE [ITEM...] | answer ROUND -o FILE | open ROUND FILES | result ROUND FILES",
     "answer as a group by file: alone, see the split, again, then the key", 1, -1, cmd_round,
     "output count name members yes"},
    {"doctor", "", "check the database, the backups and the packs", 0, 0, cmd_doctor, "repair"},
    {"rebuild", "", "make memory anew from the answer log", 0, 0, cmd_rebuild, ""},
    {"backup", "", "write a verified backup now", 0, 0, cmd_backup, ""},
    {"keys", "", "every key of the screens, in the form of the key file", 0, 0, cmd_keys, ""},
    {"about", "", "what pawl is, its sources and its independence", 0, 0, cmd_about, ""},
    {"help", "[COMMAND]", "help for a command", 0, 1, cmd_help, ""},
    {"completion", "bash | zsh | fish", "print a completion script for the shell", 1, 1,
     cmd_completion, ""},
    {NULL, NULL, NULL, 0, 0, NULL, NULL},
};

/* -- words ------------------------------------------------------------------------------------- */

static void print_to(FILE *out, const char *prefix, const char *format, va_list args) {
  g_autofree char *raw = g_strdup_vprintf(format, args);
  g_autofree char *clean = text_clean(raw, -1);
  g_autofree char *ascii = g_get_charset(NULL) ? NULL : text_ascii(clean);
  fputs(prefix, out);
  fputs(ascii != NULL ? ascii : clean, out);
}

void cli_print(const char *format, ...) {
  va_list args;
  va_start(args, format);
  print_to(stdout, "", format, args);
  va_end(args);
}

int cli_fail(const char *format, ...) {
  va_list args;
  va_start(args, format);
  fflush(stdout);
  print_to(stderr, "pawl: ", format, args);
  fputc('\n', stderr);
  va_end(args);
  return CLI_FAILURE;
}

int cli_fail_error(GError *error) {
  cli_fail("%s", error != NULL ? error->message : "Something failed without a word.");
  g_clear_error(&error);
  return CLI_FAILURE;
}

bool cli_refuse(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *what = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
  return false;
}

int cli_usage(const char *format, ...) {
  va_list args;
  va_start(args, format);
  fflush(stdout);
  print_to(stderr, "pawl: ", format, args);
  fputs("\nTry: pawl --help\n", stderr);
  va_end(args);
  return CLI_USAGE;
}

static struct {
  FILE *pipe;
  int saved;
} pager;

int cli_columns(void) {
  struct winsize size;
  int fd = pager.pipe != NULL ? pager.saved : STDOUT_FILENO;
  bool known = isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? CLAMP(size.ws_col, 20, 80) : 80;
}

void cli_wrapped(int indent, const char *text) {
  g_autoptr(GArray) lines = text_wrap(text, cli_columns() - 2 - indent);
  for (guint i = 0; i < lines->len; i++) {
    const TextLine *line = &g_array_index(lines, TextLine, i);
    if (line->length == 0)
      cli_print("\n");
    else
      cli_print("%*s%.*s\n", indent, "", (int)line->length, text + line->offset);
  }
}

static int distance(const char *a, const char *b) {
  int n = (int)strlen(b), row[64];
  if (n > 62) return 99;
  for (int j = 0; j <= n; j++) row[j] = j;
  for (int i = 1; a[i - 1] != '\0'; i++) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= n; j++) {
      int above = row[j];
      row[j] = MIN(MIN(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
      diagonal = above;
    }
  }
  return row[n];
}

const char *cli_nearest(const char *word, const char *const *words) {
  const char *best = NULL;
  int best_distance = 3;
  for (; *words != NULL; words++) {
    int d = distance(word, *words);
    if (strlen(word) >= 3 && g_str_has_prefix(*words, word)) d = 1;
    if (d < best_distance) {
      best_distance = d;
      best = *words;
    }
  }
  return best;
}

bool cli_number(const char *option, const char *text, int low, int high, int *out) {
  gint64 value = 0;
  if (g_ascii_string_to_signed(text, 10, low, high, &value, NULL)) {
    *out = (int)value;
    return true;
  }
  cli_usage("%s takes a whole number from %d to %d, not '%s'.", option, low, high, text);
  return false;
}

/* -- pager ------------------------------------------------------------------------------------- */

void cli_pager_open(void) {
  const char *program = g_getenv("PAGER");
  if (!isatty(STDOUT_FILENO) || program == NULL || *program == '\0') return;
  fflush(stdout);
  pager.pipe = popen(program, "w");
  if (pager.pipe == NULL) return;
  signal(SIGPIPE, SIG_IGN); /* a reader who leaves early is no failure */
  pager.saved = dup(STDOUT_FILENO);
  dup2(fileno(pager.pipe), STDOUT_FILENO);
}

void cli_pager_close(void) {
  fflush(stdout);
  if (pager.pipe == NULL) return;
  dup2(pager.saved, STDOUT_FILENO);
  close(pager.saved);
  pclose(pager.pipe);
  pager.pipe = NULL;
}

/* -- opening ----------------------------------------------------------------------------------- */

App *cli_open(Cli *cli) {
  GError *error = NULL;
  App *app = app_open(&cli->config, &error);
  if (app == NULL) {
    bool corrupt = app_error_is_corrupt(error);
    cli_fail_error(error);
    if (corrupt)
      fputs("pawl: 'pawl doctor --repair' restores it from a backup and the log.\n", stderr);
    return NULL;
  }
  const GPtrArray *notices = app_notices(app);
  for (guint i = 0; i < notices->len; i++) cli_fail("%s", (char *)notices->pdata[i]);
  return app;
}

static bool wanted_plain(void) {
  const char *accessible = g_getenv("ACCESSIBLE"), *term = g_getenv("TERM");
  if (accessible != NULL && *accessible != '\0' && strcmp(accessible, "0") != 0) return true;
  return term == NULL || *term == '\0' || strcmp(term, "dumb") == 0;
}

bool cli_wants_screens(const Cli *cli) {
  return !cli->options.plain && !wanted_plain() && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

bool cli_no_colour(const Cli *cli) {
  const char *no_colour = g_getenv("NO_COLOR");
  return cli->options.no_color || (no_colour != NULL && *no_colour != '\0');
}

/* Ends as the signal would have ended us, now that everything is kept and the terminal restored. */
static void die_by(int number) {
  signal(number, SIG_DFL);
  raise(number);
}

int cli_run_screens(Cli *cli, const UiStart *start) {
  App *app = cli_open(cli);
  return app == NULL ? CLI_FAILURE : cli_show_screens(cli, app, start);
}

int cli_show_screens(Cli *cli, App *app, const UiStart *start) {
  UiOptions options = {
      .no_colour = cli_no_colour(cli), .key_file = cli->options.config, .start = *start};
  GError *error = NULL;
  int number = 0;
  UiResult result = ui_run(app, &options, &number, &error);
  app_close(app);
  if (number != 0) die_by(number);
  if (result == UI_LEFT) return CLI_OK;
  if (result == UI_FAILED) return cli_fail_error(error);
  g_clear_error(&error);
  return CLI_NO_SCREENS;
}

/* -- what commands share ----------------------------------------------------------------------- */

/* Charts are left out: a table beside them says the same. */
void cli_doc(const Doc *doc) {
  for (guint i = 0; i < doc->lines->len; i++) {
    const DocLine *line = doc->lines->pdata[i];
    if (line->kind != DOC_CHART) cli_wrapped(line->indent, line->text);
  }
}

void cli_json(json_t *value) {
  char *text = json_dumps(value, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(10));
  printf("%s\n", text);
  free(text);
  json_decref(value);
}

bool cli_agreed(const Cli *cli, const char *question) {
  char line[16] = "";
  if (cli->options.yes) return true;
  if (!isatty(STDIN_FILENO)) {
    cli_fail("%s Say --yes to do it.", question);
    return false;
  }
  cli_print("%s [y/N] ", question);
  fflush(stdout);
  return fgets(line, sizeof line, stdin) != NULL && (line[0] == 'y' || line[0] == 'Y');
}

int cli_with_app(Cli *cli, CliAppFn run) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  int status = run(cli, app, &error);
  if (error != NULL) status = cli_fail_error(error);
  app_close(app);
  return status;
}

/* Packs stand beside the program: in the source tree above the build folder, or installed. */
static char *find_items(const char *argv0) {
  const char *named = g_getenv("PAWL_ITEMS");
  if (named != NULL && *named != '\0') return g_strdup(named);
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  if (self == NULL) self = g_find_program_in_path(argv0);
  if (self != NULL) {
    g_autofree char *dir = g_path_get_dirname(self);
    static const char *const beside[] = {"../items", "items", "../share/pawl/items"};
    for (size_t i = 0; i < G_N_ELEMENTS(beside); i++) {
      g_autofree char *path = g_build_filename(dir, beside[i], NULL);
      g_autofree char *real = realpath(path, NULL);
      if (real != NULL && g_file_test(real, G_FILE_TEST_IS_DIR)) return g_strdup(real);
    }
  }
  return g_strdup(PAWL_DATA_ITEMS);
}

/* -- parsing ----------------------------------------------------------------------------------- */

static GOptionEntry *entries(CliOptions *options) {
#define FLAG                                    G_OPTION_ARG_NONE
#define TEXT                                    G_OPTION_ARG_STRING
#define X(field, name, letter, kind, arg, help) {name, letter, 0, kind, &options->field, help, arg},
  GOptionEntry list[] = {CLI_OPTIONS(X){NULL, 0, 0, 0, NULL, NULL, NULL}};
#undef X
#undef FLAG
#undef TEXT
  return g_memdup2(list, sizeof list);
}

static const char *const OPTION_NAMES[] = {
#define X(field, name, letter, kind, arg, help) name,
    CLI_OPTIONS(X)
#undef X
        NULL};

static int unknown_option(GError *error) {
  const char *dashes = strstr(error->message, "--");
  g_autofree char *name = g_strdup(dashes == NULL ? "" : dashes + 2);
  g_strdelimit(name, "= ", '\0');
  const char *near = cli_nearest(name, OPTION_NAMES);
  int status = near != NULL ? cli_usage("%s. Did you mean --%s?", error->message, near)
                            : cli_usage("%s.", error->message);
  g_error_free(error);
  return status;
}

static int parse(Cli *cli, int *argc, char ***argv) {
  GError *error = NULL;
  g_autofree GOptionEntry *list = entries(&cli->options);
  GOptionContext *context = g_option_context_new(NULL);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, list, NULL);
  bool good = g_option_context_parse(context, argc, argv, &error);
  g_option_context_free(context);
  return good ? CLI_OK : unknown_option(error);
}

static int set_up(Cli *cli) {
  int64_t now = 0;
  guint64 seed = 0;
  if (cli->options.now == NULL) {
    clock_init_system(&cli->clock);
  } else if (clock_parse_instant(cli->options.now, &now)) {
    clock_init_fixed(&cli->clock, now);
  } else {
    clock_init_system(&cli->clock);
    return cli_usage("--now takes an instant such as 2026-11-23T18:00:00Z, not '%s'.",
                     cli->options.now);
  }
  if (cli->options.seed != NULL &&
      !g_ascii_string_to_unsigned(cli->options.seed, 10, 1, G_MAXINT64, &seed, NULL))
    return cli_usage("--seed takes a whole number from 1, not '%s'.", cli->options.seed);
  cli->config = (AppConfig){.db = cli->options.db,
                            .items_dir = cli->items_dir,
                            .packs_dir = cli->packs_dir,
                            .clock = &cli->clock,
                            .seed = seed};
  return CLI_OK;
}

static int dispatch(Cli *cli) {
  const char *names[G_N_ELEMENTS(CLI_COMMANDS)] = {0};
  if (cli->options.version) {
    cli_print("pawl %s\n", PACKAGE_VERSION);
    return CLI_OK;
  }
  if (cli->options.help) return cmd_help(cli);
  if (cli->command == NULL) return cmd_home(cli);
  for (int i = 0; CLI_COMMANDS[i].name != NULL; i++) {
    const CliCommand *command = &CLI_COMMANDS[i];
    names[i] = command->name;
    if (strcmp(command->name, cli->command) != 0) continue;
    if (cli->n_args < command->min_args)
      return cli_usage("'pawl %s' needs more: pawl %s %s", command->name, command->name,
                       command->args);
    if (command->max_args >= 0 && cli->n_args > command->max_args)
      return cli_usage("'pawl %s' does not take '%s'.", command->name,
                       cli->args[command->max_args]);
    return command->run(cli);
  }
  const char *near = cli_nearest(cli->command, names);
  return near != NULL
             ? cli_usage("There is no command '%s'. Did you mean '%s'?", cli->command, near)
             : cli_usage("There is no command '%s'.", cli->command);
}

static void free_options(CliOptions *options) {
#define FLAG(field)
#define TEXT(field)                             g_free(options->field);
#define X(field, name, letter, kind, arg, help) kind(field)
  CLI_OPTIONS(X)
#undef X
#undef FLAG
#undef TEXT
}

int cli_main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  signal(SIGXFSZ, SIG_IGN); /* a file-size limit is then an error to tell, like a full disk */
  Cli cli = {.items_dir = find_items(argv[0]),
             .packs_dir = g_build_filename(g_get_user_data_dir(), "pawl", "packs", NULL)};
  int status = parse(&cli, &argc, &argv);
  if (status == CLI_OK) {
    cli.command = argc > 1 ? argv[1] : NULL;
    cli.args = argc > 1 ? argv + 2 : argv + argc;
    cli.n_args = argc > 2 ? argc - 2 : 0;
    status = set_up(&cli);
    if (status == CLI_OK) status = dispatch(&cli);
    clock_finish(&cli.clock);
  }
  if (fflush(stdout) != 0 && status == CLI_OK && errno != EPIPE)
    status = cli_fail("The output could not be written: %s.", g_strerror(errno));
  free_options(&cli.options);
  g_free(cli.items_dir);
  g_free(cli.packs_dir);
  return status;
}
