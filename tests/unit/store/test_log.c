/* The log: appended once, read back whole, changed only by what is appended later. */
#include "scene.h"
#include <string.h>

typedef struct {
  GArray *seqs; /* of int64_t */
  Answer last;  /* strings are copies */
  int stop_after;
} Reader;

static Reader reader_new(void) {
  return (Reader){.seqs = g_array_new(FALSE, FALSE, sizeof(int64_t))};
}

static void reader_clear(Reader *reader) {
  g_array_unref(reader->seqs);
  answer_clear(&reader->last);
}

static bool take(const Answer *answer, void *user) {
  Reader *reader = user;
  g_array_append_val(reader->seqs, answer->seq);
  answer_clear(&reader->last);
  reader->last = *answer;
  reader->last.shown = g_strdup(answer->shown);
  reader->last.chosen = g_strdup(answer->chosen);
  return (int)reader->seqs->len != reader->stop_after;
}

/* The numbers that QUERY gives, as text. */
static void assert_reads(Store *store, StoreLogQuery query, const char *expected) {
  GError *error = NULL;
  Reader reader = reader_new();
  must(store_each_answer(store, &query, take, &reader, &error), &error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < reader.seqs->len; i++)
    g_string_append_printf(text, "%s%d", i ? " " : "", (int)g_array_index(reader.seqs, int64_t, i));
  assert_string_equal(text->str, expected);
  g_string_free(text, TRUE);
  reader_clear(&reader);
}

static Answer last_answer(Store *store) {
  GError *error = NULL;
  Reader reader = reader_new();
  StoreLogQuery query = {.newest_first = true, .limit = 1};
  must(store_each_answer(store, &query, take, &reader, &error), &error);
  Answer last = reader.last;
  reader.last = (Answer){0};
  reader_clear(&reader);
  return last;
}

static int64_t prepare(Store *store) {
  put_sample_pack(store, 2, 4);
  return start_session(store, 1);
}

static void append_kind(Store *store, EventKind kind, int64_t answer, const char *body,
                        uint64_t n) {
  GError *error = NULL;
  Event event = sample_event(kind, n);
  event.answer = answer;
  event.body = (char *)body;
  must(store_append_event(store, &event, NULL, &error), &error);
  assert_true(event.seq > 0);
}

/* -- answers ----------------------------------------------------------------------------------- */

static void an_answer_reads_back_whole(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t session = prepare(store);
  Answer answer = sample_answer(store, 2, session, 3);
  answer.credit = 0.25;
  Card card = card_after(store, &answer), stored;
  must(store_append_answer(store, &answer, &card, NULL, &error), &error);
  Answer read = last_answer(store);
  assert_int_equal(read.seq, answer.seq);
  assert_memory_equal(&read.uuid, &answer.uuid, sizeof read.uuid);
  assert_true(read.item == 2 && read.version == answer.version && read.session == session);
  assert_string_equal(read.shown, "a b");
  assert_string_equal(read.chosen, "b");
  assert_true(read.confidence == CONFIDENCE_THINK && !read.correct && read.credit == 0.25);
  assert_true(read.rating == RATING_AGAIN && read.ms == answer.ms && read.at == answer.at);
  assert_true(read.offset == -300 && read.day == SCENE_DAY && !read.undone);
  must(store_card(store, 2, &stored, &error), &error);
  assert_memory_equal(&stored.stability, &card.stability, sizeof stored.stability);
  assert_true(stored.phase == card.phase && stored.due_at == card.due_at && stored.answers == 1);
  answer_clear(&read);
  store_close(store);
}

static void the_same_answer_counts_once(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t session = prepare(store);
  Answer answer = sample_answer(store, 1, session, 2), again = answer;
  Card card = card_after(store, &answer), stored;
  must(store_append_answer(store, &answer, &card, NULL, &error), &error);
  card.answers = 7;
  must(store_append_answer(store, &again, &card, NULL, &error), &error);
  assert_int_equal(again.seq, answer.seq);
  assert_int_equal(store_answer_count(store), 1);
  must(store_card(store, 1, &stored, &error), &error);
  assert_int_equal(stored.answers, 1);
  store_close(store);
}

