/* fuzz_assessment - any bytes as a filled-in self-assessment: parsed, checked, and what was taken is
 * written again and must come back the same.
 *
 * With libFuzzer (clang, ./configure --enable-fuzzers): tests/fuzz/fuzz_assessment CORPUS...
 * The ordinary tests replay its corpus, see replay.c.
 */
#include "pack/read_assessment.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static GPtrArray *instruments(void) {
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)instrument_free);
  Instrument *instrument = instrument_new();
  instrument->id = g_strdup("team");
  instrument->title = g_strdup("A title");
  instrument->rater = RATER_TEAM;
  instrument_add(instrument, "v.1", "lead.vision", "We have an aim: one.");
  instrument_add(instrument, "v.2", "lead.vision", "We \"read\" it.");
  instrument_add(instrument, "it.1", "tech.it", "Backups are tested.");
  g_ptr_array_add(all, instrument);
  return all;
}

static void write_and_read_again(const AssessmentFile *file, const AssessmentRules *rules) {
  AssessmentSheet sheet = {file->instrument, file->ratings, file->name, file->date, NULL};
  g_autofree char *text = assessment_write(&sheet);
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(AssessmentFile) again =
      pack_parse_assessment("again.yaml", text, strlen(text), rules, list);
  if (again == NULL || !ratings_equal(again->ratings, file->ratings) ||
      strcmp(again->name, file->name) != 0 || strcmp(again->date, file->date) != 0)
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(GPtrArray) all = instruments();
  AssessmentRules rules = {all, NULL, 30000};
  g_autoptr(AssessmentFile) file =
      pack_parse_assessment("fuzz.yaml", (const char *)data, size, &rules, list);
  if (file != NULL) write_and_read_again(file, &rules);
  for (guint i = 0; i < list->list->len; i++) g_free(diag_format(list->list->pdata[i]));
  return 0;
}
