/* cmd_exam - practice exams: take one or go on, list the forms, results, question by question. */
#include "app/exam.h"
#include "app/reply.h"
#include "cli/plain.h"
#include "report/phrase.h"
#include <string.h>

/* -- taking ------------------------------------------------------------------------------------ */

static bool read_seed(const Cli *cli, uint64_t *seed) {
  guint64 value = 0;
  *seed = 0;
  if (cli->options.seed == NULL) return true;
  if (!g_ascii_string_to_unsigned(cli->options.seed, 10, 1, G_MAXINT64, &value, NULL)) {
    cli_usage("--seed takes a whole number from 1 on, not '%s'.", cli->options.seed);
    return false;
  }
  *seed = value;
  return true;
}

/* The open exam, else a new one of the blueprint asked for. */
static Exam *take_up(Cli *cli, App *app, uint64_t seed, GError **error) {
  bool open = exam_is_open(app);
  const char *name = cli->options.blueprint;
  if (open && name == NULL) {
    cli_print("Going on with the exam that is open.\n");
    return exam_open(app, error);
  }
  if (name != NULL) return exam_start(app, name, seed, error);
  g_autoptr(GPtrArray) all = app_blueprints(app, error);
  if (all == NULL) return NULL;
  const char *first = all->len == 0 ? "current" : ((Blueprint *)all->pdata[0])->id;
  return exam_start(app, first, seed, error);
}

static int take(Cli *cli) {
  uint64_t seed = 0;
  if (!read_seed(cli, &seed)) return CLI_USAGE;
  if (cli_wants_screens(cli)) {
    UiStart start = {.kind = START_EXAM, .blueprint = cli->options.blueprint, .seed = seed};
    int status = cli_run_screens(cli, &start);
    if (status != CLI_NO_SCREENS) return status;
  }
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  g_autoptr(Exam) exam = take_up(cli, app, seed, &error);
  int status = exam == NULL ? cli_fail_error(error) : plain_exam(cli, app, exam);
  g_clear_pointer(&exam, exam_close);
  app_close(app);
  return status;
}

/* -- lists ------------------------------------------------------------------------------------- */

static json_t *blueprint_json(App *app, const Blueprint *blueprint) {
  json_t *sections = json_array();
  for (guint s = 0; s < blueprint->sections->len; s++) {
    const BlueprintSection *section = blueprint->sections->pdata[s];
    json_array_append_new(
        sections, json_pack("{s:s,s:s,s:i,s:o}", "id", section->id, "type",
                            section->essay ? "essay" : "choice", "items", section->items, "minutes",
                            section->minutes > 0 ? json_integer(section->minutes) : json_null()));
  }
  return json_pack("{s:s,s:s,s:f,s:b,s:i,s:o}", "id", blueprint->id, "title", blueprint->title,
                   "target", blueprint->target, "pause", blueprint->pause, "clean_left",
                   app_clean_forms(app, blueprint), "sections", sections);
}

static void print_blueprint(App *app, const Blueprint *blueprint) {
  int clean = app_clean_forms(app, blueprint);
  cli_print("%s\n", blueprint->id);
  g_autofree char *line = g_strdup_printf("%s. Clean ones left: %d.", blueprint->title, clean);
  cli_wrapped(2, line);
}

static int list(Cli *cli, App *app, GError **error) {
  g_autoptr(GPtrArray) all = app_blueprints(app, error);
  if (all == NULL) return CLI_FAILURE;
  json_t *array = json_array();
  for (guint i = 0; i < all->len; i++) {
    if (cli->options.json)
      json_array_append_new(array, blueprint_json(app, all->pdata[i]));
    else
      print_blueprint(app, all->pdata[i]);
  }
  if (cli->options.json) cli_json(json_incref(array));
  json_decref(array);
  return CLI_OK;
}

static int results(Cli *cli, App *app, GError **error) {
  g_autoptr(GPtrArray) all = app_exam_results(app, error);
  if (all == NULL) return CLI_FAILURE;
  if (!cli->options.json) {
    g_autoptr(Doc) doc = exam_history_doc(all, 78);
    cli_doc(doc);
    return CLI_OK;
  }
  json_t *array = json_array();
  for (guint i = 0; i < all->len; i++)
    json_array_append_new(array, exam_result_json(all->pdata[i]));
  cli_json(array);
  return CLI_OK;
}

/* -- one exam ---------------------------------------------------------------------------------- */

/* The newest result, or the one whose id begins with the second word. */
static const ExamResult *wanted(const Cli *cli, const GPtrArray *all, GError **error) {
  const char *id = cli->n_args > 1 ? cli->args[1] : "";
  for (guint i = all->len; i > 0; i--) {
    const ExamResult *result = all->pdata[i - 1];
    if (g_str_has_prefix(result->uuid, id)) return result;
  }
  g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
              all->len == 0 ? "No practice exam was handed in yet. Take one with: pawl exam"
                            : "There is no exam '%s'. 'pawl exam results --json' gives their ids.",
              id);
  return NULL;
}

static void print_question(const ExamResult *result, int at, const ExamQuestionView *view) {
  const ExamRow *row = result->rows->pdata[at];
  PlainItem item = {view->item, view->shown_n, view->shown};
  g_autofree char *right = plain_right_numbers(&item), *took = phrase_duration(row->ms);
  cli_print("\nQuestion %d of %u, %s, %s\n\n", at + 1, result->rows->len, row->code, took);
  plain_show_item(&item);
  cli_print("\n%s: %s\n", row->answered ? phrase_verdict(&view->grade) : "Not answered", right);
  plain_show_rationales(&item);
  plain_show_sources(view->item, view->overdue, view->grade.correct ? NULL : view->sources);
}

static int review(Cli *cli, App *app, GError **error) {
  g_autoptr(GPtrArray) all = app_exam_results(app, error);
  const ExamResult *result = all == NULL ? NULL : wanted(cli, all, error);
  if (result == NULL) return CLI_FAILURE;
  for (int i = 0; i < (int)result->rows->len; i++) {
    g_autoptr(ExamQuestionView) view = app_exam_question(app, result, i, error);
    if (view == NULL) return CLI_FAILURE;
    print_question(result, i, view);
  }
  return CLI_OK;
}

static int show(Cli *cli, App *app, GError **error) {
  g_autoptr(GPtrArray) all = app_exam_results(app, error);
  const ExamResult *result = all == NULL ? NULL : wanted(cli, all, error);
  if (result == NULL) return CLI_FAILURE;
  g_autoptr(Doc) doc = exam_result_doc(result, 78);
  if (cli->options.json) {
    cli_json(exam_result_json(result));
    return CLI_OK;
  }
  cli_doc(doc);
  reply_seen(app, REMARK_EXAM, result->uuid);
  return CLI_OK;
}

static const struct {
  const char *name;
  int (*run)(Cli *cli, App *app, GError **error);
} VERBS[] = {{"list", list}, {"results", results}, {"show", show}, {"review", review}};

int cmd_exam(Cli *cli) {
  if (cli->n_args == 0) return take(cli);
  for (size_t i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    if (strcmp(cli->args[0], VERBS[i].name) != 0) continue;
    cli_pager_open();
    int status = cli_with_app(cli, VERBS[i].run);
    cli_pager_close();
    return status;
  }
  return cli_usage("'pawl exam' takes list, results, show or review, not '%s'.", cli->args[0]);
}
