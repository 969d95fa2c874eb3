/* The strict YAML profile: every refusal at its line and column, and one slip hides nothing else.
 */
#include "pack/yaml.h"
#include "packfile.h"
#include <string.h>

static DiagList *parse(const char *text) {
  DiagList *list = diag_list_new();
  yaml_node_free(yaml_node_parse("t.yaml", text, strlen(text), list));
  return list;
}

static void refuses(const char *text, const char *rule, int line, int column) {
  g_autoptr(DiagList) list = parse(text);
  for (guint i = 0; i < list->list->len; i++) {
    const Diag *diag = list->list->pdata[i];
    if (strcmp(diag->rule, rule) == 0 && diag->line == line && diag->column == column &&
        diag->severity == DIAG_ERROR)
      return;
  }
  for (guint i = 0; i < list->list->len; i++) {
    g_autofree char *found = diag_format(list->list->pdata[i]);
    print_message("# found: %s\n", found);
  }
  fail_msg("'%s' was not found at %d:%d", rule, line, column);
}

static void reads_scalars_lists_and_maps_with_their_places(void **state) {
  (void)state;
  const char *text = "a: 1\nb:\n  - \"x y\"\n  - |\n    two\n    lines\n";
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(YamlNode) root = yaml_node_parse("t.yaml", text, strlen(text), list);
  assert_int_equal(list->list->len, 0);
  const YamlNode *b = yaml_node_get(root, "b");
  assert_int_equal(b->kind, YAML_LIST);
  const YamlNode *x = b->items->pdata[0], *lines = b->items->pdata[1];
  assert_string_equal(x->text, "x y");
  assert_int_equal(x->line, 3);
  assert_int_equal(x->column, 5);
  assert_false(x->plain);
  assert_string_equal(lines->text, "two\nlines\n");
  assert_true(yaml_node_get(root, "a")->plain);
  assert_null(yaml_node_get(root, "c"));
}

static void refuses_what_the_profile_leaves_out(void **state) {
  (void)state;
  refuses("a: &x 1\nb: 2\n", "anchor", 1, 4);
  refuses("a: 1\nb: *x\n", "alias", 2, 4);
  refuses("a: !!str 1\n", "tag", 1, 4);
  refuses("a:\n  <<: {b: 1}\n", "merge-key", 2, 3);
  refuses("? [a, b]\n: c\n", "complex-key", 1, 3);
  refuses("a: 1\n---\nb: 2\n", "second-document", 2, 1);
  refuses("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1);
}

static void refuses_hidden_characters_raw_or_escaped(void **state) {
  (void)state;
  refuses("a: 1\nb: \"x\x1b[31m\"\n", "character", 2, 6);
  refuses("a: 1\nb: \"x\\e[31m\"\n", "character", 2, 6);
  refuses("a: \"abc\xe2\x80\xae\"\n", "character", 1, 8);
  refuses("a: \"x\"\nb: \"abc\\u202E\"\n", "character", 2, 8);
  refuses("a: \"\\0\"\n", "character", 1, 5);
  refuses("a: x\nb: \"caf\xff\"\n", "character", 2, 8);
  refuses("a: \"z\xe2\x80\x8bw\"\n", "character", 1, 6);
}

static void refuses_a_tab_in_the_indentation_with_a_hint(void **state) {
  (void)state;
  refuses("a:\n\tb: 1\n", "tab", 2, 1);
  refuses("a:\n  \tb: 1\n", "tab", 2, 3);
}

static void refuses_depth_size_and_length(void **state) {
  (void)state;
  g_autoptr(GString) deep = g_string_new("a: 1\nb: ");
  for (int i = 0; i < 100000; i++) g_string_append_c(deep, '[');
  refuses(deep->str, "depth", 2, 19);
  g_autofree char *long_text = g_strnfill(YAML_MAX_SCALAR + 1, 'x');
  g_autofree char *one_line = g_strdup_printf("a: 1\nb: \"%s\"\n", long_text);
  refuses(one_line, "scalar-size", 2, 1);
  g_autoptr(GString) block = g_string_new("a: 1\nb: |\n");
  for (int i = 0; i < 3000; i++) g_string_append(block, "  a line of thirty characters..\n");
  refuses(block->str, "scalar-size", 2, 4);
}

static void one_slip_hides_no_other_item(void **state) {
  (void)state;
  g_autofree char *one = packfile_item("x.1", "a"), *three = packfile_item("x.3", "z"),
                  *four = packfile_item("x.4", "q");
  g_autofree char *text =
      g_strconcat("format: pawl-items/1\nitems:\n", one,
                  "  - id: x.2\n    stem: \"never closed\n  bad: [1,\n", three, four, NULL);
  PackFile file = packfile_read(text, -1);
  packfile_finding(&file, "key", 24 + 19);
  packfile_finding(&file, "key", 24 + 38);
  assert_false(pack_usable(file.pack, file.list));
  packfile_free(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_scalars_lists_and_maps_with_their_places),
      cmocka_unit_test(refuses_what_the_profile_leaves_out),
      cmocka_unit_test(refuses_hidden_characters_raw_or_escaped),
      cmocka_unit_test(refuses_a_tab_in_the_indentation_with_a_hint),
      cmocka_unit_test(refuses_depth_size_and_length),
      cmocka_unit_test(one_slip_hides_no_other_item),
  };
  return UNIT_RUN(tests);
}
