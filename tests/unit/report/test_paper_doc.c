/* A paper as lines: the same order and figures at any width, charts only beside words. */
#include "../unit.h"
#include "report/paper_doc.h"
#include <string.h>

static const PaperColumn COLUMNS[] = {
    {"Area", PAPER_TEXT}, {"State", PAPER_TEXT}, {"Share", PAPER_SHARE}, {"Fresh", PAPER_COUNT}};

static Paper *paper_of_all(void) {
  Paper *paper = paper_new("en", "A report");
  const PaperPoint points[] = {{20000, .4}, {20007, .6}};
  const PaperInterval rows[] = {{"Ethics", .5, .6, .7}, {"Data", NAN, NAN, NAN}};
  const PaperBar bars[] = {{"09-08", 30}, {"09-15", 60}};
  paper_text(paper, "One.\n\nTwo.");
  paper_heading(paper, 2, "Figures");
  paper_fact(paper, "share", "Share", PAPER_VALUE(PAPER_SHARE, .714));
  paper_fact(paper, "none", "Nothing", PAPER_VALUE(PAPER_SHARE, NAN));
  paper_item(paper, "An item");
  paper_quote(paper, "Said\nso");
  paper_table(paper, "areas", "Areas", COLUMNS, G_N_ELEMENTS(COLUMNS));
  paper_row(paper, (PaperCell[]){PAPER_WORD("Ethics and Policies"), PAPER_WORD("open"),
                                 PAPER_VALUE(PAPER_SHARE, .6), PAPER_VALUE(PAPER_COUNT, 12)});
  paper_row(paper, (PaperCell[]){PAPER_WORD("Data"), PAPER_WORD("unknown"),
                                 PAPER_VALUE(PAPER_SHARE, NAN), PAPER_VALUE(PAPER_COUNT, 3)});
  paper_curve(paper, "Curve", "It rises.", points, 2, .75);
  paper_intervals(paper, "Intervals", "One is known.", rows, 2, .75);
  paper_bars(paper, "Bars", "They grow.", "min", bars, 2);
  return paper;
}

static const DocLine *line_at(const Doc *doc, guint i) {
  assert_true(i < doc->lines->len);
  return doc->lines->pdata[i];
}

/* The place of the line TEXT. */
static guint place_of(const Doc *doc, const char *text) {
  for (guint i = 0; i < doc->lines->len; i++)
    if (strcmp(line_at(doc, i)->text, text) == 0) return i;
  fail_msg("no line '%s'", text);
  return 0;
}

static void everything_comes_in_the_papers_order(void **state) {
  (void)state;
  static const char *const order[] = {"A report",    "One.",       "Two.",          "Figures",
                                      "Share: 71 %", "Nothing: –", "- An item",     "Said\nso",
                                      "Areas",       "It rises.",  "One is known.", "They grow."};
  g_autoptr(Paper) paper = paper_of_all();
  g_autoptr(Doc) doc = paper_doc(paper, 78);
  guint before = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
    guint at = place_of(doc, order[i]);
    assert_true(i == 0 || at > before);
    before = at;
  }
  assert_int_equal(line_at(doc, place_of(doc, "Figures"))->kind, DOC_HEADING);
}

static void a_table_that_fits_stands_in_columns(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_of_all();
  g_autoptr(Doc) doc = paper_doc(paper, 78);
  guint at = place_of(doc, "Areas");
  assert_string_equal(line_at(doc, at + 1)->text, "Area                 State    Share  Fresh");
  assert_string_equal(line_at(doc, at + 2)->text, "Ethics and Policies  open      60 %     12");
  assert_string_equal(line_at(doc, at + 3)->text, "Data                 unknown      –      3");
}

static void a_table_that_does_not_fit_becomes_sentences(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_of_all();
  g_autoptr(Doc) doc = paper_doc(paper, 40);
  guint at = place_of(doc, "Areas");
  assert_string_equal(line_at(doc, at + 1)->text, "Ethics and Policies");
  assert_string_equal(line_at(doc, at + 2)->text, "state open, share 60 %, fresh 12");
  assert_string_equal(line_at(doc, at + 3)->text, "Data");
  assert_string_equal(line_at(doc, at + 4)->text, "state unknown, fresh 3");
}

static void charts_keep_to_their_columns_and_can_be_left_out(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_of_all();
  g_autoptr(Doc) doc = paper_doc(paper, 40);
  int drawn = 0;
  for (guint i = 0; i < doc->lines->len; i++) {
    const DocLine *line = line_at(doc, i);
    if (line->kind != DOC_CHART) continue;
    drawn++;
    assert_true(line->indent + (int)g_utf8_strlen(line->text, -1) <= 40);
  }
  assert_int_equal(drawn, 4 + 2 + 2); /* the curve; the interval that is known; the bars */
  assert_int_equal(line_at(doc, place_of(doc, "It rises."))->kind, DOC_TEXT);
}

static void percent_signs_in_names_are_words(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_new("en", "100 %s");
  paper_heading(paper, 2, "%n%d");
  paper_fact(paper, "k", "%s", PAPER_WORD("%s"));
  g_autoptr(Doc) doc = paper_doc(paper, 78);
  place_of(doc, "100 %s");
  place_of(doc, "%n%d");
  place_of(doc, "%s: %s");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(everything_comes_in_the_papers_order),
      cmocka_unit_test(a_table_that_fits_stands_in_columns),
      cmocka_unit_test(a_table_that_does_not_fit_becomes_sentences),
      cmocka_unit_test(charts_keep_to_their_columns_and_can_be_left_out),
      cmocka_unit_test(percent_signs_in_names_are_words),
  };
  return UNIT_RUN(tests);
}
