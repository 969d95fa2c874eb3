/* sample - writes a page with everything that a paper can hold, for the accessibility check, to a file. */
#include "core/clock.h"
#include "report/paper.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define FIRST_DAY 20730

static void add_facts(Paper *paper) {
  paper_heading(paper, 2, "At a glance");
  paper_text(
      paper,
      "The exam is in 41 days. At today's pace the target is likely to be reached, with two "
      "areas that need work first.\n\nEverything below comes from 1,180 answers given between "
      "October and November; nothing else was counted.");
  paper_fact(paper, "readiness.chance", "Chance of reaching the target",
             PAPER_VALUE(PAPER_SHARE, 0.7125));
  paper_fact(paper, "readiness.expected", "Expected score on the exam",
             PAPER_VALUE(PAPER_SHARE, 0.7391));
  paper_fact(paper, "answers.count", "Answers counted", PAPER_VALUE(PAPER_COUNT, 1180));
  paper_fact(paper, "time.total", "Time studied", PAPER_VALUE(PAPER_MINUTES, 1415));
  paper_fact(paper, "calibration.brier", "Brier score of the forecasts",
             PAPER_VALUE(PAPER_NUMBER, 0.1834));
  paper_fact(paper, "exam.day", "Day of the exam", PAPER_VALUE(PAPER_DAY, FIRST_DAY + 91));
  paper_fact(paper, "mentor.score", "Score given by a mentor", PAPER_VALUE(PAPER_SHARE, NAN));
  paper_fact(paper, "pack.name", "Question bank", PAPER_WORD("CETL, edition 0.1.0"));
}

static void add_charts(Paper *paper) {
  static const double values[] = {0.42, 0.48, 0.47, 0.55, 0.61, 0.6, 0.66, 0.71};
  static const PaperInterval areas[] = {
      {"Leadership and vision", 0.62, 0.71, 0.79},
      {"Digital learning environments and the support that teachers need in them", 0.41, 0.55,
       0.68},
      {"Data privacy and security", 0.74, 0.83, 0.9},
      {"Budget and procurement", NAN, NAN, NAN}};
  static const PaperBar weeks[] = {{"W42", 95},  {"W43", 120}, {"W44", 60}, {"W45", 0},
                                   {"W46", 215}, {"W47", 180}, {"W48", 145}};
  PaperPoint points[8];
  for (int i = 0; i < 8; i++) points[i] = (PaperPoint){FIRST_DAY + 7 * i, values[i]};
  paper_heading(paper, 2, "Progress");
  paper_curve(paper, "Expected score, week by week",
              "The expected score rose from 42 % to 71 % in seven weeks; the target is 75 %.",
              points, 8, 0.75);
  paper_bars(paper, "Time studied each week",
             "Between no time and 215 minutes a week, most in week 46, none in week 45.", "minutes",
             weeks, 7);
  paper_heading(paper, 2, "Areas");
  paper_intervals(
      paper, "Mastery by area, with the range it likely lies in",
      "Data privacy and security is above the target of 75 %; learning environments are furthest "
      "below it; nothing is known of budget yet.",
      areas, 4, 0.75);
}

static void add_row(Paper *paper, const char *name, double weight, double low, double right,
                    double minutes, const char *advice) {
  PaperCell cells[] = {PAPER_WORD(name),
                       PAPER_VALUE(PAPER_SHARE, weight),
                       PAPER_VALUE(PAPER_SHARE, low),
                       PAPER_VALUE(PAPER_COUNT, right),
                       PAPER_VALUE(PAPER_MINUTES, minutes),
                       PAPER_WORD(advice)};
  paper_row(paper, cells);
}

