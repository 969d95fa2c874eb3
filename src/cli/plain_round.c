/* plain_round - a round answered in plain lines: alone first, and again beside the split. Scripts rely on
 * this: an answer line ("2", "1 3 s") is kept and the next question shown; an empty line keeps the
 * answer that stands; "p" goes back, "q" leaves. No verdict is told.
 */
#include "cli/plain_round.h"
#include "report/phrase.h"
#include <string.h>

typedef struct {
  Cli *cli;
  RoundSitting *sitting;
  PlainInput input;
  int64_t shown_at;
  bool ended, failed;
} Plain;

PlainItem plain_round_item(const RoundRow *row) {
  return (PlainItem){row->item, row->shown_n, row->shown};
}

static void show_choice(const char *what, const PlainItem *item, const Response *response,
                        Confidence sure) {
  if (response->n == 0) return;
  g_autofree char *numbers = plain_numbers(item, response);
  cli_print("%s: %s%s%s\n", what, numbers, sure == CONFIDENCE_NONE ? "" : ", ",
            phrase_confidence(sure));
}

static void show_question(Plain *plain) {
  const RoundView *view = round_view(plain->sitting);
  PlainItem item = plain_round_item(view->row);
  g_autofree char *task = phrase_task(view->row->item);
  cli_print("\nQuestion %d of %d\n\n", view->at + 1, view->questions);
  plain_show_item(&item);
  if (view->phase == 2) {
    g_autoptr(Doc) split = round_row_doc(view->row, false);
    cli_print("\nHow you all answered first:\n");
    cli_doc(split);
    show_choice("You first", &item, &view->first, view->first_sure);
  }
  cli_print("\n%s.\n", task);
  show_choice("Chosen", &item, &view->given, view->sure);
  plain->shown_at = clock_monotonic(&plain->cli->clock);
}

static void show_commands(void) {
  cli_wrapped(0,
              "An answer: its number, for several the numbers (1 3); order and match: all numbers "
              "in order. Add g, t or s for guess, think so, sure (2 s).");
  cli_wrapped(0, "Empty line: keep what is chosen. p: back. r: repeat. q: leave. ?: this list");
}

static void go_to(Plain *plain, int at) {
  round_goto(plain->sitting, at);
  if (!round_view(plain->sitting)->over) show_question(plain);
}

static void keep_and_go_on(Plain *plain) {
  const RoundView *view = round_view(plain->sitting);
  if (view->given.n > 0)
    go_to(plain, view->at + 1);
  else
    cli_wrapped(0, "This question is not answered yet. ? lists the commands.");
}

/* True where LINE was a command. */
static bool run_command(Plain *plain, const char *line) {
  if (*line != '\0' && line[1] != '\0') return false;
  switch (*line) {
  case '\0': keep_and_go_on(plain); return true;
  case 'p': go_to(plain, round_view(plain->sitting)->at - 1); return true;
  case 'r': show_question(plain); return true;
  case 'q': plain->ended = true; return true;
  case '?': show_commands(); return true;
  default: return false;
  }
}

static void give_answer(Plain *plain, const char *typed) {
  Response response;
  Confidence confidence;
  const char *problem = NULL;
  GError *error = NULL;
  const RoundView *view = round_view(plain->sitting);
  PlainItem item = plain_round_item(view->row);
  if (!plain_read_answer(&item, typed, &response, &confidence, &problem)) {
    g_autofree char *task = phrase_task(view->row->item);
    g_autofree char *line =
        g_strdup_printf("%s: %s, with numbers from 1 to %d. ? lists the commands.", problem, task,
                        view->row->shown_n);
    cli_wrapped(0, line);
    return;
  }
  int64_t ms = clock_monotonic(&plain->cli->clock) - plain->shown_at;
  plain->failed = !round_answer(plain->sitting, &response, confidence, ms, &error);
  if (plain->failed) {
    cli_fail_error(error);
    return;
  }
  cli_print("Kept.\n");
  if (!view->over) show_question(plain);
}

static void open_with(const RoundView *view) {
  if (*view->title != '\0') cli_print("%s\n", view->title);
  if (view->phase == 1)
    cli_print("First answers: alone, no verdict.\n");
  else
    cli_print("Second answers, after your talk.\n");
  cli_wrapped(0, "Say how sure you are, too: 2 s. ? lists the commands.");
}

bool plain_round(Cli *cli, RoundSitting *sitting) {
  Plain plain = {.cli = cli, .sitting = sitting};
  const RoundView *view = round_view(sitting);
  if (view->over) return true;
  plain_input_init(&plain.input);
  open_with(view);
  show_question(&plain);
  while (!plain.ended && !plain.failed && !view->over) {
    const char *line = plain_read(&plain.input, "Answer: ");
    if (line == NULL)
      plain.ended = true;
    else if (!run_command(&plain, line))
      give_answer(&plain, line);
  }
  plain_input_clear(&plain.input);
  return !plain.failed;
}
