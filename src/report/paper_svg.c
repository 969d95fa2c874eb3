/* paper_svg - the charts of a page; see paper.h.
 *
 * Places across are shares of the width and places down are pixels, so that a drawing fills its column
 * while its letters keep their size, on a telephone as on paper. What lies outside of 0 to 100 % across
 * (the scale of a curve, the words of an interval) stands in the padding that the style gives to the
 * classes "scaled" and "ranged".
 */
#include "core/clock.h"
#include "core/text.h"
#include "report/paper_private.h"
#include <math.h>

#define TOP        24 /* room for what is written above the plot */
#define PLOT       160
#define BOTTOM     26 /* and for the names below */
#define NAME       38 /* columns of an interval's name on one line */
#define NAME_MOST  74 /* columns of all its lines */
#define LINE       17
#define TRACK      16 /* from a name's last line to the interval, and from there to the next name */
#define VALUE      100 /* room right of an interval for its words: the padding of the class "ranged" */
#define SCALE      56 /* room left of a plot for its scale: the padding of the class "scaled" */
#define BAR_NAMES  36 /* columns that all names below the narrowest plot have together */
#define BAR_NAME   10 /* columns that one has */
#define BAR_WIDEST 14 /* percent of the plot */
#define BAR_MOST   9  /* so many columns or fewer have their value above each */
#define DOTS_MOST  40 /* so many points or fewer are marked each */

/* -- parts ------------------------------------------------------------------------------------- */

/* A text at ACROSS percent, moved by DX pixels. CLASS may be "". */
static void put_label(GString *out, double across, int dx, double down, const char *class,
                      const char *text) {
  g_autofree char *x = paper_decimal(across, 2), *y = paper_decimal(down, 2);
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_string_append_printf(out, "<text x=\"%s%%\" y=\"%s\"", x, y);
  if (dx != 0) g_string_append_printf(out, " dx=\"%d\"", dx);
  if (*class != '\0') g_string_append_printf(out, " class=\"%s\"", class);
  g_string_append_printf(out, ">%s</text>\n", escaped);
}

static void put_line(GString *out, const char *class, double x1, double y1, double x2, double y2) {
  g_autofree char *a = paper_decimal(x1, 2), *b = paper_decimal(y1, 2);
  g_autofree char *c = paper_decimal(x2, 2), *d = paper_decimal(y2, 2);
  g_string_append_printf(out, "<line class=\"%s\" x1=\"%s%%\" y1=\"%s\" x2=\"%s%%\" y2=\"%s\" />\n",
                         class, a, b, c, d);
}

static void put_dot(GString *out, double across, double down) {
  g_autofree char *x = paper_decimal(across, 2), *y = paper_decimal(down, 2);
  g_string_append_printf(out, "<circle class=\"dot\" cx=\"%s%%\" cy=\"%s\" r=\"4\" />\n", x, y);
}

/* CLASS says on which side room is left. */
static void open_chart(GString *out, const PaperBlock *chart, const char *class, int height) {
  g_autofree char *name = g_markup_escape_text(chart->text, -1);
  g_autofree char *alt = g_markup_escape_text(chart->alt, -1);
  g_string_append_printf(
      out,
      "<svg class=\"%s\" id=\"%s\" role=\"img\" aria-labelledby=\"%s-name %s-alt\" "
      "width=\"100%%\" height=\"%d\">\n"
      "<title id=\"%s-name\">%s</title>\n<desc id=\"%s-alt\">%s</desc>\n",
      class, chart->key, chart->key, chart->key, height, chart->key, name, chart->key, alt);
}

static void put_empty(GString *out, double down) {
  put_label(out, 50, 0, down, "mid soft", "No figures yet");
}

static double down(double share) {
  return TOP + PLOT * (1 - share);
}

/* -- a curve ----------------------------------------------------------------------------------- */

typedef struct {
  double first, last; /* study days */
} Span;

