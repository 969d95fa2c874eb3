/* theme - see theme.h. No theme sets a background of its own or uses white, black, yellow or blue
 * text: on a terminal of either brightness every role stays readable, and bold, reverse and
 * underline carry the meaning where colour does not. Of the eight colours green and cyan are never
 * bold: many terminals show bold as bright, and bright green or cyan on white cannot be read. The
 * 256 colours named here have a contrast of 3.6 or more against both black and white.
 */
#include "tui/theme.h"
#include <stddef.h>
#include <string.h>

enum { RED = 1, GREEN = 2, MAGENTA = 5, CYAN = 6 };

#define PLAIN(attrs)                                                                               \
  { -1, -1, attrs }
#define COLOUR(fg, attrs)                                                                          \
  { fg, -1, attrs }

static const Theme THEMES[] = {
    {"default",
     "eight colours, for every terminal",
     8,
     {[ROLE_NORMAL] = PLAIN(0),
      [ROLE_STRONG] = PLAIN(THEME_BOLD),
      [ROLE_DIM] = PLAIN(0),
      [ROLE_TITLE] = PLAIN(THEME_BOLD),
      [ROLE_ACCENT] = COLOUR(CYAN, 0),
      [ROLE_FOCUS] = PLAIN(THEME_REVERSE),
      [ROLE_CHOSEN] = PLAIN(THEME_BOLD),
      [ROLE_RIGHT] = COLOUR(GREEN, 0),
      [ROLE_WRONG] = COLOUR(RED, THEME_BOLD | THEME_UNDERLINE),
      [ROLE_PARTLY] = COLOUR(MAGENTA, THEME_BOLD),
      [ROLE_WARN] = COLOUR(MAGENTA, THEME_BOLD),
      [ROLE_KEY] = PLAIN(THEME_BOLD),
      [ROLE_FOOTER] = PLAIN(0),
      [ROLE_BAR] = COLOUR(CYAN, 0),
      [ROLE_BAR_REST] = PLAIN(0),
      [ROLE_FIELD] = PLAIN(THEME_UNDERLINE)}},
    {"vivid",
     "256 colours",
     256,
     {[ROLE_NORMAL] = PLAIN(0),
      [ROLE_STRONG] = PLAIN(THEME_BOLD),
      [ROLE_DIM] = COLOUR(243, 0),
      [ROLE_TITLE] = COLOUR(31, THEME_BOLD),
      [ROLE_ACCENT] = COLOUR(31, THEME_BOLD),
      [ROLE_FOCUS] = PLAIN(THEME_REVERSE),
      [ROLE_CHOSEN] = COLOUR(31, THEME_BOLD),
      [ROLE_RIGHT] = COLOUR(29, THEME_BOLD),
      [ROLE_WRONG] = COLOUR(167, THEME_BOLD | THEME_UNDERLINE),
      [ROLE_PARTLY] = COLOUR(130, THEME_BOLD),
      [ROLE_WARN] = COLOUR(130, THEME_BOLD),
      [ROLE_KEY] = COLOUR(31, THEME_BOLD),
      [ROLE_FOOTER] = COLOUR(243, 0),
      [ROLE_BAR] = COLOUR(31, 0),
      [ROLE_BAR_REST] = COLOUR(243, 0),
      [ROLE_FIELD] = PLAIN(THEME_UNDERLINE)}},
    {"safe",
     "blue and orange tones that colour-blind eyes tell apart",
     256,
     {[ROLE_NORMAL] = PLAIN(0),
      [ROLE_STRONG] = PLAIN(THEME_BOLD),
      [ROLE_DIM] = PLAIN(0),
      [ROLE_TITLE] = PLAIN(THEME_BOLD),
      [ROLE_ACCENT] = COLOUR(32, THEME_BOLD),
      [ROLE_FOCUS] = PLAIN(THEME_REVERSE),
      [ROLE_CHOSEN] = PLAIN(THEME_BOLD),
      [ROLE_RIGHT] = COLOUR(32, THEME_BOLD),
      [ROLE_WRONG] = COLOUR(166, THEME_BOLD | THEME_UNDERLINE),
      [ROLE_PARTLY] = COLOUR(133, THEME_BOLD),
      [ROLE_WARN] = COLOUR(166, THEME_BOLD),
      [ROLE_KEY] = COLOUR(32, THEME_BOLD),
      [ROLE_FOOTER] = PLAIN(0),
      [ROLE_BAR] = COLOUR(32, 0),
      [ROLE_BAR_REST] = PLAIN(0),
      [ROLE_FIELD] = PLAIN(THEME_UNDERLINE)}},
    {"mono",
     "no colour",
     0,
     {[ROLE_NORMAL] = PLAIN(0),
      [ROLE_STRONG] = PLAIN(THEME_BOLD),
      [ROLE_DIM] = PLAIN(0),
      [ROLE_TITLE] = PLAIN(THEME_BOLD),
      [ROLE_ACCENT] = PLAIN(THEME_BOLD),
      [ROLE_FOCUS] = PLAIN(THEME_REVERSE),
      [ROLE_CHOSEN] = PLAIN(THEME_BOLD),
      [ROLE_RIGHT] = PLAIN(THEME_BOLD),
      [ROLE_WRONG] = PLAIN(THEME_BOLD | THEME_UNDERLINE),
      [ROLE_PARTLY] = PLAIN(THEME_BOLD),
      [ROLE_WARN] = PLAIN(THEME_BOLD),
      [ROLE_KEY] = PLAIN(THEME_BOLD),
      [ROLE_FOOTER] = PLAIN(0),
      [ROLE_BAR] = PLAIN(0),
      [ROLE_BAR_REST] = PLAIN(0),
      [ROLE_FIELD] = PLAIN(THEME_UNDERLINE)}},
};

enum { N_THEMES = sizeof THEMES / sizeof *THEMES, DEFAULT = 0, MONO = N_THEMES - 1 };

char theme_role_letter(Role role) {
  static const char letters[] = {
#define X(name, text, letter) letter,
      THEME_ROLES(X)
#undef X
  };
  return letters[role];
}

int theme_count(void) {
  return N_THEMES;
}
const Theme *theme_at(int i) {
  return &THEMES[i];
}

const Theme *theme_pick(const char *name, int colours, bool mono) {
  if (mono || colours < THEMES[DEFAULT].colours) return &THEMES[MONO];
  for (int i = 0; name != NULL && i < N_THEMES; i++)
    if (strcmp(THEMES[i].name, name) == 0 && colours >= THEMES[i].colours) return &THEMES[i];
  return &THEMES[DEFAULT];
}
