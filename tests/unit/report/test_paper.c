/* What a report to hand on looks like in each form, and what it keeps out of it. */
#include "../unit.h"
#include "report/paper.h"
#include <locale.h>
#include <string.h>

/* -- a page read back -------------------------------------------------------------------------- */

typedef struct {
  GHashTable *values; /* id to what stands in the attribute "value", "" without one */
  GHashTable *texts;  /* id to its text */
  GHashTable *counts; /* element to how often it stands there */
  GPtrArray *open;    /* ids of the elements around; "" for none */
  GString *style, *text;
  char *policy;
  bool in_style;
} Page;

static int count_of(const Page *page, const char *element) {
  return GPOINTER_TO_INT(g_hash_table_lookup(page->counts, element));
}

/* Nothing that could run, load or look for itself has a place in a page. */
static void refuse_attribute(const char *name, const char *value) {
  assert_false(g_str_has_prefix(name, "on"));
  assert_string_not_equal(name, "style");
  assert_string_not_equal(name, "src");
  assert_string_not_equal(name, "srcset");
  assert_string_not_equal(name, "action");
  assert_null(strstr(name, "xlink"));
  if (strcmp(name, "href") == 0) assert_string_equal(value, "#Report");
}

static void start_element(GMarkupParseContext *context, const char *element, const char **names,
                          const char **values, void *data, GError **error) {
  (void)context;
  (void)error;
  Page *page = data;
  const char *id = "", *value = "";
  bool policy = false;
  for (int i = 0; names[i] != NULL; i++) {
    refuse_attribute(names[i], values[i]);
    if (strcmp(names[i], "id") == 0) id = values[i];
    if (strcmp(names[i], "value") == 0) value = values[i];
    if (strcmp(names[i], "http-equiv") == 0) policy = true;
    if (policy && strcmp(names[i], "content") == 0) page->policy = g_strdup(values[i]);
  }
  if (*id != '\0') assert_true(g_hash_table_insert(page->values, g_strdup(id), g_strdup(value)));
  g_ptr_array_add(page->open, g_strdup(id));
  page->in_style = strcmp(element, "style") == 0;
  g_hash_table_insert(page->counts, g_strdup(element),
                      GINT_TO_POINTER(count_of(page, element) + 1));
}

static void end_element(GMarkupParseContext *context, const char *element, void *data,
                        GError **error) {
  (void)context;
  (void)element;
  (void)error;
  Page *page = data;
  g_ptr_array_remove_index(page->open, page->open->len - 1);
  page->in_style = false;
}

static void add_text(GMarkupParseContext *context, const char *text, gsize length, void *data,
                     GError **error) {
  (void)context;
  (void)error;
  Page *page = data;
  if (page->in_style) g_string_append_len(page->style, text, (gssize)length);
  if (page->in_style) return;
  g_string_append_len(page->text, text, (gssize)length);
  for (guint i = 0; i < page->open->len; i++) {
    const char *id = page->open->pdata[i], *old = g_hash_table_lookup(page->texts, id);
    if (*id == '\0') continue;
    char *all = g_strdup_printf("%s%.*s", old == NULL ? "" : old, (int)length, text);
    g_hash_table_insert(page->texts, g_strdup(id), all);
  }
}

static void page_free(Page *page) {
  g_hash_table_destroy(page->values);
  g_hash_table_destroy(page->texts);
  g_hash_table_destroy(page->counts);
  g_ptr_array_free(page->open, TRUE);
  g_string_free(page->style, TRUE);
  g_string_free(page->text, TRUE);
  g_free(page->policy);
  g_free(page);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* Fails where HTML is not well-formed, has an id twice or an attribute that it must not have. */
static Page *page_read(const char *html) {
  static const GMarkupParser parser = {start_element, end_element, add_text, NULL, NULL};
  Page *page = g_new0(Page, 1);
  page->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  page->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  page->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  page->open = g_ptr_array_new_with_free_func(g_free);
  page->style = g_string_new(NULL);
  page->text = g_string_new(NULL);
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, page, NULL);
  g_autoptr(GError) error = NULL;
  bool fine = g_markup_parse_context_parse(context, html, -1, &error) &&
              g_markup_parse_context_end_parse(context, &error);
  if (!fine) fail_msg("%s", error->message);
  return page;
}

