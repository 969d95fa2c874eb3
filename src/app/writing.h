/* writing - the written and the spoken part: essays, in an exam or on their own, and interview prompts;
 * drafts, handing in, scoring against the rubric.
 *
 * A text is a draft until it is handed in; from then on it never changes and can be scored: by the
 * learner, and by mentors, as often as one likes. The newest score of each scorer counts.
 *
 * What a score does:
 *   - the learner's score of an essay stands in the answer log as well, once a text: scored anew, the
 *     answer before is undone. Mastery sees it as an answer with that credit, or with the mean of the
 *     mentors' where there are any; else with the learner's bias taken off (model/bias.h). An essay has
 *     no card, so no drill and no plan ever sees it.
 *   - a mentor's score enters mastery beside the learner's own score of the same text; alone it waits.
 *   - scores of spoken answers enter neither the log nor mastery: ticking what one has said says too
 *     little of what one knows.
 * A text of nothing but white space is worth 0 once it is handed in, without a score.
 */
#pragma once
#include "app/app.h"
#include "core/rubric.h"
#include "report/doc.h"

typedef enum {
  WRITING_NEW,    /* nothing was written yet */
  WRITING_DRAFT,  /* open */
  WRITING_HANDED, /* handed in, not scored by the learner */
  WRITING_SCORED, /* by the learner */
  WRITING_EMPTY,  /* handed in without a word */
} WritingState;
/* "new", "draft", "handed in", "scored", "empty". */
const char *writing_state_name(WritingState state);

/* -- what there is to write or to speak about -------------------------------------------------- */

typedef struct {
  int64_t item;
  char *code, *title, *area, *area_text;
  bool oral;
  int minutes, words_min, words_max;
  int texts;           /* written on it so far */
  int64_t id;          /* of the newest, 0: none */
  WritingState state;  /* of the newest */
  double self, mentor; /* credits of the newest, NaN where there is none */
} WritingRow;
/* Scenarios (ORAL: prompts) by area, those of an open exam left out. New GPtrArray of WritingRow*. */
GPtrArray *writing_rows(App *app, bool oral, GError **error);

/* -- one text ---------------------------------------------------------------------------------- */

typedef struct {
  bool mentor;
  char *name; /* the mentor's, or "" */
  int64_t at;
  int day;
  RubricLevels levels;
  double credit;
  char *comment; /* or "" */
} WritingScore;

typedef struct {
  int64_t id;  /* what people name it by */
  bool lent;   /* somebody else's, looked at: words say "the writer" for "you" */
  bool sealed; /* whoever reads is to meet the item in an exam: only text and results are told */
  char uuid[37];
  int64_t item_id, version;
  Item *item; /* as it was when the text was begun */
  char *area_text;
  int64_t exam; /* 0: on its own */
  int section, place;
  int64_t started_at, saved_at, handed_at; /* HANDED_AT 0: a draft */
  int day;                                 /* begun on */
  int64_t ms;                              /* spent on it */
  char *text;                              /* of spoken answers: the notes */
  int words;
  WritingState state;
  WritingScore *self; /* the newest, or NULL */
  GPtrArray *mentors; /* of WritingScore*: the newest of each */
  GPtrArray *remarks; /* of mentors: of Remark*, see app/reply.h */
} WritingView;

WritingView *writing_view(App *app, int64_t id, GError **error);
void writing_view_free(WritingView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WritingView, writing_view_free)
/* The text named by NAME: its number, or an item's code (its newest text). 0 with ERROR. */
int64_t writing_find(App *app, const char *name, GError **error);
/* All texts (ORAL: spoken answers), newest first. New GPtrArray of WritingView*. */
GPtrArray *writing_all(App *app, bool oral, GError **error);

/* The draft of ITEM; a new one where there is none. 0 with ERROR. A sealed item is refused. */
int64_t writing_open(App *app, int64_t item, GError **error);
/* The text of a question of EXAM, begun where there is none yet. 0 with ERROR. */
int64_t writing_of_exam(App *app, int64_t exam, int section, int place, GError **error);
/* The texts of an exam's section, by place; those of its QUESTIONS that have none yet are begun. New
 * GPtrArray of WritingView*. */
GPtrArray *writing_section(App *app, int64_t exam, int section, int questions, GError **error);
/* Texts among VIEWS with a word in them. */
int writing_count(const GPtrArray *views);
/* Keeps the draft durably; MS is the time spent on it so far. TEXT is cleaned; one that grows over
 * EDIT_MAX_BYTES (app/edit.h) is refused. */
bool writing_save(App *app, int64_t id, const char *text, int64_t ms, GError **error);
/* Closes a text; one of an exam goes with its section instead. */
bool writing_hand_in(App *app, int64_t id, GError **error);

typedef struct {
  bool mentor;
  const char *name; /* of the mentor; "" or NULL where not given */
  RubricLevels levels;
  const char *comment; /* or NULL */
} WritingGrade;
bool writing_score(App *app, int64_t id, const WritingGrade *grade, GError **error);

/* How many words are asked for, and how TEXT stands to that: "312 words of 400 to 900". New. */
char *writing_words_line(const Item *item, int words);

/* The texts of an exam that wait for the learner's score. New GArray of int64_t ids. */
GArray *writing_unscored(App *app, int64_t exam, GError **error);

/* -- in words ---------------------------------------------------------------------------------- */

/* Scenario, text, scores, rubric, and, once it is handed in, the model answer. */
Doc *writing_doc(const WritingView *view, int columns);
/* "67 %, by you; 58 % by Kim": what the text came to, or that it waits. Newly allocated. */
char *writing_result_line(const WritingView *view);
/* How the learner's scores lie to the mentors', in a sentence or two. NULL with ERROR. */
char *writing_bias_line(App *app, GError **error);
json_t *writing_row_json(const WritingRow *row);
json_t *writing_json(const WritingView *view);
