/* The outline's stored form, its ancestors, and the list of findings. */
#include "../unit.h"
#include "core/diag.h"
#include "core/framework.h"

static Framework *sample(void) {
  Framework *framework = framework_new();
  framework->id = g_strdup("cto");
  framework->title = g_strdup("Outline");
  framework_add(framework, NODE_CATEGORY, "lead", "Leading", 40, -1);
  framework_add(framework, NODE_AREA, "lead.vision", "Vision", 15, 0);
  framework_add(framework, NODE_OBJECTIVE, "lead.vision.1", "Sets a course", 0, 1);
  framework_add(framework, NODE_TAG, "privacy", "Privacy", 0, -1);
  return framework;
}

static void finds_ancestors(void **state) {
  (void)state;
  g_autoptr(Framework) framework = sample();
  const FrameworkNode *objective = framework_find(framework, "lead.vision.1", NULL);
  assert_string_equal(framework_ancestor(framework, objective, NODE_AREA)->code, "lead.vision");
  assert_string_equal(framework_ancestor(framework, objective, NODE_CATEGORY)->code, "lead");
  assert_null(framework_ancestor(framework, objective, NODE_TAG));
  assert_null(framework_find(framework, "none", NULL));
}

static void json_round_trips(void **state) {
  (void)state;
  g_autoptr(Framework) framework = sample();
  g_autofree char *json = framework_to_json(framework);
  g_autoptr(Framework) back = framework_from_json(json, NULL);
  assert_non_null(back);
  g_autofree char *again = framework_to_json(back);
  assert_string_equal(json, again);
  assert_null(framework_from_json("{\"nodes\":[{\"parent\":9}]}", NULL));
}

static void findings_sort_by_place_and_read_as_lines(void **state) {
  (void)state;
  g_autoptr(DiagList) list = diag_list_new();
  diag_add(list, DIAG_WARNING, "later", "b.yaml", 9, 1, NULL, "Second file.");
  diag_add(list, DIAG_ERROR, "late", "a.yaml", 7, 2, "x.1", "Line %d.", 7);
  diag_add(list, DIAG_ERROR, "early", "a.yaml", 3, 5, NULL, "Bad\x1b.");
  diag_list_sort(list);
  g_autofree char *first = diag_format(list->list->pdata[0]);
  g_autofree char *second = diag_format(list->list->pdata[1]);
  g_autofree char *third = diag_format(list->list->pdata[2]);
  assert_string_equal(first, "b.yaml:9:1: warning: Second file. [later]");
  assert_string_equal(second, "a.yaml:3:5: error: Bad<U+001B>. [early]");
  assert_string_equal(third, "a.yaml:7:2: error: x.1: Line 7. [late]");
  assert_int_equal(list->counts[DIAG_ERROR], 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_ancestors),
      cmocka_unit_test(json_round_trips),
      cmocka_unit_test(findings_sort_by_place_and_read_as_lines),
  };
  return UNIT_RUN(tests);
}
