/* shared - packs that people share: brought in from a folder, a zip or git, upgraded, undone, removed,
 * compared, written and signed. Everything that comes in is hostile until checked; what is refused
 * leaves no trace. Errors are sentences; domains of app and PACK_ERROR.
 *
 * An installed pack is a folder NAME in the folder of packs (AppConfig.packs_dir); the edition before
 * the last upgrade stays beside it as NAME.before.
 */
#pragma once
#include "app/app.h"
#include "pack/compare.h"
#include "pack/read.h"
#include "pack/sign.h"

/* -- editions ---------------------------------------------------------------------------------- */

/* Whether an edition says who made it. */
typedef enum {
  TRUST_UNSIGNED,
  TRUST_FIRST, /* signed, and nobody was pinned for this pack yet */
  TRUST_KNOWN, /* signed by the pinned key */
  TRUST_MOVED, /* signed by another key that the learner named */
} PackTrust;

/* A pack as it was handed over: read, checked, its signature verified. */
typedef struct {
  char *source;  /* absolute, for the next upgrade */
  char *stage;   /* folder that it stands in; removed with the edition */
  char *scratch; /* folder around that */
  Pack *pack;
  PackTree *tree;
  PackTrust trust;
  SignPublic signer; /* where it is signed */
  char *trusted;     /* the comment signed with it, or NULL */
} Edition;
void edition_free(Edition *edition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Edition, edition_free)
/* SOURCE: a folder, a .zip or an address of git. KEY_FILE (may be NULL): the public key that its
 * author gave the learner; it takes the place of the pinned one. APP NULL: nothing is pinned. */
Edition *edition_open(App *app, const char *source, const char *key_file, GError **error);

/* -- install, upgrade, remove ------------------------------------------------------------------ */

/* Installs the pack in SOURCE under its own name or AS (may be NULL). Returns the name, newly
 * allocated; EDITION (may be NULL) gets what was installed, without its stage. */
char *pack_install(App *app, const char *source, const char *as, const char *key_file,
                   Edition **edition, GError **error);

/* What an upgrade would do. */
typedef struct {
  char *name, *dir; /* of the installed pack */
  char *from, *to;  /* versions */
  bool older;       /* TO is a version before FROM: to be asked about */
  Edition *edition; /* NULL where the edition before comes back */
  Pack *before;     /* the edition before, where that comes back */
  GPtrArray *old;   /* of CompareOld* */
  Changes *changes;
} PackUpgrade;
void pack_upgrade_free(PackUpgrade *upgrade);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PackUpgrade, pack_upgrade_free)
/* SOURCE NULL: where it was last taken from. Changes nothing. */
PackUpgrade *pack_upgrade_plan(App *app, const char *name, const char *source, const char *key_file,
                               GError **error);
/* The way back to the edition before the last upgrade (and from there forward again). */
PackUpgrade *pack_undo_plan(App *app, const char *name, GError **error);
/* Refused where the plan has refusals. */
bool pack_upgrade_apply(App *app, PackUpgrade *upgrade, GError **error);
/* Removes the folders of pack NAME; what was answered stays and comes back with it. */
bool pack_remove(App *app, const char *name, GError **error);

/* The items of two packs, each a name of one that is there, a folder, a .zip or an address of git. */
typedef struct {
  Pack *packs[2];
  Edition *editions[2]; /* NULL where the pack was there already */
  GPtrArray *old;
  Changes *changes;
} PackDiff;
void pack_diff_free(PackDiff *diff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PackDiff, pack_diff_free)
PackDiff *pack_diff(App *app, const char *old, const char *new_one, GError **error);

/* -- packs that are there ---------------------------------------------------------------------- */

typedef enum { SEAL_NONE, SEAL_HOLDS, SEAL_BROKEN } PackSeal;
typedef struct {
  AppPack *pack;
  PackSeal seal;             /* whether the folder's signature holds for its files now */
  char signer[17];           /* number of the pinned key; "" where none is */
  unsigned errors, warnings; /* of reading */
  GArray *areas;             /* of PackAreaCount */
} PackInfo;
typedef struct {
  char *code, *text;
  int items, in_play;
} PackAreaCount;
void pack_info_free(PackInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PackInfo, pack_info_free)
/* New GPtrArray of PackInfo*, by name. Reads every pack's files. */
GPtrArray *pack_infos(App *app, GError **error);
/* Who signed it, and whether it is in use, in a few words. Newly allocated. */
char *pack_signer_words(const PackInfo *info);
char *pack_state_words(const PackInfo *info);
/* Whether drills and exams may use it. */
bool pack_set_enabled(App *app, const char *name, bool enabled, GError **error);

/* -- authors ----------------------------------------------------------------------------------- */

/* The folder DIR as a zip at FILE: the same bytes from the same files. *COUNT (may be NULL): files. */
bool pack_build(const char *dir, const char *file, guint *count, GError **error);
/* A starter pack called NAME in the new folder DIR, which lints clean. */
bool pack_new(const Clock *clock, const char *name, const char *dir, GError **error);

/* The file of one item on a copy of its pack, to be edited. */
typedef struct {
  char *dir;     /* of the pack */
  char *name;    /* of the file, in it */
  char *scratch; /* folder of the copy */
  char *copy;    /* the file in the copy, for the editor */
  char *code;    /* the item */
  int line;      /* where the item stands */
  GBytes *bytes; /* the file as it was */
} PackEdit;
void pack_edit_free(PackEdit *edit);
PackEdit *pack_edit_begin(App *app, const char *item, GError **error);
typedef enum {
  EDIT_UNCHANGED,
  EDIT_TAKEN,   /* the pack's file is the edited one now */
  EDIT_REFUSED, /* FINDINGS say why; the copy stays */
  EDIT_FAILED,  /* ERROR says why; the copy stays */
} EditResult;
/* Checks the whole pack with the edited file in it and takes it over only where it is usable. */
EditResult pack_edit_finish(PackEdit *edit, DiagList *findings, GError **error);

/* -- signing ----------------------------------------------------------------------------------- */

/* Writes MANIFEST, MANIFEST.minisig and MANIFEST.pub into DIR. */
bool pack_sign(const Clock *clock, const char *dir, const SignSecret *secret, GError **error);
typedef struct {
  char *name, *version;
  bool is_signed;
  SignPublic key;
  char *trusted;
  guint files;
} PackVerdict;
void pack_verdict_clear(PackVerdict *verdict);
/* A folder or .zip: whether its manifest and signature hold, for KEY_FILE or the key it brings. */
bool pack_verify(const char *path, const char *key_file, PackVerdict *out, GError **error);

/* -- problem reports --------------------------------------------------------------------------- */

typedef struct {
  char *item, *hash, *note;
  int day; /* a local date, as days since 1970-01-01 */
} PackReport;
void pack_report_clear(gpointer report);
/* The learner's notes on pack NAME's items. New GArray of PackReport. */
GArray *pack_reports(App *app, const char *name, GError **error);
/* One JSON object a line. Newly allocated. */
char *pack_reports_write(const GArray *reports);
/* Reads what pack_reports_write wrote; hostile. */
GArray *pack_reports_read(const char *text, gsize size, GError **error);
