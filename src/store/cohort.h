/* cohort - what a mentor's overview keeps of other learners' logs: derived, and made anew from the logs
 * where it is missing; but for the days on which the mentor looked.
 */
#pragma once
#include "store/store.h"

/* -- items as logs name them ------------------------------------------------------------------- */

/* A version of an item that is known here. Texts are lent. */
typedef struct {
  const char *pack, *code, *hash; /* UUID of the pack, the item's id now, hash of the version */
  int64_t item;
  bool superseded; /* the item's key is another now */
  bool oral;
} StoreKnown;
typedef void (*StoreKnownFn)(const StoreKnown *known, void *user);
/* All versions of all items, retired ones too, by item and version. */
bool store_each_known(Store *store, StoreKnownFn each, void *user, GError **error);
/* Changes whenever a pack does: of the items, areas and versions that logs are folded with. New. */
char *store_cohort_stamp(Store *store, GError **error);

/* -- dossiers ---------------------------------------------------------------------------------- */

typedef struct {
  char *path, *signature;
  Uuid learner;
} StoreCohortFile;
/* By path. New GArray (it frees the strings). */
GArray *store_cohort_files(Store *store, GError **error);

typedef struct {
  Uuid learner;
  const char *stamp, *dossier;
  const void *mastery; /* an image, or NULL */
  size_t size;
} StoreDossier;
/* Takes the place of what there was of the learner; FILES: StoreCohortFile. */
bool store_cohort_put(Store *store, const StoreDossier *dossier, const GArray *files,
                      GError **error);
/* By learner; lent during the call. EACH returns false to stop. */
typedef bool (*StoreDossierFn)(const StoreDossier *dossier, void *user);
bool store_each_dossier(Store *store, StoreDossierFn each, void *user, GError **error);

/* -- looks ------------------------------------------------------------------------------------- */

typedef struct {
  Uuid learner;
  int day;
  double chance; /* NAN: not enough evidence then */
  int64_t answers;
} StoreLook;
/* The newest look before DAY of each learner. New GArray of StoreLook, by learner. */
GArray *store_looks(Store *store, int day, GError **error);
/* Keeps LOOK, and of its learner the newest one on an earlier day. */
bool store_put_look(Store *store, const StoreLook *look, GError **error);
