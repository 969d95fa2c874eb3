/* store - the learner's database: the only room that knows SQL.
 *
 * The answer log and the event log are append-only truth (triggers refuse anything else); cards and
 * tallies are derived and can be rebuilt. A function that returns true has committed durably
 * (rollback journal, synchronous=EXTRA), unless it runs inside store_begin/store_commit.
 * Errors: domain STORE_ERROR; messages are sentences that name the file and what to do. On failure
 * out-parameters are untouched and nothing of the call is stored.
 * Not thread-safe; several processes may open one file.
 */
#pragma once
#include "core/answer.h"
#include "core/card.h"
#include "core/clock.h"
#include "core/exam.h"
#include "core/framework.h"
#include "core/instrument.h"
#include "core/session.h"
#include <glib.h>

#define STORE_ERROR store_error_quark()
GQuark store_error_quark(void);
typedef enum {
  STORE_ERROR_IO,        /* disk full, permission, write error */
  STORE_ERROR_BUSY,      /* another program holds the file */
  STORE_ERROR_CORRUPT,   /* damaged: see store_recover */
  STORE_ERROR_FOREIGN,   /* not a pawl database */
  STORE_ERROR_NEWER,     /* written by a newer pawl; left untouched */
  STORE_ERROR_READ_ONLY, /* opened read-only, this call writes */
  STORE_ERROR_MISUSE,    /* a contract was broken (unknown row and the like) */
} StoreError;

typedef struct Store Store;

typedef struct {
  bool read_only; /* never writes, does not create the file */
  bool scratch; /* a file of our own making that no other program knows of: no lock, no backups, no
                       waiting for the disk: who wants it to last syncs it */
  const char *vfs; /* SQLite VFS by name (tests), or NULL */
  long fs_magic;   /* file system type to assume, as statfs gives it (tests); 0: ask */
} StoreOptions;

/* Opens or creates PATH (its folder must exist), migrates it after a verified backup, and checks it
 * when the last end was not clean. A file on read-only media opens read-only by itself. CLOCK is
 * borrowed and must outlive the store. OPTIONS may be NULL. */
Store *store_open(const char *path, const Clock *clock, const StoreOptions *options,
                  GError **error);
/* Also keeps the daily backup where one is due (see store_backup_due). NULL is fine. */
void store_close(Store *store);
bool store_is_read_only(const Store *store);
const char *store_path(const Store *store);
const Uuid *store_device(const Store *store);

/* Groups calls into one durable transaction. Not nested. Where a call in it fails, store_commit
 * stores nothing and fails. */
bool store_begin(Store *store, GError **error);
bool store_commit(Store *store, GError **error);
void store_rollback(Store *store);

/* -- settings: small strings by key ------------------------------------------------------------ */
/* Newly allocated, or NULL where unset. */
char *store_setting(Store *store, const char *key);
/* VALUE NULL removes the key. */
bool store_set_setting(Store *store, const char *key, const char *value, GError **error);

/* -- packs and items --------------------------------------------------------------------------- */
typedef struct {
  int64_t id;
  char *uuid, *name, *version, *title, *locale, *licence, *notice, *dir, *signature; /* dir NULL:
    the pack was removed, what was done with it stays */
  char *files;  /* newline-joined, for pack_stat_signature */
  int active;   /* served items: active, still in the pack, not suspended, no essays */
  bool enabled; /* its items may be in play */
} StorePack;
void store_pack_clear(StorePack *pack);

/* Begins replacing the pack with PACK->uuid (or adds it); FRAMEWORK gives the areas. Call inside
 * store_begin. Sets PACK->id. Items not put again before store_pack_finish are retired (hidden,
 * never deleted). */
bool store_pack_start(Store *store, StorePack *pack, const Framework *framework, GError **error);
/* Adds or updates one item. Same JSON as the current version: nothing changes. Else a new immutable
 * version; cards and history stay with the item. HASH is item_hash: a question that comes under a
 * new id, and not under its old one before it, keeps its history too. */
