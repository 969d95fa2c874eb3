/* writing - see writing.h: lists, drafts, handing in, scoring. Words stand in writing_words.c, what
 * mastery makes of it in writing_credit.c. */
#include "app/writing.h"
#include "app/edit.h"
#include "app/exam_private.h"
#include "app/fold.h"
#include "app/reply.h"
#include "app/writing_private.h"
#include "core/text.h"
#include <math.h>
#include <string.h>

static const char *const STATES[] = {"new", "draft", "handed in", "scored", "empty"};

const char *writing_state_name(WritingState state) {
  return STATES[state];
}

bool writing_is_empty(const char *text) {
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    if (!g_unichar_isspace(g_utf8_get_char(p))) return false;
  return true;
}

WritingState writing_state_of(const StoreWriting *writing, const TextScores *scores) {
  if (writing->handed_at == 0) return WRITING_DRAFT;
  if (scores->self != NULL) return WRITING_SCORED;
  return writing_is_empty(writing->text) ? WRITING_EMPTY : WRITING_HANDED;
}

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool refuse(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *what = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, APP_ERROR, APP_ERROR_INPUT, what);
  return false;
}

/* -- what there is ----------------------------------------------------------------------------- */

static void row_free(gpointer data) {
  WritingRow *row = data;
  char *strings[] = {row->code, row->title, row->area, row->area_text};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(row);
}

/* Counts the texts of ROW's item among TEXTS and takes the newest. */
static void note_texts(WritingRow *row, const GArray *texts, const GArray *scores) {
  const StoreWriting *newest = NULL;
  row->self = row->mentor = NAN;
  for (guint i = 0; i < texts->len; i++) {
    const StoreWriting *w = &g_array_index(texts, StoreWriting, i);
    if (w->item != row->item) continue;
    newest = w;
    row->texts++;
  }
  if (newest == NULL) return;
  TextScores of = text_scores(scores, newest->id);
  row->id = newest->id;
  row->state = writing_state_of(newest, &of);
  row->mentor = text_mentor_credit(&of);
  if (of.self != NULL) row->self = of.self->credit;
  text_scores_clear(&of);
}

static WritingRow *row_of(App *app, const StoreItem *item, const GArray *texts,
                          const GArray *scores, GError **error) {
  g_autoptr(Item) content = store_item_content(app->store, item->id, 0, error);
  if (content == NULL) return NULL;
  WritingRow *row = g_new0(WritingRow, 1);
  row->item = item->id;
  row->code = g_strdup(item->code);
  row->title = g_strdup(item->title);
  row->area = g_strdup(content->area);
  row->area_text = app_node_text(app, content->area);
  row->oral = item->type == ITEM_ORAL;
  row->minutes = content->essay->minutes;
  row->words_min = content->essay->words_min;
  row->words_max = content->essay->words_max;
  note_texts(row, texts, scores);
  return row;
}

/* Items of TYPE in AREA to OUT. */
static bool add_rows(App *app, const GPtrArray *items, ItemType type, int64_t area,
                     const GArray *texts, GPtrArray *out, GError **error) {
  g_autoptr(GArray) scores = store_scores(app->store, 0, error);
  if (scores == NULL) return false;
  for (guint i = 0; i < items->len; i++) {
    const StoreItem *item = items->pdata[i];
    if (item->type != type || item->area != area) continue;
    WritingRow *row = row_of(app, item, texts, scores, error);
    if (row == NULL) return false;
    if (item->status == ITEM_ACTIVE || row->texts > 0)
      g_ptr_array_add(out, row);
    else
      row_free(row);
  }
  return true;
}

GPtrArray *writing_rows(App *app, bool oral, GError **error) {
  StoreQuery all = {0};
  g_autoptr(GPtrArray) items = store_items(app->store, &all, error);
  g_autoptr(GArray) texts = items == NULL ? NULL : store_writings(app->store, 0, error);
  if (texts == NULL) return NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
  for (guint a = 0; a < app->areas->len; a++)
    if (!add_rows(app, items, oral ? ITEM_ORAL : ITEM_ESSAY,
                  ((StoreArea *)app->areas->pdata[a])->id, texts, rows, error))
      return NULL;
  return g_steal_pointer(&rows);
}

