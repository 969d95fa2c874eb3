/* Item statistics: cases done by hand, invented persons reckoned independently, and what must hold
 * for any answers. */
#include "../unit.h"
#include "model/itemstats.h"
#include <string.h>

/* -- sheets of answers ------------------------------------------------------------------------- */

typedef struct {
  ItemstatsMatrix matrix;
  ItemstatsKey *key;
  ItemstatsCell *cell;
} Sheet;

/* Two options an item, the second right; all missing. */
static Sheet sheet_new(size_t persons, size_t items) {
  Sheet sheet = {.key = g_new(ItemstatsKey, items + 1),
                 .cell = g_new0(ItemstatsCell, persons * items + 1)};
  for (size_t j = 0; j < items; j++) sheet.key[j] = (ItemstatsKey){.options = 2, .key = 2};
  sheet.matrix = (ItemstatsMatrix){persons, items, sheet.key, sheet.cell};
  return sheet;
}

static void sheet_clear(Sheet *sheet) {
  g_free(sheet->key);
  g_free(sheet->cell);
}

static ItemstatsCell *at(const Sheet *sheet, size_t person, size_t item) {
  return &sheet->cell[person * sheet->matrix.items + item];
}

static void set(const Sheet *sheet, size_t person, size_t item, bool right) {
  *at(sheet, person, item) = (ItemstatsCell){true, right ? 2 : 1, right};
}

/* A row a person: 1 right, 0 wrong, . missing. */
static Sheet sheet_of(const char *const *rows, size_t persons) {
  Sheet sheet = sheet_new(persons, strlen(rows[0]));
  for (size_t i = 0; i < persons; i++)
    for (size_t j = 0; j < sheet.matrix.items; j++)
      if (rows[i][j] != '.') set(&sheet, i, j, rows[i][j] == '1');
  return sheet;
}
#define SHEET_OF(rows) sheet_of(rows, G_N_ELEMENTS(rows))

/* Persons of normal ability (mean 0, sd 1.2) before items from -SPREAD to SPREAD logits. */
static Sheet sheet_drawn(uint32_t seed, size_t persons, size_t items, double spread) {
  GRand *rand = g_rand_new_with_seed(seed);
  Sheet sheet = sheet_new(persons, items);
  for (size_t i = 0; i < persons; i++) {
    double theta = -6;
    for (int draw = 0; draw < 12; draw++) theta += g_rand_double(rand);
    for (size_t j = 0; j < items; j++) {
      double difficulty = spread * (2 * (double)j / (double)(items - 1) - 1);
      set(&sheet, i, j, g_rand_double(rand) < 1 / (1 + exp(difficulty - 1.2 * theta)));
    }
  }
  g_rand_free(rand);
  return sheet;
}

/* Takes out a share of the answers, seeded. */
static void take_out(const Sheet *sheet, uint32_t seed, double share) {
  GRand *rand = g_rand_new_with_seed(seed);
  for (size_t c = 0; c < sheet->matrix.persons * sheet->matrix.items; c++)
    if (g_rand_double(rand) < share) sheet->cell[c].answered = false;
  g_rand_free(rand);
}

static bool same(double a, double b) {
  return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= 1e-10;
}

/* -- by hand ----------------------------------------------------------------------------------- */

static void four_persons_and_three_items_have_the_values_done_by_hand(void **state) {
  (void)state;
  const char *const rows[] = {"111", "110", "100", "000"};
  Sheet sheet = SHEET_OF(rows);
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  /* totals 3 2 1 0: variance 5/4 over n, 5/3 over n-1; sum pq 5/8; KR-20 3/2 (1 - 1/2) */
  UNIT_CLOSE(stats->form.mean, 1.5, 1e-15);
  UNIT_CLOSE(stats->form.sd, sqrt(5. / 3), 1e-12);
  UNIT_CLOSE(stats->form.kr20, .75, 1e-12);
  UNIT_CLOSE(stats->form.alpha, .75, 1e-12);
  /* item 1 against 2 1 0 0, item 2 against 2 1 1 0 */
  UNIT_CLOSE(stats->item[0].facility, .75, 0);
  UNIT_CLOSE(stats->item[0].discrimination, sqrt(.75 / 2.75), 1e-12);
  UNIT_CLOSE(stats->item[1].discrimination, sqrt(.5), 1e-12);
  /* without item 2: totals 2 1 1 0, variance 1/2, sum pq 3/8 */
  UNIT_CLOSE(stats->item[1].alpha_without, .5, 1e-12);
  /* those wrong on item 1 have 0 of 2 others, those right (2 + 1 + 0)/2 over three */
  assert_int_equal(stats->item[0].option[0].n, 1);
  UNIT_CLOSE(stats->item[0].option[0].rate, .25, 0);
  UNIT_CLOSE(stats->item[0].option[0].rest, 0, 1e-15);
  UNIT_CLOSE(stats->item[0].option[1].rest, .5, 1e-15);
  sheet_clear(&sheet);
}

