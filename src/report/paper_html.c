/* paper_html - a paper as one page; see paper.h.
 *
 * The page is well-formed XML as well, so that any parser can check it. It carries its own policy:
 * nothing but the one style, named by its hash, is taken by a browser, whatever a text might have
 * smuggled in. So there are no style attributes; looks come by class.
 */
#include "core/text.h"
#include "report/paper_private.h"
#include <string.h>

/* From so many columns on a table becomes a stack of rows on a narrow screen. */
#define WIDE_TABLE 4
/* Columns of text that a table has room for on the narrowest screen that shows it as one. */
#define TABLE_ROOM 64

static void put(GString *out, const char *text) {
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_string_append(out, escaped);
}

/* <TAG dir="auto">TEXT</TAG>: a text of unknown direction. */
static void put_element(GString *out, const char *tag, const char *text) {
  g_string_append_printf(out, "<%s dir=\"auto\">", tag);
  put(out, text);
  g_string_append_printf(out, "</%s>", tag);
}

static void put_id(GString *out, const char *id) {
  if (id != NULL) g_string_append_printf(out, " id=\"%s\"", id);
}

/* -- figures ----------------------------------------------------------------------------------- */

/* ID may be NULL where the cell around has it. */
static void put_figure(GString *out, const PaperFigure *figure, const char *id) {
  g_autofree char *shown = paper_shown(figure), *exact = paper_exact(figure);
  g_string_append(out, exact != NULL ? "<data" : "<span");
  put_id(out, id);
  if (shown == NULL) {
    g_string_append(out, " class=\"none\"><span aria-hidden=\"true\">–</span>"
                         "<span class=\"unseen\">none</span></span>");
  } else if (exact != NULL) {
    g_string_append_printf(out, " value=\"%s\">%s</data>", exact, shown);
  } else {
    g_string_append(out, " dir=\"auto\">");
    put(out, shown);
    g_string_append(out, "</span>");
  }
}

static void put_fact(GString *out, const PaperBlock *fact) {
  g_string_append(out, "<div>");
  put_element(out, "dt", fact->text);
  g_string_append(out, "<dd>");
  put_figure(out, &g_array_index(fact->figures, PaperFigure, 0), fact->key);
  g_string_append(out, "</dd></div>\n");
}

/* -- tables: roles are said again, since a stacked table's display takes them away --------------- */

static const PaperTitle *column(const PaperBlock *table, guint i) {
  return &g_array_index(table->columns, PaperTitle, i);
}

/* Whether TEXT has a word that would push the other columns out: it may be broken anywhere. */
static bool is_long(const PaperBlock *table, const char *text) {
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (text_width(*word, -1) * (int)table->columns->len > TABLE_ROOM) return true;
  return false;
}

/* Numbers stand to the right, but for what heads a row. */
static void put_class(GString *out, const PaperBlock *table, guint i, const char *text) {
  PaperKind kind = column(table, i)->kind;
  bool words = i == 0 || kind == PAPER_TEXT || kind == PAPER_DAY;
  bool breaks = text != NULL && is_long(table, text);
  if (!words || breaks)
    g_string_append_printf(out, " class=\"%s%s%s\"", words ? "" : "figure",
                           !words && breaks ? " " : "", breaks ? "long" : "");
}

static void put_titles(GString *out, const PaperBlock *table) {
  g_string_append(out, "<thead role=\"rowgroup\">\n<tr role=\"row\">");
  for (guint i = 0; i < table->columns->len; i++) {
    g_string_append(out, "<th role=\"columnheader\" scope=\"col\" dir=\"auto\"");
    put_class(out, table, i, column(table, i)->title);
    g_string_append_c(out, '>');
    put(out, column(table, i)->title);
    g_string_append(out, "</th>");
  }
  g_string_append(out, "</tr>\n</thead>\n");
}

static void put_cell(GString *out, const PaperBlock *table, guint row, guint i) {
  const PaperFigure *figure = paper_cell(table, row, i);
  const char *tag = i == 0 ? "th" : "td";
  g_string_append_printf(out, "<%s role=\"%s\"", tag, i == 0 ? "rowheader\" scope=\"row" : "cell");
  put_class(out, table, i, figure->text);
  put_id(out, figure->id);
  if (i > 0) {
    g_string_append(out, " data-label=\"");
    put(out, column(table, i)->title);
    g_string_append_c(out, '"');
  }
  g_string_append_c(out, '>');
  put_figure(out, figure, NULL);
  g_string_append_printf(out, "</%s>", tag);
}

static void put_rows(GString *out, const PaperBlock *table) {
  guint rows = paper_rows(table), columns = table->columns->len;
  g_string_append(out, "<tbody role=\"rowgroup\">\n");
  for (guint row = 0; row < rows; row++) {
    g_string_append(out, "<tr role=\"row\">");
    for (guint i = 0; i < columns; i++) put_cell(out, table, row, i);
    g_string_append(out, "</tr>\n");
  }
  if (rows == 0)
    g_string_append_printf(
        out, "<tr role=\"row\"><td role=\"cell\" colspan=\"%u\">No rows.</td></tr>\n", columns);
  g_string_append(out, "</tbody>\n");
}