/* -- one text ---------------------------------------------------------------------------------- */

static void score_free(gpointer data) {
  WritingScore *score = data;
  if (score == NULL) return;
  g_free(score->name);
  g_free(score->comment);
  g_free(score);
}

void writing_view_free(WritingView *view) {
  if (view == NULL) return;
  item_free(view->item);
  g_free(view->area_text);
  g_free(view->text);
  score_free(view->self);
  g_clear_pointer(&view->mentors, g_ptr_array_unref);
  g_clear_pointer(&view->remarks, g_ptr_array_unref);
  g_free(view);
}

static WritingScore *score_of(App *app, const Item *item, const StoreScore *from) {
  WritingScore *score = g_new0(WritingScore, 1);
  score->mentor = from->mentor;
  score->name = g_strdup(from->name);
  score->at = from->at;
  score->day = clock_study_day(from->at, from->offset, app_rollover(app));
  score->credit = from->credit;
  score->comment = g_strdup(from->comment);
  score->levels = rubric_levels(item);
  rubric_from_json(item, from->levels, &score->levels, NULL);
  return score;
}

static void add_scores(App *app, const StoreWriting *from, const GArray *scores,
                       WritingView *view) {
  TextScores of = text_scores(scores, from->id);
  view->state = writing_state_of(from, &of);
  if (of.self != NULL) view->self = score_of(app, view->item, of.self);
  view->mentors = g_ptr_array_new_with_free_func(score_free);
  for (guint i = 0; i < of.mentors->len; i++)
    g_ptr_array_add(view->mentors, score_of(app, view->item, of.mentors->pdata[i]));
  text_scores_clear(&of);
}

static WritingView *view_of(App *app, const StoreWriting *from, GError **error) {
  g_autoptr(WritingView) view = g_new0(WritingView, 1);
  g_autoptr(GArray) scores = store_scores(app->store, from->id, error);
  view->item = store_item_content(app->store, from->item, from->version, error);
  uuid_format(&from->uuid, view->uuid);
  view->remarks = app_remarks(app, REMARK_TEXT, view->uuid, error);
  if (scores == NULL || view->remarks == NULL || view->item == NULL || view->item->essay == NULL)
    return NULL;
  view->id = from->id;
  view->item_id = from->item;
  view->version = from->version;
  view->area_text = app_node_text(app, view->item->area);
  view->exam = from->exam;
  view->section = from->section;
  view->place = from->place;
  view->started_at = from->started_at;
  view->saved_at = from->saved_at;
  view->handed_at = from->handed_at;
  view->day = clock_study_day(from->started_at, from->offset, app_rollover(app));
  view->ms = from->ms;
  view->text = g_strdup(from->text);
  view->words = text_words(from->text, strlen(from->text));
  add_scores(app, from, scores, view);
  return g_steal_pointer(&view);
}

static bool text_get(App *app, int64_t id, StoreWriting *out, GError **error) {
  if (store_writing_get(app->store, id, out)) return true;
  g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
              "There is no text %" G_GINT64_FORMAT ". 'pawl write list' gives the numbers.", id);
  return false;
}

WritingView *writing_view(App *app, int64_t id, GError **error) {
  StoreWriting stored;
  if (!text_get(app, id, &stored, error)) return NULL;
  WritingView *view = view_of(app, &stored, error);
  store_writing_clear(&stored);
  return view;
}

static int64_t newest_of(App *app, int64_t item) {
  g_autoptr(GArray) texts = store_writings(app->store, 0, NULL);
  for (guint i = texts == NULL ? 0 : texts->len; i > 0; i--) {
    const StoreWriting *w = &g_array_index(texts, StoreWriting, i - 1);
    if (w->item == item) return w->id;
  }
  return 0;
}

