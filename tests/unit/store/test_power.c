/* The power fails at a random moment, and the disk has forgotten what was not synced. */
#include "power_vfs.h"
#include "scene.h"
#include <glib/gstdio.h>
#include <string.h>

#define ANSWERS 6
#define CUTS    600

typedef struct {
  char *bytes;
  gsize size;
} Template;

static Template template_make(Scene *scene) {
  Template template = {0};
  Store *store = scene_open(scene);
  put_sample_pack(store, 2, 4);
  start_session(store, 1);
  store_close(store);
  template.bytes = scene_read(scene, "pawl.db", &template.size);
  return template;
}

static bool try_answer(Store *store, uint64_t n) {
  int64_t item = 1 + (int64_t)n % 4;
  Answer answer = {.uuid = uuid_of(n),
                   .item = item,
                   .version = item,
                   .session = 1,
                   .shown = (char *)"a b",
                   .chosen = (char *)"a",
                   .correct = true,
                   .credit = 1,
                   .rating = RATING_GOOD,
                   .ms = 1000,
                   .at = SCENE_AT,
                   .day = SCENE_DAY};
  Card card;
  if (!store_card(store, item, &card, NULL)) return false;
  card.answers++;
  card.right++;
  return store_append_answer(store, &answer, &card, NULL, NULL);
}

/* Answers until the power fails; how many were acknowledged, from the first on. */
static int answer_until_cut(Scene *scene) {
  StoreOptions options = {.vfs = POWER_VFS};
  int acknowledged = 0;
  Store *store = store_open(scene->path, &scene->clock, &options, NULL);
  while (store != NULL && acknowledged < ANSWERS && try_answer(store, (uint64_t)acknowledged))
    acknowledged++;
  store_close(store);
  return acknowledged;
}

typedef struct {
  int n;
  int by_item[5];
} Found;

static bool see(const Answer *answer, void *user) {
  Found *found = user;
  Uuid expected = uuid_of((uint64_t)found->n++);
  assert_memory_equal(&answer->uuid, &expected, sizeof expected);
  found->by_item[answer->item]++;
  return true;
}

static int count_and_check(Store *store) {
  GError *error = NULL;
  Found found = {0};
  StoreLogQuery query = {0};
  must(store_each_answer(store, &query, see, &found, &error), &error);
  for (int64_t item = 1; item <= 4; item++) {
    Card card;
    must(store_card(store, item, &card, &error), &error);
    assert_int_equal(card.answers, found.by_item[item]);
  }
  return found.n;
}

/* Acknowledged answers that are not on the disk after the cut. After a disk that lies nothing is
 * sure, not even that the file can be opened. */
static int lost_after_cut(Scene *after, int acknowledged, bool honest) {
  GError *error = NULL;
  Store *store = store_open(after->path, &after->clock, NULL, &error);
  if (honest) must(store != NULL, &error);
  g_clear_error(&error);
  if (store == NULL) return acknowledged;
  int found = honest ? count_and_check(store) : (int)store_answer_count(store);
  store_close(store);
  return MAX(acknowledged - found, 0);
}

typedef struct {
  int cuts, acknowledged, lost;
} Figures;

/* NTH 0: no cut. Gives the number of changes that were made. */
static int cut_once(const Template *template, GRand *chance, int nth, bool honest, Figures *out) {
  Scene *before = scene_new(), *after = scene_new();
  scene_back_up(before);
  scene_back_up(after);
  scene_write(before->path, template->bytes, template->size);
  power_vfs_start(before->dir, nth, honest);
  int acknowledged = answer_until_cut(before);
  int changes = power_vfs_changes();
  power_vfs_crash(chance, after->dir);
  out->cuts += nth > 0;
  out->acknowledged += acknowledged;
  out->lost += lost_after_cut(after, acknowledged, honest);
  scene_free(before);
  scene_free(after);
  return changes;
}

static Figures cut_often(Scene *scene, int cuts, bool honest) {
  Template template = template_make(scene);
  g_autoptr(GRand) chance = g_rand_new_with_seed(20261123);
  Figures figures = {0};
  int changes = cut_once(&template, chance, 0, honest, &figures);
  for (int i = 0; i < cuts; i++)
    cut_once(&template, chance, g_rand_int_range(chance, 1, changes + 1), honest, &figures);
  g_free(template.bytes);
  print_message("# %d power cuts on %s disk: %d answers acknowledged, %d lost\n", figures.cuts,
                honest ? "an honest" : "a lying", figures.acknowledged, figures.lost);
  return figures;
}

static void a_power_cut_loses_no_acknowledged_answer(void **state) {
  Figures figures = cut_often(*state, CUTS, true);
  assert_true(figures.acknowledged > CUTS);
  assert_int_equal(figures.lost, 0);
}

/* Shows that the test above could fail. */
static void a_disk_that_ignores_syncs_is_found_out(void **state) {
  assert_true(cut_often(*state, 20, false).lost > 0);
}

static void a_power_cut_while_the_file_is_made_leaves_a_usable_one(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(7);
  StoreOptions options = {.vfs = POWER_VFS};
  for (int nth = 1; nth < 75; nth++) {
    Scene *before = scene_new(), *after = scene_new();
    power_vfs_start(before->dir, nth, true);
    store_close(store_open(before->path, &before->clock, &options, NULL));
    power_vfs_crash(chance, after->dir);
    store_close(scene_open(after));
    scene_free(before);
    scene_free(after);
  }
}

static int setup(void **state) {
  power_vfs_register();
  return scene_setup(state);
}

static int teardown(void **state) {
  power_vfs_unregister();
  return scene_teardown(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_power_cut_loses_no_acknowledged_answer, setup, teardown),
      cmocka_unit_test_setup_teardown(a_disk_that_ignores_syncs_is_found_out, setup, teardown),
      cmocka_unit_test_setup_teardown(a_power_cut_while_the_file_is_made_leaves_a_usable_one, setup,
                                      teardown),
  };
  return UNIT_RUN(tests);
}
