/* Packs into the domain: whole or refused, with every fault at its line. */
#include "packfile.h"
#include <string.h>

static void reads_the_good_pack_whole(void **state) {
  (void)state;
  g_autofree char *dir = unit_fixture("packs/good");
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(Pack) pack = pack_read(dir, list);
  assert_true(pack_usable(pack, list));
  assert_int_equal(list->list->len, 0);
  assert_int_equal(pack->items->len, 36);
  assert_string_equal(pack->name, "good");
  const Item *last = pack->items->pdata[35];
  assert_string_equal(last->set, "riverbend");
  assert_non_null(last->stimulus);
  assert_true(last->locked);
}

static PackFile with(const char *id, const char *key, const char *find, const char *put) {
  g_autofree char *item = packfile_item(id, key);
  g_autofree char *text = g_strconcat("format: pawl-items/1\nitems:\n", item, NULL);
  GString *changed = g_string_new(text);
  if (find != NULL) assert_int_equal(g_string_replace(changed, find, put, 1), 1);
  PackFile file = packfile_read(changed->str, -1);
  g_string_free(changed, TRUE);
  return file;
}

static void finds(const char *key, const char *find, const char *put, const char *rule, int line) {
  PackFile file = with("x.1", key, find, put);
  const Diag *diag = packfile_finding(&file, rule, line);
  assert_int_equal(diag->severity, DIAG_ERROR);
  assert_false(pack_usable(file.pack, file.list));
  packfile_free(&file);
}

static void an_item_without_fault_has_no_finding(void **state) {
  (void)state;
  PackFile file = with("x.1", "a", NULL, NULL);
  assert_int_equal(file.list->list->len, 0);
  assert_true(pack_usable(file.pack, file.list));
  packfile_free(&file);
}

static void refuses_faulty_items_at_their_line(void **state) {
  (void)state;
  finds("[a, b]", NULL, NULL, "key", 21);
  finds("c", NULL, NULL, "key", 21);
  finds("a", "    key: a\n", "", "key", 3);
  finds("a", "area: lead.vision\n", "area: lead.visoin\n", "unknown-area", 6);
  finds("a", "objective: lead.vision.1", "objective: lead.ethics.1", "objective", 7);
  finds("a", "    level: apply\n", "    level: apply\n    tags: [sekrit]\n", "unknown-tag", 9);
  finds("a", "level: apply", "level: imagine", "value", 8);
  finds("a", "difficulty: easy", "dificulty: easy", "unknown-key", 9);
  finds("a", "difficulty: easy", "dificulty: easy", "missing", 3);
  finds("a", "text: \"This one\"", "text: This one", "plain-prose", 14);
  finds("a", "        why: \"Right.\"\n", "", "missing", 13);
  finds("a", "      - id: b\n", "      - id: a\n", "duplicate-id", 16);
  finds("a", "type: single", "type: riddle", "value", 4);
  finds("a", "seen: 2026-10-14", "seen: lately", "value", 20);
}

static void refuses_an_id_used_twice_in_the_pack(void **state) {
  (void)state;
  g_autofree char *one = packfile_item("x.1", "a"), *two = packfile_item("x.1", "b");
  g_autofree char *text = g_strconcat("format: pawl-items/1\nitems:\n", one, two, NULL);
  PackFile file = packfile_read(text, -1);
  packfile_finding(&file, "duplicate-id", 22);
  packfile_free(&file);
}

static void reports_every_fault_of_a_file(void **state) {
  (void)state;
  g_autoptr(GString) text = g_string_new("format: pawl-items/1\nitems:\n");
  for (int i = 0; i < 10; i++) {
    g_autofree char *id = g_strdup_printf("x.%d", i);
    g_autofree char *item = packfile_item(id, i % 2 ? "a" : "zz");
    g_string_append(text, item);
  }
  PackFile file = packfile_read(text->str, -1);
  assert_int_equal(file.list->counts[DIAG_ERROR], 5);
  for (int i = 0; i < 10; i += 2) packfile_finding(&file, "key", 2 + 19 * (i + 1));
  packfile_free(&file);
}