bool store_pack_item(Store *store, int64_t pack, const Item *item, const char *hash,
                     GError **error);
/* The same for a caller who knows whose history goes on: the item at ROW, whatever its id was; or, with
 * ROW 0, nobody's. An item that had the id gives it up and retires unless it is put as well. */
bool store_pack_item_as(Store *store, int64_t pack, const Item *item, const char *hash, int64_t row,
                        GError **error);
/* What a pack holds besides items, as JSON of core under a code of its own. The parts that a pack
 * had before go when it is started. */
typedef enum { PART_TERM, PART_SOURCES, PART_INSTRUMENT, PART_BLUEPRINT } StorePartKind;
bool store_pack_part(Store *store, int64_t pack, StorePartKind kind, const char *code, int place,
                     const char *body, GError **error);
/* New GPtrArray of char*: the bodies of all packs' parts of KIND, or of those with CODE. */
GPtrArray *store_parts(Store *store, StorePartKind kind, const char *code, GError **error);
bool store_pack_finish(Store *store, int64_t pack, GError **error);
/* New GPtrArray of StorePack* (element free function set), by name. */
GPtrArray *store_packs(Store *store, GError **error);

/* False with a sentence where FRAMEWORK, brought by the pack UUID, would take areas from another pack's
 * outline, or is another pack's outline with other areas. */
bool store_framework_fits(Store *store, const char *uuid, const Framework *framework,
                          GError **error);

/* Every item that pack UUID has or had, in the order of its places. */
typedef struct {
  int64_t item;
  char *code, *hash; /* of the newest version */
  bool gone;         /* the present edition does not have it */
} StoreOrigin;
/* New GArray of StoreOrigin (it frees the strings); empty for an unknown pack. */
GArray *store_pack_origins(Store *store, const char *uuid, GError **error);

/* Versions of items that have several. */
typedef struct {
  int64_t item, version;
  bool current;
  bool superseded; /* the key is another now */
} StoreVersion;
/* New GArray of StoreVersion, item by item. */
GArray *store_pack_versions(Store *store, int64_t pack, GError **error);
bool store_is_superseded(Store *store, int64_t version);
bool store_supersede(Store *store, int64_t version, bool superseded, GError **error);

/* Puts all items of PACK out of play, or back into it. */
bool store_pack_enable(Store *store, int64_t pack, bool enabled, GError **error);
/* PACK goes: its items retire, its parts go, areas that no pack has any more are unlisted. */
bool store_pack_leave(Store *store, int64_t pack, GError **error);

typedef struct {
  char *area; /* its code */
  int items, in_play;
} StoreAreaCount;
/* New GArray of StoreAreaCount (it frees the strings), in the outline's order. */
GArray *store_pack_areas(Store *store, int64_t pack, GError **error);

/* A flag that says something. */
typedef struct {
  char *code, *hash, *note;
  int64_t at;
  int offset;
} StoreNote;
/* The standing notes on PACK's items. New GArray of StoreNote (it frees the strings). */
GArray *store_pack_notes(Store *store, int64_t pack, GError **error);

/* Who signs a pack, as was pinned when it was first installed. */
typedef struct {
  char *key_id, *public_key; /* as pack/sign.h writes them */
  int64_t at;
} StoreSigner;
void store_signer_clear(StoreSigner *signer);
/* False where pack UUID has none. */
bool store_signer(Store *store, const char *uuid, StoreSigner *out);
bool store_set_signer(Store *store, const char *uuid, const StoreSigner *signer, GError **error);

typedef struct {
  int64_t id;
  char *code; /* "lead.vision" */
  char *text;
  char *category; /* code */
  char *category_text;
  double weight;
  double category_weight;
} StoreArea;
/* New GPtrArray of StoreArea*, in framework order. */
GPtrArray *store_areas(Store *store, GError **error);
/* Text of an objective or tag by code, or NULL. */
char *store_node_text(Store *store, const char *code);

