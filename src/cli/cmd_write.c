/* cmd_write - `pawl write` and `pawl interview`: scenarios and prompts, drafts, scores. */
#include "app/reply.h"
#include "cli/plain_write.h"
#include "report/phrase.h"
#include <math.h>
#include <string.h>

static bool is_oral(const Cli *cli) {
  return strcmp(cli->command, "interview") == 0;
}

/* -- lists ------------------------------------------------------------------------------------- */

static void print_row(const WritingRow *row) {
  g_autofree char *self =
      isfinite(row->self) ? g_strdup_printf(", %.0f %%", 100 * row->self) : g_strdup("");
  g_autofree char *mentor = isfinite(row->mentor)
                                ? g_strdup_printf(", %.0f %% by mentors", 100 * row->mentor)
                                : g_strdup("");
  cli_print("%s  %s, %d min  %s%s%s\n", row->code, row->area_text, row->minutes,
            writing_state_name(row->state), self, mentor);
  cli_wrapped(2, row->title);
}

/* What there is to write on, or to speak about. */
static int print_rows(Cli *cli, App *app, GError **error) {
  g_autoptr(GPtrArray) rows = writing_rows(app, is_oral(cli), error);
  if (rows == NULL) return CLI_FAILURE;
  json_t *array = json_array();
  for (guint i = 0; i < rows->len; i++) {
    json_array_append_new(array, writing_row_json(rows->pdata[i]));
    if (!cli->options.json) print_row(rows->pdata[i]);
  }
  if (cli->options.json)
    cli_json(array);
  else
    json_decref(array);
  if (cli->options.json) return CLI_OK;
  if (rows->len == 0)
    cli_print("No pack here brings any %s.\n", is_oral(cli) ? "prompts" : "scenarios");
  else
    cli_print("\nOpen one with: pawl %s %s\n", cli->command, ((WritingRow *)rows->pdata[0])->code);
  return CLI_OK;
}

static void print_text(const WritingView *view) {
  g_autofree char *date = clock_format_date(view->day), *result = writing_result_line(view);
  cli_print("%" G_GINT64_FORMAT "  %s  %s  %d words  %s. %s\n", view->id, date, view->item->id,
            view->words, writing_state_name(view->state), result);
}

static int list(Cli *cli, App *app, GError **error) {
  g_autoptr(GPtrArray) all = writing_all(app, is_oral(cli), error);
  if (all == NULL) return CLI_FAILURE;
  if (cli->options.json) {
    json_t *array = json_array();
    for (guint i = 0; i < all->len; i++) json_array_append_new(array, writing_json(all->pdata[i]));
    cli_json(array);
    return CLI_OK;
  }
  for (guint i = 0; i < all->len; i++) print_text(all->pdata[i]);
  if (all->len == 0) cli_print("Nothing was written yet. Start with: pawl %s\n", cli->command);
  g_autofree char *bias = is_oral(cli) || all->len == 0 ? NULL : writing_bias_line(app, error);
  if (bias != NULL) {
    cli_print("\n");
    cli_wrapped(0, bias);
  }
  return CLI_OK;
}

/* -- one text ---------------------------------------------------------------------------------- */

/* The text named by the second word. */
static WritingView *wanted(Cli *cli, App *app, GError **error) {
  if (cli->n_args < 2) {
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "Name a text by its number or its item: pawl %s %s 1. 'pawl %s list' gives them.",
                cli->command, cli->args[0], cli->command);
    return NULL;
  }
  int64_t id = writing_find(app, cli->args[1], error);
  return id == 0 ? NULL : writing_view(app, id, error);
}

static int show(Cli *cli, App *app, GError **error) {
  g_autoptr(WritingView) view = wanted(cli, app, error);
  if (view == NULL) return CLI_FAILURE;
  g_autoptr(Doc) doc = writing_doc(view, 78);
  if (cli->options.json) {
    cli_json(writing_json(view));
    return CLI_OK;
  }
  cli_doc(doc);
  reply_seen(app, REMARK_TEXT, view->uuid);
  return CLI_OK;
}

static int hand_in(Cli *cli, App *app, GError **error) {
  g_autoptr(WritingView) view = wanted(cli, app, error);
  if (view == NULL || !writing_hand_in(app, view->id, error)) return CLI_FAILURE;
  cli_print("Handed in, %d words. Score it with: pawl %s score %" G_GINT64_FORMAT "\n", view->words,
            cli->command, view->id);
  return CLI_OK;
}

/* -- scoring ----------------------------------------------------------------------------------- */

/* Who scores, from --as and --name. */
static bool read_scorer(const Cli *cli, WritingGrade *grade, GError **error) {
  const char *as = cli->options.as == NULL ? "self" : cli->options.as;
  grade->mentor = strcmp(as, "mentor") == 0;
  grade->name = cli->options.name;
  grade->comment = cli->options.comment;
  if (grade->mentor || strcmp(as, "self") == 0) return true;
  g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
              "--as takes self or mentor, not '%s'.", as);
  return false;
}

static void show_for_scoring(const WritingView *view) {
  cli_print("Your %s:\n", view->item->type == ITEM_ORAL ? "notes" : "text");
  cli_wrapped(2, *view->text == '\0' ? "(nothing)" : view->text);
  if (view->item->essay->model == NULL) return;
  cli_print("\nModel answer:\n");
  cli_wrapped(2, view->item->essay->model);
}

