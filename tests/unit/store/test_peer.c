/* Keys of other people's devices, kept apart by whose they are. */
#include "scene.h"
#include "store/merge.h"
#include <string.h>

static const uint8_t MINE[STORE_KEY_SIZE] = {1}, THEIRS[STORE_KEY_SIZE] = {2};

static bool is_pinned(Store *store, PeerRole role, const Uuid *learner, const Uuid *device,
                      const uint8_t *key) {
  uint8_t found[STORE_KEY_SIZE];
  return store_peer_key(store, role, learner, device, found) &&
         memcmp(found, key, STORE_KEY_SIZE) == 0;
}

static void pin(Store *store, PeerRole role, const Uuid *learner, const Uuid *device,
                const uint8_t *key) {
  GError *error = NULL;
  must(store_pin_peer(store, role, learner, device, key, &error), &error);
}

static void a_key_is_pinned_in_its_role_alone(void **state) {
  Store *store = scene_open(*state);
  GError *error = NULL;
  StoreDeviceKey own;
  Uuid device = uuid_of(5), one = uuid_of(6), other = uuid_of(7);
  pin(store, PEER_MENTOR, NULL, &device, THEIRS);
  assert_false(store_device_key(store, &device, &own));
  assert_false(is_pinned(store, PEER_CANDIDATE, &one, &device, THEIRS));
  pin(store, PEER_CANDIDATE, &one, &device, MINE);
  assert_false(is_pinned(store, PEER_CANDIDATE, &other, &device, MINE));
  must(store_pin_key(store, &device, MINE, false, &error), &error);
  assert_true(is_pinned(store, PEER_MENTOR, NULL, &device, THEIRS));
  assert_true(is_pinned(store, PEER_CANDIDATE, &one, &device, MINE));
  store_close(store);
}

static void the_first_key_stays(void **state) {
  Store *store = scene_open(*state);
  Uuid device = uuid_of(5);
  pin(store, PEER_MENTOR, NULL, &device, THEIRS);
  pin(store, PEER_MENTOR, NULL, &device, MINE);
  assert_true(is_pinned(store, PEER_MENTOR, NULL, &device, THEIRS));
  store_close(store);
}

static void a_device_is_forgotten_in_every_role_but_ones_own(void **state) {
  Store *store = scene_open(*state);
  GError *error = NULL;
  StoreDeviceKey kept;
  Uuid device = uuid_of(5), learner = uuid_of(6), own = uuid_of(7);
  int forgotten = 0;
  pin(store, PEER_MENTOR, NULL, &device, THEIRS);
  pin(store, PEER_CANDIDATE, &learner, &device, THEIRS);
  must(store_pin_key(store, &device, THEIRS, false, &error), &error);
  must(store_pin_key(store, &own, MINE, true, &error), &error);
  must(store_forget_key(store, &device, &forgotten, &error), &error);
  assert_int_equal(forgotten, 3);
  assert_false(is_pinned(store, PEER_MENTOR, NULL, &device, THEIRS));
  assert_false(store_device_key(store, &device, &kept));
  must(store_forget_key(store, &own, &forgotten, &error), &error);
  assert_int_equal(forgotten, 0);
  assert_true(store_device_key(store, &own, &kept));
  store_close(store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_key_is_pinned_in_its_role_alone),
      TEST(the_first_key_stays),
      TEST(a_device_is_forgotten_in_every_role_but_ones_own),
  };
  return UNIT_RUN(tests);
}
