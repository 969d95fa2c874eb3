/* assessment - see assessment.h. */
#include "core/assessment.h"
#include "core/json.h"
#include "core/text.h"
#include <math.h>
#include <string.h>

struct Ratings {
  GHashTable *by_statement; /* char* -> GINT_TO_POINTER */
};

Ratings *ratings_new(void) {
  Ratings *ratings = g_new0(Ratings, 1);
  ratings->by_statement = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return ratings;
}

void ratings_free(Ratings *ratings) {
  if (ratings == NULL) return;
  g_hash_table_unref(ratings->by_statement);
  g_free(ratings);
}

int ratings_get(const Ratings *ratings, const char *statement) {
  return GPOINTER_TO_INT(g_hash_table_lookup(ratings->by_statement, statement));
}

void ratings_set(Ratings *ratings, const char *statement, int rating) {
  if (rating == 0)
    g_hash_table_remove(ratings->by_statement, statement);
  else
    g_hash_table_replace(ratings->by_statement, g_strdup(statement), GINT_TO_POINTER(rating));
}

int ratings_count(const Ratings *ratings) {
  return (int)g_hash_table_size(ratings->by_statement);
}

bool ratings_equal(const Ratings *a, const Ratings *b) {
  g_autofree char *one = ratings_to_json(a), *other = ratings_to_json(b);
  return strcmp(one, other) == 0;
}

/* -- JSON -------------------------------------------------------------------------------------- */

char *ratings_to_json(const Ratings *ratings) {
  json_t *o = json_object();
  GHashTableIter iter;
  gpointer statement = NULL, rating = NULL;
  g_hash_table_iter_init(&iter, ratings->by_statement);
  while (g_hash_table_iter_next(&iter, &statement, &rating))
    json_object_set_new(o, statement, json_integer(GPOINTER_TO_INT(rating)));
  char *text = json_to_text(o);
  json_decref(o);
  return text;
}

static bool take_ratings(Ratings *ratings, json_t *o) {
  const char *statement = NULL;
  json_t *value = NULL;
  json_object_foreach(o, statement, value) {
    json_int_t rating = json_integer_value(value);
    if (rating < 1 || rating > INSTRUMENT_RATINGS) return false;
    ratings_set(ratings, statement, (int)rating);
  }
  return json_is_object(o);
}

Ratings *ratings_from_json(const char *text, GError **error) {
  json_t *o = json_from_text(text, error);
  if (o == NULL) return NULL;
  g_autoptr(Ratings) ratings = ratings_new();
  bool good = take_ratings(ratings, o);
  json_decref(o);
  if (good) return g_steal_pointer(&ratings);
  g_set_error(error, JSON_ERROR, 0, "Stored ratings are not in the form that pawl writes.");
  return NULL;
}

/* -- an instrument's ratings ------------------------------------------------------------------- */

static int rating_at(const Ratings *ratings, const Instrument *instrument, int i) {
  return ratings_get(ratings, ((Statement *)instrument->statements->pdata[i])->id);
}

int ratings_given(const Ratings *ratings, const Instrument *instrument) {
  int given = 0;
  for (int i = 0; i < (int)instrument->statements->len; i++)
    given += rating_at(ratings, instrument, i) > 0;
  return given;
}

int ratings_next_open(const Ratings *ratings, const Instrument *instrument, int from) {
  int n = (int)instrument->statements->len;
  for (int i = 0; i < n; i++)
    if (rating_at(ratings, instrument, (from + i) % n) == 0) return (from + i) % n;
  return -1;
}

RatedArea ratings_of_area(const Ratings *ratings, const Instrument *instrument, const char *area) {
  RatedArea of = {.mean = NAN, .share = NAN};
  double sum = 0;
  for (int i = 0; i < (int)instrument->statements->len; i++) {
    if (strcmp(((Statement *)instrument->statements->pdata[i])->area, area) != 0) continue;
    int rating = rating_at(ratings, instrument, i);
    of.statements++;
    of.rated += rating > 0;
    sum += rating;
  }
  if (of.rated == 0) return of;
  of.mean = sum / of.rated;
  of.share = (of.mean - 1) / (INSTRUMENT_RATINGS - 1);
  return of;
}

/* -- the sheet --------------------------------------------------------------------------------- */

#define VERSION_DIGITS  16
#define COMMENT_COLUMNS 76

