/* Instants, dates and study days, across zones, rollover hours and the year 2038. */
#include "../unit.h"
#include "core/clock.h"

static int64_t instant(const char *text) {
  int64_t ms = 0;
  assert_true(clock_parse_instant(text, &ms));
  return ms;
}

static void a_study_day_turns_at_the_rollover_hour(void **state) {
  (void)state;
  int day = 0;
  assert_true(clock_parse_date("2026-11-23", &day));
  assert_int_equal(clock_study_day(instant("2026-11-23T12:00:00Z"), 0, 4), day);
  assert_int_equal(clock_study_day(instant("2026-11-24T03:59:59Z"), 0, 4), day);
  assert_int_equal(clock_study_day(instant("2026-11-24T04:00:00Z"), 0, 4), day + 1);
  assert_int_equal(clock_study_day(instant("2026-11-24T04:00:00Z"), -360, 4), day);
  assert_int_equal(clock_study_day(instant("1969-12-31T12:00:00Z"), 0, 0), -1);
}

static void dates_and_instants_round_trip(void **state) {
  (void)state;
  static const char *const dates[] = {"1970-01-01", "2000-02-29", "2026-11-23", "2038-01-20"};
  for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
    int day = 0;
    assert_true(clock_parse_date(dates[i], &day));
    g_autofree char *back = clock_format_date(day);
    assert_string_equal(back, dates[i]);
  }
  g_autofree char *text = clock_format_instant(instant("2038-01-19T03:14:08.250Z"));
  assert_string_equal(text, "2038-01-19T03:14:08.250Z");
  assert_true(instant("2026-11-23T06:00:00-06:00") == instant("2026-11-23T12:00:00Z"));
}

static void refuses_what_is_no_date(void **state) {
  (void)state;
  static const char *const bad[] = {"",         "2026-13-01",  "2026-02-30", "26-01-01",
                                    "2026-1-1", "2026-01-01x", "tomorrow"};
  int day = -5;
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) assert_false(clock_parse_date(bad[i], &day));
  assert_int_equal(day, -5);
  int64_t ms = 0;
  assert_false(clock_parse_instant("noon", &ms));
}

static void the_offset_follows_daylight_saving(void **state) {
  (void)state;
  Clock clock;
  clock_init_fixed(&clock, 0);
  g_time_zone_unref(clock.zone);
  clock.zone = g_time_zone_new_identifier("EST5EDT,M3.2.0,M11.1.0");
  if (clock.zone == NULL) clock.zone = g_time_zone_new_offset(-5 * 3600);
  assert_int_equal(clock_offset(&clock, instant("2026-01-10T12:00:00Z")), -300);
  clock_finish(&clock);
}

static void a_fixed_clock_stands_still(void **state) {
  (void)state;
  Clock clock;
  clock_init_fixed(&clock, 1234);
  assert_true(clock_now(&clock) == 1234 && clock_monotonic(&clock) == 1234);
  uint8_t a[16] = {0}, b[16] = {0};
  clock_entropy(&clock, a, sizeof a);
  clock_entropy(&clock, b, sizeof b);
  assert_memory_not_equal(a, b, sizeof a);
  clock_finish(&clock);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_study_day_turns_at_the_rollover_hour),
      cmocka_unit_test(dates_and_instants_round_trip),
      cmocka_unit_test(refuses_what_is_no_date),
      cmocka_unit_test(the_offset_follows_daylight_saving),
      cmocka_unit_test(a_fixed_clock_stands_still),
  };
  return UNIT_RUN(tests);
}
