/* app - the use cases: one interface that every front end (screens, plain mode, commands, tests)
 * calls. It joins the store, the packs and the models; it never prints and never draws.
 */
#pragma once
#include "core/answer.h"
#include "core/clock.h"
#include "core/diag.h"
#include "core/glossary.h"
#include "core/item.h"
#include "core/session.h"
#include "core/study.h"
#include "report/rows.h"

typedef struct App App;

typedef struct {
  const char *db;        /* database file, or NULL: $XDG_DATA_HOME/pawl/pawl.db */
  const char *items_dir; /* folder of packs that come with the program, or NULL */
  const char *packs_dir; /* folder of installed packs, made when the first one comes, or NULL */
  const Clock *clock;    /* borrowed; must outlive the app */
  bool scratch;          /* DB is a file of one's own that goes again: no lock, no backups */
  uint64_t seed;         /* of shuffles; 0: drawn from the clock's entropy for each session */
} AppConfig;

/* Opens the database and brings changed packs of both folders into it. NULL with ERROR where the
 * database cannot be used. */
App *app_open(const AppConfig *config, GError **error);
void app_close(App *app);
const Clock *app_clock(const App *app);
bool app_read_only(const App *app);
const char *app_db_path(const App *app);
/* Sentences to show once (a pack that was refused, a database opened read-only). Lent char*. */
const GPtrArray *app_notices(const App *app);
int app_today(const App *app);

/* -- areas and home ---------------------------------------------------------------------------- */
typedef struct {
  int64_t id;
  char *code, *text, *category, *category_text;
  double weight, category_weight;
  int served, unseen;
  int fresh, fresh_right; /* items answered, and right the first time */
  int repeats, right;     /* further answers; right answers of all */
} AppArea;

#define HOME_DAYS 7
typedef struct {
  int day;             /* today, as a study day */
  int due, fresh;      /* due now; new items for today */
  int unseen, items;   /* never answered; in play */
  int minutes;         /* estimate for due and fresh, at most the limit */
  int limit;           /* minutes after which a sitting ends; the plan fills them where it pays */
  int week[HOME_DAYS]; /* due today and on the next six days */
  bool exam_set;
  int exam_day;
  int64_t answers;   /* in the log */
  bool session_open; /* a drill waits to be gone on with */
  GPtrArray *areas;  /* of AppArea* */
} Home;
/* NULL with ERROR only where the database cannot be read. */
Home *app_home(App *app, GError **error);
void home_free(Home *home);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Home, home_free)
/* Text of an area, objective or tag; CODE itself where it is unknown. New. */
char *app_node_text(App *app, const char *code);

/* -- settings ---------------------------------------------------------------------------------- */
/* X(NAME, "key", "title", kind, low, high, "default", "what it means") */
#define APP_SETTINGS(X)                                                                            \
  X(EXAM_DATE, "exam-date", "Exam date", SETTING_DATE, 0, 0, "",                                   \
    "The day of your exam, YYYY-MM-DD. Empty: none.")                                              \
  X(MINUTES, "minutes", "Minutes a day", SETTING_NUMBER, 5, 600, "25",                             \
    "How long a drill lasts, in minutes.")                                                         \
  X(TARGET, "target", "Target %", SETTING_NUMBER, 40, 99, "75",                                    \
    "Share right on fresh items that you aim at; readiness is the chance of reaching it.")         \
  X(RETENTION, "retention", "Desired recall %", SETTING_NUMBER, 70, 97, "90",                      \
    "Chance of recall at which an item comes back. Higher means more reviews.")                    \
  X(ROLLOVER, "rollover", "Day turns at hour", SETTING_NUMBER, 0, 23, "4",                         \
    "The hour at which a study day ends: at 4, one in the morning is still today.")                \
  X(CONFIDENCE, "confidence", "Ask how sure", SETTING_SWITCH, 0, 1, "on",                          \
    "Offer guess, think so, sure before the verdict. Answering it stays optional.")                \
  X(MOCKS, "mocks", "Clean mocks kept", SETTING_NUMBER, 0, 9, "2",                                 \
    "Full practice exams of unseen items that drills leave alone; used ones count.")               \
  X(MARKS, "marks", "Exam warnings", SETTING_LIST, 1, 600, "30 10 5 1",                            \
    "Minutes left at which a practice exam says so. Empty: as at first; 0: never.")                \
  X(THEME, "theme", "Theme", SETTING_WORD, 0, 0, "default",                                        \
    "Colours: default, vivid (256 colours), safe (colour-blind), mono.")                           \
  X(MOUSE, "mouse", "Mouse", SETTING_SWITCH, 0, 1, "off",                                          \
    "Whether the wheel scrolls; off leaves the wheel and selection to the terminal.")              \
  X(NAME, "name", "Your name", SETTING_LINE, 0, 60, "",                                            \
    "Stands in logs that you hand on and in replies that you write. Empty: none.")

typedef enum {
  SETTING_DATE,
  SETTING_NUMBER,
  SETTING_SWITCH,
  SETTING_WORD,
  SETTING_LIST,
  SETTING_LINE /* of text, at most HIGH characters */
} SettingKind;
typedef enum {
#define X(name, key, title, kind, low, high, value, help) SETTING_##name,
  APP_SETTINGS(X)
#undef X
      SETTING_COUNT
} Setting;
typedef struct {
  const char *key, *title, *initial, *help;
  SettingKind kind;
  int low, high;
} SettingInfo;
const SettingInfo *app_setting_info(Setting setting);
bool app_setting_from_key(const char *key, Setting *out);
/* The value as text (the default where unset). Newly allocated. */
char *app_setting(App *app, Setting setting);
int app_setting_number(App *app, Setting setting); /* switches: 0 or 1 */
/* Checks and stores; "" unsets. A changed retention reschedules every card. */
bool app_set_setting(App *app, Setting setting, const char *value, GError **error);
/* NULL where NAME can stand for a person in logs and replies, else why not: a phrase that follows on "it".
 * Refused are line breaks, what looks like markup, more than 60 characters, and the words that stand for
 * the learner. Static. */
