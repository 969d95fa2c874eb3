/* Two editions of a pack: whose history goes on where. */
#include "../unit.h"
#include "pack/compare.h"
#include <string.h>

#define STEM                                                                                       \
  "A district of nine hundred students keeps its records on one server. Which step comes first "   \
  "before the server is moved to another building?"

static Item *item(const char *id, const char *stem, const char *right, const char *wrong) {
  Item *made = item_new();
  made->id = g_strdup(id);
  made->stem = g_strdup(stem);
  made->area = g_strdup("lead.vision");
  made->objective = g_strdup("lead.vision.1");
  g_ptr_array_add(made->options, item_option_new("a", right, "So."));
  g_ptr_array_add(made->options, item_option_new("b", wrong, "No."));
  g_ptr_array_add(made->key, g_strdup("a"));
  return made;
}

static GPtrArray *list_of(Item *first, ...) {
  GPtrArray *items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  va_list args;
  va_start(args, first);
  for (Item *one = first; one != NULL; one = va_arg(args, Item *)) g_ptr_array_add(items, one);
  va_end(args);
  return items;
}

typedef struct {
  GPtrArray *before, *after, *old;
  Changes *changes;
} Pair;

static Pair compare(GPtrArray *before, GPtrArray *after) {
  Pair pair = {before, after, compare_edition(before), NULL};
  pair.changes = pack_compare(pair.old, after, NULL, NULL);
  return pair;
}

static void pair_free(Pair *pair) {
  changes_free(pair->changes);
  g_ptr_array_unref(pair->old);
  g_ptr_array_unref(pair->before);
  g_ptr_array_unref(pair->after);
}

static void is_change(const Pair *pair, guint at, ChangeKind kind, const char *from) {
  assert_true(at < pair->changes->list->len);
  const Change *change = pair->changes->list->pdata[at];
  assert_string_equal(change_kind_name(change->kind), change_kind_name(kind));
  if (from == NULL)
    assert_null(change->old);
  else
    assert_string_equal(change->old->code, from);
}

static void only(Item *before, Item *after, ChangeKind kind) {
  Pair pair = compare(list_of(before, NULL), list_of(after, NULL));
  is_change(&pair, 0, kind, before->id);
  pair_free(&pair);
}

static void a_mended_rationale_changes_nothing(void **state) {
  (void)state;
  Item *after = item("q.1", STEM, "Back it up", "Switch it off");
  g_free(((ItemOption *)after->options->pdata[0])->why);
  ((ItemOption *)after->options->pdata[0])->why = g_strdup("Better said.");
  only(item("q.1", STEM, "Back it up", "Switch it off"), after, CHANGE_SAME);
}

static void a_mended_stem_or_distractor_is_an_edit(void **state) {
  (void)state;
  only(item("q.1", STEM, "Back it up", "Switch it off"),
       item("q.1", STEM " Choose one.", "Back it up", "Switch it off"), CHANGE_EDITED);
  only(item("q.1", STEM, "Back it up", "Switch it off"), item("q.1", STEM, "Back it up", "Sell it"),
       CHANGE_EDITED);
  only(item("q.1", STEM, "Back it up", "Switch it off"),
       item("q.1", STEM, "Back it up.", "Sell it"), CHANGE_EDITED);
}

static void another_key_is_told_apart_from_an_edit(void **state) {
  (void)state;
  only(item("q.1", STEM, "Back it up", "Switch it off"),
       item("q.1", STEM, "Switch it off", "Back it up"), CHANGE_REKEYED);
  only(item("q.1", STEM, "Within 30 days of the request", "Never"),
       item("q.1", STEM, "Within 45 days of the request", "Never"), CHANGE_REKEYED);
}

static void another_question_under_an_id_needs_its_authors_word(void **state) {
  (void)state;
  Item *said = item("q.1", "What is a budget for?", "Plans", "Nothing");
  Item *other = item("q.1", "What is a budget for?", "Plans", "Nothing");
  said->replaces = g_strdup("q.1");
  other->replaces = g_strdup("q.2");
  only(item("q.1", STEM, "Back it up", "Switch it off"),
       item("q.1", "What is a budget for?", "Plans", "Nothing"), CHANGE_REFUSED);
  only(item("q.1", STEM, "Back it up", "Switch it off"), other, CHANGE_REFUSED);
  only(item("q.1", STEM, "Back it up", "Switch it off"), said, CHANGE_REPLACED);
}