int64_t writing_find(App *app, const char *name, GError **error) {
  gint64 number = 0;
  StoreWriting stored;
  if (g_ascii_string_to_signed(name, 10, 1, G_MAXINT64, &number, NULL)) {
    if (!text_get(app, number, &stored, error)) return 0;
    store_writing_clear(&stored);
    return number;
  }
  int64_t item = app_item_find(app, name, error);
  int64_t id = item == 0 ? 0 : newest_of(app, item);
  if (item != 0 && id == 0) refuse(error, "Nothing was written on %s yet.", name);
  return id;
}

GPtrArray *writing_all(App *app, bool oral, GError **error) {
  g_autoptr(GArray) texts = store_writings(app->store, 0, error);
  if (texts == NULL) return NULL;
  g_autoptr(GPtrArray) views = g_ptr_array_new_with_free_func((GDestroyNotify)writing_view_free);
  for (guint i = texts->len; i > 0; i--) {
    WritingView *view = view_of(app, &g_array_index(texts, StoreWriting, i - 1), error);
    if (view == NULL) return NULL;
    if ((view->item->type == ITEM_ORAL) == oral)
      g_ptr_array_add(views, view);
    else
      writing_view_free(view);
  }
  return g_steal_pointer(&views);
}

/* -- drafts ------------------------------------------------------------------------------------ */

static StoreWriting new_draft(App *app, int64_t item, int64_t version) {
  int64_t now = clock_now(app->clock);
  return (StoreWriting){.uuid = app_uuid(app, now),
                        .item = item,
                        .version = version,
                        .started_at = now,
                        .offset = clock_offset(app->clock, now),
                        .saved_at = now};
}

int64_t writing_open(App *app, int64_t item, GError **error) {
  StoreItem *row = store_item(app->store, item, error);
  if (row == NULL) return 0;
  bool prose = row->type == ITEM_ESSAY || row->type == ITEM_ORAL;
  int64_t id = row->sealed ? 0 : store_writing_draft(app->store, item);
  StoreWriting draft = new_draft(app, item, row->version);
  if (!prose)
    refuse(error, "%s is no scenario to write on and no prompt to speak about.", row->code);
  else if (row->sealed)
    refuse(error, "%s belongs to the exam that is open. It is written there: pawl exam", row->code);
  else if (id == 0 && store_writing_add(app->store, &draft, error))
    id = draft.id;
  store_item_free(row);
  return prose ? id : 0;
}

int64_t writing_of_exam(App *app, int64_t exam, int section, int place, GError **error) {
  g_autoptr(GArray) form = store_exam_items(app->store, exam, error);
  for (guint i = 0; form != NULL && i < form->len; i++) {
    const StoreExamItem *question = &g_array_index(form, StoreExamItem, i);
    if (question->section != section || question->place != place) continue;
    StoreWriting draft = new_draft(app, question->item, question->version);
    draft.exam = exam;
    draft.section = section;
    draft.place = place;
    return store_writing_add(app->store, &draft, error) ? draft.id : 0;
  }
  if (form != NULL) refuse(error, "The exam has no such question.");
  return 0;
}

GPtrArray *writing_section(App *app, int64_t exam, int section, int questions, GError **error) {
  g_autoptr(GPtrArray) views = g_ptr_array_new_with_free_func((GDestroyNotify)writing_view_free);
  for (int place = 0; place < questions; place++) {
    int64_t id = writing_of_exam(app, exam, section, place, error);
    WritingView *view = id == 0 ? NULL : writing_view(app, id, error);
    if (view == NULL) return NULL;
    g_ptr_array_add(views, view);
  }
  return g_steal_pointer(&views);
}

int writing_count(const GPtrArray *views) {
  int n = 0;
  for (guint i = 0; i < views->len; i++)
    n += !writing_is_empty(((WritingView *)views->pdata[i])->text);
  return n;
}

/* A text that was longer before the limit came may still be kept, as long as it does not grow. */
static bool is_too_long(App *app, int64_t id, const char *text) {
  StoreWriting stored;
  size_t size = strlen(text);
  if (size <= EDIT_MAX_BYTES || !text_get(app, id, &stored, NULL)) return size > EDIT_MAX_BYTES;
  bool grows = size > strlen(stored.text);
  store_writing_clear(&stored);
  return grows;
}

