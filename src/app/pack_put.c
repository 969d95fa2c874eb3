/* pack_put - a pack that was read and checked, into the store: whose history goes on where, and which
 * versions have another key than the item has now.
 */
#include "app/shared_private.h"
#include <string.h>

/* -- the edition before ------------------------------------------------------------------------ */

GPtrArray *stored_edition(App *app, const char *uuid, GError **error) {
  g_autoptr(GArray) origins = store_pack_origins(app->store, uuid, error);
  if (origins == NULL) return NULL;
  GPtrArray *edition = g_ptr_array_new_with_free_func((GDestroyNotify)compare_old_free);
  for (guint i = 0; i < origins->len; i++) {
    StoreOrigin *origin = &g_array_index(origins, StoreOrigin, i);
    CompareOld *old = g_new0(CompareOld, 1);
    *old = (CompareOld){.row = origin->item,
                        .code = g_steal_pointer(&origin->code),
                        .hash = g_steal_pointer(&origin->hash),
                        .gone = origin->gone};
    g_ptr_array_add(edition, old);
  }
  return edition;
}

Item *stored_content(const CompareOld *old, void *app) {
  return store_item_content(((App *)app)->store, old->row, 0, NULL);
}

/* -- parts and items --------------------------------------------------------------------------- */

static char *join_files(const GPtrArray *files) {
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < files->len; i++)
    g_string_append_printf(joined, "%s%s", i > 0 ? "\n" : "", (char *)files->pdata[i]);
  return g_string_free(joined, FALSE);
}

/* Another question under a known id begins anew, whether its author said so or not. */
static int64_t row_of(const Change *change) {
  bool anew =
      change->old == NULL || change->kind == CHANGE_REPLACED || change->kind == CHANGE_REFUSED;
  return anew ? 0 : change->old->row;
}

static bool store_items_of(App *app, int64_t id, const Pack *pack, const Changes *changes,
                           GError **error) {
  for (guint i = 0; i < pack->items->len; i++) {
    const Item *item = pack->items->pdata[i];
    g_autofree char *hash = item_hash(item);
    if (!store_pack_item_as(app->store, id, item, hash, row_of(changes->list->pdata[i]), error))
      return false;
  }
  return store_pack_finish(app->store, id, error);
}

/* The sources of one objective after another: SOURCES come by objective. */
static bool store_sources_of(App *app, int64_t id, const Pack *pack, GError **error) {
  g_autoptr(GPtrArray) group = g_ptr_array_new();
  for (guint i = 0; i < pack->sources->len; i++) {
    const StudySource *source = pack->sources->pdata[i];
    g_ptr_array_add(group, (gpointer)source);
    const StudySource *next = i + 1 < pack->sources->len ? pack->sources->pdata[i + 1] : NULL;
    if (next != NULL && strcmp(next->objective, source->objective) == 0) continue;
    g_autofree char *body = study_to_json(group);
    g_ptr_array_set_size(group, 0);
    if (!store_pack_part(app->store, id, PART_SOURCES, source->objective, (int)i, body, error))
      return false;
  }
  return true;
}

static bool store_study_of(App *app, int64_t id, const Pack *pack, GError **error) {
  for (guint i = 0; i < pack->terms->len; i++) {
    const GlossaryTerm *term = pack->terms->pdata[i];
    g_autofree char *body = glossary_term_to_json(term);
    if (!store_pack_part(app->store, id, PART_TERM, term->term, (int)i, body, error)) return false;
  }
  for (guint i = 0; i < pack->instruments->len; i++) {
    const Instrument *instrument = pack->instruments->pdata[i];
    g_autofree char *body = instrument_to_json(instrument);
    if (!store_pack_part(app->store, id, PART_INSTRUMENT, instrument->id, (int)i, body, error))
      return false;
  }
  for (guint i = 0; i < pack->blueprints->len; i++) {
    const Blueprint *blueprint = pack->blueprints->pdata[i];
    g_autofree char *body = blueprint_to_json(blueprint);
    if (!store_pack_part(app->store, id, PART_BLUEPRINT, blueprint->id, (int)i, body, error))
      return false;
  }
  return store_sources_of(app, id, pack, error);
}

/* -- keys that changed ------------------------------------------------------------------------- */