static void
missing_cells_count_in_nothing_and_others_are_held_against_their_own_item(void **state) {
  (void)state;
  const char *const rows[] = {"11.", "1.0", "011", ".00"};
  Sheet sheet = SHEET_OF(rows);
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  const ItemstatsItem *item = &stats->item[0];
  /* p: 2/3 2/3 1/3. Rest scores for item 1, each with (2/3 + 1/3)/2 added:
   * 1 - 2/3 + 1/2 = 5/6; 0 - 1/3 + 1/2 = 1/6; (1 - 2/3 + 1 - 1/3)/2 + 1/2 = 1 */
  assert_int_equal(item->n, 3);
  UNIT_CLOSE(item->facility, 2. / 3, 1e-15);
  UNIT_CLOSE(item->option[1].rest, .5, 1e-12);
  UNIT_CLOSE(item->option[0].rest, 1, 1e-12);
  UNIT_CLOSE(item->option[0].rate, 1. / 3, 1e-15);
  /* cov -1/3 over sqrt(2/3 * 7/18) */
  UNIT_CLOSE(item->discrimination, -sqrt(3. / 7), 1e-12);
  sheet_clear(&sheet);
}

/* RIGHT of N on each of two items, where no person met both. */
static Itemstats *two_items(size_t n, size_t right0, size_t right1) {
  Sheet sheet = sheet_new(2 * n, 2);
  for (size_t i = 0; i < n; i++) {
    set(&sheet, i, 0, i < right0);
    set(&sheet, n + i, 1, i < right1);
  }
  Itemstats *stats = itemstats_new(&sheet.matrix);
  sheet_clear(&sheet);
  return stats;
}

static void facility_shrinks_by_as_much_as_chance_explains(void **state) {
  (void)state;
  /* S = .8, rho = (.8/.25 - 1)/(20 - 10 - 1) = 11/45, prior 34/11 answers */
  g_autoptr(Itemstats) some = two_items(10, 7, 3);
  UNIT_CLOSE(some->form.facility, .5, 1e-15);
  UNIT_CLOSE(some->form.prior, 34. / 11, 1e-12);
  UNIT_CLOSE(some->item[0].shrunk, 94. / 144, 1e-12);
  UNIT_CLOSE(some->item[1].shrunk, 50. / 144, 1e-12);
  g_autoptr(Itemstats) chance = two_items(10, 5, 6);
  assert_true(isinf(chance->form.prior));
  UNIT_CLOSE(chance->item[0].shrunk, .55, 1e-15);
  g_autoptr(Itemstats) apart = two_items(10, 10, 0);
  UNIT_CLOSE(apart->form.prior, 0, 0);
  UNIT_CLOSE(apart->item[0].shrunk, 1, 0);
}

static void one_stratum_has_the_mantel_haenszel_values_done_by_hand(void **state) {
  (void)state;
  const char *const rows[] = {"10", "10", "10", "01", "10", "01", "01", "11", "00", "1.", "10"};
  const uint8_t group[] = {0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 2};
  Sheet sheet = SHEET_OF(rows);
  ItemstatsDif dif[2];
  itemstats_dif(&sheet.matrix, group, dif);
  /* score 1: A 3, B 1, C 1, D 2; A - E = 5/7, V = 144/294. The last two are not compared. */
  assert_int_equal(dif[0].n[0], 5);
  assert_int_equal(dif[0].n[1], 4);
  UNIT_CLOSE(dif[0].odds, 6, 1e-12);
  UNIT_CLOSE(dif[1].odds, 1. / 6, 1e-12);
  UNIT_CLOSE(dif[0].delta, -2.35 * log(6), 1e-12);
  UNIT_CLOSE(dif[0].chi2, (3. / 14) * (3. / 14) * 294 / 144, 1e-12);
  UNIT_CLOSE(dif[0].p, 0.7594628653799, 1e-12);
  sheet_clear(&sheet);
}

static void two_items_lie_apart_by_the_logarithm_of_their_discordant_persons(void **state) {
  (void)state;
  const char *const rows[] = {"10", "10", "10", "01", "11", "00", "1.", ".0"};
  Sheet sheet = SHEET_OF(rows);
  double difficulty[2];
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  UNIT_CLOSE(difficulty[0], -log(3) / 2, 1e-9);
  UNIT_CLOSE(difficulty[1], log(3) / 2, 1e-9);
  sheet_clear(&sheet);
}

/* -- invented persons, reckoned independently -------------------------------------------------- */

#define FIXTURE_ITEMS 6

/* "ac/.5": options a and c for half the credit. */
static ItemstatsCell parse_cell(const char *text, uint32_t key) {
  ItemstatsCell cell = {.answered = *text != '\0'};
  for (; g_ascii_isalpha(*text); text++) cell.chosen |= UINT32_C(1) << (*text - 'a');
  cell.credit = *text == '/' ? g_ascii_strtod(text + 1, NULL) : cell.chosen == key;
  return cell;
}