static void names_stay_inside_the_folder(void **state) {
  (void)state;
  static const char *const bad[] = {"../x.yaml", "/etc/passwd", "a/../b.yaml", ".hidden", "a//b"};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    PackFile file = packfile_read("format: pawl-items/1\nitems: []\n", -1);
    g_autoptr(GString) head = g_string_new(PACKFILE_HEAD);
    g_autofree char *files = g_strdup_printf("files: [\"%s\"]", bad[i]);
    g_string_replace(head, "files: [items.yaml]", files, 1);
    packfile_write(&file, "pack.yaml", head->str, -1);
    g_autoptr(DiagList) list = diag_list_new();
    g_autoptr(Pack) pack = pack_read(file.dir, list);
    assert_false(pack_usable(pack, list));
    assert_string_equal(((Diag *)list->list->pdata[0])->rule, "file-name");
    packfile_free(&file);
  }
}

/* Ten broken packs, each refused at the right line within a second. */
static void ten_broken_packs(void **state) {
  (void)state;
  g_autofree char *brackets = g_strnfill(100000, '[');
  g_autofree char *giant = g_strnfill(10 * 1024 * 1024, 'x');
  const struct {
    const char *find, *put, *rule;
    int line;
  } broken[] = {
      {"level: apply", "level: *x", "alias", 8},
      {"level: apply", "level: apply\n    level: create", "duplicate-key", 9},
      {"    level: apply", "\tlevel: apply", "tab", 8},
      {"\"This one\"", "\"This \xff one\"", "character", 14},
      {"\"This one\"", "\"This \x1b[31m one\"", "character", 14},
      {"\"This one\"", "\"This \xe2\x80\xae one\"", "character", 14},
      {"key: a", "key: [a, b]", "key", 21},
      {"level: apply", "level: apply\n    tags: [unknown]", "unknown-tag", 9},
      {"level: apply", brackets, "depth", 8},
      {"This one", giant, "scalar-size", 14},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
    g_autofree char *put = broken[i].put == brackets ? g_strconcat("level: ", brackets, NULL)
                                                     : g_strdup(broken[i].put);
    finds("a", broken[i].find, put, broken[i].rule, broken[i].line);
  }
}

/* Any cut or any lost byte: never a crash, never fewer items without a word. */
static void damage_never_passes_in_silence(void **state) {
  (void)state;
  g_autofree char *item = packfile_item("x.1", "a"), *second = packfile_item("x.2", "b");
  g_autofree char *text = g_strconcat("format: pawl-items/1\nitems:\n", item, second, NULL);
  size_t n = strlen(text);
  for (size_t i = 0; i < n; i++) {
    g_autoptr(GString) lost = g_string_new(text);
    if (i % 2)
      g_string_erase(lost, (gssize)i, 1);
    else
      g_string_truncate(lost, i);
    PackFile file = packfile_read(lost->str, -1);
    bool whole_items = strstr(lost->str, "x.2") != NULL;
    if (pack_usable(file.pack, file.list) && whole_items)
      assert_int_equal(file.pack->items->len, 2);
    packfile_free(&file);
  }
}

static void a_signature_changes_with_the_files(void **state) {
  (void)state;
  PackFile file = with("x.1", "a", NULL, NULL);
  g_autofree char *before = pack_stat_signature(file.dir, file.pack->files);
  packfile_write(&file, "items.yaml", "format: pawl-items/1\nitems: []\n", -1);
  g_autofree char *after = pack_stat_signature(file.dir, file.pack->files);
  assert_string_not_equal(before, after);
  packfile_free(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_the_good_pack_whole),
      cmocka_unit_test(an_item_without_fault_has_no_finding),
      cmocka_unit_test(refuses_faulty_items_at_their_line),
      cmocka_unit_test(refuses_an_id_used_twice_in_the_pack),
      cmocka_unit_test(reports_every_fault_of_a_file),
      cmocka_unit_test(names_stay_inside_the_folder),
      cmocka_unit_test(ten_broken_packs),
      cmocka_unit_test(damage_never_passes_in_silence),
      cmocka_unit_test(a_signature_changes_with_the_files),
  };
  return UNIT_RUN(tests);
}