/* Levels from --levels, or asked for one by one. False with ERROR, or where the input ended. */
static bool read_levels(const Cli *cli, PlainInput *input, const WritingView *view,
                        RubricLevels *out, GError **error) {
  if (cli->options.levels != NULL) return rubric_parse(view->item, cli->options.levels, out, error);
  show_for_scoring(view);
  if (plain_read_levels(input, view->item, out)) return true;
  g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
              "The input ended before every level was given: nothing was scored.");
  return false;
}

static bool give_score(Cli *cli, App *app, PlainInput *input, const WritingView *view,
                       GError **error) {
  WritingGrade grade = {0};
  g_autofree char *comment = NULL;
  if (!read_scorer(cli, &grade, error)) return false;
  if (view->handed_at == 0) return writing_score(app, view->id, &grade, error); /* says why not */
  if (!read_levels(cli, input, view, &grade.levels, error)) return false;
  if (cli->options.levels == NULL && grade.comment == NULL)
    grade.comment = comment = g_strdup(plain_read(input, "Comment (empty: none): "));
  if (!writing_score(app, view->id, &grade, error)) return false;
  g_autoptr(WritingView) scored = writing_view(app, view->id, error);
  if (scored == NULL) return false;
  g_autofree char *line = writing_result_line(scored);
  cli_print("Scored: %s\n", line);
  return true;
}

static int score(Cli *cli, App *app, GError **error) {
  g_autoptr(WritingView) view = wanted(cli, app, error);
  PlainInput input;
  plain_input_init(&input);
  bool good = view != NULL && give_score(cli, app, &input, view, error);
  plain_input_clear(&input);
  return good ? CLI_OK : CLI_FAILURE;
}

/* -- writing and speaking ---------------------------------------------------------------------- */

static bool write_now(Cli *cli, App *app, PlainInput *input, const WritingView *view,
                      GError **error) {
  plain_show_scenario(view);
  if (!plain_write_text(input, app, view->id, NULL, error)) return false;
  cli_print("Go on with: pawl %s %s. Hand in with: pawl %s hand-in %" G_GINT64_FORMAT "\n",
            cli->command, view->item->id, cli->command, view->id);
  return true;
}

/* The answer is spoken; notes may be typed meanwhile, and their end is the end of the answer. */
static bool speak_now(Cli *cli, App *app, PlainInput *input, const WritingView *view,
                      GError **error) {
  plain_show_scenario(view);
  plain_read(input, "Enter starts the clock: ");
  int64_t from = clock_monotonic(app_clock(app));
  cli_print("The clock runs. Speak; notes may be typed. A line with a single dot stops it.\n");
  if (!plain_write_text(input, app, view->id, NULL, error)) return false;
  g_autofree char *took = phrase_duration(clock_monotonic(app_clock(app)) - from);
  cli_print("You spoke %s of %d min.\n", took, view->item->essay->minutes);
  if (!writing_hand_in(app, view->id, error)) return false;
  g_autoptr(WritingView) spoken = writing_view(app, view->id, error);
  return spoken != NULL && give_score(cli, app, input, spoken, error);
}

static int open_item(Cli *cli, App *app, GError **error) {
  int64_t item = app_item_find(app, cli->args[0], error);
  int64_t id = item == 0 ? 0 : writing_open(app, item, error);
  g_autoptr(WritingView) view = id == 0 ? NULL : writing_view(app, id, error);
  if (view == NULL) return CLI_FAILURE;
  PlainInput input;
  plain_input_init(&input);
  bool oral = view->item->type == ITEM_ORAL;
  bool good =
      oral ? speak_now(cli, app, &input, view, error) : write_now(cli, app, &input, view, error);
  plain_input_clear(&input);
  return good ? CLI_OK : CLI_FAILURE;
}

static const struct {
  const char *name;
  int (*run)(Cli *cli, App *app, GError **error);
  bool reads; /* standard input: no pager */
} VERBS[] = {{"list", list, false},
             {"show", show, false},
             {"hand-in", hand_in, true},
             {"score", score, true}};

static int run(Cli *cli, CliAppFn fn, bool reads) {
  if (!reads) cli_pager_open();
  int status = cli_with_app(cli, fn);
  if (!reads) cli_pager_close();
  return status;
}

int cmd_write(Cli *cli) {
  for (size_t i = 0; cli->n_args > 0 && i < G_N_ELEMENTS(VERBS); i++)
    if (strcmp(cli->args[0], VERBS[i].name) == 0) return run(cli, VERBS[i].run, VERBS[i].reads);
  if (cli->n_args > 1)
    return cli_usage("'pawl %s' takes list, show, hand-in or score before '%s'.", cli->command,
                     cli->args[1]);
  const char *item = cli->n_args == 0 ? NULL : cli->args[0];
  if (!cli->options.json && cli_wants_screens(cli)) {
    UiStart start = {.kind = START_WRITE, .item = item, .oral = is_oral(cli)};
    int status = cli_run_screens(cli, &start);
    if (status != CLI_NO_SCREENS) return status;
  }
  return item == NULL ? run(cli, print_rows, false) : run(cli, open_item, true);
}
