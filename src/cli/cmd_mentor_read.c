/* cmd_mentor_read - one candidate, read in plain lines: areas, practice exams, texts; and a text scored.
 * Exams and texts are numbered from the oldest on, so that later ones change no number.
 */
#include "app/cohort.h"
#include "cli/plain_write.h"
#include <string.h>

#define PLAIN_COLUMNS 78

/* The place in N things that NAME gives as a number from 1, or as the UUID that OF tells of them; -1 with
 * ERROR. */
static int find_place(const GPtrArray *things, const char *(*of)(const void *thing),
                      const char *name, const char *kind, GError **error) {
  gint64 number = 0;
  for (guint i = 0; i < things->len; i++)
    if (g_ascii_strcasecmp(of(things->pdata[i]), name) == 0) return (int)i;
  if (things->len > 0 && g_ascii_string_to_signed(name, 10, 1, things->len, &number, NULL))
    return (int)number - 1;
  cli_refuse(error, "There is no %s '%s', of %u in all. 'pawl mentor %ss' lists them.", kind, name,
             things->len, kind);
  return -1;
}

/* -- areas ------------------------------------------------------------------------------------- */

static int areas(Cli *cli, App *app, GError **error) {
  g_autoptr(Candidate) candidate = mentor_candidate(cli, app, 2, error);
  g_autoptr(MasteryReport) report =
      candidate == NULL ? NULL : app_mastery_report(candidate_app(candidate), error);
  if (report == NULL) return CLI_FAILURE;
  g_autoptr(Doc) doc = mastery_doc(report, PLAIN_COLUMNS);
  if (cli->options.json)
    cli_json(mastery_areas_json(report->areas));
  else
    cli_doc(doc);
  return CLI_OK;
}

/* -- practice exams ---------------------------------------------------------------------------- */

static const char *exam_uuid(const void *exam) {
  return ((const ExamResult *)exam)->uuid;
}

static int exams(Cli *cli, App *app, GError **error) {
  g_autoptr(Candidate) candidate = mentor_candidate(cli, app, 2, error);
  g_autoptr(GPtrArray) all =
      candidate == NULL ? NULL : app_exam_results(candidate_app(candidate), error);
  if (all == NULL) return CLI_FAILURE;
  if (cli->options.json) {
    json_t *array = json_array();
    for (guint i = 0; i < all->len; i++)
      json_array_append_new(array, exam_result_json(all->pdata[i]));
    cli_json(array);
    return CLI_OK;
  }
  g_autoptr(Doc) doc = exam_history_doc(all, PLAIN_COLUMNS);
  cli_doc(doc);
  if (all->len > 0) cli_print("They count from 1, the oldest: pawl mentor exam WHO 1\n");
  return CLI_OK;
}

static int exam(Cli *cli, App *app, GError **error) {
  g_autoptr(Candidate) candidate = mentor_candidate(cli, app, 3, error);
  g_autoptr(GPtrArray) all =
      candidate == NULL ? NULL : app_exam_results(candidate_app(candidate), error);
  int at = all == NULL ? -1 : find_place(all, exam_uuid, cli->args[2], "exam", error);
  if (at < 0) return CLI_FAILURE;
  g_autoptr(Doc) doc = exam_result_doc(all->pdata[at], PLAIN_COLUMNS);
  if (cli->options.json)
    cli_json(exam_result_json(all->pdata[at]));
  else
    cli_doc(doc);
  return CLI_OK;
}

/* -- texts ------------------------------------------------------------------------------------- */

static const char *text_uuid(const void *text) {
  return ((const WritingView *)text)->uuid;
}

static int by_age(gconstpointer a, gconstpointer b) {
  const WritingView *x = *(WritingView *const *)a, *y = *(WritingView *const *)b;
  if (x->started_at != y->started_at) return x->started_at < y->started_at ? -1 : 1;
  return strcmp(x->uuid, y->uuid);
}

static GPtrArray *texts_by_age(Candidate *candidate, GError **error) {
  GPtrArray *texts = candidate == NULL ? NULL : candidate_texts(candidate, error);
  if (texts != NULL) g_ptr_array_sort(texts, by_age);
  return texts;
}

static void print_text(int number, const WritingView *text) {
  g_autofree char *date = clock_format_date(text->day), *result = writing_result_line(text);
  g_autofree char *line =
      g_strdup_printf("%d  %s  %s%s  %d words. %s%s", number, date,
                      text->item->type == ITEM_ORAL ? "spoken: " : "", text->item->id, text->words,
                      result, text->sealed ? " Kept for a practice exam of your own." : "");
  cli_wrapped(0, line);
}

