/* Packs that people share: installed, upgraded, undone, removed; history goes with its question, and
 * what is hostile leaves no trace.
 */
#include "../pack/zipfile.h"
#include "app/drill.h"
#include "app/learner.h"
#include "app/shared.h"
#include "editions.h"
#include "pack/manifest.h"
#include "pack/sign.h"

#define START INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define DAY   INT64_C(86400000)

typedef struct {
  char *dir, *db, *packs, *one, *two, *bad;
  Clock clock;
  App *app;
} Desk;

static void desk_reopen(Desk *desk) {
  app_close(desk->app);
  AppConfig config = {.db = desk->db, .packs_dir = desk->packs, .clock = &desk->clock, .seed = 7};
  GError *error = NULL;
  desk->app = app_open(&config, &error);
  if (desk->app == NULL) fail_msg("%s", error->message);
}

static Desk *desk_open(void) {
  Desk *desk = g_new0(Desk, 1);
  desk->dir = g_dir_make_tmp("pawl-shared-XXXXXX", NULL);
  desk->db = g_build_filename(desk->dir, "pawl.db", NULL);
  desk->packs = g_build_filename(desk->dir, "packs", NULL);
  desk->one = edition_write(desk->dir, "one", EDITION_UUID, "1.0.0", EDITION_ONE);
  desk->two = edition_write(desk->dir, "two", EDITION_UUID, "2.0.0", EDITION_TWO);
  desk->bad = edition_write(desk->dir, "bad", EDITION_UUID, "3.0.0", EDITION_BAD);
  clock_init_fixed(&desk->clock, START);
  desk_reopen(desk);
  return desk;
}

static void desk_close(Desk *desk) {
  app_close(desk->app);
  clock_finish(&desk->clock);
  assert_true(pack_remove_dir(desk->dir));
  char *strings[] = {desk->dir, desk->db, desk->packs, desk->one, desk->two, desk->bad};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(desk);
}

static void must(bool good, GError *error) {
  if (!good) fail_msg("%s", error == NULL ? "failed without a word" : error->message);
}

/* ERROR must say WORDS. */
static void says(GError *error, const char *words) {
  assert_non_null(error);
  if (strstr(error->message, words) == NULL) fail_msg("'%s' is not in: %s", words, error->message);
  g_error_free(error);
}

static void install(Desk *desk, const char *source) {
  GError *error = NULL;
  g_autofree char *name = pack_install(desk->app, source, NULL, NULL, NULL, &error);
  must(name != NULL, error);
  assert_string_equal(name, "radio");
}

static void upgrade(Desk *desk, const char *source) {
  GError *error = NULL;
  g_autoptr(PackUpgrade) plan = pack_upgrade_plan(desk->app, "radio", source, NULL, &error);
  must(plan != NULL, error);
  must(pack_upgrade_apply(desk->app, plan, &error), error);
}

static void undo(Desk *desk) {
  GError *error = NULL;
  g_autoptr(PackUpgrade) plan = pack_undo_plan(desk->app, "radio", &error);
  must(plan != NULL, error);
  must(pack_upgrade_apply(desk->app, plan, &error), error);
}

static void upgrade_refused(Desk *desk, const char *source, const char *words) {
  GError *error = NULL;
  g_autoptr(PackUpgrade) plan = pack_upgrade_plan(desk->app, "radio", source, NULL, &error);
  if (plan != NULL) assert_false(pack_upgrade_apply(desk->app, plan, &error));
  says(error, words);
}

static int count_files(const char *dir) {
  g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
  int n = 0;
  while (open != NULL && g_dir_read_name(open) != NULL) n++;
  return n;
}

static const PackInfo *only_pack(GPtrArray *infos) {
  assert_int_equal(infos->len, 1);
  return infos->pdata[0];
}

static void stored_version(Desk *desk, const char *version) {
  g_autoptr(GPtrArray) infos = pack_infos(desk->app, NULL);
  assert_string_equal(only_pack(infos)->pack->version, version);
}

