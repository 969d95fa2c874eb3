/* merge - the log as it travels between devices: read out without row ids, in the order of all devices,
 * and taken in as a set union by UUID.
 *
 * Taking in happens inside store_begin; where a call fails the transaction can only be taken back.
 * What a log brings is checked by whoever read it (app/logs); here its rows have to fit the schema.
 */
#pragma once
#include "store/store.h"

/* -- rows, all strings lent -------------------------------------------------------------------- */

typedef struct {
  const char *pack, *code, *hash; /* pack UUID, item id in it, measurement hash */
} TravelItem;

typedef struct {
  Uuid uuid, device, session;
  bool in_session;
  TravelItem item;
  const char *shown, *chosen;
  Confidence confidence;
  bool correct;
  double credit;
  Rating rating; /* as given; an override is an event */
  int64_t ms, at;
  int offset, day;
  int64_t ord; /* order number */
  bool in_exam;
  int section, place; /* from 0; of the exam that the session is */
} TravelAnswer;

typedef struct {
  Uuid uuid, device, session, answer;
  bool in_session, about_answer;
  TravelItem item;
  EventKind kind;
  int64_t at;
  int offset;
  int64_t ord;
  const char *body; /* or NULL */
} TravelEvent;

typedef struct {
  StoreForecast forecast; /* right -1: no outcome */
  int64_t scored_at;
} TravelForecast;

/* A text that was handed in; row ids in WRITING are not used. */
typedef struct {
  StoreWriting writing;
  TravelItem item;
  Uuid exam;
  bool in_exam;
} TravelWriting;

typedef struct {
  StoreScore score; /* its row id in WRITING is not used */
  Uuid writing;
} TravelScore;

/* A question of an exam's form. */
typedef struct {
  int section, place;
  TravelItem item;
  const char *shown;
} TravelQuestion;

/* -- reading out: EACH returns false to stop; false only on a read error ----------------------- */

typedef bool (*TravelAnswerFn)(const TravelAnswer *answer, void *user);
typedef bool (*TravelEventFn)(const TravelEvent *event, void *user);
typedef bool (*TravelSessionFn)(const StoreSession *session, void *user);
typedef bool (*TravelForecastFn)(const TravelForecast *forecast, void *user);
/* Answers of study day DAY and later, in canonical order. */
bool store_travel_answers(Store *store, int day, TravelAnswerFn each, void *user, GError **error);
/* The others from the instant AT (UTC ms) on. */
bool store_travel_events(Store *store, int64_t at, TravelEventFn each, void *user, GError **error);
bool store_travel_sessions(Store *store, int64_t at, TravelSessionFn each, void *user,
                           GError **error);
bool store_travel_forecasts(Store *store, int64_t at, TravelForecastFn each, void *user,
                            GError **error);
/* Texts that were handed in, and what they were given. */
typedef bool (*TravelWritingFn)(const TravelWriting *writing, void *user);
typedef bool (*TravelScoreFn)(const TravelScore *score, void *user);
bool store_travel_writings(Store *store, int64_t at, TravelWritingFn each, void *user,
                           GError **error);
bool store_travel_scores(Store *store, int64_t at, TravelScoreFn each, void *user, GError **error);
typedef bool (*TravelRemarkFn)(const StoreRemark *remark, void *user);
bool store_travel_remarks(Store *store, int64_t at, TravelRemarkFn each, void *user,
                          GError **error);
/* The form of exam ID (a row id), by section and place. */
typedef bool (*TravelQuestionFn)(const TravelQuestion *question, void *user);
bool store_travel_form(Store *store, int64_t id, TravelQuestionFn each, void *user, GError **error);
/* UUID of forecast ID (a row id). */
bool store_forecast_uuid(Store *store, int64_t id, Uuid *out);
/* Code of the outline that stands first, or NULL. New. */
char *store_framework_code(Store *store);
/* The instant (UTC ms) of the newest answer or event of this database's own; 0 for none. Looks at all. */
int64_t store_newest_own(Store *store);

/* Of answers and events alike; no greater number is ever drawn. */
#define STORE_ORDER_MAX (INT64_C(1) << 62)
/* The greatest order number here; 0 for none. */
int64_t store_newest_order(Store *store);

/* -- taking in --------------------------------------------------------------------------------- */

typedef enum {
  MERGE_FAILED, /* ERROR is set */
  MERGE_ADDED,
  MERGE_KNOWN, /* was here already */
  MERGE_WAITS, /* its item or its answer is not known here: see store_put_pending */
} MergeResult;

