/* assess_sheet - self-assessments on sheets that others fill in: written, and taken in. */
#include "app/assess_private.h"
#include "pack/read_assessment.h"
#include <errno.h>
#include <string.h>

/* -- writing ----------------------------------------------------------------------------------- */

/* What is filled in beforehand. */
static const StoreAssessment *to_show(const GArray *all, const char *instrument, const char *name) {
  const StoreAssessment *open = assess_newest(all, instrument, name, true);
  return open != NULL ? open : assess_newest(all, instrument, name, false);
}

static GHashTable *area_names(const App *app) {
  GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < app->areas->len; i++) {
    const StoreArea *area = app->areas->pdata[i];
    g_hash_table_insert(names, area->code, area->text);
  }
  return names;
}

/* The sheet's date: when it was finished; today while it is open; else to be filled in. */
static char *date_of(const App *app, const StoreAssessment *shown) {
  if (shown == NULL) return g_strdup("");
  int64_t now = clock_now(app->clock);
  int day = shown->finished_at == 0 ? assess_day(now, clock_offset(app->clock, now))
                                    : assess_day(shown->finished_at, shown->offset);
  return clock_format_date(day);
}

static bool write_new(const char *file, const char *text, GError **error) {
  if (g_file_test(file, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK)) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "%s is there already and may be filled in: name another file.", file);
    return false;
  }
  return g_file_set_contents_full(
      file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

bool app_assess_export(App *app, const char *instrument, const char *name, const char *file,
                       int *rated, GError **error) {
  g_autofree char *clean = name == NULL ? NULL : assess_clean_name(name, error);
  if (name != NULL && clean == NULL) return false;
  g_autoptr(Instrument) of = assess_instrument(app, instrument, error);
  g_autoptr(GArray) all = of == NULL ? NULL : store_assessments(app->store, error);
  if (all == NULL) return false;
  const StoreAssessment *shown = to_show(all, of->id, clean);
  g_autoptr(Ratings) ratings =
      shown == NULL ? ratings_new() : ratings_from_json(shown->ratings, error);
  if (ratings == NULL) return false;
  g_autoptr(GHashTable) areas = area_names(app);
  g_autofree char *date = date_of(app, shown);
  const char *whose = clean != NULL ? clean : shown != NULL ? shown->name : "";
  AssessmentSheet sheet = {of, ratings, whose, date, areas};
  g_autofree char *text = assessment_write(&sheet);
  if (!write_new(file, text, error)) return false;
  if (rated != NULL) *rated = ratings_given(ratings, of);
  return true;
}

/* -- taking in --------------------------------------------------------------------------------- */

void assess_import_clear(AssessImport *import) {
  g_clear_pointer(&import->instrument, g_free);
  g_clear_pointer(&import->title, g_free);
  g_clear_pointer(&import->name, g_free);
}

/* The same content gives the same UUID (version 8, its bits out of a hash). */
static Uuid uuid_of(const AssessmentFile *file, const char *ratings) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  const char *const texts[] = {ASSESSMENT_FORMAT, file->instrument->id, file->name, file->date,
                               ratings};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    g_checksum_update(sum, (const guchar *)texts[i], (gssize)strlen(texts[i]) + 1);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_checksum_get_digest(sum, digest, &size);
  Uuid uuid;
  memcpy(uuid.bytes, digest, sizeof uuid.bytes);
  uuid.bytes[6] = (uint8_t)(0x80 | (uuid.bytes[6] & 0x0f));
  uuid.bytes[8] = (uint8_t)(0x80 | (uuid.bytes[8] & 0x3f));
  return uuid;
}

/* Noon of the file's day, as far as that is past; now where it has no date. */
static int64_t instant_of(const App *app, const AssessmentFile *file) {
  int64_t now = clock_now(app->clock);
  int day = 0;
  if (!clock_parse_date(file->date, &day)) return now;
  int64_t noon = day * CLOCK_DAY_MS + CLOCK_DAY_MS / 2;
  return MIN(noon - clock_offset(app->clock, noon) * INT64_C(60000), now);
}

/* The assessment that FILE is already, or NULL. */
static const StoreAssessment *find_same(const GArray *all, const StoreAssessment *row,
                                        const AssessmentFile *file) {
  int day = assess_day(row->finished_at, row->offset);
  for (guint i = 0; i < all->len; i++) {
    const StoreAssessment *a = &g_array_index(all, StoreAssessment, i);
    if (a->finished_at == 0 || strcmp(a->instrument, row->instrument) != 0 ||
        strcmp(a->name, row->name) != 0)
      continue;
    if (*file->date != '\0' && assess_day(a->finished_at, a->offset) != day) continue;
    g_autoptr(Ratings) ratings = ratings_from_json(a->ratings, NULL);
    if (ratings != NULL && ratings_equal(ratings, file->ratings)) return a;
  }
  return NULL;
}

static bool take_in(App *app, const AssessmentFile *file, AssessImport *out, GError **error) {
  g_autofree char *body = instrument_to_json(file->instrument);
  g_autofree char *ratings = ratings_to_json(file->ratings);
  g_autoptr(GArray) all = store_assessments(app->store, error);
  if (all == NULL) return false;
  int64_t at = instant_of(app, file);
  StoreAssessment row = {.uuid = uuid_of(file, ratings),
                         .instrument = file->instrument->id,
                         .rater = file->instrument->rater,
                         .name = file->name,
                         .started_at = at,
                         .offset = clock_offset(app->clock, at),
                         .body = body,
                         .ratings = ratings,
                         .from_file = true,
                         .finished_at = at};
  const StoreAssessment *same = find_same(all, &row, file);
  if (same == NULL && !store_assessment_add(app->store, &row, error)) return false;
  const StoreAssessment *kept = same != NULL ? same : &row;
  *out = (AssessImport){.instrument = g_strdup(file->instrument->id),
                        .title = g_strdup(file->instrument->title),
                        .name = g_strdup(file->name),
                        .rated = ratings_given(file->ratings, file->instrument),
                        .statements = (int)file->instrument->statements->len,
                        .day = assess_day(kept->finished_at, kept->offset),
                        .again = same != NULL};
  return true;
}

bool app_assess_import(App *app, const char *file, const char *instrument, DiagList *list,
                       AssessImport *out, GError **error) {
  g_autoptr(GPtrArray) instruments = assess_instruments(app, error);
  if (instruments == NULL) return false;
  int64_t now = clock_now(app->clock);
  AssessmentRules rules = {.instruments = instruments,
                           .wanted = instrument,
                           .last_day = assess_day(now, clock_offset(app->clock, now))};
  g_autoptr(AssessmentFile) read = pack_read_assessment(file, &rules, list);
  if (read != NULL) return take_in(app, read, out, error);
  unsigned faults = list->counts[DIAG_ERROR];
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "%s has %u fault%s, and nothing of it was taken in.", file, faults,
              faults == 1 ? "" : "s");
  return false;
}