static void add_tables(Paper *paper) {
  static const PaperColumn columns[] = {{"Area", PAPER_TEXT},     {"Weight", PAPER_SHARE},
                                        {"Mastery", PAPER_SHARE}, {"Answers", PAPER_COUNT},
                                        {"Time", PAPER_MINUTES},  {"Next step", PAPER_TEXT}};
  static const PaperColumn days[] = {{"Day", PAPER_DAY}, {"Score", PAPER_SHARE}};
  paper_heading(paper, 3, "Figures");
  paper_table(paper, "areas", "The areas in figures", columns, 6);
  add_row(paper, "Leadership and vision", 0.3, 0.71, 402, 480, "Keep the pace");
  add_row(paper, "Digital learning environments", 0.3, 0.55, 371, 515,
          "Two chapters of the guide, then a drill");
  add_row(paper, "Data privacy and security", 0.25, 0.83, 407, 420, "Repeats alone");
  add_row(paper, "Budget and procurement", 0.15, NAN, 0, 0, "Begin");
  paper_table(paper, "exams", "Practice exams", days, 2);
  for (int i = 0; i < 3; i++) {
    PaperCell cells[] = {PAPER_VALUE(PAPER_DAY, FIRST_DAY + 14 * i),
                         PAPER_VALUE(PAPER_SHARE, 0.5 + 0.08 * i)};
    paper_row(paper, cells);
  }
  paper_table(paper, "mentors", "Scores by mentors", days, 2);
}

/* A word of 240 letters wherever one may stand. */
static void add_long_words(Paper *paper) {
  g_autofree char *word = g_strnfill(240, 'w');
  const PaperColumn wide[] = {
      {word, PAPER_TEXT}, {"B", PAPER_TEXT}, {word, PAPER_SHARE}, {word, PAPER_TEXT}};
  const PaperCell cells[] = {PAPER_WORD(word), PAPER_WORD("b"), PAPER_VALUE(PAPER_SHARE, 0.5),
                             PAPER_WORD(word)};
  const PaperInterval interval = {word, 0.2, 0.4, 0.6};
  const PaperBar bar = {word, 12345678};
  paper_heading(paper, 3, word);
  paper_text(paper, word);
  paper_quote(paper, word);
  paper_item(paper, word);
  paper_fact(paper, word, word, PAPER_WORD(word));
  paper_table(paper, "wide", word, wide, 4);
  paper_row(paper, cells);
  paper_table(paper, "narrow", word, wide, 3);
  paper_row(paper, cells);
  paper_intervals(paper, word, word, &interval, 1, 1);
  paper_bars(paper, word, word, "minutes", &bar, 1);
}

static void add_words(Paper *paper) {
  paper_heading(paper, 2, "In the candidate's words");
  paper_quote(
      paper,
      "I know the law well enough.\nWhat I lack is practice with budgets,\nand time on weekdays.");
  paper_heading(paper, 3, "What would help");
  paper_item(paper, "Two free hours a week until the exam");
  paper_item(paper, "A mentor for procurement: someone who has signed a contract with a vendor");
  paper_item(paper, "שלום — a line that runs the other way");
  paper_heading(paper, 2, "Where names go wrong");
  paper_text(paper, "<script>alert(1)</script> \"><img src=x onerror=alert(1)> \x1b[31m "
                    "\xe2\x80\xae =cmd|' /C calc'!A0");
  paper_curve(paper, "Nothing yet", "No exam was taken yet.", NULL, 0, NAN);
  add_long_words(paper);
}

/* sample FILE: the form follows its ending. */
int main(int argc, char **argv) {
  PaperForm form;
  if (argc != 2 || !paper_form_from_path(argv[1], &form)) {
    fputs("usage: sample FILE.html|FILE.md|FILE.csv\n", stderr);
    return 2;
  }
  g_autoptr(Paper) paper = paper_new("en", "Readiness for the CETL exam");
  add_facts(paper);
  add_charts(paper);
  add_tables(paper);
  add_words(paper);
  g_autofree char *text = paper_write(paper, form);
  g_autoptr(GError) error = NULL;
  if (g_file_set_contents(argv[1], text, -1, &error)) return EXIT_SUCCESS;
  fprintf(stderr, "sample: %s\n", error->message);
  return EXIT_FAILURE;
}
