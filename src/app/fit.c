/* fit - the memory model fitted to a log, the learner's own or a file's; see learner.h. */
#include "app/app_private.h"
#include "app/learner.h"
#include "model/fsrs_fit.h"
#include <math.h>
#include <string.h>
#include <sys/resource.h>

struct FitLog {
  FsrsLog *log;
  FsrsParams start; /* in use */
  uint64_t seed;
};

void fit_log_free(FitLog *log) {
  if (log == NULL) return;
  fsrs_log_free(log->log);
  g_free(log);
}

static FitLog *fit_log_new(GArray *reviews, const FsrsParams *start) {
  FitLog *log = g_new0(FitLog, 1);
  log->log = fsrs_log_new((const FsrsReview *)(void *)reviews->data, reviews->len);
  log->start = *start;
  g_array_unref(reviews);
  return log;
}

/* -- the learner's own ------------------------------------------------------------------------- */

static bool add_answer(const Answer *answer, void *user) {
  if (answer->undone) return true;
  FsrsReview review = {answer->item, answer->day, (uint8_t)answer->rating};
  if (answer->rating != RATING_NONE) g_array_append_val((GArray *)user, review);
  return true;
}

FitLog *app_fit_log(App *app, GError **error) {
  GArray *reviews = g_array_new(FALSE, FALSE, sizeof(FsrsReview));
  StoreLogQuery all = {0};
  FsrsParams start = app_fsrs_params(app);
  if (store_each_answer(app->store, &all, add_answer, reviews, error))
    return fit_log_new(reviews, &start);
  g_array_unref(reviews);
  return NULL;
}

/* -- a file ------------------------------------------------------------------------------------ */

#define FILE_COLUMNS 5
#define DAY_MS       INT64_C(86400000)
#define ROLLOVER_MS  INT64_C(14400000)
#define MOST_BYTES   (INT64_C(2) << 30)

static const char *const COLUMNS[FILE_COLUMNS] = {"card_id", "review_time", "review_rating",
                                                  "review_state", "review_duration"};

typedef struct {
  const char *path, *at, *end;
  int line;
  int place[FILE_COLUMNS]; /* of each column in the file */
  int columns;
} Csv;

static bool csv_fail(const Csv *csv, const char *why, GError **error) {
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "%s:%d: %s", csv->path, csv->line, why);
  return false;
}

static bool read_header(Csv *csv, GError **error) {
  const char *end = memchr(csv->at, '\n', (size_t)(csv->end - csv->at));
  g_autofree char *line = g_strndup(csv->at, (gsize)((end == NULL ? csv->end : end) - csv->at));
  g_auto(GStrv) names = g_strsplit(g_strchomp(line), ",", 64);
  csv->line = 1;
  csv->columns = (int)g_strv_length(names);
  for (int i = 0; i < FILE_COLUMNS; i++) {
    csv->place[i] = -1;
    for (int c = 0; c < csv->columns; c++)
      if (strcmp(names[c], COLUMNS[i]) == 0) csv->place[i] = c;
  }
  if (csv->place[0] < 0 || csv->place[1] < 0 || csv->place[2] < 0)
    return csv_fail(csv,
                    "The first line must name the columns card_id, review_time and "
                    "review_rating.",
                    error);
  csv->at = end == NULL ? csv->end : end + 1;
  return true;
}

/* A whole number, perhaps with a fraction that is left aside. False where none stands there. */
static bool take_number(Csv *csv, int64_t *out) {
  const char *p = csv->at;
  bool minus = p < csv->end && *p == '-';
  uint64_t value = 0;
  p += minus;
  const char *digits = p;
  for (; p < csv->end && *p >= '0' && *p <= '9' && value < UINT64_C(900000000000000000); p++)
    value = value * 10 + (uint64_t)(*p - '0');
  if (p == digits) return false;
  if (p < csv->end && *p == '.')
    for (p++; p < csv->end && *p >= '0' && *p <= '9'; p++) {
    }
  csv->at = p;
  *out = minus ? -(int64_t)value : (int64_t)value;
  return true;
}

