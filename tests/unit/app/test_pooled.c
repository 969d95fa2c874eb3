/* Item statistics from pooled logs: the figures, which answers count, what strangers may send. */
#include "../exampack.h"
#include "app/pooled.h"
#include "log/chain.h"
#include <string.h>

#define START INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define PACK  "019b3a00-0000-7000-8000-00000000ab01"

typedef struct {
  char *dir, *logs;
  Clock clock;
  App *app;
  LogKey key, other_key;
} Desk;

/* Without packs where not WITH_PACK. */
static void desk_open(Desk *desk, bool with_pack) {
  *desk = (Desk){.dir = g_dir_make_tmp("pawl-pool-XXXXXX", NULL)};
  bool made = false;
  desk->logs = g_build_filename(desk->dir, "logs", NULL);
  assert_int_equal(g_mkdir(desk->logs, 0700), 0);
  clock_init_fixed(&desk->clock, START);
  g_autofree char *key = g_build_filename(desk->dir, "key", NULL);
  g_autofree char *other = g_build_filename(desk->dir, "other", NULL);
  g_autofree char *db = g_build_filename(desk->dir, "pawl.db", NULL);
  g_autofree char *packs =
      with_pack ? exampack_write(desk->dir) : g_build_filename(desk->dir, "packs", NULL);
  assert_true(log_key_load(key, &desk->clock, &desk->key, &made, NULL));
  assert_true(log_key_load(other, &desk->clock, &desk->other_key, &made, NULL));
  AppConfig config = {.db = db, .items_dir = packs, .clock = &desk->clock, .seed = 7};
  desk->app = app_open(&config, NULL);
  assert_non_null(desk->app);
}

static void desk_close(Desk *desk) {
  app_close(desk->app);
  clock_finish(&desk->clock);
  unit_remove_tree(desk->dir);
  g_free(desk->dir);
  g_free(desk->logs);
}

/* -- logs -------------------------------------------------------------------------------------- */

static Uuid uuid_of(int kind, int number) {
  uint8_t random[10] = {(uint8_t)kind, (uint8_t)(number >> 16), (uint8_t)(number >> 8),
                        (uint8_t)number};
  return uuid_make(START, random);
}

enum { OF_LEARNER, OF_DEVICE, OF_ANSWER, OF_MARK };

typedef struct {
  LogWriter *writer;
  char *path;
} Log;

static Log begin_as(const Desk *desk, const char *name, int learner, int device,
                    const LogHeader *like, const LogKey *key) {
  LogHeader header = *like;
  header.format = LOG_FORMAT;
  header.app = g_strdup("0");
  header.framework = g_strdup("");
  header.packs = g_strdup("[]");
  header.since = g_strdup(like->since == NULL ? "" : like->since);
  header.learner = uuid_of(OF_LEARNER, learner);
  header.device = uuid_of(OF_DEVICE, device);
  Log log = {.path = g_strdup_printf("%s/%s.pawl-log", desk->logs, name)};
  log.writer = log_writer_open(log.path, &header, key, NULL);
  log_header_clear(&header);
  assert_non_null(log.writer);
  return log;
}

/* A log of LEARNER, from a device of the same number. */
static Log begin(const Desk *desk, const char *name, int learner) {
  LogHeader like = {.level = LOG_ANSWERS, .made_at = START};
  return begin_as(desk, name, learner, learner, &like, &desk->key);
}

static void end(Log *log) {
  assert_true(log_writer_close(log->writer, NULL));
  g_free(log->path);
}

typedef struct {
  int number, order; /* of the answer */
  const char *pack, *hash, *item, *shown, *chosen;
  double credit;
} Line;

static char *hash_of(int item) {
  return g_strdup_printf("%064x", item);
}