static Page *page_of(const Paper *paper) {
  g_autofree char *html = paper_html(paper);
  assert_true(g_str_has_suffix(html, "\n"));
  return page_read(html);
}

static const char *value_of(const Page *page, const char *id) {
  const char *value = g_hash_table_lookup(page->values, id);
  if (value == NULL) fail_msg("nothing has the id %s", id);
  return value;
}

static const char *text_of(const Page *page, const char *id) {
  return g_hash_table_lookup(page->texts, id);
}

/* -- papers ------------------------------------------------------------------------------------ */

static const PaperColumn areas[] = {
    {"Area", PAPER_TEXT}, {"Mastery", PAPER_SHARE}, {"Answers", PAPER_COUNT}};

static void add_area(Paper *paper, const char *name, double mastery, double answers) {
  PaperCell cells[] = {PAPER_WORD(name), PAPER_VALUE(PAPER_SHARE, mastery),
                       PAPER_VALUE(PAPER_COUNT, answers)};
  paper_row(paper, cells);
}

static void add_charts(Paper *paper, const char *name) {
  const PaperPoint points[] = {{20000, 0.4}, {20007, 0.55}, {20014, NAN}, {20021, 7}};
  const PaperInterval rows[] = {
      {name, 0.2, 0.4, 0.6}, {name, NAN, NAN, NAN}, {name, NAN, 0.5, NAN}};
  const PaperBar bars[] = {{name, 0}, {name, 95}, {name, NAN}, {name, -4}};
  paper_curve(paper, name, name, points, 4, 0.75);
  paper_intervals(paper, name, name, rows, 3, 0.75);
  paper_bars(paper, name, name, name, bars, 4);
}

/* A paper in which every text is NAME. */
static Paper *named(const char *name) {
  Paper *paper = paper_new("en", name);
  paper_heading(paper, 2, name);
  paper_text(paper, name);
  paper_quote(paper, name);
  paper_item(paper, name);
  paper_fact(paper, name, name, PAPER_WORD(name));
  const PaperColumn columns[] = {{name, PAPER_TEXT}, {name, PAPER_SHARE}};
  PaperCell cells[] = {PAPER_WORD(name), PAPER_WORD(name)};
  paper_table(paper, name, name, columns, 2);
  paper_row(paper, cells);
  add_charts(paper, name);
  return paper;
}

static Paper *small(void) {
  Paper *paper = paper_new("en", "Readiness");
  paper_heading(paper, 2, "At a glance");
  paper_text(paper, "One.\nStill one.\n\nTwo.");
  paper_fact(paper, "readiness.chance", "Chance", PAPER_VALUE(PAPER_SHARE, 0.7125));
  paper_fact(paper, "exam.day", "Exam", PAPER_VALUE(PAPER_DAY, 20780));
  paper_fact(paper, "mentor.score", "Mentor", PAPER_VALUE(PAPER_SHARE, NAN));
  paper_item(paper, "First");
  paper_item(paper, "Second");
  paper_quote(paper, "I can.\n\nI will.");
  paper_table(paper, "areas", "Areas", areas, 3);
  add_area(paper, "Privacy", 0.83, 407);
  add_area(paper, "Budget", NAN, 0);
  add_charts(paper, "Progress");
  return paper;
}

/* -- pages ------------------------------------------------------------------------------------- */

