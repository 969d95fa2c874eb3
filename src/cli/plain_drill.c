/* plain_drill - a sitting in plain lines: append-only text, answers read from standard input.
 *
 * Scripts rely on this: options are numbered, an answer is a line ("2", "1 3", for order the
 * numbers in order, for match a number for each line), an empty line goes on, "q" ends. A verdict
 * line begins with "Correct:", "Partly correct:" or "Wrong:" and is printed once the answer is
 * durable. On a terminal the verdict waits for Enter. From a script it does not need one: a line
 * that is no command is already the next answer, and empty lines between answers are passed over.
 */
#include "app/drill.h"
#include "cli/plain.h"
#include "report/phrase.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  Cli *cli;
  App *app;
  Drill *drill;
  PlainInput input; /* where a person types, the verdict waits for Enter */
  int64_t shown_at;
  bool failed, ended;
} Plain;

/* -- showing ----------------------------------------------------------------------------------- */

static PlainItem item_of(const DrillView *view) {
  return (PlainItem){view->item, view->shown_n, view->shown};
}

static void show_question(Plain *plain) {
  const DrillView *view = drill_view(plain->drill);
  PlainItem item = item_of(view);
  g_autofree char *position = phrase_position(view->number, view->planned);
  g_autofree char *task = phrase_task(view->item);
  cli_print("\n%s\n\n", position);
  plain_show_item(&item);
  cli_print("\n%s.\n", task);
  plain->shown_at = clock_monotonic(&plain->cli->clock);
}

static void show_verdict(Plain *plain) {
  const DrillView *view = drill_view(plain->drill);
  PlainItem shown = item_of(view);
  g_autofree char *right = plain_right_numbers(&shown);
  g_autofree char *returns = phrase_returns(view->next_ms, view->next_days);
  const Item *item = view->item;
  int first = item->type == ITEM_SINGLE ? item_option_index(item, item->key->pdata[0]) : -1;
  cli_print("\n%s: %s%s%s\n", phrase_verdict(&view->grade), right, first < 0 ? "" : ". ",
            first < 0 ? "" : ((ItemOption *)item->options->pdata[first])->text);
  if (view->confident_error) cli_print("You were sure: read why each option is right or wrong.\n");
  plain_show_rationales(&shown);
  plain_show_sources(item, view->overdue, view->grade.correct ? NULL : view->sources);
  cli_print("  Area: %s. Objective: %s\n", view->area_text, view->objective_text);
  cli_print("  Item %s. Rating: %s; it comes back %s.\n", view->code, rating_name(view->rating),
            returns);
}

static void show_summary(Plain *plain) {
  GError *error = NULL;
  g_autoptr(DrillSummary) summary = drill_summary(plain->drill, &error);
  if (summary == NULL) {
    cli_fail_error(error);
    return;
  }
  g_autofree char *took = phrase_duration(summary->active_ms);
  cli_print("\nSummary: %d answers, %d right, %d new, %s\n", summary->answers, summary->right,
            summary->fresh, took);
  for (guint i = 0; i < summary->areas->len; i++)
    cli_print("  Area: %s\n", (char *)summary->areas->pdata[i]);
  for (guint i = 0; i < summary->returning->len; i++)
    cli_print("  Returning %s\n", (char *)summary->returning->pdata[i]);
  for (guint i = 0; i < summary->missed->len; i++)
    cli_print("  Missed %s\n", (char *)summary->missed->pdata[i]);
  cli_print("%s\n", summary->comes_next);
}

static void show_commands(void) {
  cli_print(
      "An answer: its number, for several the numbers (1 3); order and match: all numbers in "
      "order.\n"
      "Add g, t or s for guess, think so, sure (2 s). Empty line: go on. q: end, go on later.\n"
      "u: undo  U: redo  w: why this item now  t: terms explained  x: suspend it  f NOTE: flag or "
      "report it\n"
      "o 1-4: override the rating (1 again, 2 hard, 3 good, 4 easy)  r: repeat the question\n"
      "end: end the session with its summary  ?: this list\n");
}

/* -- commands ---------------------------------------------------------------------------------- */

static void report(Plain *plain, bool good, GError *error, const char *otherwise) {
  if (good) return;
  plain->failed = error != NULL;
  if (error != NULL)
    cli_fail_error(error);
  else
    cli_print("%s\n", otherwise);
}

/* Undo and redo change what is shown: a question again, or a verdict. */
static void change(Plain *plain, bool (*how)(Drill *, GError **), const char *nothing) {
  GError *error = NULL;
  if (how(plain->drill, &error)) {
    cli_print("Done.\n");
    if (drill_view(plain->drill)->state == DRILL_VERDICT)
      show_verdict(plain);
    else
      show_question(plain);
    return;
  }
  report(plain, false, error, nothing);
}

static void suspend_item(Plain *plain) {
  GError *error = NULL;
  bool good = drill_suspend(plain->drill, &error);
  report(plain, good, error, "There is no item to suspend.");
  if (!good) return;
  cli_print("Suspended.\n");
  if (drill_view(plain->drill)->state == DRILL_QUESTION) show_question(plain);
}

