/* reply - words: what can be said, said as a mentor, and taken into a candidate's database. Files stand in
 * reply_file.c. */
#include "app/reply.h"
#include "app/reply_private.h"
#include "app/writing_private.h"
#include "core/text.h"
#include "pack/map.h"
#include <math.h>
#include <string.h>

static const char *const ABOUT[] = {"learner", "area", "exam", "text"};

const char *remark_about_name(RemarkAbout about) {
  return ABOUT[about];
}

bool remark_about_from_name(const char *name, RemarkAbout *out) {
  for (size_t i = 0; i < G_N_ELEMENTS(ABOUT); i++)
    if (strcmp(ABOUT[i], name) == 0) {
      *out = (RemarkAbout)i;
      return true;
    }
  return false;
}

/* -- what can be said -------------------------------------------------------------------------- */

/* True where TEXT holds what a browser would take for markup. */
static bool has_markup(const char *text) {
  for (const char *p = strchr(text, '<'); p != NULL; p = strchr(p + 1, '<'))
    if (g_ascii_isalpha(p[1]) || (p[1] != '\0' && strchr("/!?", p[1]) != NULL)) return true;
  return false;
}

static char *name_fault(const ReplyWord *word) {
  const char *fault = writing_is_empty(word->name) ? "is empty" : app_name_fault(word->name);
  return fault == NULL ? NULL : g_strdup_printf("its name %s", fault);
}

static char *body_fault(const ReplyWord *word) {
  if (!word->score && writing_is_empty(word->body)) return g_strdup("its text is empty");
  if (strlen(word->body) > REPLY_BODY_MAX)
    return g_strdup_printf("its text is longer than %d KiB", REPLY_BODY_MAX / 1024);
  if (has_markup(word->body))
    return g_strdup("its text holds markup such as <b>; write it plainly");
  if (!text_check_marks(word->body))
    return g_strdup("its text holds a letter under more marks than anybody writes");
  return NULL;
}

static bool is_area(App *app, const char *code) {
  for (guint i = 0; i < app->areas->len; i++)
    if (strcmp(((StoreArea *)app->areas->pdata[i])->code, code) == 0) return true;
  return false;
}

static char *subject_fault(const ReplyWord *word) {
  Uuid uuid;
  if (word->about == REMARK_LEARNER)
    return *word->subject == '\0' ? NULL : g_strdup("it names a subject, but is about the learner");
  if (word->about == REMARK_AREA)
    return map_is_code(word->subject)
               ? NULL
               : g_strdup_printf("'%.60s' is no code of an area", word->subject);
  return uuid_parse(word->subject, &uuid)
             ? NULL
             : g_strdup_printf("'%.60s' is no UUID of an %s", word->subject,
                               word->about == REMARK_EXAM ? "exam" : "essay");
}

char *reply_form_fault(const ReplyWord *word) {
  char *fault = name_fault(word);
  if (word->score && !rubric_is_levels(word->levels))
    fault = fault == NULL ? g_strdup("its levels are none of a rubric") : fault;
  if (fault == NULL) fault = body_fault(word);
  return fault == NULL ? subject_fault(word) : fault;
}

bool logs_score_fits(Store *store, const Uuid *writing, const char *levels, double credit) {
  RubricLevels given;
  g_autoptr(Item) item = store_text_item(store, writing, NULL);
  if (item == NULL) return true;
  if (item->essay == NULL) return false;
  given = rubric_levels(item);
  return rubric_from_json(item, levels, &given, NULL) && rubric_whole(item, &given) &&
         fabs(rubric_credit(item, &given) - credit) < 1e-6;
}

char *reply_fault(App *app, const ReplyWord *word) {
  Uuid uuid;
  char *fault = reply_form_fault(word);
  if (fault != NULL) return fault;
  if (word->about == REMARK_AREA && !is_area(app, word->subject))
    return g_strdup_printf("it is about the area '%.60s', which is not known here", word->subject);
  if (!word->score) return NULL;
  uuid_parse(word->subject, &uuid);
  return logs_score_fits(app->store, &uuid, word->levels, word->credit)
             ? NULL
             : g_strdup("its levels and its credit do not fit the rubric of the text");
}

/* -- saying ------------------------------------------------------------------------------------ */

char *reply_name(App *app) {
  g_autofree char *name = app_setting(app, SETTING_NAME);
  return *name == '\0' ? g_strdup("Mentor") : g_steal_pointer(&name);
}

/* RAW as it is stored, newly allocated; NULL with ERROR where it holds what is never shown, which cleaning
 * would write out as if it were markup. */
static char *clean_body(const char *raw, GError **error) {
  TextFault fault;
  const char *text = raw == NULL ? "" : raw;
  if (text_check(text, strlen(text), &fault)) return g_strstrip(text_clean(text, -1));
  g_autofree char *what = text_fault_describe(&fault);
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "That cannot be said: its text holds %s.", what);
  return NULL;
}

static bool say_word(App *app, const Uuid *learner, ReplyWord *word, GError **error) {
  g_autofree char *name = reply_name(app);
  word->at = clock_now(app->clock);
  word->offset = clock_offset(app->clock, word->at);
  word->uuid = app_uuid(app, word->at);
  word->name = name;
  g_autofree char *fault = reply_fault(app, word);
  if (fault != NULL) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "That cannot be said: %s.", fault);
    return false;
  }
  StoreWord row = {.uuid = word->uuid,
                   .learner = *learner,
                   .score = word->score,
                   .about = (char *)remark_about_name(word->about),
                   .subject = word->subject,
                   .name = word->name,
                   .at = word->at,
                   .offset = word->offset,
                   .levels = word->levels,
                   .credit = word->credit,
                   .body = word->body};
  return store_word_add(app->store, &row, error);
}

