/* round - rounds by file: made, and answered alone. See round.h; round_open.c brings a group together. */
#include "app/assess_private.h"
#include "app/exam.h"
#include "app/logs_private.h"
#include "app/round_private.h"
#include "core/json.h"
#include "core/shuffle.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

/* -- making one -------------------------------------------------------------------------------- */

static const StorePack *pack_of(const GPtrArray *packs, int64_t id) {
  for (guint i = 0; i < packs->len; i++)
    if (((StorePack *)packs->pdata[i])->id == id) return packs->pdata[i];
  return NULL;
}

static bool may_stand(const StoreItem *row, const Item *item, GError **error) {
  const char *why = NULL;
  if (row->sealed)
    why = "is kept unseen for a practice exam";
  else if (!item_is_keyed(item))
    why = "has no key that a machine could grade by";
  else if (row->status == ITEM_RETIRED)
    why = "is no longer in its pack";
  if (why == NULL) return true;
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "%s cannot stand in a round: it %s.", row->code,
              why);
  return false;
}

static bool add_item(App *app, const GPtrArray *packs, Round *round, int64_t id, uint64_t seed,
                     GError **error) {
  StoreItem *row = store_item(app->store, id, error);
  g_autoptr(Item) item = row == NULL ? NULL : store_item_content(app->store, id, 0, error);
  const StorePack *pack = row == NULL ? NULL : pack_of(packs, row->pack);
  bool good = item != NULL && pack != NULL && may_stand(row, item, error);
  if (good) {
    g_autofree char *hash = item_hash(item), *shown = shuffle_shown(item, seed, 0);
    round_add(round, pack->uuid, row->code, hash, shown);
  }
  store_item_free(row);
  return good;
}

typedef struct {
  int64_t item;
  uint64_t key;
} Drawn;

static int compare_drawn(const void *a, const void *b) {
  const Drawn *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

/* COUNT items in play, in an order drawn by SEED. New GArray of int64_t. */
static GArray *draw(App *app, int count, uint64_t seed, GError **error) {
  g_autoptr(GArray) pool = store_form_pool(app->store, false, false, error);
  if (pool == NULL) return NULL;
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Drawn));
  for (guint i = 0; i < pool->len; i++) {
    const StoreFormItem *row = &g_array_index(pool, StoreFormItem, i);
    g_autofree char *name = g_strdup_printf("round %" G_GINT64_FORMAT, row->item);
    Drawn drawn = {row->item, shuffle_mix(seed, name)};
    if (!row->sealed) g_array_append_val(all, drawn);
  }
  if ((int)all->len < count) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "A round of %d questions was asked for, but %u items are in play.", count,
                all->len);
    return NULL;
  }
  g_array_sort(all, compare_drawn);
  GArray *items = g_array_new(FALSE, FALSE, sizeof(int64_t));
  for (int i = 0; i < count; i++) g_array_append_val(items, g_array_index(all, Drawn, i).item);
  return items;
}

static GArray *named(App *app, const char *const *codes, GError **error) {
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(int64_t));
  for (; *codes != NULL; codes++) {
    int64_t id = app_item_find(app, *codes, error);
    if (id == 0) return NULL;
    for (guint i = 0; i < items->len; i++)
      if (g_array_index(items, int64_t, i) == id) {
        g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "%s is named twice.", *codes);
        return NULL;
      }
    g_array_append_val(items, id);
  }
  return g_steal_pointer(&items);
}

static bool add_members(Round *round, const char *members, GError **error) {
  g_auto(GStrv) names = g_strsplit(members == NULL ? "" : members, ",", -1);
  for (char **name = names; *name != NULL; name++) {
    g_autofree char *clean = assess_clean_name(*name, error);
    if (clean == NULL) return false;
    if (*clean != '\0') g_ptr_array_add(round->members, g_steal_pointer(&clean));
  }
  return true;
}

static bool is_new(const char *path, GError **error) {
  if (!g_file_test(path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK)) return true;
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "%s is there already: name another file.", path);
  return false;
}

/* The packs of ROUND's questions as a header names them. */
static char *packs_of(App *app, const Round *round, GError **error) {
  g_autoptr(GHashTable) uuids = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < round->questions->len; i++)
    g_hash_table_add(uuids, ((RoundQuestion *)round->questions->pdata[i])->pack);
  return logs_packs(app, uuids, error);
}

