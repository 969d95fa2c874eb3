/* keymap - see keymap.h. */
#include "tui/keymap.h"
#include "tui/term.h"
#include <string.h>

#define STEP_FAR  10000000 /* rows; a place plus this is an int */
#define MAX_KEYS  8
#define NAME_SIZE 12 /* "Backspace", or a character of up to six bytes */

struct Keymap {
  int keys[ACTION_COUNT][MAX_KEYS]; /* 0 ends a row */
  char first[ACTION_COUNT][NAME_SIZE];
};

static const struct {
  const char *name, *keys, *help;
} ACTIONS[ACTION_COUNT] = {{"none", "", ""},
#define X(name, text, keys, help) {text, keys, help},
                           TUI_ACTIONS(X)
#undef X
};

static const Action GLOBAL[] = {ACTION_QUIT, ACTION_HELP, ACTION_PALETTE, ACTION_REPAINT,
                                ACTION_SUSPEND};

static const struct {
  const char *name;
  int key;
} NAMES[] = {
    {"Up", KEYCODE_UP},         {"Down", KEYCODE_DOWN},        {"Left", KEYCODE_LEFT},
    {"Right", KEYCODE_RIGHT},   {"PgUp", KEYCODE_PAGE_UP},     {"PgDn", KEYCODE_PAGE_DOWN},
    {"Home", KEYCODE_HOME},     {"End", KEYCODE_END},          {"Enter", KEYCODE_ENTER},
    {"Tab", KEYCODE_TAB},       {"BackTab", KEYCODE_BACK_TAB}, {"Backspace", KEYCODE_BACKSPACE},
    {"Delete", KEYCODE_DELETE}, {"Esc", KEYCODE_ESCAPE},       {"Space", ' '},
    {"F1", KEYCODE_F1}};

const char *action_name(Action action) {
  return ACTIONS[action].name;
}
const char *action_help(Action action) {
  return ACTIONS[action].help;
}

bool action_step(Action action, int page, int *by) {
  switch (action) {
  case ACTION_UP: *by = -1; return true;
  case ACTION_DOWN: *by = 1; return true;
  case ACTION_PAGE_UP: *by = -page; return true;
  case ACTION_PAGE_DOWN: *by = page; return true;
  case ACTION_FIRST: *by = -STEP_FAR; return true;
  case ACTION_LAST: *by = STEP_FAR; return true;
  default: return false;
  }
}

/* -- keys and their names -------------------------------------------------------------------- */

static int key_from_name(const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (g_ascii_strcasecmp(NAMES[i].name, name) == 0) return NAMES[i].key;
  if (g_ascii_strncasecmp(name, "Ctrl-", 5) == 0 && g_ascii_isalpha(name[5]) && name[6] == '\0')
    return KEYCODE_CTRL(name[5]);
  if (g_utf8_strlen(name, -1) == 1 && g_unichar_isgraph(g_utf8_get_char(name)))
    return (int)g_utf8_get_char(name);
  return 0;
}

static void key_to_name(int key, char name[NAME_SIZE]) {
  memset(name, 0, NAME_SIZE);
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (NAMES[i].key == key) {
      g_strlcpy(name, NAMES[i].name, NAME_SIZE);
      return;
    }
  if (key > 0 && key < 0x20)
    g_snprintf(name, NAME_SIZE, "Ctrl-%c", 'A' + key - 1);
  else if (key > 0)
    g_unichar_to_utf8((gunichar)key, name);
}

static bool parse_keys(const char *text, int keys[MAX_KEYS]) {
  g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
  int n = 0;
  memset(keys, 0, MAX_KEYS * sizeof *keys);
  for (char **word = words; *word != NULL; word++) {
    if (**word == '\0') continue;
    int key = key_from_name(*word);
    if (key == 0 || n == MAX_KEYS) return false;
    keys[n++] = key;
  }
  return true;
}

static void name_first_keys(Keymap *keymap) {
  for (int i = 0; i < ACTION_COUNT; i++) key_to_name(keymap->keys[i][0], keymap->first[i]);
}

Keymap *keymap_new(void) {
  Keymap *keymap = g_new0(Keymap, 1);
  for (int i = 0; i < ACTION_COUNT; i++) parse_keys(ACTIONS[i].keys, keymap->keys[i]);
  name_first_keys(keymap);
  return keymap;
}

void keymap_free(Keymap *keymap) {
  g_free(keymap);
}

/* -- looking up ------------------------------------------------------------------------------ */

static bool has_key(const Keymap *keymap, Action action, int key) {
  for (int i = 0; i < MAX_KEYS && keymap->keys[action][i] != 0; i++)
    if (keymap->keys[action][i] == key) return true;
  return false;
}

static bool is_global(Action action) {
  for (size_t i = 0; i < G_N_ELEMENTS(GLOBAL); i++)
    if (GLOBAL[i] == action) return true;
  return false;
}

bool key_context_has(const KeyContext *context, Action action) {
  for (const Action *a = context->actions; *a != ACTION_NONE; a++)
    if (*a == action) return true;
  return is_global(action);
}

