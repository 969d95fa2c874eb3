/* sign_key - key files. See sign.h.
 *
 * A secret key file holds, in base64: "Ed", the key derivation ("Sc" for scrypt, two zeros for none),
 * "B2", a salt of 32 bytes, the operations and memory limits as 8 bytes each (little-endian), then,
 * encrypted by the derived stream, the key's number, the key, and BLAKE2b-256 of "Ed", number and key.
 */
#include "pack/sign.h"
#include <sodium.h>
#include <string.h>

#define SALT_SIZE   crypto_pwhash_scryptsalsa208sha256_SALTBYTES
#define SUM_SIZE    32
#define SEALED_SIZE (SIGN_ID_SIZE + SIGN_SECRET_SIZE + SUM_SIZE)
#define FILE_SIZE   (6 + SALT_SIZE + 16 + SEALED_SIZE)
#define OPS_LIMIT   UINT64_C(4194304)
#define MEM_LIMIT   UINT64_C(134217728)
#define MEM_MOST    (UINT64_C(2) << 30) /* what a key file may ask for */

static bool refuse(GError **error, const char *why) {
  g_set_error_literal(error, PACK_ERROR, PACK_ERROR_SIGNER, why);
  return false;
}

void sign_id_format(const uint8_t id[SIGN_ID_SIZE], char out[2 * SIGN_ID_SIZE + 1]) {
  for (int i = 0; i < SIGN_ID_SIZE; i++)
    g_snprintf(out + 2 * i, 3, "%02X", id[SIGN_ID_SIZE - 1 - i]);
}

bool sign_public_equal(const SignPublic *a, const SignPublic *b) {
  return memcmp(a->id, b->id, sizeof a->id) == 0 && memcmp(a->key, b->key, sizeof a->key) == 0;
}

/* The base64 of line N of a file (from 0), or of its only line, into OUT of exactly SIZE bytes. */
static bool decode(const char *text, gsize size, void *out, gsize out_size) {
  g_autofree char *copy = g_strndup(text, MIN(size, 4096));
  g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
  guint n = g_strv_length(lines);
  const char *line = n == 0 ? "" : lines[0];
  if (g_str_has_prefix(line, "untrusted comment:")) line = n > 1 ? lines[1] : "";
  g_autofree char *bare = g_strstrip(g_strdup(line));
  size_t length = 0;
  return sodium_base642bin(out, out_size, bare, strlen(bare), NULL, &length, NULL,
                           sodium_base64_VARIANT_ORIGINAL) == 0 &&
         length == out_size;
}

static char *encode(const char *comment, const void *bytes, gsize size) {
  g_autofree char *line = g_base64_encode(bytes, size);
  return g_strdup_printf("untrusted comment: %s\n%s\n", comment, line);
}

/* -- public ------------------------------------------------------------------------------------ */

bool sign_public_parse(const char *text, gsize size, SignPublic *out, GError **error) {
  uint8_t file[2 + SIGN_ID_SIZE + SIGN_PUBLIC_SIZE];
  if (sodium_init() < 0 || !decode(text, size, file, sizeof file) || memcmp(file, "Ed", 2) != 0)
    return refuse(error, "This is no public key of minisign's form.");
  memcpy(out->id, file + 2, SIGN_ID_SIZE);
  memcpy(out->key, file + 2 + SIGN_ID_SIZE, SIGN_PUBLIC_SIZE);
  return true;
}

char *sign_public_format(const SignPublic *key) {
  uint8_t file[2 + SIGN_ID_SIZE + SIGN_PUBLIC_SIZE] = {'E', 'd'};
  char id[2 * SIGN_ID_SIZE + 1], comment[64];
  memcpy(file + 2, key->id, SIGN_ID_SIZE);
  memcpy(file + 2 + SIGN_ID_SIZE, key->key, SIGN_PUBLIC_SIZE);
  sign_id_format(key->id, id);
  g_snprintf(comment, sizeof comment, "minisign public key %s", id);
  return encode(comment, file, sizeof file);
}

/* -- secret ------------------------------------------------------------------------------------ */

bool sign_keygen(SignSecret *secret, SignPublic *out, GError **error) {
  if (sodium_init() < 0 || crypto_sign_keypair(out->key, secret->key) != 0)
    return refuse(error, "No key can be made: the system gives no random numbers.");
  randombytes_buf(out->id, sizeof out->id);
  memcpy(secret->id, out->id, sizeof out->id);
  return true;
}

void sign_wipe(SignSecret *secret) {
  sodium_memzero(secret, sizeof *secret);
}

