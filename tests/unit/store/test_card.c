/* Derived state: counts equal their definition whatever happens, and nothing is found by scanning.
 */
#include "scene.h"
#include "store/store_private.h"
#include <string.h>

static StoreTally tally_of(Store *store, guint i) {
  GError *error = NULL;
  g_autoptr(GArray) tallies = store_tallies(store, &error);
  must(tallies != NULL, &error);
  return g_array_index(tallies, StoreTally, i);
}

static void put_review(Store *store, int64_t item, int due_day, int interval) {
  GError *error = NULL;
  Card card = {.item = item,
               .phase = CARD_REVIEW,
               .due_day = due_day,
               .interval = interval,
               .stability = 3,
               .difficulty = 5,
               .answers = 1,
               .right = 1,
               .first_right = true};
  must(store_put_card(store, &card, &error), &error);
}

static void put_learning(Store *store, int64_t item, CardPhase phase, int64_t due_at) {
  GError *error = NULL;
  Card card = {.item = item, .phase = phase, .due_at = due_at, .answers = 1};
  must(store_put_card(store, &card, &error), &error);
}

static void act_on(Store *store, EventKind kind, int64_t item, uint64_t n) {
  GError *error = NULL;
  Event event = sample_event(kind, n);
  event.item = item;
  must(store_append_event(store, &event, NULL, &error), &error);
}

/* The items of LIST, as text; frees it. */
static void assert_items(GPtrArray *list, const char *expected) {
  GString *text = g_string_new(NULL);
  assert_non_null(list);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf(text, "%s%d", i ? " " : "",
                           (int)((StoreCandidate *)list->pdata[i])->item);
  assert_string_equal(text->str, expected);
  g_string_free(text, TRUE);
  g_ptr_array_unref(list);
}

/* -- cards and counts -------------------------------------------------------------------------- */