/* One row of numbers; empty fields and a column too many are faults. */
static bool read_row(Csv *csv, int64_t *values, GError **error) {
  csv->line++;
  for (int c = 0; c < csv->columns; c++) {
    if (!take_number(csv, &values[c])) return csv_fail(csv, "A number is missing here.", error);
    char expected = c + 1 < csv->columns ? ',' : '\n';
    if (csv->at < csv->end && *csv->at == '\r') csv->at++;
    if (csv->at == csv->end && expected == '\n') return true;
    if (csv->at == csv->end || *csv->at != expected)
      return csv_fail(csv, "This line does not have as many numbers as the first has names.",
                      error);
    csv->at++;
  }
  return true;
}

typedef struct {
  FsrsReview review;
  int64_t at;
  bool learn; /* the card's state was New */
} CsvReview;

static int by_time(const void *a, const void *b) {
  const CsvReview *x = a, *y = b;
  return x->at < y->at ? -1 : x->at > y->at;
}

static bool read_rows(Csv *csv, GArray *rows, bool *sorted, GError **error) {
  int64_t values[64] = {0}, last = INT64_MIN;
  while (csv->at < csv->end) {
    if (!read_row(csv, values, error)) return false;
    int64_t at = values[csv->place[1]], rating = values[csv->place[2]];
    if (rating == 0) continue; /* a card rescheduled by hand: no review */
    if (rating < 1 || rating > 4) return csv_fail(csv, "A rating is 1, 2, 3 or 4.", error);
    int64_t shifted = at - ROLLOVER_MS;
    int64_t day = shifted / DAY_MS - (shifted % DAY_MS < 0);
    CsvReview row = {
        {values[csv->place[0]], (int32_t)CLAMP(day, -1000000, 10000000), (uint8_t)rating},
        at,
        csv->place[3] >= 0 && values[csv->place[3]] == 0};
    g_array_append_val(rows, row);
    *sorted = *sorted && at >= last;
    last = at;
  }
  return true;
}

/* A card that was forgotten on purpose starts anew: what came before its last start goes. A start is
 * a review in state New that follows none in that state. */
static GArray *from_last_start(const GArray *rows) {
  g_autoptr(GHashTable) start = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GHashTable) fresh = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < rows->len; i++) {
    CsvReview *row = &g_array_index(rows, CsvReview, i);
    int64_t *card = &row->review.card;
    if (row->learn && !g_hash_table_contains(fresh, card)) {
      g_hash_table_replace(start, card, GUINT_TO_POINTER(i));
      g_hash_table_add(fresh, card);
    } else if (!row->learn) {
      g_hash_table_remove(fresh, card);
    }
  }
  GArray *reviews = g_array_sized_new(FALSE, FALSE, sizeof(FsrsReview), rows->len);
  for (guint i = 0; i < rows->len; i++) {
    const CsvReview *row = &g_array_index(rows, CsvReview, i);
    guint from = GPOINTER_TO_UINT(g_hash_table_lookup(start, &row->review.card));
    if (i >= from) g_array_append_val(reviews, row->review);
  }
  return reviews;
}

FitLog *fit_log_read(const char *path, GError **error) {
  GMappedFile *file = g_mapped_file_new(path, FALSE, error);
  if (file == NULL) return NULL;
  const char *bytes = g_mapped_file_get_contents(file);
  size_t size = g_mapped_file_get_length(file);
  Csv csv = {.path = path, .at = bytes, .end = bytes == NULL ? bytes : bytes + size, .line = 1};
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(CsvReview));
  FitLog *log = NULL;
  bool sorted = true;
  if ((int64_t)size > MOST_BYTES)
    csv_fail(&csv, "The file is over 2 GB.", error);
  else if (bytes == NULL)
    csv_fail(&csv, "The file is empty.", error);
  else if (read_header(&csv, error) && csv.columns <= 64 && read_rows(&csv, rows, &sorted, error)) {
    if (!sorted) g_array_sort(rows, by_time);
    log = fit_log_new(from_last_start(rows), &FSRS_DEFAULTS);
  }
  g_mapped_file_unref(file);
  return log;
}