static void put(Log *log, const Line *line) {
  Uuid uuid = uuid_of(OF_ANSWER, line->number), device = uuid_of(OF_DEVICE, 1);
  LogDraft *draft = log_writer_event(log->writer);
  log_put_integer(draft, "at", START);
  log_put_text(draft, "chosen", line->chosen);
  log_put_bool(draft, "correct", line->credit >= 1);
  log_put_real(draft, "credit", line->credit);
  log_put_integer(draft, "day", 20780);
  log_put_uuid(draft, "device", &device);
  log_put_text(draft, "hash", line->hash);
  log_put_text(draft, "item", line->item);
  log_put_text(draft, "kind", "answer");
  log_put_integer(draft, "ms", 12000);
  log_put_integer(draft, "offset", 0);
  log_put_integer(draft, "order", line->order);
  log_put_text(draft, "pack", line->pack == NULL ? PACK : line->pack);
  log_put_text(draft, "shown", line->shown == NULL ? "a b c d" : line->shown);
  log_put_uuid(draft, "uuid", &uuid);
  assert_true(log_writer_end(log->writer));
}

/* Answer NUMBER, which is its place in time, too: CHOSEN of item ITEM. */
static void answer(Log *log, int number, int item, const char *chosen, double credit) {
  g_autofree char *hash = hash_of(item), *code = g_strdup_printf("item.%d", item);
  put(log, &(Line){number, number, NULL, hash, code, NULL, chosen, credit});
}

static void mark(Log *log, int number, bool undo, int about) {
  Uuid uuid = uuid_of(OF_MARK, number), subject = uuid_of(OF_ANSWER, about);
  Uuid device = uuid_of(OF_DEVICE, 1);
  LogDraft *draft = log_writer_event(log->writer);
  log_put_uuid(draft, "answer", &subject);
  log_put_integer(draft, "at", START);
  log_put_uuid(draft, "device", &device);
  log_put_text(draft, "kind", undo ? "undo" : "redo");
  log_put_integer(draft, "offset", 0);
  log_put_integer(draft, "order", number);
  log_put_uuid(draft, "uuid", &uuid);
  assert_true(log_writer_end(log->writer));
}

static Pooled *pool(const Desk *desk, const char *const *paths) {
  GError *error = NULL;
  Pooled *pooled = app_pool(desk->app, paths, &error);
  if (pooled == NULL) fail_msg("%s", error->message);
  return pooled;
}

static Pooled *pool_all(const Desk *desk) {
  return pool(desk, (const char *const[]){desk->logs, NULL});
}

static const PooledItem *find(const Pooled *pooled, const char *id) {
  const PooledItem *found = NULL;
  for (guint i = 0; i < pooled->items->len; i++) {
    const PooledItem *item = pooled->items->pdata[i];
    if (strcmp(item->id, id) == 0) found = item;
  }
  if (found == NULL) fail_msg("there is no %s", id);
  return found;
}

static const char *note(const Pooled *pooled, guint i) {
  if (i >= pooled->notes->len) fail_msg("there are %u notes", pooled->notes->len);
  return pooled->notes->pdata[i];
}

static void says(const char *text, const char *part) {
  if (strstr(text, part) == NULL) fail_msg("'%s' is not in: %s", part, text);
}

/* -- invented persons, reckoned independently (see test_itemstats.c) --------------------------- */

#define ITEMS 6

static const struct {
  size_t n;
  double facility, shrunk, discrimination;
} FIGURES[ITEMS] = {
    {103, 0.8058252427184, 0.7972881855706, 0.2536798829189},
    {103, 0.6796116504854, 0.6747830273056, 0.1305619130856},
    {103, 0.4563106796117, 0.4580431319137, 0.292303497489},
    {102, 0.3137254901961, 0.3197037460702, 0.3866082493617},
    {107, 0.6775700934579, 0.6729746749524, 0.3271780171038},
    {104, 0.1538461538462, 0.1643665430228, -0.172111988981},
};

