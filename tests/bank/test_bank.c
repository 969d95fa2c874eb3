/* The bank that comes with the program keeps what it promises: no cue, no gap, and every item solved
 * blind as it stands (items/cetl/review.csv).
 */
#include "../unit/unit.h"
#include "lint/lint.h"
#include <stdlib.h>
#include <string.h>

#define TODAY 20784 /* 2026-11-27; a fixed day, so that the build never breaks by itself */

typedef struct {
  DiagList *list;
  Pack *pack;
  LintSummary *summary;
} Bank;

static char *bank_file(const char *name) {
  const char *srcdir = g_getenv("srcdir");
  return g_build_filename(srcdir == NULL ? "." : srcdir, "items", "cetl", name, NULL);
}

static int open_bank(void **state) {
  Bank *bank = g_new0(Bank, 1);
  g_autofree char *dir = bank_file("");
  bank->list = diag_list_new();
  bank->pack = pack_read(dir, bank->list);
  assert_true(pack_usable(bank->pack, bank->list));
  lint_pack(bank->pack, TODAY, bank->list, &bank->summary);
  *state = bank;
  return 0;
}

static int close_bank(void **state) {
  Bank *bank = *state;
  lint_summary_free(bank->summary);
  pack_free(bank->pack);
  diag_list_free(bank->list);
  g_free(bank);
  return 0;
}

static void lint_finds_no_error_and_no_warning(void **state) {
  const Bank *bank = *state;
  for (guint i = 0; i < bank->list->list->len; i++) {
    const Diag *diag = bank->list->list->pdata[i];
    g_autofree char *text = diag_format(diag);
    if (diag->severity != DIAG_NOTE) fail_msg("%s", text);
  }
}

static void no_cue_gives_the_key_away(void **state) {
  const LintSummary *summary = ((Bank *)*state)->summary;
  for (int c = 0; c < LINT_CUES; c++)
    if (summary->cues[c].p_above < .01) fail_msg("%s", summary->cues[c].name);
  assert_true(summary->key_p > .05);
}

static void the_longest_option_is_the_key_as_often_as_chance_says(void **state) {
  const LintSummary *summary = ((Bank *)*state)->summary;
  for (int c = 0; c < LINT_CUES; c++) {
    if (strcmp(summary->cues[c].name, "longest") != 0) continue;
    double share = (double)summary->cues[c].hits / summary->cues[c].items;
    if (share < .21 || share > .29) fail_msg("longest is key in %.1f %%", 100 * share);
  }
}

static bool is_active(const Item *item) {
  return item->status == ITEM_ACTIVE && item_is_keyed(item);
}

static void there_are_enough_items_of_every_kind(void **state) {
  const GPtrArray *items = ((Bank *)*state)->pack->items;
  g_autoptr(GHashTable) sets = g_hash_table_new(g_str_hash, g_str_equal);
  int active = 0, above = 0, recall = 0;
  for (guint i = 0; i < items->len; i++) {
    const Item *item = items->pdata[i];
    if (!is_active(item)) continue;
    active++;
    above += item->level >= ITEM_APPLY;
    recall += item->level == ITEM_REMEMBER;
    if (item->set != NULL) g_hash_table_add(sets, item->set);
  }
  assert_true(active >= 450);
  assert_true(g_hash_table_size(sets) >= 12);
  assert_true(above >= .6 * active && recall <= .15 * active);
}

static void every_objective_has_items_and_sources(void **state) {
  const Bank *bank = *state;
  for (guint i = 0; i < bank->pack->framework->nodes->len; i++) {
    const FrameworkNode *node = bank->pack->framework->nodes->pdata[i];
    int items = 0, sources = 0;
    if (node->type != NODE_OBJECTIVE) continue;
    for (guint k = 0; k < bank->pack->items->len; k++) {
      const Item *item = bank->pack->items->pdata[k];
      items += is_active(item) && g_strcmp0(item->objective, node->code) == 0;
    }
    for (guint k = 0; k < bank->pack->sources->len; k++)
      sources += strcmp(((StudySource *)bank->pack->sources->pdata[k])->objective, node->code) == 0;
    if (items < 6 || sources < 2) fail_msg("%s: %d items, %d sources", node->code, items, sources);
  }
}

