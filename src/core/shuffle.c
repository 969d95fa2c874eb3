/* shuffle - see shuffle.h. GRand is a Mersenne Twister, the same on every platform. */
#include "core/shuffle.h"
#include "core/answer.h"

uint64_t shuffle_mix(uint64_t seed, const char *text) {
  uint64_t h = UINT64_C(0xcbf29ce484222325) ^ seed;
  for (const char *p = text; *p != '\0'; p++) h = (h ^ (unsigned char)*p) * UINT64_C(0x100000001b3);
  h += UINT64_C(0x9e3779b97f4a7c15);
  h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
  return h ^ (h >> 31);
}

int shuffle_options(const Item *item, uint64_t seed, unsigned nth,
                    uint8_t order[ITEM_MAX_OPTIONS]) {
  int n = (int)MIN(item->options->len, ITEM_MAX_OPTIONS);
  for (int i = 0; i < n; i++) order[i] = (uint8_t)i;
  if (item->locked) return n;
  uint64_t mixed = shuffle_mix(seed + nth, item->id);
  guint32 words[2] = {(guint32)mixed, (guint32)(mixed >> 32)};
  GRand *rand = g_rand_new_with_seed_array(words, 2);
  for (int i = n - 1; i > 0; i--) {
    int j = g_rand_int_range(rand, 0, i + 1);
    uint8_t swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
  g_rand_free(rand);
  return n;
}

char *shuffle_shown(const Item *item, uint64_t seed, unsigned nth) {
  Response all = {0};
  all.n = shuffle_options(item, seed, nth, all.option);
  return response_format(item, &all);
}