static Span span_of(const GArray *marks) {
  Span span = {INFINITY, -INFINITY};
  for (guint i = 0; i < marks->len; i++) {
    double at = g_array_index(marks, PaperMark, i).at;
    span.first = fmin(span.first, at);
    span.last = fmax(span.last, at);
  }
  return span;
}

/* In percent; the middle where all points are of one day. */
static double across(Span span, double at) {
  return span.last > span.first ? 100 * (at - span.first) / (span.last - span.first) : 50;
}

static void put_scale(GString *out) {
  for (int i = 0; i <= 2; i++) {
    g_autofree char *percent = paper_percent(i / 2.0);
    put_line(out, i == 0 ? "base" : "grid", 0, down(i / 2.0), 100, down(i / 2.0));
    put_label(out, 0, -8, down(i / 2.0) + 4, "end soft", percent);
  }
}

static void put_target(GString *out, double target) {
  if (isnan(target)) return;
  g_autofree char *percent = paper_percent(target);
  g_autofree char *text = g_strconcat("target ", percent, NULL);
  put_line(out, "target", 0, down(target), 100, down(target));
  put_label(out, 0, 4, down(target) - 6, "aim", text);
}

/* A drawing of its own, stretched to the plot; the style keeps its stroke from being stretched. */
static void put_path(GString *out, const GArray *marks, Span span) {
  g_string_append_printf(out,
                         "<svg y=\"%d\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 100 100\" "
                         "preserveAspectRatio=\"none\"><polyline class=\"curve\" points=\"",
                         TOP, PLOT);
  for (guint i = 0; i < marks->len; i++) {
    const PaperMark *mark = &g_array_index(marks, PaperMark, i);
    g_autofree char *x = paper_decimal(across(span, mark->at), 3);
    g_autofree char *y = paper_decimal(100 * (1 - mark->middle), 3);
    g_string_append_printf(out, "%s%s,%s", i == 0 ? "" : " ", x, y);
  }
  g_string_append(out, "\" /></svg>\n");
}

static void put_day(GString *out, Span span, double day) {
  PaperFigure figure = {PAPER_DAY, NULL, NULL, day};
  g_autofree char *date = paper_shown(&figure);
  put_label(out, across(span, day), 0, TOP + PLOT + 20,
            span.last > span.first ? (day == span.first ? "soft" : "end soft") : "mid soft", date);
}

static void put_points(GString *out, const GArray *marks, Span span) {
  const PaperMark *last = &g_array_index(marks, PaperMark, marks->len - 1);
  g_autofree char *percent = paper_percent(last->middle);
  for (guint i = 0; i < marks->len; i++) {
    const PaperMark *mark = &g_array_index(marks, PaperMark, i);
    if (marks->len <= DOTS_MOST || mark == last)
      put_dot(out, across(span, mark->at), down(mark->middle));
  }
  put_label(out, across(span, last->at), 0, down(last->middle) - 11,
            span.last > span.first ? "end strong" : "mid strong", percent);
  put_day(out, span, span.first);
  if (span.last > span.first) put_day(out, span, span.last);
}

static void put_curve(GString *out, const PaperBlock *chart) {
  open_chart(out, chart, "scaled", TOP + PLOT + BOTTOM);
  put_scale(out);
  put_target(out, chart->target);
  if (chart->marks->len == 0) {
    put_empty(out, TOP + PLOT * 0.75);
  } else {
    Span span = span_of(chart->marks);
    if (span.last > span.first) put_path(out, chart->marks, span);
    put_points(out, chart->marks, span);
  }
  g_string_append(out, "</svg>\n");
}

/* -- intervals --------------------------------------------------------------------------------- */

