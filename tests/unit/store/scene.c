/* scene - see scene.h. */
#include "scene.h"
#include "store/store_private.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

Scene *scene_new(void) {
  Scene *scene = g_new0(Scene, 1);
  scene->dir = g_dir_make_tmp("pawl-store-XXXXXX", NULL);
  assert_non_null(scene->dir);
  scene->path = g_build_filename(scene->dir, "pawl.db", NULL);
  clock_init_fixed(&scene->clock, SCENE_AT);
  return scene;
}

void scene_remove_tree(const char *dir) {
  GDir *open = g_dir_open(dir, 0, NULL);
  const char *name = NULL;
  while (open != NULL && (name = g_dir_read_name(open)) != NULL) {
    g_autofree char *path = g_build_filename(dir, name, NULL);
    if (g_unlink(path) != 0) scene_remove_tree(path);
  }
  if (open != NULL) g_dir_close(open);
  g_rmdir(dir);
}

void scene_free(Scene *scene) {
  scene_remove_tree(scene->dir);
  clock_finish(&scene->clock);
  g_free(scene->dir);
  g_free(scene->path);
  g_free(scene);
}

int scene_setup(void **state) {
  *state = scene_new();
  return 0;
}

int scene_teardown(void **state) {
  scene_free(*state);
  return 0;
}

void must(bool good, GError **error) {
  if (good) {
    assert_null(*error);
    return;
  }
  assert_non_null(*error);
  print_error("%s\n", (*error)->message);
  g_clear_error(error);
  fail();
}

StoreError code_of(GError **error) {
  assert_non_null(*error);
  assert_int_equal((*error)->domain, STORE_ERROR);
  StoreError code = (StoreError)(*error)->code;
  g_clear_error(error);
  return code;
}

Store *scene_open(Scene *scene) {
  GError *error = NULL;
  Store *store = store_open(scene->path, &scene->clock, NULL, &error);
  must(store != NULL, &error);
  return store;
}

void scene_back_up(Scene *scene) {
  g_autofree char *folder = g_strconcat(scene->path, ".backups", NULL);
  g_autofree char *today = g_build_filename(folder, "20261123-000000-daily.db", NULL);
  assert_int_equal(g_mkdir(folder, 0700), 0);
  scene_write(today, "", 0);
}

StoreError scene_refusal(Scene *scene, char **message) {
  GError *error = NULL;
  Store *store = store_open(scene->path, &scene->clock, NULL, &error);
  assert_null(store);
  if (message != NULL) *message = g_strdup(error->message);
  return code_of(&error);
}

char *scene_read(Scene *scene, const char *name, gsize *size) {
  g_autofree char *path = g_build_filename(scene->dir, name, NULL);
  char *bytes = NULL;
  assert_true(g_file_get_contents(path, &bytes, size, NULL));
  return bytes;
}

gsize scene_size(Scene *scene) {
  GStatBuf status;
  assert_int_equal(g_stat(scene->path, &status), 0);
  return (gsize)status.st_size;
}

void scene_write(const char *path, const void *bytes, gsize size) {
  FILE *file = fopen(path, "wbe");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

/* -- packs ------------------------------------------------------------------------------------- */

Framework *sample_framework(int areas) {
  Framework *framework = framework_new();
  framework->id = g_strdup("cto");
  framework->title = g_strdup("An outline");
  framework_add(framework, NODE_CATEGORY, "lead", "Leadership", 40, -1);
  for (int i = 0; i < areas; i++) {
    g_autofree char *code = g_strdup_printf("lead.a%d", i);
    g_autofree char *text = g_strdup_printf("Area %d", i);
    framework_add(framework, NODE_AREA, code, text, 10 + i, 0);
  }
  framework_add(framework, NODE_OBJECTIVE, "lead.a0.1", "Knows the first thing", 0, 1);
  return framework;
}

Item *sample_item(const char *code, int area, const char *words) {
  Item *item = item_new();
  item->id = g_strdup(code);
  item->type = ITEM_SINGLE;
  item->status = ITEM_ACTIVE;
  item->area = g_strdup_printf("lead.a%d", area);
  item->objective = g_strdup("lead.a0.1");
  item->stem = g_strdup_printf("%s What comes first?", words);
  g_ptr_array_add(item->options, item_option_new("a", "An inventory", "Nobody has listed it."));
  g_ptr_array_add(item->options, item_option_new("b", "A survey", "It answers less."));
  g_ptr_array_add(item->key, g_strdup("a"));
  return item;
}

StorePack sample_pack(const char *name) {
  static char core[] = "6f1c2a9e-3c3b-4c64-9a4e-7c0f2d6f1b55";
  static char other[] = "0b1c2a9e-3c3b-4c64-9a4e-7c0f2d6f1b55";
  static char version[] = "1.0.0", title[] = "Sample", locale[] = "en", licence[] = "CC0-1.0";
  static char dir[] = "/packs/sample", signature[] = "abc", files[] = "pack.yaml\nitems.yaml";
  return (StorePack){.uuid = strcmp(name, "core") == 0 ? core : other,
                     .name = (char *)name,
                     .version = version,
                     .title = title,
                     .locale = locale,
                     .licence = licence,
                     .dir = dir,
                     .signature = signature,
                     .files = files};
}

void put_items(Store *store, const char *name, int areas, GPtrArray *items) {
  GError *error = NULL;
  g_autoptr(Framework) framework = sample_framework(areas);
  StorePack pack = sample_pack(name);
  must(store_begin(store, &error), &error);
  must(store_pack_start(store, &pack, framework, &error), &error);
  for (guint i = 0; i < items->len; i++) {
    g_autofree char *hash = item_hash(items->pdata[i]);
    must(store_pack_item(store, pack.id, items->pdata[i], hash, &error), &error);
  }
  must(store_pack_finish(store, pack.id, &error), &error);
  must(store_commit(store, &error), &error);
}

void put_sample_pack(Store *store, int areas, int items) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  for (int i = 0; i < items; i++) {
    g_autofree char *code = g_strdup_printf("q.%04d", i);
    g_autofree char *words = g_strdup_printf("The district has %d schools.", i);
    g_ptr_array_add(list, sample_item(code, i % areas, words));
  }
  put_items(store, "core", areas, list);
}

