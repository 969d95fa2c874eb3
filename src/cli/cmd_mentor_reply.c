/* cmd_mentor_reply - `pawl mentor say` and `pawl mentor reply`: what a mentor writes, and the file that
 * carries it back.
 */
#include "app/cohort.h"
#include "app/reply.h"
#include "cli/cli.h"
#include "core/text.h"
#include <string.h>

static const char *plural(int n) {
  return n == 1 ? "" : "s";
}

/* What tells ids apart: those of one day begin alike. */
static const char *id_end(const char *id) {
  return id + strlen(id) - 12;
}

/* Those of the overview: people are named as they are there. */
static Cohort *open_cohort(App *app, GError **error) {
  return cohort_open(app, NULL, 0, NULL, NULL, error);
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
    return cli_refuse(error, "--about takes area:CODE, exam:UUID or text:UUID, not '%s'.", what);
  *subject = colon + 1;
  return true;
}

static int say(Cli *cli, App *app, GError **error) {
  RemarkAbout about;
  const char *subject = NULL;
  Uuid learner;
  if (!read_about(cli->options.about, &about, &subject, error)) return CLI_FAILURE;
  g_autoptr(Cohort) cohort = open_cohort(app, error);
  if (cohort == NULL || !cohort_find_learner(app, cohort, cli->args[1], &learner, error) ||
      !reply_say(app, &learner, about, subject, cli->args[2], error))
    return CLI_FAILURE;
  char id[37];
  uuid_format(&learner, id);
  g_autofree char *person = cohort_person(cohort, id);
  cli_print("Kept for %s.\nSend it with: pawl mentor reply %s -o FILE%s\n", person, id_end(id),
            REPLY_SUFFIX);
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

static bool write_one(App *app, const Cohort *cohort, const Uuid *learner, const char *path,
                      GError **error) {
  ReplyCounts counts;
  char id[37];
  if (!reply_write(app, learner, path, &counts, error)) return false;
  uuid_format(learner, id);
  g_autofree char *person = cohort_person(cohort, id);
  cli_print("Wrote %d score%s and %d remark%s for %s to %s.\n", counts.scores,
            plural(counts.scores), counts.remarks, plural(counts.remarks), person, path);
  if (counts.left_out > 0)
    cli_fail("The oldest words, %d of them, found no room: a reply has at most 1 MiB.",
             counts.left_out);
  return true;
}

/* PATH, or where that is a folder the file in it. Newly allocated. */
static char *file_for(const char *path, const char *id) {
  if (!g_file_test(path, G_FILE_TEST_IS_DIR)) return g_strdup(path);
  g_autofree char *name = g_strconcat(id_end(id), REPLY_SUFFIX, NULL);
  return g_build_filename(path, name, NULL);
}

static void list_waiting(const Cohort *cohort, const GPtrArray *waiting) {
  for (guint i = 0; i < waiting->len; i++) {
    const ReplyCandidate *candidate = waiting->pdata[i];
    const CohortRow *row = cohort_find(cohort, candidate->id, NULL);
    g_autofree char *name = text_shorten(row == NULL ? "" : row->name, 24);
    cli_print("%s  %d new of %d  %s\n", candidate->id, candidate->fresh, candidate->words, name);
  }
}

/* No candidate was named: the one that waits, or in a folder each of them. */
static bool write_waiting(App *app, const Cohort *cohort, const char *path, GError **error) {
  g_autoptr(GPtrArray) waiting = reply_waiting(app, error);
  if (waiting == NULL) return false;
  if (waiting->len == 0)
    return cli_refuse(error, "No candidate waits for a reply: nothing new was said. To write an "
                             "earlier one again, name its candidate.");
  if (waiting->len > 1 && !g_file_test(path, G_FILE_TEST_IS_DIR)) {
    list_waiting(cohort, waiting);
    return cli_refuse(
        error,
        "%u candidates wait for a reply. Name one (the end of the id will do), or give -o "
        "a folder that exists to write a file for each.",
        waiting->len);
  }
  for (guint i = 0; i < waiting->len; i++) {
    const ReplyCandidate *candidate = waiting->pdata[i];
    g_autofree char *file = file_for(path, candidate->id);
    if (!write_one(app, cohort, &candidate->learner, file, error)) return false;
  }
  return true;
}

static int reply(Cli *cli, App *app, GError **error) {
  const char *path = cli->options.output;
  g_autoptr(Cohort) cohort = open_cohort(app, error);
  Uuid learner;
  if (cohort == NULL) return CLI_FAILURE;
  if (cli->n_args < 2) return write_waiting(app, cohort, path, error) ? CLI_OK : CLI_FAILURE;
  if (!cohort_find_learner(app, cohort, cli->args[1], &learner, error)) return CLI_FAILURE;
  char id[37];
  uuid_format(&learner, id);
  g_autofree char *file = file_for(path, id);
  return write_one(app, cohort, &learner, file, error) ? CLI_OK : CLI_FAILURE;
}

int mentor_reply_verb(Cli *cli) {
  if (cli->options.output == NULL)
    return cli_usage("'pawl mentor reply' needs a file to write: pawl mentor reply -o FILE%s",
                     REPLY_SUFFIX);
  if (cli->n_args > 2) return cli_usage("'pawl mentor reply' does not take '%s'.", cli->args[2]);
  return cli_with_app(cli, reply);
}