static void a_page_has_landmarks_one_title_and_its_language(void **state) {
  (void)state;
  g_autoptr(Paper) paper = small();
  g_autofree char *html = paper_html(paper);
  g_autoptr(Page) page = page_read(html);
  assert_true(g_str_has_prefix(html, "<!DOCTYPE html>\n<html lang=\"en\">\n"));
  const char *const once[] = {"style", "header", "main",  "footer",  "h1",        "h2",
                              "dl",    "ul",     "table", "caption", "blockquote"};
  for (size_t i = 0; i < G_N_ELEMENTS(once); i++) assert_int_equal(count_of(page, once[i]), 1);
  assert_int_equal(count_of(page, "li"), 2);
  assert_int_equal(count_of(page, "dt"), 3);
  assert_int_equal(count_of(page, "figure"), 3);
  assert_int_equal(count_of(page, "desc"), 3);
  assert_int_equal(count_of(page, "script"), 0);
  assert_non_null(strstr(html, "<p dir=\"auto\">One. Still one.</p>\n<p dir=\"auto\">Two.</p>"));
  assert_non_null(strstr(html, "I can.<br />\n<br />\nI will."));
  assert_non_null(strstr(html, "<meta name=\"referrer\" content=\"no-referrer\" />"));
}

static void a_language_that_is_none_counts_as_english(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_new("\"><script>", "T");
  g_autofree char *html = paper_html(paper);
  assert_non_null(strstr(html, "<html lang=\"en\">"));
}

static void the_policy_names_the_hash_of_the_one_style(void **state) {
  (void)state;
  g_autoptr(Paper) paper = small();
  g_autoptr(Page) page = page_of(paper);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_checksum_update(sum, (const guchar *)page->style->str, (gssize)page->style->len);
  g_checksum_get_digest(sum, digest, &size);
  g_autofree char *hash = g_base64_encode(digest, size);
  g_autofree char *policy = g_strdup_printf(
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'", hash);
  assert_string_equal(page->policy, policy);
  assert_true(page->style->len > 1000);
}

static void a_page_asks_for_nothing_and_runs_nothing(void **state) {
  (void)state;
  static const char *const never[] = {"http:",   "https:",      "url(",  "<script",
                                      "style=",  "@import",     "<link", "<img",
                                      "<iframe", "javascript:", "xmlns", "<object"};
  g_autoptr(Paper) paper = small();
  g_autofree char *html = paper_html(paper);
  for (size_t i = 0; i < G_N_ELEMENTS(never); i++) assert_null(strstr(html, never[i]));
}

static void figures_stand_with_their_exact_value(void **state) {
  (void)state;
  static const struct {
    const char *key;
    PaperKind kind;
    double value;
    const char *exact, *shown;
  } cases[] = {
      {"a", PAPER_SHARE, 0.7125, "0.7125", "71 %"},
      {"b", PAPER_SHARE, 0.1 + 0.2, "0.30000000000000004", "30 %"},
      {"c", PAPER_SHARE, 1.0 / 3, "0.3333333333333333", "33 %"},
      {"d", PAPER_COUNT, 1234, "1234", "1234"},
      {"e", PAPER_COUNT, 100, "100", "100"},
      {"f", PAPER_NUMBER, 0.2666, "0.2666", "0.27"},
      {"g", PAPER_NUMBER, -0.001, "-0.001", "0.00"},
      {"h", PAPER_MINUTES, 95, "95", "1 h 35 min"},
      {"i", PAPER_MINUTES, 120, "120", "2 h"},
      {"j", PAPER_MINUTES, 59.7, "59.7", "1 h"},
      {"k", PAPER_MINUTES, 0, "0", "0 min"},
      {"l", PAPER_DAY, 20780, "2026-11-23", "2026-11-23"},
      {"m", PAPER_SHARE, -0.0, "0", "0 %"},
      {"p", PAPER_POINTS, 0.031, "0.031", "+3 points"},
      {"q", PAPER_POINTS, -0.0125, "-0.0125", "-1 point"},
      {"r", PAPER_POINTS, 0.001, "0.001", "0 points"},
  };
  g_autoptr(Paper) paper = paper_new("en", "Figures");
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    paper_fact(paper, cases[i].key, "F", PAPER_VALUE(cases[i].kind, cases[i].value));
  g_autoptr(Page) page = page_of(paper);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    assert_string_equal(value_of(page, cases[i].key), cases[i].exact);
    assert_string_equal(text_of(page, cases[i].key), cases[i].shown);
    if (cases[i].kind != PAPER_DAY)
      assert_true(g_ascii_strtod(cases[i].exact, NULL) == cases[i].value);
  }
  assert_int_equal(count_of(page, "data"), (int)G_N_ELEMENTS(cases));
}

