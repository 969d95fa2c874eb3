/* dossier_read - the logs of one learner into what they come to; see dossier.h.
 *
 * Everything is collected first: logs of several devices are a union by UUID, and an undo may stand
 * behind its answer by a month. Then the answers are folded in the order that all devices share.
 */
#include "app/dossier.h"
#include "app/logs_private.h"
#include "core/json.h"
#include "core/text.h"
#include "model/readiness.h"
#include <string.h>

/* Of one learner, so that no file makes the program slow or large. */
#define ANSWERS_MAX    1000000 /* a hundred a day for 27 years; as many undos */
#define PLACES_MAX     20000   /* items, texts and practice exams that the logs may name */
#define SCORES_MAX     5000
#define COUNT_MAX      1000000000 /* of a figure as it was sent */
#define WORD_MAX       120        /* bytes of an item's id */
#define NAME_MAX_CHARS 60

typedef struct {
  Answer answer; /* without its texts */
  int64_t order;
} Given;

/* An undo, a redo or a changed rating. */
typedef struct {
  Uuid uuid, answer;
  int64_t order;
  EventKind kind;
  Rating rating;
} Mark;

typedef struct {
  StoreScore score; /* its name alone is kept */
  Uuid writing;
  int64_t order;
} Scored;

typedef struct {
  Uuid uuid;
  bool oral, scored; /* by a mentor */
} Written;

typedef struct {
  Uuid uuid;
  DossierMock mock;
} Sat;

/* What the profile says, or the header of a log. */
typedef struct {
  char *name;
  int exam_day, target; /* percent; 0: not said */
  int64_t made_at;
} Profile;

typedef struct {
  const Bank *bank;
  GHashTable *places; /* "pack\ncode\nhash" -> BankPlace */
  GString *key;
  GArray *answers, *marks, *scores, *texts, *mocks; /* of the above; duplicates and all */
  GArray *pins;                                     /* of DossierPin: lent, added to */
  Profile profile;                                  /* of the log at hand */
  Dossier *dossier;
  int64_t lines, unknown;
} Logs;

/* -- lines ------------------------------------------------------------------------------------- */

static void refuse(LogLine *line, const char *key) {
  if (line->wrong == NULL) line->wrong = key;
}

/* False with LINE->wrong where LIST is full. */
static bool has_room(LogLine *line, const GArray *list, guint most, const char *key) {
  if (list->len >= most) refuse(line, key);
  return line->wrong == NULL;
}

static bool is_hash(const char *text) {
  return strspn(text, "0123456789abcdef") == 64 && text[64] == '\0';
}

/* False with LINE->wrong where ITEM cannot be one. */
static bool check_item(LogLine *line, const TravelItem *item) {
  Uuid pack;
  if (!is_hash(item->hash)) refuse(line, "hash");
  if (*item->code == '\0' || strlen(item->code) > WORD_MAX) refuse(line, "item");
  if (!uuid_parse(item->pack, &pack)) refuse(line, "pack");
  return line->wrong == NULL;
}

static const BankPlace *place_of(Logs *logs, LogLine *line, const TravelItem *item) {
  g_string_truncate(logs->key, 0);
  g_string_append(logs->key, item->pack);
  g_string_append_c(logs->key, '\n');
  g_string_append(logs->key, item->code);
  g_string_append_c(logs->key, '\n');
  g_string_append(logs->key, item->hash);
  BankPlace *place = g_hash_table_lookup(logs->places, logs->key->str);
  if (place != NULL) return place;
  if (g_hash_table_size(logs->places) >= PLACES_MAX) refuse(line, "item");
  BankPlace found = bank_find(logs->bank, item->pack, item->code, item->hash);
  place = g_memdup2(&found, sizeof found);
  g_hash_table_insert(logs->places, g_strdup(logs->key->str), place);
  return place;
}

static void take_answer(Logs *logs, LogLine *line) {
  TravelAnswer a = logs_read_answer(line);
  if (!check_item(line, &a.item) || !has_room(line, logs->answers, ANSWERS_MAX, "kind")) return;
  const BankPlace *place = place_of(logs, line, &a.item);
  Given given = {.answer = {.uuid = a.uuid,
                            .item = place->item,
                            .confidence = a.confidence,
                            .correct = a.correct,
                            .credit = a.credit,
                            .rating = a.rating,
                            .ms = a.ms,
                            .at = a.at,
                            .day = a.day,
                            .superseded = place->superseded},
                 .order = a.ord};
  g_array_append_val(logs->answers, given);
}