/* Answers every item rightly; half of the memory then waits for days. */
static void answer_all(Desk *desk) {
  GError *error = NULL;
  assert_true(app_set_setting(desk->app, SETTING_MINUTES, "600", NULL));
  g_autoptr(Drill) drill = drill_open(desk->app, (SessionGoal){0}, &error);
  must(drill != NULL, error);
  while (drill_view(drill)->state == DRILL_QUESTION) {
    Response response = {1, {0}};
    desk->clock.fixed += 20000;
    must(drill_answer(drill, &response, CONFIDENCE_NONE, 9000, &error), error);
    drill_next(drill, NULL);
  }
}

static int answers_of(Desk *desk, const char *code) {
  GError *error = NULL;
  int64_t row = app_item_find(desk->app, code, &error);
  must(row != 0, error);
  g_autoptr(ItemView) view = app_item_view(desk->app, row, &error);
  must(view != NULL, error);
  return (int)view->answers->len;
}

static Card card_of(Desk *desk, const char *code) {
  g_autoptr(ItemView) view = app_item_view(desk->app, app_item_find(desk->app, code, NULL), NULL);
  assert_non_null(view);
  return view->card;
}

static void replay_agrees(Desk *desk) {
  RebuildReport report;
  assert_true(app_rebuild(desk->app, true, &report, NULL));
  assert_int_equal(report.changed, 0);
  assert_false(report.mastery_changed);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  app_doctor(desk->app, false, lines, NULL);
  assert_non_null(strstr(lines->pdata[1], "whole"));
}

/* -- install and remove ------------------------------------------------------------------------ */

static void a_pack_is_installed_listed_and_read_again_at_the_start(void **state) {
  (void)state;
  Desk *desk = desk_open();
  install(desk, desk->one);
  for (int i = 0; i < 2; i++) {
    g_autoptr(GPtrArray) infos = pack_infos(desk->app, NULL);
    const PackInfo *info = only_pack(infos);
    assert_true(info->pack->installed && info->pack->enabled);
    assert_int_equal(info->pack->active, 6);
    assert_int_equal(info->seal, SEAL_NONE);
    assert_int_equal(g_array_index(info->areas, PackAreaCount, 0).items, 6);
    assert_int_equal(app_notices(desk->app)->len, 0);
    desk_reopen(desk);
  }
  assert_int_equal(count_files(desk->packs), 1);
  desk_close(desk);
}

static void a_pack_is_installed_once_and_names_are_not_shared(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  g_autofree char *other = edition_write(desk->dir, "other", "0f0e0d0c-0b0a-4908-8706-0504030201bb",
                                         "1.0.0", EDITION_ONE);
  install(desk, desk->one);
  assert_null(pack_install(desk->app, desk->two, NULL, NULL, NULL, &error));
  says(g_steal_pointer(&error), "pawl pack upgrade radio");
  assert_null(pack_install(desk->app, other, NULL, NULL, NULL, &error));
  says(g_steal_pointer(&error), "--as NAME");
  assert_null(pack_install(desk->app, other, "../up", NULL, NULL, &error));
  says(g_steal_pointer(&error), "no name for a pack");
  g_autofree char *name = pack_install(desk->app, other, "ham", NULL, NULL, &error);
  must(name != NULL, error);
  assert_true(app_item_find(desk->app, "ham/p.01", NULL) != 0);
  desk_close(desk);
}

static void a_removed_pack_keeps_its_history_and_brings_it_back(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  install(desk, desk->one);
  answer_all(desk);
  must(pack_remove(desk->app, "radio", &error), error);
  g_autoptr(Home) home = app_home(desk->app, NULL);
  assert_int_equal(home->items, 0);
  assert_int_equal(home->areas->len, 0);
  assert_int_equal(count_files(desk->packs), 0);
  assert_int_equal(answers_of(desk, "p.01"), answers_of(desk, "p.06"));
  desk_reopen(desk);
  install(desk, desk->one);
  assert_true(answers_of(desk, "p.01") > 0);
  replay_agrees(desk);
  desk_close(desk);
}