static void what_is_no_number_is_none_in_every_form(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_new("en", "None");
  paper_fact(paper, "a", "A", PAPER_VALUE(PAPER_SHARE, NAN));
  paper_fact(paper, "b", "B", PAPER_VALUE(PAPER_DAY, INFINITY));
  paper_fact(paper, "c", "C", PAPER_WORD(""));
  paper_fact(paper, "d", "D", PAPER_WORD(NULL));
  g_autoptr(Page) page = page_of(paper);
  for (const char *id = "a\0b\0c\0d\0"; *id != '\0'; id += 2) {
    assert_string_equal(value_of(page, id), "");
    assert_string_equal(text_of(page, id), "–none");
  }
  assert_int_equal(count_of(page, "data"), 0);
  g_autofree char *markdown = paper_markdown(paper), *csv = paper_csv(paper);
  assert_non_null(strstr(markdown, "* **A:** none\n* **B:** none\n* **C:** none\n"));
  assert_string_equal(csv, "key,name,value\r\na,A,\r\nb,B,\r\nc,C,\r\nd,D,\r\n");
}

static void cells_are_found_by_table_row_and_column(void **state) {
  (void)state;
  g_autoptr(Paper) paper = small();
  g_autoptr(Page) page = page_of(paper);
  assert_string_equal(text_of(page, "areas.0.0"), "Privacy");
  assert_string_equal(text_of(page, "areas.0.1"), "83 %");
  assert_string_equal(text_of(page, "areas.1.2"), "0");
  assert_string_equal(text_of(page, "areas.1.1"), "–none");
  g_autofree char *html = paper_html(paper);
  assert_non_null(strstr(html, "<th role=\"rowheader\" scope=\"row\" id=\"areas.0.0\">"));
  assert_non_null(strstr(html, "data-label=\"Mastery\"><data value=\"0.83\">83 %</data></td>"));
}

static void a_key_that_is_taken_or_unfit_becomes_another(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_new("en", "Keys");
  paper_fact(paper, "t.0.0", "A", PAPER_VALUE(PAPER_COUNT, 1));
  paper_fact(paper, "same", "B", PAPER_VALUE(PAPER_COUNT, 2));
  paper_fact(paper, "same", "C", PAPER_VALUE(PAPER_COUNT, 3));
  paper_fact(paper, "Figure1\" x", "D", PAPER_VALUE(PAPER_COUNT, 4));
  paper_fact(paper, "Report", "E", PAPER_VALUE(PAPER_COUNT, 5));
  paper_fact(paper, "", "F", PAPER_VALUE(PAPER_COUNT, 6));
  paper_fact(paper, "score_low.7", "H", PAPER_VALUE(PAPER_COUNT, 8));
  paper_table(paper, "t", "T", areas, 3);
  add_area(paper, "G", 0.5, 7);
  paper_curve(paper, "H", "H", NULL, 0, NAN);
  g_autoptr(Page) page = page_of(paper);
  assert_string_equal(value_of(page, "same"), "2");
  assert_string_equal(value_of(page, "same-2"), "3");
  assert_string_equal(value_of(page, "figure1--x"), "4");
  assert_string_equal(value_of(page, "report"), "5");
  assert_string_equal(text_of(page, "t.0.0-2"), "G");
  assert_string_equal(value_of(page, "score_low.7"), "8");
}

/* -- names from strangers ---------------------------------------------------------------------- */

