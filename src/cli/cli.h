/* cli - the command line: one table of commands and one of options, from which parsing, help,
 * completions and the man page's lists are made.
 *
 * Results go to standard output, messages to standard error. Exit status: 0, 1 for a failure, 2 for
 * a command that cannot be understood.
 */
#pragma once
#include "app/app.h"
#include "app/assess.h"
#include "app/cohort.h"
#include "app/exam.h"
#include "report/doc.h"
#include "report/paper.h"
#include "tui/ui.h"
#include <stdio.h>

/* CLI_NO_SCREENS is no exit status: the terminal cannot show screens, go on in plain mode. */
enum { CLI_OK = 0, CLI_FAILURE = 1, CLI_USAGE = 2, CLI_NO_SCREENS = -1 };

/* X(field, "name", letter or 0, kind, "ARG", "help") */
#define CLI_OPTIONS(X)                                                                             \
  X(db, "db", 0, TEXT, "FILE", "keep progress in FILE instead of the usual place")                 \
  X(config, "config", 0, TEXT, "FILE", "read keys from FILE instead of the usual place")           \
  X(plain, "plain", 0, FLAG, NULL, "plain lines of text: for screen readers, scripts, bad links")  \
  X(json, "json", 0, FLAG, NULL, "print the result as JSON")                                       \
  X(seed, "seed", 0, TEXT, "N", "seed of the shuffles: the same N gives the same order")           \
  X(now, "now", 0, TEXT, "INSTANT", "act as if it were INSTANT (ISO 8601), for demonstrations")    \
  X(no_color, "no-color", 0, FLAG, NULL, "no colours; bold, underline and reverse stay")           \
  X(minutes, "minutes", 0, TEXT, "N", "drill: end after N minutes of work")                        \
  X(count, "count", 0, TEXT, "N", "drill: end after N answers; round new: draw N")                 \
  X(blueprint, "blueprint", 0, TEXT, "NAME", "exam: of this form, or a .yaml file of your own")    \
  X(instrument, "instrument", 0, TEXT, "NAME", "assess: this instrument instead of your own")      \
  X(name, "name", 0, TEXT, "WHO",                                                                  \
    "assess: whose ratings; write score: the mentor; round: title, who")                           \
  X(out, "out", 0, TEXT, "FILE", "assess: write a sheet that others fill in with any editor")      \
  X(import, "import", 0, TEXT, "FILE",                                                             \
    "assess: take a sheet in; pack reports: what learners sent")                                   \
  X(as, "as", 0, TEXT, "NAME", "write score: self or mentor; pack install: under this name")       \
  X(levels, "levels", 0, TEXT, "LEVELS", "write score, mentor score: clear:3,cost:2; points 1,3")  \
  X(comment, "comment", 0, TEXT, "TEXT", "write score, mentor score: a remark to keep with it")    \
  X(about, "about", 0, TEXT, "WHAT", "mentor say: area:CODE, exam:UUID or text:UUID")              \
  X(strict, "strict", 0, FLAG, NULL, "pack lint: warnings fail too")                               \
  X(yes, "yes", 'y', FLAG, NULL, "pack, round, log: do it without asking")                         \
  X(undo, "undo", 0, FLAG, NULL, "pack upgrade: back to the edition before")                       \
  X(output, "output", 'o', TEXT, "FILE",                                                           \
    "where to write: report; log export; pack build, reports, keygen; mentor reply; round")        \
  X(key, "key", 0, TEXT, "FILE", "pack: the secret key to sign with, the public one to trust")     \
  X(no_password, "no-password", 0, FLAG, NULL, "pack keygen: a secret key without a password")     \
  X(log, "log", 0, TEXT, "FILE.csv", "fit: to this log of reviews instead of your own")            \
  X(epochs_text, "epochs", 0, TEXT, "N", "fit: passes over the log (5)")                           \
  X(apply, "apply", 0, FLAG, NULL, "fit: take the parameters over where they are better")          \
  X(undone, "undone", 0, FLAG, NULL, "history: with the answers that were undone")                 \
  X(sort, "sort", 0, TEXT, "ORDER", "mentor: attention, name, readiness, seen or change")          \
  X(since, "since", 0, TEXT, "DATE", "log export: from that day on")                               \
  X(level, "level", 0, TEXT, "LEVEL", "log export: summary, answers or full (full)")               \
  X(members, "members", 0, TEXT, "NAMES", "round new: who is expected, between commas")            \
  X(repair, "repair", 0, FLAG, NULL, "doctor: mend what can be mended, restore a damaged file")    \
  X(help, "help", 'h', FLAG, NULL, "examples, commands and options")                               \
  X(version, "version", 0, FLAG, NULL, "the version")

typedef struct {
#define FLAG                                    gboolean
#define TEXT                                    char *
#define X(field, name, letter, kind, arg, help) kind field;
  CLI_OPTIONS(X)
#undef X
#undef FLAG
#undef TEXT
} CliOptions;

typedef struct {
  CliOptions options;
  const char *command; /* as given, NULL for none */
  char **args;         /* what follows the command, NULL-terminated */
  int n_args;
  char *items_dir, *packs_dir;
  Clock clock;
  AppConfig config;
} Cli;

typedef struct {
  const char *name, *args, *help;
  int min_args, max_args; /* -1: any number */
  int (*run)(Cli *cli);
  const char *options; /* names of its own options, space separated */
} CliCommand;

extern const CliCommand CLI_COMMANDS[];

/* The whole program behind main(). */
int cli_main(int argc, char **argv);