static void a_disabled_pack_is_out_of_play_through_changes_and_restarts(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  install(desk, desk->one);
  must(pack_set_enabled(desk->app, "radio", false, &error), error);
  upgrade(desk, desk->two);
  desk_reopen(desk);
  g_autoptr(Home) home = app_home(desk->app, NULL);
  assert_int_equal(home->items, 0);
  must(pack_set_enabled(desk->app, "radio", true, &error), error);
  g_autoptr(Home) again = app_home(desk->app, NULL);
  assert_int_equal(again->items, 7);
  replay_agrees(desk);
  desk_close(desk);
}

static void a_program_that_moved_takes_its_packs_from_where_it_is_now(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autofree char *here = g_build_filename(desk->dir, "here", NULL);
  g_autofree char *there = g_build_filename(desk->dir, "there", NULL);
  g_autofree char *old = edition_write(here, "radio", EDITION_UUID, "1.0.0", EDITION_ONE);
  g_autofree char *new_one = edition_write(there, "radio", EDITION_UUID, "2.0.0", EDITION_TWO);
  const char *const homes[] = {here, there};
  for (int i = 0; i < 2; i++) {
    AppConfig config = {.db = desk->db, .items_dir = homes[i], .clock = &desk->clock, .seed = 7};
    app_close(desk->app);
    desk->app = app_open(&config, NULL);
    assert_non_null(desk->app);
  }
  stored_version(desk, "2.0.0");
  desk_close(desk);
}

/* -- upgrades ---------------------------------------------------------------------------------- */

static void history_goes_with_its_question_through_an_upgrade(void **state) {
  (void)state;
  Desk *desk = desk_open();
  install(desk, desk->one);
  answer_all(desk);
  int each = answers_of(desk, "p.01");
  Card mended = card_of(desk, "p.02");
  upgrade(desk, desk->two);
  stored_version(desk, "2.0.0");
  assert_int_equal(answers_of(desk, "p.01"), each);
  assert_int_equal(answers_of(desk, "p.02"), each);
  assert_int_equal(card_of(desk, "p.02").due_day, mended.due_day);
  assert_int_equal(answers_of(desk, "p.03"), each);
  assert_int_equal(answers_of(desk, "p.04"), 0); /* the id, but not the question */
  assert_int_equal(answers_of(desk, "p.07"), each);
  assert_int_equal(answers_of(desk, "p.06"), 0);
  assert_int_equal(answers_of(desk, "p.08"), 0);
  assert_int_equal(answers_of(desk, "p.05"), each); /* retired, not forgotten */
  replay_agrees(desk);
  desk_reopen(desk);
  replay_agrees(desk);
  desk_close(desk);
}

static int fresh_in_mastery(Desk *desk) {
  g_autoptr(MasteryReport) report = app_mastery_report(desk->app, NULL);
  return ((AreaMastery *)report->areas->pdata[0])->fresh;
}

static void a_new_key_leaves_mastery_and_comes_again_at_once(void **state) {
  (void)state;
  Desk *desk = desk_open();
  install(desk, desk->one);
  answer_all(desk);
  assert_int_equal(fresh_in_mastery(desk), 6);
  Card before = card_of(desk, "p.03");
  upgrade(desk, desk->two);
  Card after = card_of(desk, "p.03");
  assert_int_equal(after.phase, CARD_REVIEW);
  assert_true(before.due_day > app_today(desk->app));
  assert_true(after.due_day <= app_today(desk->app));
  assert_int_equal(after.answers, before.answers);
  assert_int_equal(fresh_in_mastery(desk), 5);
  assert_true(app_notices(desk->app)->len > 0);
  assert_non_null(strstr(app_notices(desk->app)->pdata[0], "p.03"));
  undo(desk);
  assert_int_equal(card_of(desk, "p.03").due_day, before.due_day);
  assert_int_equal(fresh_in_mastery(desk), 6);
  desk_close(desk);
}