static void take_event(Logs *logs, LogLine *line) {
  TravelEvent e = logs_read_event(line);
  Mark mark = {e.uuid, e.answer, e.ord, e.kind, RATING_NONE};
  if (line->wrong != NULL || !e.about_answer) return;
  if (!has_room(line, logs->marks, ANSWERS_MAX, "kind")) return;
  if (e.kind == EVENT_RATING) rating_from_name(e.body, &mark.rating);
  g_array_append_val(logs->marks, mark);
}

static void take_essay(Logs *logs, LogLine *line) {
  TravelItem item = {.hash = log_text(line, "hash"), .code = log_text(line, "item")};
  item.pack = log_text(line, "pack");
  Written text = {.uuid = log_uuid(line, "uuid")};
  if (!check_item(line, &item) || !has_room(line, logs->texts, PLACES_MAX, "kind")) return;
  text.oral = place_of(logs, line, &item)->oral;
  g_array_append_val(logs->texts, text);
}

static void take_score(Logs *logs, LogLine *line) {
  Scored s = {.score = {.at = log_integer(line, "at", 0, LOGS_INSTANT_MAX),
                        .credit = log_real(line, "credit", 0, 1)}};
  const char *name = log_text(line, "name"), *scorer = log_text(line, "scorer");
  s.score.mentor = strcmp(scorer, "mentor") == 0;
  s.score.uuid = log_uuid(line, "uuid");
  s.writing = log_uuid(line, "writing");
  s.order = s.score.at;
  if (strlen(name) > 4 * NAME_MAX_CHARS) refuse(line, "name");
  if (line->wrong != NULL || !has_room(line, logs->scores, SCORES_MAX, "kind")) return;
  s.score.name = g_strdup(name);
  g_array_append_val(logs->scores, s);
}

/* The items and those right, as the candidate's program counted them. */
static bool read_result(const LogField *field, DossierMock *out) {
  if (field == NULL || field->kind != LOG_NESTED) return false;
  g_autofree char *text = g_strndup(field->raw, field->raw_length);
  json_t *result = json_from_text(text, NULL);
  const json_t *items = json_object_get(result, "items"), *right = json_object_get(result, "right");
  bool good = json_is_integer(items) && json_is_integer(right);
  if (good) {
    out->items = (int)CLAMP(json_integer_value(items), 0, 100000);
    out->right = (int)CLAMP(json_integer_value(right), 0, out->items);
  }
  json_decref(result);
  return good;
}

static void take_exam(Logs *logs, LogLine *line) {
  Sat sat = {.mock = {.at = log_integer(line, "at", 0, LOGS_INSTANT_MAX)}};
  const LogField *result = log_find(line, "result");
  sat.uuid = log_uuid(line, "uuid");
  if (line->wrong != NULL || !has_room(line, logs->mocks, PLACES_MAX, "kind")) return;
  if (read_result(result, &sat.mock)) g_array_append_val(logs->mocks, sat);
}

static void take_profile(Logs *logs, LogLine *line) {
  Profile *profile = &logs->profile;
  if (log_has(line, "exam_day"))
    profile->exam_day = (int)log_integer(line, "exam_day", 0, LOGS_DAY_MAX);
  const char *name = logs_optional(line, "name");
  if (log_has(line, "target")) profile->target = (int)log_integer(line, "target", 1, 100);
  if (line->wrong != NULL) return;
  g_free(profile->name);
  profile->name =
      name == NULL ? NULL : g_utf8_substring(name, 0, MIN(g_utf8_strlen(name, -1), NAME_MAX_CHARS));
  if (profile->name != NULL) g_strdelimit(profile->name, "\n\t", ' ');
}

static void take_area(Logs *logs, LogLine *line) {
  const char *status = log_text(line, "status");
  logs->dossier->areas++;
  logs->dossier->mastered += strcmp(status, "mastered") == 0;
  logs->dossier->weak += strcmp(status, "open") == 0 || strcmp(status, "lost") == 0;
}

static void take_readiness(Logs *logs, LogLine *line) {
  ReadinessReport *stated = &logs->dossier->stated;
  *stated = (ReadinessReport){.enough = log_has(line, "chance"), .needed = READINESS_EVIDENCE};
  if (stated->enough) {
    stated->chance = log_real(line, "chance", 0, 1);
    stated->high = log_real(line, "high", 0, 1);
    stated->low = log_real(line, "low", 0, 1);
    stated->score = log_real(line, "score", 0, 1);
  }
  logs->dossier->stated_day = (int)log_integer(line, "day", 0, LOGS_DAY_MAX);
  stated->repeats = (int)log_integer(line, "repeats", 0, COUNT_MAX);
  stated->fresh = (int)log_integer(line, "seen", 0, COUNT_MAX);
  stated->target = log_real(line, "target", 0, 1);
}

