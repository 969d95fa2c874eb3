/* lint - see lint.h. */
#include "lint/lint.h"
#include "lint/lint_private.h"

/* Which types of item a rule is for. */
typedef enum {
  FOR_KEYED, /* what a machine can grade: all but essays and oral prompts */
  FOR_SOURCED,
} RuleScope;

typedef struct {
  const char *name;
  DiagSeverity severity;
  RuleScope scope;
  LintCheck *check;
} Rule;

static const Rule RULES[] = {
    {"duplicate-options", DIAG_ERROR, FOR_KEYED, lint_duplicates},
    {"near-duplicate-options", DIAG_ERROR, FOR_KEYED, lint_near_duplicate_options},
    {"overlapping-ranges", DIAG_ERROR, FOR_KEYED, lint_overlapping_ranges},
    {"catch-all-option", DIAG_WARNING, FOR_KEYED, lint_catch_all},
    {"key-length", DIAG_WARNING, FOR_KEYED, lint_key_length},
    {"number-order", DIAG_WARNING, FOR_KEYED, lint_number_order},
    {"negative-stem", DIAG_WARNING, FOR_KEYED, lint_negative},
    {"double-negative", DIAG_WARNING, FOR_KEYED, lint_double_negative},
    {"article", DIAG_WARNING, FOR_KEYED, lint_article},
    {"incomplete-stem", DIAG_WARNING, FOR_KEYED, lint_incomplete},
    {"no-reference", DIAG_WARNING, FOR_SOURCED, lint_no_reference},
    {"old-reference", DIAG_WARNING, FOR_SOURCED, lint_old_reference},
    {"review-overdue", DIAG_WARNING, FOR_SOURCED, lint_review_overdue},
    {"absolute-words", DIAG_NOTE, FOR_KEYED, lint_absolutes},
    {"vague-words", DIAG_NOTE, FOR_KEYED, lint_vague},
    {"clang", DIAG_NOTE, FOR_KEYED, lint_clang},
    {"convergence", DIAG_NOTE, FOR_KEYED, lint_convergence},
    {"many-options", DIAG_NOTE, FOR_KEYED, lint_many_options},
    {"long-stem", DIAG_NOTE, FOR_KEYED, lint_long_stem},
    {"reading-grade", DIAG_NOTE, FOR_KEYED, lint_reading},
    {"level-verb", DIAG_NOTE, FOR_KEYED, lint_level_verb},
};

static bool applies(const Rule *rule, const Item *item) {
  if (item_is_keyed(item)) return true;
  return rule->scope == FOR_SOURCED && item->type == ITEM_ESSAY;
}

/* An item whose options or key could not be read has its errors already. */
static bool is_whole(const Item *item) {
  if (!item_is_keyed(item)) return true;
  return item->options->len > 0 && (item->type == ITEM_MATCH || item->key->len > 0);
}

static void judge(const LintItem *lint, DiagList *list) {
  const Item *item = lint->item;
  for (size_t i = 0; i < G_N_ELEMENTS(RULES); i++) {
    if (!applies(&RULES[i], item)) continue;
    g_autofree char *message = RULES[i].check(lint);
    if (message != NULL)
      diag_add(list, RULES[i].severity, RULES[i].name, item->file, item->line, item->column,
               item->id, "%s", message);
  }
}

void lint_pack(const Pack *pack, int today, DiagList *list, LintSummary **summary) {
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)lint_item_free);
  g_autoptr(LintSummary) own = g_new0(LintSummary, 1);
  for (guint i = 0; i < pack->items->len; i++) {
    const Item *item = pack->items->pdata[i];
    if (item->status == ITEM_RETIRED || !is_whole(item)) continue;
    LintItem *lint = lint_item_new(item, today);
    g_ptr_array_add(items, lint);
    judge(lint, list);
  }
  own->near_duplicates = lint_near_duplicates(items, list);
  lint_cues(items, own);
  lint_bank(pack, items, own);
  lint_bank_findings(pack, own, list);
  if (summary != NULL) *summary = g_steal_pointer(&own);
}
