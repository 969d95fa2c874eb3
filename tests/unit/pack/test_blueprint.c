/* Blueprints of a user's own: read whole with every rule, or refused at their line; and their stored
 * form.
 */
#include "packfile.h"
#include <string.h>

#define HEAD "format: pawl-blueprint/1\nid: own\ntitle: \"Own\"\nas_of: 2026-10-01\n"

/* Reads TEXT as a blueprint file over the good pack's framework; findings go to FILE->list. */
static Blueprint *read(PackFile *file, const char *text) {
  *file = packfile_read("format: pawl-items/1\nitems: []\n", -1);
  packfile_write(file, "own.yaml", text, -1);
  g_autofree char *path = g_build_filename(file->dir, "own.yaml", NULL);
  Blueprint *blueprint = pack_read_blueprint(path, file->pack->framework, file->list);
  g_unlink(path);
  return blueprint;
}

static const char WHOLE[] =
    HEAD "source: \"Ours\"\n"
         "target: 80\n"
         "rule: weighted\n"
         "feedback: section\n"
         "pause: allowed\n"
         "sections:\n"
         "  - id: one\n"
         "    title: \"First\"\n"
         "    type: choice\n"
         "    items: 10\n"
         "    minutes: 12\n"
         "    navigation: forward\n"
         "    areas: {lead.vision: 100}\n"
         "  - {id: two, title: \"Second\", type: essay, items: 1, break: 5,\n"
         "     opens: passed, timing: calendar, minutes: 2880, pass: 60,\n"
         "     weight: 30}\n";

static void reads_every_rule_and_keeps_it_in_json(void **state) {
  (void)state;
  PackFile file;
  g_autoptr(Blueprint) blueprint = read(&file, WHOLE);
  assert_non_null(blueprint);
  g_autofree char *json = blueprint_to_json(blueprint);
  g_autoptr(Blueprint) back = blueprint_from_json(json, NULL);
  assert_non_null(back);
  g_autofree char *again = blueprint_to_json(back);
  assert_string_equal(json, again);
  assert_int_equal(back->rule, RULE_WEIGHTED);
  assert_int_equal(back->feedback, FEEDBACK_SECTION);
  assert_true(back->pause);
  const BlueprintSection *one = back->sections->pdata[0], *two = back->sections->pdata[1];
  assert_int_equal(one->navigation, NAVIGATE_FORWARD);
  assert_true(one->pass == 80 && one->weight == 10);
  assert_string_equal(((BlueprintArea *)one->areas->pdata[0])->area, "lead.vision");
  assert_true(two->essay && two->break_minutes == 5 && two->minutes == 2880);
  assert_int_equal(two->opens, OPENS_PASSED);
  assert_int_equal(two->timing, TIMED_CALENDAR);
  assert_true(two->pass == 60 && two->weight == 30);
  packfile_free(&file);
}

static void refuses_at_the_line(const char *tail, const char *rule, int line) {
  PackFile file;
  g_autofree char *text = g_strconcat(HEAD, tail, NULL);
  assert_null(read(&file, text));
  packfile_finding(&file, rule, line);
  packfile_free(&file);
}

static void refuses_what_no_exam_can_be(void **state) {
  (void)state;
  refuses_at_the_line("sections: []\n", "shape", 5);
  refuses_at_the_line("rule: any\nsections:\n  - {id: a, title: \"A\", type: choice, items: 2}\n",
                      "value", 5);
  refuses_at_the_line("sections:\n  - {id: a, title: \"A\", type: quiz, items: 2}\n", "value", 6);
  refuses_at_the_line("sections:\n  - {id: a, title: \"A\", type: choice, items: 2, break: 5}\n",
                      "value", 6);
  refuses_at_the_line(
      "sections:\n  - {id: a, title: \"A\", type: choice, items: 2, opens: passed}\n", "value", 6);
  refuses_at_the_line("sections:\n  - id: a\n    title: \"A\"\n    type: choice\n    items: 2\n"
                      "    areas: {nowhere: 100}\n",
                      "unknown-area", 10);
  refuses_at_the_line("sections:\n  - id: a\n    title: \"A\"\n    type: choice\n    items: 2\n"
                      "    areas: {lead.vision: 40}\n",
                      "weights", 10);
}

static void refuses_a_stored_form_that_pawl_did_not_write(void **state) {
  (void)state;
  assert_null(blueprint_from_json("{}", NULL));
  assert_null(blueprint_from_json("{\"id\":\"a\",\"title\":\"A\",\"rule\":\"each\","
                                  "\"feedback\":\"end\",\"sections\":[{\"id\":\"b\"}]}",
                                  NULL));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_every_rule_and_keeps_it_in_json),
      cmocka_unit_test(refuses_what_no_exam_can_be),
      cmocka_unit_test(refuses_a_stored_form_that_pawl_did_not_write),
  };
  return UNIT_RUN(tests);
}
