/* paper_markdown - a paper as CommonMark with tables; see paper.h.
 *
 * A backslash before a sign of ASCII makes it plain text, so every sign that could open markup gets one:
 * some anywhere, some only where a line begins. Each text is on one line.
 */
#include "report/paper_private.h"
#include <string.h>

/* Bytes at the start of TEXT after which a sign would make a heading, a list or an underline; -1
 * where there is none. */
static int leading_mark(const char *text) {
  if (*text != '\0' && strchr("-+=", *text) != NULL) return 0;
  size_t digits = strspn(text, "0123456789");
  bool numbered = digits >= 1 && digits <= 9 && (text[digits] == '.' || text[digits] == ')');
  return numbered ? (int)digits : -1;
}

/* Signs that a reader of GFM takes for an address on its own: "://" and the dot of "www.". */
static bool links(const char *text, const char *p) {
  if (*p == ':') return p[1] == '/' && p[2] == '/';
  return *p == '.' && p - text >= 3 && g_ascii_strncasecmp(p - 3, "www", 3) == 0;
}

static void put_text(GString *out, const char *text) {
  int mark = leading_mark(text);
  for (const char *p = text; *p != '\0'; p++) {
    if (strchr("\\`*_[]<>|~&#$@", *p) != NULL || p - text == mark || links(text, p))
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p);
  }
}

static void put_quote(GString *out, const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_string_append(out, **line == '\0' ? ">" : "> ");
    put_text(out, *line);
    bool broken = **line != '\0' && line[1] != NULL && *line[1] != '\0';
    g_string_append(out, broken ? "\\\n" : "\n");
  }
}

static void put_figure(GString *out, const PaperFigure *figure) {
  g_autofree char *shown = paper_shown(figure);
  if (shown == NULL)
    g_string_append(out, "none");
  else if (figure->kind == PAPER_TEXT)
    put_text(out, shown);
  else
    g_string_append(out, shown);
}

static void put_titles(GString *out, const PaperBlock *table) {
  for (guint i = 0; i < table->columns->len; i++) {
    g_string_append(out, "| ");
    put_text(out, g_array_index(table->columns, PaperTitle, i).title);
    g_string_append_c(out, ' ');
  }
  g_string_append(out, "|\n");
  for (guint i = 0; i < table->columns->len; i++) {
    PaperKind kind = g_array_index(table->columns, PaperTitle, i).kind;
    g_string_append(out, kind == PAPER_TEXT || kind == PAPER_DAY ? "| --- " : "| ---: ");
  }
  g_string_append(out, "|\n");
}

static void put_table(GString *out, const PaperBlock *table) {
  g_string_append(out, "**");
  put_text(out, table->text);
  g_string_append(out, "**\n\n");
  put_titles(out, table);
  for (guint row = 0; row < paper_rows(table); row++) {
    for (guint i = 0; i < table->columns->len; i++) {
      g_string_append(out, "| ");
      put_figure(out, paper_cell(table, row, i));
      g_string_append_c(out, ' ');
    }
    g_string_append(out, "|\n");
  }
}

/* "**NAME:** ", after which the figure or the sentence stands. */
static void put_name(GString *out, const char *name) {
  g_string_append(out, "**");
  put_text(out, name);
  g_string_append(out, ":** ");
}

static void put_heading(GString *out, int level, const char *text) {
  g_string_append_printf(out, "%.*s ", level, "####");
  put_text(out, text);
  g_string_append_c(out, '\n');
}

/* Lists have a mark each, so that facts after items are a list of their own. */
static void put_block(GString *out, const PaperBlock *block) {
  switch (block->kind) {
  case PAPER_HEADING: put_heading(out, block->level, block->text); return;
  case PAPER_QUOTE: put_quote(out, block->text); return;
  case PAPER_TABLE: put_table(out, block); return;
  case PAPER_PARAGRAPH: put_text(out, block->text); break;
  case PAPER_ITEM:
    g_string_append(out, "- ");
    put_text(out, block->text);
    break;
  case PAPER_FACT:
    g_string_append(out, "* ");
    put_name(out, block->text);
    put_figure(out, &g_array_index(block->figures, PaperFigure, 0));
    break;
  case PAPER_CURVE:
  case PAPER_INTERVALS:
  case PAPER_BARS:
    put_name(out, block->text);
    put_text(out, block->alt);
    break;
  }
  g_string_append_c(out, '\n');
}

char *paper_markdown(const Paper *paper) {
  GString *out = g_string_new(NULL);
  put_heading(out, 1, paper->title);
  for (guint i = 0; i < paper->blocks->len; i++) {
    const PaperBlock *block = paper_block(paper, i);
    bool list = block->kind == PAPER_ITEM || block->kind == PAPER_FACT;
    if (!list || paper_starts(paper, i)) g_string_append_c(out, '\n');
    put_block(out, block);
  }
  return g_string_free(out, FALSE);
}
