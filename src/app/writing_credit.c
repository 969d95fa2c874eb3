/* writing_credit - what essays count for in mastery, from all scores that stand; see fold.h. */
#include "app/fold.h"
#include "app/writing_private.h"
#include <math.h>
#include <string.h>

struct EssayCredits {
  GHashTable *by_uuid; /* bytes of the newest own score's UUID -> double* */
};

/* -- the newest scores of each text ------------------------------------------------------------ */

void text_scores_clear(TextScores *text) {
  g_clear_pointer(&text->mentors, g_ptr_array_unref);
}

/* SCORE takes the place of an older one by the same scorer. */
static void take(TextScores *text, const StoreScore *score) {
  if (!score->mentor) {
    text->self = score;
    return;
  }
  for (guint i = 0; i < text->mentors->len; i++) {
    if (strcmp(((StoreScore *)text->mentors->pdata[i])->name, score->name) != 0) continue;
    text->mentors->pdata[i] = (gpointer)score;
    return;
  }
  g_ptr_array_add(text->mentors, (gpointer)score);
}

TextScores text_scores(const GArray *scores, int64_t writing) {
  TextScores text = {.writing = writing, .mentors = g_ptr_array_new()};
  for (guint i = 0; i < scores->len; i++) {
    const StoreScore *score = &g_array_index(scores, StoreScore, i);
    if (score->writing == writing) take(&text, score);
  }
  return text;
}

double text_mentor_credit(const TextScores *text) {
  double sum = 0;
  for (guint i = 0; i < text->mentors->len; i++)
    sum += ((StoreScore *)text->mentors->pdata[i])->credit;
  return text->mentors->len == 0 ? NAN : sum / text->mentors->len;
}

static void text_free(gpointer data) {
  text_scores_clear(data);
  g_free(data);
}

/* The scores of every essay, texts in the order of their first score. */
static GPtrArray *essays_of(const GArray *scores) {
  GPtrArray *texts = g_ptr_array_new_with_free_func(text_free);
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < scores->len; i++) {
    const StoreScore *score = &g_array_index(scores, StoreScore, i);
    if (score->oral) continue;
    TextScores *text = g_hash_table_lookup(places, &score->writing);
    if (text == NULL) {
      text = g_new(TextScores, 1);
      *text = (TextScores){.writing = score->writing, .mentors = g_ptr_array_new()};
      g_ptr_array_add(texts, text);
      g_hash_table_insert(places, &text->writing, text);
    }
    take(text, score);
  }
  return texts;
}

static Bias bias_of(const GPtrArray *texts) {
  Bias bias = {0};
  for (guint i = 0; i < texts->len; i++) {
    const TextScores *text = texts->pdata[i];
    if (text->self != NULL && text->mentors->len > 0)
      bias_add(&bias, text->self->credit, text_mentor_credit(text));
  }
  return bias;
}

bool writing_bias(App *app, Bias *out, GError **error) {
  g_autoptr(GArray) scores = store_scores(app->store, 0, error);
  if (scores == NULL) return false;
  g_autoptr(GPtrArray) texts = essays_of(scores);
  *out = bias_of(texts);
  return true;
}

/* -- credits ----------------------------------------------------------------------------------- */

EssayCredits *essay_credits_new(App *app, GError **error) {
  g_autoptr(GArray) scores = store_scores(app->store, 0, error);
  return scores == NULL ? NULL : essay_credits_of(scores);
}

EssayCredits *essay_credits_of(const GArray *scores) {
  g_autoptr(GPtrArray) texts = essays_of(scores);
  Bias bias = bias_of(texts);
  EssayCredits *credits = g_new(EssayCredits, 1);
  credits->by_uuid = g_hash_table_new_full(uuid_hash, uuid_equal, g_free, g_free);
  for (guint i = 0; i < texts->len; i++) {
    const TextScores *text = texts->pdata[i];
    if (text->self == NULL) continue;
    double credit =
        text->mentors->len > 0 ? text_mentor_credit(text) : bias_correct(&bias, text->self->credit);
    g_hash_table_insert(credits->by_uuid, g_memdup2(&text->self->uuid, sizeof(Uuid)),
                        g_memdup2(&credit, sizeof credit));
  }
  return credits;
}

void essay_credits_free(EssayCredits *credits) {
  if (credits == NULL) return;
  g_hash_table_unref(credits->by_uuid);
  g_free(credits);
}

/* An answer whose score was lost with a damaged file counts as it was logged. */
double essay_credit(const EssayCredits *credits, const Answer *answer) {
  const double *credit = g_hash_table_lookup(credits->by_uuid, &answer->uuid);
  return credit == NULL ? answer->credit : *credit;
}
