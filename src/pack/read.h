/* read - an item pack from a folder into the domain, whole or not at all.
 *
 * The reader looks at every file and every item and adds each fault to the DiagList; a pack with
 * any DIAG_ERROR is returned for lint to look at but must not be stored (pack_usable).
 */
#pragma once
#include "core/blueprint.h"
#include "core/diag.h"
#include "core/framework.h"
#include "core/glossary.h"
#include "core/instrument.h"
#include "core/item.h"
#include "core/study.h"

#define PACK_MAX_FILES 1000
#define PACK_MAX_ITEMS 200000

typedef struct {
  char *name, *contact; /* contact may be NULL */
} PackAuthor;

typedef struct {
  char *dir; /* as given */
  char *id, *name, *version, *title, *description, *locale, *licence, *notice;
  GPtrArray *authors;     /* of PackAuthor* */
  Framework *framework;   /* NULL where it could not be read */
  GPtrArray *blueprints;  /* of Blueprint* */
  GPtrArray *terms;       /* of GlossaryTerm* */
  GPtrArray *sources;     /* of StudySource*, by objective */
  GPtrArray *instruments; /* of Instrument* */
  GPtrArray *items;       /* of Item*, in file order, the readable ones */
  GPtrArray *files;       /* of char*, every file read, relative to dir, pack.yaml first */
} Pack;

/* Reads the pack in DIR. NULL only where there is no readable pack.yaml (then LIST says why). */
Pack *pack_read(const char *dir, DiagList *list);
void pack_free(Pack *pack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pack, pack_free)
/* True where LIST holds no error: the pack may be stored. */
bool pack_usable(const Pack *pack, const DiagList *list);

/* Reads a blueprint of a user's own in FILE against FRAMEWORK. NULL, with findings in LIST, where it
 * cannot be used. */
Blueprint *pack_read_blueprint(const char *file, Framework *framework, DiagList *list);

/* A signature of the folder's files by name, size and modification time, cheap enough for every
 * start: when it is unchanged the pack need not be read. FILES as in Pack.files. NULL where a file
 * is missing. Newly allocated hex. */
char *pack_stat_signature(const char *dir, const GPtrArray *files);
