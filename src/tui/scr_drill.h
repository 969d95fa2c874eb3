/* scr_drill - what the drill's files share: the screen's state and its two faces. */
#pragma once
#include "tui/page.h"
#include "tui/screen.h"
#include "tui/sheet.h"

typedef enum { FIELD_OPTIONS, FIELD_CONFIDENCE } DrillField;

typedef struct {
  Screen base;
  Drill *drill;
  /* the answer in the making */
  DrillField field;
  Sheet sheet;
  Confidence confidence;
  int64_t shown_at; /* monotonic */
  int stem_scroll;
  int scroll; /* of the verdict */
} DrillScreen;

/* scr_drill.c: what question and verdict share. */
bool drill_common_action(Ui *ui, DrillScreen *screen, Action action);
/* After every change of the drill: the face that fits (SCR_QUESTION, SCR_VERDICT), or the summary,
 * which takes the screen's place. */
void drill_follow(Ui *ui, DrillScreen *screen);
void drill_screen_close(Screen *screen);
/* scr_question.c: an answer not yet begun. */
void question_reset(Ui *ui, DrillScreen *screen);
/* scr_drill.c: a screen over an open drill; takes DRILL over. */
Screen *scr_drill_again(Ui *ui, Drill *drill);
/* scr_summary.c: takes DRILL over, also where it fails and returns NULL. */
Screen *scr_summary_new(Ui *ui, Drill *drill);
