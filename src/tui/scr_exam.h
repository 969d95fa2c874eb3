/* scr_exam - what the files of the practice exam's screens share: one screen over an open exam, with a
 * face for each state.
 */
#pragma once
#include "app/exam.h"
#include "app/writing.h"
#include "tui/screen.h"
#include "tui/sheet.h"

typedef struct ExamScreen {
  Screen base;
  Exam *exam;
  Sheet sheet;
  int stem_scroll;
  bool clock_hidden;
  int focus;        /* of the grid */
  int scroll;       /* of the cover */
  GPtrArray *texts; /* of WritingView*, of an essay section; else NULL */
} ExamScreen;

/* scr_exam_essays.c: reads the texts of the section at hand anew. */
void exam_take_texts(Ui *ui, ExamScreen *screen);
/* After every change of the exam: the face that fits, or the result in the screen's place. */
void exam_follow(Ui *ui, ExamScreen *screen);
/* The question at the front, its choice taken up. */
void exam_take_question(ExamScreen *screen);
/* Says ERROR where GOOD is false, and follows. */
void exam_done(Ui *ui, ExamScreen *screen, bool good, GError *error);
/* What cover, question and grid share. */
bool exam_common_action(Ui *ui, ExamScreen *screen, Action action);
void exam_screen_tick(Ui *ui, Screen *base);
int exam_screen_tick_in(const Screen *base);
void exam_screen_close(Screen *base);
/* "12 min left", "4:59 left", "38 min"; NULL where the clock is hidden. Newly allocated. */
char *exam_clock_text(const ExamScreen *screen);
/* Asks once, saying what is open, and hands in. */
void exam_ask_hand_in(Ui *ui, ExamScreen *screen);
