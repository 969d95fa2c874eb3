/* Packs come, change and go; what a learner did stays. */
#include "scene.h"
#include <string.h>

static GPtrArray *items_of(Item *first, ...) {
  GPtrArray *items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  va_list args;
  va_start(args, first);
  for (Item *item = first; item != NULL; item = va_arg(args, Item *)) g_ptr_array_add(items, item);
  va_end(args);
  return items;
}

static void put_two(Store *store, const char *first_words, const char *second_words) {
  g_autoptr(GPtrArray) items =
      items_of(sample_item("q.1", 0, first_words), sample_item("q.2", 1, second_words), NULL);
  put_items(store, "core", 2, items);
}

static StoreItem *item_by_code(Store *store, const char *code) {
  GError *error = NULL;
  StoreItem *item = store_item(store, store_item_by_code(store, code), &error);
  must(item != NULL, &error);
  return item;
}

static int64_t version_of(Store *store, const char *code) {
  StoreItem *item = item_by_code(store, code);
  int64_t version = item->version;
  store_item_free(item);
  return version;
}

static int count_found(Store *store, StoreQuery query) {
  GError *error = NULL;
  g_autoptr(GPtrArray) items = store_items(store, &query, &error);
  must(items != NULL, &error);
  if (query.limit == 0) assert_int_equal(items->len, store_items_count(store, &query));
  return (int)items->len;
}

static int count_text(Store *store, const char *text) {
  return count_found(store, (StoreQuery){.text = text});
}

static int served(Store *store) {
  GError *error = NULL;
  g_autoptr(GPtrArray) packs = store_packs(store, &error);
  must(packs != NULL, &error);
  return ((StorePack *)packs->pdata[0])->active;
}

/* -- packs and outlines ------------------------------------------------------------------------ */

static void a_pack_is_listed_as_it_was_put(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_two(store, "One.", "Two.");
  g_autoptr(GPtrArray) packs = store_packs(store, &error);
  assert_int_equal(packs->len, 1);
  const StorePack *pack = packs->pdata[0];
  StorePack put = sample_pack("core");
  assert_string_equal(pack->uuid, put.uuid);
  assert_string_equal(pack->name, "core");
  assert_string_equal(pack->version, put.version);
  assert_string_equal(pack->dir, put.dir);
  assert_string_equal(pack->signature, put.signature);
  assert_string_equal(pack->files, put.files);
  assert_null(pack->notice);
  assert_int_equal(pack->active, 2);
  store_close(store);
}

static void areas_stand_in_the_order_of_the_outline(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 3, 3);
  g_autoptr(GPtrArray) areas = store_areas(store, &error);
  assert_int_equal(areas->len, 3);
  for (guint i = 0; i < areas->len; i++) {
    const StoreArea *area = areas->pdata[i];
    g_autofree char *code = g_strdup_printf("lead.a%u", i);
    assert_string_equal(area->code, code);
    assert_string_equal(area->category, "lead");
    assert_string_equal(area->category_text, "Leadership");
    assert_true(area->weight == 10 + i && area->category_weight == 40);
  }
  g_autofree char *text = store_node_text(store, "lead.a0.1");
  assert_string_equal(text, "Knows the first thing");
  assert_null(store_node_text(store, "lead.a9"));
  store_close(store);
}

static void an_area_that_leaves_the_outline_is_hidden(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 3, 3);
  g_autoptr(GPtrArray) items = items_of(sample_item("q.0000", 0, "One."), NULL);
  put_items(store, "core", 1, items);
  g_autoptr(GPtrArray) areas = store_areas(store, &error);
  g_autoptr(GArray) tallies = store_tallies(store, &error);
  assert_int_equal(areas->len, 1);
  assert_int_equal(tallies->len, 1);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

/* -- versions ---------------------------------------------------------------------------------- */

static void the_same_content_changes_nothing(void **state) {
  Store *store = scene_open(*state);
  put_two(store, "One.", "Two.");
  int64_t id = store_item_by_code(store, "q.1"), version = version_of(store, "q.1");
  put_two(store, "One.", "Two.");
  assert_int_equal(store_item_by_code(store, "q.1"), id);
  assert_int_equal(version_of(store, "q.1"), version);
  store_close(store);
}

static void an_edit_is_a_new_version_and_keeps_the_card(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_two(store, "One.", "Two.");
  int64_t id = store_item_by_code(store, "q.1"), version = version_of(store, "q.1");
  must_append(store, id, start_session(store, 1), 2);
  put_two(store, "One and a half.", "Two.");
  assert_int_equal(store_item_by_code(store, "q.1"), id);
  assert_int_not_equal(version_of(store, "q.1"), version);
  g_autoptr(Item) old = store_item_content(store, id, version, &error);
  g_autoptr(Item) current = store_item_content(store, id, 0, &error);
  assert_string_equal(old->stem, "One. What comes first?");
  assert_string_equal(current->stem, "One and a half. What comes first?");
  Card card;
  must(store_card(store, id, &card, &error), &error);
  assert_int_equal(card.answers, 1);
  store_close(store);
}