/* -- the log ----------------------------------------------------------------------------------- */

Uuid uuid_of(uint64_t n) {
  uint8_t random[10] = {0};
  for (size_t i = 0; i < sizeof n; i++) random[9 - i] = (uint8_t)(n >> (8 * i));
  return uuid_make(SCENE_AT + (int64_t)n, random);
}

int64_t start_session(Store *store, uint64_t n) {
  GError *error = NULL;
  g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(int64_t));
  int64_t first = store_item_by_code(store, "q.0000");
  if (first != 0) g_array_append_val(queue, first);
  StoreSession session = {.uuid = uuid_of(UINT64_C(1) << 40 | n),
                          .started_at = SCENE_AT,
                          .day = SCENE_DAY,
                          .seed = UINT64_MAX - n,
                          .goal = {.minutes = 25}};
  must(store_session_start(store, &session, queue, &error), &error);
  return session.id;
}

static int64_t version_of(Store *store, int64_t item) {
  GError *error = NULL;
  StoreItem *row = store_item(store, item, &error);
  must(row != NULL, &error);
  int64_t version = row->version;
  store_item_free(row);
  return version;
}

Answer sample_answer(Store *store, int64_t item, int64_t session, uint64_t n) {
  bool right = n % 2 == 0;
  return (Answer){.uuid = uuid_of(n),
                  .item = item,
                  .version = version_of(store, item),
                  .session = session,
                  .shown = (char *)"a b",
                  .chosen = (char *)(right ? "a" : "b"),
                  .confidence = CONFIDENCE_THINK,
                  .correct = right,
                  .credit = right,
                  .rating = right ? RATING_GOOD : RATING_AGAIN,
                  .ms = 1000 + (int64_t)n,
                  .at = SCENE_AT + (int64_t)n * 1000,
                  .offset = -300,
                  .day = SCENE_DAY};
}

Card card_after(Store *store, const Answer *answer) {
  GError *error = NULL;
  Card card;
  must(store_card(store, answer->item, &card, &error), &error);
  if (card.answers++ == 0) card.first_right = answer->correct;
  card.right += answer->correct;
  card.phase = answer->correct ? CARD_REVIEW : CARD_LEARNING;
  card.interval = answer->correct ? 3 * card.answers : 0;
  card.due_day = answer->correct ? answer->day + card.interval : 0;
  card.due_at = answer->correct ? 0 : answer->at + 60000;
  card.stability = 2.5;
  card.difficulty = 5.25;
  card.last_at = answer->at;
  card.last_day = answer->day;
  return card;
}

bool append_sample(Store *store, int64_t item, int64_t session, uint64_t n, GError **error) {
  Answer answer = sample_answer(store, item, session, n);
  Card card = card_after(store, &answer);
  return store_append_answer(store, &answer, &card, NULL, error);
}

int64_t must_append(Store *store, int64_t item, int64_t session, uint64_t n) {
  GError *error = NULL;
  Answer answer = sample_answer(store, item, session, n);
  Card card = card_after(store, &answer);
  must(store_append_answer(store, &answer, &card, NULL, &error), &error);
  assert_true(answer.seq > 0);
  return answer.seq;
}

Event sample_event(EventKind kind, uint64_t n) {
  return (Event){.uuid = uuid_of(UINT64_C(2) << 40 | n), .kind = kind, .at = SCENE_AT + (int64_t)n};
}

int count_findings(Store *store) {
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
  bool good = store_check(store, findings);
  for (guint i = 0; i < findings->len; i++) print_message("# %s\n", (char *)findings->pdata[i]);
  assert_int_equal(good, findings->len == 0);
  return (int)findings->len;
}

bool scene_backs_up(Scene *scene, Store *store) {
  GError *error = NULL;
  scene->clock.fixed += 60000;
  must(store_backup(store, "by-hand", &error), &error);
  g_autoptr(GPtrArray) backups = backup_list(store_backup_dir(store));
  const Backup *newest = backups->pdata[0];
  return newest->at > scene->clock.fixed - 60000;
}
