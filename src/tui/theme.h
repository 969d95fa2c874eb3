/* theme - colour roles and what they look like. Screens name roles, never colours; right and wrong
 * always carry a word and a symbol as well.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* X(NAME, "name in the settings", letter for golden screens) */
#define THEME_ROLES(X)                                                                             \
  X(NORMAL, "normal", '.') /* text */                                                              \
  X(STRONG, "strong", 'S') /* bold text: titles, stems' question */                                \
  X(DIM, "dim", 'd')       /* less important text */                                               \
  X(TITLE, "title", 'T')   /* top line */                                                          \
  X(ACCENT, "accent", 'A') /* the one accent colour */                                             \
  X(FOCUS, "focus", 'F')   /* the focused row: reverse */                                          \
  X(CHOSEN, "chosen", 'C') /* a ticked option */                                                   \
  X(RIGHT, "right", 'R')                                                                           \
  X(WRONG, "wrong", 'W')                                                                           \
  X(PARTLY, "partly", 'P')                                                                         \
  X(WARN, "warn", '!')                                                                             \
  X(KEY, "key", 'K')       /* a key in the footer */                                               \
  X(FOOTER, "footer", 'f') /* its words */                                                         \
  X(BAR, "bar", 'B')       /* filled part of a bar */                                              \
  X(BAR_REST, "bar-rest", 'b')                                                                     \
  X(FIELD, "field", 'E') /* a text field: underlined */

typedef enum {
#define X(name, text, letter) ROLE_##name,
  THEME_ROLES(X)
#undef X
      ROLE_COUNT
} Role;

enum { THEME_BOLD = 1, THEME_DIM = 2, THEME_REVERSE = 4, THEME_UNDERLINE = 8 };

typedef struct {
  int16_t fg, bg; /* -1: the terminal's default; 0-7, or 0-255 in 256-colour themes */
  uint8_t attrs;
} Style;

typedef struct {
  const char *name; /* "default", "vivid" (256 colours), "safe" (colour-blind safe), "mono" */
  const char *help;
  int colours; /* needs at least this many; fewer fall back to "default", then "mono" */
  Style styles[ROLE_COUNT];
} Theme;

char theme_role_letter(Role role);
int theme_count(void);
const Theme *theme_at(int i);
/* By name, or the default theme; MONO (NO_COLOR, --no-color) and COLOURS (what the terminal has)
 * narrow the choice. Every theme reads well on dark and light backgrounds. */
const Theme *theme_pick(const char *name, int colours, bool mono);
