/* fuzz_round - any bytes as a round and as a member's answers to one: read, and nothing may break.
 *
 * With libFuzzer (clang, ./configure --enable-fuzzers): tests/fuzz/fuzz_round CORPUS...
 * Built for the ordinary tests it replays the files named on its command line, whole, cut short, and with
 * single bytes changed. With --write FOLDER it writes the corpus.
 */
#include "app/round_private.h"
#include "core/text.h"
#include <glib/gstdio.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PACK "0f0e0d0c-0b0a-4908-8706-050403020103"

/* The round that answers are read against. */
static Round *sample_round(void) {
  Round *round = round_new();
  uuid_parse("01935c2e-0000-7000-8000-000000000001", &round->uuid);
  round->title = g_strdup("A round");
  round->packs = g_strdup("[{\"id\":\"" PACK "\",\"name\":\"mock\",\"version\":\"1.0.0\"}]");
  g_ptr_array_add(round->members, g_strdup("Ana"));
  for (int i = 0; i < 3; i++) {
    g_autofree char *hash = g_strnfill(64, (char)('a' + i));
    g_autofree char *item = g_strdup_printf("mock.%03d", i);
    round_add(round, PACK, item, hash, "c a b");
  }
  g_strlcpy(round->signature, "signature", sizeof round->signature);
  return round;
}

static void use_round(const char *path) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Round) round = round_file_read(path, &error);
  g_assert(round != NULL || error != NULL);
  if (round == NULL) return;
  g_assert(round->questions->len > 0 && round->questions->len <= ROUND_QUESTIONS_MAX);
  g_assert(text_check(round->title, strlen(round->title), NULL));
  g_assert(strchr(round->title, '\n') == NULL);
}

static void use_sheet(const char *path, const Round *round) {
  bool other = false;
  g_autoptr(GError) error = NULL;
  g_autoptr(RoundSheet) sheet = round_sheet_read(path, round, &other, &error);
  g_assert(sheet != NULL || error != NULL);
  if (sheet == NULL) return;
  g_assert(!other && sheet->whole[0] && text_check(sheet->name, strlen(sheet->name), NULL));
  for (int i = 0; i < sheet->questions; i++) g_assert(sheet->answers[0][i].chosen != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static char path[64];
  if (*path == '\0') {
    strcpy(path, "/tmp/pawl-fuzz-round-XXXXXX");
    close(g_mkstemp(path));
  }
  FILE *file = fopen(path, "wb");
  if (file == NULL) return 0;
  fwrite(data, 1, size, file);
  fclose(file);
  g_autoptr(Round) round = sample_round();
  use_round(path);
  use_sheet(path, round);
  return 0;
}

#ifdef FUZZ_REPLAY
static void replay(const char *bytes, size_t size) {
  LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
  for (size_t cut = 0; cut < size; cut += 1 + size / 100)
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, cut);
  g_autofree char *changed = g_memdup2(bytes, size + 1);
  for (size_t i = 0; i < size; i += 1 + size / 1000) {
    static const char bad[] = "\"\\{[:,u0-\xff\x1b\n";
    char kept = changed[i];
    changed[i] = bad[i % (sizeof bad - 1)];
    LLVMFuzzerTestOneInput((const uint8_t *)changed, size);
    changed[i] = kept;
  }
}

static LogHeader header_of(void) {
  return (LogHeader){.app = g_strdup("1"),
                     .framework = g_strdup("cto"),
                     .since = g_strdup(""),
                     .made_at = 1795456800000};
}

static void write_one(const char *folder, const char *name, int phases, const LogKey *key) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(Round) round = sample_round();
  g_autoptr(RoundSheet) sheet = round_sheet_new(3);
  LogHeader header = header_of();
  sheet->name = g_strdup("Ana");
  for (int phase = 0; phase < phases; phase++) {
    sheet->whole[phase] = true;
    for (int i = 0; i < 3; i++)
      sheet->answers[phase][i] =
          (RoundAnswer){g_strdup("b"), CONFIDENCE_SURE, 900, 1795456800000, 60};
  }
  if (phases == 0)
    g_assert(round_file_write(path, round, &header, key, NULL));
  else
    g_assert(round_sheet_write(path, round, sheet, &header, key, NULL));
  log_header_clear(&header);
}

static int write_corpus(const char *folder) {
  Clock clock;
  LogKey key;
  bool made = false;
  g_autofree char *path = g_build_filename(folder, "device.key", NULL);
  clock_init_fixed(&clock, 1795456800000);
  g_assert(log_key_load(path, &clock, &key, &made, NULL));
  write_one(folder, "round.pawl-round", 0, &key);
  write_one(folder, "first.pawl-round-answers", 1, &key);
  write_one(folder, "second.pawl-round-answers", 2, &key);
  g_unlink(path);
  clock_finish(&clock);
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 3 && strcmp(argv[1], "--write") == 0) return write_corpus(argv[2]);
  printf("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++) {
    g_autofree char *bytes = NULL;
    gsize size = 0;
    bool read = g_file_get_contents(argv[i], &bytes, &size, NULL);
    if (read) replay(bytes, size);
    printf("%s %d - survives %s\n", read ? "ok" : "not ok", i, argv[i]);
  }
  return 0;
}
#endif
