/* settings - the learner's choices, one table for screens, commands and checks. */
#include "app/app_private.h"
#include "app/exam.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

static const SettingInfo SETTINGS[SETTING_COUNT] = {
#define X(name, key, title, kind, low, high, value, help)                                          \
  {key, title, value, help, kind, low, high},
    APP_SETTINGS(X)
#undef X
};

static const char FIRST_START[] = "first-start";

const SettingInfo *app_setting_info(Setting setting) {
  return &SETTINGS[setting];
}

bool app_setting_from_key(const char *key, Setting *out) {
  for (int i = 0; i < SETTING_COUNT; i++)
    if (strcmp(SETTINGS[i].key, key) == 0) {
      *out = (Setting)i;
      return true;
    }
  return false;
}

char *app_setting(App *app, Setting setting) {
  char *value = store_setting(app->store, SETTINGS[setting].key);
  return value != NULL ? value : g_strdup(SETTINGS[setting].initial);
}

static bool read_switch(const char *value, int *out) {
  static const char *const on[] = {"on", "yes", "1", "true"}, *const off[] = {"off", "no", "0",
                                                                              "false"};
  for (size_t i = 0; i < G_N_ELEMENTS(on); i++) {
    if (g_ascii_strcasecmp(value, on[i]) == 0) *out = 1;
    if (g_ascii_strcasecmp(value, off[i]) == 0) *out = 0;
  }
  return *out >= 0;
}

static bool read_number(const SettingInfo *info, const char *value, int *out) {
  gint64 number = 0;
  if (!g_ascii_string_to_signed(value, 10, info->low, info->high, &number, NULL)) return false;
  *out = (int)number;
  return true;
}

int app_setting_number(App *app, Setting setting) {
  const SettingInfo *info = &SETTINGS[setting];
  g_autofree char *value = app_setting(app, setting);
  int number = -1;
  if (info->kind == SETTING_SWITCH && read_switch(value, &number)) return number;
  if (info->kind == SETTING_NUMBER && read_number(info, value, &number)) return number;
  return info->kind == SETTING_SWITCH ? strcmp(info->initial, "on") == 0 : atoi(info->initial);
}

/* Whole numbers between blanks or commas. */
static char *checked_list(const SettingInfo *info, const char *value, GError **error) {
  g_autoptr(GString) list = g_string_new(NULL);
  g_auto(GStrv) words = g_strsplit_set(value, " ,", -1);
  for (char **word = words; *word != NULL; word++) {
    int number = 0;
    if (**word == '\0') continue;
    if (strcmp(*word, "0") != 0 && !read_number(info, *word, &number)) {
      g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                  "'%s' does not fit %s: write whole numbers from %d to %d, or 0 for none.", *word,
                  info->key, info->low, info->high);
      return NULL;
    }
    g_string_append_printf(list, "%s%s", list->len > 0 ? " " : "", *word);
  }
  return g_string_free(g_steal_pointer(&list), FALSE);
}

const char *app_name_fault(const char *name) {
  static const char *const taken[] = {"you", "self", "me", NULL};
  g_autofree char *folded = g_utf8_casefold(name, -1);
  if (g_utf8_strlen(name, -1) > SETTINGS[SETTING_NAME].high) return "has more than 60 characters";
  if (strpbrk(name, "<>\n\t") != NULL) return "holds <, > or a line break";
  if (!text_check_marks(name)) return "holds a letter under more marks than anybody writes";
  if (g_strv_contains(taken, g_strstrip(folded))) return "could be mistaken for the learner";
  return NULL;
}

static char *checked_name(const SettingInfo *info, const char *value, GError **error) {
  g_autofree char *clean = text_clean(value, -1);
  g_autofree char *line = text_fold(clean);
  const char *fault = app_name_fault(line);
  if (fault == NULL) return g_steal_pointer(&line);
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "'%s' does not fit %s: it %s.", line, info->key,
              fault);
  return NULL;
}

/* VALUE in the form that is stored, or NULL with ERROR. */
static char *checked(const SettingInfo *info, const char *value, GError **error) {
  int number = -1;
  switch (info->kind) {
  case SETTING_DATE:
    if (*value == '\0' || clock_parse_date(value, &number)) return g_strdup(value);
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "'%s' is not a date. Write it as YYYY-MM-DD, for example 2027-03-14.", value);
    return NULL;
  case SETTING_NUMBER:
    if (read_number(info, value, &number)) return g_strdup_printf("%d", number);
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "'%s' does not fit %s: write a whole number from %d to %d.", value, info->key,
                info->low, info->high);
    return NULL;
  case SETTING_SWITCH:
    if (read_switch(value, &number)) return g_strdup(number ? "on" : "off");
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "'%s' does not fit %s: write on or off.", value,
                info->key);
    return NULL;
  case SETTING_LIST: return checked_list(info, value, error);
  case SETTING_LINE: return checked_name(info, value, error);
  case SETTING_WORD: break;
  }
  static const char *const themes[] = {"default", "vivid", "safe", "mono", NULL};
  if (g_strv_contains(themes, value)) return g_strdup(value);
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "There is no theme '%s': choose default, vivid, safe or mono.", value);
  return NULL;
}

static bool reschedule(App *app, GError **error) {
  app_load_schedule(app);
  return app_rebuild(app, false, NULL, error);
}

bool app_set_setting(App *app, Setting setting, const char *value, GError **error) {
  const SettingInfo *info = &SETTINGS[setting];
  g_autofree char *text = *value == '\0' ? NULL : checked(info, value, error);
  if (text == NULL && *value != '\0') return false;
  if (setting == SETTING_MOCKS && exam_is_open(app)) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "A practice exam is open: hand it in or give it up before the reserve changes.");
    return false;
  }
  if (!store_set_setting(app->store, info->key, text, error)) return false;
  if (setting == SETTING_MOCKS) return app_fill_reserve(app, error);
  bool derived = setting == SETTING_RETENTION || setting == SETTING_TARGET;
  return !derived || reschedule(app, error);
}

double app_target(App *app) {
  return app_setting_number(app, SETTING_TARGET) / 100.0;
}

static const char FSRS_KEY[] = "fsrs-parameters";

FsrsParams app_fsrs_params(App *app) {
  g_autofree char *text = store_setting(app->store, FSRS_KEY);
  FsrsParams params = FSRS_DEFAULTS;
  g_auto(GStrv) words = g_strsplit(text == NULL ? "" : text, " ", -1);
  if (g_strv_length(words) != FSRS_PARAMS) return params;
  for (int i = 0; i < FSRS_PARAMS; i++) params.w[i] = g_ascii_strtod(words[i], NULL);
  return fsrs_params_valid(&params) ? params : FSRS_DEFAULTS;
}

bool app_set_fsrs_params(App *app, const FsrsParams *params, GError **error) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < FSRS_PARAMS; i++) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
                           g_ascii_dtostr(number, sizeof number, params->w[i]));
  }
  bool good = store_set_setting(app->store, FSRS_KEY, text->str, error) && reschedule(app, error);
  g_string_free(text, TRUE);
  return good;
}

bool app_first_start(App *app) {
  g_autofree char *done = store_setting(app->store, FIRST_START);
  return done == NULL && !store_is_read_only(app->store);
}

bool app_first_start_done(App *app, GError **error) {
  return store_set_setting(app->store, FIRST_START, "done", error);
}
