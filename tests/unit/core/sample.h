/* sample - items for tests, built in code. */
#pragma once
#include "core/item.h"

/* Options a, b, c, d with keys KEY ("a c" for several); the prompts of a match ask for "p1=a". */
static inline Item *sample_item(ItemType type, const char *key) {
  static const char *const ids[] = {"a", "b", "c", "d"};
  Item *item = item_new();
  item->id = g_strdup("lead.vision.001");
  item->type = type;
  item->status = ITEM_ACTIVE;
  item->area = g_strdup("lead.vision");
  item->objective = g_strdup("lead.vision.1");
  item->stem = g_strdup("What comes first?");
  for (int i = 0; i < 4; i++) {
    g_autofree char *text = g_strdup_printf("Text of %s", ids[i]);
    g_ptr_array_add(item->options, item_option_new(ids[i], text, "Because."));
  }
  g_auto(GStrv) keys = g_strsplit(key, " ", -1);
  for (char **k = keys; *k != NULL; k++) {
    if (type != ITEM_MATCH) {
      g_ptr_array_add(item->key, g_strdup(*k));
      continue;
    }
    ItemPrompt *prompt = g_new0(ItemPrompt, 1);
    prompt->id = g_strndup(*k, 2);
    prompt->text = g_strdup_printf("Prompt %s", prompt->id);
    prompt->why = g_strdup("So it is.");
    prompt->key = g_strdup(*k + 3);
    g_ptr_array_add(item->prompts, prompt);
  }
  return item;
}