static void put_table(GString *out, const PaperBlock *table) {
  g_string_append_printf(out, "<table role=\"table\"%s>\n",
                         table->columns->len >= WIDE_TABLE ? " class=\"wide\"" : "");
  put_element(out, "caption", table->text);
  g_string_append_c(out, '\n');
  put_titles(out, table);
  put_rows(out, table);
  g_string_append(out, "</table>\n");
}

/* -- blocks ------------------------------------------------------------------------------------ */

static void put_quote(GString *out, const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_string_append(out, "<blockquote><p dir=\"auto\">");
  for (char **line = lines; *line != NULL; line++) {
    if (line != lines) g_string_append(out, "<br />\n");
    put(out, *line);
  }
  g_string_append(out, "</p></blockquote>\n");
}

/* The sentence below is the drawing's own description: readers have heard it there. */
static void put_chart(GString *out, const PaperBlock *chart) {
  g_string_append(out, "<figure>\n");
  put_element(out, "figcaption", chart->text);
  g_string_append_c(out, '\n');
  paper_svg(out, chart);
  g_string_append(out, "<p class=\"note\" aria-hidden=\"true\" dir=\"auto\">");
  put(out, chart->alt);
  g_string_append(out, "</p>\n</figure>\n");
}

static void put_line(GString *out, const char *tag, const char *text) {
  put_element(out, tag, text);
  g_string_append_c(out, '\n');
}

static void put_heading(GString *out, const PaperBlock *block) {
  g_autofree char *tag = g_strdup_printf("h%d", block->level);
  put_line(out, tag, block->text);
}

static void put_block(GString *out, const PaperBlock *block) {
  switch (block->kind) {
  case PAPER_HEADING: put_heading(out, block); break;
  case PAPER_PARAGRAPH: put_line(out, "p", block->text); break;
  case PAPER_QUOTE: put_quote(out, block->text); break;
  case PAPER_ITEM: put_line(out, "li", block->text); break;
  case PAPER_FACT: put_fact(out, block); break;
  case PAPER_TABLE: put_table(out, block); break;
  case PAPER_CURVE:
  case PAPER_INTERVALS:
  case PAPER_BARS: put_chart(out, block); break;
  }
}

static const char *list_tag(PaperBlockKind kind) {
  return kind == PAPER_ITEM ? "ul" : kind == PAPER_FACT ? "dl" : NULL;
}

static void put_blocks(GString *out, const Paper *paper) {
  for (guint i = 0; i < paper->blocks->len; i++) {
    const char *list = list_tag(paper_block(paper, i)->kind);
    if (list != NULL && paper_starts(paper, i)) g_string_append_printf(out, "<%s>\n", list);
    put_block(out, paper_block(paper, i));
    if (list != NULL && paper_ends(paper, i)) g_string_append_printf(out, "</%s>\n", list);
  }
}

/* -- the page ---------------------------------------------------------------------------------- */

/* "sha256-..." of the style, as a policy names it. Newly allocated. */
static char *style_hash(void) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_checksum_update(sum, (const guchar *)paper_style(), (gssize)strlen(paper_style()));
  g_checksum_get_digest(sum, digest, &size);
  g_autofree char *base64 = g_base64_encode(digest, size);
  return g_strconcat("sha256-", base64, NULL);
}

static void put_head(GString *out, const Paper *paper) {
  g_autofree char *hash = style_hash();
  g_string_append_printf(
      out,
      "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\" />\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src '%s'; base-uri 'none'; form-action 'none'\" />\n"
      "<meta name=\"referrer\" content=\"no-referrer\" />\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
      "<meta name=\"color-scheme\" content=\"light dark\" />\n"
      "<meta name=\"generator\" content=\"pawl\" />\n<title>",
      paper->lang, hash);
  put(out, paper->title);
  g_string_append_printf(out, "</title>\n<style>%s</style>\n</head>\n", paper_style());
}

char *paper_html(const Paper *paper) {
  GString *out = g_string_new(NULL);
  put_head(out, paper);
  g_string_append(out,
                  "<body>\n<a class=\"skip\" href=\"#Report\">Skip to the report</a>\n<header>\n");
  put_line(out, "h1", paper->title);
  g_string_append(out, "</header>\n<main id=\"Report\" tabindex=\"-1\">\n");
  put_blocks(out, paper);
  g_string_append(out,
                  "</main>\n<footer>\n<p>Written by pawl. This page is one file: it runs no "
                  "script and loads nothing from anywhere.</p>\n</footer>\n</body>\n</html>\n");
  return g_string_free(out, FALSE);
}