bool writing_save(App *app, int64_t id, const char *text, int64_t ms, GError **error) {
  g_autofree char *clean = text_clean(text, -1);
  if (is_too_long(app, id, clean)) {
    refuse(error, "A text has at most %d KiB. The draft stays as it was.", EDIT_MAX_KIB);
    return false;
  }
  return store_writing_save(app->store, id, clean, MAX(ms, 0), clock_now(app->clock), error);
}

/* True where the exam that TEXT is of has not ended. */
static bool exam_goes_on(App *app, const StoreWriting *text) {
  StoreExam exam;
  if (text->exam == 0 || !store_exam_get(app->store, text->exam, &exam)) return false;
  bool open = exam.ended_at == 0;
  store_exam_clear(&exam);
  return open;
}

bool writing_hand_in(App *app, int64_t id, GError **error) {
  StoreWriting stored;
  if (!text_get(app, id, &stored, error)) return false;
  bool good = !exam_goes_on(app, &stored) || stored.handed_at != 0;
  if (!good)
    refuse(error, "This text belongs to the exam that is open and is handed in with its part.");
  good = good && store_writing_hand_in(app->store, id, clock_now(app->clock), error);
  store_writing_clear(&stored);
  return good;
}

/* -- scoring ----------------------------------------------------------------------------------- */

/* What a score is about, and the row that comes of it. */
typedef struct {
  StoreWriting text;
  Item *item;
  GArray *scores; /* of the text, before this one */
  StoreScore score;
  RubricLevels levels;
} Scoring;

static void scoring_clear(Scoring *s) {
  store_writing_clear(&s->text);
  store_score_clear(&s->score);
  item_free(s->item);
  g_clear_pointer(&s->scores, g_array_unref);
}

static bool scoring_init(App *app, int64_t id, const WritingGrade *grade, Scoring *s,
                         GError **error) {
  int64_t now = clock_now(app->clock);
  *s = (Scoring){.levels = grade->levels};
  if (!text_get(app, id, &s->text, error)) return false;
  s->item = store_item_content(app->store, s->text.item, s->text.version, error);
  s->scores = store_scores(app->store, id, error);
  if (s->item == NULL || s->scores == NULL) return false;
  if (s->text.handed_at == 0)
    return refuse(
        error, "This is a draft still. Hand it in first: pawl write hand-in %" G_GINT64_FORMAT, id);
  if (!rubric_whole(s->item, &s->levels))
    return refuse(error, "Every criterion needs a level from 1 to %d.", RUBRIC_LEVELS);
  s->score = (StoreScore){.uuid = app_uuid(app, now),
                          .writing = id,
                          .mentor = grade->mentor,
                          .at = now,
                          .offset = clock_offset(app->clock, now),
                          .levels = rubric_to_json(s->item, &s->levels),
                          .credit = rubric_credit(s->item, &s->levels)};
  s->score.name = text_clean(grade->mentor && grade->name != NULL ? grade->name : "", -1);
  s->score.comment = text_clean(grade->comment == NULL ? "" : grade->comment, -1);
  return true;
}

static Answer answer_of(App *app, const Scoring *s, char *chosen) {
  return (Answer){.uuid = s->score.uuid,
                  .item = s->text.item,
                  .version = s->text.version,
                  .session = s->text.exam,
                  .shown = (char *)"",
                  .chosen = chosen,
                  .correct = s->score.credit >= app_target(app) - 1e-9,
                  .credit = s->score.credit,
                  .ms = s->text.ms,
                  .at = s->score.at,
                  .offset = s->score.offset,
                  .day = clock_study_day(s->score.at, s->score.offset, app_rollover(app))};
}

/* The answer of the learner's score before this one does not count any more. */
static bool undo_before(App *app, const StoreScore *before, GError **error) {
  Event event = app_event(app, EVENT_UNDO);
  event.answer = before == NULL ? 0 : store_answer_seq(app->store, &before->uuid);
  return event.answer == 0 || store_append_event(app->store, &event, NULL, error);
}