static void ids_that_change_places_carry_their_history_along(void **state) {
  (void)state;
  Pair pair = compare(list_of(item("q.1", "One?", "A", "B"), item("q.2", "Two?", "A", "B"), NULL),
                      list_of(item("q.1", "Two?", "A", "B"), item("q.2", "One?", "A", "B"), NULL));
  is_change(&pair, 0, CHANGE_MOVED, "q.2");
  is_change(&pair, 1, CHANGE_MOVED, "q.1");
  assert_int_equal(pair.changes->list->len, 2);
  pair_free(&pair);
}

static void an_id_whose_question_moved_on_is_free_for_a_new_one(void **state) {
  (void)state;
  Pair pair = compare(list_of(item("q.1", "One?", "A", "B"), NULL),
                      list_of(item("q.1", STEM, "A", "B"), item("q.9", "One?", "A", "B"), NULL));
  is_change(&pair, 0, CHANGE_ADDED, NULL);
  is_change(&pair, 1, CHANGE_MOVED, "q.1");
  pair_free(&pair);
}

static void a_copy_does_not_take_the_history_of_its_original(void **state) {
  (void)state;
  Pair pair = compare(list_of(item("q.1", "One?", "A", "B"), NULL),
                      list_of(item("q.0", "One?", "A", "B"), item("q.1", "One?", "A", "B"), NULL));
  is_change(&pair, 0, CHANGE_ADDED, NULL);
  is_change(&pair, 1, CHANGE_SAME, "q.1");
  pair_free(&pair);
}

static void what_is_left_out_is_gone_and_what_was_gone_can_return(void **state) {
  (void)state;
  Pair pair = compare(list_of(item("q.1", "One?", "A", "B"), item("q.2", "Two?", "A", "B"), NULL),
                      list_of(item("q.1", "One?", "A", "B"), NULL));
  is_change(&pair, 1, CHANGE_GONE, "q.2");
  ((CompareOld *)pair.old->pdata[0])->gone = true;
  changes_free(pair.changes);
  pair.changes = pack_compare(pair.old, pair.after, NULL, NULL);
  is_change(&pair, 0, CHANGE_SAME, "q.1");
  pair_free(&pair);
}

static void likeness_counts_words_in_order(void **state) {
  (void)state;
  g_autoptr(Item) a = item("q", "one two three four five six seven eight nine ten", "A", "B");
  g_autoptr(Item) b = item("q", "One, two; three four FIVE six seven eight nine eleven?", "A", "B");
  UNIT_CLOSE(compare_likeness(a, b), .9, 1e-12);
  UNIT_CLOSE(compare_likeness(a, a), 1, 0);
  b->stimulus = g_strdup("A scenario of its own.");
  UNIT_CLOSE(compare_likeness(a, b), 0, 0);
}

static void versions_are_compared_by_their_numbers(void **state) {
  (void)state;
  assert_true(compare_versions("1.9.3", "1.10.0") < 0);
  assert_true(compare_versions("2.0.0", "1.99.99") > 0);
  assert_int_equal(compare_versions("1.2.3", "1.2.3"), 0);
}

static void a_question_that_its_author_retired_is_told(void **state) {
  (void)state;
  Item *retired = item("q.1", STEM, "Back it up", "Switch it off");
  Item *again = item("q.1", STEM, "Back it up", "Switch it off");
  Item *still = item("q.1", STEM, "Back it up", "Switch it off");
  retired->status = again->status = still->status = ITEM_RETIRED;
  only(item("q.1", STEM, "Back it up", "Switch it off"), retired, CHANGE_RETIRED);
  only(again, still, CHANGE_SAME);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_mended_rationale_changes_nothing),
      cmocka_unit_test(a_mended_stem_or_distractor_is_an_edit),
      cmocka_unit_test(another_key_is_told_apart_from_an_edit),
      cmocka_unit_test(another_question_under_an_id_needs_its_authors_word),
      cmocka_unit_test(ids_that_change_places_carry_their_history_along),
      cmocka_unit_test(an_id_whose_question_moved_on_is_free_for_a_new_one),
      cmocka_unit_test(a_copy_does_not_take_the_history_of_its_original),
      cmocka_unit_test(what_is_left_out_is_gone_and_what_was_gone_can_return),
      cmocka_unit_test(likeness_counts_words_in_order),
      cmocka_unit_test(a_question_that_its_author_retired_is_told),
      cmocka_unit_test(versions_are_compared_by_their_numbers),
  };
  return UNIT_RUN(tests);
}