bool reply_say(App *app, const Uuid *learner, RemarkAbout about, const char *subject,
               const char *body, GError **error) {
  g_autofree char *clean = clean_body(body, error);
  g_autofree char *named = text_clean(subject == NULL ? "" : subject, -1);
  Uuid uuid;
  if (clean == NULL) return false;
  if (about >= REMARK_EXAM && uuid_parse(named, &uuid)) uuid_format(&uuid, named);
  ReplyWord word = {.about = about, .subject = named, .body = clean};
  return say_word(app, learner, &word, error);
}

bool reply_score(App *app, const Uuid *learner, const WritingView *text, const WritingGrade *grade,
                 GError **error) {
  if (text->handed_at == 0 || !rubric_whole(text->item, &grade->levels)) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                text->handed_at == 0 ? "This is a draft still; it is scored once it is handed in."
                                     : "Every criterion needs a level.");
    return false;
  }
  g_autofree char *levels = rubric_to_json(text->item, &grade->levels);
  g_autofree char *comment = clean_body(grade->comment, error);
  if (comment == NULL) return false;
  ReplyWord word = {.score = true,
                    .about = REMARK_TEXT,
                    .subject = (char *)text->uuid,
                    .levels = levels,
                    .credit = rubric_credit(text->item, &grade->levels),
                    .body = comment};
  return say_word(app, learner, &word, error);
}

/* -- what was said ----------------------------------------------------------------------------- */

static void word_free(gpointer data) {
  ReplyWord *word = data;
  char *strings[] = {word->subject, word->name, word->levels, word->body};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(word);
}

static ReplyWord *word_of(const StoreWord *row) {
  ReplyWord *word = g_new0(ReplyWord, 1);
  *word = (ReplyWord){.uuid = row->uuid,
                      .score = row->score,
                      .subject = g_strdup(row->subject),
                      .name = g_strdup(row->name),
                      .at = row->at,
                      .offset = row->offset,
                      .levels = g_strdup(row->levels),
                      .credit = row->credit,
                      .body = g_strdup(row->body)};
  remark_about_from_name(row->about, &word->about);
  return word;
}

GPtrArray *reply_words(App *app, const Uuid *learner, GError **error) {
  g_autoptr(GArray) rows = store_words(app->store, learner, error);
  if (rows == NULL) return NULL;
  GPtrArray *words = g_ptr_array_new_with_free_func(word_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add(words, word_of(&g_array_index(rows, StoreWord, i)));
  return words;
}

GPtrArray *reply_waiting(App *app, GError **error) {
  g_autoptr(GArray) rows = store_replies(app->store, error);
  if (rows == NULL) return NULL;
  GPtrArray *waiting = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < rows->len; i++) {
    const StoreReply *row = &g_array_index(rows, StoreReply, i);
    if (row->words <= row->sent) continue;
    ReplyCandidate *candidate = g_new0(ReplyCandidate, 1);
    *candidate = (ReplyCandidate){.learner = row->learner,
                                  .words = row->words,
                                  .fresh = row->words - row->sent,
                                  .at = row->at};
    uuid_format(&row->learner, candidate->id);
    g_ptr_array_add(waiting, candidate);
  }
  return waiting;
}

/* -- taking in --------------------------------------------------------------------------------- */

static MergeResult take_score(StoreMerge *merge, const ReplyWord *word, GError **error) {
  TravelScore score = {.score = {.uuid = word->uuid,
                                 .mentor = true,
                                 .name = word->name,
                                 .at = word->at,
                                 .offset = word->offset,
                                 .levels = word->levels,
                                 .credit = word->credit,
                                 .comment = word->body}};
  uuid_parse(word->subject, &score.writing);
  return store_merge_score(merge, &score, error);
}

MergeResult reply_take(StoreMerge *merge, const ReplyWord *word, const Uuid *mentor,
                       GError **error) {
  if (word->score) return take_score(merge, word, error);
  StoreRemark remark = {.uuid = word->uuid,
                        .device = *mentor,
                        .about = (char *)remark_about_name(word->about),
                        .subject = word->subject,
                        .name = word->name,
                        .at = word->at,
                        .offset = word->offset,
                        .body = word->body};
  return store_merge_remark(merge, &remark, error);
}

static bool apply_all(App *guest, StoreMerge *merge, const GPtrArray *words, const Uuid *mentor,
                      GError **error) {
  for (guint i = 0; i < words->len; i++) {
    const ReplyWord *word = words->pdata[i];
    g_autofree char *fault = reply_fault(guest, word);
    if (fault == NULL && reply_take(merge, word, mentor, error) == MERGE_FAILED) return false;
  }
  return logs_finish(guest, merge, error);
}

bool reply_apply(App *guest, const GPtrArray *words, const Uuid *mentor, GError **error) {
  if (!store_begin(guest->store, error)) return false;
  g_autoptr(StoreMerge) merge = store_merge_new(guest->store);
  bool good = apply_all(guest, merge, words, mentor, error) && store_commit(guest->store, error);
  if (!good) store_rollback(guest->store);
  app_forget_mastery(guest);
  return good;
}

bool reply_show(App *app, const Uuid *learner, App *guest, GError **error) {
  g_autoptr(GPtrArray) words = reply_words(app, learner, error);
  if (words == NULL) return false;
  return words->len == 0 || reply_apply(guest, words, store_device(app->store), error);
}