static int essays(Cli *cli, App *app, GError **error) {
  g_autoptr(Candidate) candidate = mentor_candidate(cli, app, 2, error);
  g_autoptr(GPtrArray) texts = texts_by_age(candidate, error);
  if (texts == NULL) return CLI_FAILURE;
  json_t *array = json_array();
  for (guint i = 0; i < texts->len; i++) {
    json_array_append_new(array, writing_json(texts->pdata[i]));
    if (!cli->options.json) print_text((int)i + 1, texts->pdata[i]);
  }
  if (cli->options.json)
    cli_json(json_incref(array));
  else if (texts->len == 0)
    cli_print("No text was written yet.\n");
  else
    cli_print("Read one with: pawl mentor essay WHO 1\n");
  json_decref(array);
  return CLI_OK;
}

/* The text that the third word names; NULL with ERROR. */
static WritingView *wanted(Cli *cli, Candidate *candidate, GError **error) {
  g_autoptr(GPtrArray) texts = texts_by_age(candidate, error);
  int at = texts == NULL ? -1 : find_place(texts, text_uuid, cli->args[2], "essay", error);
  return at < 0 ? NULL : candidate_text(candidate, ((WritingView *)texts->pdata[at])->id, error);
}

static int essay(Cli *cli, App *app, GError **error) {
  g_autoptr(Candidate) candidate = mentor_candidate(cli, app, 3, error);
  g_autoptr(WritingView) text = wanted(cli, candidate, error);
  if (text == NULL) return CLI_FAILURE;
  g_autoptr(Doc) doc = writing_doc(text, PLAIN_COLUMNS);
  if (cli->options.json)
    cli_json(writing_json(text));
  else
    cli_doc(doc);
  return CLI_OK;
}

/* -- scoring ----------------------------------------------------------------------------------- */

static bool read_levels(const Cli *cli, const WritingView *text, RubricLevels *out,
                        GError **error) {
  if (text->sealed) return true; /* candidate_score says why not */
  if (cli->options.levels != NULL) return rubric_parse(text->item, cli->options.levels, out, error);
  g_autoptr(Doc) doc = writing_doc(text, PLAIN_COLUMNS);
  PlainInput input;
  cli_doc(doc);
  plain_input_init(&input);
  bool good = plain_read_levels(&input, text->item, out);
  plain_input_clear(&input);
  return good ||
         cli_refuse(error, "The input ended before every level was given: nothing was scored.");
}

static int score(Cli *cli, App *app, GError **error) {
  g_autoptr(Candidate) candidate = mentor_candidate(cli, app, 3, error);
  g_autoptr(WritingView) text = wanted(cli, candidate, error);
  WritingGrade grade = {.mentor = true, .comment = cli->options.comment};
  if (text == NULL || !read_levels(cli, text, &grade.levels, error) ||
      !candidate_score(candidate, text, &grade, error))
    return CLI_FAILURE;
  g_autoptr(WritingView) scored = candidate_text(candidate, text->id, error);
  if (scored == NULL) return CLI_FAILURE;
  g_autofree char *line = writing_result_line(scored);
  cli_print("Scored: %s\nSend it with: pawl mentor reply WHO -o FILE%s\n", line, REPLY_SUFFIX);
  return CLI_OK;
}

/* -- the verbs --------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  CliAppFn run;
  int words;  /* at least, with the verb */
  bool input; /* no pager */
} VERBS[] = {{"areas", areas, 2, false},   {"exams", exams, 2, false}, {"exam", exam, 3, false},
             {"essays", essays, 2, false}, {"essay", essay, 3, false}, {"score", score, 3, true}};

int mentor_read_verb(Cli *cli) {
  for (size_t i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    if (strcmp(cli->args[0], VERBS[i].name) != 0) continue;
    if (cli->n_args < VERBS[i].words)
      return cli_usage("'pawl mentor %s' needs more: pawl mentor %s WHO%s", VERBS[i].name,
                       VERBS[i].name, VERBS[i].words > 2 ? " N" : "");
    if (!VERBS[i].input) cli_pager_open();
    int status = cli_with_app(cli, VERBS[i].run);
    if (!VERBS[i].input) cli_pager_close();
    return status;
  }
  return cli_usage("'pawl mentor' has no verb '%s'.", cli->args[0]);
}
