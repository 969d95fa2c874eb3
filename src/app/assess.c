/* assess - see assess.h: the instruments there are, and filling them in. */
#include "app/assess_private.h"
#include "core/text.h"
#include <string.h>

/* -- instruments ------------------------------------------------------------------------------- */

static bool holds(const GPtrArray *instruments, const char *id) {
  for (guint i = 0; i < instruments->len; i++)
    if (strcmp(((Instrument *)instruments->pdata[i])->id, id) == 0) return true;
  return false;
}

GPtrArray *assess_instruments(App *app, GError **error) {
  g_autoptr(GPtrArray) bodies = store_parts(app->store, PART_INSTRUMENT, NULL, error);
  if (bodies == NULL) return NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)instrument_free);
  for (guint i = 0; i < bodies->len; i++) {
    g_autoptr(Instrument) instrument = instrument_from_json(bodies->pdata[i], NULL);
    if (instrument != NULL && !holds(all, instrument->id))
      g_ptr_array_add(all, g_steal_pointer(&instrument));
  }
  return all;
}

static bool is_wanted(const Instrument *instrument, const char *id) {
  return id == NULL ? instrument->rater == RATER_CANDIDATE : strcmp(instrument->id, id) == 0;
}

Instrument *assess_instrument(App *app, const char *id, GError **error) {
  g_autoptr(GPtrArray) all = assess_instruments(app, error);
  if (all == NULL) return NULL;
  for (guint i = 0; i < all->len; i++)
    if (is_wanted(all->pdata[i], id)) return g_ptr_array_steal_index(all, i);
  if (id == NULL)
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                "No pack here brings a self-assessment for you to fill in.");
  else
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                "There is no instrument '%s'. 'pawl assess list' names them.", id);
  return NULL;
}

const char *assess_state_name(AssessState state) {
  static const char *const names[] = {"never", "open", "finished"};
  return names[state];
}

/* -- which of several -------------------------------------------------------------------------- */

int assess_day(int64_t at, int offset) {
  return clock_study_day(at, offset, 0);
}

bool assess_is_before(const StoreAssessment *a, const StoreAssessment *b) {
  return a->finished_at < b->finished_at || (a->finished_at == b->finished_at && a->id < b->id);
}

const StoreAssessment *assess_newest(const GArray *all, const char *instrument, const char *name,
                                     bool open) {
  const StoreAssessment *newest = NULL;
  for (guint i = 0; i < all->len; i++) {
    const StoreAssessment *a = &g_array_index(all, StoreAssessment, i);
    if ((a->finished_at == 0) != open || strcmp(a->instrument, instrument) != 0) continue;
    if (name != NULL && strcmp(a->name, name) != 0) continue;
    if (newest == NULL || assess_is_before(newest, a)) newest = a;
  }
  return newest;
}

char *assess_clean_name(const char *name, GError **error) {
  g_autofree char *clean = text_clean(name, -1);
  g_autofree char *folded = text_fold(clean);
  if (strlen(folded) <= ASSESSMENT_NAME_MAX) return g_steal_pointer(&folded);
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "A name of over %d bytes is not kept: shorten it.",
              ASSESSMENT_NAME_MAX);
  return NULL;
}

/* -- the list ---------------------------------------------------------------------------------- */

static void listing_free(gpointer data) {
  AssessListing *listing = data;
  instrument_free(listing->instrument);
  g_free(listing->name);
  g_free(listing);
}

/* Ratings of A that its statements have, and how many those are. */
static void count_ratings(const StoreAssessment *a, AssessListing *listing) {
  g_autoptr(Instrument) instrument = instrument_from_json(a->body, NULL);
  g_autoptr(Ratings) ratings = ratings_from_json(a->ratings, NULL);
  if (instrument == NULL || ratings == NULL) return;
  listing->rated = ratings_given(ratings, instrument);
  listing->statements = (int)instrument->statements->len;
}

static AssessListing *listing_new(Instrument *instrument, const GArray *all) {
  AssessListing *listing = g_new0(AssessListing, 1);
  const StoreAssessment *open = assess_newest(all, instrument->id, NULL, true);
  const StoreAssessment *last = assess_newest(all, instrument->id, NULL, false);
  const StoreAssessment *shown = open != NULL ? open : last;
  listing->instrument = instrument;
  listing->statements = (int)instrument->statements->len;
  listing->state = open != NULL ? ASSESS_OPEN : last != NULL ? ASSESS_FINISHED : ASSESS_NEVER;
  listing->name = g_strdup(shown == NULL ? "" : shown->name);
  if (shown != NULL) count_ratings(shown, listing);
  if (last != NULL) listing->day = assess_day(last->finished_at, last->offset);
  for (guint i = 0; i < all->len; i++) {
    const StoreAssessment *a = &g_array_index(all, StoreAssessment, i);
    listing->finished += a->finished_at != 0 && strcmp(a->instrument, instrument->id) == 0;
  }
  return listing;
}