/* The card of ITEM anew: answers before its key changed ask for it again. */
static bool requeue(App *app, int64_t item, GError **error) {
  Card card;
  return app_replay_item(app, item, REPLAY_AS_IS, 0, RATING_NONE, &card, error) &&
         (card.answers == 0 || store_put_card(app->store, &card, error));
}

/* Marks VERSION of the item that is NOW; *CHANGED where that was not known. */
static bool mark_version(App *app, const StoreVersion *version, const Item *now, bool *changed,
                         GError **error) {
  g_autoptr(Item) then = store_item_content(app->store, version->item, version->version, error);
  if (then == NULL) return false;
  bool superseded = !version->current && !compare_same_key(then, now);
  if (superseded == version->superseded) return true;
  *changed = true;
  return store_supersede(app->store, version->version, superseded, error);
}

/* The versions of one item from *AT on, which is left behind them. */
static bool mark_item(App *app, const GArray *versions, guint *at, GError **error) {
  const StoreVersion *first = &g_array_index(versions, StoreVersion, *at);
  g_autoptr(Item) now = store_item_content(app->store, first->item, 0, error);
  bool changed = false, good = now != NULL;
  for (; *at < versions->len; (*at)++) {
    const StoreVersion *version = &g_array_index(versions, StoreVersion, *at);
    if (version->item != first->item) break;
    good = good && mark_version(app, version, now, &changed, error);
  }
  return good && (!changed || requeue(app, first->item, error));
}

static bool mark_superseded(App *app, int64_t pack, GError **error) {
  g_autoptr(GArray) versions = store_pack_versions(app->store, pack, error);
  if (versions == NULL) return false;
  for (guint at = 0; at < versions->len;)
    if (!mark_item(app, versions, &at, error)) return false;
  return true;
}

/* -- whole ------------------------------------------------------------------------------------- */

#define NAMED_IDS 5 /* in a notice */

static char *ids_of(const Changes *changes, ChangeKind kind) {
  GString *ids = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < changes->list->len; i++) {
    const Change *change = changes->list->pdata[i];
    if (change->kind != kind || n++ >= NAMED_IDS) continue;
    g_string_append_printf(ids, "%s%s", n > 1 ? ", " : "", change->item->id);
  }
  if (n > NAMED_IDS) g_string_append_printf(ids, " and %u more", n - NAMED_IDS);
  return g_string_free(ids, FALSE);
}

static void tell(App *app, const char *name, const Changes *changes) {
  g_autofree char *rekeyed = ids_of(changes, CHANGE_REKEYED);
  g_autofree char *refused = ids_of(changes, CHANGE_REFUSED);
  if (*rekeyed != '\0')
    app_notice(app,
               "The pack %s has another key now for %s. Your answers there are kept but no longer "
               "count for mastery, and what you had seen comes again now.",
               name, rekeyed);
  if (*refused != '\0')
    app_notice(app,
               "The pack %s asks other questions now under the ids %s. They begin anew; what you "
               "did with the old ones stays with those.",
               name, refused);
}

static bool put(App *app, const Pack *pack, StorePack *row, const Changes *changes,
                GError **error) {
  return store_pack_start(app->store, row, pack->framework, error) &&
         store_study_of(app, row->id, pack, error) &&
         store_items_of(app, row->id, pack, changes, error) &&
         mark_superseded(app, row->id, error) &&
         store_forget_mastery(app->store, G_MININT32, error) && store_commit(app->store, error);
}

bool app_put_pack(App *app, const char *name, const Pack *pack, GError **error) {
  g_autofree char *files = join_files(pack->files);
  g_autofree char *signature = pack_stat_signature(pack->dir, pack->files);
  StorePack row = {.uuid = pack->id,
                   .name = (char *)name,
                   .version = pack->version,
                   .title = pack->title,
                   .locale = pack->locale,
                   .licence = pack->licence,
                   .notice = pack->notice,
                   .dir = pack->dir,
                   .files = files,
                   .signature = signature};
  g_autoptr(GPtrArray) old = stored_edition(app, pack->id, error);
  if (old == NULL) return false;
  g_autoptr(Changes) changes = pack_compare(old, pack->items, stored_content, app);
  if (!store_begin(app->store, error)) return false;
  if (put(app, pack, &row, changes, error)) {
    tell(app, name, changes);
    return true;
  }
  store_rollback(app->store);
  return false;
}