typedef struct {
  int64_t id, version;
  int64_t pack;
  char *pack_name;
  char *code; /* item id in the pack */
  char *hash; /* measurement hash of the version */
  int64_t area;
  ItemType type;
  ItemStatus status; /* retired where the pack no longer has it */
  char *objective;
  ItemLevel level;
  bool suspended, flagged;
  bool sealed;  /* kept for a practice exam: not to be shown */
  bool shelved; /* its pack was put aside */
  char *title;  /* start of the stem, folded, at most 200 bytes, cut between clusters */
} StoreItem;
void store_item_free(StoreItem *item);
/* The item by row id, or NULL with ERROR. */
StoreItem *store_item(Store *store, int64_t id, GError **error);
/* Row id of CODE (or "pack/code"), 0 where there is none. */
int64_t store_item_by_code(Store *store, const char *code);
/* The content of a version (current where VERSION is 0). New Item. */
Item *store_item_content(Store *store, int64_t item, int64_t version, GError **error);
/* The content, of any age, whose measurement hash is HASH, of the pack UUID; *SEALED where an item that
 * has it is sealed. New Item; NULL where it is not known here, or with ERROR. */
Item *store_item_by_hash(Store *store, const char *uuid, const char *hash, bool *sealed,
                         GError **error);

typedef struct {
  const char *text;                  /* words to find (prefixes of words), or NULL for all */
  int64_t area;                      /* 0: any */
  bool flagged, suspended, answered; /* each narrows where true */
  bool missed;                       /* wrong at least once */
  bool sealed_too;                   /* with the items that are kept for practice exams */
  int limit, offset;                 /* limit 0: all */
} StoreQuery;
/* Matching items, retired ones left out, in pack order (by rank where TEXT is given). New GPtrArray
 * of StoreItem*. TEXT is the learner's: any characters are fine. */
GPtrArray *store_items(Store *store, const StoreQuery *query, GError **error);
int64_t store_items_count(Store *store, const StoreQuery *query);

/* -- sessions ---------------------------------------------------------------------------------- */
typedef struct {
  int64_t id;
  Uuid uuid;
  int64_t started_at;
  int offset, day;
  uint64_t seed;
  SessionGoal goal;
  int64_t ended_at; /* 0: open */
  SessionEnd end;
} StoreSession;
/* Stores a new session and its plan (QUEUE: int64_t item ids) durably; sets id. */
bool store_session_start(Store *store, StoreSession *session, const GArray *queue, GError **error);
/* A session that has ended already stays as it ended. */
bool store_session_end(Store *store, int64_t id, int64_t at, SessionEnd end, GError **error);
/* It goes on: an undo took back the answer that ended it. */
bool store_session_reopen(Store *store, int64_t id, GError **error);
/* The newest open session; false where there is none. */
bool store_session_open(Store *store, StoreSession *out);
bool store_session_get(Store *store, int64_t id, StoreSession *out);
/* New GArray of int64_t. */
GArray *store_session_queue(Store *store, int64_t id, GError **error);

/* -- the log ----------------------------------------------------------------------------------- */
/* The mastery filter after an answer, see model/mastery: its day and its image, lent. */
typedef struct {
  int day;
  GBytes *image;
} StoreMastery;

/* Appends ANSWER, replaces CARD's derived row and notes MASTERY (may be NULL), all or nothing,
 * durably. Sets answer->seq. A retry with the same UUID after an unsure commit finds the row and
 * counts nothing twice. */
bool store_append_answer(Store *store, Answer *answer, const Card *card,
                         const StoreMastery *mastery, GError **error);