static const struct {
  const char *kind;
  void (*take)(Logs *logs, LogLine *line);
} TAKERS[] = {
    {"answer", take_answer},       {"undo", take_event},      {"redo", take_event},
    {"rating", take_event},        {"essay", take_essay},     {"score", take_score},
    {"exam", take_exam},           {"profile", take_profile}, {"area", take_area},
    {"readiness", take_readiness},
};

static void take_line(Logs *logs, LogLine *line) {
  const char *kind = log_text(line, "kind");
  logs->lines++;
  for (size_t i = 0; i < G_N_ELEMENTS(TAKERS); i++) {
    if (strcmp(TAKERS[i].kind, kind) != 0) continue;
    line->next = 0;
    TAKERS[i].take(logs, line);
    return;
  }
}

/* -- files ------------------------------------------------------------------------------------- */

static bool take_lines(Logs *logs, LogReader *reader, GError **error) {
  LogLine *line = NULL;
  int next = 0;
  while ((next = log_reader_next(reader, &line, error)) > 0) {
    take_line(logs, line);
    if (line->wrong == NULL) continue;
    log_reader_blame(reader, error, "its \"%s\" is missing or is not what it can be", line->wrong);
    return false;
  }
  return next == 0;
}

/* The newest log says who the learner is. */
static void use_header(Logs *logs, const LogHeader *header) {
  Dossier *dossier = logs->dossier;
  dossier->learner = header->learner;
  dossier->level = MAX(dossier->level, header->level);
  if (header->made_at < dossier->made_at) return;
  dossier->made_at = header->made_at;
  dossier->exam_day = logs->profile.exam_day;
  dossier->target = logs->profile.target > 0 ? logs->profile.target / 100.0 : DOSSIER_TARGET;
  g_free(dossier->name);
  dossier->name = g_strdup(logs->profile.name);
}

/* True where the file is still the one that was looked at, and its device signs as it did before; only
 * now, when the signature was checked, does a key count as its device's. */
static bool is_genuine(Logs *logs, const LogReader *reader, const StoreCohortFile *file,
                       GError **error) {
  const LogHeader *header = log_reader_header(reader);
  if (memcmp(&header->learner, &file->learner, UUID_SIZE) != 0 ||
      strcmp(log_reader_signature(reader), file->signature) != 0) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "%s was changed while it was read.", file->path);
    return false;
  }
  for (guint i = 0; i < logs->pins->len; i++) {
    const DossierPin *pin = &g_array_index(logs->pins, DossierPin, i);
    if (memcmp(&pin->device, &header->device, UUID_SIZE) != 0) continue;
    return logs_is_key(pin->key, file->path, header, error);
  }
  DossierPin pin = {.device = header->device};
  memcpy(pin.key, header->key, LOG_KEY_SIZE);
  g_array_append_val(logs->pins, pin);
  return true;
}

/* A log that is not right to its end leaves nothing behind. */
static bool take_file(Logs *logs, const StoreCohortFile *file, GError **error) {
  GArray *lists[] = {logs->answers, logs->marks, logs->scores, logs->texts, logs->mocks};
  guint before[G_N_ELEMENTS(lists)];
  Dossier *dossier = logs->dossier;
  Dossier stated = *dossier;
  g_autoptr(LogReader) reader = log_reader_open(file->path, LOG_FORMAT, error);
  if (reader == NULL) return false;
  log_reader_read_once(reader);
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) before[i] = lists[i]->len;
  logs->profile = (Profile){0};
  dossier->areas = dossier->mastered = dossier->weak = 0;
  bool good = take_lines(logs, reader, error) && is_genuine(logs, reader, file, error);
  if (good) {
    use_header(logs, log_reader_header(reader));
  } else {
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) g_array_set_size(lists[i], before[i]);
    *dossier = stated;
  }
  g_free(logs->profile.name);
  return good;
}

/* -- the union --------------------------------------------------------------------------------- */

static int compare_order(int64_t a, const Uuid *a_uuid, int64_t b, const Uuid *b_uuid) {
  return a != b ? (a > b) - (a < b) : memcmp(a_uuid, b_uuid, UUID_SIZE);
}

static int compare_given(gconstpointer a, gconstpointer b) {
  const Given *x = a, *y = b;
  return compare_order(x->order, &x->answer.uuid, y->order, &y->answer.uuid);
}

