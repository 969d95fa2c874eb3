/* archive - the files of a pack in memory, on their way in from a folder, a zip or git, and out into a
 * folder or a zip.
 *
 * All of it is hostile: names are relative, in plain characters, without '..', each once (also after
 * case folding); only plain files count; sizes and counts are capped before memory is taken. A file
 * that is refused is refused with everything beside it. Errors: domain PACK_ERROR, sentences.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

#define PACK_ERROR pack_error_quark()
GQuark pack_error_quark(void);
typedef enum {
  PACK_ERROR_REFUSED, /* hostile or damaged */
  PACK_ERROR_IO,      /* the system said no */
  PACK_ERROR_SIGNER,  /* a signature that does not hold, or another signer */
} PackErrorCode;

#define ARCHIVE_MAX_ENTRIES 2000
#define ARCHIVE_MAX_FILE    (8 * 1024 * 1024)  /* bytes, unpacked */
#define ARCHIVE_MAX_TOTAL   (64 * 1024 * 1024) /* bytes, unpacked; also of the zip itself */
#define ARCHIVE_MAX_RATIO   200                /* unpacked bytes for one of the zip */

typedef struct {
  char *path; /* relative, '/' between folders */
  GBytes *bytes;
} PackEntry;

typedef struct {
  GPtrArray *entries; /* of PackEntry*, sorted by path in byte order */
  GHashTable *folded; /* every path that was added, without case -> as it was written */
  gsize total;        /* bytes added */
} PackTree;

PackTree *pack_tree_new(void);
void pack_tree_free(PackTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PackTree, pack_tree_free)
/* Adds a copy of BYTES, or refuses PATH. */
bool pack_tree_add(PackTree *tree, const char *path, const void *bytes, gsize size, GError **error);
/* The entry at PATH, or NULL. */
const PackEntry *pack_tree_find(const PackTree *tree, const char *path);
/* Leaves out every entry that KEEP says no to. */
typedef bool PackTreeKeep(const char *path, void *user);
void pack_tree_filter(PackTree *tree, PackTreeKeep *keep, void *user);

/* The zip at PATH, or in memory. One folder around everything is taken off. */
PackTree *pack_tree_from_zip(const char *path, GError **error);
PackTree *pack_tree_from_zip_bytes(const void *bytes, gsize size, GError **error);
/* The files NAMES (char*) of folder DIR; those of OPTIONAL that are there as well. No link is
 * followed, in no part of a name. */
PackTree *pack_tree_from_dir(const char *dir, const GPtrArray *names, const char *const *optional,
                             GError **error);

/* Writes TREE into the new folder DIR, every file and folder synced to disk. What was written of it
 * stays where that fails: pack_remove_dir takes it away. */
bool pack_tree_write(const PackTree *tree, const char *dir, GError **error);
/* TREE as a zip: entries stored as they are, in order, without times, owners or modes of their own,
 * so that equal trees give equal bytes everywhere. */
GBytes *pack_tree_zip(const PackTree *tree, GError **error);

/* Removes DIR and all that is in it, following no link. True where nothing is left. */
bool pack_remove_dir(const char *dir);
/* Syncs the folder at PATH, so that renames in it last. */
bool pack_sync_dir(const char *path, GError **error);