static void an_upgrade_is_undone_and_done_again(void **state) {
  (void)state;
  Desk *desk = desk_open();
  install(desk, desk->one);
  answer_all(desk);
  int each = answers_of(desk, "p.01");
  upgrade(desk, desk->two);
  undo(desk);
  stored_version(desk, "1.0.0");
  static const char *const codes[] = {"p.01", "p.02", "p.03", "p.04", "p.05", "p.06"};
  for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
    assert_int_equal(answers_of(desk, codes[i]), each);
  g_autoptr(Home) home = app_home(desk->app, NULL);
  assert_int_equal(home->items, 6);
  replay_agrees(desk);
  undo(desk);
  stored_version(desk, "2.0.0");
  assert_int_equal(answers_of(desk, "p.07"), each);
  assert_int_equal(answers_of(desk, "p.06"), 0);
  replay_agrees(desk);
  desk_close(desk);
}

static void another_question_under_a_known_id_stops_the_upgrade(void **state) {
  (void)state;
  Desk *desk = desk_open();
  install(desk, desk->one);
  answer_all(desk);
  int each = answers_of(desk, "p.06");
  upgrade_refused(desk, desk->bad, "p.06");
  stored_version(desk, "1.0.0");
  assert_int_equal(answers_of(desk, "p.06"), each);
  assert_int_equal(count_files(desk->packs), 1);
  desk_close(desk);
}

static void an_older_edition_is_told(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  install(desk, desk->two);
  g_autoptr(PackUpgrade) down = pack_upgrade_plan(desk->app, "radio", desk->one, NULL, &error);
  assert_true(down->older);
  g_autoptr(PackUpgrade) same = pack_upgrade_plan(desk->app, "radio", NULL, NULL, &error);
  assert_false(same->older);
  desk_close(desk);
}

static void an_upgrade_that_was_cut_off_goes_back_by_itself(void **state) {
  (void)state;
  Desk *desk = desk_open();
  install(desk, desk->one);
  answer_all(desk);
  g_autofree char *dir = g_build_filename(desk->packs, "radio", NULL);
  g_autofree char *before = g_strconcat(dir, ".before", NULL);
  assert_int_equal(g_rename(dir, before), 0); /* killed between the two renames */
  desk_reopen(desk);
  stored_version(desk, "1.0.0");
  assert_true(g_file_test(dir, G_FILE_TEST_IS_DIR));
  assert_true(answers_of(desk, "p.01") > 0);
  desk_close(desk);
}

/* -- hostile ----------------------------------------------------------------------------------- */

static void add_file(ZipFile *zip, const char *dir, const char *name) {
  g_autofree char *path = g_build_filename(dir, name, NULL), *text = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(path, &text, &size, NULL));
  zipfile_add(zip, name, text, size);
}

static ZipFile zip_of(const char *dir) {
  ZipFile zip = zipfile_open("deflate");
  add_file(&zip, dir, "pack.yaml");
  add_file(&zip, dir, "items.yaml");
  add_file(&zip, dir, "framework.yaml");
  return zip;
}

static char *save(Desk *desk, ZipFile *zip, const char *name) {
  char *path = g_build_filename(desk->dir, name, NULL);
  g_autoptr(GBytes) bytes = zipfile_close(zip);
  gsize size = 0;
  const char *data = g_bytes_get_data(bytes, &size);
  assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
  return path;
}

static void install_refused(Desk *desk, const char *source, const char *words) {
  GError *error = NULL;
  assert_null(pack_install(desk->app, source, NULL, NULL, NULL, &error));
  says(error, words);
  g_autoptr(GPtrArray) infos = pack_infos(desk->app, NULL);
  assert_int_equal(infos->len, 0);
  assert_int_equal(count_files(desk->packs), 0);
}

