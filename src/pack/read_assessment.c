/* read_assessment - see read_assessment.h. */
#include "pack/read_assessment.h"
#include "core/clock.h"
#include "core/text.h"
#include "pack/read_private.h"
#include <string.h>

void assessment_file_free(AssessmentFile *file) {
  if (file == NULL) return;
  ratings_free(file->ratings);
  g_ptr_array_unref(file->dropped);
  g_free(file->name);
  g_free(file->date);
  g_free(file->version);
  g_free(file);
}

static AssessmentFile *file_new(void) {
  AssessmentFile *file = g_new0(AssessmentFile, 1);
  file->ratings = ratings_new();
  file->dropped = g_ptr_array_new_with_free_func(g_free);
  return file;
}

/* The scalar at KEY on one line, "" where it is empty or missing; newly allocated. */
static char *read_line(const MapReader *map, const YamlNode *root, const char *key) {
  const YamlNode *node = yaml_node_get(root, key);
  if (node != NULL && node->kind != YAML_SCALAR)
    map_fault(map, node, "shape", "'%s' must be one value.", key);
  return node == NULL || node->kind != YAML_SCALAR ? g_strdup("") : text_fold(node->text);
}

static void read_name(const MapReader *map, const YamlNode *root, AssessmentFile *file) {
  file->name = read_line(map, root, "name");
  if (strlen(file->name) > ASSESSMENT_NAME_MAX)
    map_fault(map, yaml_node_get(root, "name"), "value", "The name is over %d bytes: shorten it.",
              ASSESSMENT_NAME_MAX);
}

static void read_date(const MapReader *map, const YamlNode *root, int last_day,
                      AssessmentFile *file) {
  int day = last_day;
  file->date = read_line(map, root, "date");
  if (*file->date != '\0' && !clock_parse_date(file->date, &day))
    map_fault(map, yaml_node_get(root, "date"), "value",
              "'date' must be a date such as 2026-11-23, or empty.");
  else if (day > last_day)
    map_fault(map, yaml_node_get(root, "date"), "value", "'date' lies ahead of today.");
}

/* -- which instrument -------------------------------------------------------------------------- */

static char *known_ids(const GPtrArray *instruments) {
  GString *ids = g_string_new(NULL);
  for (guint i = 0; i < instruments->len; i++)
    g_string_append_printf(ids, "%s%s", i > 0 ? ", " : "",
                           ((Instrument *)instruments->pdata[i])->id);
  return g_string_free(ids, FALSE);
}

static const Instrument *find_instrument(const MapReader *map, const YamlNode *root,
                                         const AssessmentRules *rules) {
  const GPtrArray *instruments = rules->instruments;
  const char *id = map_word(map, root, "instrument", MAP_REQUIRED);
  const YamlNode *at = yaml_node_get(root, "instrument");
  if (id == NULL) return NULL;
  if (rules->wanted != NULL && strcmp(id, rules->wanted) != 0) {
    map_fault(map, at, "instrument", "This file is of '%s', not of '%s'.", id, rules->wanted);
    return NULL;
  }
  for (guint i = 0; i < instruments->len; i++)
    if (strcmp(((Instrument *)instruments->pdata[i])->id, id) == 0) return instruments->pdata[i];
  g_autofree char *known = known_ids(instruments);
  map_fault(map, at, "instrument", "No pack here brings an instrument '%s'; there are: %s.", id,
            *known == '\0' ? "none" : known);
  return NULL;
}

static void check_rater(const MapReader *map, const YamlNode *root, const Instrument *instrument) {
  const char *rater = map_word(map, root, "rater", MAP_OPTIONAL);
  const char *right = instrument_rater_name(instrument->rater);
  if (rater != NULL && strcmp(rater, right) != 0)
    map_fault(map, yaml_node_get(root, "rater"), "value", "'%s' is rated by: %s.", instrument->id,
              right);
}

/* -- statements -------------------------------------------------------------------------------- */

typedef struct {
  MapReader map;
  AssessmentFile *file;
  bool other;       /* another wording of the instrument */
  GHashTable *seen; /* statement ids */
} Sheet;

/* "'ID' MESSAGE" at AT. */
static void note(const Sheet *sheet, const YamlNode *at, const char *rule, const char *id,
                 const char *message) {
  diag_add(sheet->map.list, DIAG_NOTE, rule, sheet->map.file, at->line, at->column, NULL, "'%s' %s",
           id, message);
}

static const Statement *find_statement(const Instrument *instrument, const char *id) {
  for (guint i = 0; i < instrument->statements->len; i++) {
    const Statement *statement = instrument->statements->pdata[i];
    if (strcmp(statement->id, id) == 0) return statement;
  }
  return NULL;
}

/* 1 to 4, 0 where there is none, -1 with a finding. */
static int read_rating(const Sheet *sheet, const YamlNode *node) {
  const YamlNode *at = yaml_node_get(node, "rating");
  gint64 rating = 0;
  if (at == NULL) return 0;
  g_autofree char *text = at->kind == YAML_SCALAR ? text_fold(at->text) : NULL;
  if (text != NULL && *text == '\0') return 0;
  if (text != NULL && g_ascii_string_to_signed(text, 10, 1, INSTRUMENT_RATINGS, &rating, NULL))
    return (int)rating;
  map_fault(&sheet->map, at, "rating", "A rating is 1, 2, 3 or 4, or nothing.");
  return -1;
}

