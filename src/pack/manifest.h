/* manifest - the file MANIFEST of a pack: the SHA-256 and the path of every file beside it, as
 * `sha256sum -c` reads them, sorted by path. Its signature stands in MANIFEST.minisig and the public
 * key that made it in MANIFEST.pub, both in minisign's form.
 */
#pragma once
#include "pack/archive.h"

#define MANIFEST_NAME      "MANIFEST"
#define MANIFEST_SIGNATURE "MANIFEST.minisig"
#define MANIFEST_KEY       "MANIFEST.pub"
#define MANIFEST_MAX_SIZE  (1024 * 1024)

/* The three names, NULL-terminated. */
extern const char *const MANIFEST_FILES[];
bool manifest_is_own(const char *path);

/* The text of the manifest of TREE. Newly allocated. */
char *manifest_make(const PackTree *tree);
/* True where TEXT (SIZE bytes) names exactly the files of TREE, the manifest's own aside, with the
 * sums they have. ERROR names the first file that differs. */
bool manifest_check(const char *text, gsize size, const PackTree *tree, GError **error);
