/* cmd_log - progress logs: write one, check one, merge one; keep devices in step over a folder. */
#include "app/logs.h"
#include "app/reply.h"
#include "cli/cli.h"
#include "core/json.h"
#include <string.h>

#define COUNT "%" G_GINT64_FORMAT

static const char *plural(int64_t n) {
  return n == 1 ? "" : "s";
}

/* -- writing ----------------------------------------------------------------------------------- */

static bool read_what(const Cli *cli, LogExport *out) {
  const CliOptions *options = &cli->options;
  *out = (LogExport){.since = G_MININT, .level = LOG_FULL};
  if (options->output == NULL)
    cli_usage("'pawl log export' needs a file to write: pawl log export -o FILE");
  else if (options->since != NULL && !clock_parse_date(options->since, &out->since))
    cli_usage("--since takes a date such as 2026-11-23, not '%s'.", options->since);
  else if (options->level != NULL && !log_level_from_name(options->level, &out->level))
    cli_usage("--level takes summary, answers or full, not '%s'.", options->level);
  else
    return true;
  return false;
}

static void say_written(const Cli *cli, const LogCounts *counts) {
  const char *path = cli->options.output;
  if (cli->options.json)
    cli_json(json_pack("{s:s,s:I,s:I,s:I}", "file", path, "events", (json_int_t)counts->events,
                       "answers", (json_int_t)counts->answers, "left_out",
                       (json_int_t)counts->left_out));
  else
    cli_print("Wrote " COUNT " event%s, " COUNT " of them answers, to %s.\n", counts->events,
              plural(counts->events), counts->answers, path);
  if (counts->left_out > 0)
    cli_fail(COUNT " text%s longer than a log can carry (1 MiB) %s left out.", counts->left_out,
             plural(counts->left_out), counts->left_out == 1 ? "was" : "were");
}

static int export_log(Cli *cli) {
  LogExport what;
  LogCounts counts;
  GError *error = NULL;
  if (!read_what(cli, &what)) return CLI_USAGE;
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  bool good = app_log_export(app, cli->options.output, &what, &counts, &error);
  app_close(app);
  if (!good) return cli_fail_error(error);
  say_written(cli, &counts);
  return CLI_OK;
}

/* -- checking ---------------------------------------------------------------------------------- */

static void say_check(const char *path, const LogCheck *check) {
  const LogHeader *header = &check->header;
  char learner[37], device[37];
  uuid_format(&header->learner, learner);
  uuid_format(&header->device, device);
  g_autofree char *made = clock_format_instant(header->made_at);
  cli_print("%s is whole: every line follows on the one before, and the signature is right.\n",
            path);
  cli_print("Learner   %s\nDevice    %s\nWritten   %s by pawl %s, level %s%s%s\n", learner, device,
            made, header->app, log_level_name(header->level),
            *header->since == '\0' ? "" : ", since ", header->since);
  cli_print("Events    " COUNT ", " COUNT " of them answers", check->counts.events,
            check->counts.answers);
  if (check->counts.others > 0)
    cli_print("; " COUNT " of kinds that this pawl does not know", check->counts.others);
  cli_print("\n");
}

static json_t *check_json(const char *path, const LogCheck *check) {
  const LogHeader *header = &check->header;
  char learner[37], device[37];
  uuid_format(&header->learner, learner);
  uuid_format(&header->device, device);
  g_autofree char *made = clock_format_instant(header->made_at);
  return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:I,s:I}", "file", path, "format",
                   header->format, "learner", learner, "device", device, "written", made, "app",
                   header->app, "level", log_level_name(header->level), "since", header->since,
                   "events", (json_int_t)check->counts.events, "answers",
                   (json_int_t)check->counts.answers, "others", (json_int_t)check->counts.others);
}

static int verify(Cli *cli) {
  GError *error = NULL;
  LogCheck check;
  if (!app_log_verify(cli->args[1], &check, &error)) return cli_fail_error(error);
  if (cli->options.json)
    cli_json(check_json(cli->args[1], &check));
  else
    say_check(cli->args[1], &check);
  log_check_clear(&check);
  return CLI_OK;
}

