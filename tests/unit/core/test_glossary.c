/* Terms are found in texts as people write them; study sources and instruments survive storage. */
#include "../unit.h"
#include "core/glossary.h"
#include "core/instrument.h"
#include "core/study.h"
#include <string.h>

static void add(Glossary *glossary, const char *name, const char *expansion, const char *also) {
  GlossaryTerm *term = glossary_term_new();
  term->term = g_strdup(name);
  term->expansion = g_strdup(expansion);
  term->text = g_strdup_printf("What %s is.", name);
  if (also != NULL) g_ptr_array_add(term->also, g_strdup(also));
  glossary_add(glossary, term);
}

static Glossary *sample(void) {
  Glossary *glossary = glossary_new();
  add(glossary, "total cost of ownership", NULL, NULL);
  add(glossary, "TCO", "total cost of ownership over time", NULL);
  add(glossary, "ADA", "Americans with Disabilities Act", NULL);
  add(glossary, "E-Rate", NULL, "universal service program");
  add(glossary, "cost", NULL, NULL);
  add(glossary, "SLA", "service level agreement", NULL);
  add(glossary, "access", NULL, NULL);
  return glossary;
}

/* The names of what stands in TEXT, joined by "; ". */
static char *found_in(const char *text) {
  g_autoptr(Glossary) glossary = sample();
  g_autoptr(GPtrArray) found = glossary_find(glossary, text);
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf(names, "%s%s", i > 0 ? "; " : "",
                           ((GlossaryTerm *)found->pdata[i])->term);
  return g_string_free(names, FALSE);
}

static void finds_terms_as_people_write_them(void **state) {
  (void)state;
  static const struct {
    const char *text, *terms;
  } cases[] = {
      {"The total cost of ownership, and the cost.", "total cost of ownership; cost"},
      {"Total Costs of Ownership", "total cost of ownership"},
      {"Ada asks what the ADA asks.", "ADA"},
      {"Two SLAs and the vendor\u2019s SLA's term", "SLA"},
      {"A service-level agreement", "SLA"},
      {"E-Rate, e-rate: the Universal Service Program", "E-Rate"},
      {"accessible and accessing", ""},
      {"Access for all", "access"},
      {"TCO before E-Rate before TCO", "TCO; E-Rate"},
      {"costly islands", ""},
      {"", ""},
      {"... -- \u2019 ...", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *names = found_in(cases[i].text);
    assert_string_equal(names, cases[i].terms);
  }
}

static void looks_up_any_spelling_in_any_case(void **state) {
  (void)state;
  g_autoptr(Glossary) glossary = sample();
  assert_string_equal(glossary_lookup(glossary, "ada")->term, "ADA");
  assert_string_equal(glossary_lookup(glossary, "Americans with disabilities act")->term, "ADA");
  assert_string_equal(glossary_lookup(glossary, "universal service program")->term, "E-Rate");
  assert_null(glossary_lookup(glossary, "universal"));
  assert_null(glossary_lookup(glossary, ""));
}

static void the_first_pack_to_explain_a_term_is_heard(void **state) {
  (void)state;
  g_autoptr(Glossary) glossary = sample();
  guint before = glossary->terms->len;
  GlossaryTerm *again = glossary_term_new();
  again->term = g_strdup("ada");
  again->text = g_strdup("Another.");
  glossary_add(glossary, again);
  assert_int_equal(glossary->terms->len, before);
  assert_string_equal(glossary_lookup(glossary, "ADA")->text, "What ADA is.");
}

static void lists_in_order_and_searches_names_and_texts(void **state) {
  (void)state;
  g_autoptr(Glossary) glossary = sample();
  g_autoptr(GPtrArray) all = glossary_search(glossary, NULL);
  assert_int_equal(all->len, 7);
  for (guint i = 1; i < all->len; i++)
    assert_true(g_ascii_strcasecmp(((GlossaryTerm *)all->pdata[i - 1])->term,
                                   ((GlossaryTerm *)all->pdata[i])->term) < 0);
  g_autoptr(GPtrArray) some = glossary_search(glossary, "disabil");
  assert_int_equal(some->len, 1);
  g_autoptr(GPtrArray) none = glossary_search(glossary, "zebra");
  assert_int_equal(none->len, 0);
}

static void terms_survive_storage(void **state) {
  (void)state;
  g_autoptr(GlossaryTerm) term = glossary_term_new();
  term->term = g_strdup("RPO");
  term->text = g_strdup("How much \"data\" may be lost.");
  g_ptr_array_add(term->tags, g_strdup("tech.it"));
  g_autofree char *text = glossary_term_to_json(term);
  g_autoptr(GlossaryTerm) back = glossary_term_from_json(text, NULL);
  g_autofree char *again = glossary_term_to_json(back);
  assert_string_equal(text, again);
  assert_null(back->expansion);
  assert_null(glossary_term_from_json("{\"term\":\"x\"}", NULL));
  assert_null(glossary_term_from_json("[", NULL));
}

static void sources_survive_storage(void **state) {
  (void)state;
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func((GDestroyNotify)study_source_free);
  StudySource *source = study_source_new("a.1");
  source->ref->title = g_strdup("A guide");
  source->ref->at = g_strdup("page 3");
  source->why = g_strdup("It shows how.");
  g_ptr_array_add(sources, source);
  g_autofree char *text = study_to_json(sources);
  g_autoptr(GPtrArray) back = g_ptr_array_new_with_free_func((GDestroyNotify)study_source_free);
  assert_true(study_from_json(text, back, NULL));
  g_autofree char *again = study_to_json(back);
  assert_string_equal(text, again);
  assert_false(study_from_json("[{\"title\":\"x\"}]", back, NULL));
}

static void instruments_survive_storage(void **state) {
  (void)state;
  g_autoptr(Instrument) instrument = instrument_new();
  instrument->id = g_strdup("team");
  instrument->title = g_strdup("The team");
  instrument->rater = RATER_TEAM;
  instrument_add(instrument, "v.1", "lead.vision", "Our district has an aim.");
  g_autofree char *text = instrument_to_json(instrument);
  g_autoptr(Instrument) back = instrument_from_json(text, NULL);
  g_autofree char *again = instrument_to_json(back);
  assert_string_equal(text, again);
  assert_int_equal(back->rater, RATER_TEAM);
  assert_string_equal(((Statement *)back->statements->pdata[0])->area, "lead.vision");
  assert_null(instrument_from_json("{\"id\":\"x\",\"title\":\"y\",\"rater\":\"cat\"}", NULL));
  assert_string_equal(instrument_rating_name(4), "mature");
  assert_string_equal(instrument_rating_name(0), "not answered");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_terms_as_people_write_them),
      cmocka_unit_test(looks_up_any_spelling_in_any_case),
      cmocka_unit_test(the_first_pack_to_explain_a_term_is_heard),
      cmocka_unit_test(lists_in_order_and_searches_names_and_texts),
      cmocka_unit_test(terms_survive_storage),
      cmocka_unit_test(sources_survive_storage),
      cmocka_unit_test(instruments_survive_storage),
  };
  return UNIT_RUN(tests);
}
