/* Rows off a page: what a sound page holds, and no more than its bytes from any other. */
#include "scene.h"
#include "store/carve.h"
#include <sqlite3.h>
#include <string.h>

#define PAGE 4096

typedef struct {
  int rows;
  GString *text;
} Seen;

static void see(const CarveRow *row, void *user) {
  Seen *seen = user;
  seen->rows++;
  if (seen->text == NULL) return;
  g_string_append_printf(seen->text, "%d:", (int)row->rowid);
  for (size_t i = 0; i < row->columns; i++) {
    const CarveValue *value = &row->value[i];
    if (value->kind == CARVE_NULL) g_string_append(seen->text, " -");
    if (value->kind == CARVE_INT)
      g_string_append_printf(seen->text, " %" G_GINT64_FORMAT, value->integer);
    if (value->kind == CARVE_REAL) g_string_append_printf(seen->text, " %g", value->real);
    if (value->kind == CARVE_TEXT)
      g_string_append_printf(seen->text, " '%.*s'", (int)value->size, (const char *)value->bytes);
    if (value->kind == CARVE_BLOB) g_string_append_printf(seen->text, " [%zu]", value->size);
  }
  g_string_append_c(seen->text, ';');
}

static void make(Scene *scene) {
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(scene->path, &db), SQLITE_OK);
  assert_int_equal(
      sqlite3_exec(db,
                   "CREATE TABLE t (a, b);"
                   "INSERT INTO t VALUES (NULL, 0), (1, -1), (127, -128), (300, -40000), "
                   "(9000000, -3000000000), (9007199254740993, 2.5), ('text', x'0102'), "
                   "('', zeroblob(5000))",
                   NULL, NULL, NULL),
      SQLITE_OK);
  sqlite3_close(db);
}

static void every_kind_of_value_is_read(void **state) {
  Scene *scene = *state;
  Seen seen = {.text = g_string_new(NULL)};
  make(scene);
  assert_true(carve_file(scene->path, see, &seen));
  const char *rows = strstr(seen.text->str, "1: - 0;");
  assert_non_null(rows);
  assert_string_equal(rows, "1: - 0;2: 1 -1;3: 127 -128;4: 300 -40000;5: 9000000 -3000000000;"
                            "6: 9007199254740993 2.5;7: 'text' [2];");
  g_string_free(seen.text, TRUE);
}

/* The page is given in a block of just its size, so that a checker sees a step outside. */
static void carve_copy(const uint8_t *page, size_t size, Seen *seen) {
  uint8_t *copy = g_memdup2(page, size);
  carve_page(copy, size, see, seen);
  g_free(copy);
}

static void noise_stays_within_its_page(void **state) {
  Scene *scene = *state;
  gsize size = 0;
  Seen seen = {0};
  g_autoptr(GRand) chance = g_rand_new_with_seed(3);
  make(scene);
  g_autofree char *bytes = scene_read(scene, "pawl.db", &size);
  uint8_t page[PAGE];
  for (int round = 0; round < 20000; round++) {
    memcpy(page, bytes + PAGE, PAGE);
    int changes = g_rand_int_range(chance, 1, 200);
    for (int i = 0; i < changes; i++) {
      int at = g_rand_int_range(chance, 1, i % 2 ? 40 : PAGE);
      page[at] = (uint8_t)g_rand_int(chance);
    }
    carve_copy(page, PAGE, &seen);
  }
  for (int round = 0; round < 2000; round++) {
    for (int i = 0; i < PAGE; i++) page[i] = (uint8_t)g_rand_int(chance);
    page[0] = 0x0d;
    carve_copy(page, (size_t)g_rand_int_range(chance, 0, PAGE), &seen);
  }
  assert_true(seen.rows > 0);
}

static void other_files_give_no_rows(void **state) {
  Scene *scene = *state;
  Seen seen = {0};
  assert_false(carve_file(scene->path, see, &seen));
  g_autofree char *text = g_strnfill(3 * PAGE, 'x');
  scene_write(scene->path, text, 3 * PAGE);
  assert_true(carve_file(scene->path, see, &seen));
  assert_int_equal(seen.rows, 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(every_kind_of_value_is_read),
      TEST(noise_stays_within_its_page),
      TEST(other_files_give_no_rows),
  };
  return UNIT_RUN(tests);
}
