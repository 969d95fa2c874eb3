/* screen - what a screen is, and what it may do to the stack it stands on. Shared by ui.c and the
 * scr_*.c files; nothing here knows a terminal, so tests drive screens with keys and a canvas.
 *
 * A screen reacts to actions by changing its own state or the stack, never by drawing; after each
 * event the top screen is drawn once.
 */
#pragma once
#include "app/cohort.h"
#include "app/drill.h"
#include "report/doc.h"
#include "tui/canvas.h"
#include "tui/chrome.h"
#include "tui/keymap.h"
#include "tui/page.h"
#include "tui/ui.h"

typedef struct Ui Ui;
typedef struct Screen Screen;

typedef struct {
  const char *name;
  KeyContext keys;
  const FooterHint *footer; /* most useful first; help is added by itself */
  /* Reacts to ACTION; false: not for me. */
  bool (*action)(Ui *ui, Screen *screen, Action action);
  /* For screens with a text field: a key or pasted text, before actions are looked at. True: taken.
   */
  bool (*key)(Ui *ui, Screen *screen, int key);
  bool (*paste)(Ui *ui, Screen *screen, const char *text);
  void (*draw)(const Ui *ui, const Screen *screen, Canvas *canvas);
  /* Comes to the top again after another screen was popped. */
  void (*shown)(Ui *ui, Screen *screen);
  void (*close)(Screen *screen);
  /* For screens on which time passes: called now and then, also while others stand above it. */
  void (*tick)(Ui *ui, Screen *screen);
  /* Milliseconds after which tick is to be called; -1: not needed now. */
  int (*tick_in)(const Screen *screen);
  /* Stores what is not stored yet, because what it belongs to is about to close. */
  void (*keep)(Ui *ui, Screen *screen);
  bool dialog; /* drawn over the screen below */
} ScreenKind;

/* Each scr_*.c has a struct that begins with a Screen. */
struct Screen {
  const ScreenKind *kind;
};

struct Ui {
  App *app;
  Keymap *keymap;
  GPtrArray *stack; /* of Screen*, top last */
  int rows, cols;
  bool ascii;
  bool leaving; /* the loop ends after this event */
  bool repaint; /* Ctrl-L */
  bool stop;    /* Ctrl-Z */
  bool theme_changed;
  /* To be called with the terminal given back, once: another program is run in it. */
  void (*aside)(Ui *ui, void *user);
  void *aside_user;
  struct FitJob *fit;       /* running, or NULL */
  struct FitReport *fitted; /* the last that the learner was asked about, or NULL */
  char *message;            /* one line above the footer until the next key, or NULL */
  Role message_role;
};