/* "71 % (62–79)", of what is known. Newly allocated. */
static char *interval_words(const PaperMark *mark) {
  if (isnan(mark->middle)) return g_strdup("not known");
  g_autofree char *middle = paper_percent(mark->middle);
  if (isnan(mark->low) || isnan(mark->high)) return g_steal_pointer(&middle);
  g_autofree char *low = paper_decimal(100 * mark->low, 0);
  g_autofree char *high = paper_decimal(100 * mark->high, 0);
  return g_strdup_printf("%s (%s–%s)", middle, low, high);
}

/* Writes a name on as many lines as it needs, the first of them at DOWN. Returns how many. */
static int put_name(GString *out, double down_px, const char *name) {
  g_autofree char *shown = text_shorten(name, NAME_MOST);
  g_autoptr(GArray) lines = text_wrap(shown, NAME);
  for (guint i = 0; i < lines->len; i++) {
    const TextLine *line = &g_array_index(lines, TextLine, i);
    g_autofree char *text = g_strndup(shown + line->offset, line->length);
    put_label(out, 0, 0, down_px + LINE * i, "", text);
  }
  return (int)lines->len;
}

static void put_track(GString *out, const PaperMark *mark, double target, double y) {
  put_line(out, "track", 0, y, 100, y);
  if (!isnan(mark->middle) && !isnan(mark->low) && !isnan(mark->high)) {
    put_line(out, "range", 100 * mark->low, y, 100 * mark->high, y);
    put_line(out, "cap", 100 * mark->low, y - 5, 100 * mark->low, y + 5);
    put_line(out, "cap", 100 * mark->high, y - 5, 100 * mark->high, y + 5);
  }
  if (!isnan(target)) put_line(out, "target", 100 * target, y - 9, 100 * target, y + 9);
  if (!isnan(mark->middle)) put_dot(out, 100 * mark->middle, y);
}

static void put_interval_scale(GString *out, double y) {
  for (int i = 0; i <= 2; i++) {
    g_autofree char *percent = paper_percent(i / 2.0);
    put_line(out, "grid", 50 * i, y - 18, 50 * i, y - 13);
    put_label(out, 50 * i, 0, y, i == 0 ? "soft" : i == 1 ? "mid soft" : "end soft", percent);
  }
}

/* The rows below each other from Y on. Returns where they end. */
static int put_interval_rows(GString *out, const PaperBlock *chart, int y) {
  for (guint i = 0; i < chart->marks->len; i++) {
    const PaperMark *mark = &g_array_index(chart->marks, PaperMark, i);
    g_autofree char *words = interval_words(mark);
    y += LINE * put_name(out, y + LINE - 4, mark->name) + TRACK - 5;
    put_track(out, mark, chart->target, y);
    put_label(out, 100, VALUE, y + 4, isnan(mark->middle) ? "end soft" : "end strong", words);
    y += TRACK;
  }
  return y;
}

/* The target's words must not leave the drawing: near an edge they begin or end at their place. */
static const char *anchor(double target) {
  return target < 0.2 ? "aim" : target > 0.8 ? "aim end" : "aim mid";
}

static void put_intervals(GString *out, const PaperBlock *chart) {
  GString *rows = g_string_new(NULL);
  int y = isnan(chart->target) ? 0 : LINE + 4;
  if (!isnan(chart->target)) {
    g_autofree char *percent = paper_percent(chart->target);
    g_autofree char *text = g_strconcat("target ", percent, NULL);
    put_label(rows, 100 * chart->target, 0, 12, anchor(chart->target), text);
  }
  if (chart->marks->len == 0) put_empty(rows, y += 2 * LINE);
  y = put_interval_rows(rows, chart, y) + BOTTOM;
  put_interval_scale(rows, y - 8);
  open_chart(out, chart, "ranged", y);
  g_string_append_len(out, rows->str, (gssize)rows->len);
  g_string_append(out, "</svg>\n");
  g_string_free(rows, TRUE);
}

/* -- columns ----------------------------------------------------------------------------------- */

