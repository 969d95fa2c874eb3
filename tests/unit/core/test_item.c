/* Items: identity that survives what does not measure, a stored form that loses nothing. */
#include "../unit.h"
#include "sample.h"

static void rename_string(char **string, const char *value) {
  g_free(*string);
  *string = g_strdup(value);
}

static void the_hash_ignores_what_does_not_measure(void **state) {
  (void)state;
  g_autoptr(Item) a = sample_item(ITEM_SINGLE, "b");
  g_autoptr(Item) b = sample_item(ITEM_SINGLE, "b");
  rename_string(&b->id, "other.id");
  rename_string(&b->stem, "  What  comes\nfirst? ");
  rename_string(&((ItemOption *)b->options->pdata[0])->why, "Another reason.");
  b->level = ITEM_CREATE;
  g_autofree char *x = item_hash(a), *y = item_hash(b);
  assert_string_equal(x, y);
  assert_int_equal(strlen(x), 64);
}

static void the_hash_ignores_the_order_of_options_but_not_their_text(void **state) {
  (void)state;
  g_autoptr(Item) a = sample_item(ITEM_SINGLE, "b");
  g_autoptr(Item) b = sample_item(ITEM_SINGLE, "b");
  gpointer first = b->options->pdata[0];
  b->options->pdata[0] = b->options->pdata[3];
  b->options->pdata[3] = first;
  g_autofree char *x = item_hash(a), *y = item_hash(b);
  assert_string_equal(x, y);
  rename_string(&((ItemOption *)b->options->pdata[0])->text, "Something else");
  g_autofree char *z = item_hash(b);
  assert_string_not_equal(x, z);
}

static void the_hash_changes_with_the_key(void **state) {
  (void)state;
  static const struct {
    ItemType type;
    const char *one, *other;
  } cases[] = {{ITEM_SINGLE, "b", "c"},
               {ITEM_MULTIPLE, "a b", "a c"},
               {ITEM_ORDER, "a b c d", "b a c d"},
               {ITEM_MATCH, "p1=a p2=b", "p1=b p2=a"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Item) a = sample_item(cases[i].type, cases[i].one);
    g_autoptr(Item) b = sample_item(cases[i].type, cases[i].other);
    g_autofree char *x = item_hash(a), *y = item_hash(b);
    assert_string_not_equal(x, y);
  }
}

static void json_round_trips_every_type(void **state) {
  (void)state;
  static const struct {
    ItemType type;
    const char *key;
  } cases[] = {{ITEM_SINGLE, "b"},
               {ITEM_MULTIPLE, "a c"},
               {ITEM_ORDER, "d c b a"},
               {ITEM_MATCH, "p1=a p2=d"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Item) item = sample_item(cases[i].type, cases[i].key);
    item->credit = ITEM_CREDIT_PER_OPTION;
    item->locked = true;
    g_ptr_array_add(item->tags, g_strdup("privacy-security"));
    g_autofree char *json = item_to_json(item);
    g_autoptr(Item) back = item_from_json(json, NULL);
    assert_non_null(back);
    g_autofree char *again = item_to_json(back);
    assert_string_equal(json, again);
    g_autofree char *x = item_hash(item), *y = item_hash(back);
    assert_string_equal(x, y);
  }
}

static void refuses_json_that_is_no_item(void **state) {
  (void)state;
  static const char *const bad[] = {
      "", "{", "[]", "{}", "{\"id\":\"a\",\"id\":\"b\"}", "{\"id\":\"a\",\"type\":\"riddle\"}"};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(item_from_json(bad[i], &error));
    assert_non_null(error);
  }
}

static void guess_chance_counts_the_ways_to_answer(void **state) {
  (void)state;
  g_autoptr(Item) single = sample_item(ITEM_SINGLE, "a");
  g_autoptr(Item) multiple = sample_item(ITEM_MULTIPLE, "a b");
  g_autoptr(Item) order = sample_item(ITEM_ORDER, "a b c d");
  g_autoptr(Item) match = sample_item(ITEM_MATCH, "p1=a p2=b");
  UNIT_CLOSE(item_guess_chance(single), 1.0 / 4, 1e-12);
  UNIT_CLOSE(item_guess_chance(multiple), 1.0 / 6, 1e-12);
  UNIT_CLOSE(item_guess_chance(order), 1.0 / 24, 1e-12);
  UNIT_CLOSE(item_guess_chance(match), 1.0 / 16, 1e-12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_hash_ignores_what_does_not_measure),
      cmocka_unit_test(the_hash_ignores_the_order_of_options_but_not_their_text),
      cmocka_unit_test(the_hash_changes_with_the_key),
      cmocka_unit_test(json_round_trips_every_type),
      cmocka_unit_test(refuses_json_that_is_no_item),
      cmocka_unit_test(guess_chance_counts_the_ways_to_answer),
  };
  return UNIT_RUN(tests);
}