GPtrArray *app_assess_list(App *app, GError **error) {
  g_autoptr(GPtrArray) instruments = assess_instruments(app, error);
  g_autoptr(GArray) all = instruments == NULL ? NULL : store_assessments(app->store, error);
  if (all == NULL) return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func(listing_free);
  while (instruments->len > 0)
    g_ptr_array_add(list, listing_new(g_ptr_array_steal_index(instruments, 0), all));
  return list;
}

/* -- filling in -------------------------------------------------------------------------------- */

void assessment_free(Assessment *assessment) {
  if (assessment == NULL) return;
  instrument_free(assessment->instrument);
  ratings_free(assessment->ratings);
  g_free(assessment->name);
  g_free(assessment);
}

static Assessment *from_store(const StoreAssessment *a, GError **error) {
  g_autoptr(Instrument) instrument = instrument_from_json(a->body, error);
  g_autoptr(Ratings) ratings = instrument == NULL ? NULL : ratings_from_json(a->ratings, error);
  if (ratings == NULL) return NULL;
  Assessment *assessment = g_new0(Assessment, 1);
  *assessment =
      (Assessment){.id = a->id, .name = g_strdup(a->name), .finished = a->finished_at != 0};
  assessment->instrument = g_steal_pointer(&instrument);
  assessment->ratings = g_steal_pointer(&ratings);
  return assessment;
}

static Assessment *begin(App *app, const char *instrument, const char *name, GError **error) {
  Instrument *of = assess_instrument(app, instrument, error);
  if (of == NULL) return NULL;
  Assessment *assessment = g_new0(Assessment, 1);
  *assessment = (Assessment){
      .instrument = of, .ratings = ratings_new(), .name = g_strdup(name == NULL ? "" : name)};
  return assessment;
}

Assessment *app_assess_open(App *app, const char *instrument, const char *name, GError **error) {
  g_autofree char *clean = name == NULL ? NULL : assess_clean_name(name, error);
  if (name != NULL && clean == NULL) return NULL;
  g_autoptr(Instrument) now = assess_instrument(app, instrument, error);
  g_autoptr(GArray) all = now == NULL ? NULL : store_assessments(app->store, error);
  if (all == NULL) return NULL;
  const StoreAssessment *open = assess_newest(all, now->id, clean, true);
  return open != NULL ? from_store(open, error) : begin(app, now->id, clean, error);
}

/* The row comes with its first rating, so that looking leaves nothing behind. */
static bool store_first(App *app, Assessment *assessment, GError **error) {
  int64_t now = clock_now(app->clock);
  g_autofree char *body = instrument_to_json(assessment->instrument);
  StoreAssessment row = {.uuid = app_uuid(app, now),
                         .instrument = assessment->instrument->id,
                         .rater = assessment->instrument->rater,
                         .name = assessment->name,
                         .started_at = now,
                         .offset = clock_offset(app->clock, now),
                         .body = body,
                         .ratings = (char *)"{}"};
  if (!store_assessment_add(app->store, &row, error)) return false;
  assessment->id = row.id;
  return true;
}

static bool store_rating(App *app, Assessment *assessment, const char *statement, int rating,
                         GError **error) {
  int64_t id = assessment->id;
  if (id != 0) return store_assessment_rate(app->store, id, statement, rating, error);
  if (!store_begin(app->store, error)) return false;
  if (store_first(app, assessment, error) &&
      store_assessment_rate(app->store, assessment->id, statement, rating, error) &&
      store_commit(app->store, error))
    return true;
  store_rollback(app->store);
  assessment->id = 0;
  return false;
}

static void reread(App *app, Assessment *assessment) {
  StoreAssessment row;
  if (!store_assessment_get(app->store, assessment->id, &row)) return;
  Ratings *ratings = ratings_from_json(row.ratings, NULL);
  if (ratings != NULL) {
    ratings_free(assessment->ratings);
    assessment->ratings = ratings;
  }
  store_assessment_clear(&row);
}

bool assess_rate(App *app, Assessment *assessment, const char *statement, int rating,
                 GError **error) {
  if (rating < 0 || rating > INSTRUMENT_RATINGS) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "A rating is a number from 1 to %d.",
                INSTRUMENT_RATINGS);
    return false;
  }
  if (assessment->id == 0 && rating == 0) return true;
  if (!store_rating(app, assessment, statement, rating, error)) return false;
  reread(app, assessment);
  return true;
}

bool assess_finish(App *app, Assessment *assessment, GError **error) {
  if (ratings_given(assessment->ratings, assessment->instrument) == 0) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "Nothing is rated yet, so there is nothing to finish.");
    return false;
  }
  if (!store_assessment_finish(app->store, assessment->id, clock_now(app->clock), error))
    return false;
  assessment->finished = true;
  return true;
}
