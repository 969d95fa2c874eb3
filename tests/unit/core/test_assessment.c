/* Ratings survive storage, come to what they should by area, and stand on a sheet that people can
 * fill in.
 */
#include "../unit.h"
#include "core/assessment.h"
#include <string.h>

static Instrument *sample(void) {
  Instrument *instrument = instrument_new();
  instrument->id = g_strdup("candidate");
  instrument->title = g_strdup("How you \"see\" it");
  instrument->about = g_strdup("Rate each statement as it is today.\nNot as you mean it to be.");
  instrument_add(instrument, "v.1", "lead.vision", "We have an aim: one, \"written\" down.");
  instrument_add(instrument, "v.2", "lead.vision", "We read it # aloud.");
  instrument_add(instrument, "it.1", "tech.it", "Backups\\restores are tested.");
  return instrument;
}

static void ratings_survive_storage_and_refuse_anything_else(void **state) {
  (void)state;
  g_autoptr(Ratings) ratings = ratings_new();
  ratings_set(ratings, "v.2", 4);
  ratings_set(ratings, "it.1", 1);
  ratings_set(ratings, "v.1", 3);
  ratings_set(ratings, "v.1", 0);
  g_autofree char *text = ratings_to_json(ratings);
  assert_string_equal(text, "{\"it.1\":1,\"v.2\":4}");
  g_autoptr(Ratings) back = ratings_from_json(text, NULL);
  assert_true(ratings_equal(ratings, back));
  ratings_set(back, "v.2", 3);
  assert_false(ratings_equal(ratings, back));
  static const char *const bad[] = {"[]", "{\"a\":0}",        "{\"a\":5}", "{\"a\":\"2\"}",
                                    "{",  "{\"a\":1,\"a\":2}"};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Ratings) none = ratings_from_json(bad[i], &error);
    assert_null(none);
    assert_non_null(error);
  }
}

static void an_area_is_the_mean_of_what_is_rated_in_it(void **state) {
  (void)state;
  g_autoptr(Instrument) instrument = sample();
  g_autoptr(Ratings) ratings = ratings_new();
  RatedArea none = ratings_of_area(ratings, instrument, "lead.vision");
  assert_true(none.statements == 2 && none.rated == 0 && isnan(none.share) && isnan(none.mean));
  ratings_set(ratings, "v.1", 4);
  UNIT_CLOSE(ratings_of_area(ratings, instrument, "lead.vision").share, 1, 1e-12);
  ratings_set(ratings, "v.2", 1);
  RatedArea both = ratings_of_area(ratings, instrument, "lead.vision");
  assert_int_equal(both.rated, 2);
  UNIT_CLOSE(both.mean, 2.5, 1e-12);
  UNIT_CLOSE(both.share, .5, 1e-12);
  ratings_set(ratings, "gone.7", 2); /* of a statement that is no more */
  assert_int_equal(ratings_count(ratings), 3);
  assert_int_equal(ratings_given(ratings, instrument), 2);
}

static void the_next_open_statement_is_found_from_anywhere(void **state) {
  (void)state;
  g_autoptr(Instrument) instrument = sample();
  g_autoptr(Ratings) ratings = ratings_new();
  ratings_set(ratings, "v.2", 2);
  assert_int_equal(ratings_next_open(ratings, instrument, 0), 0);
  assert_int_equal(ratings_next_open(ratings, instrument, 1), 2);
  ratings_set(ratings, "it.1", 2);
  assert_int_equal(ratings_next_open(ratings, instrument, 1), 0);
  ratings_set(ratings, "v.1", 2);
  assert_int_equal(ratings_next_open(ratings, instrument, 1), -1);
}

static void a_version_names_the_wording_and_nothing_else(void **state) {
  (void)state;
  g_autoptr(Instrument) one = sample(), other = sample();
  g_free(other->title);
  other->title = g_strdup("Another title");
  g_autofree char *a = instrument_version(one), *b = instrument_version(other);
  assert_string_equal(a, b);
  instrument_add(other, "it.2", "tech.it", "More.");
  g_autofree char *c = instrument_version(other);
  assert_string_not_equal(a, c);
}

static void a_sheet_tells_how_to_fill_it_in(void **state) {
  (void)state;
  g_autoptr(Instrument) instrument = sample();
  g_autoptr(Ratings) ratings = ratings_new();
  g_autoptr(GHashTable) areas = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(areas, (gpointer) "tech.it", (gpointer) "Information Technology");
  ratings_set(ratings, "v.1", 3);
  AssessmentSheet sheet = {instrument, ratings, "Pat \"P\" Lee", "2026-11-23", areas};
  g_autofree char *text = assessment_write(&sheet);
  static const char *const parts[] = {
      "# How to fill this in",
      "#     1 = not yet considered\n",
      "# Not as you mean it to be.\n",
      "\nformat: pawl-assessment/1\n",
      "name: \"Pat \\\"P\\\" Lee\"\n",
      "date: \"2026-11-23\"\n",
      "  # Information Technology\n",
      "  # lead.vision\n",
      "    text: \"We have an aim: one, \\\"written\\\" down.\"\n    rating: 3\n",
      "    text: \"Backups\\\\restores are tested.\"\n    rating: \n",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    if (strstr(text, parts[i]) == NULL) fail_msg("'%s' is not in:\n%s", parts[i], text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ratings_survive_storage_and_refuse_anything_else),
      cmocka_unit_test(an_area_is_the_mean_of_what_is_rated_in_it),
      cmocka_unit_test(the_next_open_statement_is_found_from_anywhere),
      cmocka_unit_test(a_version_names_the_wording_and_nothing_else),
      cmocka_unit_test(a_sheet_tells_how_to_fill_it_in),
  };
  return UNIT_RUN(tests);
}