/* Each is refused as misuse, and the log and the card stay as they were. */
static void assert_refused(Store *store, Answer answer, Card card) {
  GError *error = NULL;
  assert_false(store_append_answer(store, &answer, &card, NULL, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  assert_int_equal(answer.seq, 0);
  assert_int_equal(store_answer_count(store), 0);
  assert_int_equal(count_findings(store), 0);
}

static void an_answer_to_nothing_known_is_refused(void **state) {
  Store *store = scene_open(*state);
  int64_t session = prepare(store);
  Answer answer = sample_answer(store, 1, session, 2), bad = answer;
  Card card = card_after(store, &answer), other = card;
  bad.session = 99;
  assert_refused(store, bad, card);
  bad = answer;
  bad.version = 2; /* of another item */
  assert_refused(store, bad, card);
  other.item = 2;
  assert_refused(store, answer, other);
  bad = answer;
  bad.item = other.item = 99;
  assert_refused(store, bad, other);
  bad = answer;
  bad.rating = (Rating)9;
  assert_refused(store, bad, card);
  store_close(store);
}

static void readings_select_and_order(void **state) {
  Store *store = scene_open(*state);
  int64_t first = prepare(store), second = start_session(store, 2);
  must_append(store, 2, first, 10);
  must_append(store, 1, first, 11);
  must_append(store, 2, second, 12);
  must_append(store, 1, second, 13);
  must_append(store, 2, 0, 14);
  assert_reads(store, (StoreLogQuery){0}, "1 2 3 4 5");
  assert_reads(store, (StoreLogQuery){.newest_first = true}, "5 4 3 2 1");
  assert_reads(store, (StoreLogQuery){.limit = 2}, "1 2");
  assert_reads(store, (StoreLogQuery){.newest_first = true, .limit = 2}, "5 4");
  assert_reads(store, (StoreLogQuery){.by_item = true}, "2 4 1 3 5");
  assert_reads(store, (StoreLogQuery){.by_item = true, .session = second}, "4 3");
  assert_reads(store, (StoreLogQuery){.item = 2}, "1 3 5");
  assert_reads(store, (StoreLogQuery){.item = 2, .by_item = true}, "1 3 5");
  assert_reads(store, (StoreLogQuery){.item = 2, .newest_first = true}, "5 3 1");
  assert_reads(store, (StoreLogQuery){.session = first}, "1 2");
  assert_reads(store, (StoreLogQuery){.session = first, .newest_first = true}, "2 1");
  assert_reads(store, (StoreLogQuery){.session = second, .item = 2}, "3");
  assert_reads(store, (StoreLogQuery){.item = 3}, "");
  store_close(store);
}

static void a_reading_can_stop(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t session = prepare(store);
  for (uint64_t n = 0; n < 5; n++) must_append(store, 1, session, n);
  Reader reader = reader_new();
  reader.stop_after = 2;
  StoreLogQuery query = {0};
  must(store_each_answer(store, &query, take, &reader, &error), &error);
  assert_int_equal(reader.seqs->len, 2);
  reader_clear(&reader);
  store_close(store);
}

typedef struct {
  Store *store;
  int inner;
} Nested;

static bool count_one(const Answer *answer, void *user) {
  (void)answer;
  ((Nested *)user)->inner++;
  return true;
}

static bool read_within(const Answer *answer, void *user) {
  Nested *nested = user;
  StoreLogQuery query = {.item = answer->item};
  Card card;
  return store_each_answer(nested->store, &query, count_one, nested, NULL) &&
         store_card(nested->store, answer->item, &card, NULL) &&
         store_put_card(nested->store, &card, NULL);
}

static void a_reading_may_read_and_rebuild_within(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t session = prepare(store);
  for (uint64_t n = 0; n < 4; n++) must_append(store, 1 + (int64_t)n % 2, session, n);
  Nested nested = {store, 0};
  StoreLogQuery query = {.by_item = true};
  must(store_begin(store, &error), &error);
  must(store_each_answer(store, &query, read_within, &nested, &error), &error);
  must(store_commit(store, &error), &error);
  assert_int_equal(nested.inner, 4 * 2);
  store_close(store);
}

/* -- events ------------------------------------------------------------------------------------ */

static void undo_and_redo_stand_against_an_answer(void **state) {
  Store *store = scene_open(*state);
  int64_t seq = must_append(store, 1, prepare(store), 2);
  append_kind(store, EVENT_UNDO, seq, NULL, 1);
  Answer taken_back = last_answer(store);
  assert_true(taken_back.undone);
  answer_clear(&taken_back);
  append_kind(store, EVENT_UNDO, seq, NULL, 2);
  append_kind(store, EVENT_REDO, seq, NULL, 3);
  Answer answer = last_answer(store);
  assert_false(answer.undone);
  assert_int_equal(answer.rating, RATING_GOOD);
  answer_clear(&answer);
  store_close(store);
}

static void the_newest_rating_counts_and_survives_an_undo(void **state) {
  Store *store = scene_open(*state);
  int64_t seq = must_append(store, 1, prepare(store), 2);
  append_kind(store, EVENT_RATING, seq, "hard", 1);
  append_kind(store, EVENT_RATING, seq, "easy", 2);
  append_kind(store, EVENT_UNDO, seq, NULL, 3);
  Answer answer = last_answer(store);
  assert_true(answer.undone && answer.rating == RATING_EASY);
  answer_clear(&answer);
  store_close(store);
}

static void events_act_on_their_item_and_card_at_once(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t seq = must_append(store, 1, prepare(store), 2);
  Card fresh = {.item = 1}, stored;
  Event undo = sample_event(EVENT_UNDO, 1), suspend = sample_event(EVENT_SUSPEND, 2),
        flag = sample_event(EVENT_FLAG, 3);
  char note[] = "the key is wrong";
  undo.answer = seq;
  suspend.item = flag.item = 2;
  flag.body = note;
  must(store_append_event(store, &undo, &fresh, &error), &error);
  must(store_append_event(store, &suspend, NULL, &error), &error);
  must(store_append_event(store, &flag, NULL, &error), &error);
  must(store_card(store, 1, &stored, &error), &error);
  assert_int_equal(stored.answers, 0);
  StoreItem *item = store_item(store, 2, &error);
  assert_true(item->suspended && item->flagged);
  store_item_free(item);
  Event resume = sample_event(EVENT_RESUME, 4), unflag = sample_event(EVENT_UNFLAG, 5);
  resume.item = unflag.item = 2;
  must(store_append_event(store, &resume, NULL, &error), &error);
  must(store_append_event(store, &unflag, NULL, &error), &error);
  item = store_item(store, 2, &error);
  assert_true(!item->suspended && !item->flagged);
  store_item_free(item);
  store_close(store);
}

static void events_are_listed_oldest_first_with_what_they_are_about(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t session = prepare(store), seq = must_append(store, 2, session, 2);
  append_kind(store, EVENT_UNDO, seq, NULL, 1);
  append_kind(store, EVENT_RATING, seq, "good", 2);
  g_autoptr(GPtrArray) of_item = store_events(store, 2, 0, &error);
  g_autoptr(GPtrArray) of_session = store_events(store, 0, session, &error);
  g_autoptr(GPtrArray) of_other = store_events(store, 1, 0, &error);
  assert_int_equal(of_item->len, 2);
  assert_int_equal(of_session->len, 2);
  assert_int_equal(of_other->len, 0);
  const Event *undo = of_item->pdata[0], *rating = of_item->pdata[1];
  assert_true(undo->kind == EVENT_UNDO && undo->answer == seq && undo->item == 2);
  assert_true(undo->session == session && undo->at == SCENE_AT + 1 && undo->body == NULL);
  assert_int_equal(rating->kind, EVENT_RATING);
  assert_string_equal(rating->body, "good");
  store_close(store);
}

static void the_same_event_counts_once(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  prepare(store);
  Event event = sample_event(EVENT_FLAG, 1), again = event;
  event.item = again.item = 1;
  must(store_append_event(store, &event, NULL, &error), &error);
  must(store_append_event(store, &again, NULL, &error), &error);
  assert_int_equal(event.seq, again.seq);
  g_autoptr(GPtrArray) events = store_events(store, 1, 0, &error);
  assert_int_equal(events->len, 1);
  store_close(store);
}

static void events_about_nothing_known_are_refused(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  prepare(store);
  char word[] = "superb";
  Event events[] = {sample_event(EVENT_UNDO, 1), sample_event(EVENT_FLAG, 2),
                    sample_event(EVENT_FLAG, 3), sample_event(EVENT_RATING, 4)};
  events[0].answer = 5;
  events[1].item = 99;
  events[3].answer = must_append(store, 1, 1, 2);
  events[3].body = word;
  for (size_t i = 0; i < G_N_ELEMENTS(events); i++) {
    assert_false(store_append_event(store, &events[i], NULL, &error));
    assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
    assert_int_equal(events[i].seq, 0);
  }
  store_close(store);
}

/* -- transactions and pace --------------------------------------------------------------------- */

static void a_change_is_stored_whole_or_not_at_all(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t session = prepare(store);
  must(store_begin(store, &error), &error);
  assert_false(store_begin(store, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  must_append(store, 1, session, 2);
  store_rollback(store);
  assert_int_equal(store_answer_count(store), 0);
  must(store_begin(store, &error), &error);
  must_append(store, 1, session, 2);
  assert_false(append_sample(store, 1, 99, 4, &error));
  g_clear_error(&error);
  assert_false(append_sample(store, 1, session, 6, &error)); /* spoiled by the step before */
  g_clear_error(&error);
  assert_false(store_commit(store, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  assert_int_equal(store_answer_count(store), 0);
  assert_false(store_commit(store, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  must_append(store, 1, session, 2);
  store_close(store);
}

static void the_pace_is_the_median_of_the_newest_right_answers(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t session = prepare(store);
  must(store_begin(store, &error), &error);
  for (uint64_t n = 0; n < 18; n += 2) must_append(store, 1, session, n);
  assert_int_equal(store_median_ms(store), 0); /* nine are too few */
  int64_t tenth = must_append(store, 1, session, 18);
  assert_int_equal(store_median_ms(store), 1010);
  append_kind(store, EVENT_UNDO, tenth, NULL, 1);
  assert_int_equal(store_median_ms(store), 0);
  for (uint64_t n = 1001; n < 1400; n++) must_append(store, 1, session, n); /* odd ones are wrong */
  assert_int_equal(store_median_ms(store), 1000 + 1398 - 100);
  must(store_commit(store, &error), &error);
  store_close(store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(an_answer_reads_back_whole),
      TEST(the_same_answer_counts_once),
      TEST(an_answer_to_nothing_known_is_refused),
      TEST(readings_select_and_order),
      TEST(a_reading_can_stop),
      TEST(a_reading_may_read_and_rebuild_within),
      TEST(undo_and_redo_stand_against_an_answer),
      TEST(the_newest_rating_counts_and_survives_an_undo),
      TEST(events_act_on_their_item_and_card_at_once),
      TEST(events_are_listed_oldest_first_with_what_they_are_about),
      TEST(the_same_event_counts_once),
      TEST(events_about_nothing_known_are_refused),
      TEST(a_change_is_stored_whole_or_not_at_all),
      TEST(the_pace_is_the_median_of_the_newest_right_answers),
  };
  return UNIT_RUN(tests);
}
