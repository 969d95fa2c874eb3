/* plain_exam - a practice exam in plain lines. Scripts rely on this: an answer line ("2", "1 3") is
 * stored and the next question shown; commands are words of one letter; no verdict before the end.
 */
#include "app/exam.h"
#include "cli/plain_write.h"
#include "report/phrase.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  Cli *cli;
  App *app;
  Exam *exam;
  PlainInput input;
  bool ended, failed;
} Plain;

static const ExamView *view_of(const Plain *plain) {
  return exam_view(plain->exam);
}

static PlainItem item_of(const ExamView *view) {
  return (PlainItem){view->item, view->shown_n, view->shown};
}

/* -- showing ----------------------------------------------------------------------------------- */

static void show_clock(const ExamView *view) {
  g_autofree char *used = phrase_duration(view->used), *left = phrase_duration(MAX(view->left, 0));
  if (view->left < 0)
    cli_print("Used: %s. No limit.\n", used);
  else
    cli_print("Used: %s. Left: %s.\n", used, left);
}

/* "2 3": the numbers of what is chosen, "-" for a gap. */
static char *chosen_numbers(const ExamView *view) {
  Response response = {0};
  PlainItem item = item_of(view);
  if (!exam_sheet_parse(view->item, view->question->chosen, &response)) return g_strdup("");
  return plain_numbers(&item, &response);
}

static void show_struck(const ExamView *view) {
  for (int i = 0, n = 0; i < view->shown_n; i++)
    if (view->struck[i]) cli_print("%s%d", n++ == 0 ? "Struck out: " : " ", i + 1);
  for (int i = 0; i < view->shown_n; i++)
    if (view->struck[i]) {
      cli_print("\n");
      return;
    }
}

static void show_question(Plain *plain) {
  const ExamView *view = view_of(plain);
  if (view->item == NULL || !item_is_keyed(view->item)) return;
  PlainItem item = item_of(view);
  g_autofree char *task = phrase_task(view->item), *chosen = chosen_numbers(view);
  cli_print("\nQuestion %d of %d%s\n\n", view->state->place + 1, view->counts.questions,
            view->question->flagged ? " (flagged)" : "");
  plain_show_item(&item);
  cli_print("\n%s.%s%s\n", task, *chosen == '\0' ? "" : " Chosen: ", chosen);
  show_struck(view);
}

static void show_list(const ExamView *view) {
  cli_print("%d of %d answered, %d flagged, %d unseen.\n", view->counts.answered,
            view->counts.questions, view->counts.flagged, view->counts.unseen);
  for (guint i = 0; i < view->section->questions->len; i++) {
    const ExamQuestion *q = view->section->questions->pdata[i];
    const char *word = exam_is_answered(q) ? "answered" : q->seen ? "seen" : "unseen";
    cli_print("  %u %s%s\n", i + 1, word, q->flagged ? ", flagged" : "");
  }
}

static void show_cover(const ExamView *view) {
  const BlueprintSection *rules = view->section->rules;
  cli_print("\n%s: %u %s", rules->title, view->section->questions->len,
            rules->essay ? "essays" : "questions");
  bool days = rules->timing == TIMED_CALENDAR && rules->minutes >= 2880;
  if (days) cli_print(", %d days from the opening on", rules->minutes / 1440);
  if (rules->minutes > 0 && !days) cli_print(", %d minutes", rules->minutes);
  cli_print(". %s.\n", view->state->blueprint->pause ? "The clock can be stopped"
                                                     : "The clock is not stopped");
  if (!view->clean)
    cli_print("Practice only: %d of the questions were seen before.\n", view->reused);
}

/* The texts of the essay section at hand; NULL where they cannot be read. */
static GPtrArray *texts_of(Plain *plain) {
  GError *error = NULL;
  const ExamView *view = view_of(plain);
  GPtrArray *texts = writing_section(plain->app, exam_id(plain->exam), view->state->section,
                                     view->counts.questions, &error);
  if (texts != NULL) return texts;
  plain->failed = true;
  cli_fail_error(error);
  return NULL;
}

