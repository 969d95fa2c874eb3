/* Every theme, on a dark and on a light terminal, with and without colour. */
#include "../unit.h"
#include "tui/theme.h"
#include <string.h>

static void names_one_theme_for_every_kind_of_eye(void **state) {
  (void)state;
  static const char *const names[] = {"default", "vivid", "safe", "mono"};
  assert_int_equal(theme_count(), G_N_ELEMENTS(names));
  for (int i = 0; i < theme_count(); i++) {
    assert_string_equal(theme_at(i)->name, names[i]);
    assert_true(*theme_at(i)->help != '\0');
  }
}

static void no_colour_and_few_colours_narrow_the_choice(void **state) {
  (void)state;
  assert_string_equal(theme_pick("vivid", 256, false)->name, "vivid");
  assert_string_equal(theme_pick("vivid", 8, false)->name, "default");
  assert_string_equal(theme_pick("vivid", 0, false)->name, "mono");
  assert_string_equal(theme_pick("vivid", 256, true)->name, "mono");
  assert_string_equal(theme_pick("mono", 256, false)->name, "mono");
  assert_string_equal(theme_pick("no such theme", 256, false)->name, "default");
  assert_string_equal(theme_pick(NULL, 8, false)->name, "default");
}

static void golden_letters_tell_the_roles_apart(void **state) {
  (void)state;
  for (int a = 0; a < ROLE_COUNT; a++)
    for (int b = 0; b < a; b++)
      assert_true(theme_role_letter((Role)a) != theme_role_letter((Role)b));
}

static bool differ(const Theme *theme, Role a, Role b) {
  return theme->styles[a].attrs != theme->styles[b].attrs;
}

static void right_wrong_and_focus_differ_without_their_colour(void **state) {
  (void)state;
  for (int i = 0; i < theme_count(); i++) {
    const Theme *theme = theme_at(i);
    assert_true(differ(theme, ROLE_RIGHT, ROLE_WRONG));
    assert_true(differ(theme, ROLE_FOCUS, ROLE_NORMAL));
    assert_true(differ(theme, ROLE_FOCUS, ROLE_CHOSEN));
    assert_true(differ(theme, ROLE_CHOSEN, ROLE_NORMAL));
    assert_true(differ(theme, ROLE_KEY, ROLE_FOOTER));
    assert_true(differ(theme, ROLE_FIELD, ROLE_NORMAL));
  }
}

static void mono_has_no_colour_at_all(void **state) {
  (void)state;
  const Theme *mono = theme_pick(NULL, 256, true);
  for (int role = 0; role < ROLE_COUNT; role++) {
    assert_int_equal(mono->styles[role].fg, -1);
    assert_int_equal(mono->styles[role].bg, -1);
  }
}

/* WCAG 2: relative luminance of colour N of the 256 that all terminals agree on. */
static double luminance(int n) {
  int levels[3] = {8 + 10 * (n - 232), 8 + 10 * (n - 232), 8 + 10 * (n - 232)};
  const double weights[3] = {.2126, .7152, .0722};
  double sum = 0;
  for (int i = 0, cube = n - 16, place = 36; n < 232 && i < 3; i++, place /= 6)
    levels[i] = cube / place % 6 == 0 ? 0 : 55 + 40 * (cube / place % 6);
  for (int i = 0; i < 3; i++) {
    double c = levels[i] / 255.0;
    sum += weights[i] * (c <= .03928 ? c / 12.92 : pow((c + .055) / 1.055, 2.4));
  }
  return sum;
}

/* The eight colours look different everywhere; these fail on black or on white in usual palettes.
 */
static bool eight_is_readable(const Style *style) {
  enum { RED = 1, GREEN, YELLOW, BLUE, MAGENTA, CYAN };
  bool brightens = style->attrs & THEME_BOLD;
  if (style->fg == RED || style->fg == MAGENTA) return true;
  return (style->fg == GREEN || style->fg == CYAN) && !brightens;
}

static bool is_readable(const Style *style) {
  if (style->fg < 16) return style->fg == -1 || eight_is_readable(style);
  double light = luminance(style->fg);
  return (light + .05) / .05 >= 3.6 && 1.05 / (light + .05) >= 3.6;
}

static void reads_on_dark_and_on_light(void **state) {
  (void)state;
  for (int i = 0; i < theme_count(); i++)
    for (int role = 0; role < ROLE_COUNT; role++) {
      const Style *style = &theme_at(i)->styles[role];
      if (!is_readable(style))
        fail_msg("%s, role %d, colour %d", theme_at(i)->name, role, style->fg);
      assert_int_equal(style->bg, -1);
      assert_false(style->attrs & THEME_DIM);
    }
}

static void asks_for_no_more_colours_than_it_says(void **state) {
  (void)state;
  for (int i = 0; i < theme_count(); i++)
    for (int role = 0; role < ROLE_COUNT; role++)
      assert_true(theme_at(i)->styles[role].fg < theme_at(i)->colours);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_one_theme_for_every_kind_of_eye),
      cmocka_unit_test(no_colour_and_few_colours_narrow_the_choice),
      cmocka_unit_test(golden_letters_tell_the_roles_apart),
      cmocka_unit_test(right_wrong_and_focus_differ_without_their_colour),
      cmocka_unit_test(mono_has_no_colour_at_all),
      cmocka_unit_test(reads_on_dark_and_on_light),
      cmocka_unit_test(asks_for_no_more_colours_than_it_says),
  };
  return UNIT_RUN(tests);
}
