/* pack_trust - who signed a pack, and whether that is who signed it before; signing one's own. */
#include "app/shared_private.h"
#include "core/text.h"
#include "pack/manifest.h"
#include <errno.h>
#include <string.h>

static bool distrust(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool distrust(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *raw = g_strdup_vprintf(format, args);
  va_end(args);
  g_autofree char *clean = text_clean(raw, -1);
  g_set_error_literal(error, PACK_ERROR, PACK_ERROR_SIGNER, clean);
  return false;
}

/* -- keys -------------------------------------------------------------------------------------- */

static bool read_key(const char *file, SignPublic *out, GError **error) {
  g_autofree char *text = NULL;
  g_autoptr(GError) fault = NULL;
  gsize size = 0;
  if (!g_file_get_contents(file, &text, &size, &fault))
    return app_refuse(error, "The key cannot be read: %s.", fault->message);
  return sign_public_parse(text, size, out, error);
}

static bool key_of_tree(const PackTree *tree, SignPublic *out, GError **error) {
  const PackEntry *entry = pack_tree_find(tree, MANIFEST_KEY);
  gsize size = 0;
  if (entry == NULL)
    return distrust(error, "The pack is signed, but brings no " MANIFEST_KEY
                           ". Get the public key from its author and name it with --key.");
  const char *text = g_bytes_get_data(entry->bytes, &size);
  return text != NULL && sign_public_parse(text, size, out, error);
}

/* The key that the pack UUID is held to; false where none is pinned. */
static bool pinned_key(App *app, const char *uuid, SignPublic *out) {
  StoreSigner signer = {0};
  if (app == NULL || !store_signer(app->store, uuid, &signer)) return false;
  bool good = sign_public_parse(signer.public_key, strlen(signer.public_key), out, NULL);
  store_signer_clear(&signer);
  return good;
}

/* -- an edition -------------------------------------------------------------------------------- */

static const char *bytes_of(const PackTree *tree, const char *path, gsize *size) {
  const PackEntry *entry = pack_tree_find(tree, path);
  const char *bytes = entry == NULL ? NULL : g_bytes_get_data(entry->bytes, size);
  if (bytes == NULL) *size = 0;
  return bytes == NULL ? "" : bytes;
}

static bool verify_tree(const PackTree *tree, const SignPublic *key, char **trusted,
                        GError **error) {
  gsize signature_size = 0, manifest_size = 0;
  const char *signature = bytes_of(tree, MANIFEST_SIGNATURE, &signature_size);
  const char *manifest = bytes_of(tree, MANIFEST_NAME, &manifest_size);
  return sign_verify(signature, signature_size, key, manifest, manifest_size, trusted, error);
}

static bool is_signed(const PackTree *tree) {
  return pack_tree_find(tree, MANIFEST_SIGNATURE) != NULL;
}

static bool other_signer(const Edition *edition, const SignPublic *pinned, const uint8_t *given,
                         GError **error) {
  char known[17], now[17];
  sign_id_format(pinned->id, known);
  sign_id_format(given, now);
  return distrust(error,
                  "The pack %s was signed by the key %s before, and this one is signed by %s. "
                  "Nothing was changed. If its author really has a new key, get it from them and "
                  "name it with --key.",
                  edition->pack->name, known, now);
}

static bool unsigned_edition(const Edition *edition, const SignPublic *pinned, GError **error) {
  char known[17];
  sign_id_format(pinned->id, known);
  return distrust(
      error,
      "The pack %s was signed by the key %s before, and this one is not signed. Nothing "
      "was changed. Ask its author for a signed one.",
      edition->pack->name, known);
}

/* The key that EDITION must be signed with, and how far it is known. */
static bool expected_key(Edition *edition, const SignPublic *pinned, const char *key_file,
                         GError **error) {
  uint8_t given[SIGN_ID_SIZE];
  gsize size = 0;
  const char *signature = bytes_of(edition->tree, MANIFEST_SIGNATURE, &size);
  if (!sign_signer(signature, size, given, error)) return false;
  if (key_file != NULL) {
    if (!read_key(key_file, &edition->signer, error)) return false;
    bool same = pinned != NULL && sign_public_equal(pinned, &edition->signer);
    edition->trust = same ? TRUST_KNOWN : pinned != NULL ? TRUST_MOVED : TRUST_FIRST;
    return true;
  }
  if (pinned == NULL) {
    edition->trust = TRUST_FIRST;
    return key_of_tree(edition->tree, &edition->signer, error);
  }
  edition->trust = TRUST_KNOWN;
  edition->signer = *pinned;
  return memcmp(given, pinned->id, sizeof given) == 0 ||
         other_signer(edition, pinned, given, error);
}

bool edition_trust(App *app, Edition *edition, const char *key_file, GError **error) {
  SignPublic key;
  bool known = pinned_key(app, edition->pack->id, &key);
  edition->trust = TRUST_UNSIGNED;
  if (!is_signed(edition->tree)) {
    if (known) return unsigned_edition(edition, &key, error);
    return key_file == NULL ||
           distrust(error, "The pack %s is not signed, so the key says nothing of it.",
                    edition->pack->name);
  }
  return expected_key(edition, known ? &key : NULL, key_file, error) &&
         verify_tree(edition->tree, &edition->signer, &edition->trusted, error);
}

/* -- verify and sign --------------------------------------------------------------------------- */

void pack_verdict_clear(PackVerdict *verdict) {
  g_clear_pointer(&verdict->name, g_free);
  g_clear_pointer(&verdict->version, g_free);
  g_clear_pointer(&verdict->trusted, g_free);
}

static bool verify(const char *path, const char *stage, const char *key_file, PackVerdict *out,
                   GError **error) {
  g_autoptr(Pack) pack = NULL;
  g_autoptr(PackTree) tree = pack_stage(path, stage, &pack, error);
  if (tree == NULL) return false;
  PackVerdict verdict = {.is_signed = is_signed(tree), .files = tree->entries->len};
  bool good = !verdict.is_signed || ((key_file != NULL ? read_key(key_file, &verdict.key, error)
                                                       : key_of_tree(tree, &verdict.key, error)) &&
                                     verify_tree(tree, &verdict.key, &verdict.trusted, error));
  if (!good) return false;
  verdict.name = g_strdup(pack->name);
  verdict.version = g_strdup(pack->version);
  *out = verdict;
  return true;
}

bool pack_verify(const char *path, const char *key_file, PackVerdict *out, GError **error) {
  g_autoptr(GError) fault = NULL;
  g_autofree char *scratch = g_dir_make_tmp("pawl-XXXXXX", &fault);
  if (scratch == NULL) return app_refuse(error, "%s", fault->message);
  g_autofree char *stage = g_build_filename(scratch, "pack", NULL);
  bool good = verify(path, stage, key_file, out, error);
  pack_remove_dir(scratch);
  return good;
}

static bool write_beside(const char *dir, const char *name, const char *text, GError **error) {
  g_autofree char *path = g_build_filename(dir, name, NULL);
  g_autoptr(GError) fault = NULL;
  return g_file_set_contents_full(path, text, -1,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                  0644, &fault) ||
         app_refuse(error, "%s", fault->message);
}

/* "timestamp:1795456800 pack:NAME version:1.0.0", as minisign begins its own. */
static char *trusted_comment(const Clock *clock, const Pack *pack) {
  return g_strdup_printf("timestamp:%" G_GINT64_FORMAT " pack:%s version:%s",
                         (gint64)(clock_now(clock) / 1000), pack->name, pack->version);
}

bool pack_sign(const Clock *clock, const char *dir, const SignSecret *secret, GError **error) {
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(PackTree) tree = pack_dir_tree(dir, error);
  if (tree == NULL) return false;
  g_autoptr(Pack) pack = pack_read(dir, list);
  if (pack == NULL) return app_refuse(error, "The pack in %s changed meanwhile.", dir);
  SignPublic key;
  memcpy(key.id, secret->id, sizeof key.id);
  memcpy(key.key, secret->key + SIGN_SECRET_SIZE - SIGN_PUBLIC_SIZE, sizeof key.key);
  g_autofree char *manifest = manifest_make(tree), *comment = trusted_comment(clock, pack);
  g_autofree char *public_key = sign_public_format(&key);
  g_autofree char *signature = sign_make(secret, manifest, strlen(manifest), comment, error);
  return signature != NULL && write_beside(dir, MANIFEST_NAME, manifest, error) &&
         write_beside(dir, MANIFEST_SIGNATURE, signature, error) &&
         write_beside(dir, MANIFEST_KEY, public_key, error);
}