static const char *const hostile[] = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onload='alert(1)",
    "</style><script>",
    "</title></svg>]]>-->",
    "&lt;b&gt; &amp;",
    "\x1b[31mred\x1b]0;t\x07",
    "a\xe2\x80\xae"
    "gpj.exe",
    "\xff\xfe broken",
    "=cmd|' /C calc'!A0",
    "| a | b |\n|---|---|",
    "`code` *b* _i_ [l](http://a.example) ![i](x)",
    "line one\r\nline two\rline three\xe2\x80\xa8line four",
    "{{ x }} ${x} %s%n",
    "",
    NULL,
};

static void hostile_names_stay_words_on_a_page(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
    g_autoptr(Paper) paper = named(hostile[i]);
    g_autofree char *html = paper_html(paper);
    g_autoptr(Page) page = page_read(html);
    assert_int_equal(count_of(page, "script") + count_of(page, "img") + count_of(page, "b"), 0);
    assert_int_equal(count_of(page, "style"), 1);
    assert_int_equal(count_of(page, "svg"), 4); /* three charts, and the curve's plot */
    assert_null(strstr(html, "<script"));
    assert_null(strchr(html, '\x1b'));
    assert_null(strstr(html, "\xe2\x80\xae"));
    assert_true(g_utf8_validate(html, -1, NULL));
  }
}

static void what_was_written_is_read_on_the_page(void **state) {
  (void)state;
  g_autoptr(Paper) paper = named("</style><script> & \"x\" 'y'");
  g_autoptr(Page) page = page_of(paper);
  assert_non_null(strstr(page->text->str, "</style><script> & \"x\" 'y'"));
  g_autoptr(Paper) bent = named("a\x1b\xe2\x80\xae");
  g_autoptr(Page) shown = page_of(bent);
  assert_non_null(strstr(shown->text->str, "a<U+001B><U+202E>"));
}

static void a_word_of_ten_thousand_letters_is_no_trouble(void **state) {
  (void)state;
  g_autofree char *word = g_strnfill(10000, 'w');
  g_autoptr(Paper) paper = named(word);
  g_autoptr(Page) page = page_of(paper);
  assert_string_equal(text_of(page, "Figure1-alt"), word);
  g_autofree char *html = paper_html(paper);
  assert_non_null(strstr(html, " class=\"long\""));
  g_autofree char *svg = g_strndup(strstr(html, "Figure2-alt\">"), 14000);
  assert_non_null(strstr(svg, "…</text>"));
}

/* -- shapes ------------------------------------------------------------------------------------ */

static void empty_tables_and_charts_say_so(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_new("en", "Empty");
  paper_table(paper, "t", "T", areas, 3);
  paper_curve(paper, "C", "C", NULL, 0, 0.5);
  paper_intervals(paper, "I", "I", NULL, 0, NAN);
  paper_bars(paper, "B", "B", "min", NULL, 0);
  g_autoptr(Page) page = page_of(paper);
  assert_non_null(strstr(page->text->str, "No rows."));
  assert_int_equal(count_of(page, "rect") + count_of(page, "circle"), 0);
  for (const char *id = "Figure1\0Figure2\0Figure3\0"; *id != '\0'; id += strlen(id) + 1)
    assert_non_null(strstr(text_of(page, id), "No figures yet"));
}

static void a_curve_of_one_point_is_a_dot_in_the_middle(void **state) {
  (void)state;
  const PaperPoint point = {20780, 0.5};
  g_autoptr(Paper) paper = paper_new("en", "One");
  paper_curve(paper, "C", "C", &point, 1, NAN);
  g_autofree char *html = paper_html(paper);
  g_autoptr(Page) page = page_read(html);
  assert_non_null(strstr(html, "<circle class=\"dot\" cx=\"50%\" cy=\"104\" r=\"4\" />"));
  assert_int_equal(count_of(page, "circle"), 1);
  assert_int_equal(count_of(page, "polyline"), 0);
  assert_non_null(strstr(text_of(page, "Figure1"), "2026-11-23"));
}