static void show_texts(Plain *plain) {
  g_autoptr(GPtrArray) texts = texts_of(plain);
  for (guint i = 0; texts != NULL && i < texts->len; i++) {
    const WritingView *text = texts->pdata[i];
    g_autofree char *words = writing_words_line(text->item, text->words);
    cli_print("\nScenario %u of %u, %s. %s\n", i + 1, texts->len, text->area_text, words);
    cli_wrapped(2, text->item->stem);
  }
}

static void show_essay_commands(void) {
  cli_print("A number: write on that scenario; what you add is kept at once.\n"
            "l: list of the scenarios. c: the clock. z: pause, where the form allows it.\n"
            "h: hand in. q: leave. X: give up. ?: this list\n");
}

static void show_commands(void) {
  cli_print("An answer: its number, for several the numbers (1 3); order and match: all numbers in "
            "order.\n"
            "Add g, t or s for guess, think so, sure (2 s). 0: take the answer back.\n"
            "Empty line or n: next. p: back. # 12: to question 12. f: flag. k 2: strike option 2 "
            "out.\n"
            "l: list of all questions. c: the clock. r: repeat. z: pause, where the form allows "
            "it.\n"
            "h: hand in. q: leave. X: give up. ?: this list\n");
}

/* -- commands ---------------------------------------------------------------------------------- */

static bool done(Plain *plain, bool good, GError *error) {
  if (good) return true;
  plain->failed = true;
  cli_fail_error(error);
  return false;
}

static void go_to(Plain *plain, int place) {
  GError *error = NULL;
  const ExamView *view = view_of(plain);
  bool forward = view->section->rules->navigation == NAVIGATE_FORWARD;
  if (place < 0 || place >= view->counts.questions) {
    cli_print(place < 0 ? "This is the first question.\n"
                        : "That was the last question. l lists all, h hands in.\n");
    return;
  }
  if (forward && place < view->state->place) {
    cli_print("This form has no way back.\n");
    return;
  }
  if (done(plain, exam_goto(plain->exam, place, &error), error)) show_question(plain);
}

static void take_back(Plain *plain) {
  GError *error = NULL;
  if (done(plain, exam_choose(plain->exam, "", &error), error)) cli_print("Taken back.\n");
}

static void flag(Plain *plain) {
  GError *error = NULL;
  bool flagged = !view_of(plain)->question->flagged;
  if (done(plain, exam_flag(plain->exam, flagged, &error), error))
    cli_print(flagged ? "Flagged.\n" : "The flag is gone.\n");
}

static void strike(Plain *plain, const char *argument) {
  GError *error = NULL;
  int number = atoi(argument);
  if (number < 1 || number > view_of(plain)->shown_n)
    cli_print("k takes the number of an option.\n");
  else if (done(plain, exam_strike(plain->exam, number - 1, &error), error))
    show_struck(view_of(plain));
}

static void pause_exam(Plain *plain) {
  GError *error = NULL;
  if (!view_of(plain)->state->blueprint->pause)
    cli_print("This form has no pauses: its clock runs on.\n");
  else
    done(plain, exam_pause(plain->exam, &error), error);
}

static void say_open(Plain *plain) {
  const ExamView *view = view_of(plain);
  g_autoptr(GPtrArray) texts = view->section->rules->essay ? texts_of(plain) : NULL;
  if (texts != NULL)
    cli_print("Hand in? %d of %u written. Type yes to hand in.\n", writing_count(texts),
              texts->len);
  else
    cli_print("Hand in? %d not answered, %d flagged. Type yes to hand in.\n",
              view->counts.questions - view->counts.answered, view->counts.flagged);
}

/* Asks once, with what is open. */
static void hand_in(Plain *plain) {
  GError *error = NULL;
  say_open(plain);
  const char *line = plain_read(&plain->input, "Hand in: ");
  if (line == NULL || strcmp(line, "yes") != 0) {
    plain->ended = line == NULL;
    cli_print("Not handed in.\n");
    return;
  }
  done(plain, exam_hand_in(plain->exam, &error), error);
}