static bool fill_round(App *app, Round *round, const RoundNew *what, GError **error) {
  uint64_t seed = app->seed;
  int count = what->count > 0 ? what->count : ROUND_QUESTIONS;
  if (seed == 0) clock_entropy(app->clock, &seed, sizeof seed);
  round->title = assess_clean_name(what->title == NULL ? "" : what->title, error);
  if (round->title == NULL || !add_members(round, what->members, error)) return false;
  g_autoptr(GPtrArray) packs = store_packs(app->store, error);
  g_autoptr(GArray) items = packs == NULL            ? NULL
                            : what->items[0] != NULL ? named(app, what->items, error)
                                                     : draw(app, count, seed, error);
  if (items == NULL) return false;
  if (items->len > ROUND_QUESTIONS_MAX) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "A round has at most %d questions, not %u.",
                ROUND_QUESTIONS_MAX, items->len);
    return false;
  }
  for (guint i = 0; i < items->len; i++)
    if (!add_item(app, packs, round, g_array_index(items, int64_t, i), seed, error)) return false;
  round->packs = packs_of(app, round, error);
  return round->packs != NULL;
}

bool app_round_new(App *app, const char *path, const RoundNew *what, int *questions,
                   GError **error) {
  g_autoptr(Round) round = round_new();
  LogHeader header = {0};
  LogKey key;
  int64_t now = clock_now(app->clock);
  round->uuid = app_uuid(app, now);
  if (!is_new(path, error) || !fill_round(app, round, what, error) || !logs_key(app, &key, error))
    return false;
  bool good =
      logs_header(app, now, &header, error) && round_file_write(path, round, &header, &key, error);
  log_header_clear(&header);
  if (good) *questions = (int)round->questions->len;
  return good;
}

/* -- a round as it stands here ----------------------------------------------------------------- */

void round_state_clear(RoundState *state) {
  g_clear_pointer(&state->round, round_free);
  g_clear_pointer(&state->rows, g_ptr_array_unref);
  g_clear_pointer(&state->places, g_free);
  g_clear_pointer(&state->own, round_sheet_free);
  store_round_clear(&state->stored);
}

/* Name and version of the pack UUID as ROUND's maker had it. */
static char *pack_words(const Round *round, const char *uuid) {
  json_t *packs = json_from_text(round->packs, NULL), *pack = NULL;
  char *words = NULL;
  size_t i = 0;
  json_array_foreach(packs, i, pack) {
    const char *id = json_string_value(json_object_get(pack, "id"));
    const char *name = json_string_value(json_object_get(pack, "name"));
    const char *version = json_string_value(json_object_get(pack, "version"));
    if (words != NULL || g_strcmp0(id, uuid) != 0 || name == NULL) continue;
    g_autofree char *line = g_strdup_printf("%s %s", name, version == NULL ? "" : version);
    words = text_fold(line);
  }
  json_decref(packs);
  return words != NULL ? words : g_strdup_printf("the pack %s", uuid);
}

/* The question at PLACE as its item here; NULL where it is not known. */
static Item *find_item(App *app, const RoundQuestion *question, RoundPlace *place) {
  if (!store_version_find(app->store, question->pack, question->item, question->hash, &place->item,
                          &place->version))
    return NULL;
  g_autoptr(Item) item = store_item_content(app->store, place->item, place->version, NULL);
  g_autofree char *hash = item == NULL ? NULL : item_hash(item);
  StoreItem *row = store_item(app->store, place->item, NULL);
  place->sealed = row != NULL && row->sealed;
  store_item_free(row);
  return g_strcmp0(hash, question->hash) == 0 ? g_steal_pointer(&item) : NULL;
}

/* The order in which QUESTION shows ITEM; false where it is none. */
static bool lay_out(RoundRow *row, const RoundQuestion *question) {
  Response all;
  bool there[ITEM_MAX_OPTIONS] = {false};
  if (!item_is_keyed(row->item) || !response_parse(row->item, question->shown, &all) ||
      all.n != (int)row->item->options->len)
    return false;
  for (int i = 0; i < all.n; i++) {
    if (there[all.option[i]]) return false;
    there[all.option[i]] = true;
    row->shown[i] = all.option[i];
  }
  row->shown_n = all.n;
  return true;
}

