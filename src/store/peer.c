/* peer - the keys of other people's devices, apart from those of the learner's own. See merge.h. */
#include "store/merge.h"
#include "store/store_private.h"
#include <string.h>

typedef struct {
  const char *role;
  Uuid learner;
  const Uuid *device;
  const uint8_t *key;
} Peer;

static Peer peer_of(PeerRole role, const Uuid *learner, const Uuid *device) {
  Peer peer = {.role = role == PEER_MENTOR ? "mentor" : "candidate", .device = device};
  if (learner != NULL) peer.learner = *learner;
  return peer;
}

bool store_peer_key(Store *store, PeerRole role, const Uuid *learner, const Uuid *device,
                    uint8_t out[STORE_KEY_SIZE]) {
  Peer peer = peer_of(role, learner, device);
  sqlite3_stmt *row =
      sql_query(store, SQL_PEER_GET,
                SQL_ARGS(SQL_TEXT(peer.role), SQL_UUID(&peer.learner), SQL_UUID(device)), NULL);
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  memcpy(out, sqlite3_column_blob(row, 0), STORE_KEY_SIZE);
  sql_done(row);
  return true;
}

static bool pin_work(Store *store, void *user, GError **error) {
  const Peer *peer = user;
  return sql_run(store, SQL_PEER_PUT,
                 SQL_ARGS(SQL_TEXT(peer->role), SQL_UUID(&peer->learner), SQL_UUID(peer->device),
                          SQL_BLOB(peer->key, STORE_KEY_SIZE)),
                 error);
}

bool store_pin_peer(Store *store, PeerRole role, const Uuid *learner, const Uuid *device,
                    const uint8_t key[STORE_KEY_SIZE], GError **error) {
  Peer peer = peer_of(role, learner, device);
  peer.key = key;
  return store_work_unsure(store, pin_work, &peer, error);
}

typedef struct {
  const Uuid *device;
  int forgotten;
} Forget;

static bool forget_work(Store *store, void *user, GError **error) {
  Forget *forget = user;
  SqlValue device = SQL_UUID(forget->device);
  forget->forgotten = 0;
  if (!sql_run(store, SQL_KEY_FORGET, SQL_ARGS(device), error)) return false;
  forget->forgotten += (int)sqlite3_changes64(store->db);
  if (!sql_run(store, SQL_PEER_FORGET, SQL_ARGS(device), error)) return false;
  forget->forgotten += (int)sqlite3_changes64(store->db);
  return true;
}

bool store_forget_key(Store *store, const Uuid *device, int *forgotten, GError **error) {
  Forget forget = {.device = device};
  if (!store_work(store, forget_work, &forget, error)) return false;
  *forgotten = forget.forgotten;
  return true;
}
