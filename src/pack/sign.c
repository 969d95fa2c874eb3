/* sign - signatures. See sign.h; key files stand in sign_key.c. */
#include "pack/sign.h"
#include "core/text.h"
#include <sodium.h>
#include <string.h>

#define TRUSTED_PREFIX "trusted comment: "
#define SIGNATURE_MAX  8192 /* bytes of a signature file */

typedef struct {
  uint8_t algorithm[2], id[SIGN_ID_SIZE], signature[crypto_sign_BYTES];
} SignBlock;
G_STATIC_ASSERT(sizeof(SignBlock) == 74);

typedef struct {
  SignBlock block;
  char *trusted;
  uint8_t global[crypto_sign_BYTES]; /* over signature and trusted comment */
} SignFile;

static bool refuse(GError **error, const char *why) {
  g_set_error_literal(error, PACK_ERROR, PACK_ERROR_SIGNER, why);
  return false;
}

static void hash_message(const void *message, gsize size,
                         uint8_t out[crypto_generichash_BYTES_MAX]) {
  crypto_generichash(out, crypto_generichash_BYTES_MAX, message, size, NULL, 0);
}

/* What the second signature is over. Newly allocated. */
static GByteArray *global_message(const SignBlock *block, const char *trusted) {
  GByteArray *bytes = g_byte_array_new();
  g_byte_array_append(bytes, block->signature, sizeof block->signature);
  g_byte_array_append(bytes, (const guint8 *)trusted, (guint)strlen(trusted));
  return bytes;
}

char *sign_make(const SignSecret *secret, const void *message, gsize size, const char *trusted,
                GError **error) {
  SignBlock block = {.algorithm = {'E', 'D'}};
  uint8_t hash[crypto_generichash_BYTES_MAX], global[crypto_sign_BYTES];
  if (sodium_init() < 0 || !text_check(trusted, strlen(trusted), NULL) ||
      strpbrk(trusted, "\n\t") != NULL) {
    refuse(error, "The trusted comment must be one line of plain text.");
    return NULL;
  }
  hash_message(message, size, hash);
  memcpy(block.id, secret->id, SIGN_ID_SIZE);
  crypto_sign_detached(block.signature, NULL, hash, sizeof hash, secret->key);
  g_autoptr(GByteArray) both = global_message(&block, trusted);
  crypto_sign_detached(global, NULL, both->data, both->len, secret->key);
  g_autofree char *first = g_base64_encode((const guchar *)&block, sizeof block);
  g_autofree char *second = g_base64_encode(global, sizeof global);
  return g_strdup_printf("untrusted comment: signature from a pawl pack key\n%s\n" TRUSTED_PREFIX
                         "%s\n%s\n",
                         first, trusted, second);
}

static bool decode(const char *line, void *out, gsize size) {
  size_t length = 0;
  return sodium_base642bin(out, size, line, strlen(line), NULL, &length, NULL,
                           sodium_base64_VARIANT_ORIGINAL) == 0 &&
         length == size;
}

static bool parse(const char *text, gsize size, SignFile *out, GError **error) {
  static const char *const bad = "The signature is no signature file of minisign's form.";
  if (sodium_init() < 0 || size > SIGNATURE_MAX || memchr(text, '\0', size) != NULL)
    return refuse(error, bad);
  g_autofree char *copy = g_strndup(text, size);
  g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_suffix(*line, "\r")) (*line)[strlen(*line) - 1] = '\0';
  if (g_strv_length(lines) < 4 || !g_str_has_prefix(lines[0], "untrusted comment: ") ||
      !decode(lines[1], &out->block, sizeof out->block) ||
      !g_str_has_prefix(lines[2], TRUSTED_PREFIX) ||
      !decode(lines[3], out->global, sizeof out->global))
    return refuse(error, bad);
  bool known = out->block.algorithm[0] == 'E' &&
               (out->block.algorithm[1] == 'D' || out->block.algorithm[1] == 'd');
  if (!known) return refuse(error, "The signature is of a kind that is not known here.");
  out->trusted = g_strdup(lines[2] + strlen(TRUSTED_PREFIX));
  return true;
}

bool sign_signer(const char *text, gsize size, uint8_t id[SIGN_ID_SIZE], GError **error) {
  SignFile file = {0};
  if (!parse(text, size, &file, error)) return false;
  memcpy(id, file.block.id, SIGN_ID_SIZE);
  g_free(file.trusted);
  return true;
}

static bool holds(const SignFile *file, const SignPublic *key, const void *message, gsize size) {
  uint8_t hash[crypto_generichash_BYTES_MAX];
  bool prehashed = file->block.algorithm[1] == 'D';
  if (prehashed) hash_message(message, size, hash);
  if (crypto_sign_verify_detached(file->block.signature, prehashed ? hash : message,
                                  prehashed ? sizeof hash : size, key->key) != 0)
    return false;
  g_autoptr(GByteArray) both = global_message(&file->block, file->trusted);
  return crypto_sign_verify_detached(file->global, both->data, both->len, key->key) == 0;
}

bool sign_verify(const char *text, gsize size, const SignPublic *key, const void *message,
                 gsize message_size, char **trusted, GError **error) {
  SignFile file = {0};
  if (!parse(text, size, &file, error)) return false;
  bool ours = memcmp(file.block.id, key->id, SIGN_ID_SIZE) == 0;
  bool good = ours && holds(&file, key, message, message_size);
  if (!ours)
    refuse(error, "The signature names another key than the one it comes with.");
  else if (!good)
    refuse(error, "The signature does not hold: the manifest or the signature was changed.");
  if (good && trusted != NULL) *trusted = g_steal_pointer(&file.trusted);
  g_free(file.trusted);
  return good;
}