static void what_is_hostile_is_refused_and_leaves_no_trace(void **state) {
  (void)state;
  static const struct {
    const char *name, *text, *words;
  } rows[] = {{"../../out.yaml", "x", "leads out"},
              {"evil\x1b]0;x.yaml", "x", "no file name of a pack may hold"},
              {"nested.zip", "PK", "which its pack.yaml does not name"},
              {"run.sh", "rm", "which its pack.yaml does not name"},
              {"ITEMS.yaml", "x", "one name to some systems"}};
  Desk *desk = desk_open();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ZipFile zip = zip_of(desk->one);
    zipfile_text(&zip, rows[i].name, rows[i].text);
    g_autofree char *path = save(desk, &zip, "evil.zip");
    install_refused(desk, path, rows[i].words);
  }
  ZipFile faulty = zipfile_open("deflate");
  zipfile_text(&faulty, "pack.yaml", "format: &a pawl-pack/1\n");
  g_autofree char *path = save(desk, &faulty, "evil.zip");
  install_refused(desk, path, "cannot be used");
  install_refused(desk, "/no/such/place", "There is no");
  install_refused(desk, "ext::sh -c id", "no address that packs are taken from");
  install_refused(desk, "http://example.org/p.git", "no address that packs are taken from");
  desk_close(desk);
}

static void a_zip_with_a_readme_is_installed_without_it(void **state) {
  (void)state;
  Desk *desk = desk_open();
  ZipFile zip = zip_of(desk->one);
  zipfile_text(&zip, "README.md", "Read me.");
  g_autofree char *path = save(desk, &zip, "good.zip");
  install(desk, path);
  g_autofree char *dir = g_build_filename(desk->packs, "radio", NULL);
  assert_int_equal(count_files(dir), 3);
  desk_close(desk);
}

static void a_pack_cannot_take_another_ones_areas(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  g_autofree char *other = edition_write(desk->dir, "other", "0f0e0d0c-0b0a-4908-8706-0504030201bb",
                                         "1.0.0", EDITION_ONE);
  g_autofree char *path = g_build_filename(other, "framework.yaml", NULL), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) parts = g_strsplit(text, "id: radio", 2);
  g_autofree char *changed = g_strjoinv("id: pirate", parts);
  assert_true(g_file_set_contents(path, changed, -1, NULL));
  install(desk, desk->one);
  assert_null(pack_install(desk->app, other, "pirate", NULL, NULL, &error));
  says(error, "radio.all");
  desk_close(desk);
}

/* -- signatures -------------------------------------------------------------------------------- */

typedef struct {
  SignSecret secret;
  SignPublic key;
} Pen;

static Pen pen_new(void) {
  Pen pen;
  assert_true(sign_keygen(&pen.secret, &pen.key, NULL));
  return pen;
}

static void sign(Desk *desk, const Pen *pen, const char *dir) {
  GError *error = NULL;
  must(pack_sign(&desk->clock, dir, &pen->secret, &error), error);
}

static void the_first_signer_is_held_to(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  Pen author = pen_new(), stranger = pen_new();
  sign(desk, &author, desk->one);
  install(desk, desk->one);
  upgrade_refused(desk, desk->two, "is not signed");
  sign(desk, &stranger, desk->two);
  upgrade_refused(desk, desk->two, "signed by the key");
  must(pack_remove(desk->app, "radio", &error), error);
  install_refused(desk, desk->two, "signed by the key"); /* remembered beyond its removal */
  install(desk, desk->one);
  sign(desk, &author, desk->two);
  upgrade(desk, desk->two);
  g_autoptr(GPtrArray) infos = pack_infos(desk->app, NULL);
  assert_int_equal(only_pack(infos)->seal, SEAL_HOLDS);
  assert_int_equal(strlen(only_pack(infos)->signer), 16);
  desk_close(desk);
}

static void a_forged_key_of_the_right_number_is_refused(void **state) {
  (void)state;
  Desk *desk = desk_open();
  Pen author = pen_new(), forger = pen_new();
  sign(desk, &author, desk->one);
  install(desk, desk->one);
  memcpy(forger.secret.id, author.secret.id, sizeof forger.secret.id);
  sign(desk, &forger, desk->two);
  upgrade_refused(desk, desk->two, "does not hold");
  stored_version(desk, "1.0.0");
  desk_close(desk);
}