static void say_missing(const RoundState *state, GHashTable *packs, int missing, GError **error) {
  g_autoptr(GString) words = g_string_new(NULL);
  GHashTableIter each;
  gpointer uuid = NULL;
  g_hash_table_iter_init(&each, packs);
  while (g_hash_table_iter_next(&each, &uuid, NULL)) {
    g_autofree char *pack = pack_words(state->round, uuid);
    g_string_append_printf(words, "%s%s", words->len > 0 ? ", " : "", pack);
  }
  g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
              "%d of the round's %u questions are not known here. They are of %s: install that "
              "edition (pawl pack install, pawl pack upgrade) and come again. Nothing was begun.",
              missing, state->round->questions->len, words->str);
}

static bool find_questions(App *app, const char *path, RoundState *state, GError **error) {
  const GPtrArray *questions = state->round->questions;
  g_autoptr(GHashTable) packs = g_hash_table_new(g_str_hash, g_str_equal);
  int missing = 0;
  for (guint i = 0; i < questions->len; i++) {
    const RoundQuestion *question = questions->pdata[i];
    RoundRow *row = g_new0(RoundRow, 1);
    g_ptr_array_add(state->rows, row);
    row->code = g_strdup(question->item);
    row->item = find_item(app, question, &state->places[i]);
    missing += row->item == NULL;
    if (row->item == NULL)
      g_hash_table_add(packs, question->pack);
    else if (!lay_out(row, question)) {
      g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                  "%s: question %u does not fit the item %s. Ask its maker for a new round.", path,
                  i + 1, question->item);
      return false;
    }
  }
  if (missing > 0) say_missing(state, packs, missing, error);
  return missing == 0;
}

/* What was answered here, as a sheet. */
static bool read_own(App *app, RoundState *state, GError **error) {
  if (state->stored.id == 0) return true;
  g_autoptr(GArray) answers = store_round_answers(app->store, state->stored.id, error);
  if (answers == NULL) return false;
  int given[ROUND_PHASES] = {0};
  for (guint i = 0; i < answers->len; i++) {
    StoreRoundAnswer *answer = &g_array_index(answers, StoreRoundAnswer, i);
    if (answer->place >= state->own->questions) continue;
    RoundAnswer *to = &state->own->answers[answer->phase - 1][answer->place];
    *to = (RoundAnswer){g_strdup(answer->chosen), answer->confidence, answer->ms, answer->at,
                        answer->offset};
    given[answer->phase - 1]++;
    if (answer->phase == 1) state->places[answer->place].uuid = answer->uuid;
    state->own->made_at = MAX(state->own->made_at, answer->at);
  }
  for (int phase = 0; phase < ROUND_PHASES; phase++)
    state->own->whole[phase] = given[phase] == state->own->questions;
  return true;
}

static bool is_same_file(const char *path, const RoundState *state, GError **error) {
  if (state->stored.id == 0 || strcmp(state->stored.file, state->round->signature) == 0)
    return true;
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "%s has the id of a round that was answered here, but is another file. Ask whoever "
              "made it which one counts.",
              path);
  return false;
}

bool round_load(App *app, const char *path, RoundState *out, GError **error) {
  RoundState state = {.round = round_file_read(path, error)};
  if (state.round == NULL) return false;
  int questions = (int)state.round->questions->len;
  state.rows = g_ptr_array_new_with_free_func((GDestroyNotify)round_row_free);
  state.places = g_new0(RoundPlace, (gsize)questions);
  state.own = round_sheet_new(questions);
  store_round_get(app->store, &state.round->uuid, &state.stored);
  state.own->name = g_strdup(state.stored.name == NULL ? "" : state.stored.name);
  bool good = is_same_file(path, &state, error) && find_questions(app, path, &state, error) &&
              read_own(app, &state, error);
  if (good)
    *out = state;
  else
    round_state_clear(&state);
  return good;
}

bool round_response(const RoundSheet *sheet, const RoundRow *row, int place, int phase,
                    Response *out) {
  const char *chosen = sheet->answers[phase][place].chosen;
  return chosen != NULL && response_parse(row->item, chosen, out) &&
         response_complete(row->item, out);
}