static int compare_marks(gconstpointer a, gconstpointer b) {
  const Mark *x = a, *y = b;
  return compare_order(x->order, &x->uuid, y->order, &y->uuid);
}

static int compare_scores(gconstpointer a, gconstpointer b) {
  const Scored *x = a, *y = b;
  return compare_order(x->order, &x->score.uuid, y->order, &y->score.uuid);
}

static int compare_mocks(gconstpointer a, gconstpointer b) {
  const Sat *x = a, *y = b;
  return compare_order(x->mock.at, &x->uuid, y->mock.at, &y->uuid);
}

static bool is_sorted(const GArray *list, guint size, GCompareFunc compare) {
  for (guint i = 1; i < list->len; i++)
    if (compare(list->data + (gsize)(i - 1) * size, list->data + (gsize)i * size) > 0) return false;
  return true;
}

/* Sorts LIST, whose elements have a Uuid at UUID_AT, and keeps the first of each: of copies of an answer
 * that differ in their number the smallest counts. What is left out is freed by the list. */
static void make_set(GArray *list, gsize uuid_at, GCompareFunc compare) {
  guint size = g_array_get_element_size(list), kept = 0;
  g_autoptr(GHashTable) seen = g_hash_table_new(uuid_hash, uuid_equal);
  if (!is_sorted(list, size, compare)) g_array_sort(list, compare);
  for (guint i = 0; i < list->len; i++) {
    char *from = list->data + (gsize)i * size, *to = list->data + (gsize)kept * size;
    if (g_hash_table_contains(seen, from + uuid_at)) continue;
    if (from != to) {
      char swap[sizeof(Given)];
      memcpy(swap, to, size);
      memcpy(to, from, size);
      memcpy(from, swap, size);
    }
    g_hash_table_add(seen, to + uuid_at);
    kept++;
  }
  g_array_set_size(list, kept);
}
G_STATIC_ASSERT(sizeof(Given) >= sizeof(Scored) && sizeof(Given) >= sizeof(Mark) &&
                sizeof(Given) >= sizeof(Sat) && sizeof(Given) >= sizeof(Written));

static GHashTable *answers_by_uuid(const GArray *answers) {
  GHashTable *table = g_hash_table_new(uuid_hash, uuid_equal);
  for (guint i = 0; i < answers->len; i++) {
    Given *given = &g_array_index(answers, Given, i);
    g_hash_table_insert(table, &given->answer.uuid, given);
  }
  return table;
}

/* In order: the last one counts. */
static void apply_marks(const GArray *marks, GHashTable *answers) {
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = &g_array_index(marks, Mark, i);
    Given *given = g_hash_table_lookup(answers, &mark->answer);
    if (given == NULL) continue;
    if (mark->kind == EVENT_RATING)
      given->answer.rating = mark->rating;
    else
      given->answer.undone = mark->kind == EVENT_UNDO;
  }
}

static int compare_texts(gconstpointer a, gconstpointer b) {
  return memcmp(&((const Written *)a)->uuid, &((const Written *)b)->uuid, UUID_SIZE);
}

/* Scores stand where the answer does that they are in the log. New GArray of StoreScore; names lent. */
static GArray *scores_in_order(Logs *logs, GHashTable *answers) {
  GArray *out = g_array_new(FALSE, FALSE, sizeof(StoreScore));
  g_autoptr(GHashTable) texts = g_hash_table_new(uuid_hash, uuid_equal);
  for (guint i = 0; i < logs->texts->len; i++) {
    Written *text = &g_array_index(logs->texts, Written, i);
    g_hash_table_insert(texts, &text->uuid, text);
  }
  for (guint i = 0; i < logs->scores->len; i++) {
    Scored *s = &g_array_index(logs->scores, Scored, i);
    const Given *given = g_hash_table_lookup(answers, &s->score.uuid);
    if (given != NULL) s->order = given->order;
  }
  g_array_sort(logs->scores, compare_scores);
  for (guint i = 0; i < logs->scores->len; i++) {
    Scored *s = &g_array_index(logs->scores, Scored, i);
    Written *text = g_hash_table_lookup(texts, &s->writing);
    if (text == NULL) continue;
    text->scored = text->scored || s->score.mentor;
    s->score.oral = text->oral;
    s->score.writing = 1 + (text - &g_array_index(logs->texts, Written, 0));
    g_array_append_val(out, s->score);
  }
  return out;
}

/* -- the fold ---------------------------------------------------------------------------------- */

static void note_day(const Mastery *mastery, void *user) {
  Logs *logs = user;
  DossierScore score = {mastery->day, learning_score(bank_app(logs->bank), mastery)};
  g_array_append_val(logs->dossier->scores, score);
}

