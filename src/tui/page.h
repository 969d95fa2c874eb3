/* page - styled text laid out for a width: what most screens show, scrolled as a whole.
 *
 * A page is built anew when its content or width changes, and drawn const. Rows are counted after
 * wrapping. Marks name rows (the start of an option, say), so that a screen can scroll to them and
 * put the cursor there.
 */
#pragma once
#include "tui/canvas.h"

typedef struct Page Page;

/* COLUMNS: the width to wrap to, at least 8. */
Page *page_new(int columns);
void page_free(Page *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)
/* Adds TEXT (copied, '\n' breaks) INDENT columns in, further rows HANG columns in. */
void page_add(Page *page, Role role, int indent, int hang, const char *text);
void page_addf(Page *page, Role role, int indent, int hang, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
void page_blank(Page *page);
/* A row of its own: a bar between LABEL and TAIL. */
void page_bar(Page *page, int indent, const char *label, int label_width, double filled,
              const char *tail);
/* The next row added is called ID (>= 0). */
void page_mark(Page *page, int id);
/* First row of mark ID, or -1; *END (may be NULL) gets the row after its last. */
int page_mark_row(const Page *page, int id, int *end);
int page_rows(const Page *page);
int page_columns(const Page *page);
/* Draws ROWS rows from SCROLL at canvas (ROW, COL); where text is hidden above or below, a hint
 * stands at the right edge of the first or last row. FOCUS names a mark whose rows are shown in
 * focus, -1 for none. */
void page_draw(const Page *page, Canvas *canvas, int row, int col, int rows, int scroll, int focus);
/* SCROLL moved as little as needed to show mark ID within ROWS, and kept inside the page. */
int page_scroll_to(const Page *page, int id, int rows, int scroll);
int page_clamp(const Page *page, int rows, int scroll);