/* Persons' groups go to GROUP, newly allocated. */
static Sheet sheet_fixture(uint8_t **group) {
  g_autofree char *path = unit_fixture("stats/answers.csv"), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", 0);
  size_t persons = g_strv_length(lines) - 3; /* after a remark, the header and the key */
  Sheet sheet = sheet_new(persons, FIXTURE_ITEMS);
  *group = g_new(uint8_t, persons);
  g_auto(GStrv) key = g_strsplit(lines[2], ",", 0);
  for (size_t j = 0; j < FIXTURE_ITEMS; j++)
    sheet.key[j] = (ItemstatsKey){4, parse_cell(key[j + 1], 0).chosen};
  for (size_t i = 0; i < persons; i++) {
    g_auto(GStrv) fields = g_strsplit(lines[i + 3], ",", 0);
    (*group)[i] = (uint8_t)(fields[0][0] - '0');
    for (size_t j = 0; j < FIXTURE_ITEMS; j++)
      *at(&sheet, i, j) = parse_cell(fields[j + 1], sheet.key[j].key);
  }
  return sheet;
}

/* n, p, p shrunk (Kleinman), n with a rest score, corrected point-biserial, alpha without the item;
 * by a script that takes each figure straight from the definition in itemstats.h. */
static const struct {
  size_t n;
  double facility, shrunk;
  size_t n_rest;
  double discrimination, alpha_without;
} ITEMS[FIXTURE_ITEMS] = {
    {103, 0.8058252427184, 0.7972881855706, 103, 0.2536798829189, 0.3427790348048},
    {103, 0.6796116504854, 0.6747830273056, 101, 0.1305619130856, 0.4437085929334},
    {103, 0.4563106796117, 0.4580431319137, 102, 0.292303497489, 0.3081303179613},
    {102, 0.3137254901961, 0.3197037460702, 102, 0.3866082493617, 0.2620544157238},
    {107, 0.6775700934579, 0.6729746749524, 107, 0.3271780171038, 0.3035209148945},
    {104, 0.1538461538462, 0.1643665430228, 103, -0.172111988981, 0.5843789227476},
};

/* Options a to d: how many chose it, their mean rest score. */
static const struct {
  size_t n;
  double rest;
} OPTIONS[FIXTURE_ITEMS][4] = {
    {{5, 0.4300048933046}, {83, 0.4745527341745}, {8, 0.3375}, {7, 0.2214320666461}},
    {{70, 0.5014550472527}, {8, 0.4142857142857}, {13, 0.4153846153846}, {12, 0.4695295977071}},
    {{24, 0.4374596009079}, {14, 0.4717025034243}, {18, 0.4817251298554}, {47, 0.5927843048566}},
    {{31, 0.4717429144406}, {0, NAN}, {32, 0.7000071032807}, {39, 0.5359782615115}},
    {{93, 0.5002002164425}, {35, 0.4057417460387}, {73, 0.5258878747328}, {34, 0.3739643639676}},
    {{19, 0.4498801823032}, {16, 0.4826304917439}, {49, 0.7132580558461}, {20, 0.5361384543821}},
};

static void invented_persons_have_the_items_reckoned_independently(void **state) {
  (void)state;
  g_autofree uint8_t *group = NULL;
  Sheet sheet = sheet_fixture(&group);
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  for (size_t j = 0; j < FIXTURE_ITEMS; j++) {
    const ItemstatsItem *item = &stats->item[j];
    assert_int_equal(item->n, ITEMS[j].n);
    assert_int_equal(item->n_rest, ITEMS[j].n_rest);
    assert_true(same(item->facility, ITEMS[j].facility));
    assert_true(same(item->shrunk, ITEMS[j].shrunk));
    assert_true(same(item->discrimination, ITEMS[j].discrimination));
    assert_true(same(item->alpha_without, ITEMS[j].alpha_without));
    for (int o = 0; o < 4; o++) {
      assert_int_equal(item->option[o].n, OPTIONS[j][o].n);
      assert_true(same(item->option[o].rate, (double)OPTIONS[j][o].n / (double)item->n));
      assert_true(same(item->option[o].rest, OPTIONS[j][o].rest));
    }
  }
  sheet_clear(&sheet);
}

static void invented_persons_have_the_form_reckoned_independently(void **state) {
  (void)state;
  g_autofree uint8_t *group = NULL;
  Sheet sheet = sheet_fixture(&group);
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  assert_int_equal(stats->form.persons, 118);
  assert_int_equal(stats->form.items, FIXTURE_ITEMS);
  assert_true(same(stats->form.mean, 3.086889310316));
  assert_true(same(stats->form.sd, 1.327010622443));     /* root of the summed covariances */
  assert_true(same(stats->form.kr20, 0.4422566471929));  /* of right and wrong */
  assert_true(same(stats->form.alpha, 0.4367941220222)); /* of credit */
  assert_true(same(stats->form.facility, 0.5152733118971));
  assert_true(same(stats->form.prior, 3.117980533353));
  sheet_clear(&sheet);
}