/* Events beside the answers, append-only as well. */
typedef enum {
  EVENT_UNDO,    /* answer */
  EVENT_REDO,    /* answer */
  EVENT_RATING,  /* answer; body: rating name */
  EVENT_SUSPEND, /* item */
  EVENT_RESUME,  /* item */
  EVENT_FLAG,    /* item; body: note, may be empty */
  EVENT_UNFLAG,  /* item */
} EventKind;
const char *event_kind_name(EventKind kind);
bool event_kind_from_name(const char *name, EventKind *out);
typedef struct {
  int64_t seq;
  Uuid uuid;
  EventKind kind;
  int64_t answer, item, session; /* row ids or 0 */
  int64_t at;
  int offset;
  char *body; /* or NULL */
} Event;
void event_clear(Event *event);
/* Appends EVENT; CARD (may be NULL) is the item's derived row afterwards. Suspend, resume, flag and
 * unflag take effect on the item in the same transaction. */
bool store_append_event(Store *store, Event *event, const Card *card, GError **error);

/* What to read of the log; zero means any. */
typedef struct {
  int64_t item, session;
  bool newest_first;
  bool by_item; /* order by item, then as below (for rebuilding); newest_first is left aside */
  int limit;
} StoreLogQuery;
/* Order: as the answers were given, over all devices the same (order number, then UUID). Where no log
 * was ever merged into this database that is the order of seq.
 * Calls EACH for every answer (undone ones too, `undone` and the overriding `rating` filled in);
 * the Answer is lent for the call. EACH may call the store; it returns false to stop. False only on
 * a read error. */
typedef bool (*StoreAnswerFn)(const Answer *answer, void *user);
bool store_each_answer(Store *store, const StoreLogQuery *query, StoreAnswerFn each, void *user,
                       GError **error);
/* Events on one item (or session), in the same order. New GPtrArray of Event*. */
GPtrArray *store_events(Store *store, int64_t item, int64_t session, GError **error);
/* Rows of the answer log, undone ones too. Costs the same at any size. */
int64_t store_answer_count(Store *store);
/* Median milliseconds of the newest 101 right answers; 0 with fewer than 10. */
int64_t store_median_ms(Store *store);

/* -- derived state ----------------------------------------------------------------------------- */
/* The card of ITEM (phase new, with item set, where it was never answered). */
bool store_card(Store *store, int64_t item, Card *out, GError **error);
/* Replaces one derived row (rebuild; inside store_begin). */
bool store_put_card(Store *store, const Card *card, GError **error);
/* Takes back what is known of mastery from DAY on. */
bool store_forget_mastery(Store *store, int day, GError **error);
/* Notes the filter as it stands after all answers so far (rebuild and undo). */
bool store_put_mastery(Store *store, const StoreMastery *mastery, int64_t answers, GError **error);
/* The filter after the last answer in the log. Newly allocated image, NULL where it is not known: it
 * was never computed, or the log has gone on without it. */
GBytes *store_mastery(Store *store, int *day);
/* Its state at the end of each day, oldest first; ANSWERS is the log's length then. */
typedef bool (*StoreMasteryFn)(int day, int64_t answers, const void *image, size_t size,
                               void *user);
bool store_each_mastery(Store *store, StoreMasteryFn each, void *user, GError **error);

/* What was foretold of a form before it was taken, and what it came to. Append-only. */
typedef struct {
  int64_t id;
  Uuid uuid;
  int64_t at;
  int offset;
  char *form; /* what form: a blueprint's name, "paper" */
  int items;
  double low, middle, high; /* share right; LOW to HIGH holds four of five outcomes */
  int right;                /* right answers; -1: not scored yet */
} StoreForecast;
/* Sets forecast->id. */
bool store_add_forecast(Store *store, StoreForecast *forecast, GError **error);
/* The first outcome stays. */
bool store_score_forecast(Store *store, int64_t id, int64_t at, int right, GError **error);
/* Oldest first. New GArray of StoreForecast (it frees the strings). */
GArray *store_forecasts(Store *store, GError **error);