static void a_curve_goes_from_its_first_day_to_its_last(void **state) {
  (void)state;
  g_autoptr(Paper) paper = small();
  g_autofree char *html = paper_html(paper);
  assert_non_null(strstr(html, "points=\"0,60 33.333,45 100,0\""));
  assert_non_null(strstr(html, "target 75 %"));
}

static void an_interval_not_known_is_an_empty_line_with_words(void **state) {
  (void)state;
  g_autoptr(Paper) paper = small();
  g_autofree char *html = paper_html(paper);
  g_autoptr(Page) page = page_read(html);
  assert_non_null(strstr(text_of(page, "Figure2"), "40 % (20–60)"));
  assert_non_null(strstr(text_of(page, "Figure2"), "not known"));
  assert_non_null(strstr(text_of(page, "Figure2"), "\n50 %\n"));
  assert_non_null(strstr(html, "<line class=\"range\" x1=\"20%\" "));
}

static void columns_reach_up_to_the_greatest_value(void **state) {
  (void)state;
  const PaperBar bars[] = {{"a", 50}, {"b", 200}, {"c", 0}};
  const PaperBar none[] = {{"a", 0}, {"b", 0}};
  g_autoptr(Paper) paper = paper_new("en", "Bars");
  paper_bars(paper, "B", "B", "min", bars, 3);
  paper_bars(paper, "N", "N", "min", none, 2);
  g_autofree char *html = paper_html(paper);
  g_autoptr(Page) page = page_read(html);
  assert_int_equal(count_of(page, "rect"), 5);
  assert_non_null(strstr(html, "y=\"24\" width=\"14%\" height=\"160\""));
  assert_non_null(strstr(html, "y=\"144\" width=\"14%\" height=\"40\""));
  assert_null(strstr(html, "nan"));
  assert_null(strstr(html, "inf"));
}

static void a_hundred_rows_are_a_hundred_rows(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_new("en", "Many");
  PaperInterval rows[100];
  PaperBar bars[100];
  paper_table(paper, "t", "T", areas, 3);
  for (int i = 0; i < 100; i++) {
    add_area(paper, "Area", i / 100.0, i);
    rows[i] = (PaperInterval){"Area", 0.1, 0.2, 0.3};
    bars[i] = (PaperBar){"Week", i};
  }
  paper_intervals(paper, "I", "I", rows, 100, 0.5);
  paper_bars(paper, "B", "B", "min", bars, 100);
  g_autoptr(Page) page = page_of(paper);
  assert_int_equal(count_of(page, "tr"), 101);
  assert_int_equal(count_of(page, "rect"), 100);
  assert_string_equal(text_of(page, "t.99.2"), "99");
  const char *chart = text_of(page, "Figure2");
  assert_non_null(strstr(chart, "99"));
  assert_null(strstr(chart, "98"));
}

static void equal_papers_are_equal_bytes_in_every_locale(void **state) {
  (void)state;
  for (int form = PAPER_HTML; form <= PAPER_CSV; form++) {
    g_autoptr(Paper) a = small();
    g_autoptr(Paper) b = small();
    g_autofree char *one = paper_write(a, (PaperForm)form);
    bool comma = setlocale(LC_NUMERIC, "de_DE.UTF-8") != NULL;
    g_autofree char *two = paper_write(b, (PaperForm)form),
                    *three = paper_write(b, (PaperForm)form);
    if (comma) setlocale(LC_NUMERIC, "C");
    assert_string_equal(one, two);
    assert_string_equal(two, three);
  }
}

/* -- Markdown ---------------------------------------------------------------------------------- */

