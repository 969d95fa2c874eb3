/* Every lint rule: an item that breaks it, and one that nearly does. Then what a whole bank shows. */
#include "../unit.h"
#include "core/shuffle.h"
#include "lint/distribution.h"
#include "lint/lint.h"
#include <jansson.h>
#include <string.h>

#define TODAY 20780 /* 2026-11-23 */

/* -- items made here --------------------------------------------------------------------------- */

typedef struct {
  const char *stem;
  const char *options[6];
  int key;
  ItemLevel level;
  const char *seen, *review_by; /* seen NULL: a good date; "": no reference at all */
} Made;

static Item *make(const Made *made, int n) {
  Item *item = item_new();
  item->id = g_strdup_printf("x.%d", n);
  item->file = g_strdup("items.yaml");
  item->line = n + 1;
  item->status = ITEM_ACTIVE;
  item->area = g_strdup("a");
  item->objective = g_strdup("a.1");
  item->level = made->level;
  item->stem = g_strdup(made->stem);
  item->review_by = g_strdup(made->review_by);
  for (int i = 0; i < 6 && made->options[i] != NULL; i++) {
    char id[2] = {(char)('a' + i), '\0'};
    g_ptr_array_add(item->options, item_option_new(id, made->options[i], "Because."));
  }
  g_ptr_array_add(item->key, g_strdup_printf("%c", 'a' + made->key));
  if (g_strcmp0(made->seen, "") == 0) return item;
  ItemRef *ref = g_new0(ItemRef, 1);
  ref->title = g_strdup("A source");
  ref->seen = g_strdup(made->seen == NULL ? "2026-10-14" : made->seen);
  g_ptr_array_add(item->refs, ref);
  return item;
}

static Pack *pack_of(GPtrArray *items) {
  Pack *pack = g_new0(Pack, 1);
  pack->dir = g_strdup("bank");
  pack->items = items;
  pack->framework = framework_new();
  int category = 0, area = 1;
  framework_add(pack->framework, NODE_CATEGORY, "all", "All", 0, -1);
  framework_add(pack->framework, NODE_AREA, "a", "First", 60, category);
  framework_add(pack->framework, NODE_OBJECTIVE, "a.1", "Do one", 0, area);
  framework_add(pack->framework, NODE_OBJECTIVE, "a.2", "Do two", 0, area);
  framework_add(pack->framework, NODE_AREA, "b", "Second", 40, category);
  return pack;
}

static void pack_done(Pack *pack) {
  g_ptr_array_unref(pack->items);
  framework_free(pack->framework);
  g_free(pack->dir);
  g_free(pack);
}

static GPtrArray *new_items(void) {
  return g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
}

/* The severity of RULE's finding on MADE alone, or -1. */
static int severity_on(const Made *made, const char *rule) {
  GPtrArray *items = new_items();
  g_ptr_array_add(items, make(made, 0));
  Pack *pack = pack_of(items);
  g_autoptr(DiagList) list = diag_list_new();
  lint_pack(pack, TODAY, list, NULL);
  int severity = -1;
  for (guint i = 0; i < list->list->len; i++) {
    const Diag *diag = list->list->pdata[i];
    if (strcmp(diag->rule, rule) != 0) continue;
    severity = (int)diag->severity;
    assert_string_equal(diag->item, "x.0");
    assert_int_equal(diag->line, 1);
  }
  pack_done(pack);
  return severity;
}

#define STEM "A director has two bids. Which one should she take?"
#define FOUR                                                                                       \
  { "Plan one", "Plan two", "Plan six", "Plan ten" }

/* -- items ------------------------------------------------------------------------------------- */