Action keymap_action(const Keymap *keymap, const KeyContext *context, int key) {
  for (const Action *a = context->actions; *a != ACTION_NONE; a++)
    if (has_key(keymap, *a, key)) return *a;
  for (size_t i = 0; i < G_N_ELEMENTS(GLOBAL); i++)
    if (has_key(keymap, GLOBAL[i], key)) return GLOBAL[i];
  return ACTION_NONE;
}

const char *keymap_key(const Keymap *keymap, Action action) {
  return keymap->keys[action][0] == 0 ? NULL : keymap->first[action];
}

const char *keymap_key_apart(const Keymap *keymap, Action action) {
  const int *keys = keymap->keys[action];
  for (int i = 0; i < MAX_KEYS && keys[i] != 0; i++) {
    if (i == 0 && keys[i] < 0x20) return keymap->first[action];
    for (size_t n = 0; n < G_N_ELEMENTS(NAMES); n++)
      if (NAMES[n].key == keys[i] && keys[i] != ' ') return NAMES[n].name;
  }
  return NULL;
}

char *keymap_keys(const Keymap *keymap, Action action) {
  GString *out = g_string_new(NULL);
  char name[NAME_SIZE];
  for (int i = 0; i < MAX_KEYS && keymap->keys[action][i] != 0; i++) {
    key_to_name(keymap->keys[action][i], name);
    g_string_append_printf(out, "%s%s", i > 0 ? " " : "", name);
  }
  return g_string_free(out, FALSE);
}

/* -- the key file ---------------------------------------------------------------------------- */

static Action action_from_name(const char *name) {
  for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
    if (strcmp(ACTIONS[i].name, name) == 0) return (Action)i;
  return ACTION_NONE;
}

static bool fail(GError **error, const char *file, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool fail(GError **error, const char *file, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *what = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error(
      error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
      "%s: %s Mend the file, or move it away for the usual keys; 'pawl keys' prints them all.",
      file, what);
  return false;
}

static bool bind(Keymap *keymap, const char *file, const char *name, const char *keys,
                 GError **error) {
  Action action = action_from_name(name);
  if (action == ACTION_NONE) return fail(error, file, "There is no action '%s'.", name);
  if (!parse_keys(keys, keymap->keys[action]))
    return fail(error, file, "'%s' for '%s' names a key that pawl does not know.", keys, name);
  if (keymap->keys[action][0] == 0 && (action == ACTION_QUIT || action == ACTION_BACK))
    return fail(error, file, "'%s' needs a key, or there is no way out.", name);
  return true;
}

/* The action of CONTEXT, other than ACTION, that KEY means too; ACTION_NONE for none. */
static Action rival(const Keymap *keymap, const KeyContext *context, Action action, int key) {
  for (int other = action + 1; other < ACTION_COUNT; other++)
    if (key_context_has(context, (Action)other) && has_key(keymap, (Action)other, key))
      return (Action)other;
  return ACTION_NONE;
}

static bool check_action(const Keymap *keymap, const char *file, const KeyContext *context,
                         Action action, GError **error) {
  char name[NAME_SIZE];
  for (int i = 0; i < MAX_KEYS && keymap->keys[action][i] != 0; i++) {
    Action other = rival(keymap, context, action, keymap->keys[action][i]);
    if (other == ACTION_NONE) continue;
    key_to_name(keymap->keys[action][i], name);
    return fail(error, file, "On the screen '%s' the key '%s' means both '%s' and '%s'.",
                context->name, name, ACTIONS[action].name, ACTIONS[other].name);
  }
  return true;
}

static bool check_context(const Keymap *keymap, const char *file, const KeyContext *context,
                          GError **error) {
  for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++)
    if (key_context_has(context, (Action)action) &&
        !check_action(keymap, file, context, (Action)action, error))
      return false;
  return true;
}

/* A group misspelt would be keys silently not bound. */
static bool check_groups(GKeyFile *keys, const char *file, GError **error) {
  g_auto(GStrv) groups = g_key_file_get_groups(keys, NULL);
  for (char **group = groups; *group != NULL; group++)
    if (strcmp(*group, "keys") != 0)
      return fail(error, file, "There is no group [%s]; keys stand in [keys].", *group);
  return true;
}

static bool bind_all(Keymap *keymap, GKeyFile *keys, const char *file, GError **error) {
  g_auto(GStrv) names = g_key_file_get_keys(keys, "keys", NULL, NULL);
  for (char **name = names; name != NULL && *name != NULL; name++) {
    g_autofree char *value = g_key_file_get_string(keys, "keys", *name, error);
    if (value == NULL || !bind(keymap, file, *name, value, error)) return false;
  }
  return true;
}

bool keymap_load(Keymap *keymap, const char *file, const KeyContext *const *contexts, size_t n,
                 GError **error) {
  g_autoptr(GKeyFile) keys = g_key_file_new();
  g_autoptr(GError) problem = NULL;
  if (!g_key_file_load_from_file(keys, file, G_KEY_FILE_NONE, &problem))
    return fail(error, file, "The key file cannot be read: %s.", problem->message);
  Keymap changed = *keymap;
  if (!check_groups(keys, file, error) || !bind_all(&changed, keys, file, error)) return false;
  for (size_t i = 0; i < n; i++)
    if (!check_context(&changed, file, contexts[i], error)) return false;
  name_first_keys(&changed);
  *keymap = changed;
  return true;
}