static void a_key_named_by_the_learner_takes_over(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  Pen author = pen_new(), heir = pen_new();
  g_autofree char *text = sign_public_format(&heir.key);
  g_autofree char *file = g_build_filename(desk->dir, "heir.pub", NULL);
  assert_true(g_file_set_contents(file, text, -1, NULL));
  sign(desk, &author, desk->one);
  sign(desk, &heir, desk->two);
  install(desk, desk->one);
  g_autoptr(PackUpgrade) plan = pack_upgrade_plan(desk->app, "radio", desk->two, file, &error);
  must(plan != NULL, error);
  assert_int_equal(plan->edition->trust, TRUST_MOVED);
  must(pack_upgrade_apply(desk->app, plan, &error), error);
  g_autoptr(GPtrArray) infos = pack_infos(desk->app, NULL);
  assert_int_equal(only_pack(infos)->seal, SEAL_HOLDS);
  desk_close(desk);
}

static void a_changed_file_under_a_valid_manifest_is_refused(void **state) {
  (void)state;
  Desk *desk = desk_open();
  Pen author = pen_new();
  sign(desk, &author, desk->one);
  g_autofree char *path = g_build_filename(desk->one, "items.yaml", NULL), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autofree char *changed = g_strconcat(text, "# a word more\n", NULL);
  assert_true(g_file_set_contents(path, changed, -1, NULL));
  install_refused(desk, desk->one, "was changed");
  g_autofree char *manifest = g_build_filename(desk->one, MANIFEST_NAME, NULL);
  assert_int_equal(g_unlink(manifest), 0);
  install_refused(desk, desk->one, "no MANIFEST");
  desk_close(desk);
}

/* -- authors ----------------------------------------------------------------------------------- */

static void a_built_zip_is_the_same_twice_and_installs(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  g_autofree char *a = g_build_filename(desk->dir, "a.zip", NULL), *first = NULL;
  g_autofree char *b = g_build_filename(desk->dir, "b.zip", NULL), *second = NULL;
  gsize sizes[2] = {0};
  must(pack_build(desk->one, a, NULL, &error), error);
  must(pack_build(desk->one, b, NULL, &error), error);
  assert_true(g_file_get_contents(a, &first, &sizes[0], NULL));
  assert_true(g_file_get_contents(b, &second, &sizes[1], NULL));
  assert_int_equal(sizes[0], sizes[1]);
  assert_memory_equal(first, second, sizes[0]);
  install(desk, a);
  desk_close(desk);
}

static void a_starter_pack_installs(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  g_autofree char *dir = g_build_filename(desk->dir, "mine", NULL);
  must(pack_new(&desk->clock, "mine", dir, &error), error);
  assert_false(pack_new(&desk->clock, "mine", dir, &error));
  says(g_steal_pointer(&error), "is there already");
  g_autofree char *name = pack_install(desk->app, dir, NULL, NULL, NULL, &error);
  must(name != NULL, error);
  desk_close(desk);
}

static EditResult edit_to(Desk *desk, const char *text, char **copy) {
  GError *error = NULL;
  g_autoptr(DiagList) findings = diag_list_new();
  PackEdit *edit = pack_edit_begin(desk->app, "p.02", &error);
  must(edit != NULL, error);
  assert_true(edit->line > 1);
  if (text != NULL) assert_true(g_file_set_contents(edit->copy, text, -1, NULL));
  EditResult result = pack_edit_finish(edit, findings, &error);
  if (result == EDIT_REFUSED) {
    assert_true(findings->counts[DIAG_ERROR] > 0);
    *copy = g_strdup(edit->scratch);
  }
  pack_edit_free(edit);
  return result;
}

