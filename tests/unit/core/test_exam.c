/* The exam as a fold: what may follow on what, time by question, settled answers, any order of events. */
#include "../unit.h"
#include "core/exam.h"
#include <string.h>

static Blueprint *rules(bool pause, BlueprintNavigation navigation, BlueprintOpening opens) {
  Blueprint *blueprint = blueprint_new();
  blueprint->id = g_strdup("own");
  blueprint->title = g_strdup("Own");
  blueprint->pause = pause;
  for (int i = 0; i < 2; i++) {
    BlueprintSection *section = blueprint_add(blueprint);
    section->id = g_strdup_printf("part%d", i);
    section->title = g_strdup("Part");
    section->items = 3;
    section->minutes = 10;
    section->navigation = navigation;
    section->opens = i == 0 ? OPENS_NEXT : opens;
  }
  return blueprint;
}

static ExamState *state_with(Blueprint *blueprint) {
  ExamState *state = exam_state_new(blueprint);
  for (int s = 0; s < 2; s++)
    for (int i = 0; i < 3; i++) exam_add_question(state, s, 10 * s + i + 1, 1, "b a");
  return state;
}

static bool does(ExamState *state, ExamEventKind kind, int place, int64_t ms, const char *body) {
  ExamEvent event = {.n = state->events + 1,
                     .kind = kind,
                     .section = state->section,
                     .place = place,
                     .ms = ms,
                     .at = 1000 + ms,
                     .body = (char *)body};
  return exam_apply(state, &event);
}

static void time_goes_to_the_question_at_the_front(void **unused) {
  (void)unused;
  g_autoptr(ExamState) state = state_with(rules(true, NAVIGATE_FREE, OPENS_NEXT));
  assert_true(does(state, EXAM_EVENT_OPEN, 0, 0, NULL));
  assert_true(does(state, EXAM_EVENT_CHOOSE, 0, 4000, "a"));
  assert_true(does(state, EXAM_EVENT_VISIT, 2, 5000, NULL));
  assert_true(does(state, EXAM_EVENT_PAUSE, 2, 9000, NULL));
  assert_false(does(state, EXAM_EVENT_CHOOSE, 2, 9000, "a"));
  assert_true(does(state, EXAM_EVENT_RESUME, 2, 9000, NULL));
  assert_true(does(state, EXAM_EVENT_VISIT, 0, 10000, NULL));
  assert_true(does(state, EXAM_EVENT_RETURN, 0, 12000, NULL)); /* after an end without a word */
  assert_true(does(state, EXAM_EVENT_LEAVE, 0, 13000, NULL));
  assert_true(
      does(state, EXAM_EVENT_RETURN, 0, 99000, NULL)); /* the clock ran on, not the question's */
  assert_int_equal(exam_question(state, 0)->ms, 5000 + 3000);
  assert_int_equal(exam_question(state, 2)->ms, 5000);
  assert_int_equal(exam_question(state, 1)->ms, 0);
  assert_int_equal(state->interruptions, 2);
  assert_int_equal(exam_section(state, 0)->ms, 99000);
}

static void an_answer_counts_when_its_question_is_left(void **unused) {
  (void)unused;
  g_autoptr(ExamState) state = state_with(rules(false, NAVIGATE_FREE, OPENS_NEXT));
  does(state, EXAM_EVENT_OPEN, 0, 0, NULL);
  does(state, EXAM_EVENT_CHOOSE, 0, 1, "a");
  does(state, EXAM_EVENT_CHOOSE, 0, 2, "b"); /* a slip, mended before going on */
  does(state, EXAM_EVENT_VISIT, 1, 3, NULL);
  const ExamQuestion *question = exam_section(state, 0)->questions->pdata[0];
  assert_string_equal(question->first, "b");
  assert_int_equal(question->changes, 0);
  does(state, EXAM_EVENT_VISIT, 0, 4, NULL);
  does(state, EXAM_EVENT_CHOOSE, 0, 5, "a");
  does(state, EXAM_EVENT_VISIT, 2, 6, NULL);
  assert_string_equal(question->first, "b");
  assert_string_equal(question->chosen, "a");
  assert_int_equal(question->changes, 1);
  ExamCounts counts = exam_counts(exam_section(state, 0));
  assert_int_equal(counts.answered, 1);
  assert_int_equal(counts.unseen, 0);
}