static void an_earlier_content_gets_its_earlier_version_back(void **state) {
  Store *store = scene_open(*state);
  put_two(store, "One.", "Two.");
  int64_t version = version_of(store, "q.1");
  put_two(store, "One and a half.", "Two.");
  put_two(store, "One.", "Two.");
  assert_int_equal(version_of(store, "q.1"), version);
  assert_int_equal(count_text(store, "half"), 0);
  store_close(store);
}

static void content_of_unknown_versions_is_refused(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_two(store, "One.", "Two.");
  int64_t id = store_item_by_code(store, "q.1");
  assert_null(store_item_content(store, id, version_of(store, "q.2"), &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  assert_null(store_item_content(store, 99, 0, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  assert_null(store_item(store, 99, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  store_close(store);
}

/* -- coming and going -------------------------------------------------------------------------- */

static void what_is_not_put_again_is_retired_and_can_return(void **state) {
  Store *store = scene_open(*state);
  put_two(store, "One.", "Two.");
  int64_t id = store_item_by_code(store, "q.2");
  g_autoptr(GPtrArray) items = items_of(sample_item("q.1", 0, "One."), NULL);
  put_items(store, "core", 2, items);
  StoreItem *gone = item_by_code(store, "q.2");
  assert_int_equal(gone->status, ITEM_RETIRED);
  store_item_free(gone);
  assert_int_equal(count_found(store, (StoreQuery){0}), 1);
  assert_int_equal(served(store), 1);
  put_two(store, "One.", "Two.");
  StoreItem *back = item_by_code(store, "q.2");
  assert_int_equal(back->id, id);
  assert_int_equal(back->status, ITEM_ACTIVE);
  store_item_free(back);
  assert_int_equal(served(store), 2);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

static void a_question_under_a_new_code_keeps_its_history(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_two(store, "One.", "Two.");
  int64_t id = store_item_by_code(store, "q.1");
  must_append(store, id, start_session(store, 1), 2);
  g_autoptr(GPtrArray) items =
      items_of(sample_item("q.moved", 1, "One."), sample_item("q.2", 1, "Two."), NULL);
  put_items(store, "core", 2, items);
  assert_int_equal(store_item_by_code(store, "q.moved"), id);
  assert_int_equal(store_item_by_code(store, "q.1"), 0);
  Card card;
  must(store_card(store, id, &card, &error), &error);
  assert_int_equal(card.answers, 1);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

static void drafts_are_listed_and_essays_too_but_neither_is_served(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  g_autoptr(GPtrArray) items =
      items_of(sample_item("q.1", 0, "One."), sample_item("q.2", 0, "Two."),
               sample_item("q.3", 0, "Three."), NULL);
  ((Item *)items->pdata[1])->status = ITEM_DRAFT;
  ((Item *)items->pdata[2])->type = ITEM_ESSAY;
  put_items(store, "core", 1, items);
  assert_int_equal(count_found(store, (StoreQuery){0}), 3);
  assert_int_equal(served(store), 1);
  g_autoptr(GPtrArray) unseen = store_unseen(store, 1, 10, &error);
  assert_int_equal(unseen->len, 1);
  store_close(store);
}

static void a_pack_with_a_faulty_item_leaves_no_trace(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  g_autoptr(Framework) framework = sample_framework(1);
  g_autoptr(Item) item = sample_item("q.1", 7, "Of no area.");
  StorePack pack = sample_pack("core");
  assert_false(store_pack_start(store, &pack, framework, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  must(store_begin(store, &error), &error);
  must(store_pack_start(store, &pack, framework, &error), &error);
  assert_false(store_pack_item(store, pack.id + 1, item, "h", &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  assert_false(store_pack_item(store, pack.id, item, "h", &error));
  assert_non_null(strstr(error->message, "lead.a7"));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  assert_false(store_commit(store, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  g_autoptr(GPtrArray) packs = store_packs(store, &error);
  assert_int_equal(packs->len, 0);
  store_close(store);
}

/* -- finding ----------------------------------------------------------------------------------- */

static void codes_are_found_with_and_without_their_pack(void **state) {
  Store *store = scene_open(*state);
  put_two(store, "One.", "Two.");
  g_autoptr(GPtrArray) items = items_of(sample_item("q.2", 0, "Other two."), NULL);
  put_items(store, "other", 2, items);
  int64_t first = store_item_by_code(store, "q.2"), other = store_item_by_code(store, "other/q.2");
  assert_int_equal(store_item_by_code(store, "core/q.2"), first);
  assert_true(first != other && other > 0);
  assert_int_equal(store_item_by_code(store, "q.9"), 0);
  assert_int_equal(store_item_by_code(store, "core/"), 0);
  store_close(store);
}

static void words_are_found_by_their_beginnings(void **state) {
  Store *store = scene_open(*state);
  put_two(store, "Les \xc3\xa9l\xc3\xa8ves arrivent.", "The superintendent asks.");
  assert_int_equal(count_text(store, "superint"), 1);
  assert_int_equal(count_text(store, "SUPER asks"), 1);
  assert_int_equal(count_text(store, "eleves"), 1);
  assert_int_equal(count_text(store, "comes first"), 2);
  assert_int_equal(count_text(store, "superintendents"), 0);
  assert_int_equal(count_text(store, "q.2"), 1);
  assert_int_equal(count_text(store, "listed"), 0); /* stands in a rationale only */
  store_close(store);
}

static void any_text_is_a_search(void **state) {
  static const char *const texts[] = {
      "\"", "a\"b\" OR x",        "NEAR(a b)",      "words:first", "a* ^b",
      "-x", "'; DROP TABLE item", "\xff\xfe first", "(",           "AND"};
  Store *store = scene_open(*state);
  put_two(store, "One.", "Two.");
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) count_text(store, texts[i]);
  assert_int_equal(count_text(store, "\"first\""), 2);
  assert_int_equal(count_text(store, "?!"), 0);
  assert_int_equal(count_text(store, ""), 2);
  g_autofree char *long_text = g_strnfill(100000, 'a');
  assert_int_equal(count_text(store, long_text), 0);
  store_close(store);
}

static void selections_narrow(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 2, 6);
  int64_t session = start_session(store, 1);
  must_append(store, 1, session, 2); /* right */
  must_append(store, 2, session, 3); /* wrong */
  Event flag = sample_event(EVENT_FLAG, 1), suspend = sample_event(EVENT_SUSPEND, 2);
  flag.item = 3;
  suspend.item = 4;
  must(store_append_event(store, &flag, NULL, &error), &error);
  must(store_append_event(store, &suspend, NULL, &error), &error);
  assert_int_equal(count_found(store, (StoreQuery){.answered = true}), 2);
  assert_int_equal(count_found(store, (StoreQuery){.missed = true}), 1);
  assert_int_equal(count_found(store, (StoreQuery){.flagged = true}), 1);
  assert_int_equal(count_found(store, (StoreQuery){.suspended = true}), 1);
  assert_int_equal(count_found(store, (StoreQuery){.area = 1}), 3);
  assert_int_equal(count_found(store, (StoreQuery){.area = 1, .text = "district"}), 3);
  assert_int_equal(count_found(store, (StoreQuery){.text = "district", .flagged = true}), 1);
  assert_int_equal(count_found(store, (StoreQuery){.limit = 4}), 4);
  assert_int_equal(count_found(store, (StoreQuery){.limit = 4, .offset = 4}), 2);
  store_close(store);
}

static void titles_are_one_line_cut_between_clusters(void **state) {
  Store *store = scene_open(*state);
  GString *stem = g_string_new("A  b\n");
  for (int i = 0; i < 100; i++) g_string_append(stem, "e\xcc\x81\xcc\xa3"); /* two marks each */
  g_autoptr(GPtrArray) items = items_of(sample_item("q.1", 0, stem->str), NULL);
  g_string_free(stem, TRUE);
  put_items(store, "core", 1, items);
  StoreItem *item = item_by_code(store, "q.1");
  assert_true(strlen(item->title) <= 200 && strlen(item->title) > 190);
  assert_true(g_utf8_validate(item->title, -1, NULL));
  assert_memory_equal(item->title, "A b ", 4);
  assert_int_equal((strlen(item->title) - 4) % strlen("\xe1\xba\xb9\xcc\x81"), 0);
  store_item_free(item);
  store_close(store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_pack_is_listed_as_it_was_put),
      TEST(areas_stand_in_the_order_of_the_outline),
      TEST(an_area_that_leaves_the_outline_is_hidden),
      TEST(the_same_content_changes_nothing),
      TEST(an_edit_is_a_new_version_and_keeps_the_card),
      TEST(an_earlier_content_gets_its_earlier_version_back),
      TEST(content_of_unknown_versions_is_refused),
      TEST(what_is_not_put_again_is_retired_and_can_return),
      TEST(a_question_under_a_new_code_keeps_its_history),
      TEST(drafts_are_listed_and_essays_too_but_neither_is_served),
      TEST(a_pack_with_a_faulty_item_leaves_no_trace),
      TEST(codes_are_found_with_and_without_their_pack),
      TEST(words_are_found_by_their_beginnings),
      TEST(any_text_is_a_search),
      TEST(selections_narrow),
      TEST(titles_are_one_line_cut_between_clusters),
  };
  return UNIT_RUN(tests);
}
