/* scr_candidate - what the screens about one candidate share. The first of them, which stands below the
 * others, has the candidate's log open.
 */
#pragma once
#include "app/standing.h"
#include "tui/screen.h"

typedef struct {
  Screen base;
  Candidate *candidate;
  char *name; /* cleaned */
  Standing *standing;
  int waiting; /* words that no reply has held yet */
  int said;    /* words said here: what is shown is read again once it grew */
  int read;    /* as SAID was when this was read */
  int scroll;
  RemarkAbout about; /* of the comment in the making */
  char *subject;
} CandidateScreen;

/* NAME and, where there is room, what waits for a reply, over a screen that shows WHAT. */
void candidate_title(const Ui *ui, const CandidateScreen *of, Canvas *canvas, const char *what);
/* Pushes the screen on which a comment about SUBJECT (as in Remark) is written; TITLE says what it is. */
void candidate_comment(Ui *ui, CandidateScreen *of, RemarkAbout about, const char *subject,
                       const char *title);
/* Asks where to write the reply, and writes it. */
void candidate_reply(Ui *ui, CandidateScreen *of);
/* True where what was read when SAID was *READ is old; *READ is then as SAID. */
bool candidate_is_old(const CandidateScreen *of, int *read);

/* NULL where one cannot open (it has said why). */
Screen *scr_candidate_areas_new(Ui *ui, CandidateScreen *of);
Screen *scr_candidate_exams_new(Ui *ui, CandidateScreen *of);
Screen *scr_candidate_texts_new(Ui *ui, CandidateScreen *of);
