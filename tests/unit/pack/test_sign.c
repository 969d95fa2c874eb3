/* Keys, signatures and manifests: what holds, and everything that must not. */
#include "../unit.h"
#include "pack/manifest.h"
#include "pack/sign.h"
#include <string.h>

static const char MESSAGE[] = "the text that is signed\n";

typedef struct {
  SignSecret secret;
  SignPublic key;
  char *signature;
} Scene;

static Scene scene(void) {
  Scene s;
  assert_true(sign_keygen(&s.secret, &s.key, NULL));
  s.signature = sign_make(&s.secret, MESSAGE, strlen(MESSAGE), "pack:try version:1.0.0", NULL);
  assert_non_null(s.signature);
  return s;
}

static bool holds(const Scene *s, const char *signature, const char *message) {
  return sign_verify(signature, strlen(signature), &s->key, message, strlen(message), NULL, NULL);
}

static void a_signature_holds_for_its_text_and_key_alone(void **state) {
  (void)state;
  Scene s = scene(), other = scene();
  char *trusted = NULL;
  assert_true(sign_verify(s.signature, strlen(s.signature), &s.key, MESSAGE, strlen(MESSAGE),
                          &trusted, NULL));
  assert_string_equal(trusted, "pack:try version:1.0.0");
  assert_false(holds(&s, s.signature, "the text that is signed!\n"));
  assert_false(holds(&other, s.signature, MESSAGE));
  SignPublic forged = other.key; /* the right number, another key */
  memcpy(forged.id, s.key.id, sizeof forged.id);
  assert_false(
      sign_verify(s.signature, strlen(s.signature), &forged, MESSAGE, strlen(MESSAGE), NULL, NULL));
  g_free(trusted);
  g_free(s.signature);
  g_free(other.signature);
}

static void every_changed_letter_of_a_signature_is_noticed(void **state) {
  (void)state;
  Scene s = scene();
  const char *begin = strchr(s.signature, '\n'); /* the untrusted comment may change */
  for (char *p = s.signature + (begin - s.signature) + 1; *p != '\0'; p++) {
    char kept = *p;
    if (kept == '\n' || kept == '=') continue;
    if (p[1] == '=') continue; /* its last bits are padding */
    *p = kept == 'A' ? 'B' : 'A';
    if (holds(&s, s.signature, MESSAGE)) fail_msg("'%c' at %ld", kept, (long)(p - s.signature));
    *p = kept;
  }
  assert_true(holds(&s, s.signature, MESSAGE));
  g_free(s.signature);
}

static void what_is_no_signature_is_refused(void **state) {
  (void)state;
  static const char *const texts[] = {"", "\n\n\n\n", "untrusted comment: x\nAAAA\n",
                                      "untrusted comment: x\nAAAA\ntrusted comment: y\nAAAA\n"};
  Scene s = scene();
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) assert_false(holds(&s, texts[i], MESSAGE));
  g_free(s.signature);
}

static void keys_come_back_with_their_password(void **state) {
  (void)state;
  Scene s = scene();
  SignPublic key;
  SignSecret secret;
  g_autofree char *public_text = sign_public_format(&s.key);
  assert_true(sign_public_parse(public_text, strlen(public_text), &key, NULL));
  assert_true(sign_public_equal(&key, &s.key));
  static const char *const passwords[] = {NULL, "a password"};
  for (size_t i = 0; i < G_N_ELEMENTS(passwords); i++) {
    g_autofree char *text = sign_secret_format(&s.secret, passwords[i], NULL);
    assert_int_equal(sign_secret_is_locked(text, strlen(text)), passwords[i] != NULL);
    assert_true(sign_secret_parse(text, strlen(text), passwords[i], &secret, NULL));
    assert_memory_equal(&secret, &s.secret, sizeof secret);
    if (passwords[i] != NULL) {
      assert_false(sign_secret_parse(text, strlen(text), "another", &secret, NULL));
      assert_false(sign_secret_parse(text, strlen(text), NULL, &secret, NULL));
    }
  }
  g_free(s.signature);
}

/* -- manifests --------------------------------------------------------------------------------- */

static PackTree *tree_of(const char *items) {
  PackTree *tree = pack_tree_new();
  assert_true(pack_tree_add(tree, "pack.yaml", "p", 1, NULL));
  assert_true(pack_tree_add(tree, "items.yaml", items, strlen(items), NULL));
  assert_true(pack_tree_add(tree, MANIFEST_KEY, "k", 1, NULL));
  return tree;
}

static void refused(const char *text, const PackTree *tree, const char *words) {
  GError *error = NULL;
  assert_false(manifest_check(text, strlen(text), tree, &error));
  if (strstr(error->message, words) == NULL) fail_msg("'%s' is not in: %s", words, error->message);
  g_clear_error(&error);
}

static void a_manifest_names_every_file_with_its_sum(void **state) {
  (void)state;
  g_autoptr(PackTree) tree = tree_of("one");
  g_autofree char *text = manifest_make(tree);
  assert_true(manifest_check(text, strlen(text), tree, NULL));
  assert_null(strstr(text, MANIFEST_KEY));
  g_autoptr(PackTree) changed = tree_of("two");
  refused(text, changed, "'items.yaml' is not the file");
  assert_true(pack_tree_add(tree, "more.yaml", "m", 1, NULL));
  refused(text, tree, "does not name 'more.yaml'");
}

static void a_manifest_of_another_shape_is_refused(void **state) {
  (void)state;
  g_autoptr(PackTree) tree = tree_of("one");
  g_autofree char *text = manifest_make(tree), *twice = g_strconcat(text, text, NULL);
  g_autofree char *cut = g_strndup(text, strlen(text) - 1);
  g_autofree char *more = g_strconcat(
      text, "0000000000000000000000000000000000000000000000000000000000000000  ../out\n", NULL);
  refused("", tree, "empty");
  refused(cut, tree, "cut off");
  refused(twice, tree, "twice");
  refused(more, tree, "does not hold");
  refused("no sum  pack.yaml\n", tree, "Line 1");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_signature_holds_for_its_text_and_key_alone),
      cmocka_unit_test(every_changed_letter_of_a_signature_is_noticed),
      cmocka_unit_test(what_is_no_signature_is_refused),
      cmocka_unit_test(keys_come_back_with_their_password),
      cmocka_unit_test(a_manifest_names_every_file_with_its_sum),
      cmocka_unit_test(a_manifest_of_another_shape_is_refused),
  };
  return UNIT_RUN(tests);
}
