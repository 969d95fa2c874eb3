/* paper - building a report to hand on, and how its figures read; see paper.h. */
#include "core/clock.h"
#include "core/text.h"
#include "report/paper_private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* -- texts ------------------------------------------------------------------------------------- */

/* S cleaned, with its line breaks. Newly allocated. */
static char *clean(const char *s) {
  GString *lines = g_string_new(s == NULL ? "" : s);
  g_string_replace(lines, "\r\n", "\n", 0);
  char *out = text_clean(lines->str, (gssize)lines->len);
  g_string_free(lines, TRUE);
  return out;
}

/* S cleaned and on one line. Newly allocated. */
static char *one_line(const char *s) {
  g_autofree char *lines = clean(s);
  return text_fold(lines);
}

/* The same for what must not be empty, such as a heading. Newly allocated. */
static char *label(const char *s) {
  char *line = one_line(s);
  if (*line != '\0') return line;
  g_free(line);
  return g_strdup("–");
}

/* -- building ---------------------------------------------------------------------------------- */

static void free_figure(void *data) {
  PaperFigure *figure = data;
  g_free(figure->id);
  g_free(figure->text);
}

static void free_title(void *data) {
  g_free(((PaperTitle *)data)->title);
}

static void free_mark(void *data) {
  g_free(((PaperMark *)data)->name);
}

static void free_block(void *data) {
  PaperBlock *block = data;
  g_free(block->key);
  g_free(block->text);
  g_free(block->alt);
  g_free(block->unit);
  g_array_free(block->columns, TRUE);
  g_array_free(block->figures, TRUE);
  g_array_free(block->marks, TRUE);
  g_free(block);
}

static GArray *list_of(size_t size, GDestroyNotify clear) {
  GArray *list = g_array_new(FALSE, FALSE, (guint)size);
  g_array_set_clear_func(list, clear);
  return list;
}

/* TEXT is taken over. */
static PaperBlock *add(Paper *paper, PaperBlockKind kind, char *text) {
  PaperBlock *block = g_new0(PaperBlock, 1);
  block->kind = kind;
  block->text = text;
  block->target = NAN;
  block->columns = list_of(sizeof(PaperTitle), free_title);
  block->figures = list_of(sizeof(PaperFigure), free_figure);
  block->marks = list_of(sizeof(PaperMark), free_mark);
  g_ptr_array_add(paper->blocks, block);
  return block;
}

static bool is_lang(const char *lang) {
  if (lang == NULL || *lang == '\0') return false;
  for (const char *p = lang; *p != '\0'; p++)
    if (!g_ascii_isalnum(*p) && *p != '-') return false;
  return true;
}

Paper *paper_new(const char *lang, const char *title) {
  Paper *paper = g_new0(Paper, 1);
  paper->lang = g_strdup(is_lang(lang) ? lang : "en");
  paper->title = label(title);
  paper->blocks = g_ptr_array_new_with_free_func(free_block);
  paper->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  paper->level = 1;
  return paper;
}

void paper_free(Paper *paper) {
  if (paper == NULL) return;
  g_free(paper->lang);
  g_free(paper->title);
  g_ptr_array_free(paper->blocks, TRUE);
  g_hash_table_destroy(paper->ids);
  g_free(paper);
}

/* KEY as a name that nothing else in the paper has. Newly allocated. */
static char *claim(Paper *paper, const char *key) {
  g_autofree char *name = g_ascii_strdown(key == NULL || *key == '\0' ? "-" : key, -1);
  for (char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum(*p) && strchr("._-", *p) == NULL) *p = '-';
  char *id = g_strdup(name);
  for (int n = 2; g_hash_table_contains(paper->ids, id); n++) {
    g_free(id);
    id = g_strdup_printf("%s-%d", name, n);
  }
  g_hash_table_add(paper->ids, g_strdup(id));
  return id;
}

void paper_heading(Paper *paper, int level, const char *text) {
  g_assert(level >= 2 && level <= 4 && level <= paper->level + 1);
  paper->level = level;
  add(paper, PAPER_HEADING, label(text))->level = level;
}

void paper_text(Paper *paper, const char *text) {
  g_autofree char *whole = clean(text);
  g_auto(GStrv) parts = g_strsplit(whole, "\n\n", -1);
  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *line = text_fold(*part);
    if (*line != '\0') add(paper, PAPER_PARAGRAPH, g_steal_pointer(&line));
  }
}

void paper_quote(Paper *paper, const char *text) {
  g_autofree char *whole = clean(text);
  g_auto(GStrv) lines = g_strsplit(g_strstrip(whole), "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    char *folded = text_fold(*line);
    g_free(*line);
    *line = folded;
  }
  if (lines[0] != NULL) add(paper, PAPER_QUOTE, g_strjoinv("\n", lines));
}