static void invented_persons_show_a_wrong_key_and_dead_distractors(void **state) {
  (void)state;
  g_autofree uint8_t *group = NULL;
  Sheet sheet = sheet_fixture(&group);
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  /* item 1: 5 of 103 chose a; item 4: nobody b; item 6: keyed b, c is best */
  static const unsigned flags[] = {
      ITEMSTATS_DEAD_DISTRACTOR, 0, 0,
      ITEMSTATS_DEAD_DISTRACTOR, 0, ITEMSTATS_WRONG_KEY | ITEMSTATS_TOO_HARD};
  static const uint32_t dead[] = {1, 0, 0, 2, 0, 0};
  for (size_t j = 0; j < FIXTURE_ITEMS; j++) {
    assert_int_equal(stats->item[j].flags, flags[j]);
    assert_int_equal(stats->item[j].dead, dead[j]);
  }
  sheet_clear(&sheet);
}

static void invented_persons_have_the_dif_and_difficulties_reckoned_independently(void **state) {
  (void)state;
  /* Mantel-Haenszel odds, delta, chi2, p over the 84 who answered all six */
  static const double dif[FIXTURE_ITEMS][4] = {
      {0.2352394235239, 3.400805930954, 1.887353597751, 0.1695007117815},
      {0.4524060913706, 1.863961415118, 1.479083729699, 0.2239179363282},
      {0.7091969906341, 0.8075115780721, 0.09742163098552, 0.7549459959579},
      {4.245956607495, -3.398022787482, 2.658099533501, 0.1030237618908},
      {1.625681067399, -1.141928088982, 0.2449911769733, 0.6206242378538},
      {2.212776485724, -1.86648293017, 0.8078813282777, 0.3687473788972},
  };
  /* conditional likelihood, its denominators summed over every subset of the answered items */
  static const double difficulty[FIXTURE_ITEMS] = {-1.692025677336,  -0.9590275477703,
                                                   0.146180902206,   0.8513244279486,
                                                   -0.2066130286685, 1.86016092362};
  g_autofree uint8_t *group = NULL;
  Sheet sheet = sheet_fixture(&group);
  ItemstatsDif out[FIXTURE_ITEMS];
  double rasch[FIXTURE_ITEMS];
  itemstats_dif(&sheet.matrix, group, out);
  assert_true(itemstats_rasch(&sheet.matrix, rasch));
  for (size_t j = 0; j < FIXTURE_ITEMS; j++) {
    assert_int_equal(out[j].n[0] + out[j].n[1], 84);
    UNIT_CLOSE(out[j].odds, dif[j][0], 1e-11);
    UNIT_CLOSE(out[j].delta, dif[j][1], 1e-11);
    UNIT_CLOSE(out[j].chi2, dif[j][2], 1e-11);
    UNIT_CLOSE(out[j].p, dif[j][3], 1e-11);
    UNIT_CLOSE(rasch[j], difficulty[j], 1e-8);
  }
  sheet_clear(&sheet);
}

/* -- flags ------------------------------------------------------------------------------------- */

/* One item that N met, RIGHT of them right, beside one that all of them had right. */
static unsigned flags_of(size_t n, size_t right, uint32_t *dead) {
  Sheet sheet = sheet_new(n, 2);
  for (size_t i = 0; i < n; i++) {
    set(&sheet, i, 0, i < right);
    set(&sheet, i, 1, true);
  }
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  sheet_clear(&sheet);
  if (dead != NULL) *dead = stats->item[0].dead;
  return stats->item[0].flags;
}

static void an_item_is_judged_from_twenty_answers_on(void **state) {
  (void)state;
  uint32_t dead;
  assert_int_equal(flags_of(19, 19, &dead), ITEMSTATS_FEW);
  assert_int_equal(dead, 0);
  assert_int_equal(flags_of(19, 0, NULL), ITEMSTATS_FEW);
  assert_int_equal(flags_of(20, 20, &dead), ITEMSTATS_TOO_EASY | ITEMSTATS_DEAD_DISTRACTOR);
  assert_int_equal(dead, 1);
}

static void a_limit_itself_is_still_well(void **state) {
  (void)state;
  assert_int_equal(flags_of(20, 19, NULL), 0);
  assert_int_equal(flags_of(20, 5, NULL), 0);
  assert_int_equal(flags_of(20, 4, NULL), ITEMSTATS_TOO_HARD);
  assert_int_equal(flags_of(100, 96, NULL), ITEMSTATS_TOO_EASY | ITEMSTATS_DEAD_DISTRACTOR);
}

