/* sign - Ed25519 signatures in minisign's file formats (https://jedisct1.github.io/minisign/), both
 * ways: what is signed here `minisign -V` accepts, and what it signs is accepted here.
 *
 * A signature says who made a pack, not that it is safe. New signatures are prehashed ("ED", over
 * BLAKE2b-512); plain ones ("Ed") are accepted. Errors: domain PACK_ERROR, code PACK_ERROR_SIGNER for
 * what does not hold.
 */
#pragma once
#include "pack/archive.h"
#include <stdint.h>

#define SIGN_ID_SIZE     8
#define SIGN_PUBLIC_SIZE 32
#define SIGN_SECRET_SIZE 64

typedef struct {
  uint8_t id[SIGN_ID_SIZE];
  uint8_t key[SIGN_PUBLIC_SIZE];
} SignPublic;

typedef struct {
  uint8_t id[SIGN_ID_SIZE];
  uint8_t key[SIGN_SECRET_SIZE]; /* to be wiped with sign_wipe */
} SignSecret;

/* The key's number as minisign writes it: 16 hex digits, most significant first. */
void sign_id_format(const uint8_t id[SIGN_ID_SIZE], char out[2 * SIGN_ID_SIZE + 1]);
bool sign_public_equal(const SignPublic *a, const SignPublic *b);
/* A public key file, or its second line alone. */
bool sign_public_parse(const char *text, gsize size, SignPublic *out, GError **error);
/* The file. Newly allocated. */
char *sign_public_format(const SignPublic *key);

/* A new pair from libsodium's generator, which draws on the system's. */
bool sign_keygen(SignSecret *secret, SignPublic *out, GError **error);
/* The secret key file; encrypted with scrypt under PASSWORD, or open where it is NULL. Newly
 * allocated; NULL with ERROR where memory is short. */
char *sign_secret_format(const SignSecret *secret, const char *password, GError **error);
/* True where the file asks for a password. */
bool sign_secret_is_locked(const char *text, gsize size);
bool sign_secret_parse(const char *text, gsize size, const char *password, SignSecret *out,
                       GError **error);
void sign_wipe(SignSecret *secret);

/* The signature file of MESSAGE; TRUSTED (one line) is signed with it. Newly allocated. */
char *sign_make(const SignSecret *secret, const void *message, gsize size, const char *trusted,
                GError **error);
/* The number of the key that a signature names. */
bool sign_signer(const char *text, gsize size, uint8_t id[SIGN_ID_SIZE], GError **error);
/* True where the signature file TEXT holds for MESSAGE and KEY; *TRUSTED (may be NULL) gets the
 * comment, newly allocated. */
bool sign_verify(const char *text, gsize size, const SignPublic *key, const void *message,
                 gsize message_size, char **trusted, GError **error);
