/* bank - the items that are known here, as logs name them; see dossier.h. */
#include "app/dossier.h"
#include "store/cohort.h"
#include <string.h>

struct Bank {
  App *app;
  char *stamp;
  FoldItems items;     /* with new cards */
  GHashTable *by_code; /* "pack\ncode" -> Known */
  GHashTable *by_hash; /* "pack\nhash" -> Known: the first item that had it */
  GHashTable *old;     /* "item\nhash" of versions whose item has another key now */
};

typedef struct {
  int64_t item;
  bool oral;
} Known;

static char *key_of(const char *pack, const char *name) {
  return g_strconcat(pack, "\n", name, NULL);
}

static char *version_key(int64_t item, const char *hash) {
  return g_strdup_printf("%" G_GINT64_FORMAT "\n%s", item, hash);
}

static void keep(GHashTable *table, char *key, const StoreKnown *known) {
  if (g_hash_table_contains(table, key)) {
    g_free(key);
    return;
  }
  Known *value = g_new(Known, 1);
  *value = (Known){known->item, known->oral};
  g_hash_table_insert(table, key, value);
}

static void add_known(const StoreKnown *known, void *user) {
  Bank *bank = user;
  keep(bank->by_code, key_of(known->pack, known->code), known);
  keep(bank->by_hash, key_of(known->pack, known->hash), known);
  if (known->superseded) g_hash_table_add(bank->old, version_key(known->item, known->hash));
}

Bank *bank_new(App *app, GError **error) {
  g_autoptr(Bank) bank = g_new0(Bank, 1);
  bank->app = app;
  bank->by_code = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  bank->by_hash = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  bank->old = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *stamp = store_cohort_stamp(app->store, error);
  bank->stamp = stamp == NULL ? NULL : g_strconcat(DOSSIER_FORMAT, " ", stamp, NULL);
  if (bank->stamp == NULL || !fold_items(app, &bank->items, error) ||
      !store_each_known(app->store, add_known, bank, error))
    return NULL;
  return g_steal_pointer(&bank);
}

void bank_free(Bank *bank) {
  if (bank == NULL) return;
  g_hash_table_unref(bank->by_code);
  g_hash_table_unref(bank->by_hash);
  g_hash_table_unref(bank->old);
  fold_items_clear(&bank->items);
  g_free(bank->stamp);
  g_free(bank);
}

const char *bank_stamp(const Bank *bank) {
  return bank->stamp;
}

const App *bank_app(const Bank *bank) {
  return bank->app;
}

BankPlace bank_find(const Bank *bank, const char *pack, const char *code, const char *hash) {
  g_autofree char *by_code = key_of(pack, code);
  const Known *known = g_hash_table_lookup(bank->by_code, by_code);
  if (known == NULL && hash != NULL) {
    g_autofree char *by_hash = key_of(pack, hash);
    known = g_hash_table_lookup(bank->by_hash, by_hash);
  }
  if (known == NULL) return (BankPlace){0};
  g_autofree char *version = version_key(known->item, hash == NULL ? "" : hash);
  return (BankPlace){known->item, g_hash_table_contains(bank->old, version), known->oral};
}

void bank_items(const Bank *bank, FoldItems *out) {
  *out = (FoldItems){g_memdup2(bank->items.items, (gsize)bank->items.size * sizeof(FoldItem)),
                     bank->items.size, 0};
}