/* Persons of whom the better half has the odd item wrong, with LONE more who met nothing else. */
static unsigned turned_flags(size_t persons, size_t lone) {
  Sheet sheet = sheet_new(persons + lone, 3);
  for (size_t i = 0; i < persons + lone; i++) {
    bool better = i % 2 == 0;
    set(&sheet, i, 0, !better);
    if (i >= persons) continue;
    set(&sheet, i, 1, better);
    set(&sheet, i, 2, better);
  }
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  sheet_clear(&sheet);
  return stats->item[0].flags;
}

static void a_wrong_key_needs_twenty_persons_with_a_rest_score(void **state) {
  (void)state;
  assert_int_equal(turned_flags(20, 0), ITEMSTATS_WRONG_KEY);
  assert_int_equal(turned_flags(18, 2), 0);
}

static void a_wrong_key_is_suspected_and_no_other_item_is(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(5, 300, 10, 1.5);
  for (size_t i = 0; i < 300; i++) set(&sheet, i, 4, at(&sheet, i, 4)->credit < 1);
  take_out(&sheet, 6, .3);
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  for (size_t j = 0; j < 10; j++)
    assert_int_equal((stats->item[j].flags & ITEMSTATS_WRONG_KEY) != 0, j == 4);
  const ItemstatsOption *option = stats->item[4].option;
  assert_true(option[0].rest > option[1].rest);
  sheet_clear(&sheet);
}

/* -- what holds for any answers ---------------------------------------------------------------- */

static bool same_items(const ItemstatsItem *a, const ItemstatsItem *b) {
  bool equal = a->n == b->n && a->n_rest == b->n_rest && a->flags == b->flags &&
               same(a->facility, b->facility) && same(a->shrunk, b->shrunk) &&
               same(a->discrimination, b->discrimination) &&
               same(a->alpha_without, b->alpha_without);
  for (int o = 0; o < ITEMSTATS_OPTIONS; o++)
    equal = equal && a->option[o].n == b->option[o].n && same(a->option[o].rest, b->option[o].rest);
  return equal;
}

static void the_order_of_persons_and_items_and_empty_rows_change_nothing(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(21, 80, 7, 1), turned = sheet_new(90, 7);
  double difficulty[7], other[7];
  take_out(&sheet, 22, .4);
  for (size_t i = 0; i < 80; i++)
    for (size_t j = 0; j < 7; j++) *at(&turned, 89 - i, 6 - j) = *at(&sheet, i, j);
  g_autoptr(Itemstats) a = itemstats_new(&sheet.matrix), b = itemstats_new(&turned.matrix);
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  assert_true(itemstats_rasch(&turned.matrix, other));
  assert_int_equal(a->form.persons, b->form.persons);
  assert_true(same(a->form.alpha, b->form.alpha) && same(a->form.sd, b->form.sd));
  for (size_t j = 0; j < 7; j++) {
    assert_true(same_items(&a->item[j], &b->item[6 - j]));
    UNIT_CLOSE(difficulty[j], other[6 - j], 1e-8);
  }
  sheet_clear(&sheet);
  sheet_clear(&turned);
}

static void right_and_wrong_exchanged_turn_facility_and_difficulty_alone(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(31, 120, 8, 1);
  double difficulty[8], turned[8];
  take_out(&sheet, 32, .2);
  g_autoptr(Itemstats) a = itemstats_new(&sheet.matrix);
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  for (size_t c = 0; c < 120 * 8; c++) sheet.cell[c].credit = 1 - sheet.cell[c].credit;
  g_autoptr(Itemstats) b = itemstats_new(&sheet.matrix);
  assert_true(itemstats_rasch(&sheet.matrix, turned));
  assert_true(same(a->form.kr20, b->form.kr20) && same(a->form.sd, b->form.sd));
  assert_true(same(a->form.prior, b->form.prior));
  for (size_t j = 0; j < 8; j++) {
    assert_true(same(a->item[j].facility, 1 - b->item[j].facility));
    assert_true(same(a->item[j].discrimination, b->item[j].discrimination));
    UNIT_CLOSE(difficulty[j], -turned[j], 1e-8);
  }
  sheet_clear(&sheet);
}

static void figures_stay_in_their_bounds(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 60; seed++) {
    Sheet sheet = sheet_drawn(seed, 1 + seed, 2 + seed % 9, 2);
    take_out(&sheet, seed, (seed % 10) / 10.);
    g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
    assert_true(same(stats->form.kr20, stats->form.alpha)); /* nothing has partial credit */
    assert_false(stats->form.alpha > 1);
    double mean = stats->form.facility;
    for (size_t j = 0; j < stats->items; j++) {
      const ItemstatsItem *item = &stats->item[j];
      assert_true(item->n_rest <= item->n);
      assert_false(fabs(item->discrimination) > 1 + 1e-12);
      assert_false(item->shrunk > fmax(item->facility, mean) + 1e-12);
      assert_false(item->shrunk < fmin(item->facility, mean) - 1e-12);
      assert_int_equal(item->option[0].n + item->option[1].n, item->n);
    }
    sheet_clear(&sheet);
  }
}