const char *app_name_fault(const char *name);
/* True until the first-start questions were answered or skipped. */
bool app_first_start(App *app);
bool app_first_start_done(App *app, GError **error);
/* The plain truth about DAYS to the exam, UNSEEN items and MINUTES a day, in a sentence or two. */
char *app_plan_truth(App *app, const Home *home);

/* -- items ------------------------------------------------------------------------------------- */
typedef struct {
  int64_t id, version;
  char *pack, *code, *hash, *area, *objective, *title;
  ItemType type;
  ItemStatus status;
  ItemLevel level;
  bool suspended, flagged, sealed;
} AppItem;
void app_item_free(AppItem *item);

typedef enum {
  SELECT_ALL,
  SELECT_ANSWERED,
  SELECT_MISSED,
  SELECT_FLAGGED,
  SELECT_SUSPENDED,
  SELECT_COUNT
} ItemSelection;
const char *item_selection_name(ItemSelection selection);
typedef struct {
  const char *text; /* words, or NULL */
  ItemSelection selection;
  int limit, offset;
  bool sealed_too; /* with those that are kept for practice exams, which are not to be shown */
} ItemQuery;
/* New GPtrArray of AppItem*. */
GPtrArray *app_items(App *app, const ItemQuery *query, GError **error);
int64_t app_items_count(App *app, const ItemQuery *query);
/* Row id of an item named by "id" or "pack/id"; 0 with ERROR where there is none. */
int64_t app_item_find(App *app, const char *code, GError **error);

typedef struct {
  AppItem *row;
  Item *item;
  char *area_text, *objective_text;
  Card card;
  double recall;      /* now; 0 for a new item */
  GPtrArray *answers; /* of Answer*, oldest first, undone ones marked */
  char *note;         /* the newest flag's note, or NULL */
  bool overdue;       /* its facts were to be looked up again before today */
} ItemView;
/* A sealed item is refused. */
ItemView *app_item_view(App *app, int64_t item, GError **error);
void item_view_free(ItemView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ItemView, item_view_free)
bool app_set_suspended(App *app, int64_t item, bool suspended, GError **error);
/* NOTE NULL takes the flag away. */
bool app_flag(App *app, int64_t item, const char *note, GError **error);

/* -- what helps to study ----------------------------------------------------------------------- */
/* The terms of all packs. Lent until a pack changes; empty where they cannot be read. */
const Glossary *app_glossary(App *app);
/* The terms that stand in what ITEM shows before it is answered: stimulus, stem, options, prompts.
 * New array of lent GlossaryTerm*. */
GPtrArray *app_item_terms(App *app, const Item *item);
/* Sources to read about ITEM's objective beside those that ITEM itself names. As below. */
GPtrArray *app_further_sources(App *app, const Item *item);
/* Sources to read about OBJECTIVE. New GPtrArray of StudySource*, empty where none is known. */
GPtrArray *app_study_sources(App *app, const char *objective);

/* -- the log ----------------------------------------------------------------------------------- */
typedef struct {
  const Answer *answer;
  const char *item, *area, *session; /* ids as text, lent */
  const ReportExam *exam;            /* of an answer in a practice exam, else NULL */
} HistoryRow;
typedef bool (*HistoryFn)(const HistoryRow *row, void *user);
/* Every answer that counts, oldest first; undone ones only where UNDONE_TOO. Questions that practice
 * exams were handed in without follow at the end. */
bool app_history(App *app, bool undone_too, HistoryFn each, void *user, GError **error);

/* -- care -------------------------------------------------------------------------------------- */
typedef struct {
  int64_t answers, cards; /* replayed */
  int64_t changed;        /* cards whose stored state differed */
  bool mastery_changed;   /* the stored mastery filter differed */
} RebuildReport;
/* Replays the whole log into fresh cards; with CHECK only compares, and `changed` counts what
 * differs. */
bool app_rebuild(App *app, bool check, RebuildReport *report, GError **error);
/* Checks the database, counts, backups, packs. Sentences go to REPORT (char*); true where all is
 * well. With REPAIR, derived state that is wrong is rebuilt. */
bool app_doctor(App *app, bool repair, GPtrArray *report, GError **error);
bool app_backup(App *app, GError **error);
/* For a database that app_open refused as damaged: see store_recover. */
bool app_recover(const AppConfig *config, GPtrArray *report, GError **error);
/* True where ERROR of app_open says the file is damaged. */
bool app_error_is_corrupt(const GError *error);

/* -- packs ------------------------------------------------------------------------------------- */
typedef struct {
  char *uuid, *name, *version, *title, *licence, *notice, *dir;
  int active;
  bool enabled;   /* its items may be in play */
  bool installed; /* by the learner; else it comes with the program */
} AppPack;
void app_pack_free(AppPack *pack);
/* Those that are there, by name: new GPtrArray of AppPack*. More: app/shared.h. */
GPtrArray *app_packs(App *app, GError **error);