char *instrument_version(const Instrument *instrument) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (guint i = 0; i < instrument->statements->len; i++) {
    const Statement *statement = instrument->statements->pdata[i];
    const char *const texts[] = {statement->id, statement->area, statement->text};
    for (size_t k = 0; k < G_N_ELEMENTS(texts);
         k++) /* with the NUL, so that nothing runs together */
      g_checksum_update(sum, (const guchar *)texts[k], (gssize)strlen(texts[k]) + 1);
  }
  return g_strndup(g_checksum_get_string(sum), VERSION_DIGITS);
}

/* TEXT in lines that each begin with INDENT and "# ". */
static void add_comment(GString *out, const char *indent, const char *text) {
  g_autofree char *clean = text_clean(text, -1);
  g_autoptr(GArray) lines = text_wrap(clean, COMMENT_COLUMNS);
  for (guint i = 0; i < lines->len; i++) {
    const TextLine *line = &g_array_index(lines, TextLine, i);
    g_string_append_printf(out, "%s#%s%.*s\n", indent, line->length > 0 ? " " : "",
                           (int)line->length, clean + line->offset);
  }
}

/* KEY with TEXT in double quotes. */
static void add_quoted(GString *out, const char *key, const char *text) {
  g_autofree char *clean = text_clean(text, -1);
  g_string_append_printf(out, "%s: \"", key);
  for (const char *p = clean; *p != '\0'; p++) {
    if (*p == '\n' || *p == '\t')
      g_string_append(out, *p == '\n' ? "\\n" : "\\t");
    else
      g_string_append_printf(out, "%s%c", *p == '"' || *p == '\\' ? "\\" : "", *p);
  }
  g_string_append(out, "\"\n");
}

static const char HOW_TO[] =
    "How to fill this in, with any text editor; nothing else is needed:\n"
    "1. Behind each \"rating:\" write a blank and one number; nothing where you cannot say.\n"
    "    1 = not yet considered\n"
    "    2 = begun\n"
    "    3 = in place\n"
    "    4 = mature\n"
    "2. Put your name and today's date (such as 2026-11-23) between the quotes of \"name\" and "
    "\"date\". Both may stay empty.\n"
    "3. Change nothing else, save it as plain text and send it back.\n"
    "Whoever sent it to you takes it in with: pawl assess --import FILE";

static void add_head(GString *out, const AssessmentSheet *sheet) {
  const Instrument *instrument = sheet->instrument;
  g_autofree char *version = instrument_version(instrument);
  add_comment(out, "", instrument->title);
  add_comment(out, "", "");
  add_comment(out, "", HOW_TO);
  if (instrument->about != NULL) {
    add_comment(out, "", "");
    add_comment(out, "", instrument->about);
  }
  g_string_append(out, "\nformat: " ASSESSMENT_FORMAT "\n");
  add_quoted(out, "instrument", instrument->id);
  add_quoted(out, "version", version);
  add_quoted(out, "title", instrument->title);
  g_string_append_printf(out, "rater: %s\n", instrument_rater_name(instrument->rater));
  add_quoted(out, "name", sheet->name);
  add_quoted(out, "date", sheet->date);
}

static void add_statement(GString *out, const Statement *statement, int rating) {
  g_string_append(out, "  - ");
  add_quoted(out, "id", statement->id);
  g_string_append(out, "    ");
  add_quoted(out, "text", statement->text);
  if (rating > 0)
    g_string_append_printf(out, "    rating: %d\n", rating);
  else
    g_string_append(out, "    rating: \n");
}

char *assessment_write(const AssessmentSheet *sheet) {
  GString *out = g_string_new(NULL);
  const char *area = "";
  add_head(out, sheet);
  g_string_append(out, "statements:\n");
  for (guint i = 0; i < sheet->instrument->statements->len; i++) {
    const Statement *statement = sheet->instrument->statements->pdata[i];
    if (strcmp(statement->area, area) != 0) {
      const char *text = sheet->areas == NULL
                             ? NULL
                             : g_hash_table_lookup((GHashTable *)sheet->areas, statement->area);
      g_string_append_c(out, '\n');
      add_comment(out, "  ", text != NULL ? text : statement->area);
    }
    area = statement->area;
    add_statement(out, statement,
                  sheet->ratings == NULL ? 0 : ratings_get(sheet->ratings, statement->id));
  }
  return g_string_free(out, FALSE);
}