/* The better half meets hard items and the other half easy ones, three a person met by all. */
static void whoever_met_harder_items_is_not_ranked_lower_for_it(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(41, 400, 21, 2);
  for (size_t i = 0; i < 400; i++) {
    int right = 0;
    for (size_t j = 0; j < 21; j++) right += at(&sheet, i, j)->credit >= 1;
    for (size_t j = 0; j < 21; j++)
      at(&sheet, i, j)->answered = (j >= 9 && j <= 11) || (j > 11) == (right > 10);
  }
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  for (size_t j = 0; j < 21; j++) {
    assert_true(stats->item[j].discrimination > .05);
    assert_true(stats->item[j].option[1].rest > stats->item[j].option[0].rest);
  }
  sheet_clear(&sheet);
}

static void exchanged_groups_turn_the_odds_and_equal_groups_have_even_ones(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(51, 200, 6, 1);
  uint8_t group[200], other[200], twin[200];
  ItemstatsDif a[6], b[6], even[6];
  for (size_t i = 0; i < 200; i++) {
    group[i] = i % 3 == 0;
    other[i] = i % 3 != 0;
    twin[i] = i >= 100;
  }
  itemstats_dif(&sheet.matrix, group, a);
  itemstats_dif(&sheet.matrix, other, b);
  memcpy(at(&sheet, 100, 0), at(&sheet, 0, 0), 600 * sizeof *sheet.cell);
  itemstats_dif(&sheet.matrix, twin, even);
  for (size_t j = 0; j < 6; j++) {
    UNIT_CLOSE(a[j].odds * b[j].odds, 1, 1e-12);
    UNIT_CLOSE(a[j].delta, -b[j].delta, 1e-12);
    UNIT_CLOSE(a[j].chi2, b[j].chi2, 1e-12);
    UNIT_CLOSE(even[j].odds, 1, 1e-12);
    UNIT_CLOSE(even[j].chi2, 0, 1e-12);
    UNIT_CLOSE(even[j].p, 1, 1e-6);
  }
  sheet_clear(&sheet);
}

static void an_item_harder_for_one_group_stands_out(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(61, 1500, 12, 1);
  uint8_t group[1500];
  ItemstatsDif dif[12];
  for (size_t i = 0; i < 1500; i++) {
    group[i] = i % 2 == 1;
    if (group[i] == ITEMSTATS_FOCAL && i % 5 < 2) set(&sheet, i, 3, false);
  }
  itemstats_dif(&sheet.matrix, group, dif);
  assert_true(dif[3].odds > 1.5 && dif[3].delta < -1.5 && dif[3].p < .001);
  for (size_t j = 0; j < 12; j++)
    assert_true(j == 3 || fabs(dif[j].delta) < fabs(dif[3].delta) / 2);
  sheet_clear(&sheet);
}

/* -- Rasch ------------------------------------------------------------------------------------- */

static void difficulties_are_found_again_where_persons_met_different_items(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(71, 3000, 11, 2);
  double difficulty[11], sum = 0;
  for (size_t i = 0; i < 3000; i++) /* half meet items 1 to 7, half 5 to 11 */
    for (size_t j = 0; j < 11; j++) at(&sheet, i, j)->answered = i % 2 == 0 ? j < 7 : j > 3;
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  for (size_t j = 0; j < 11; j++) {
    UNIT_CLOSE(difficulty[j], .4 * (double)j - 2, .2);
    sum += difficulty[j];
  }
  UNIT_CLOSE(sum, 0, 1e-9);
  sheet_clear(&sheet);
}

static void equal_scores_have_equal_difficulties(void **state) {
  (void)state;
  const char *const rows[] = {"1100", "1010", "0110", "1001", "1101", "1110", "0001", "0000"};
  Sheet sheet = SHEET_OF(rows);
  double difficulty[4]; /* scores 5 4 3 3 */
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  UNIT_CLOSE(difficulty[2], difficulty[3], 1e-9);
  assert_true(difficulty[0] < difficulty[1] && difficulty[1] < difficulty[2]);
  sheet_clear(&sheet);
}

static void an_item_all_had_right_or_wrong_is_left_out(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(81, 60, 5, 1), wider = sheet_new(60, 7);
  double difficulty[5], other[7];
  for (size_t i = 0; i < 60; i++) {
    set(&wider, i, 0, true);
    set(&wider, i, 6, false);
    for (size_t j = 0; j < 5; j++) *at(&wider, i, j + 1) = *at(&sheet, i, j);
  }
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  assert_true(itemstats_rasch(&wider.matrix, other));
  assert_true(isnan(other[0]) && isnan(other[6]));
  for (size_t j = 0; j < 5; j++) UNIT_CLOSE(other[j + 1], difficulty[j], 1e-9);
  sheet_clear(&sheet);
  sheet_clear(&wider);
}