static const struct {
  size_t n;
  double rest;
} OPTIONS[ITEMS][4] = {
    {{5, 0.4300048933046}, {83, 0.4745527341745}, {8, 0.3375}, {7, 0.2214320666461}},
    {{70, 0.5014550472527}, {8, 0.4142857142857}, {13, 0.4153846153846}, {12, 0.4695295977071}},
    {{24, 0.4374596009079}, {14, 0.4717025034243}, {18, 0.4817251298554}, {47, 0.5927843048566}},
    {{31, 0.4717429144406}, {0, NAN}, {32, 0.7000071032807}, {39, 0.5359782615115}},
    {{93, 0.5002002164425}, {35, 0.4057417460387}, {73, 0.5258878747328}, {34, 0.3739643639676}},
    {{19, 0.4498801823032}, {16, 0.4826304917439}, {49, 0.7132580558461}, {20, 0.5361384543821}},
};

/* "ac/.5": options a and c for half the credit. */
static void answer_cell(Log *log, int number, int item, const char *cell, const char *key) {
  g_autoptr(GString) chosen = g_string_new(NULL);
  const char *at = cell;
  for (; g_ascii_isalpha(*at); at++)
    g_string_append_printf(chosen, "%s%c", chosen->len > 0 ? " " : "", *at);
  double credit = *at == '/'                               ? g_ascii_strtod(at + 1, NULL)
                  : strcmp(cell, key) == 0 && *key != '\0' ? 1
                                                           : 0;
  if (chosen->len > 0) answer(log, number, item, chosen->str, credit);
}

/* A log a person, P0000 on. Returns how many. */
static int write_fixture(const Desk *desk) {
  g_autofree char *path = unit_fixture("stats/answers.csv"), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", 0);
  g_auto(GStrv) key = g_strsplit(lines[2], ",", 0); /* after a remark and the header */
  int persons = 0;
  for (; lines[persons + 3] != NULL; persons++) {
    g_auto(GStrv) cells = g_strsplit(lines[persons + 3], ",", 0);
    g_autofree char *name = g_strdup_printf("P%04d", persons);
    Log log = begin(desk, name, persons + 1);
    for (int j = 1; j <= ITEMS; j++) answer_cell(&log, persons * 10 + j, j, cells[j], key[j]);
    end(&log);
  }
  return persons;
}

static void figures_of_logs_are_those_reckoned_independently(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  int persons = write_fixture(&desk);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(pooled->logs, persons);
  assert_int_equal(pooled->form.persons, 118);
  assert_int_equal(pooled->answers, 103 + 103 + 103 + 102 + 107 + 104);
  UNIT_CLOSE(pooled->form.kr20, 0.4422566471929, 1e-10);
  UNIT_CLOSE(pooled->form.alpha, 0.4367941220222, 1e-10);
  UNIT_CLOSE(pooled->form.prior, 3.117980533353, 1e-10);
  for (int j = 0; j < ITEMS; j++) {
    g_autofree char *id = g_strdup_printf("item.%d", j + 1);
    const PooledItem *item = find(pooled, id);
    assert_int_equal(item->figures.n, FIGURES[j].n);
    UNIT_CLOSE(item->figures.facility, FIGURES[j].facility, 1e-10);
    UNIT_CLOSE(item->figures.shrunk, FIGURES[j].shrunk, 1e-10);
    UNIT_CLOSE(item->figures.discrimination, FIGURES[j].discrimination, 1e-10);
    assert_int_equal(item->source, POOLED_KEY_ANSWERS);
    assert_int_equal(item->key.options, 4);
    for (int o = 0; o < 4; o++) {
      assert_int_equal(item->figures.option[o].n, OPTIONS[j][o].n);
      if (OPTIONS[j][o].n > 0) UNIT_CLOSE(item->figures.option[o].rest, OPTIONS[j][o].rest, 1e-10);
    }
  }
  desk_close(&desk);
}