/* Scores that change what earlier texts count for: all of mastery is made anew when next asked for. */
static bool forget_all(App *app, GError **error) {
  app_forget_mastery(app);
  return store_forget_mastery(app->store, G_MININT32, error);
}

static bool log_answer(App *app, const Scoring *s, const TextScores *before, GError **error) {
  g_autofree char *chosen = rubric_format(s->item, &s->levels);
  Answer answer = answer_of(app, s, chosen);
  Card card;
  if (!store_card(app->store, answer.item, &card, error)) return false;
  if (before->self == NULL && before->mentors->len == 0)
    return app_append_answer(app, &answer, &card, &card, error);
  return undo_before(app, before->self, error) && forget_all(app, error) &&
         store_append_answer(app->store, &answer, &card, NULL, error);
}

static bool store_scoring(App *app, Scoring *s, GError **error) {
  TextScores before = text_scores(s->scores, s->text.id);
  bool essay = s->item->type == ITEM_ESSAY;
  bool good = store_score_add(app->store, &s->score, error);
  if (good && essay && !s->score.mentor) good = log_answer(app, s, &before, error);
  if (good && essay && s->score.mentor && before.self != NULL) good = forget_all(app, error);
  text_scores_clear(&before);
  return good;
}

/* After a COMMIT that failed the file alone knows whether it is there. */
static bool score_stored(App *app, Scoring *s, GError **error) {
  if (!store_begin(app->store, error)) return false;
  if (store_scoring(app, s, error) && store_commit(app->store, error)) return true;
  store_rollback(app->store);
  app_forget_mastery(app);
  if (!store_score_known(app->store, &s->score.uuid)) return false;
  g_clear_error(error);
  return true;
}

bool writing_score(App *app, int64_t id, const WritingGrade *grade, GError **error) {
  Scoring scoring;
  bool good = scoring_init(app, id, grade, &scoring, error) && score_stored(app, &scoring, error);
  scoring_clear(&scoring);
  return good;
}

/* -- exams ------------------------------------------------------------------------------------- */

GArray *writing_unscored(App *app, int64_t exam, GError **error) {
  g_autoptr(GArray) texts = store_writings(app->store, exam, error);
  g_autoptr(GArray) scores = texts == NULL ? NULL : store_scores(app->store, 0, error);
  if (scores == NULL) return NULL;
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
  for (guint i = 0; i < texts->len; i++) {
    const StoreWriting *text = &g_array_index(texts, StoreWriting, i);
    TextScores of = text_scores(scores, text->id);
    if (writing_state_of(text, &of) == WRITING_HANDED) g_array_append_val(ids, text->id);
    text_scores_clear(&of);
  }
  return ids;
}

/* What TEXT came to; NaN while it waits. */
static double credit_of(const StoreWriting *text, const GArray *scores) {
  TextScores of = text_scores(scores, text->id);
  double credit = text_mentor_credit(&of);
  if (!isfinite(credit) && of.self != NULL) credit = of.self->credit;
  if (writing_state_of(text, &of) == WRITING_EMPTY) credit = 0;
  text_scores_clear(&of);
  return credit;
}

double exam_essay_percent(App *app, int64_t exam, int section, int questions, int *count) {
  g_autoptr(GArray) texts = store_writings(app->store, exam, NULL);
  g_autoptr(GArray) scores = store_scores(app->store, 0, NULL);
  double sum = 0;
  int begun = 0, scored = 0;
  *count = 0;
  if (texts == NULL || scores == NULL || questions == 0) return NAN;
  for (guint i = 0; i < texts->len; i++) {
    const StoreWriting *text = &g_array_index(texts, StoreWriting, i);
    double credit = text->section == section ? credit_of(text, scores) : NAN;
    begun += text->section == section;
    if (!isfinite(credit)) continue;
    scored++;
    sum += credit;
  }
  *count = scored + questions - begun; /* what was never begun is worth 0 */
  return *count < questions ? NAN : 100 * sum / questions;
}