/* -- running ----------------------------------------------------------------------------------- */

static long peak_kb(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
#ifdef __APPLE__
  return usage.ru_maxrss / 1024;
#else
  return usage.ru_maxrss;
#endif
}

void fit_run(const FitLog *log, int epochs, bool (*going_on)(double done, void *user), void *user,
             FitReport *out) {
  static const char *const kinds[] = {"too few", "initial", "full", "stopped"};
  FsrsFitOptions options = {
      .epochs = epochs, .seed = log->seed, .going_on = going_on, .user = user};
  double start = clock_cpu_seconds();
  FsrsFit fit = fsrs_fit(log->log, &log->start, &options);
  *out = (FitReport){.kind = kinds[fit.kind],
                     .log_loss = fit.fitted.log_loss,
                     .rmse_bins = fit.fitted.rmse_bins,
                     .default_log_loss = fit.standard.log_loss,
                     .default_rmse_bins = fit.standard.rmse_bins,
                     .current_log_loss = fit.start.log_loss,
                     .predictions = (int64_t)fit.fitted.predictions,
                     .seconds = clock_cpu_seconds() - start,
                     .peak_kb = peak_kb(),
                     .better = fit.better};
  memcpy(out->parameters, fit.params.w, sizeof out->parameters);
}

bool app_fit_apply(App *app, const FitReport *fit, GError **error) {
  FsrsParams params;
  memcpy(params.w, fit->parameters, sizeof params.w);
  return app_set_fsrs_params(app, &params, error) && app_fit_offered(app, error);
}

/* -- when -------------------------------------------------------------------------------------- */

static const char OFFERED_KEY[] = "fit-offered";

int64_t app_new_since_fit(App *app) {
  g_autofree char *text = store_setting(app->store, OFFERED_KEY);
  int64_t at = text == NULL ? 0 : g_ascii_strtoll(text, NULL, 10);
  return MAX(store_answer_count(app->store) - at, 0);
}

bool app_fit_due(App *app) {
  return !app_read_only(app) && app_new_since_fit(app) >= FIT_EVERY;
}

bool app_fit_offered(App *app, GError **error) {
  g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, store_answer_count(app->store));
  return store_set_setting(app->store, OFFERED_KEY, text, error);
}

/* -- in words ---------------------------------------------------------------------------------- */

Doc *fit_doc(const FitReport *fit, int columns) {
  Doc *doc = doc_new(columns);
  if (strcmp(fit->kind, "too few") == 0) {
    doc_add(doc, DOC_TEXT, 0, 0,
            "Too few reviews to learn from yet: the general parameters stay. It takes some 64 "
            "items that came back a day or more later.");
    return doc;
  }
  doc_add(doc, DOC_TEXT, 0, 0, "            log loss  RMSE(bins)");
  doc_add(doc, DOC_TEXT, 0, 0, "general     %8.5f  %10.5f", fit->default_log_loss,
          fit->default_rmse_bins);
  doc_add(doc, DOC_TEXT, 0, 0, "fitted      %8.5f  %10.5f", fit->log_loss, fit->rmse_bins);
  doc_add(doc, DOC_TEXT, 0, 0, "%" G_GINT64_FORMAT " predictions, %.2f s", fit->predictions,
          fit->seconds);
  doc_add(doc, DOC_TEXT, 0, 0, "%s",
          fit->better ? "These parameters predict your log better than those in use."
                      : "Those in use predict your log as well or better, so they stay.");
  return doc;
}
