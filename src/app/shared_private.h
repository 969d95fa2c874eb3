/* shared_private - what the files behind shared.h share. */
#pragma once
#include "app/app_private.h"
#include "app/shared.h"
#include "pack/archive.h"

#define BEFORE_SUFFIX ".before"

/* pack_source.c: the tree of a folder's own files, as its pack.yaml names them, with the manifest's. */
PackTree *pack_dir_tree(const char *dir, GError **error);
/* The tree of a folder or a .zip, checked against its manifest where it has one, and its Pack, read from
 * the new folder STAGE. */
PackTree *pack_stage(const char *source, const char *stage, Pack **pack, GError **error);
/* pack_trust.c: verifies what TREE brings. False with PACK_ERROR_SIGNER where a signature does not hold
 * or is not the one pinned for UUID; APP NULL: nothing is pinned. */
bool edition_trust(App *app, Edition *edition, const char *key_file, GError **error);
/* The first findings of LIST as one sentence, files named below DIR. Newly allocated. */
char *findings_text(const DiagList *list, const char *dir);
bool app_refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The stored pack called NAME, new; NULL with ERROR. */
StorePack *pack_by_name(App *app, const char *name, GError **error);
void store_pack_free(StorePack *pack);
/* True where the pack's folder is one of the installed ones. */
bool pack_is_installed(const App *app, const char *dir);
/* pack_put.c: stores PACK under NAME, whole or not at all. */
bool app_put_pack(App *app, const char *name, const Pack *pack, GError **error);
/* pack_put.c: the edition of UUID that the store knows, empty for an unknown pack. New GPtrArray of CompareOld*. */
GPtrArray *stored_edition(App *app, const char *uuid, GError **error);
Item *stored_content(const CompareOld *old, void *app);