Ui *ui_new(App *app, const char *key_file, int rows, int cols, bool ascii, GError **error);
void ui_free(Ui *ui);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ui, ui_free)
/* SCREEN is owned by the stack from here on. */
void ui_push(Ui *ui, Screen *screen);
void ui_pop(Ui *ui);
/* The top screen goes, SCREEN takes its place. */
void ui_replace(Ui *ui, Screen *screen);
/* One key, one paste, a new size: what the loop calls and tests call. */
void ui_key(Ui *ui, int key);
void ui_paste(Ui *ui, const char *text);
void ui_resize(Ui *ui, int rows, int cols);
void ui_draw(const Ui *ui, Canvas *canvas);
/* A line for the learner. */
void ui_say(Ui *ui, Role role, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Says ERROR and frees it. */
void ui_say_error(Ui *ui, GError *error);
/* Does ACTION on the top screen, as if its key had been pressed. */
void ui_act(Ui *ui, Action action);
/* Every context there is, for the key file's check. */
const KeyContext *const *ui_contexts(size_t *n);

/* First row and number of rows of the body: all but the title and the footer. */
int ui_body_top(const Ui *ui);
int ui_body_rows(const Ui *ui);

/* fit_job.c: fits the memory model beside the screens and asks before anything changes. */
void ui_start_fit(Ui *ui);
void ui_stop_fit(Ui *ui);
void ui_tick_fit(Ui *ui);
bool ui_is_fitting(const Ui *ui); /* false once it is done, though the answer may still wait */
/* Called after every event, and after ui_tick_in milliseconds without any (-1: only events count). */
void ui_tick(Ui *ui);
int ui_tick_in(const Ui *ui);
/* Lets every screen store what it has not stored yet. */
void ui_keep(Ui *ui);
/* Takes away whatever stands above SCREEN. */
void ui_raise(Ui *ui, Screen *screen);

/* The screens. NULL where one cannot open (it has said why). */
Screen *scr_home_new(Ui *ui);
Screen *scr_drill_new(Ui *ui, SessionGoal goal);
Screen *scr_item_new(Ui *ui, int64_t item);
Screen *scr_settings_new(Ui *ui);
Screen *scr_mastery_new(Ui *ui);
Screen *scr_plan_new(Ui *ui);
Screen *scr_memory_new(Ui *ui);
/* Practice exams: what there is to take, and what was taken. */
Screen *scr_mocks_new(Ui *ui);
/* Packs: what there is, who signed it, what is in use. */
Screen *scr_packs_new(Ui *ui);
/* The exam that is open; or a new one of BLUEPRINT by SEED (0: drawn). */
Screen *scr_exam_new(Ui *ui, const char *blueprint, uint64_t seed);
Screen *scr_result_new(Ui *ui, int64_t exam);
/* Self-assessments: the instruments, and filling one in (see app_assess_open). */
Screen *scr_assess_new(Ui *ui);
Screen *scr_assess_fill_new(Ui *ui, const char *instrument, const char *name);
Screen *scr_assess_compare_new(Ui *ui);
/* What there is to write on; with ORAL the focus stands on the first prompt. */
Screen *scr_write_new(Ui *ui, bool oral);
/* Pushes it, and over it the screen for ITEM as its newest text stands: writing, speaking, the score. */
void scr_write_open(Ui *ui, int64_t item);
/* Text ID being written. EXAM (may be NULL) is the screen below that it belongs to. */
struct ExamScreen;
Screen *scr_essay_new(Ui *ui, int64_t id, const struct ExamScreen *exam);
Screen *scr_oral_new(Ui *ui, int64_t id);
/* The text beside the model answer and the rubric. */
Screen *scr_score_new(Ui *ui, int64_t id);
/* The same of a candidate's text, scored as their mentor. WRITER is lent. */
Screen *scr_score_lent_new(Ui *ui, Candidate *writer, int64_t id);
/* The candidates of COHORT, which is lent, and put in ORDER here. */
Screen *scr_mentor_new(Ui *ui, Cohort *cohort, CohortOrder order);
/* One of them, whose log is opened for it. */
Screen *scr_candidate_new(Ui *ui, const CohortRow *row);
Screen *scr_about_new(Ui *ui);
Screen *scr_help_new(Ui *ui, const Screen *about);
Screen *scr_palette_new(Ui *ui, const Screen *over);
/* Pushes the list of items; with SEARCH it asks for words first. */
void scr_browse_open(Ui *ui, bool search);
/* Pushes the terms that ITEM uses, or, where ITEM is NULL, the whole glossary; says so where there is
 * none. */
void scr_terms_open(Ui *ui, const Item *item);
/* The two questions of the first start, pushed over home. */
void scr_welcome_open(Ui *ui);
/* A card of text to read, scrolled. TEXT is copied. */
Screen *scr_card_new(Ui *ui, const char *title, const char *text);
/* The same, of a report's lines. */
Screen *scr_doc_card_new(Ui *ui, const char *title, const Doc *doc);
/* A line of input; DONE gets the text when the learner accepts, NULL when they go back. */
typedef void (*PromptFn)(Ui *ui, const char *text, void *user);
Screen *scr_prompt_new(Ui *ui, const char *title, const char *hint, const char *text, PromptFn done,
                       void *user);
/* Lines of text being written; when they are to be kept, DONE gets them and says whether they are. */
typedef bool (*NoteFn)(Ui *ui, const char *text, void *user);
Screen *scr_note_new(Ui *ui, const char *title, NoteFn done, void *user);
/* A report's lines on a page. */
Page *page_of_doc(const Doc *doc, int columns);
/* A few choices, one a line; DONE gets the index. LABELS: N strings, copied. */
typedef void (*ChoiceFn)(Ui *ui, int index, void *user);
Screen *scr_choice_new(Ui *ui, const char *title, const char *const *labels, int n, int focus,
                       ChoiceFn done, void *user);

extern const ScreenKind SCR_HOME, SCR_QUESTION, SCR_VERDICT, SCR_SUMMARY, SCR_BROWSE, SCR_ITEM,
    SCR_SETTINGS, SCR_TERMS, SCR_MASTERY, SCR_PLAN, SCR_MEMORY, SCR_ABOUT, SCR_HELP, SCR_PALETTE,
    SCR_CARD, SCR_PROMPT, SCR_CHOICE, SCR_MOCKS, SCR_EXAM_COVER, SCR_EXAM, SCR_EXAM_GRID,
    SCR_RESULT, SCR_REVIEW, SCR_EXAM_ESSAYS, SCR_WRITE, SCR_ESSAY, SCR_ORAL, SCR_SCORE, SCR_ASSESS,
    SCR_ASSESS_FILL, SCR_ASSESS_COMPARE, SCR_PACKS, SCR_MENTOR, SCR_CANDIDATE, SCR_CANDIDATE_AREAS,
    SCR_CANDIDATE_EXAMS, SCR_CANDIDATE_EXAM, SCR_CANDIDATE_TEXTS, SCR_CANDIDATE_TEXT,
    SCR_SCORE_LENT, SCR_NOTE;