static const struct {
  const char *rule;
  int severity;
  Made hit, miss;
} CASES[] = {
    {"duplicate-options",
     DIAG_ERROR,
     {.stem = STEM, .options = {"Call her", "Call  her", "Write"}},
     {.stem = STEM, .options = {"Call her", "Call him", "Write"}}},
    {"near-duplicate-options",
     DIAG_ERROR,
     {.stem = STEM, .options = {"Call her.", "call her", "Write"}},
     {.stem = STEM, .options = {"R = E / I", "R = E + I", "R = E x I"}}},
    {"near-duplicate-options",
     DIAG_ERROR,
     {.stem = STEM, .options = {"The “cloud”", "The cloud", "Tape"}},
     {.stem = STEM, .options = {"kHz", "KHZ", "khz", "Khz"}}},
    {"near-duplicate-options",
     DIAG_ERROR,
     {.stem = STEM, .options = {"1,500 feet", "1500 feet", "90 feet"}},
     {.stem = STEM, .options = {"2.8 feet", "28 feet", "280 feet"}}},
    {"overlapping-ranges",
     DIAG_ERROR,
     {.stem = "How many days does she have?",
      .options = {"1 to 10 days", "10 to 20 days", "21 to 30 days"}},
     {.stem = "How many days does she have?",
      .options = {"1 to 9 days", "10 to 20 days", "21 to 30 days"}}},
    {"overlapping-ranges",
     DIAG_ERROR,
     {.stem = "How many are enough?", .options = {"less than 10", "5-15", "16-20"}},
     {.stem = "How many are enough?", .options = {"less than 10", "10-15", "more than 15"}}},
    {"overlapping-ranges",
     DIAG_ERROR,
     {.stem = "What does it cost?", .options = {"$1,000 to $2,000", "$1,500 to $3,000"}},
     {.stem = "Which range is meant?", .options = {"30 to 300 MHz", "300 to 3000 MHz"}}},
    {"catch-all-option",
     DIAG_WARNING,
     {.stem = STEM, .options = {"Plan one", "None of the above", "Both of these"}},
     {.stem = STEM, .options = {"Plan one", "None of the vendors", "Both of the schools"}}},
    {"key-length",
     DIAG_WARNING,
     {.stem = STEM,
      .options = {"The plan that costs least over its whole life", "The plan that is cheapest"}},
     {.stem = STEM,
      .options = {"The plan that costs least over its whole life",
                  "The plan with the lowest of bids"}}},
    {"number-order",
     DIAG_WARNING,
     {.stem = STEM, .options = {"5 days", "30 days", "10 days"}},
     {.stem = STEM, .options = {"1,000 days", "500 days", "40 days"}}},
    {"negative-stem",
     DIAG_WARNING,
     {.stem = "Which of these is not a record?", .options = FOUR},
     {.stem = "Which of these is NOT a record?", .options = FOUR}},
    {"negative-stem",
     DIAG_WARNING,
     {.stem = "Who is the least able to say?", .options = FOUR},
     {.stem = "Which needs at least two people?", .options = FOUR}},
    {"negative-stem",
     DIAG_WARNING,
     {.stem = "It is late. Which step should not come next?", .options = FOUR},
     {.stem = "Who decides when the director is not there?", .options = FOUR}},
    {"negative-stem",
     DIAG_WARNING,
     {.stem = "What is true of all plans except one?", .options = FOUR},
     {.stem = "She did not pay. Why should she not wait?", .options = FOUR}},
    {"double-negative",
     DIAG_WARNING,
     {.stem = "Which is NOT a duty?", .options = {"Not to tell", "To tell"}},
     {.stem = "Which is NOT a duty?", .options = {"To note", "To tell"}}},
    {"article",
     DIAG_WARNING,
     {.stem = "A list of records is called an", .options = {"index", "register"}},
     {.stem = "A list of records is called an", .options = {"index", "account"}}},
    {"incomplete-stem",
     DIAG_WARNING,
     {.stem = "Data governance", .options = FOUR},
     {.stem = "What is FT8?", .options = FOUR}},
    {"no-reference",
     DIAG_WARNING,
     {.stem = STEM, .options = FOUR, .seen = ""},
     {.stem = STEM, .options = FOUR}},
    {"old-reference",
     DIAG_WARNING,
     {.stem = STEM, .options = FOUR, .seen = "2024-11-21"},
     {.stem = STEM, .options = FOUR, .seen = "2024-11-22"}},
    {"review-overdue",
     DIAG_WARNING,
     {.stem = STEM, .options = FOUR, .review_by = "2026-11-22"},
     {.stem = STEM, .options = FOUR, .review_by = "2026-11-23"}},
    {"absolute-words",
     DIAG_NOTE,
     {.stem = STEM, .options = {"Ask her", "Never ask", "Always tell"}},
     {.stem = STEM, .options = {"Only ask", "Never ask", "Always tell"}}},
    {"vague-words",
     DIAG_NOTE,
     {.stem = STEM, .options = {"Ask often", "Ask daily"}},
     {.stem = STEM, .options = {"Soften it", "Ask daily"}}},
    {"clang",
     DIAG_NOTE,
     {.stem = "Which step protects a directory?", .options = {"Lock the directory", "Hide it"}},
     {.stem = "Which step protects a directory?",
      .options = {"Lock the directory", "Hide the directory"}}},
    {"convergence",
     DIAG_NOTE,
     {.stem = STEM,
      .options = {"Monday budget school", "Monday budget museum", "Monday market school",
                  "Friday budget school"}},
     {.stem = STEM,
      .options = {"Monday budget school", "Monday budget museum", "Monday market museum",
                  "Friday market school"}}},
    {"many-options",
     DIAG_NOTE,
     {.stem = STEM, .options = {"a", "b", "c", "d", "e", "f"}},
     {.stem = STEM, .options = {"a", "b", "c", "d", "e"}}},
    {"reading-grade",
     DIAG_NOTE,
     {.stem = "Considering interdependent organizational responsibilities, institutional "
              "accountability "
              "necessitates which administrative reconciliation methodology for procurement?",
      .options = FOUR},
     {.stem = "Considering that people depend on each other, which way of keeping the accounts of "
              "what is "
              "bought should she choose?",
      .options = FOUR}},
    {"level-verb",
     DIAG_NOTE,
     {.stem = "What does RPO stand for?", .options = FOUR, .level = ITEM_APPLY},
     {.stem = "What does RPO stand for?", .options = FOUR, .level = ITEM_REMEMBER}},
    {"level-verb",
     DIAG_NOTE,
     {.stem = "Which plan is best?", .options = FOUR, .level = ITEM_REMEMBER},
     {.stem = "Which plan is best?", .options = FOUR, .level = ITEM_EVALUATE}},
};