/* -- merging ----------------------------------------------------------------------------------- */

static void say_waiting(int64_t waiting) {
  if (waiting > 0)
    cli_print(COUNT " event%s kept aside until %s: a pack, a text or an exam.\n", waiting,
              waiting == 1 ? " is" : "s are",
              waiting == 1 ? "what it is about is here" : "what they are about is here");
}

static void say_taken(const ReplyTaken *taken) {
  g_autofree char *scores =
      g_strdup_printf("scored %d text%s", taken->scores, plural(taken->scores));
  g_autofree char *remarks =
      g_strdup_printf("wrote %d remark%s", taken->remarks, plural(taken->remarks));
  g_autofree char *line = g_strdup_printf(
      "%s %s%s%s.", taken->name, taken->scores > 0 ? scores : "",
      taken->scores > 0 && taken->remarks > 0 ? " and " : "", taken->remarks > 0 ? remarks : "");
  g_autoptr(GString) where = g_string_new(NULL);
  for (guint i = 0; i < taken->where->len; i++)
    g_string_append_printf(where, "%s%s", i > 0 ? ", " : "", (char *)taken->where->pdata[i]);
  g_autofree char *whole = g_strdup_printf("%s Read them: %s", line, where->str);
  cli_wrapped(0, whole);
}

static void say_reply(const ReplyTaken *taken) {
  if (taken->scores + taken->remarks > 0)
    say_taken(taken);
  else if (taken->waiting == 0)
    cli_print("Nothing new: all %d of this reply's words stood here already.\n", taken->known);
  if (taken->waiting > 0)
    cli_print("%d of its words wait%s for the text or the exam that %s about.\n", taken->waiting,
              taken->waiting == 1 ? "s" : "", taken->waiting == 1 ? "it is" : "they are");
  if (taken->others > 0)
    cli_print("%d of a kind that this pawl does not know %s left out.\n", taken->others,
              taken->others == 1 ? "was" : "were");
}

static json_t *reply_json(const ReplyTaken *taken) {
  return json_pack("{s:s,s:i,s:i,s:i,s:i,s:i,s:o}", "name", taken->name, "scores", taken->scores,
                   "remarks", taken->remarks, "known", taken->known, "waiting", taken->waiting,
                   "others", taken->others, "where", json_from_strings(taken->where));
}

static int import_reply(Cli *cli, App *app, GError **error) {
  ReplyTaken taken;
  if (!app_reply_import(app, cli->args[1], &taken, error)) return CLI_FAILURE;
  if (cli->options.json)
    cli_json(reply_json(&taken));
  else
    say_reply(&taken);
  reply_taken_clear(&taken);
  return CLI_OK;
}

static void say_merged(const LogMerge *merged) {
  if (merged->added == 0)
    cli_print("Nothing new: all of the " COUNT " event%s stood here already.\n",
              merged->counts.events, plural(merged->counts.events));
  else
    cli_print("Merged " COUNT " event%s, " COUNT " of them answers; memory was made anew.\n",
              merged->added, plural(merged->added), merged->answers);
  if (merged->counts.others > 0)
    cli_print(COUNT " event%s of kinds that this pawl does not know %s left out.\n",
              merged->counts.others, plural(merged->counts.others),
              merged->counts.others == 1 ? "was" : "were");
  say_waiting(merged->waiting);
}

static int import(Cli *cli, App *app, GError **error) {
  LogMerge merged;
  if (app_is_reply(cli->args[1])) return import_reply(cli, app, error);
  if (!app_log_import(app, cli->args[1], &merged, error)) return CLI_FAILURE;
  if (cli->options.json)
    cli_json(json_pack("{s:I,s:I,s:I,s:I,s:I}", "events", (json_int_t)merged.counts.events, "added",
                       (json_int_t)merged.added, "answers", (json_int_t)merged.answers, "others",
                       (json_int_t)merged.counts.others, "waiting", (json_int_t)merged.waiting));
  else
    say_merged(&merged);
  return CLI_OK;
}

