/* Trees of pack files: hostile zips and folders are refused whole, with a sentence; good ones come back
 * byte for byte.
 */
#include "core/text.h"
#include "pack/archive.h"
#include "zipfile.h"
#include <glib/gstdio.h>
#include <unistd.h>

static PackTree *read_bytes(GBytes *zip, GError **error) {
  gsize size = 0;
  const void *bytes = g_bytes_get_data(zip, &size);
  return pack_tree_from_zip_bytes(bytes, size, error);
}

/* ZIP must be refused with a message that holds WORDS and nothing a terminal would obey. */
static void refused(ZipFile *zip, const char *words) {
  GError *error = NULL;
  g_autoptr(GBytes) bytes = zipfile_close(zip);
  PackTree *tree = read_bytes(bytes, &error);
  if (tree != NULL) fail_msg("taken, but should say: %s", words);
  if (strstr(error->message, words) == NULL) fail_msg("'%s' is not in: %s", words, error->message);
  assert_true(text_check(error->message, strlen(error->message), NULL));
  g_clear_error(&error);
}

static void odd_names_are_refused(void **state) {
  (void)state;
  static const struct {
    const char *name, *words;
  } rows[] = {{"../pack.yaml", "leads out"},
              {"a/../../pack.yaml", "leads out"},
              {"/etc/passwd", "absolute"},
              {"a\\b.yaml", "no file name of a pack may hold"},
              {"a\x1b[2J.yaml", "no file name of a pack may hold"},
              {"a\nb.yaml", "no file name of a pack may hold"},
              {"a//b.yaml", "empty part"},
              {"./pack.yaml", "empty part"},
              {"cafe\xcc\x81.yaml", "NFC"},
              {"a\xe2\x80\xae.yaml", "no file name of a pack may hold"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ZipFile zip = zipfile_open("store");
    zipfile_text(&zip, "items.yaml", "x");
    zipfile_text(&zip, rows[i].name, "x");
    refused(&zip, rows[i].words);
  }
}

static void a_link_is_refused(void **state) {
  (void)state;
  ZipFile zip = zipfile_open("store");
  zipfile_text(&zip, "pack.yaml", "x");
  zipfile_link(&zip, "items.yaml", "/etc/passwd");
  refused(&zip, "is a link");
}

static void a_name_comes_once_in_any_case(void **state) {
  (void)state;
  static const char *const twins[] = {"pack.yaml", "Pack.YAML"};
  for (size_t i = 0; i < G_N_ELEMENTS(twins); i++) {
    ZipFile zip = zipfile_open("store");
    zipfile_text(&zip, "pack.yaml", "one");
    zipfile_text(&zip, twins[i], "two");
    refused(&zip, "one name to some systems");
  }
}

static void sizes_are_capped(void **state) {
  (void)state;
  gsize large = ARCHIVE_MAX_FILE + 1;
  g_autofree char *noise = g_malloc(large);
  for (gsize i = 0; i < large; i++) noise[i] = (char)((i * 2654435761u) >> 13);
  ZipFile one = zipfile_open("store");
  zipfile_add(&one, "pack.yaml", noise, large);
  refused(&one, "over 8 MiB");
  ZipFile many = zipfile_open("store");
  for (int i = 0; i < 9; i++) {
    g_autofree char *name = g_strdup_printf("f%d.yaml", i);
    zipfile_add(&many, name, noise, ARCHIVE_MAX_FILE);
  }
  refused(&many, "over 64 MiB");
}

static void a_bomb_is_refused_by_its_ratio(void **state) {
  (void)state;
  g_autofree char *zeros = g_malloc0(ARCHIVE_MAX_FILE);
  ZipFile zip = zipfile_open("deflate");
  zipfile_add(&zip, "pack.yaml", zeros, ARCHIVE_MAX_FILE);
  refused(&zip, "over 200 times its size");
}

static void too_many_entries_are_refused(void **state) {
  (void)state;
  ZipFile zip = zipfile_open("store");
  for (int i = 0; i <= ARCHIVE_MAX_ENTRIES; i++) {
    g_autofree char *name = g_strdup_printf("f%d", i);
    zipfile_text(&zip, name, "x");
  }
  refused(&zip, "over 2000 entries");
}

static void a_damaged_zip_is_refused(void **state) {
  (void)state;
  ZipFile zip = zipfile_open("store");
  zipfile_text(&zip, "pack.yaml", "a text that has a sum of its own");
  g_autoptr(GBytes) whole = zipfile_close(&zip);
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data(whole, &size);
  for (gsize cut = 0; cut < size; cut += 7) {
    PackTree *tree = pack_tree_from_zip_bytes(bytes, cut, NULL);
    assert_null(tree);
  }
  g_autofree guint8 *changed = g_memdup2(bytes, size);
  gsize at = 0;
  while (at + 14 < size && memcmp(changed + at, "sum of its own", 14) != 0) at++;
  changed[at] ^= 1;
  assert_null(pack_tree_from_zip_bytes(changed, size, NULL));
  assert_null(pack_tree_from_zip_bytes("GIF89a", 6, NULL));
}

static void a_folder_around_everything_is_taken_off(void **state) {
  (void)state;
  GError *error = NULL;
  ZipFile zip = zipfile_open("deflate");
  zipfile_text(&zip, "try-1.0/pack.yaml", "one");
  zipfile_text(&zip, "try-1.0/items/a.yaml", "two");
  g_autoptr(GBytes) bytes = zipfile_close(&zip);
  g_autoptr(PackTree) tree = read_bytes(bytes, &error);
  assert_non_null(tree);
  assert_int_equal(tree->entries->len, 2);
  assert_non_null(pack_tree_find(tree, "items/a.yaml"));
}

static PackTree *sample_tree(bool backwards) {
  static const char *const names[] = {"pack.yaml", "b/items.yaml", "a.yaml"};
  PackTree *tree = pack_tree_new();
  for (int i = 0; i < 3; i++) {
    const char *name = names[backwards ? 2 - i : i];
    assert_true(pack_tree_add(tree, name, name, strlen(name), NULL));
  }
  return tree;
}

static void equal_trees_give_equal_bytes_in_any_zone(void **state) {
  (void)state;
  g_autoptr(PackTree) one = sample_tree(false);
  g_autoptr(PackTree) two = sample_tree(true);
  g_setenv("TZ", "Asia/Tokyo", TRUE);
  tzset();
  g_autoptr(GBytes) east = pack_tree_zip(one, NULL);
  g_setenv("TZ", "America/Anchorage", TRUE);
  tzset();
  g_autoptr(GBytes) west = pack_tree_zip(two, NULL);
  assert_true(g_bytes_equal(east, west));
  g_autoptr(PackTree) back = read_bytes(east, NULL);
  assert_int_equal(back->entries->len, 3);
  assert_string_equal(((PackEntry *)back->entries->pdata[0])->path, "a.yaml");
  assert_memory_equal(g_bytes_get_data(pack_tree_find(back, "b/items.yaml")->bytes, NULL),
                      "b/items.yaml", 12);
}

static void a_folder_is_read_without_following_links(void **state) {
  (void)state;
  GError *error = NULL;
  g_autofree char *dir = g_dir_make_tmp("pawl-tree-XXXXXX", NULL);
  g_autofree char *inside = g_build_filename(dir, "in", NULL);
  g_autoptr(PackTree) tree = sample_tree(false);
  assert_true(pack_tree_write(tree, inside, NULL));
  static const char *const links[][2] = {{"direct.yaml", "/etc/hostname"}, {"folder", "/etc"}};
  static const char *const names[] = {"direct.yaml", "folder/hostname"};
  for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
    g_autofree char *path = g_build_filename(inside, links[i][0], NULL);
    g_autoptr(GPtrArray) wanted = g_ptr_array_new();
    assert_int_equal(symlink(links[i][1], path), 0);
    g_ptr_array_add(wanted, (char *)"pack.yaml");
    g_ptr_array_add(wanted, (char *)names[i]);
    assert_null(pack_tree_from_dir(inside, wanted, NULL, &error));
    assert_non_null(strstr(error->message, "link"));
    g_clear_error(&error);
  }
  assert_true(pack_remove_dir(dir));
  assert_true(g_file_test("/etc", G_FILE_TEST_IS_DIR));
  assert_false(g_file_test(dir, G_FILE_TEST_EXISTS));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(odd_names_are_refused),
      cmocka_unit_test(a_link_is_refused),
      cmocka_unit_test(a_name_comes_once_in_any_case),
      cmocka_unit_test(sizes_are_capped),
      cmocka_unit_test(a_bomb_is_refused_by_its_ratio),
      cmocka_unit_test(too_many_entries_are_refused),
      cmocka_unit_test(a_damaged_zip_is_refused),
      cmocka_unit_test(a_folder_around_everything_is_taken_off),
      cmocka_unit_test(equal_trees_give_equal_bytes_in_any_zone),
      cmocka_unit_test(a_folder_is_read_without_following_links),
  };
  return UNIT_RUN(tests);
}