static void every_rule_hits_and_nearly_misses(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    int hit = severity_on(&CASES[i].hit, CASES[i].rule);
    int miss = severity_on(&CASES[i].miss, CASES[i].rule);
    if (hit != CASES[i].severity || miss != -1)
      fail_msg("%s: '%s' gave %d, '%s' gave %d", CASES[i].rule, CASES[i].hit.stem, hit,
               CASES[i].miss.stem, miss);
  }
}

static void a_stem_of_901_characters_is_long(void **state) {
  (void)state;
  g_autofree char *fits = g_strnfill(899, 'x'), *over = g_strnfill(900, 'x');
  g_autofree char *short_stem = g_strconcat(fits, "?", NULL);
  g_autofree char *long_stem = g_strconcat(over, "?", NULL);
  assert_int_equal(severity_on(&(Made){.stem = long_stem, .options = FOUR}, "long-stem"),
                   DIAG_NOTE);
  assert_int_equal(severity_on(&(Made){.stem = short_stem, .options = FOUR}, "long-stem"), -1);
}

/* -- the bank ---------------------------------------------------------------------------------- */

typedef struct {
  LintSummary *summary;
  DiagList *list;
} Bank;

/* Takes ITEMS. */
static Bank lint_items(GPtrArray *items) {
  Bank bank = {.list = diag_list_new()};
  Pack *pack = pack_of(items);
  lint_pack(pack, TODAY, bank.list, &bank.summary);
  pack_done(pack);
  return bank;
}

static void bank_free(Bank *bank) {
  lint_summary_free(bank->summary);
  diag_list_free(bank->list);
}

static int found(const Bank *bank, const char *rule, const char *words) {
  int n = 0;
  for (guint i = 0; i < bank->list->list->len; i++) {
    const Diag *diag = bank->list->list->pdata[i];
    n += strcmp(diag->rule, rule) == 0 && strstr(diag->message, words) != NULL;
  }
  return n;
}