void paper_item(Paper *paper, const char *text) {
  add(paper, PAPER_ITEM, label(text));
}

/* ID is taken over. */
static PaperFigure figure_of(char *id, PaperCell cell) {
  PaperFigure figure = {cell.kind, id, NULL, cell.value};
  if (cell.kind != PAPER_TEXT) return figure;
  g_autofree char *line = one_line(cell.text);
  if (*line != '\0') figure.text = g_steal_pointer(&line);
  return figure;
}

void paper_fact(Paper *paper, const char *key, const char *name, PaperCell cell) {
  PaperBlock *block = add(paper, PAPER_FACT, label(name));
  block->key = claim(paper, key);
  PaperFigure figure = figure_of(g_strdup(block->key), cell);
  g_array_append_val(block->figures, figure);
}

void paper_table(Paper *paper, const char *key, const char *caption, const PaperColumn *columns,
                 int n) {
  g_assert(n >= 1);
  PaperBlock *block = add(paper, PAPER_TABLE, label(caption));
  block->key = claim(paper, key);
  for (int i = 0; i < n; i++) {
    PaperTitle title = {label(columns[i].title), columns[i].kind};
    g_array_append_val(block->columns, title);
  }
}

void paper_row(Paper *paper, const PaperCell *cells) {
  g_assert(paper->blocks->len > 0);
  PaperBlock *block = paper->blocks->pdata[paper->blocks->len - 1];
  g_assert(block->kind == PAPER_TABLE);
  guint row = paper_rows(block);
  for (guint i = 0; i < block->columns->len; i++) {
    g_autofree char *key = g_strdup_printf("%s.%u.%u", block->key, row, i);
    PaperFigure figure = figure_of(claim(paper, key), cells[i]);
    g_array_append_val(block->figures, figure);
  }
}

static PaperBlock *add_chart(Paper *paper, PaperBlockKind kind, const char *caption,
                             const char *alt) {
  PaperBlock *block = add(paper, kind, label(caption));
  block->key = g_strdup_printf("Figure%d", ++paper->charts);
  block->alt = label(alt);
  return block;
}

/* VALUE held to 0..1, NAN where it is no finite number. */
static double share(double value) {
  return isfinite(value) ? CLAMP(value, 0, 1) : NAN;
}

void paper_curve(Paper *paper, const char *caption, const char *alt, const PaperPoint *points,
                 int n, double target) {
  PaperBlock *block = add_chart(paper, PAPER_CURVE, caption, alt);
  block->target = share(target);
  for (int i = 0; i < n; i++) {
    if (!isfinite(points[i].at) || !isfinite(points[i].value)) continue;
    PaperMark mark = {NULL, points[i].at, NAN, share(points[i].value), NAN};
    g_array_append_val(block->marks, mark);
  }
}

void paper_intervals(Paper *paper, const char *caption, const char *alt, const PaperInterval *rows,
                     int n, double target) {
  PaperBlock *block = add_chart(paper, PAPER_INTERVALS, caption, alt);
  block->target = share(target);
  for (int i = 0; i < n; i++) {
    PaperMark mark = {label(rows[i].name), 0, share(rows[i].low), share(rows[i].middle),
                      share(rows[i].high)};
    g_array_append_val(block->marks, mark);
  }
}

void paper_bars(Paper *paper, const char *caption, const char *alt, const char *unit,
                const PaperBar *bars, int n) {
  PaperBlock *block = add_chart(paper, PAPER_BARS, caption, alt);
  block->unit = one_line(unit);
  for (int i = 0; i < n; i++) {
    PaperMark mark = {label(bars[i].name), 0, NAN, bars[i].value, NAN};
    g_array_append_val(block->marks, mark);
  }
}

/* -- for the writers --------------------------------------------------------------------------- */

const PaperBlock *paper_block(const Paper *paper, guint i) {
  return paper->blocks->pdata[i];
}

bool paper_starts(const Paper *paper, guint i) {
  return i == 0 || paper_block(paper, i - 1)->kind != paper_block(paper, i)->kind;
}

bool paper_ends(const Paper *paper, guint i) {
  return i + 1 == paper->blocks->len || paper_starts(paper, i + 1);
}

guint paper_rows(const PaperBlock *table) {
  return table->figures->len / table->columns->len;
}

const PaperFigure *paper_cell(const PaperBlock *table, guint row, guint column) {
  return &g_array_index(table->figures, PaperFigure, row * table->columns->len + column);
}

/* -- figures ----------------------------------------------------------------------------------- */