static void override_rating(Plain *plain, const char *argument) {
  int rating = atoi(argument);
  GError *error = NULL;
  if (rating < RATING_AGAIN || rating > RATING_EASY) {
    cli_print("o takes 1 again, 2 hard, 3 good or 4 easy.\n");
    return;
  }
  bool good = drill_rate(plain->drill, (Rating)rating, &error);
  report(plain, good, error, "There is a rating only after an answer.");
  if (!good) return;
  const DrillView *view = drill_view(plain->drill);
  g_autofree char *returns = phrase_returns(view->next_ms, view->next_days);
  cli_print("Rating: %s; it comes back %s.\n", rating_name(view->rating), returns);
}

static void tell_why(Plain *plain) {
  g_autofree char *why = drill_why(plain->drill);
  cli_wrapped(0, why);
}

static void explain_terms(const Plain *plain) {
  const Item *item = drill_view(plain->drill)->item;
  if (item == NULL) return;
  g_autoptr(GPtrArray) terms = app_item_terms(plain->app, item);
  if (terms->len == 0) cli_print("No term of the glossary stands here.\n");
  for (guint i = 0; i < terms->len; i++) cli_term(terms->pdata[i]);
}

static void flag_item(Plain *plain, const char *note) {
  GError *error = NULL;
  bool good = drill_flag(plain->drill, note, &error);
  report(plain, good, error, "There is no item to flag.");
  if (good) cli_print("Flagged.\n");
}

static void finish(Plain *plain) {
  GError *error = NULL;
  report(plain, drill_finish(plain->drill, &error), error, "");
}

/* True where LINE was a command. */
static bool run_command(Plain *plain, const char *line) {
  const char *rest = line[0] != '\0' && line[1] == ' ' ? line + 2 : "";
  bool bare = line[0] != '\0' && (line[1] == '\0' || line[1] == ' ');
  if (strcmp(line, "end") == 0) {
    finish(plain);
    return true;
  }
  if (!bare) return false;
  switch (line[0]) {
  case 'q': plain->ended = true; return true;
  case 'u': change(plain, drill_undo, "There is nothing to undo."); return true;
  case 'U': change(plain, drill_redo, "There is nothing to redo."); return true;
  case 'w': tell_why(plain); return true;
  case 't': explain_terms(plain); return true;
  case 'x': suspend_item(plain); return true;
  case 'f': flag_item(plain, rest); return true;
  case 'o': override_rating(plain, rest); return true;
  case 'r': show_question(plain); return true;
  case '?': show_commands(); return true;
  default: return false;
  }
}

/* -- answers ----------------------------------------------------------------------------------- */

static bool give_answer(Plain *plain, const char *line) {
  Response response;
  Confidence confidence;
  const char *problem = NULL;
  GError *error = NULL;
  const DrillView *view = drill_view(plain->drill);
  PlainItem item = item_of(view);
  if (!plain_read_answer(&item, line, &response, &confidence, &problem)) {
    g_autofree char *task = phrase_task(view->item);
    cli_print("%s: %s, with numbers from 1 to %d. ? lists the commands.\n", problem, task,
              view->shown_n);
    return false;
  }
  int64_t ms = clock_monotonic(&plain->cli->clock) - plain->shown_at;
  bool good = drill_answer(plain->drill, &response, confidence, ms, &error);
  report(plain, good, error, "");
  return good;
}

static void ask(Plain *plain) {
  const char *line = plain_read(&plain->input, "Answer: ");
  if (line == NULL) {
    plain->ended = true;
    return;
  }
  if (*line == '\0' || run_command(plain, line)) return;
  if (give_answer(plain, line)) show_verdict(plain);
}

static void go_on(Plain *plain) {
  GError *error = NULL;
  bool good = drill_next(plain->drill, &error);
  report(plain, good, error, "");
  if (good && drill_view(plain->drill)->state == DRILL_QUESTION) show_question(plain);
}

static void after_verdict(Plain *plain) {
  const char *line = plain_read(&plain->input, "Enter goes on: ");
  if (line == NULL) {
    plain->ended = true;
    return;
  }
  if (*line == '\0') {
    go_on(plain);
    return;
  }
  if (run_command(plain, line)) return;
  if (plain->input.terminal) {
    cli_print("Press Enter to go on. ? lists the commands.\n");
    return;
  }
  plain->input.pushed_back = true;
  go_on(plain);
}

static void sit(Plain *plain) {
  if (drill_resumed(plain->drill)) cli_print("Going on where you left.\n");
  if (drill_view(plain->drill)->state == DRILL_QUESTION) show_question(plain);
  while (!plain->ended && !plain->failed) {
    DrillState state = drill_view(plain->drill)->state;
    if (state == DRILL_OVER) break;
    if (state == DRILL_QUESTION)
      ask(plain);
    else
      after_verdict(plain);
  }
}

int plain_drill(Cli *cli, App *app, SessionGoal goal) {
  GError *error = NULL;
  Plain plain = {.cli = cli, .app = app};
  plain_input_init(&plain.input);
  plain.drill = drill_open(app, goal, &error);
  if (plain.drill == NULL) return cli_fail_error(error);
  sit(&plain);
  if (!plain.failed) show_summary(&plain);
  if (plain.ended) cli_print("Kept. Go on with: pawl drill\n");
  drill_close(plain.drill);
  plain_input_clear(&plain.input);
  return plain.failed ? CLI_FAILURE : CLI_OK;
}