static void fold_answers(Logs *logs, const EssayCredits *credits) {
  const App *app = bank_app(logs->bank);
  Dossier *dossier = logs->dossier;
  ScheduleConfig schedule = {FSRS_DEFAULTS, DOSSIER_RETENTION, 0};
  FoldItems items;
  bank_items(logs->bank, &items);
  dossier->mastery = mastery_new((int)app->areas->len);
  Learning learning = {.rules = {app, &schedule, dossier->target},
                       .mastery = dossier->mastery,
                       .credits = credits,
                       .habits = dossier->habits,
                       .day_over = note_day,
                       .user = logs};
  for (guint i = 0; i < logs->answers->len; i++) {
    const Answer *answer = &g_array_index(logs->answers, Given, i).answer;
    if (answer->item > 0) {
      fold_step(&schedule, &items, answer, learning_answer, &learning);
    } else if (!answer->undone) {
      dossier->unknown++;
      habits_add(dossier->habits, answer, false);
    }
  }
  habits_settle(dossier->habits);
  if (dossier->mastery->answers > 0) note_day(dossier->mastery, logs);
  fold_items_clear(&items);
}

static void finish(Logs *logs) {
  Dossier *dossier = logs->dossier;
  make_set(logs->answers, G_STRUCT_OFFSET(Given, answer) + G_STRUCT_OFFSET(Answer, uuid),
           compare_given);
  make_set(logs->marks, G_STRUCT_OFFSET(Mark, uuid), compare_marks);
  make_set(logs->scores, G_STRUCT_OFFSET(Scored, score) + G_STRUCT_OFFSET(StoreScore, uuid),
           compare_scores);
  make_set(logs->texts, G_STRUCT_OFFSET(Written, uuid), compare_texts);
  make_set(logs->mocks, G_STRUCT_OFFSET(Sat, uuid), compare_mocks);
  g_autoptr(GHashTable) answers = answers_by_uuid(logs->answers);
  apply_marks(logs->marks, answers);
  g_autoptr(GArray) scores = scores_in_order(logs, answers);
  g_autoptr(EssayCredits) credits = essay_credits_of(scores);
  fold_answers(logs, credits);
  for (guint i = 0; i < logs->texts->len; i++) {
    const Written *text = &g_array_index(logs->texts, Written, i);
    dossier->texts += !text->oral;
    if (!text->oral && !text->scored) g_array_append_val(dossier->waiting, text->uuid);
  }
  for (guint i = 0; i < logs->mocks->len; i++)
    g_array_append_val(dossier->mocks, g_array_index(logs->mocks, Sat, i).mock);
}

/* -- the whole --------------------------------------------------------------------------------- */

static void scored_clear(gpointer data) {
  g_free(((Scored *)data)->score.name);
}

static Logs logs_new(const Bank *bank) {
  Logs logs = {.bank = bank,
               .places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
               .key = g_string_new(NULL),
               .answers = g_array_new(FALSE, FALSE, sizeof(Given)),
               .marks = g_array_new(FALSE, FALSE, sizeof(Mark)),
               .scores = g_array_new(FALSE, FALSE, sizeof(Scored)),
               .texts = g_array_new(FALSE, FALSE, sizeof(Written)),
               .mocks = g_array_new(FALSE, FALSE, sizeof(Sat)),
               .dossier = dossier_new()};
  g_array_set_clear_func(logs.scores, scored_clear);
  return logs;
}

static void logs_clear(Logs *logs) {
  g_hash_table_unref(logs->places);
  g_string_free(logs->key, TRUE);
  g_array_unref(logs->answers);
  g_array_unref(logs->marks);
  g_array_unref(logs->scores);
  g_array_unref(logs->texts);
  g_array_unref(logs->mocks);
}

Dossier *dossier_read(const Bank *bank, GArray *files, GArray *pins, GPtrArray *notes,
                      int64_t *answers) {
  Logs logs = logs_new(bank);
  guint good = 0;
  logs.pins = pins;
  while (good < files->len) {
    g_autoptr(GError) fault = NULL;
    if (take_file(&logs, &g_array_index(files, StoreCohortFile, good), &fault)) {
      good++;
      continue;
    }
    g_ptr_array_add(notes, text_clean_line(fault->message));
    g_array_remove_index(files, good);
  }
  *answers = logs.answers->len;
  if (good > 0 && logs.dossier->level > LOG_SUMMARY) finish(&logs);
  if (good == 0) g_clear_pointer(&logs.dossier, dossier_free);
  logs_clear(&logs);
  return logs.dossier;
}