/* What plan and mastery need of an item and its memory. */
typedef struct {
  int64_t item, area;
  bool in_play;
  int64_t place; /* in its pack */
  CardPhase phase;
  int due_day, interval, last_day, answers;
  double stability, difficulty;
  uint32_t sibling;        /* equal for items of one set or objective; 0: none */
  double guess;            /* chance to be right without knowing */
  ItemDifficulty hardness; /* as its author sees it */
} StoreTrait;
bool store_trait(Store *store, int64_t item, StoreTrait *out, GError **error);
typedef void (*StoreTraitFn)(const StoreTrait *trait, void *user);
/* All items, retired ones too, by row id. */
bool store_each_trait(Store *store, StoreTraitFn each, void *user, GError **error);
/* Sets every card to new; tallies follow (rebuild; inside store_begin). */
bool store_reset_cards(Store *store, GError **error);

typedef struct {
  int64_t area;
  int fresh;       /* items answered at least once */
  int fresh_right; /* of these, right the first time */
  int repeats;     /* further answers */
  int right;       /* right answers of all */
  int unseen;      /* served items never answered */
  int served;      /* items in play */
} StoreTally;
/* One per area, in store_areas order. New GArray of StoreTally. Costs the same at any size. */
GArray *store_tallies(Store *store, GError **error);

typedef struct {
  int64_t area;
  char *code;
  int seen, right; /* items answered; right the first time */
} StoreObjective;
/* One per objective that has an item: of what was answered. New GPtrArray of StoreObjective*, area by
 * area in the order of codes. Looks at every item. */
GPtrArray *store_objectives(Store *store, GError **error);
/* Served cards due: reviews due on DAY or before plus learning cards due at or before AT. */
int store_due_count(Store *store, int day, int64_t at);
/* Reviews due on each of the N days from FIRST (only exactly that day). */
void store_due_by_day(Store *store, int first, int n, int *out);

typedef struct {
  int64_t item, area;
  char *objective, *set; /* set may be NULL */
  int due_day, interval;
  int64_t due_at; /* learning cards */
} StoreCandidate;
void store_candidate_free(StoreCandidate *candidate);
/* Served reviews due by DAY, most overdue first (days late / interval), at most LIMIT. */
GPtrArray *store_due_reviews(Store *store, int day, int limit, GError **error);
/* Served learning and relearning cards, earliest first, at most LIMIT. */
GPtrArray *store_learning(Store *store, int limit, GError **error);
/* Served unseen items of AREA in pack order, at most LIMIT. */
GPtrArray *store_unseen(Store *store, int64_t area, int limit, GError **error);

/* -- practice exams ---------------------------------------------------------------------------- */

/* An exam is a session of its own: ID is the session's. */
typedef struct {
  int64_t id;
  Uuid uuid;
  int64_t started_at;
  int offset, day;
  uint64_t seed;
  int64_t ended_at; /* 0: open */
  char *code;       /* of the blueprint */
  char *blueprint;  /* JSON of core, as it was then */
  int reused;       /* questions that had been seen before */
  int64_t forecast; /* row id, 0: none */
} StoreExam;
void store_exam_clear(StoreExam *exam);

/* One question of a form, as it is shown. */
typedef struct {
  int section, place;
  int64_t item, version;
  char *shown;
} StoreExamItem;

/* Stores a new exam with its form (StoreExamItem) and seals the form's items until it ends. Sets id.
 * Inside store_begin or alone. */
bool store_exam_start(Store *store, StoreExam *exam, const GArray *form, GError **error);
/* Appends EVENT as the N-th of exam ID; a retry with the same UUID finds its row. Where another
 * program has gone on with the exam meanwhile it fails and stores nothing. */