static void the_wrong_key_comes_first_then_other_flags(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  write_fixture(&desk);
  Log log = begin(&desk, "one", 9000);
  answer(&log, 9000, 7, "a", 1);
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  static const char *const order[] = {"item.6", "item.1", "item.4", "item.5",
                                      "item.2", "item.3", "item.7"};
  for (guint i = 0; i < G_N_ELEMENTS(order); i++)
    assert_string_equal(((PooledItem *)pooled->items->pdata[i])->id, order[i]);
  const PooledItem *worst = pooled->items->pdata[0];
  assert_int_equal(worst->figures.flags, ITEMSTATS_WRONG_KEY | ITEMSTATS_TOO_HARD);
  g_autoptr(GPtrArray) words = pooled_flag_words(worst);
  assert_string_equal(words->pdata[0], "Key suspect: who knows more misses it.");
  assert_string_equal(words->pdata[1], "Too hard: less than 25 % right.");
  g_autoptr(GPtrArray) dead = pooled_flag_words(find(pooled, "item.4"));
  assert_string_equal(dead->pdata[0], "Nobody takes b.");
  g_autoptr(GPtrArray) few = pooled_flag_words(find(pooled, "item.7"));
  assert_string_equal(few->pdata[0], "Too few answers: 1 of 20.");
  desk_close(&desk);
}

/* -- which answers count ----------------------------------------------------------------------- */

static void same_pools(const Pooled *a, const Pooled *b) {
  assert_int_equal(a->form.persons, b->form.persons);
  assert_int_equal(a->answers, b->answers);
  assert_int_equal(a->items->len, b->items->len);
  for (guint i = 0; i < a->items->len; i++) {
    const PooledItem *x = a->items->pdata[i], *y = b->items->pdata[i];
    assert_string_equal(x->id, y->id);
    assert_string_equal(x->hash, y->hash);
    assert_int_equal(x->key.key, y->key.key);
    assert_int_equal(x->figures.n, y->figures.n);
    UNIT_CLOSE(x->figures.facility, y->figures.facility, 0);
    UNIT_CLOSE(x->figures.discrimination, y->figures.discrimination, 0);
    for (int o = 0; o < x->key.options; o++) {
      assert_string_equal(x->option[o], y->option[o]);
      assert_int_equal(x->figures.option[o].n, y->figures.option[o].n);
    }
  }
}

static void order_and_copies_of_logs_change_nothing(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  int persons = write_fixture(&desk);
  g_autoptr(Pooled) folder = pool_all(&desk);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  for (int i = persons - 1; i >= 0; i--)
    g_ptr_array_add(paths, g_strdup_printf("%s/P%04d.pawl-log", desk.logs, i));
  for (int i = 0; i < persons; i += 7) {
    g_autofree char *bytes = NULL;
    gsize size = 0;
    char *copy = g_strdup_printf("%s/copy %d", desk.dir, i);
    assert_true(g_file_get_contents(paths->pdata[i], &bytes, &size, NULL));
    assert_true(g_file_set_contents(copy, bytes, (gssize)size, NULL));
    g_ptr_array_add(paths, copy);
    g_ptr_array_add(paths, g_strdup(paths->pdata[i]));
  }
  g_ptr_array_add(paths, NULL);
  g_autoptr(Pooled) files = pool(&desk, (const char *const *)paths->pdata);
  same_pools(folder, files);
  desk_close(&desk);
}

static void only_the_first_answer_of_a_learner_counts(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  Log log = begin(&desk, "laptop", 1);
  answer(&log, 5, 1, "a", 1); /* later than 3, which another device gave */
  answer(&log, 6, 2, "b", 0);
  answer(&log, 7, 2, "a", 1);
  end(&log);
  LogHeader like = {.level = LOG_FULL, .made_at = START};
  log = begin_as(&desk, "phone", 1, 2, &like, &desk.other_key);
  answer(&log, 3, 1, "c", 0);
  answer(&log, 5, 1, "a", 1); /* it had merged the other's */
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(pooled->skipped, 0);
  assert_int_equal(pooled->form.persons, 1);
  assert_int_equal(pooled->answers, 2);
  UNIT_CLOSE(find(pooled, "item.1")->figures.facility, 0, 0);
  UNIT_CLOSE(find(pooled, "item.2")->figures.facility, 0, 0);
  desk_close(&desk);
}