/* -- a sitting --------------------------------------------------------------------------------- */

struct RoundSitting {
  App *app;
  RoundState state;
  RoundView view;
};

void round_close(RoundSitting *sitting) {
  if (sitting == NULL) return;
  round_state_clear(&sitting->state);
  g_free(sitting);
}

const RoundView *round_view(const RoundSitting *sitting) {
  return &sitting->view;
}

static void refresh(RoundSitting *sitting) {
  RoundView *view = &sitting->view;
  const RoundSheet *own = sitting->state.own;
  int phase = view->phase - 1;
  view->answered = 0;
  for (int i = 0; i < view->questions; i++) view->answered += own->answers[phase][i].chosen != NULL;
  view->over = view->at >= view->questions;
  view->row = view->over ? NULL : sitting->state.rows->pdata[view->at];
  view->given = view->first = (Response){0};
  view->sure = view->first_sure = CONFIDENCE_NONE;
  if (view->over) return;
  if (round_response(own, view->row, view->at, phase, &view->given))
    view->sure = own->answers[phase][view->at].confidence;
  if (phase > 0 && round_response(own, view->row, view->at, 0, &view->first))
    view->first_sure = own->answers[0][view->at].confidence;
}

void round_goto(RoundSitting *sitting, int at) {
  sitting->view.at = CLAMP(at, 0, sitting->view.questions);
  refresh(sitting);
}

/* The split of question PLACE as it was opened last: an array of [chosen, confidence]. */
static void count_votes(RoundRow *row, const json_t *array) {
  g_autoptr(GArray) votes = g_array_new(FALSE, TRUE, sizeof(RoundVote));
  json_t *pair = NULL;
  size_t i = 0;
  json_array_foreach(array, i, pair) {
    const char *chosen = json_string_value(json_array_get(pair, 0));
    const char *sure = json_string_value(json_array_get(pair, 1));
    RoundVote vote = {.name = ""};
    if (chosen == NULL || !response_parse(row->item, chosen, &vote.response[0])) continue;
    if (sure != NULL) confidence_from_name(sure, &vote.confidence[0]);
    g_array_append_val(votes, vote);
  }
  round_row_count(row, (const RoundVote *)(void *)votes->data, (int)votes->len, false);
}

static void bring_split(RoundState *state) {
  json_t *all = json_from_text(state->stored.votes == NULL ? "[]" : state->stored.votes, NULL);
  for (guint i = 0; i < state->rows->len; i++)
    count_votes(state->rows->pdata[i], json_array_get(all, i));
  json_decref(all);
}

static bool release_sealed(App *app, const RoundState *state, GError **error) {
  if (!store_begin(app->store, error)) return false;
  bool good = true;
  for (guint i = 0; good && i < state->rows->len; i++)
    if (state->places[i].sealed) good = store_unseal(app->store, state->places[i].item, error);
  if (good && store_commit(app->store, error)) return true;
  store_rollback(app->store);
  return false;
}

/* Nothing of what waits unseen for an exam is shown without the learner's word. */
static bool is_free(App *app, const RoundState *state, bool release, int *sealed, GError **error) {
  int n = 0;
  for (guint i = 0; i < state->rows->len; i++) n += state->places[i].sealed;
  *sealed = n;
  if (n == 0) return true;
  if (exam_is_open(app))
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "%d of the questions may stand in the practice exam that is open. End it first "
                "(pawl exam).",
                n);
  else if (!release)
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "%d of the %u questions are kept unseen for your practice exams. To take them out "
                "of those and answer, add --yes.",
                n, state->rows->len);
  else
    return release_sealed(app, state, error);
  if (exam_is_open(app)) *sealed = 0;
  return false;
}

/* NAME, else the one of the answers so far, else that of the settings. */
static bool take_name(App *app, RoundState *state, const char *name, GError **error) {
  g_autofree char *set = app_setting(app, SETTING_NAME);
  const char *known = *state->own->name != '\0' ? state->own->name : set;
  char *clean = assess_clean_name(name != NULL ? name : known, error);
  if (clean == NULL) return false;
  g_free(state->own->name);
  state->own->name = clean;
  return true;
}