bool store_exam_append(Store *store, int64_t id, const ExamEvent *event, GError **error);
/* New GArray of ExamEvent (it frees the bodies), in order. */
GArray *store_exam_events(Store *store, int64_t id, GError **error);
/* New GArray of StoreExamItem (it frees the strings), by section and place. */
GArray *store_exam_items(Store *store, int64_t id, GError **error);
/* Ends the exam's session and takes the seals off its form's items. */
bool store_exam_end(Store *store, int64_t id, int64_t at, SessionEnd end, GError **error);
/* The newest exam that has not ended; false where there is none. */
bool store_exam_open(Store *store, StoreExam *out);
bool store_exam_get(Store *store, int64_t id, StoreExam *out);
/* New GArray of StoreExam (it frees the strings), oldest first. */
GArray *store_exams(Store *store, GError **error);

/* How far an open section's clock is: kept each second. BOOT counts since the machine was started,
 * which BOOT_ID names. */
typedef struct {
  int64_t ms, at, boot;
  char boot_id[40];
} StoreExamClock;
bool store_exam_set_clock(Store *store, int64_t id, const StoreExamClock *clock, GError **error);
bool store_exam_clock(Store *store, int64_t id, StoreExamClock *out);

/* An item that may stand in a form. */
typedef struct {
  int64_t item, version, area, pack;
  char *set; /* or NULL */
  int hardness;
  bool sealed;
  bool seen;   /* answered, or it stood in a form */
  int reserve; /* the form it was set aside for; 0: none */
} StoreFormItem;
/* Active items (ESSAYS: essays instead), by row id; with RESERVED those alone that were ever set
 * aside. New GArray (it frees the strings). */
GArray *store_form_pool(Store *store, bool essays, bool reserved, GError **error);
/* Sets ITEM aside for form FORM of the reserve: sealed until an exam that holds it ends. */
bool store_reserve(Store *store, int64_t item, int form, GError **error);
/* Gives the forms after FORM back to the drill. */
bool store_release(Store *store, int form, GError **error);
/* Forms set aside so far, used ones too. */
int store_reserved_forms(Store *store);
/* Items that are sealed now. */
int64_t store_sealed_count(Store *store);

/* -- self-assessments -------------------------------------------------------------------------- */

/* An instrument filled in. Several stand side by side; a finished one never changes, and none is
 * ever deleted. */
typedef struct {
  int64_t id;
  Uuid uuid;
  char *instrument; /* its id */
  InstrumentRater rater;
  char *name; /* of whoever rates; "" where it was not told */
  int64_t started_at;
  int offset;          /* minutes east of UTC then */
  char *body;          /* JSON of core: the instrument as it was */
  char *ratings;       /* JSON of core/assessment */
  bool from_file;      /* filled in elsewhere */
  int64_t finished_at; /* 0: open */
} StoreAssessment;
void store_assessment_clear(StoreAssessment *assessment);

/* Sets id. Where one with the same UUID stands already that one stays as it is, and its id is set. */
bool store_assessment_add(Store *store, StoreAssessment *assessment, GError **error);
/* RATING 0 takes the rating of STATEMENT away. Other ratings stay, whoever gave them meanwhile.
 * STORE_ERROR_MISUSE where it is finished. */
bool store_assessment_rate(Store *store, int64_t id, const char *statement, int rating,
                           GError **error);
/* One that is finished already stays as it is. */
bool store_assessment_finish(Store *store, int64_t id, int64_t at, GError **error);
bool store_assessment_get(Store *store, int64_t id, StoreAssessment *out);
/* All, in the order in which they were stored. New GArray of StoreAssessment (it frees the
 * strings). */
GArray *store_assessments(Store *store, GError **error);

/* -- writing: essays, and spoken answers with their notes -------------------------------------- */

typedef struct {
  int64_t id;
  Uuid uuid;
  int64_t item, version;
  int64_t exam;       /* the exam's row id, 0: on its own */
  int section, place; /* of the exam's question; else 0 */
  int64_t started_at;
  int offset;
  char *text;
  int64_t ms; /* spent on it */
  int64_t saved_at;
  int64_t handed_at; /* 0: a draft */
} StoreWriting;
void store_writing_clear(StoreWriting *writing);

/* Stores a new draft and sets its id. Where the exam's question has a text already, ID is that one's
 * and nothing is stored. */