static void give_up(Plain *plain) {
  GError *error = NULL;
  cli_print("Give up? No result is kept. Type yes to give up.\n");
  const char *line = plain_read(&plain->input, "Give up: ");
  if (line != NULL && strcmp(line, "yes") == 0)
    done(plain, exam_give_up(plain->exam, &error), error);
}

/* True where LINE was a command. */
static bool run_command(Plain *plain, const char *line) {
  const char *rest = line[0] != '\0' && line[1] == ' ' ? line + 2 : "";
  if (line[0] != '\0' && line[1] != '\0' && line[1] != ' ') return false;
  switch (line[0]) {
  case '\0':
  case 'n': go_to(plain, view_of(plain)->state->place + 1); return true;
  case 'p': go_to(plain, view_of(plain)->state->place - 1); return true;
  case '#': go_to(plain, atoi(rest) - 1); return true;
  case '0': take_back(plain); return true;
  case 'f': flag(plain); return true;
  case 'k': strike(plain, rest); return true;
  case 'l': show_list(view_of(plain)); return true;
  case 'c': show_clock(view_of(plain)); return true;
  case 'r': show_question(plain); return true;
  case 'z': pause_exam(plain); return true;
  case 'h': hand_in(plain); return true;
  case 'q': plain->ended = true; return true;
  case 'X': give_up(plain); return true;
  case '?': show_commands(); return true;
  default: return false;
  }
}

/* -- answers ----------------------------------------------------------------------------------- */

static void give_answer(Plain *plain, const char *line) {
  Response response;
  Confidence confidence;
  const char *problem = NULL;
  GError *error = NULL;
  const ExamView *view = view_of(plain);
  PlainItem item = item_of(view);
  if (!plain_read_answer(&item, line, &response, &confidence, &problem)) {
    g_autofree char *task = phrase_task(view->item);
    cli_print("%s: %s, with numbers from 1 to %d. ? lists the commands.\n", problem, task,
              view->shown_n);
    return;
  }
  g_autofree char *text = exam_sheet_format(view->item, &response);
  if (!done(plain, exam_choose(plain->exam, text, &error), error)) return;
  if (confidence != CONFIDENCE_NONE &&
      !done(plain, exam_set_confidence(plain->exam, confidence, &error), error))
    return;
  cli_print("Kept.\n");
  go_to(plain, view->state->place + 1);
}

/* The clock is looked at whenever a line was read; false where it ended the section. */
static bool time_is_left(Plain *plain) {
  GError *error = NULL;
  int section = view_of(plain)->state->section;
  if (!done(plain, exam_tick(plain->exam, &error), error)) return false;
  const ExamView *view = view_of(plain);
  if (view->warning > 0)
    cli_print("%d minute%s left.\n", view->warning, view->warning == 1 ? "" : "s");
  if (view->state->phase == EXAM_TAKING && view->state->section == section) return true;
  cli_print("The time is over: the section was handed in as it stood.\n");
  return false;
}

/* -- essays ------------------------------------------------------------------------------------ */

static void write_on(Plain *plain, int place) {
  GError *error = NULL;
  const ExamView *view = view_of(plain);
  if (place < 0 || place >= view->counts.questions) {
    cli_print("There is no scenario with that number: 1 to %d.\n", view->counts.questions);
    return;
  }
  if (!done(plain, exam_goto(plain->exam, place, &error), error)) return;
  int64_t id =
      writing_of_exam(plain->app, exam_id(plain->exam), view->state->section, place, &error);
  g_autoptr(WritingView) text = id == 0 ? NULL : writing_view(plain->app, id, &error);
  if (text == NULL) {
    done(plain, false, error);
    return;
  }
  cli_print("\n");
  plain_show_scenario(text);
  if (!plain_write_text(&plain->input, plain->app, id, plain->exam, &error))
    cli_fail_error(error); /* an editor that failed: the draft is as it was */
}