static void sum_of(const SignSecret *secret, uint8_t out[SUM_SIZE]) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, NULL, 0, SUM_SIZE);
  crypto_generichash_update(&state, (const uint8_t *)"Ed", 2);
  crypto_generichash_update(&state, secret->id, SIGN_ID_SIZE);
  crypto_generichash_update(&state, secret->key, SIGN_SECRET_SIZE);
  crypto_generichash_final(&state, out, SUM_SIZE);
}

/* Encrypts or decrypts SEALED in place. */
static bool turn(uint8_t sealed[SEALED_SIZE], const char *password, const uint8_t *salt,
                 uint64_t ops, uint64_t memory, GError **error) {
  uint8_t stream[SEALED_SIZE];
  if (memory > MEM_MOST ||
      crypto_pwhash_scryptsalsa208sha256(stream, sizeof stream, password, strlen(password), salt,
                                         ops, (size_t)memory) != 0)
    return refuse(error, "The key's password needs more memory than there is.");
  for (size_t i = 0; i < SEALED_SIZE; i++) sealed[i] ^= stream[i];
  sodium_memzero(stream, sizeof stream);
  return true;
}

static void put_u64(uint8_t *at, uint64_t value) {
  for (int i = 0; i < 8; i++) at[i] = (uint8_t)(value >> (8 * i));
}

static uint64_t get_u64(const uint8_t *at) {
  uint64_t value = 0;
  for (int i = 7; i >= 0; i--) value = value << 8 | at[i];
  return value;
}

char *sign_secret_format(const SignSecret *secret, const char *password, GError **error) {
  uint8_t file[FILE_SIZE] = {'E', 'd', 0, 0, 'B', '2'};
  uint8_t *salt = file + 6, *limits = salt + SALT_SIZE, *sealed = limits + 16;
  char *text = NULL;
  memcpy(sealed, secret->id, SIGN_ID_SIZE);
  memcpy(sealed + SIGN_ID_SIZE, secret->key, SIGN_SECRET_SIZE);
  sum_of(secret, sealed + SIGN_ID_SIZE + SIGN_SECRET_SIZE);
  bool good = sodium_init() >= 0;
  if (good && password != NULL) {
    memcpy(file + 2, "Sc", 2);
    randombytes_buf(salt, SALT_SIZE);
    put_u64(limits, OPS_LIMIT);
    put_u64(limits + 8, MEM_LIMIT);
    good = turn(sealed, password, salt, OPS_LIMIT, MEM_LIMIT, error);
  }
  if (good)
    text = encode(password != NULL ? "minisign encrypted secret key" : "minisign secret key", file,
                  sizeof file);
  sodium_memzero(file, sizeof file);
  return text;
}

bool sign_secret_is_locked(const char *text, gsize size) {
  uint8_t file[FILE_SIZE];
  bool locked = decode(text, size, file, sizeof file) && memcmp(file + 2, "Sc", 2) == 0;
  sodium_memzero(file, sizeof file);
  return locked;
}

static bool open_secret(uint8_t file[FILE_SIZE], const char *password, SignSecret *out,
                        GError **error) {
  const uint8_t *salt = file + 6, *limits = salt + SALT_SIZE;
  uint8_t *sealed = file + 6 + SALT_SIZE + 16, sum[SUM_SIZE];
  bool locked = memcmp(file + 2, "Sc", 2) == 0;
  if (memcmp(file, "Ed", 2) != 0 || memcmp(file + 4, "B2", 2) != 0 ||
      (!locked && memcmp(file + 2, "\0\0", 2) != 0))
    return refuse(error, "This is a secret key of a kind that is not known here.");
  if (locked && password == NULL) return refuse(error, "This key asks for its password.");
  if (locked && !turn(sealed, password, salt, get_u64(limits), get_u64(limits + 8), error))
    return false;
  SignSecret secret;
  memcpy(secret.id, sealed, SIGN_ID_SIZE);
  memcpy(secret.key, sealed + SIGN_ID_SIZE, SIGN_SECRET_SIZE);
  sum_of(&secret, sum);
  const uint8_t *stored = sealed + SIGN_ID_SIZE + SIGN_SECRET_SIZE;
  bool summed = locked || !sodium_is_zero(stored, SUM_SIZE); /* open keys of minisign have none */
  bool good = !summed || sodium_memcmp(sum, stored, SUM_SIZE) == 0;
  if (good) *out = secret;
  sign_wipe(&secret);
  return good || refuse(error, locked ? "This is not the key's password."
                                      : "The secret key is damaged: its sum is another.");
}

bool sign_secret_parse(const char *text, gsize size, const char *password, SignSecret *out,
                       GError **error) {
  uint8_t file[FILE_SIZE];
  if (sodium_init() < 0 || !decode(text, size, file, sizeof file))
    return refuse(error, "This is no secret key of minisign's form.");
  bool good = open_secret(file, password, out, error);
  sodium_memzero(file, sizeof file);
  return good;
}