/* Opens the app, or says on stderr why not and what to do. */
App *cli_open(Cli *cli);
/* Prints "pawl: message" to stderr, cleaned. Returns CLI_FAILURE. */
int cli_fail(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* The same for GERROR, which it frees. */
int cli_fail_error(GError *error);
int cli_usage(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Sets ERROR to the sentence; returns false. */
bool cli_refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The nearest word of WORDS (NULL-terminated) to WORD, or NULL where none is near. */
const char *cli_nearest(const char *word, const char *const *words);
/* Prints to stdout, text from outside already cleaned by the caller. */
void cli_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Columns of the terminal, 20 to 80; 80 where the output goes elsewhere. */
int cli_columns(void);
/* TEXT in lines two columns narrower than that, each after INDENT blanks. */
void cli_wrapped(int indent, const char *text);
/* A term with its explanation. */
void cli_term(const GlossaryTerm *term);
/* True where stdin and stdout are terminals and plain mode was not asked for. */
bool cli_wants_screens(const Cli *cli);
/* NO_COLOR is set, or --no-color was given. */
bool cli_no_colour(const Cli *cli);
bool cli_number(const char *option, const char *text, int low, int high, int *out);
/* A pager for long text on a terminal; stdout goes through it until cli_pager_close. */
void cli_pager_open(void);
void cli_pager_close(void);

/* Opens the app and runs the screens. */
int cli_run_screens(Cli *cli, const UiStart *start);
/* The same over an APP that is open; it is closed. */
int cli_show_screens(Cli *cli, App *app, const UiStart *start);

/* Opens the app, runs RUN, and says its error. */
typedef int (*CliAppFn)(Cli *cli, App *app, GError **error);
int cli_with_app(Cli *cli, CliAppFn run);
/* A yes to QUESTION on the terminal, or --yes. Without a terminal it fails, saying so. */
bool cli_agreed(const Cli *cli, const char *question);
/* A report in lines. */
void cli_doc(const Doc *doc);
/* False, with the mistake said, where -o names no form of a report, or comes with --json. */
bool cli_may_write_paper(const Cli *cli);
/* PAPER to PATH by its ending, whole or not at all; for its owner's eyes until they hand it on. */
bool cli_write_paper(const Paper *paper, const char *path, GError **error);
/* VALUE as indented JSON; takes the reference. */
void cli_json(json_t *value);

int cmd_home(Cli *cli);
int cmd_drill(Cli *cli);
int cmd_assess(Cli *cli);
int cmd_exam(Cli *cli);
int cmd_write(Cli *cli);
int cmd_status(Cli *cli);
int cmd_items(Cli *cli);
/* What `pawl items stats` does; the logs begin at cli->args[1]. */
int items_stats(Cli *cli, App *app, GError **error);
int cmd_search(Cli *cli);
int cmd_show(Cli *cli);
int cmd_history(Cli *cli);
int cmd_set(Cli *cli);
int cmd_suspend(Cli *cli);
int cmd_resume(Cli *cli);
int cmd_flag(Cli *cli);
int cmd_unflag(Cli *cli);
int cmd_pack(Cli *cli);
int cmd_lint(Cli *cli, const char *dir);
/* Every verb of `pawl pack`, a line each. */
void pack_print_verbs(void);
/* What `pawl pack VERB` does; the verb's arguments begin at cli->args[1]. */
int pack_install_verb(Cli *cli);
int pack_upgrade_verb(Cli *cli);
int pack_remove_verb(Cli *cli);
int pack_diff_verb(Cli *cli);
int pack_enable_verb(Cli *cli);
int pack_disable_verb(Cli *cli);
int pack_build_verb(Cli *cli);
int pack_new_verb(Cli *cli);
int pack_edit_verb(Cli *cli);
int pack_keygen_verb(Cli *cli);
int pack_sign_verb(Cli *cli);
int pack_verify_verb(Cli *cli);
int pack_reports_verb(Cli *cli);
int cmd_mastery(Cli *cli);
int cmd_readiness(Cli *cli);
int cmd_report(Cli *cli);
int cmd_plan(Cli *cli);
int cmd_glossary(Cli *cli);
int cmd_forecast(Cli *cli);
int cmd_memory(Cli *cli);
int cmd_fit(Cli *cli);
int cmd_log(Cli *cli);
int cmd_sync(Cli *cli);
int cmd_mentor(Cli *cli);
/* What `pawl mentor VERB` does; the verb's arguments begin at cli->args[1]. */
int mentor_say_verb(Cli *cli);
int mentor_reply_verb(Cli *cli);
/* areas, exams, exam, essays, essay, score: one candidate, read and scored. */
int mentor_read_verb(Cli *cli);
/* The candidate that the second word names, in the logs that the words from N on name (none: those of the
 * last time). NULL with ERROR. */
Candidate *mentor_candidate(Cli *cli, App *app, int n, GError **error);
/* The report about the learner of APP, as the options ask for it. */
int cli_report(Cli *cli, App *app, GError **error);
int cmd_round(Cli *cli);
int cmd_doctor(Cli *cli);
int cmd_rebuild(Cli *cli);
int cmd_backup(Cli *cli);
int cmd_keys(Cli *cli);
int cmd_about(Cli *cli);
int cmd_help(Cli *cli);
int cmd_completion(Cli *cli);
/* Plain mode's sitting (plain_drill.c). */
int plain_drill(Cli *cli, App *app, SessionGoal goal);
/* Takes EXAM to its end, or until the learner leaves (plain_exam.c). */
int plain_exam(Cli *cli, App *app, Exam *exam);
/* Fills ASSESSMENT in until it is finished or left (plain_assess.c). */
int plain_assess(App *app, Assessment *assessment);