static void run_essay_command(Plain *plain, const char *line) {
  gint64 number = 0;
  if (g_ascii_string_to_signed(line, 10, 1, 1000, &number, NULL)) {
    write_on(plain, (int)number - 1);
    return;
  }
  if (*line == '\0' || strcmp(line, "l") == 0)
    show_texts(plain);
  else if (line[1] != '\0' || strchr("czhqX", line[0]) == NULL || !run_command(plain, line))
    show_essay_commands();
}

static void work_essays(Plain *plain) {
  show_texts(plain);
  while (!plain->ended && !plain->failed && view_of(plain)->state->phase == EXAM_TAKING) {
    const char *line = plain_read(&plain->input, "Scenario: ");
    if (line == NULL) {
      plain->ended = true;
      return;
    }
    if (!time_is_left(plain)) return;
    run_essay_command(plain, line);
  }
}

/* -- the sitting ------------------------------------------------------------------------------- */

static void work(Plain *plain) {
  if (view_of(plain)->section->rules->essay) {
    work_essays(plain);
    return;
  }
  show_question(plain);
  while (!plain->ended && !plain->failed && view_of(plain)->state->phase == EXAM_TAKING) {
    const char *line = plain_read(&plain->input, "Answer: ");
    if (line == NULL) {
      plain->ended = true;
      return;
    }
    if (!time_is_left(plain)) return;
    if (!run_command(plain, line)) give_answer(plain, line);
  }
}

static bool begin(Plain *plain) {
  GError *error = NULL;
  const ExamView *view = view_of(plain);
  bool ready = view->state->phase == EXAM_READY;
  if (ready) show_cover(view);
  const char *line = plain_read(&plain->input, ready ? "Enter begins: " : "Enter goes on: ");
  if (line == NULL || strcmp(line, "q") == 0) {
    plain->ended = true;
    return false;
  }
  if (strcmp(line, "X") == 0) {
    give_up(plain);
    return false;
  }
  /* A script needs no empty line: what it wrote is already the first answer. */
  plain->input.pushed_back = *line != '\0';
  return done(plain, ready ? exam_begin(plain->exam, &error) : exam_resume(plain->exam, &error),
              error);
}

static void leave(Plain *plain) {
  GError *error = NULL;
  if (!done(plain, exam_leave(plain->exam, &error), error)) return;
  bool runs = view_of(plain)->state->phase == EXAM_AWAY;
  cli_print("Kept%s. Go on with: pawl exam\n", runs ? ", and the clock runs on" : "");
}

static void show_result(Plain *plain) {
  GError *error = NULL;
  g_autoptr(ExamResult) result = app_exam_result(plain->app, exam_id(plain->exam), &error);
  if (result == NULL) {
    plain->failed = true;
    cli_fail_error(error);
    return;
  }
  g_autoptr(Doc) doc = exam_result_doc(result, 78);
  cli_print("\n");
  cli_doc(doc);
  cli_print("Question by question: pawl exam review\n");
  g_autoptr(GArray) waiting = writing_unscored(plain->app, result->id, NULL);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    cli_print("Score a text: pawl write score %" G_GINT64_FORMAT "\n",
              g_array_index(waiting, int64_t, i));
}

int plain_exam(Cli *cli, App *app, Exam *exam) {
  Plain plain = {.cli = cli, .app = app, .exam = exam};
  plain_input_init(&plain.input);
  while (!plain.ended && !plain.failed && view_of(&plain)->state->phase < EXAM_OVER)
    if (begin(&plain)) work(&plain);
  ExamPhase phase = view_of(&plain)->state->phase;
  if (plain.ended && phase < EXAM_OVER) leave(&plain);
  if (!plain.failed && phase == EXAM_OVER) show_result(&plain);
  if (phase == EXAM_GIVEN_UP) cli_print("Given up.\n");
  plain_input_clear(&plain.input);
  return plain.failed ? CLI_FAILURE : CLI_OK;
}