static void markdown_has_every_part(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_new("en", "Readiness");
  paper_heading(paper, 2, "At a glance");
  paper_text(paper, "One.\n\nTwo.");
  paper_fact(paper, "a", "Chance", PAPER_VALUE(PAPER_SHARE, 0.7125));
  paper_fact(paper, "b", "Bank", PAPER_WORD("CETL"));
  paper_item(paper, "First");
  paper_item(paper, "Second");
  paper_quote(paper, "I can.\nI do.\n\nI will.");
  paper_table(paper, "areas", "Areas", areas, 3);
  add_area(paper, "Privacy", 0.83, 407);
  paper_curve(paper, "Score", "It rose.", NULL, 0, NAN);
  g_autofree char *markdown = paper_markdown(paper);
  assert_string_equal(markdown, "# Readiness\n\n## At a glance\n\nOne.\n\nTwo.\n\n"
                                "* **Chance:** 71 %\n* **Bank:** CETL\n\n- First\n- Second\n\n"
                                "> I can.\\\n> I do.\n>\n> I will.\n\n"
                                "**Areas**\n\n| Area | Mastery | Answers |\n| --- | ---: | ---: |\n"
                                "| Privacy | 83 % | 407 |\n\n**Score:** It rose.\n");
}

static void assert_markdown(const char *text, const char *escaped) {
  g_autoptr(Paper) paper = paper_new("en", "T");
  paper_text(paper, text);
  g_autofree char *markdown = paper_markdown(paper);
  g_autofree char *expected = g_strdup_printf("# T\n\n%s\n", escaped);
  assert_string_equal(markdown, expected);
}