static void an_edit_is_taken_over_only_where_the_pack_stays_usable(void **state) {
  (void)state;
  Desk *desk = desk_open();
  char *kept = NULL;
  install(desk, desk->one);
  g_autofree char *path = g_build_filename(desk->packs, "radio", "items.yaml", NULL),
                  *before = NULL;
  assert_true(g_file_get_contents(path, &before, NULL, NULL));
  assert_int_equal(edit_to(desk, NULL, &kept), EDIT_UNCHANGED);
  assert_int_equal(edit_to(desk, "format: pawl-items/1\nitems:\n  - id: [broken\n", &kept),
                   EDIT_REFUSED);
  g_autofree char *after = NULL, *taken = NULL;
  assert_true(g_file_get_contents(path, &after, NULL, NULL));
  assert_string_equal(after, before);
  assert_true(pack_remove_dir(kept)); /* it was kept */
  g_autofree char *better = g_strconcat(before, "# looked through\n", NULL);
  assert_int_equal(edit_to(desk, better, &kept), EDIT_TAKEN);
  assert_true(g_file_get_contents(path, &taken, NULL, NULL));
  assert_string_equal(taken, better);
  g_free(kept);
  desk_close(desk);
}

static void notes_travel_back_to_the_author(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  install(desk, desk->one);
  must(app_flag(desk->app, app_item_find(desk->app, "p.02", NULL), "A typo\x1b[1m here", &error),
       error);
  must(app_flag(desk->app, app_item_find(desk->app, "p.03", NULL), "", &error), error);
  must(app_flag(desk->app, app_item_find(desk->app, "p.04", NULL), "Gone again", &error), error);
  must(app_flag(desk->app, app_item_find(desk->app, "p.04", NULL), NULL, &error), error);
  g_autoptr(GArray) reports = pack_reports(desk->app, "radio", &error);
  must(reports != NULL, error);
  assert_int_equal(reports->len, 1);
  g_autofree char *text = pack_reports_write(reports);
  assert_null(strchr(text, '\x1b'));
  g_autoptr(GArray) back = pack_reports_read(text, strlen(text), &error);
  must(back != NULL, error);
  const PackReport *report = &g_array_index(back, PackReport, 0);
  assert_string_equal(report->item, "p.02");
  assert_non_null(strstr(report->note, "A typo"));
  assert_int_equal(report->day, g_array_index(reports, PackReport, 0).day);
  assert_null(pack_reports_read("{\"item\": 3}\n", 12, &error));
  says(error, "Line 1");
  desk_close(desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_pack_is_installed_listed_and_read_again_at_the_start),
      cmocka_unit_test(a_pack_is_installed_once_and_names_are_not_shared),
      cmocka_unit_test(a_removed_pack_keeps_its_history_and_brings_it_back),
      cmocka_unit_test(a_disabled_pack_is_out_of_play_through_changes_and_restarts),
      cmocka_unit_test(a_program_that_moved_takes_its_packs_from_where_it_is_now),
      cmocka_unit_test(history_goes_with_its_question_through_an_upgrade),
      cmocka_unit_test(a_new_key_leaves_mastery_and_comes_again_at_once),
      cmocka_unit_test(an_upgrade_is_undone_and_done_again),
      cmocka_unit_test(another_question_under_a_known_id_stops_the_upgrade),
      cmocka_unit_test(an_older_edition_is_told),
      cmocka_unit_test(an_upgrade_that_was_cut_off_goes_back_by_itself),
      cmocka_unit_test(what_is_hostile_is_refused_and_leaves_no_trace),
      cmocka_unit_test(a_zip_with_a_readme_is_installed_without_it),
      cmocka_unit_test(a_pack_cannot_take_another_ones_areas),
      cmocka_unit_test(the_first_signer_is_held_to),
      cmocka_unit_test(a_forged_key_of_the_right_number_is_refused),
      cmocka_unit_test(a_key_named_by_the_learner_takes_over),
      cmocka_unit_test(a_changed_file_under_a_valid_manifest_is_refused),
      cmocka_unit_test(a_built_zip_is_the_same_twice_and_installs),
      cmocka_unit_test(a_starter_pack_installs),
      cmocka_unit_test(an_edit_is_taken_over_only_where_the_pack_stays_usable),
      cmocka_unit_test(notes_travel_back_to_the_author),
  };
  return UNIT_RUN(tests);
}