typedef struct StoreMerge StoreMerge;
StoreMerge *store_merge_new(Store *store);
void store_merge_free(StoreMerge *merge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreMerge, store_merge_free)
/* The store that MERGE takes into. Lent. */
Store *store_merge_target(const StoreMerge *merge);
/* An item that is known by its id, but not with that hash, gets a version that keeps the hash and
 * shows what is known of the item. */
MergeResult store_merge_answer(StoreMerge *merge, const TravelAnswer *answer, GError **error);
MergeResult store_merge_event(StoreMerge *merge, const TravelEvent *event, GError **error);
/* A session that is open elsewhere comes in as ended: it cannot be gone on with here. */
MergeResult store_merge_session(StoreMerge *merge, const StoreSession *session, GError **error);
MergeResult store_merge_forecast(StoreMerge *merge, const StoreForecast *forecast, GError **error);
/* The first outcome stays. */
MergeResult store_merge_outcome(StoreMerge *merge, const Uuid *forecast, int64_t at, int right,
                                GError **error);
/* An exam that has ended (row ids in EXAM are not used): FORM of TravelQuestion, EVENTS of ExamEvent.
 * FORECAST may be NULL. */
MergeResult store_merge_exam(StoreMerge *merge, const StoreExam *exam, const Uuid *forecast,
                             const GArray *form, const GArray *events, GError **error);
/* Waits for its item and its exam. A draft of it that is here becomes the text that was handed in. */
MergeResult store_merge_writing(StoreMerge *merge, const TravelWriting *writing, GError **error);
/* Waits for its text to be here, handed in. */
MergeResult store_merge_score(StoreMerge *merge, const TravelScore *score, GError **error);
/* Waits for the exam or the text that it is about, and for the area. */
MergeResult store_merge_remark(StoreMerge *merge, const StoreRemark *remark, GError **error);
/* The item of the text WRITING as it was when the text was begun; NULL without ERROR where that text is
 * not here. New. */
Item *store_text_item(Store *store, const Uuid *writing, GError **error);
/* True where answers, events or scores were added, or changed places: cards and mastery are to be rebuilt. */
bool store_merge_changed(const StoreMerge *merge);
bool store_merge_finish(StoreMerge *merge, GError **error);

/* -- what has to wait -------------------------------------------------------------------------- */

/* Keeps BODY, once, until store_drop_pending. */
bool store_put_pending(Store *store, const char *body, GError **error);
bool store_drop_pending(Store *store, const char *body, GError **error);
int64_t store_pending_count(Store *store);
/* New GPtrArray of char*, in an order that depends on nothing but them. */
GPtrArray *store_pending(Store *store, GError **error);

/* -- devices ----------------------------------------------------------------------------------- */

#define STORE_KEY_SIZE 32
typedef struct {
  uint8_t key[STORE_KEY_SIZE];
  bool own;
  char seen[129]; /* signature of the newest log that was merged whole; "" for none */
} StoreDeviceKey;
/* False where DEVICE was never seen. */
bool store_device_key(Store *store, const Uuid *device, StoreDeviceKey *out);
/* Pins KEY to DEVICE; the first one stays. */
bool store_pin_key(Store *store, const Uuid *device, const uint8_t key[STORE_KEY_SIZE], bool own,
                   GError **error);
/* The same for another person's device, which says nothing of the learner's own ones. LEARNER: whose logs
 * the device writes, for a candidate; NULL for a mentor. */
typedef enum { PEER_MENTOR, PEER_CANDIDATE } PeerRole;
bool store_pin_peer(Store *store, PeerRole role, const Uuid *learner, const Uuid *device,
                    const uint8_t key[STORE_KEY_SIZE], GError **error);
/* False where nothing is pinned to DEVICE in that role. */
bool store_peer_key(Store *store, PeerRole role, const Uuid *learner, const Uuid *device,
                    uint8_t out[STORE_KEY_SIZE]);
/* Drops what is pinned to DEVICE in any role, but for this database's own keys; *FORGOTTEN counts. */
bool store_forget_key(Store *store, const Uuid *device, int *forgotten, GError **error);
bool store_set_seen(Store *store, const Uuid *device, const char *seen, GError **error);
/* True where DEVICE is this database, under its present or an earlier name. */
bool store_device_is_own(Store *store, const Uuid *device);
/* Gives this database a new name as a device; what it wrote before stays its own. */
bool store_rename_device(Store *store, GError **error);