static void rules_are_kept(void **unused) {
  (void)unused;
  g_autoptr(ExamState) state = state_with(rules(false, NAVIGATE_FORWARD, OPENS_PASSED));
  assert_false(does(state, EXAM_EVENT_VISIT, 1, 0, NULL)); /* not open yet */
  does(state, EXAM_EVENT_OPEN, 0, 0, NULL);
  assert_true(does(state, EXAM_EVENT_VISIT, 2, 10, NULL));
  assert_false(does(state, EXAM_EVENT_VISIT, 1, 11, NULL)); /* no way back */
  assert_false(does(state, EXAM_EVENT_VISIT, 3, 11, NULL)); /* no such question */
  assert_false(does(state, EXAM_EVENT_PAUSE, 2, 11, NULL)); /* not allowed */
  assert_false(does(state, EXAM_EVENT_CHOOSE, 0, 11, "a")); /* not at the front */
  assert_false(does(state, EXAM_EVENT_CHOOSE, 2, 9, "a"));  /* time does not go back */
  assert_false(does(state, EXAM_EVENT_CONFIDENCE, 2, 12, "very"));
  assert_true(does(state, EXAM_EVENT_HAND_IN, 0, 20, "time failed"));
  assert_int_equal(state->phase, EXAM_OVER); /* the second section opens only when this is passed */
  assert_true(exam_section(state, 0)->by_time && exam_section(state, 0)->failed);
  assert_false(does(state, EXAM_EVENT_OPEN, 0, 0, NULL));
}

static void the_next_section_waits_to_be_opened(void **unused) {
  (void)unused;
  g_autoptr(ExamState) state = state_with(rules(false, NAVIGATE_FREE, OPENS_PASSED));
  does(state, EXAM_EVENT_OPEN, 0, 0, NULL);
  assert_true(does(state, EXAM_EVENT_HAND_IN, 0, 20, ""));
  assert_int_equal(state->phase, EXAM_READY);
  assert_int_equal(state->section, 1);
  assert_true(does(state, EXAM_EVENT_OPEN, 0, 0, NULL));
  assert_true(does(state, EXAM_EVENT_HAND_IN, 0, 5, NULL));
  assert_int_equal(state->phase, EXAM_OVER);
}

/* Any events: what is refused changes nothing, and the accepted ones alone give the same state. */
static void any_order_of_events_keeps_the_state_whole(void **unused) {
  (void)unused;
  static const char *const bodies[] = {NULL, "", "a", "b a", "sure", "time", "failed"};
  GRand *rand = g_rand_new_with_seed(11);
  for (int round = 0; round < 300; round++) {
    g_autoptr(ExamState) state = state_with(rules(round % 2, round % 3 == 0, round % 5 == 0));
    g_autoptr(ExamState) twin = state_with(rules(round % 2, round % 3 == 0, round % 5 == 0));
    int64_t ms = 0;
    for (int i = 0; i < 60; i++) {
      ExamEvent event = {.n = state->events + (g_rand_int_range(rand, 0, 20) > 0),
                         .kind = (ExamEventKind)g_rand_int_range(rand, 0, EXAM_EVENT_COUNT),
                         .section = g_rand_int_range(rand, 0, 2),
                         .place = g_rand_int_range(rand, -1, 4),
                         .ms = ms += g_rand_int_range(rand, -5, 2000),
                         .body = (char *)bodies[g_rand_int_range(rand, 0, 7)]};
      if (event.kind == EXAM_EVENT_GIVE_UP && i < 50) continue;
      int events = state->events;
      if (exam_apply(state, &event))
        assert_true(exam_apply(twin, &event));
      else
        assert_int_equal(state->events, events);
    }
    assert_int_equal(state->phase, twin->phase);
    assert_int_equal(state->section, twin->section);
    int64_t spent = 0, clock = 0;
    for (int s = 0; s < 2; s++) {
      clock += exam_section(state, s)->ms;
      for (int i = 0; i < 3; i++) {
        const ExamQuestion *a = exam_section(state, s)->questions->pdata[i];
        const ExamQuestion *b = exam_section(twin, s)->questions->pdata[i];
        assert_string_equal(a->chosen, b->chosen);
        assert_int_equal(a->ms, b->ms);
        assert_true(a->ms >= 0);
        spent += a->ms;
      }
    }
    assert_true(spent <= clock);
  }
  g_rand_free(rand);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(time_goes_to_the_question_at_the_front),
      cmocka_unit_test(an_answer_counts_when_its_question_is_left),
      cmocka_unit_test(rules_are_kept),
      cmocka_unit_test(the_next_section_waits_to_be_opened),
      cmocka_unit_test(any_order_of_events_keeps_the_state_whole),
  };
  return UNIT_RUN(tests);
}