static void markdown_takes_no_markup_from_a_text(void **state) {
  (void)state;
  assert_markdown("<script>&amp;</script>", "\\<script\\>\\&amp;\\</script\\>");
  assert_markdown("*a* _b_ `c` ~~d~~ $e$", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\$e\\$");
  assert_markdown("![i](x) [l]: y", "!\\[i\\](x) \\[l\\]: y");
  assert_markdown("a | b \\| c", "a \\| b \\\\\\| c");
  assert_markdown("# no heading #", "\\# no heading \\#");
  assert_markdown("- no item - or -", "\\- no item - or -");
  assert_markdown("+ no item", "\\+ no item");
  assert_markdown("=== no line", "\\=== no line");
  assert_markdown("12. no list, 12. not", "12\\. no list, 12. not");
  assert_markdown("3) no list", "3\\) no list");
  assert_markdown("    no code", "no code");
  assert_markdown("see http://a.example, WWW.b.example, c@d.example",
                  "see http\\://a.example, WWW\\.b.example, c\\@d.example");
  assert_markdown("<http://a.example>", "\\<http\\://a.example\\>");
}

static void markdown_lines_are_the_papers_own(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_new("en", "T");
  paper_table(paper, "t", "T", areas, 3);
  add_area(paper, "a\n| b\n\n# c", 0.5, 1);
  paper_quote(paper, "a\n- b\n===\n1. c");
  g_autofree char *markdown = paper_markdown(paper);
  assert_non_null(strstr(markdown, "| a \\| b \\# c | 50 % | 1 |\n"));
  assert_non_null(strstr(markdown, "> a\\\n> \\- b\\\n> \\===\\\n> 1\\. c\n"));
}

/* -- CSV --------------------------------------------------------------------------------------- */

static void csv_has_facts_then_tables(void **state) {
  (void)state;
  g_autoptr(Paper) paper = small();
  g_autofree char *csv = paper_csv(paper);
  assert_string_equal(csv, "key,name,value\r\nreadiness.chance,Chance,0.7125\r\n"
                           "exam.day,Exam,2026-11-23\r\nmentor.score,Mentor,\r\n\r\n"
                           "areas,Areas\r\nArea,Mastery,Answers\r\n"
                           "Privacy,0.83,407\r\nBudget,,0\r\n");
}

static void assert_csv(const char *text, const char *field) {
  g_autoptr(Paper) paper = paper_new("en", "T");
  paper_fact(paper, "k", "N", PAPER_WORD(text));
  g_autofree char *csv = paper_csv(paper);
  g_autofree char *expected = g_strdup_printf("key,name,value\r\nk,N,%s\r\n", field);
  assert_string_equal(csv, expected);
}

static void csv_quotes_and_keeps_formulas_words(void **state) {
  (void)state;
  assert_csv("a, \"b\"", "\"a, \"\"b\"\"\"");
  assert_csv("a\nb\r\nc", "a b c");
  assert_csv("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
  assert_csv("  =1+1", "'=1+1");
  assert_csv("+1", "'+1");
  assert_csv("-1", "'-1");
  assert_csv("@SUM(A1,2)", "\"'@SUM(A1,2)\"");
  assert_csv("\t=1", "'=1");
  assert_csv("＝1", "'＝1");
  assert_csv("a=1", "a=1");
}

static void csv_numbers_below_zero_stay_numbers(void **state) {
  (void)state;
  g_autoptr(Paper) paper = paper_new("en", "T");
  paper_fact(paper, "k", "-N", PAPER_VALUE(PAPER_NUMBER, -0.5));
  g_autofree char *csv = paper_csv(paper);
  assert_string_equal(csv, "key,name,value\r\nk,'-N,-0.5\r\n");
}

/* -- forms ------------------------------------------------------------------------------------- */

static void the_form_follows_the_ending(void **state) {
  (void)state;
  PaperForm form = PAPER_CSV;
  assert_true(paper_form_from_path("a/b.html", &form) && form == PAPER_HTML);
  assert_true(paper_form_from_path("B.MD", &form) && form == PAPER_MARKDOWN);
  assert_true(paper_form_from_path("b.markdown", &form) && form == PAPER_MARKDOWN);
  assert_true(paper_form_from_path("b.csv", &form) && form == PAPER_CSV);
  assert_true(paper_form_from_path("b.csv.htm", &form) && form == PAPER_HTML);
  form = PAPER_CSV;
  assert_false(paper_form_from_path("b.pdf", &form));
  assert_false(paper_form_from_path("html", &form));
  assert_int_equal(form, PAPER_CSV);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_page_has_landmarks_one_title_and_its_language),
      cmocka_unit_test(a_language_that_is_none_counts_as_english),
      cmocka_unit_test(the_policy_names_the_hash_of_the_one_style),
      cmocka_unit_test(a_page_asks_for_nothing_and_runs_nothing),
      cmocka_unit_test(figures_stand_with_their_exact_value),
      cmocka_unit_test(what_is_no_number_is_none_in_every_form),
      cmocka_unit_test(cells_are_found_by_table_row_and_column),
      cmocka_unit_test(a_key_that_is_taken_or_unfit_becomes_another),
      cmocka_unit_test(hostile_names_stay_words_on_a_page),
      cmocka_unit_test(what_was_written_is_read_on_the_page),
      cmocka_unit_test(a_word_of_ten_thousand_letters_is_no_trouble),
      cmocka_unit_test(empty_tables_and_charts_say_so),
      cmocka_unit_test(a_curve_of_one_point_is_a_dot_in_the_middle),
      cmocka_unit_test(a_curve_goes_from_its_first_day_to_its_last),
      cmocka_unit_test(an_interval_not_known_is_an_empty_line_with_words),
      cmocka_unit_test(columns_reach_up_to_the_greatest_value),
      cmocka_unit_test(a_hundred_rows_are_a_hundred_rows),
      cmocka_unit_test(equal_papers_are_equal_bytes_in_every_locale),
      cmocka_unit_test(markdown_has_every_part),
      cmocka_unit_test(markdown_takes_no_markup_from_a_text),
      cmocka_unit_test(markdown_lines_are_the_papers_own),
      cmocka_unit_test(csv_has_facts_then_tables),
      cmocka_unit_test(csv_quotes_and_keeps_formulas_words),
      cmocka_unit_test(csv_numbers_below_zero_stay_numbers),
      cmocka_unit_test(the_form_follows_the_ending),
  };
  return UNIT_RUN(tests);
}