bool store_writing_add(Store *store, StoreWriting *writing, GError **error);
/* Saves the draft ID durably. STORE_ERROR_MISUSE where it was handed in or never was. */
bool store_writing_save(Store *store, int64_t id, const char *text, int64_t ms, int64_t at,
                        GError **error);
/* From here on the text never changes. One that was handed in before stays as it is. */
bool store_writing_hand_in(Store *store, int64_t id, int64_t at, GError **error);
/* The same for all drafts of an exam's section. */
bool store_writing_hand_in_section(Store *store, int64_t exam, int section, int64_t at,
                                   GError **error);
bool store_writing_get(Store *store, int64_t id, StoreWriting *out);
/* Row of the text with UUID, 0 where there is none. */
int64_t store_writing_id(Store *store, const Uuid *uuid);
/* The newest draft of ITEM that no open exam owns; 0 where there is none. */
int64_t store_writing_draft(Store *store, int64_t item);
/* All texts, or those of EXAM (by section and place). New GArray of StoreWriting (it frees the
 * strings). */
GArray *store_writings(Store *store, int64_t exam, GError **error);

/* What somebody gave a text that was handed in. Append-only. */
typedef struct {
  int64_t id;
  Uuid uuid;
  int64_t writing;
  bool mentor; /* else the learner */
  char *name;  /* the mentor's, or "" */
  int64_t at;
  int offset;
  char *levels;  /* JSON, see core/rubric.h */
  double credit; /* 0..1 */
  char *comment; /* or "" */
  bool oral;     /* filled on reading: of a spoken answer */
} StoreScore;
void store_score_clear(StoreScore *score);
/* Sets score->id; a retry with the same UUID finds its row. */
bool store_score_add(Store *store, StoreScore *score, GError **error);
/* True where a score with UUID is stored: after a COMMIT that failed the file alone knows. */
bool store_score_known(Store *store, const Uuid *uuid);
/* Oldest first, of WRITING or (0) of all texts. New GArray of StoreScore (it frees the strings). */
GArray *store_scores(Store *store, int64_t writing, GError **error);
/* Row of the answer log with UUID, 0 where there is none. */
int64_t store_answer_seq(Store *store, const Uuid *uuid);

/* -- what mentors write ------------------------------------------------------------------------ */

/* What a mentor wrote to this learner. Append-only; comes in by store_merge_remark. */
typedef struct {
  Uuid uuid;
  Uuid device;   /* the mentor's */
  char *about;   /* "learner", "area", "exam", "text" */
  char *subject; /* "", the area's code, the exam's or the text's UUID */
  char *name;
  int64_t at;
  int offset;
  char *body;
} StoreRemark;
void store_remark_clear(StoreRemark *remark);
/* Remarks ABOUT SUBJECT (NULL: any), oldest first. New GArray of StoreRemark (it frees the strings). */
GArray *store_remarks(Store *store, const char *about, const char *subject, GError **error);

/* What was said here, as a mentor, of another learner. Append-only. */
typedef struct {
  Uuid uuid, learner;
  bool score;            /* else a remark */
  char *about, *subject; /* as of a remark; a score is about a text */
  char *name;
  int64_t at;
  int offset;
  char *levels;  /* of a score: JSON, see core/rubric.h; else NULL */
  double credit; /* of a score: 0..1 */
  char *body;    /* of a score: the comment, or "" */
} StoreWord;
void store_word_clear(StoreWord *word);
/* A retry with the same UUID finds its row. */
bool store_word_add(Store *store, const StoreWord *word, GError **error);
/* What was said of LEARNER, in that order. New GArray of StoreWord (it frees the strings). */
GArray *store_words(Store *store, const Uuid *learner, GError **error);

