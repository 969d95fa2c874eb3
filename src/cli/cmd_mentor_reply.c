/* cmd_mentor_reply - `pawl mentor say` and `pawl mentor reply`: what a mentor writes, and the file that
 * carries it back.
 */
#include "app/cohort.h"
#include "app/reply.h"
#include "cli/cli.h"
#include <string.h>

static const char *plural(int n) {
  return n == 1 ? "" : "s";
}

/* What tells ids apart: those of one day begin alike. */
static const char *id_end(const char *id) {
  return id + strlen(id) - 12;
}

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool refuse(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *what = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
  return false;
}

/* The candidate whose id is or begins with NAME, else the one that the overview's logs call so. */
static bool find_candidate(App *app, const char *name, Uuid *out, GError **error) {
  g_autoptr(GError) unknown = NULL;
  if (mentor_find(app, name, out, &unknown)) return true;
  g_autoptr(Cohort) cohort = cohort_open(app, NULL, 0, NULL, NULL, NULL);
  const CohortRow *row = cohort == NULL ? NULL : cohort_find(cohort, name, NULL);
  if (row != NULL && uuid_parse(row->learner, out)) return true;
  g_propagate_error(error, g_steal_pointer(&unknown));
  return false;
}

/* -- saying ------------------------------------------------------------------------------------ */

/* WHAT as in --about: "area:CODE", "exam:UUID" or "text:UUID"; NULL: the learner. *SUBJECT is lent. */
static bool read_about(const char *what, RemarkAbout *about, const char **subject, GError **error) {
  *about = REMARK_LEARNER;
  *subject = "";
  if (what == NULL) return true;
  const char *colon = strchr(what, ':');
  g_autofree char *kind = colon == NULL ? NULL : g_strndup(what, (gsize)(colon - what));
  if (kind == NULL || !remark_about_from_name(kind, about) || *about == REMARK_LEARNER)
    return refuse(error, "--about takes area:CODE, exam:UUID or text:UUID, not '%s'.", what);
  *subject = colon + 1;
  return true;
}

static int say(Cli *cli, App *app, GError **error) {
  RemarkAbout about;
  const char *subject = NULL;
  Uuid learner;
  if (!read_about(cli->options.about, &about, &subject, error) ||
      !find_candidate(app, cli->args[1], &learner, error) ||
      !reply_say(app, &learner, about, subject, cli->args[2], error))
    return CLI_FAILURE;
  char id[37];
  uuid_format(&learner, id);
  cli_print("Kept. Send it with: pawl mentor reply %s -o FILE%s\n", id_end(id), REPLY_SUFFIX);
  return CLI_OK;
}

int mentor_say_verb(Cli *cli) {
  if (cli->n_args == 3) return cli_with_app(cli, say);
  return cli_usage(
      cli->n_args < 3 ? "'pawl mentor say' needs a candidate and a text: pawl mentor say CANDIDATE "
                        "TEXT"
                      : "Put the text in quotes, so that it is one word to the shell.");
}

/* -- replying ---------------------------------------------------------------------------------- */

static bool write_one(App *app, const Uuid *learner, const char *path, GError **error) {
  ReplyCounts counts;
  char id[37];
  if (!reply_write(app, learner, path, &counts, error)) return false;
  uuid_format(learner, id);
  cli_print("Wrote %d score%s and %d remark%s for %s to %s.\n", counts.scores,
            plural(counts.scores), counts.remarks, plural(counts.remarks), id_end(id), path);
  return true;
}

static bool write_each(App *app, const GPtrArray *waiting, const char *folder, GError **error) {
  for (guint i = 0; i < waiting->len; i++) {
    const ReplyCandidate *candidate = waiting->pdata[i];
    g_autofree char *name = g_strconcat(id_end(candidate->id), REPLY_SUFFIX, NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!write_one(app, &candidate->learner, path, error)) return false;
  }
  return true;
}

static void list_waiting(const GPtrArray *waiting) {
  for (guint i = 0; i < waiting->len; i++) {
    const ReplyCandidate *candidate = waiting->pdata[i];
    cli_print("%s  %d new of %d\n", candidate->id, candidate->fresh, candidate->words);
  }
}

/* No candidate was named: the one that waits, or in a folder each of them. */
static bool write_waiting(App *app, const char *path, GError **error) {
  g_autoptr(GPtrArray) waiting = reply_waiting(app, error);
  if (waiting == NULL) return false;
  if (waiting->len == 0)
    return refuse(error, "No candidate waits for a reply: nothing new was said. To write an "
                         "earlier one again, name its candidate.");
  if (g_file_test(path, G_FILE_TEST_IS_DIR)) return write_each(app, waiting, path, error);
  if (waiting->len == 1)
    return write_one(app, &((ReplyCandidate *)waiting->pdata[0])->learner, path, error);
  list_waiting(waiting);
  return refuse(error,
                "%u candidates wait for a reply. Name one (the beginning of its id will do), or "
                "give -o a folder that exists to write a file for each.",
                waiting->len);
}

static int reply(Cli *cli, App *app, GError **error) {
  const char *path = cli->options.output;
  Uuid learner;
  if (cli->n_args < 2) return write_waiting(app, path, error) ? CLI_OK : CLI_FAILURE;
  if (!find_candidate(app, cli->args[1], &learner, error)) return CLI_FAILURE;
  char id[37];
  uuid_format(&learner, id);
  g_autofree char *name = g_strconcat(id_end(id), REPLY_SUFFIX, NULL);
  g_autofree char *within = g_build_filename(path, name, NULL);
  bool folder = g_file_test(path, G_FILE_TEST_IS_DIR);
  return write_one(app, &learner, folder ? within : path, error) ? CLI_OK : CLI_FAILURE;
}

int mentor_reply_verb(Cli *cli) {
  if (cli->options.output == NULL)
    return cli_usage("'pawl mentor reply' needs a file to write: pawl mentor reply -o FILE%s",
                     REPLY_SUFFIX);
  if (cli->n_args > 2) return cli_usage("'pawl mentor reply' does not take '%s'.", cli->args[2]);
  return cli_with_app(cli, reply);
}