static void an_undone_first_answer_gives_way_unless_it_was_redone(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  Log log = begin(&desk, "one", 1);
  answer(&log, 1, 1, "b", 0);
  mark(&log, 2, true, 1);
  answer(&log, 3, 1, "a", 1);
  answer(&log, 4, 2, "b", 0);
  mark(&log, 6, false, 4); /* lines stand in any order: the last by number counts */
  mark(&log, 5, true, 4);
  answer(&log, 7, 2, "a", 1);
  answer(&log, 8, 3, "a", 1);
  mark(&log, 9, true, 8);
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(pooled->answers, 2);
  UNIT_CLOSE(find(pooled, "item.1")->figures.facility, 1, 0);
  UNIT_CLOSE(find(pooled, "item.2")->figures.facility, 0, 0);
  assert_int_equal(pooled->items->len, 2);
  desk_close(&desk);
}

static void a_moved_item_is_the_same_and_an_edited_one_another(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  g_autofree char *one = hash_of(1), *two = hash_of(2);
  Log log = begin(&desk, "a", 1);
  put(&log, &(Line){1, 10, NULL, one, "old.id", NULL, "a", 1});
  end(&log);
  log = begin(&desk, "b", 2);
  put(&log, &(Line){2, 30, NULL, one, "new.id", NULL, "a", 1});
  put(&log, &(Line){3, 40, NULL, two, "new.id", NULL, "b", 0});
  put(&log, &(Line){4, 50, "019b3a00-0000-7000-8000-00000000ab02", one, "far.id", NULL, "a", 1});
  end(&log);
  log = begin(&desk, "c", 3);
  put(&log, &(Line){5, 20, NULL, one, "middle.id", NULL, "a", 1});
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(pooled->items->len, 3);
  const PooledItem *moved = pooled->items->pdata[0];
  assert_string_equal(moved->id, "new.id");
  assert_string_equal(moved->hash, one);
  assert_int_equal(moved->figures.n, 3);
  desk_close(&desk);
}

/* -- options ----------------------------------------------------------------------------------- */

static void orders_and_matches_have_no_option_figures(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  for (int i = 1; i <= 24; i++) {
    g_autofree char *name = g_strdup_printf("%d", i);
    bool right = i % 3 != 0;
    Log log = begin(&desk, name, i);
    answer(&log, i * 10 + 1, 1, right ? "c a d b" : "a b c d", right);    /* order */
    answer(&log, i * 10 + 2, 2, right ? "a b" : "b a", right);            /* match */
    answer(&log, i * 10 + 3, 3, right ? "a a" : "a b", right);            /* match */
    answer(&log, i * 10 + 4, 4, right ? "a b" : "a c", right ? 1 : .5);   /* multiple */
    answer(&log, i * 10 + 5, 5, i == 1 ? "b" : right ? "a" : "b", right); /* one of them lies */
    end(&log);
  }
  g_autoptr(Pooled) pooled = pool_all(&desk);
  for (int j = 1; j <= 3; j++) {
    g_autofree char *id = g_strdup_printf("item.%d", j);
    assert_int_equal(find(pooled, id)->key.options, 0);
    UNIT_CLOSE(find(pooled, id)->figures.facility, 2. / 3, 1e-12);
  }
  const PooledItem *multiple = find(pooled, "item.4"), *lied = find(pooled, "item.5");
  assert_int_equal(multiple->key.key, 3);
  assert_int_equal(multiple->figures.option[2].n, 8);
  assert_int_equal(lied->key.key, 1);
  assert_int_equal(lied->figures.option[1].n, 8);
  desk_close(&desk);
}