static int learner(Cli *cli, App *app, GError **error) {
  if (cli->n_args > 1 && !app_set_learner(app, cli->args[1], error)) return CLI_FAILURE;
  g_autofree char *id = app_learner(app, error);
  if (id == NULL) return CLI_FAILURE;
  if (cli->options.json)
    cli_json(json_pack("{s:s}", "id", id));
  else
    cli_print("%s\n", id);
  return CLI_OK;
}

static int forget_key(Cli *cli, App *app, GError **error) {
  if (!cli_agreed(cli, "The next file that says it comes from this device will be believed, "
                       "whoever signed it. Drop the key?"))
    return CLI_FAILURE;
  if (!app_forget_key(app, cli->args[1], error)) return CLI_FAILURE;
  cli_print("Dropped. The next file of this device brings its key with it.\n");
  return CLI_OK;
}

int cmd_log(Cli *cli) {
  static const char *const verbs[] = {"export", "verify", "import", "learner", "forget-key", NULL};
  const char *verb = cli->args[0];
  bool needs_file = strcmp(verb, "verify") == 0 || strcmp(verb, "import") == 0;
  if (needs_file && cli->n_args < 2)
    return cli_usage("'pawl log %s' needs a file: pawl log %s FILE", verb, verb);
  if (strcmp(verb, "export") == 0) {
    if (cli->n_args > 1)
      return cli_usage("The file to write is named with -o: -o %s", cli->args[1]);
    return export_log(cli);
  }
  if (strcmp(verb, "verify") == 0) return verify(cli);
  if (strcmp(verb, "import") == 0) return cli_with_app(cli, import);
  if (strcmp(verb, "learner") == 0) return cli_with_app(cli, learner);
  if (strcmp(verb, "forget-key") == 0)
    return cli->n_args == 2 ? cli_with_app(cli, forget_key)
                            : cli_usage("'pawl log forget-key' needs a device's id.");
  const char *near = cli_nearest(verb, verbs);
  return near != NULL
             ? cli_usage("'pawl log' does not know '%s'. Did you mean '%s'?", verb, near)
             : cli_usage("'pawl log' knows export, verify, import, learner and forget-key.");
}

/* -- devices in step --------------------------------------------------------------------------- */

static void say_sync(const LogSync *sync) {
  if (sync->added > 0)
    cli_print("Merged " COUNT " event%s, " COUNT " of them answers, from %d log%s.\n", sync->added,
              plural(sync->added), sync->answers, sync->logs, plural(sync->logs));
  else
    cli_print("Nothing new from other devices (%d log%s there).\n", sync->logs + sync->unchanged,
              plural(sync->logs + sync->unchanged));
  say_waiting(sync->waiting);
  cli_print("This device's log: %s\n", sync->own);
}

static json_t *sync_json(const LogSync *sync) {
  return json_pack("{s:i,s:i,s:i,s:I,s:I,s:I,s:s,s:o}", "logs", sync->logs, "unchanged",
                   sync->unchanged, "skipped", sync->skipped, "added", (json_int_t)sync->added,
                   "answers", (json_int_t)sync->answers, "waiting", (json_int_t)sync->waiting,
                   "own", sync->own, "notes", json_from_strings(sync->notes));
}

static int sync_folder(Cli *cli, App *app, GError **error) {
  LogSync sync;
  if (!app_sync(app, cli->args[0], &sync, error)) return CLI_FAILURE;
  for (guint i = 0; i < sync.notes->len; i++) cli_fail("%s", (char *)sync.notes->pdata[i]);
  if (cli->options.json)
    cli_json(sync_json(&sync));
  else
    say_sync(&sync);
  int skipped = sync.skipped;
  log_sync_clear(&sync);
  if (skipped == 0) return CLI_OK;
  return cli_fail("%d log%s could not be taken; the rest was. See above.", skipped,
                  plural(skipped));
}

int cmd_sync(Cli *cli) {
  return cli_with_app(cli, sync_folder);
}