static void drop_statement(const Sheet *sheet, const YamlNode *at, const char *id, int rating) {
  if (!sheet->other) {
    map_fault(&sheet->map, at, "unknown-statement",
              "'%s' is no statement of '%s': change nothing but ratings, name and date.", id,
              sheet->file->instrument->id);
  } else if (rating > 0) {
    note(sheet, at, "dropped", id, "is no more in the instrument: its rating is left out.");
    g_ptr_array_add(sheet->file->dropped, g_strdup(id));
  }
}

/* The wording may differ in blanks and line breaks: mail programs wrap lines. */
static bool is_worded_so(const YamlNode *node, const Statement *statement) {
  const YamlNode *at = yaml_node_get(node, "text");
  if (at == NULL || at->kind != YAML_SCALAR) return true;
  g_autofree char *given = text_fold(at->text), *ours = text_fold(statement->text);
  return strcmp(given, ours) == 0;
}

static void read_statement(Sheet *sheet, const YamlNode *node) {
  static const char *const keys[] = {"id", "text", "rating", NULL};
  const MapReader *map = &sheet->map;
  if (!map_check(map, node, "a statement", keys)) return;
  const char *id = map_word(map, node, "id", MAP_REQUIRED);
  int rating = read_rating(sheet, node);
  if (id == NULL || sheet->file->instrument == NULL) return;
  const YamlNode *at = yaml_node_get(node, "id");
  const Statement *statement = find_statement(sheet->file->instrument, id);
  if (!g_hash_table_add(sheet->seen, g_strdup(id)))
    map_fault(map, at, "duplicate-id", "'%s' stands here twice: keep one of them.", id);
  else if (statement == NULL)
    drop_statement(sheet, at, id, rating);
  else if (rating > 0) {
    ratings_set(sheet->file->ratings, id, rating);
    if (!is_worded_so(node, statement))
      note(sheet, at, "wording", id,
           "is worded otherwise here than in the instrument; its rating is kept.");
  }
}

static void read_statements(Sheet *sheet, const YamlNode *root) {
  const YamlNode *list = map_list(&sheet->map, root, "statements", MAP_REQUIRED);
  guint faults = sheet->map.list->counts[DIAG_ERROR];
  for (guint i = 0; list != NULL && i < list->items->len; i++)
    read_statement(sheet, list->items->pdata[i]);
  if (list == NULL || sheet->file->instrument == NULL) return;
  if (ratings_count(sheet->file->ratings) == 0 && sheet->map.list->counts[DIAG_ERROR] == faults)
    map_fault(&sheet->map, list, "no-rating",
              "No statement is rated: write 1, 2, 3 or 4 behind 'rating:'.");
}

/* -- the file ---------------------------------------------------------------------------------- */

static AssessmentFile *read_root(const MapReader *map, const YamlNode *root,
                                 const AssessmentRules *rules) {
  static const char *const keys[] = {"format", "instrument", "version",    "title", "rater",
                                     "name",   "date",       "statements", NULL};
  if (!map_check(map, root, "an assessment", keys) || !read_format(map, root, ASSESSMENT_FORMAT))
    return NULL;
  AssessmentFile *file = file_new();
  Sheet sheet = {.map = *map, .file = file};
  file->instrument = find_instrument(map, root, rules);
  file->version = read_line(map, root, "version");
  read_name(map, root, file);
  read_date(map, root, rules->last_day, file);
  if (file->instrument != NULL) {
    g_autofree char *ours = instrument_version(file->instrument);
    sheet.other = *file->version != '\0' && strcmp(file->version, ours) != 0;
    check_rater(map, root, file->instrument);
  }
  sheet.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  read_statements(&sheet, root);
  g_hash_table_unref(sheet.seen);
  return file;
}

AssessmentFile *pack_parse_assessment(const char *file, const char *bytes, size_t size,
                                      const AssessmentRules *rules, DiagList *list) {
  static const char mark[] = "\xef\xbb\xbf"; /* some editors begin UTF-8 with it */
  size_t skip = size >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;
  guint before = list->counts[DIAG_ERROR];
  MapReader map = {file, NULL, list};
  g_autoptr(YamlNode) root = yaml_node_parse(file, bytes + skip, size - skip, list);
  if (root == NULL && list->counts[DIAG_ERROR] == before)
    diag_add(list, DIAG_ERROR, "empty", file, 1, 1, NULL, "There is nothing in this file.");
  g_autoptr(AssessmentFile) read = root == NULL ? NULL : read_root(&map, root, rules);
  if (list->counts[DIAG_ERROR] > before) return NULL;
  return g_steal_pointer(&read);
}

AssessmentFile *pack_read_assessment(const char *file, const AssessmentRules *rules,
                                     DiagList *list) {
  size_t size = 0;
  g_autofree char *bytes = read_capped(file, &size);
  if (bytes != NULL) return pack_parse_assessment(file, bytes, size, rules, list);
  diag_add(list, DIAG_ERROR, "file", file, 0, 0, NULL,
           "The file cannot be read: is its name right, is it a plain file, is it readable?");
  return NULL;
}
