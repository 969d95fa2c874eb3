/* shuffle - the order in which options are shown, the same on every platform for the same seed. */
#pragma once
#include "core/item.h"
#include <stdint.h>

/* Fills ORDER with a permutation of 0..n-1 of ITEM's options, drawn from SEED, the item's id and
 * NTH (how often it was shown before). Locked items keep their order. Returns n. */
int shuffle_options(const Item *item, uint64_t seed, unsigned nth, uint8_t order[ITEM_MAX_OPTIONS]);
/* The same order as option ids joined by spaces. Newly allocated. */
char *shuffle_shown(const Item *item, uint64_t seed, unsigned nth);
/* 64 bits out of SEED and TEXT, well mixed (FNV-1a, then the finaliser of SplitMix64). */
uint64_t shuffle_mix(uint64_t seed, const char *text);
