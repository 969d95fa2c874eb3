/* chain_private - what writer and reader share. */
#pragma once
#include "log/chain.h"
#include <sodium.h>

void chain_hash(const char *bytes, size_t length, char out[LOG_HASH_SIZE]);
/* What the signature of a file of FORMAT is over. Newly allocated. */
char *chain_signed_text(const char *format, const char *first, const char *last);