static void only_the_largest_set_of_linked_items_or_the_first_of_equals_is_estimated(void **state) {
  (void)state;
  /* items 1 and 2 are linked, 3 to 5 too; no answer links the two sets both ways */
  const char *const rows[] = {"10...", "01...", "..100", "..010", "..001", "1.0..", "1...0"};
  Sheet sheet = SHEET_OF(rows);
  double difficulty[5];
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  assert_true(isnan(difficulty[0]) && isnan(difficulty[1]));
  UNIT_CLOSE(difficulty[2], 0, 1e-9);
  UNIT_CLOSE(difficulty[4], 0, 1e-9);
  sheet_clear(&sheet);
  const char *const equal[] = {"10..", "10..", "01..", "..10", "..01"};
  sheet = SHEET_OF(equal);
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  UNIT_CLOSE(difficulty[0], -log(2) / 2, 1e-9);
  assert_true(isnan(difficulty[2]) && isnan(difficulty[3]));
  sheet_clear(&sheet);
}

static void sets_of_items_that_few_persons_link_still_settle(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(95, 2000, 12, 1);
  double difficulty[12], low = 0, high = 0;
  for (size_t i = 6; i < 2000; i++)
    for (size_t j = 0; j < 12; j++) at(&sheet, i, j)->answered = (j < 6) == (i % 2 == 0);
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  for (size_t j = 0; j < 6; j++) {
    low += difficulty[j] / 6;
    high += difficulty[j + 6] / 6;
  }
  for (size_t j = 0; j < 6; j++) { /* within a set as drawn: 2/11 apart, standard error .07 */
    UNIT_CLOSE(difficulty[j] - low, ((double)j - 2.5) * 2 / 11, .25);
    UNIT_CLOSE(difficulty[j + 6] - high, ((double)j - 2.5) * 2 / 11, .25);
  }
  assert_true(high > low);
  sheet_clear(&sheet);
}

static void long_forms_with_far_apart_items_neither_overflow_nor_stall(void **state) {
  (void)state;
  Sheet sheet = sheet_drawn(91, 150, 300, 5);
  double difficulty[300];
  size_t known = 0;
  assert_true(itemstats_rasch(&sheet.matrix, difficulty));
  for (size_t j = 0; j < 300; j++) {
    known += isnan(difficulty[j]) ? 0 : 1;
    assert_false(fabs(difficulty[j]) > 12);
  }
  assert_true(known > 200);
  sheet_clear(&sheet);
}

/* -- next to nothing --------------------------------------------------------------------------- */

static void one_person_has_facilities_and_nothing_else(void **state) {
  (void)state;
  const char *const rows[] = {"101"};
  Sheet sheet = SHEET_OF(rows);
  double difficulty[3] = {7, 7, 7};
  ItemstatsDif dif[3];
  g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
  UNIT_CLOSE(stats->form.mean, 2, 0);
  assert_true(isnan(stats->form.sd) && isnan(stats->form.alpha) && isnan(stats->form.kr20));
  for (size_t j = 0; j < 3; j++) {
    assert_true(isnan(stats->item[j].discrimination));
    UNIT_CLOSE(stats->item[j].shrunk, 2. / 3, 1e-12); /* one answer each tells no items apart */
    assert_int_equal(stats->item[j].flags, ITEMSTATS_FEW);
  }
  assert_false(itemstats_rasch(&sheet.matrix, difficulty));
  UNIT_CLOSE(difficulty[1], 7, 0);
  itemstats_dif(&sheet.matrix, (const uint8_t[]){0}, dif);
  assert_true(isnan(dif[0].odds) && isnan(dif[0].delta) && isnan(dif[0].p));
  sheet_clear(&sheet);
}

static void answers_that_never_vary_have_no_correlation(void **state) {
  (void)state;
  for (int right = 0; right <= 1; right++) {
    Sheet sheet = sheet_new(30, 4);
    double difficulty[4];
    for (size_t c = 0; c < 120; c++) set(&sheet, c / 4, c % 4, right);
    g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
    UNIT_CLOSE(stats->form.mean, 4 * right, 0);
    UNIT_CLOSE(stats->form.sd, 0, 0);
    assert_true(isnan(stats->form.kr20) && isnan(stats->form.alpha));
    for (size_t j = 0; j < 4; j++) {
      assert_true(isnan(stats->item[j].discrimination));
      assert_true(isnan(stats->item[j].alpha_without));
      UNIT_CLOSE(stats->item[j].shrunk, right, 0);
      assert_false(stats->item[j].flags & ITEMSTATS_WRONG_KEY);
      assert_true(stats->item[j].flags & (right ? ITEMSTATS_TOO_EASY : ITEMSTATS_TOO_HARD));
    }
    assert_false(itemstats_rasch(&sheet.matrix, difficulty));
    sheet_clear(&sheet);
  }
}