static void more_options_than_can_be_told_apart_cost_the_item_its_option_figures(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  g_autofree char *hash = hash_of(1);
  Log log = begin(&desk, "one", 1);
  for (int i = 0; i < 6; i++) {
    g_autoptr(GString) shown = g_string_new("x");
    for (int o = 0; o < 7; o++) g_string_append_printf(shown, " o%d", i * 7 + o);
    put(&log, &(Line){i + 1, i + 1, NULL, hash, "crowd", shown->str, "x", 1});
  }
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(find(pooled, "crowd")->key.options, 0);
  assert_int_equal(find(pooled, "crowd")->figures.n, 1);
  desk_close(&desk);
}

/* -- items that are known here ----------------------------------------------------------------- */

static AppItem *item_where(const Desk *desk, bool sealed, ItemType type) {
  ItemQuery query = {.sealed_too = true};
  g_autoptr(GPtrArray) items = app_items(desk->app, &query, NULL);
  assert_non_null(items);
  for (guint i = 0; i < items->len; i++) {
    AppItem *item = items->pdata[i];
    if (item->sealed == sealed && item->type == type) return g_ptr_array_steal_index(items, i);
  }
  fail_msg("there is no such item");
  return NULL;
}

static void a_known_item_has_its_own_key_and_title_but_a_sealed_one_no_text(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, true);
  g_autoptr(GPtrArray) packs = app_packs(desk.app, NULL);
  const char *pack = ((AppPack *)packs->pdata[0])->uuid;
  AppItem *open = item_where(&desk, false, ITEM_SINGLE);
  AppItem *sealed = item_where(&desk, true, ITEM_SINGLE);
  AppItem *order = item_where(&desk, false, ITEM_ORDER);
  Log log = begin(&desk, "one", 1);
  put(&log, &(Line){1, 1, pack, open->hash, "renamed.1", "c b a z", "b", 0});
  put(&log, &(Line){2, 2, pack, sealed->hash, sealed->code, "a b c", "a", 1});
  put(&log, &(Line){3, 3, pack, order->hash, order->code, "a b c", "b a c", 1});
  put(&log, &(Line){4, 4, PACK, open->hash, "another.pack", "a b c", "a", 1});
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  const PooledItem *known = find(pooled, "renamed.1"), *kept = find(pooled, sealed->code);
  assert_int_equal(known->source, POOLED_KEY_ITEM);
  assert_int_equal(known->key.options, 3);
  assert_string_equal(known->option[0], "a");
  assert_int_equal(known->key.key, 1);
  assert_int_equal(known->figures.option[1].n, 1);
  assert_string_equal(known->title, open->title);
  assert_true(kept->sealed);
  assert_null(kept->title);
  assert_int_equal(find(pooled, order->code)->key.options, 0);
  assert_null(find(pooled, "another.pack")->title);
  app_item_free(open);
  app_item_free(sealed);
  app_item_free(order);
  desk_close(&desk);
}

/* -- what strangers may send ------------------------------------------------------------------- */

static void a_broken_log_is_named_with_its_line_and_left_out(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  write_fixture(&desk);
  g_autoptr(Pooled) before = pool_all(&desk);
  Log log = begin(&desk, "broken", 7000);
  for (int i = 0; i < 6; i++) answer(&log, 7000 + i, i + 1, "a", 1);
  g_autofree char *path = g_strdup(log.path), *text = NULL;
  end(&log);
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  char *third = strstr(text, "\"n\":2,");
  assert_non_null(third);
  third = strstr(third, "\"order\":");
  third[8] = '8';
  assert_true(g_file_set_contents(path, text, -1, NULL));
  g_autofree char *absent = g_build_filename(desk.dir, "absent.pawl-log", NULL);
  g_autoptr(Pooled) pooled = pool(&desk, (const char *const[]){desk.logs, absent, NULL});
  assert_int_equal(pooled->skipped, 2);
  assert_int_equal(pooled->notes->len, 2);
  says(note(pooled, 0), "absent.pawl-log could not be read");
  says(note(pooled, 1), "broken.pawl-log, line 3: ");
  same_pools(before, pooled);
  desk_close(&desk);
}