typedef struct {
  Uuid learner;
  int words, sent; /* said so far; of these, in the last reply */
  int64_t at;      /* of the last reply (UTC ms), 0: none */
} StoreReply;
/* Keeps that a reply to LEARNER with WORDS was written at the instant AT. */
bool store_set_reply(Store *store, const Uuid *learner, int words, int64_t at, GError **error);
/* The learners of whom something was said, by id. New GArray of StoreReply. */
GArray *store_replies(Store *store, GError **error);

/* -- rounds by file: the learner's own part ---------------------------------------------------- */

typedef struct {
  int64_t id; /* 0: nothing was answered yet */
  Uuid uuid;  /* of the round */
  char *file; /* the signature of its file */
  char *name; /* of the member, or "" */
  int64_t started_at;
  int64_t opened_at; /* 0: first answers may still change */
  char *votes;       /* JSON of app/round: all first answers as they were opened last, or NULL */
  int64_t session;   /* of the log, with the first answers; 0: not logged yet */
} StoreRound;
void store_round_clear(StoreRound *round);
typedef struct {
  int phase, place; /* 1: before the split was seen, 2: after; place of the question, from 0 */
  Uuid uuid;        /* of a first answer in the log to come; a changed answer keeps it */
  int64_t item, version;
  char *chosen; /* response_format */
  Confidence confidence;
  int64_t ms, at;
  int offset;
} StoreRoundAnswer;
/* False where nothing was answered in round UUID. */
bool store_round_get(Store *store, const Uuid *uuid, StoreRound *out);
/* Stores ANSWER or changes it, durably, with the round's row where there is none (sets ROUND->id); the
 * row's name becomes ROUND->name. Fails where the phase is closed. */
bool store_round_answer(Store *store, StoreRound *round, const StoreRoundAnswer *answer,
                        GError **error);
/* New GArray of StoreRoundAnswer (it frees the strings), by phase and place. */
GArray *store_round_answers(Store *store, int64_t id, GError **error);
/* Closes the first answers, where they are not closed yet, and keeps VOTES. */
bool store_round_open(Store *store, int64_t id, int64_t at, const char *votes, GError **error);
/* The first answers are in the log as SESSION; closes the second ones. */
bool store_round_logged(Store *store, int64_t id, int64_t session, GError **error);
/* Row ids of the version with HASH of item CODE in the pack with that UUID, whatever id it has now; false
 * where it is not known here. A version that is known from a log alone counts: see its content. */
bool store_version_find(Store *store, const char *pack, const char *code, const char *hash,
                        int64_t *item, int64_t *version);
/* Takes ITEM out of what is kept for practice exams. */
bool store_unseal(Store *store, int64_t item, GError **error);

/* -- care -------------------------------------------------------------------------------------- */
/* Path of the folder that holds this database's backups. */
const char *store_backup_dir(const Store *store);
/* Writes a verified backup now (temporary file, checked, fsynced, renamed), unless the newest one
 * is whole and holds the same; keeps 7 daily, 4 weekly and 6 monthly ones and the last 3 whose
 * REASON begins with "before-", and removes the others. REASON (a-z, 0-9, -) goes into the name.
 * Not inside store_begin. */
bool store_backup(Store *store, const char *reason, GError **error);
/* True where answers or events were added, texts written or scored, or remarks made, since the newest backup and
 * none is of today. */
bool store_backup_due(Store *store);
/* PRAGMA quick_check and foreign_key_check, and that the tallies equal their definition. Adds a
 * sentence per fault to FINDINGS (GPtrArray of char*); true where there is none. */
bool store_check(Store *store, GPtrArray *findings);
/* For a damaged file that store_open refused with STORE_ERROR_CORRUPT: moves it aside, restores the
 * newest verified backup (or an empty database), copies over every answer and event that can still
 * be read, and says what it did in REPORT (GPtrArray of char*). Cards are as old as the backup:
 * rebuild them. STORE_ERROR_BUSY while anybody has it open; a file of another program or of a newer
 * pawl is refused untouched. */
bool store_recover(const char *path, const Clock *clock, GPtrArray *report, GError **error);