char *paper_decimal(double value, int places) {
  char format[8], out[512];
  g_snprintf(format, sizeof format, "%%.%df", CLAMP(places, 0, 9));
  g_ascii_formatd(out, sizeof out, format, value);
  if (strchr(out, '.') != NULL) {
    char *end = out + strlen(out);
    while (end[-1] == '0') *--end = '\0';
    if (end[-1] == '.') end[-1] = '\0';
  }
  return g_strdup(strcmp(out, "-0") == 0 ? "0" : out);
}

char *paper_percent(double share_of_one) {
  g_autofree char *percent = paper_decimal(100 * share_of_one, 0);
  return g_strdup_printf("%s %%", percent);
}

static char *points(double difference) {
  double n = round(100 * difference);
  g_autofree char *number = paper_decimal(n, 0);
  return g_strdup_printf("%s%s point%s", n > 0 ? "+" : "", number, fabs(n) == 1 ? "" : "s");
}

static char *two_places(double value) {
  char out[512];
  g_ascii_formatd(out, sizeof out, "%.2f", value);
  return g_strdup(strcmp(out, "-0.00") == 0 ? "0.00" : out);
}

static char *hours(double value) {
  double minutes = round(fabs(value));
  const char *sign = value < 0 && minutes > 0 ? "-" : "";
  double rest = fmod(minutes, 60), whole = (minutes - rest) / 60;
  if (whole == 0) return g_strdup_printf("%s%.0f min", sign, rest);
  if (rest == 0) return g_strdup_printf("%s%.0f h", sign, whole);
  return g_strdup_printf("%s%.0f h %.0f min", sign, whole, rest);
}

static char *date(double day) {
  return clock_format_date((int)floor(CLAMP(day, -3e6, 3e6)));
}

static bool is_none(const PaperFigure *figure) {
  return figure->kind == PAPER_TEXT ? figure->text == NULL : !isfinite(figure->value);
}

char *paper_shown(const PaperFigure *figure) {
  if (is_none(figure)) return NULL;
  switch (figure->kind) {
  case PAPER_TEXT: return g_strdup(figure->text);
  case PAPER_COUNT: return paper_decimal(figure->value, 0);
  case PAPER_NUMBER: return two_places(figure->value);
  case PAPER_SHARE: return paper_percent(figure->value);
  case PAPER_POINTS: return points(figure->value);
  case PAPER_MINUTES: return hours(figure->value);
  case PAPER_DAY: break;
  }
  return date(figure->value);
}

/* The shortest decimal that reads back as VALUE. Newly allocated. */
static char *shortest(double value) {
  char out[G_ASCII_DTOSTR_BUF_SIZE];
  static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};
  for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_ascii_formatd(out, sizeof out, formats[i], value + 0.0);
    if (g_ascii_strtod(out, NULL) == value) break;
  }
  return g_strdup(out);
}

char *paper_exact(const PaperFigure *figure) {
  if (figure->kind == PAPER_TEXT || is_none(figure)) return NULL;
  return figure->kind == PAPER_DAY ? date(figure->value) : shortest(figure->value);
}

/* -- writing ----------------------------------------------------------------------------------- */

bool paper_form_from_path(const char *path, PaperForm *out) {
  static const struct {
    const char *ending;
    PaperForm form;
  } forms[] = {{".html", PAPER_HTML},
               {".htm", PAPER_HTML},
               {".md", PAPER_MARKDOWN},
               {".markdown", PAPER_MARKDOWN},
               {".csv", PAPER_CSV}};
  g_autofree char *name = g_ascii_strdown(path, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
    if (!g_str_has_suffix(name, forms[i].ending)) continue;
    *out = forms[i].form;
    return true;
  }
  return false;
}

char *paper_write(const Paper *paper, PaperForm form) {
  switch (form) {
  case PAPER_HTML: return paper_html(paper);
  case PAPER_MARKDOWN: return paper_markdown(paper);
  case PAPER_CSV: break;
  }
  return paper_csv(paper);
}

bool paper_is_at(const char *path, PaperForm form) {
  static const char *const marks[] = {[PAPER_HTML] = "<meta name=\"generator\" content=\"pawl\" />",
                                      [PAPER_MARKDOWN] = "# Progress ",
                                      [PAPER_CSV] = "key,name,value\r\n"};
  char head[2048] = "";
  FILE *file = fopen(path, "rbe");
  size_t n = file == NULL ? 0 : fread(head, 1, sizeof head - 1, file);
  if (file != NULL) fclose(file);
  const char *found = g_strstr_len(head, (gssize)n, marks[form]);
  return form == PAPER_HTML ? found != NULL : found == head;
}