static void lines_that_cannot_be_are_named(void **state) {
  (void)state;
  g_autofree char *hash = hash_of(1), *upper = g_strdup(hash), *long_id = g_strnfill(121, 'i');
  upper[0] = 'A';
  const struct {
    Line line;
    const char *words;
  } bad[] = {
      {{1, 1, NULL, "abc", "i", NULL, "a", 1}, "its \"hash\""},
      {{1, 1, NULL, upper, "i", NULL, "a", 1}, "its \"hash\""},
      {{1, 1, "no uuid", hash, "i", NULL, "a", 1}, "its \"pack\""},
      {{1, 1, NULL, hash, "", NULL, "a", 1}, "its \"item\""},
      {{1, 1, NULL, hash, long_id, NULL, "a", 1}, "its \"item\""},
      {{1, 0, NULL, hash, "i", NULL, "a", 1}, "its \"order\""},
      {{1, 1, NULL, hash, "i", NULL, "a", 1.5}, "its \"credit\""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    Desk desk;
    desk_open(&desk, false);
    Log log = begin(&desk, "bad", 1);
    answer(&log, 9, 1, "a", 1);
    put(&log, &bad[i].line);
    end(&log);
    g_autoptr(Pooled) pooled = pool_all(&desk);
    assert_int_equal(pooled->skipped, 1);
    says(note(pooled, 0), "bad.pawl-log, line 3: ");
    says(note(pooled, 0), bad[i].words);
    assert_int_equal(pooled->items->len, 0);
    desk_close(&desk);
  }
}

static void an_items_id_that_would_reach_the_terminal_is_refused(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  Log log = begin(&desk, "bad", 1);
  LogDraft *draft = log_writer_event(log.writer);
  log_put_raw(draft, "item", "\"\\u001b]0;x\"", 12);
  log_put_text(draft, "kind", "answer");
  assert_true(log_writer_end(log.writer));
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(pooled->skipped, 1);
  says(note(pooled, 0), "bad.pawl-log, line 2: ");
  assert_null(strchr(note(pooled, 0), '\033'));
  desk_close(&desk);
}

static void a_device_that_signs_with_two_keys_is_taken_once(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  LogHeader like = {.level = LOG_FULL, .made_at = START};
  Log log = begin(&desk, "a", 1);
  answer(&log, 5, 1, "a", 1);
  end(&log);
  log = begin_as(&desk, "b", 1, 1, &like, &desk.other_key);
  answer(&log, 3, 1, "b", 0);
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(pooled->logs, 1);
  assert_int_equal(pooled->skipped, 1);
  says(note(pooled, 0), "b.pawl-log is signed with another key");
  UNIT_CLOSE(find(pooled, "item.1")->figures.facility, 1, 0);
  desk_close(&desk);
}

static void too_many_items_cost_the_log_or_those_that_fewest_answered(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  Log log = begin(&desk, "many", 1);
  for (int i = 1; i <= POOLED_COLUMNS_MAX + 5; i++) answer(&log, i, i, "a", 1);
  end(&log);
  log = begin(&desk, "few", 2);
  answer(&log, 1000000, POOLED_COLUMNS_MAX + 5, "a", 1);
  end(&log);
  log = begin(&desk, "too many", 3);
  for (int i = 1; i <= POOLED_LOG_ITEMS + 1; i++) answer(&log, 2000000 + i, i, "a", 1);
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(pooled->skipped, 1);
  says(note(pooled, 0), "too many.pawl-log, line ");
  assert_int_equal(pooled->items->len, POOLED_COLUMNS_MAX);
  assert_int_equal(pooled->left_out, 5);
  assert_int_equal(pooled->most_left, 1);
  g_autofree char *kept = g_strdup_printf("item.%d", POOLED_COLUMNS_MAX + 5);
  assert_int_equal(find(pooled, kept)->figures.n, 2);
  desk_close(&desk);
}

static void logs_that_tell_less_are_named(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  LogHeader summary = {.level = LOG_SUMMARY, .made_at = START};
  Log log = begin_as(&desk, "a", 1, 1, &summary, &desk.key);
  end(&log);
  LogHeader since = {.level = LOG_ANSWERS, .made_at = START, .since = (char *)"2026-11-01"};
  log = begin_as(&desk, "b", 2, 2, &since, &desk.key);
  answer(&log, 1, 1, "a", 1);
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(pooled->skipped, 0);
  says(note(pooled, 0), "a.pawl-log is of level summary: it holds no answers");
  says(note(pooled, 1), "b.pawl-log begins on 2026-11-01");
  assert_int_equal(pooled->form.persons, 1);
  desk_close(&desk);
}

static void a_paper_tells_what_the_lines_tell(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk, false);
  write_fixture(&desk);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  g_autoptr(Paper) paper = paper_new("en", "Items");
  pooled_paper(pooled, paper);
  g_autofree char *markdown = paper_markdown(paper), *csv = paper_csv(paper);
  says(markdown, "Suspected wrong keys");
  says(markdown, "Key suspect: who knows more misses it.");
  assert_true(strstr(markdown, "item.6") < strstr(markdown, "item.1"));
  says(csv, "items.learners,Learners,118");
  desk_close(&desk);
}