static void an_item_never_answered_has_a_new_card(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  Card card = {.item = 77}, expected = {.item = 1}, unknown = {.item = 2};
  put_sample_pack(store, 1, 1);
  assert_false(store_card(store, 2, &card, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  assert_int_equal(card.item, 77);
  must(store_card(store, 1, &card, &error), &error);
  assert_memory_equal(&card, &expected, sizeof card);
  assert_false(store_put_card(store, &unknown, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  store_close(store);
}

static void tallies_tell_fresh_answers_from_repeats(void **state) {
  Store *store = scene_open(*state);
  put_sample_pack(store, 2, 6); /* items 1 3 5 are of the first area */
  int64_t session = start_session(store, 1);
  must_append(store, 1, session, 2); /* right at first */
  must_append(store, 1, session, 3);
  must_append(store, 1, session, 4);
  must_append(store, 3, session, 5); /* wrong at first */
  must_append(store, 3, session, 6);
  StoreTally tally = tally_of(store, 0), other = tally_of(store, 1);
  assert_int_equal(tally.fresh, 2);
  assert_int_equal(tally.fresh_right, 1);
  assert_int_equal(tally.repeats, 3);
  assert_int_equal(tally.right, 3);
  assert_int_equal(tally.unseen, 1);
  assert_int_equal(tally.served, 3);
  assert_true(other.fresh == 0 && other.unseen == 3 && other.served == 3);
  store_close(store);
}

static void suspended_items_leave_what_is_served_but_not_what_was_done(void **state) {
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 3);
  must_append(store, 1, start_session(store, 1), 2);
  int due = store_due_count(store, SCENE_DAY + 3, 0);
  assert_int_equal(due, 1);
  act_on(store, EVENT_SUSPEND, 1, 1);
  act_on(store, EVENT_SUSPEND, 2, 2);
  StoreTally tally = tally_of(store, 0);
  assert_true(tally.served == 1 && tally.unseen == 1 && tally.fresh == 1);
  assert_int_equal(store_due_count(store, SCENE_DAY + 3, 0), 0);
  act_on(store, EVENT_RESUME, 1, 3);
  assert_int_equal(store_due_count(store, SCENE_DAY + 3, 0), 1);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

static void a_reset_forgets_cards_and_counts(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 2, 8);
  int64_t session = start_session(store, 1);
  for (uint64_t n = 0; n < 12; n++) must_append(store, 1 + (int64_t)n % 8, session, n);
  must(store_begin(store, &error), &error);
  must(store_reset_cards(store, &error), &error);
  must(store_commit(store, &error), &error);
  StoreTally tally = tally_of(store, 0);
  assert_true(tally.fresh == 0 && tally.right == 0 && tally.unseen == 4 && tally.served == 4);
  assert_int_equal(store_due_count(store, SCENE_DAY + 1000, INT64_MAX), 0);
  assert_int_equal(store_answer_count(store), 12);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

static void wrong_counts_are_found(void **state) {
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 3);
  assert_int_equal(sqlite3_exec(store->db,
                                "UPDATE tally SET fresh = 9; UPDATE pack_tally SET served = 9;"
                                "INSERT INTO load VALUES (1, 1); UPDATE card SET place = 9",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  assert_int_equal(count_findings(store), 4);
  store_close(store);
}

/* -- a long random walk ------------------------------------------------------------------------ */

#define WALK_ITEMS 60
#define WALK_STEPS 2000

typedef struct {
  Store *store;
  GRand *chance;
  int64_t session;
  uint64_t n;
} Walk;

static void walk_answer(Walk *walk, int64_t item) {
  must_append(walk->store, item, walk->session,
              walk->n * 2 + (uint64_t)g_rand_boolean(walk->chance));
}

static void put_new(Store *store, int64_t item) {
  GError *error = NULL;
  Card card = {.item = item};
  must(store_put_card(store, &card, &error), &error);
}

static void walk_card(Walk *walk, int64_t item) {
  int phase = g_rand_int_range(walk->chance, 0, 4);
  if (phase == CARD_REVIEW)
    put_review(walk->store, item, SCENE_DAY + g_rand_int_range(walk->chance, -5, 30),
               g_rand_int_range(walk->chance, 1, 50));
  else if (phase == CARD_NEW)
    put_new(walk->store, item);
  else
    put_learning(walk->store, item, (CardPhase)phase,
                 SCENE_AT + g_rand_int_range(walk->chance, 0, 900000));
}

static void walk_event(Walk *walk, int64_t item) {
  static const EventKind kinds[] = {EVENT_SUSPEND, EVENT_RESUME, EVENT_RESUME, EVENT_FLAG,
                                    EVENT_UNFLAG};
  act_on(walk->store, kinds[g_rand_int_range(walk->chance, 0, G_N_ELEMENTS(kinds))], item, walk->n);
}

/* The pack anew: some items gone, some in another area, some a draft. */
static void walk_pack(Walk *walk) {
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  for (int i = 0; i < WALK_ITEMS; i++) {
    g_autofree char *code = g_strdup_printf("q.%04d", i);
    g_autofree char *words = g_strdup_printf("Number %d.", i);
    if (g_rand_int_range(walk->chance, 0, 10) == 0) continue;
    Item *item = sample_item(code, g_rand_int_range(walk->chance, 0, 4), words);
    if (g_rand_int_range(walk->chance, 0, 10) == 0) item->status = ITEM_DRAFT;
    g_ptr_array_add(items, item);
  }
  put_items(walk->store, "core", 4, items);
}

static void walk_step(Walk *walk) {
  int64_t item = g_rand_int_range(walk->chance, 1, WALK_ITEMS + 1);
  int what = g_rand_int_range(walk->chance, 0, 100);
  walk->n++;
  if (what < 60)
    walk_answer(walk, item);
  else if (what < 80)
    walk_card(walk, item);
  else if (what < 99)
    walk_event(walk, item);
  else
    walk_pack(walk);
}

static void counts_equal_their_definition_after_a_random_walk(void **state) {
  Store *store = scene_open(*state);
  sqlite3_exec(store->db, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
  put_sample_pack(store, 4, WALK_ITEMS);
  Walk walk = {store, g_rand_new_with_seed(2000), start_session(store, 1), 0};
  for (int i = 0; i < WALK_STEPS; i++) {
    walk_step(&walk);
    if (i % 50 == 0) assert_int_equal(count_findings(store), 0);
  }
  assert_int_equal(count_findings(store), 0);
  StoreTally tally = tally_of(store, 0);
  assert_true(tally.fresh > 0 && tally.repeats > 0 && tally.served > 0);
  g_rand_free(walk.chance);
  store_close(store);
}

/* -- what comes next --------------------------------------------------------------------------- */

static void due_counts_reviews_by_day_and_learning_by_instant(void **state) {
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 6);
  put_review(store, 1, SCENE_DAY, 3);
  put_review(store, 2, SCENE_DAY - 400, 3);
  put_review(store, 3, SCENE_DAY + 1, 3);
  put_learning(store, 4, CARD_LEARNING, SCENE_AT);
  put_learning(store, 5, CARD_RELEARNING, SCENE_AT + 1);
  assert_int_equal(store_due_count(store, SCENE_DAY, SCENE_AT), 3);
  assert_int_equal(store_due_count(store, SCENE_DAY, SCENE_AT + 1), 4);
  assert_int_equal(store_due_count(store, SCENE_DAY + 1, SCENE_AT), 4);
  assert_int_equal(store_due_count(store, SCENE_DAY - 401, SCENE_AT - 1), 0);
  int days[4] = {9, 9, 9, 9};
  store_due_by_day(store, SCENE_DAY - 1, 4, days);
  assert_true(days[0] == 0 && days[1] == 1 && days[2] == 1 && days[3] == 0);
  store_close(store);
}

static void the_most_overdue_review_comes_first(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 6);
  put_review(store, 1, SCENE_DAY - 10, 100); /* .1 */
  put_review(store, 2, SCENE_DAY - 2, 1);    /* 2 */
  put_review(store, 3, SCENE_DAY - 5, 10);   /* .5 */
  put_review(store, 4, SCENE_DAY, 1);        /* 0 */
  put_review(store, 5, SCENE_DAY + 1, 1);
  assert_items(store_due_reviews(store, SCENE_DAY, 10, &error), "2 3 1 4");
  assert_items(store_due_reviews(store, SCENE_DAY, 2, &error), "2 3");
  act_on(store, EVENT_SUSPEND, 2, 1);
  g_autoptr(GPtrArray) due = store_due_reviews(store, SCENE_DAY, 1, &error);
  const StoreCandidate *first = due->pdata[0];
  assert_true(first->item == 3 && first->due_day == SCENE_DAY - 5 && first->interval == 10);
  assert_string_equal(first->objective, "lead.a0.1");
  assert_null(first->set);
  store_close(store);
}

static void learning_cards_come_by_their_instant(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 4);
  put_learning(store, 2, CARD_LEARNING, SCENE_AT + 9);
  put_learning(store, 3, CARD_RELEARNING, SCENE_AT + 5);
  put_learning(store, 1, CARD_LEARNING, SCENE_AT + 7);
  assert_items(store_learning(store, 10, &error), "3 1 2");
  assert_items(store_learning(store, 1, &error), "3");
  store_close(store);
}

static void unseen_items_come_in_pack_order(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 2, 8);
  put_review(store, 3, SCENE_DAY, 3);
  assert_items(store_unseen(store, 1, 10, &error), "1 5 7");
  assert_items(store_unseen(store, 2, 2, &error), "2 4");
  assert_items(store_unseen(store, 99, 2, &error), "");
  store_close(store);
}

/* -- cost -------------------------------------------------------------------------------------- */

static char *plan_of(Store *store, SqlName name) {
  GString *plan = g_string_new(NULL);
  sqlite3_stmt *row = NULL;
  g_autofree char *text = g_strconcat("EXPLAIN QUERY PLAN ", sql_text(name), NULL);
  assert_int_equal(sqlite3_prepare_v2(store->db, text, -1, &row, NULL), SQLITE_OK);
  while (sqlite3_step(row) == SQLITE_ROW)
    g_string_append_printf(plan, "%s\n", (const char *)sqlite3_column_text(row, 3));
  sqlite3_finalize(row);
  return g_string_free(plan, FALSE);
}

static void home_and_plans_use_indexes(void **state) {
  static const struct {
    SqlName name;
    const char *needed;
  } plans[] = {
      {SQL_LOAD_UNTIL, "SEARCH load USING INTEGER PRIMARY KEY"},
      {SQL_LOAD_BETWEEN, "SEARCH load USING INTEGER PRIMARY KEY"},
      {SQL_LEARNING_UNTIL, "SEARCH card USING COVERING INDEX card_learning"},
      {SQL_DUE_REVIEWS, "SEARCH card USING COVERING INDEX card_review"},
      {SQL_LEARNING, "card USING INDEX card_learning"},
      {SQL_UNSEEN, "SEARCH card USING INDEX card_unseen (area=?)"},
      {SQL_TALLY_LIST, "SEARCH t USING INTEGER PRIMARY KEY"},
      {SQL_ANSWER_COUNT, "SEARCH answer"},
      {SQL_ANSWER_OF_ITEM, "SEARCH a USING INDEX answer_item"},
      {SQL_ANSWER_OF_SESSION, "SEARCH a USING INDEX answer_session"},
      {SQL_ANSWER_BY_ITEM, "SCAN a USING INDEX answer_item"},
      {SQL_SESSION_OPEN, "USING INDEX session_open"},
      {SQL_ITEM_FIND_MOVED, "SEARCH v USING INDEX item_version_hash"},
  };
  Store *store = scene_open(*state);
  for (size_t i = 0; i < G_N_ELEMENTS(plans); i++) {
    g_autofree char *plan = plan_of(store, plans[i].name);
    if (strstr(plan, plans[i].needed) == NULL) fail_msg("%s", plan);
  }
  store_close(store);
}

/* Steps of SQLite's machine that a statement took. */
static int steps_of(Store *store, SqlName name) {
  return sqlite3_stmt_status(store->statements[name], SQLITE_STMTSTATUS_VM_STEP, 1);
}

static int home_steps(Store *store) {
  GError *error = NULL;
  GArray *tallies = store_tallies(store, &error);
  int days[7];
  g_array_unref(tallies);
  store_due_count(store, SCENE_DAY, SCENE_AT);
  store_due_by_day(store, SCENE_DAY, 7, days);
  store_answer_count(store);
  return steps_of(store, SQL_TALLY_LIST) + steps_of(store, SQL_LOAD_UNTIL) +
         steps_of(store, SQL_LEARNING_UNTIL) + steps_of(store, SQL_LOAD_BETWEEN) +
         steps_of(store, SQL_ANSWER_COUNT);
}

static void home_costs_the_same_at_any_size(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 4, 1000);
  int64_t session = start_session(store, 1);
  must_append(store, 1, session, 2);
  int before = home_steps(store);
  must(store_begin(store, &error), &error);
  for (uint64_t n = 4; n < 6000; n += 2) must_append(store, 1 + (int64_t)n % 1000, session, n);
  must(store_commit(store, &error), &error);
  int after = home_steps(store);
  print_message("# home: %d steps with 1 answer, %d with 3000\n", before, after);
  assert_true(before > 0 && after < before + 50);
  store_close(store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(an_item_never_answered_has_a_new_card),
      TEST(tallies_tell_fresh_answers_from_repeats),
      TEST(suspended_items_leave_what_is_served_but_not_what_was_done),
      TEST(a_reset_forgets_cards_and_counts),
      TEST(wrong_counts_are_found),
      TEST(counts_equal_their_definition_after_a_random_walk),
      TEST(due_counts_reviews_by_day_and_learning_by_instant),
      TEST(the_most_overdue_review_comes_first),
      TEST(learning_cards_come_by_their_instant),
      TEST(unseen_items_come_in_pack_order),
      TEST(home_and_plans_use_indexes),
      TEST(home_costs_the_same_at_any_size),
  };
  return UNIT_RUN(tests);
}
