/* paper_csv - a paper's facts and tables for a spreadsheet; see paper.h. */
#include "report/paper_private.h"
#include <string.h>

#define LINE_END "\r\n"

/* Whether a spreadsheet would compute TEXT instead of showing it; some read the full-width forms of
 * the signs alike. */
static bool is_formula(const char *text) {
  static const char *const signs[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
  for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
    if (g_str_has_prefix(text, signs[i])) return true;
  return false;
}

static void put_text(GString *out, const char *text) {
  g_autofree char *safe = g_strconcat(is_formula(text) ? "'" : "", text, NULL);
  if (strpbrk(safe, ",;\"\r\n\t") == NULL) {
    g_string_append(out, safe);
    return;
  }
  g_string_append_c(out, '"');
  for (const char *p = safe; *p != '\0'; p++) {
    if (*p == '"') g_string_append_c(out, '"');
    g_string_append_c(out, *p);
  }
  g_string_append_c(out, '"');
}

static void put_figure(GString *out, const PaperFigure *figure) {
  g_autofree char *exact = paper_exact(figure);
  if (exact != NULL)
    g_string_append(out, exact);
  else if (figure->kind == PAPER_TEXT && figure->text != NULL)
    put_text(out, figure->text);
}

static void put_fact(GString *out, const PaperBlock *fact) {
  put_text(out, fact->key);
  g_string_append_c(out, ',');
  put_text(out, fact->text);
  g_string_append_c(out, ',');
  put_figure(out, &g_array_index(fact->figures, PaperFigure, 0));
  g_string_append(out, LINE_END);
}

static void put_titles(GString *out, const PaperBlock *table) {
  g_string_append(out, LINE_END);
  put_text(out, table->key);
  g_string_append_c(out, ',');
  put_text(out, table->text);
  g_string_append(out, LINE_END);
  for (guint i = 0; i < table->columns->len; i++) {
    if (i > 0) g_string_append_c(out, ',');
    put_text(out, g_array_index(table->columns, PaperTitle, i).title);
  }
  g_string_append(out, LINE_END);
}

static void put_table(GString *out, const PaperBlock *table) {
  put_titles(out, table);
  for (guint row = 0; row < paper_rows(table); row++) {
    for (guint i = 0; i < table->columns->len; i++) {
      if (i > 0) g_string_append_c(out, ',');
      put_figure(out, paper_cell(table, row, i));
    }
    g_string_append(out, LINE_END);
  }
}

static void put_all(GString *out, const Paper *paper, PaperBlockKind kind,
                    void (*put)(GString *out, const PaperBlock *block)) {
  for (guint i = 0; i < paper->blocks->len; i++)
    if (paper_block(paper, i)->kind == kind) put(out, paper_block(paper, i));
}

char *paper_csv(const Paper *paper) {
  GString *out = g_string_new("key,name,value" LINE_END);
  put_all(out, paper, PAPER_FACT, put_fact);
  put_all(out, paper, PAPER_TABLE, put_table);
  return g_string_free(out, FALSE);
}