static int first_gap(const RoundSitting *sitting) {
  const RoundAnswer *answers = sitting->state.own->answers[sitting->view.phase - 1];
  for (int i = 0; i < sitting->view.questions; i++)
    if (answers[i].chosen == NULL) return i;
  return 0;
}

RoundSitting *round_sit(App *app, const char *path, const char *name, bool release, int *sealed,
                        GError **error) {
  g_autoptr(RoundSitting) sitting = g_new0(RoundSitting, 1);
  RoundState *state = &sitting->state;
  sitting->app = app;
  *sealed = 0;
  if (!app_may_keep(app, "a round", error) || !round_load(app, path, state, error) ||
      !take_name(app, state, name, error) || !is_free(app, state, release, sealed, error))
    return NULL;
  bool second = state->stored.opened_at != 0;
  sitting->view = (RoundView){.title = state->round->title,
                              .phase = second ? 2 : 1,
                              .closed = state->stored.session != 0,
                              .questions = state->own->questions};
  if (second) bring_split(state);
  round_goto(sitting, sitting->view.closed ? sitting->view.questions : first_gap(sitting));
  return g_steal_pointer(&sitting);
}

static StoreRound row_of(RoundSitting *sitting, int64_t now) {
  RoundState *state = &sitting->state;
  return (StoreRound){.uuid = state->round->uuid,
                      .file = state->round->signature,
                      .name = state->own->name,
                      .started_at = state->stored.id != 0 ? state->stored.started_at : now};
}

static void keep(RoundSitting *sitting, const StoreRoundAnswer *answer) {
  RoundSheet *own = sitting->state.own;
  int phase = answer->phase - 1, n = 0;
  RoundAnswer *to = &own->answers[phase][answer->place];
  g_free(to->chosen);
  *to = (RoundAnswer){answer->chosen, answer->confidence, answer->ms, answer->at, answer->offset};
  for (int i = 0; i < own->questions; i++) n += own->answers[phase][i].chosen != NULL;
  own->whole[phase] = n == own->questions;
  own->made_at = MAX(own->made_at, answer->at);
}

bool round_answer(RoundSitting *sitting, const Response *response, Confidence confidence,
                  int64_t ms, GError **error) {
  App *app = sitting->app;
  const RoundView *view = &sitting->view;
  if (view->over || view->closed || !response_complete(view->row->item, response)) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "That is no whole answer to a question.");
    return false;
  }
  int64_t now = clock_now(app->clock);
  const RoundPlace *place = &sitting->state.places[view->at];
  StoreRoundAnswer answer = {.phase = view->phase,
                             .place = view->at,
                             .uuid = app_uuid(app, now),
                             .item = place->item,
                             .version = place->version,
                             .chosen = response_format(view->row->item, response),
                             .confidence = confidence,
                             .ms = MAX(ms, 0),
                             .at = now,
                             .offset = clock_offset(app->clock, now)};
  StoreRound round = row_of(sitting, now);
  if (!store_round_answer(app->store, &round, &answer, error)) {
    g_free(answer.chosen);
    return false;
  }
  sitting->state.stored.id = round.id;
  sitting->state.stored.started_at = round.started_at;
  keep(sitting, &answer);
  round_goto(sitting, view->at + 1);
  return true;
}

/* -- the member's file ------------------------------------------------------------------------- */

/* Free, or this member's own answers to this round. */
static bool may_replace(const char *path, const RoundState *state, const LogHeader *header,
                        GError **error) {
  if (!g_file_test(path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK)) return true;
  bool other = false;
  g_autoptr(RoundSheet) there = round_sheet_read(path, state->round, &other, NULL);
  if (there != NULL && memcmp(&there->learner, &header->learner, UUID_SIZE) == 0) return true;
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "%s is there already and is not your answers to this round: name another file with "
              "-o.",
              path);
  return false;
}

bool round_write(RoundSitting *sitting, const char *path, GError **error) {
  const RoundState *state = &sitting->state;
  LogHeader header = {0};
  LogKey key;
  if (!state->own->whole[0]) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "Not all questions are answered yet.");
    return false;
  }
  bool good = logs_key(sitting->app, &key, error) &&
              logs_header(sitting->app, state->own->made_at, &header, error) &&
              may_replace(path, state, &header, error) &&
              round_sheet_write(path, state->round, state->own, &header, &key, error);
  log_header_clear(&header);
  return good;
}