static void without_answers_there_are_no_figures_and_without_logs_an_error(void **state) {
  (void)state;
  Desk desk;
  GError *error = NULL;
  desk_open(&desk, false);
  assert_null(app_pool(desk.app, (const char *const[]){desk.logs, NULL}, &error));
  says(error->message, "There is no log in the folder");
  g_clear_error(&error);
  Log log = begin(&desk, "a", 1);
  end(&log);
  g_autoptr(Pooled) pooled = pool_all(&desk);
  assert_int_equal(pooled->form.persons, 0);
  assert_int_equal(pooled->items->len, 0);
  g_autoptr(Doc) doc = pooled_doc(pooled, 78);
  assert_string_equal(((DocLine *)doc->lines->pdata[0])->text,
                      "0 learners, 0 items, 0 first answers");
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(figures_of_logs_are_those_reckoned_independently),
      cmocka_unit_test(the_wrong_key_comes_first_then_other_flags),
      cmocka_unit_test(order_and_copies_of_logs_change_nothing),
      cmocka_unit_test(only_the_first_answer_of_a_learner_counts),
      cmocka_unit_test(an_undone_first_answer_gives_way_unless_it_was_redone),
      cmocka_unit_test(a_moved_item_is_the_same_and_an_edited_one_another),
      cmocka_unit_test(orders_and_matches_have_no_option_figures),
      cmocka_unit_test(more_options_than_can_be_told_apart_cost_the_item_its_option_figures),
      cmocka_unit_test(a_known_item_has_its_own_key_and_title_but_a_sealed_one_no_text),
      cmocka_unit_test(a_broken_log_is_named_with_its_line_and_left_out),
      cmocka_unit_test(lines_that_cannot_be_are_named),
      cmocka_unit_test(an_items_id_that_would_reach_the_terminal_is_refused),
      cmocka_unit_test(a_device_that_signs_with_two_keys_is_taken_once),
      cmocka_unit_test(too_many_items_cost_the_log_or_those_that_fewest_answered),
      cmocka_unit_test(logs_that_tell_less_are_named),
      cmocka_unit_test(a_paper_tells_what_the_lines_tell),
      cmocka_unit_test(without_answers_there_are_no_figures_and_without_logs_an_error),
  };
  return UNIT_RUN(tests);
}