static void where_nobody_answered_there_is_nothing(void **state) {
  (void)state;
  static const size_t sizes[][2] = {{5, 3}, {0, 3}, {5, 0}, {0, 0}};
  const uint8_t group[5] = {0, 1, 0, 1, 0};
  for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
    Sheet sheet = sheet_new(sizes[s][0], sizes[s][1]);
    double difficulty[3];
    ItemstatsDif dif[3];
    g_autoptr(Itemstats) stats = itemstats_new(&sheet.matrix);
    assert_int_equal(stats->form.persons, 0);
    assert_int_equal(stats->form.items, 0);
    assert_true(isnan(stats->form.mean) && isnan(stats->form.sd) && isnan(stats->form.alpha));
    for (size_t j = 0; j < stats->items; j++) {
      assert_true(isnan(stats->item[j].facility) && isnan(stats->item[j].shrunk));
      assert_true(isnan(stats->item[j].option[1].rate));
      assert_int_equal(stats->item[j].flags, ITEMSTATS_FEW);
    }
    assert_false(itemstats_rasch(&sheet.matrix, difficulty));
    itemstats_dif(&sheet.matrix, group, dif);
    sheet_clear(&sheet);
  }
}

static void an_item_nobody_met_does_not_count_in_the_form(void **state) {
  (void)state;
  const char *const rows[] = {"11.1", "11.0", "10.0", "00.0"}, *const bare[] = {"111", "110", "100",
                                                                                "000"};
  Sheet sheet = SHEET_OF(rows), without = SHEET_OF(bare);
  g_autoptr(Itemstats) a = itemstats_new(&sheet.matrix), b = itemstats_new(&without.matrix);
  assert_int_equal(a->form.items, 3);
  assert_true(same(a->form.alpha, b->form.alpha) && same(a->form.mean, b->form.mean));
  assert_true(same_items(&a->item[3], &b->item[2]));
  UNIT_CLOSE(a->item[2].shrunk, a->form.facility, 0);
  sheet_clear(&sheet);
  sheet_clear(&without);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(four_persons_and_three_items_have_the_values_done_by_hand),
      cmocka_unit_test(missing_cells_count_in_nothing_and_others_are_held_against_their_own_item),
      cmocka_unit_test(facility_shrinks_by_as_much_as_chance_explains),
      cmocka_unit_test(one_stratum_has_the_mantel_haenszel_values_done_by_hand),
      cmocka_unit_test(two_items_lie_apart_by_the_logarithm_of_their_discordant_persons),
      cmocka_unit_test(invented_persons_have_the_items_reckoned_independently),
      cmocka_unit_test(invented_persons_have_the_form_reckoned_independently),
      cmocka_unit_test(invented_persons_show_a_wrong_key_and_dead_distractors),
      cmocka_unit_test(invented_persons_have_the_dif_and_difficulties_reckoned_independently),
      cmocka_unit_test(an_item_is_judged_from_twenty_answers_on),
      cmocka_unit_test(a_limit_itself_is_still_well),
      cmocka_unit_test(a_wrong_key_needs_twenty_persons_with_a_rest_score),
      cmocka_unit_test(a_wrong_key_is_suspected_and_no_other_item_is),
      cmocka_unit_test(the_order_of_persons_and_items_and_empty_rows_change_nothing),
      cmocka_unit_test(right_and_wrong_exchanged_turn_facility_and_difficulty_alone),
      cmocka_unit_test(figures_stay_in_their_bounds),
      cmocka_unit_test(whoever_met_harder_items_is_not_ranked_lower_for_it),
      cmocka_unit_test(exchanged_groups_turn_the_odds_and_equal_groups_have_even_ones),
      cmocka_unit_test(an_item_harder_for_one_group_stands_out),
      cmocka_unit_test(difficulties_are_found_again_where_persons_met_different_items),
      cmocka_unit_test(equal_scores_have_equal_difficulties),
      cmocka_unit_test(an_item_all_had_right_or_wrong_is_left_out),
      cmocka_unit_test(only_the_largest_set_of_linked_items_or_the_first_of_equals_is_estimated),
      cmocka_unit_test(sets_of_items_that_few_persons_link_still_settle),
      cmocka_unit_test(long_forms_with_far_apart_items_neither_overflow_nor_stall),
      cmocka_unit_test(one_person_has_facilities_and_nothing_else),
      cmocka_unit_test(answers_that_never_vary_have_no_correlation),
      cmocka_unit_test(where_nobody_answered_there_is_nothing),
      cmocka_unit_test(an_item_nobody_met_does_not_count_in_the_form),
  };
  return UNIT_RUN(tests);
}
