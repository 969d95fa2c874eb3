/* Levels and ticks as values: credit, the stored form, and what people type. */
#include "../unit.h"
#include "core/rubric.h"

static void add_criterion(Item *item, const char *id, double weight) {
  ItemCriterion *criterion = g_new0(ItemCriterion, 1);
  criterion->id = g_strdup(id);
  criterion->text = g_strdup(id);
  criterion->weight = weight;
  criterion->tags = g_ptr_array_new_with_free_func(g_free);
  criterion->levels = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(item->essay->rubric, criterion);
}

static Item *essay(void) {
  Item *item = item_new();
  item->id = g_strdup("e.1");
  item->type = ITEM_ESSAY;
  item->stem = g_strdup("Write.");
  item->essay = item_essay_new();
  add_criterion(item, "clear", 2);
  add_criterion(item, "cost", 1);
  return item;
}

static Item *oral(void) {
  Item *item = item_new();
  item->id = g_strdup("o.1");
  item->type = ITEM_ORAL;
  item->stem = g_strdup("Speak.");
  item->essay = item_essay_new();
  for (int i = 0; i < 3; i++) g_ptr_array_add(item->essay->covers, g_strdup("A point."));
  return item;
}

static RubricLevels parse(const Item *item, const char *text) {
  RubricLevels levels;
  GError *error = NULL;
  if (!rubric_parse(item, text, &levels, &error)) fail_msg("%s", error->message);
  return levels;
}

static void credit_is_the_weighted_share_of_steps(void **state) {
  (void)state;
  g_autoptr(Item) item = essay();
  static const struct {
    const char *text;
    double credit;
  } cases[] = {{"clear:1 cost:1", 0},
               {"clear:4 cost:4", 1},
               {"clear:3,cost:2", (2 * 2. / 3 + 1. / 3) / 3},
               {"cost:4, clear:1", 1. / 3}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    RubricLevels levels = parse(item, cases[i].text);
    UNIT_CLOSE(rubric_credit(item, &levels), cases[i].credit, 1e-12);
  }
  ((ItemCriterion *)item->essay->rubric->pdata[0])->weight = 0;
  ((ItemCriterion *)item->essay->rubric->pdata[1])->weight = 0;
  RubricLevels levels = parse(item, "clear:4 cost:1");
  UNIT_CLOSE(rubric_credit(item, &levels), .5, 1e-12);
}

static void a_spoken_answer_counts_its_points(void **state) {
  (void)state;
  g_autoptr(Item) item = oral();
  RubricLevels two = parse(item, "1 3"), none = parse(item, "-");
  UNIT_CLOSE(rubric_credit(item, &two), 2. / 3, 1e-12);
  UNIT_CLOSE(rubric_credit(item, &none), 0, 1e-12);
  g_autofree char *words = rubric_format(item, &two), *json = rubric_to_json(item, &two);
  assert_string_equal(words, "1 3");
  assert_string_equal(json, "{\"0\":1,\"1\":0,\"2\":1}");
}

static void levels_come_back_from_their_stored_form(void **state) {
  (void)state;
  g_autoptr(Item) item = essay();
  RubricLevels levels = parse(item, "clear:3 cost:2"), back;
  g_autofree char *json = rubric_to_json(item, &levels), *words = rubric_format(item, &levels);
  assert_string_equal(json, "{\"clear\":3,\"cost\":2}");
  assert_string_equal(words, "clear:3 cost:2");
  assert_true(rubric_from_json(item, json, &back, NULL));
  assert_int_equal(back.n, 2);
  assert_int_equal(back.level[0], 3);
  assert_int_equal(back.level[1], 2);
  static const char *const bad[] = {"",
                                    "[]",
                                    "{}",
                                    "{\"clear\":3}",
                                    "{\"clear\":5,\"cost\":1}",
                                    "{\"clear\":0,\"cost\":1}",
                                    "{\"clear\":\"3\",\"cost\":1}"};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    assert_false(rubric_from_json(item, bad[i], &back, &error));
    assert_non_null(error);
  }
}

static void what_is_missing_or_unknown_is_named(void **state) {
  (void)state;
  g_autoptr(Item) item = essay(), prompt = oral();
  const struct {
    const Item *item;
    const char *text, *word;
  } bad[] = {{item, "clear:3", "cost"},
             {item, "clear:3 cost:5", "cost:5"},
             {item, "clear cost:1", "clear"},
             {item, "clear:3 cost:2 tone:1", "tone"},
             {item, "", "clear"},
             {prompt, "4", "4"},
             {prompt, "", "none"},
             {prompt, "1 x", "x"}};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    RubricLevels levels = {.n = -7};
    assert_false(rubric_parse(bad[i].item, bad[i].text, &levels, &error));
    assert_int_equal(levels.n, -7);
    assert_non_null(strstr(error->message, bad[i].word));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(credit_is_the_weighted_share_of_steps),
      cmocka_unit_test(a_spoken_answer_counts_its_points),
      cmocka_unit_test(levels_come_back_from_their_stored_form),
      cmocka_unit_test(what_is_missing_or_unknown_is_named),
  };
  return UNIT_RUN(tests);
}