/* VALUE as on the scale: whole, but for small ones with a fraction. Newly allocated. */
static char *bar_words(double value) {
  return isfinite(value) ? paper_decimal(value, fabs(value) < 10 ? 1 : 0) : g_strdup("–");
}

static bool is_bar(const PaperMark *mark) {
  return isfinite(mark->middle) && mark->middle > 0;
}

/* The greatest value's place; 0 where no value is above 0. */
static guint greatest(const GArray *marks) {
  guint best = 0;
  for (guint i = 1; i < marks->len; i++) {
    const PaperMark *mark = &g_array_index(marks, PaperMark, i);
    const PaperMark *top = &g_array_index(marks, PaperMark, best);
    if (is_bar(mark) && (!is_bar(top) || mark->middle > top->middle)) best = i;
  }
  return best;
}

static void put_bar(GString *out, double x, double width, double height) {
  g_autofree char *left = paper_decimal(x, 3), *wide = paper_decimal(width, 3);
  g_autofree char *y = paper_decimal(down(height), 2), *high = paper_decimal(PLOT * height, 2);
  g_string_append_printf(
      out, "<rect class=\"bar\" x=\"%s%%\" y=\"%s\" width=\"%s%%\" height=\"%s\" />\n", left, y,
      wide, high);
}

/* Every how many columns a name stands below: each where there is room for the widest. */
static guint name_step(const GArray *marks) {
  int widest = 1;
  for (guint i = 0; i < marks->len; i++)
    widest = MAX(widest, text_width(g_array_index(marks, PaperMark, i).name, -1));
  guint room = (guint)(BAR_NAMES / (MIN(widest, BAR_NAME) + 1));
  return (marks->len + room - 1) / room;
}

static void put_bar_scale(GString *out, const char *unit, double top) {
  g_autofree char *most = bar_words(top);
  put_line(out, "base", 0, down(0), 100, down(0));
  put_line(out, "grid", 0, down(1), 100, down(1));
  put_label(out, 0, -8, down(0) + 4, "end soft", "0");
  put_label(out, 0, -8, down(1) + 4, "end soft", most);
  put_label(out, 0, -SCALE, 9, "soft", unit);
}

static void put_columns(GString *out, const GArray *marks, double top) {
  guint best = greatest(marks), every = name_step(marks);
  double step = 100.0 / marks->len, width = fmin(step * 0.7, BAR_WIDEST);
  for (guint i = 0; i < marks->len; i++) {
    const PaperMark *mark = &g_array_index(marks, PaperMark, i);
    double height = is_bar(mark) ? mark->middle / top : 0, middle = step * (i + 0.5);
    put_bar(out, middle - width / 2, width, height);
    g_autofree char *words = bar_words(mark->middle);
    if (marks->len <= BAR_MOST || i == best)
      put_label(out, middle, 0, down(height) - 6, "mid strong", words);
    g_autofree char *name = text_shorten(mark->name, BAR_NAME);
    if (i % every == 0) put_label(out, middle, 0, TOP + PLOT + 20, "mid soft", name);
  }
}

static void put_bars(GString *out, const PaperBlock *chart) {
  const GArray *marks = chart->marks;
  const PaperMark *best =
      marks->len == 0 ? NULL : &g_array_index(marks, PaperMark, greatest(marks));
  double top = best != NULL && is_bar(best) ? best->middle : 1;
  open_chart(out, chart, "scaled", TOP + PLOT + BOTTOM);
  put_bar_scale(out, chart->unit, top);
  if (marks->len == 0)
    put_empty(out, TOP + PLOT * 0.75);
  else
    put_columns(out, marks, top);
  g_string_append(out, "</svg>\n");
}

void paper_svg(GString *out, const PaperBlock *chart) {
  switch (chart->kind) {
  case PAPER_CURVE: put_curve(out, chart); break;
  case PAPER_INTERVALS: put_intervals(out, chart); break;
  case PAPER_BARS: put_bars(out, chart); break;
  default: g_assert_not_reached();
  }
}