static const LintCue *cue_of(const Bank *bank, const char *name) {
  for (int c = 0; c < LINT_CUES; c++)
    if (strcmp(bank->summary->cues[c].name, name) == 0) return &bank->summary->cues[c];
  fail_msg("no cue '%s'", name);
  return NULL;
}

/* One item a row: what each cue picks stands in the comment. */
static void each_cue_picks_what_it_says(void **state) {
  (void)state;
  static const struct {
    const char *cue;
    Made made;
    int picked; /* of the options */
    int place;  /* one that is picked; -1: the cue says nothing here */
  } rows[] = {
      {"longest", {.stem = STEM, .options = {"aa", "bbbb", "cc", "dd"}}, 1, 1},
      {"longest", {.stem = STEM, .options = {"aa", "bbbb", "cccc", "dd"}}, 0, -1},
      {"shortest", {.stem = STEM, .options = {"aaa", "bbb", "c", "ddd"}}, 1, 2},
      {"stem-echo",
       {.stem = "Who guards the router?", .options = {"the chief", "the routers", "him"}},
       1,
       1},
      {"convergence",
       {.stem = STEM, .options = {"large school", "large market", "small school"}},
       1,
       0},
      {"most-clauses", {.stem = STEM, .options = {"a, b, c", "a, b", "a"}}, 1, 0},
      {"hedged", {.stem = STEM, .options = {"It may help", "It helps", "It can help"}}, 2, 0},
      {"not-absolute", {.stem = STEM, .options = {"Never", "Only now", "Today"}}, 1, 2},
      {"not-absolute", {.stem = STEM, .options = {"Now", "Then", "Today"}}, 0, -1},
      {"number", {.stem = STEM, .options = {"in 5 days", "soon", "late"}}, 1, 0},
      {"middle-number", {.stem = STEM, .options = {"5", "10", "20", "40"}}, 2, 1},
      {"odd-start",
       {.stem = STEM, .options = {"Ask her", "Ask him", "Tell all", "Ask them"}},
       1,
       2},
      {"catch-all", {.stem = STEM, .options = {"One", "Two", "All of the above"}}, 1, 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    Made made = rows[i].made;
    made.key = MAX(rows[i].place, 0);
    GPtrArray *items = new_items();
    g_ptr_array_add(items, make(&made, 0));
    int options = (int)((Item *)items->pdata[0])->options->len;
    Bank bank = lint_items(items);
    const LintCue *cue = cue_of(&bank, rows[i].cue);
    if (cue->items != (rows[i].place >= 0) || cue->hits != (rows[i].place >= 0))
      fail_msg("%s, row %zu: %d of %d", rows[i].cue, i, cue->hits, cue->items);
    if (rows[i].place >= 0) UNIT_CLOSE(cue->chance, (double)rows[i].picked / options, 1e-12);
    bank_free(&bank);
  }
}

static GPtrArray *bank_with_long_keys(int n, int long_keys) {
  GPtrArray *items = new_items();
  for (int i = 0; i < n; i++) {
    g_autofree char *stem = g_strdup_printf("Case %d of the year %d. What is right here?", i, i);
    int key = i % 4, longest = i < long_keys ? key : (key + 1 + i / 4 % 3) % 4;
    Made made = {stem, {"alpha", "bravo", "delta", "gamma"}, key, ITEM_APPLY, NULL, NULL};
    made.options[longest] = "omicron";
    g_ptr_array_add(items, make(&made, i));
  }
  return items;
}

static void a_cue_above_chance_is_a_warning(void **state) {
  (void)state;
  Bank even = lint_items(bank_with_long_keys(80, 20));
  Bank cued = lint_items(bank_with_long_keys(80, 33));
  assert_int_equal(cue_of(&even, "longest")->hits, 20);
  assert_int_equal(cue_of(&even, "longest")->items, 80);
  assert_int_equal(found(&even, "cue", "longest"), 0);
  assert_int_equal(found(&cued, "cue", "longest"), 1);
  assert_true(cue_of(&cued, "longest")->p_above < .01);
  assert_true(cue_of(&cued, "longest")->p > cue_of(&cued, "longest")->p_above);
  bank_free(&even);
  bank_free(&cued);
}

static void keys_in_one_place_are_a_warning(void **state) {
  (void)state;
  GPtrArray *even = new_items(), *first = new_items();
  for (int i = 0; i < 40; i++) {
    Made made = {STEM, {"alpha", "bravo", "delta", "gamma"}, i % 4, ITEM_APPLY, NULL, NULL};
    g_ptr_array_add(even, make(&made, i));
    made.key = i % 3 == 0 ? i % 4 : 0;
    g_ptr_array_add(first, make(&made, i));
  }
  Bank good = lint_items(even), bad = lint_items(first);
  assert_int_equal(found(&good, "key-position", ""), 0);
  UNIT_CLOSE(good.summary->key_chi2, 0, 1e-12);
  assert_int_equal(good.summary->key_df, 3);
  assert_int_equal(found(&bad, "key-position", ""), 1);
  bank_free(&good);
  bank_free(&bad);
}

/* Two places at three options, four at four: the third place is worth less than the first. */
static void key_places_count_the_options_there_are(void **state) {
  (void)state;
  GPtrArray *items = new_items();
  for (int i = 0; i < 24; i++) {
    Made made = {STEM, {"alpha", "bravo"}, i % 2, ITEM_APPLY, NULL, NULL};
    if (i >= 12) made.options[2] = "delta", made.options[3] = "gamma", made.key = i % 4;
    g_ptr_array_add(items, make(&made, i));
  }
  Bank bank = lint_items(items);
  UNIT_CLOSE(bank.summary->key_chi2, 0, 1e-12); /* 9, 9, 3, 3 as expected */
  assert_int_equal(bank.summary->key_at[0], 9);
  assert_int_equal(bank.summary->key_at[3], 3);
  bank_free(&bank);
}

static void near_duplicates_are_found_by_their_phrases(void **state) {
  (void)state;
  static const char *const stems[] = {
      "A rural district of 900 students wants to replace its phones before the lease ends in June, "
      "and two vendors have bid. What should the director compare first?",
      "A rural district of 800 students wants to replace its phones before the lease ends in May, "
      "and two vendors have bid. What should the director compare first?",
      "The board asks why the phones failed. A rural district has bid with two vendors, and the "
      "lease ends. What should the director report to the students?",
  };
  GPtrArray *items = new_items();
  for (int i = 0; i < 3; i++)
    g_ptr_array_add(
        items,
        make(&(Made){.stem = stems[i], .options = {"Cost over the whole life", "Price"}}, i));
  Bank bank = lint_items(items);
  assert_int_equal(bank.summary->near_duplicates, 1);
  assert_int_equal(found(&bank, "near-duplicate", "x.0 at items.yaml:1"), 1);
  bank_free(&bank);
}

static void gaps_in_the_outline_are_noted(void **state) {
  (void)state;
  Bank small = lint_items(bank_with_long_keys(49, 12));
  assert_int_equal(found(&small, "coverage", ""), 0); /* a beginning is no bank yet */
  Bank bank = lint_items(bank_with_long_keys(60, 15));
  assert_int_equal(found(&bank, "coverage", "No item is on b"), 1);
  assert_int_equal(found(&bank, "coverage", "1 of the 2 objectives of a"), 1);
  assert_int_equal(found(&bank, "blueprint", "a has 100 %"), 1);
  assert_int_equal(found(&bank, "recall", ""), 0);
  const LintArea *area = bank.summary->areas->pdata[0];
  UNIT_CLOSE(area->weight, 60, 1e-12);
  bank_free(&small);
  bank_free(&bank);
}

static void retired_items_count_for_nothing(void **state) {
  (void)state;
  GPtrArray *items = new_items();
  for (int i = 0; i < 3; i++)
    g_ptr_array_add(items, make(&(Made){.stem = STEM, .options = {"Yes", "Yes"}}, i));
  ((Item *)items->pdata[0])->status = ITEM_RETIRED;
  ((Item *)items->pdata[1])->status = ITEM_DRAFT;
  Bank bank = lint_items(items);
  assert_int_equal(bank.list->counts[DIAG_ERROR], 2); /* the draft is judged, too */
  assert_int_equal(bank.summary->singles, 1);
  assert_int_equal(bank.summary->retired, 1);
  assert_int_equal(bank.summary->draft, 1);
  bank_free(&bank);
}

static void distributions_have_known_values(void **state) {
  (void)state;
  UNIT_CLOSE(lint_chi_square_p(3.841458820694124, 1), .05, 1e-12);
  UNIT_CLOSE(lint_chi_square_p(7.814727903251179, 3), .05, 1e-12);
  UNIT_CLOSE(lint_chi_square_p(0.5, 3), 0.9188914116546578, 1e-9);
  UNIT_CLOSE(lint_binomial_p(5, 10, .5), 1, 1e-12);
  UNIT_CLOSE(lint_binomial_p(10, 10, .5), 2 * pow(.5, 10), 1e-12);
  UNIT_CLOSE(lint_binomial_p(0, 20, .25), 2 * pow(.75, 20), 1e-12);
  UNIT_CLOSE(lint_binomial_above(10, 10, .5), pow(.5, 10), 1e-12);
  UNIT_CLOSE(lint_binomial_above(0, 10, .5), 1, 1e-12);
}

/* -- a bank that no one here wrote ------------------------------------------------------------- */

/* PAWL_POOL names the NCVEC Technician pool of 2026 as JSON (id, question, answers, correct). The
 * figures were computed apart from this program, with another language's arithmetic. */
static void the_technician_pool_has_its_figures(void **state) {
  (void)state;
  const char *path = g_getenv("PAWL_POOL");
  json_t *pool = path == NULL ? NULL : json_load_file(path, 0, NULL);
  assert_non_null(pool);
  GPtrArray *items = new_items();
  for (size_t i = 0; i < json_array_size(pool); i++) {
    const json_t *from = json_array_get(pool, i), *answers = json_object_get(from, "answers");
    Made made = {.stem = json_string_value(json_object_get(from, "question")),
                 .key = (int)json_integer_value(json_object_get(from, "correct"))};
    for (size_t o = 0; o < 4; o++) made.options[o] = json_string_value(json_array_get(answers, o));
    g_ptr_array_add(items, make(&made, (int)i));
  }
  json_decref(pool);
  Bank bank = lint_items(items);
  static const struct {
    const char *cue;
    int hits, items;
    double p;
  } figures[] = {{"longest", 88, 355, .98371626},
                 {"shortest", 82, 333, .93272954},
                 {"number", 19, 51, .57454718},
                 {"odd-start", 25, 60, .00684684}};
  for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
    const LintCue *cue = cue_of(&bank, figures[i].cue);
    assert_int_equal(cue->hits, figures[i].hits);
    assert_int_equal(cue->items, figures[i].items);
    UNIT_CLOSE(cue->p, figures[i].p, 1e-7);
  }
  assert_int_equal(cue_of(&bank, "catch-all")->hits, 23);
  assert_int_equal(cue_of(&bank, "catch-all")->items, 58);
  assert_int_equal(bank.summary->key_at[2], 103);
  assert_int_equal(bank.list->counts[DIAG_ERROR], 0);
  bank_free(&bank);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_rule_hits_and_nearly_misses),
      cmocka_unit_test(a_stem_of_901_characters_is_long),
      cmocka_unit_test(each_cue_picks_what_it_says),
      cmocka_unit_test(a_cue_above_chance_is_a_warning),
      cmocka_unit_test(keys_in_one_place_are_a_warning),
      cmocka_unit_test(key_places_count_the_options_there_are),
      cmocka_unit_test(near_duplicates_are_found_by_their_phrases),
      cmocka_unit_test(gaps_in_the_outline_are_noted),
      cmocka_unit_test(retired_items_count_for_nothing),
      cmocka_unit_test(distributions_have_known_values),
  };
  const struct CMUnitTest pool[] = {cmocka_unit_test(the_technician_pool_has_its_figures)};
  return g_getenv("PAWL_POOL") != NULL ? UNIT_RUN(pool) : UNIT_RUN(tests);
}