/* Statements on AREA in INSTRUMENT. */
static int statements_on(const Instrument *instrument, const char *area) {
  int n = 0;
  for (guint i = 0; i < instrument->statements->len; i++)
    n += strcmp(((Statement *)instrument->statements->pdata[i])->area, area) == 0;
  return n;
}

static void three_instruments_cover_all_areas(void **state) {
  const Bank *bank = *state;
  assert_int_equal(bank->pack->instruments->len, 3);
  for (guint i = 0; i < 3; i++)
    for (guint a = 0; a < bank->summary->areas->len; a++) {
      const LintArea *area = bank->summary->areas->pdata[a];
      assert_in_range(statements_on(bank->pack->instruments->pdata[i], area->code), 5, 8);
    }
}

static void essays_and_oral_prompts_cover_all_areas(void **state) {
  const Bank *bank = *state;
  assert_true(bank->summary->types[ITEM_ORAL] >= 40);
  assert_true(bank->summary->types[ITEM_ESSAY] >= 24);
  for (guint a = 0; a < bank->summary->areas->len; a++) {
    const LintArea *area = bank->summary->areas->pdata[a];
    int essays = 0, prompts = 0;
    for (guint i = 0; i < bank->pack->items->len; i++) {
      const Item *item = bank->pack->items->pdata[i];
      if (item->status != ITEM_ACTIVE || strcmp(item->area, area->code) != 0) continue;
      essays += item->type == ITEM_ESSAY;
      prompts += item->type == ITEM_ORAL;
    }
    if (essays < 2 || prompts < 3) fail_msg("%s: %d, %d", area->code, essays, prompts);
  }
}

/* Two sentences: a full stop within, and one at the end. */
static void glossary_entries_are_two_sentences(void **state) {
  const Bank *bank = *state;
  assert_true(bank->pack->terms->len >= 250);
  for (guint i = 0; i < bank->pack->terms->len; i++) {
    const GlossaryTerm *term = bank->pack->terms->pdata[i];
    const char *inner = strstr(term->text, ". ");
    if (inner == NULL || strstr(inner + 1, ". ") != NULL || !g_str_has_suffix(term->text, "."))
      fail_msg("%s: %s", term->term, term->text);
  }
}

/* id -> "hash,blind" of review.csv; an id stands there once. */
static GHashTable *read_review(void) {
  g_autofree char *path = bank_file("review.csv"), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  assert_string_equal(lines[0], "id,hash,reviewed,blind,confidence,rounds");
  for (char **line = lines + 1; *line != NULL && **line != '\0'; line++) {
    g_auto(GStrv) fields = g_strsplit(*line, ",", -1);
    if (g_strv_length(fields) != 6) fail_msg("review.csv: %s", *line);
    if (!g_hash_table_insert(rows, g_strdup(fields[0]),
                             g_strconcat(fields[1], ",", fields[3], NULL)))
      fail_msg("review.csv names %s twice", fields[0]);
  }
  return rows;
}

static void every_active_item_was_solved_blind_as_it_stands(void **state) {
  const Bank *bank = *state;
  g_autoptr(GHashTable) rows = read_review();
  int missing = 0;
  for (guint i = 0; i < bank->pack->items->len; i++) {
    const Item *item = bank->pack->items->pdata[i];
    if (item->status != ITEM_ACTIVE || !item_is_keyed(item)) continue;
    g_autofree char *hash = item_hash(item);
    g_autofree char *wanted = g_strconcat(hash, ",pass", NULL);
    if (g_strcmp0(g_hash_table_lookup(rows, item->id), wanted) == 0) continue;
    print_message("# %s has not been solved blind as it stands (%s)\n", item->id, hash);
    missing++;
  }
  assert_int_equal(missing, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lint_finds_no_error_and_no_warning),
      cmocka_unit_test(no_cue_gives_the_key_away),
      cmocka_unit_test(the_longest_option_is_the_key_as_often_as_chance_says),
      cmocka_unit_test(there_are_enough_items_of_every_kind),
      cmocka_unit_test(every_objective_has_items_and_sources),
      cmocka_unit_test(three_instruments_cover_all_areas),
      cmocka_unit_test(essays_and_oral_prompts_cover_all_areas),
      cmocka_unit_test(glossary_entries_are_two_sentences),
      cmocka_unit_test(every_active_item_was_solved_blind_as_it_stands),
  };
  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, open_bank, close_bank);
}
