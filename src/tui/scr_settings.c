/* scr_settings - the learner's choices in a list, and the two questions of the first start. */
#include "core/text.h"
#include "tui/screen.h"

typedef struct {
  Screen base;
  int focus;
} SettingsScreen;

static void store(Ui *ui, Setting setting, const char *value) {
  GError *error = NULL;
  if (!app_set_setting(ui->app, setting, value, &error)) {
    ui_say_error(ui, error);
    return;
  }
  if (setting == SETTING_THEME) ui->theme_changed = true;
  g_autofree char *now = app_setting(ui->app, setting);
  ui_say(ui, ROLE_NORMAL, "%s: %s", app_setting_info(setting)->title, *now == '\0' ? "none" : now);
}

/* -- changing ---------------------------------------------------------------------------------- */

static void value_given(Ui *ui, const char *text, void *user) {
  if (text != NULL) store(ui, (Setting)GPOINTER_TO_INT(user), text);
}

static const char *const THEMES[] = {"default", "vivid", "safe", "mono"};

static void theme_chosen(Ui *ui, int index, void *user) {
  (void)user;
  store(ui, SETTING_THEME, THEMES[index]);
}

static void edit(Ui *ui, Setting setting) {
  const SettingInfo *info = app_setting_info(setting);
  g_autofree char *value = app_setting(ui->app, setting);
  if (info->kind == SETTING_SWITCH)
    store(ui, setting, app_setting_number(ui->app, setting) ? "off" : "on");
  else if (info->kind == SETTING_WORD)
    ui_push(ui,
            scr_choice_new(ui, info->title, THEMES, G_N_ELEMENTS(THEMES), 0, theme_chosen, NULL));
  else
    ui_push(ui, scr_prompt_new(ui, info->title, info->help, value, value_given,
                               GINT_TO_POINTER((int)setting)));
}

static void step(Ui *ui, Setting setting, int by) {
  const SettingInfo *info = app_setting_info(setting);
  int number = app_setting_number(ui->app, setting);
  if (info->kind == SETTING_NUMBER) {
    int stride = setting == SETTING_MINUTES ? 5 : 1;
    g_autofree char *value =
        g_strdup_printf("%d", CLAMP(number + by * stride, info->low, info->high));
    store(ui, setting, value);
  } else if (info->kind == SETTING_SWITCH) {
    store(ui, setting, by > 0 ? "on" : "off");
  }
}

static bool act(Ui *ui, Screen *base, Action action) {
  SettingsScreen *screen = (SettingsScreen *)base;
  int last = SETTING_COUNT - 1;
  switch (action) {
  case ACTION_UP: screen->focus = MAX(screen->focus - 1, 0); return true;
  case ACTION_DOWN: screen->focus = MIN(screen->focus + 1, last); return true;
  case ACTION_FIRST: screen->focus = 0; return true;
  case ACTION_LAST: screen->focus = last; return true;
  case ACTION_LEFT: step(ui, (Setting)screen->focus, -1); return true;
  case ACTION_RIGHT: step(ui, (Setting)screen->focus, 1); return true;
  case ACTION_TOGGLE:
  case ACTION_ACCEPT: edit(ui, (Setting)screen->focus); return true;
  default: return false;
  }
}

/* -- drawing ----------------------------------------------------------------------------------- */

static void draw_setting(const Ui *ui, Canvas *canvas, int row, Setting setting, bool focused) {
  const SettingInfo *info = app_setting_info(setting);
  g_autofree char *value = app_setting(ui->app, setting);
  canvas_text(canvas, row, 2, 18, ROLE_NORMAL, info->title);
  canvas_text(canvas, row, 22, ui->cols - 23, ROLE_STRONG, *value == '\0' ? "none" : value);
  if (!focused) return;
  canvas_role(canvas, row, 0, ui->cols, ROLE_FOCUS);
  canvas_cursor(canvas, row, 2);
}

static void draw_help(const Ui *ui, Canvas *canvas, int row, int rows, Setting setting) {
  const char *help = app_setting_info(setting)->help;
  g_autoptr(GArray) lines = text_wrap(help, ui->cols - 4);
  for (int i = 0; i < rows && i < (int)lines->len; i++) {
    const TextLine *line = &g_array_index(lines, TextLine, i);
    canvas_span(canvas, row + i, 2, ui->cols - 4, ROLE_DIM, help + line->offset, line->length);
  }
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const SettingsScreen *screen = (const SettingsScreen *)base;
  int top = ui_body_top(ui), rows = ui_body_rows(ui);
  int list = MIN(SETTING_COUNT, MAX(rows - 3, 1));
  int first = CLAMP(screen->focus - list + 1, 0, SETTING_COUNT - list);
  chrome_title(canvas, "Settings", ui->cols < 60 ? "" : "kept at once");
  for (int i = 0; i < list; i++)
    draw_setting(ui, canvas, top + i, (Setting)(first + i), first + i == screen->focus);
  draw_help(ui, canvas, top + list + 1, rows - list - 1, (Setting)screen->focus);
}

static void close_settings(Screen *base) {
  g_free(base);
}

Screen *scr_settings_new(Ui *ui) {
  (void)ui;
  SettingsScreen *screen = g_new0(SettingsScreen, 1);
  screen->base.kind = &SCR_SETTINGS;
  return &screen->base;
}

static const Action ACTIONS[] = {ACTION_UP,     ACTION_DOWN,   ACTION_LEFT,  ACTION_RIGHT,
                                 ACTION_TOGGLE, ACTION_ACCEPT, ACTION_FIRST, ACTION_LAST,
                                 ACTION_BACK,   ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "change"},
                                    {ACTION_LEFT, "less"},
                                    {ACTION_RIGHT, "more"},
                                    {ACTION_BACK, "back"},
                                    {ACTION_NONE, NULL}};

const ScreenKind SCR_SETTINGS = {.name = "settings",
                                 .keys = {"settings", ACTIONS},
                                 .footer = FOOTER,
                                 .action = act,
                                 .draw = draw,
                                 .close = close_settings};

/* -- first start: two questions, both may be skipped ------------------------------------------- */

static void ask_date(Ui *ui, const char *text, const char *hint);
static void ask_minutes(Ui *ui, const char *text, const char *hint);

static void tell_truth(Ui *ui) {
  GError *error = NULL;
  g_autoptr(Home) home = app_home(ui->app, &error);
  if (home == NULL || !app_first_start_done(ui->app, &error)) {
    ui_say_error(ui, error);
    return;
  }
  if (!home->exam_set) return;
  g_autofree char *truth = app_plan_truth(ui->app, home);
  g_autofree char *text =
      g_strdup_printf("%s\n\nBoth can be changed at any time in Settings (s).", truth);
  ui_push(ui, scr_card_new(ui, "Your plan", text));
}

static void minutes_given(Ui *ui, const char *text, void *user) {
  (void)user;
  g_autoptr(GError) error = NULL;
  if (text != NULL && !app_set_setting(ui->app, SETTING_MINUTES, text, &error))
    ask_minutes(ui, text, error->message);
  else
    tell_truth(ui);
}

static void date_given(Ui *ui, const char *text, void *user) {
  (void)user;
  g_autoptr(GError) error = NULL;
  if (text != NULL && !app_set_setting(ui->app, SETTING_EXAM_DATE, text, &error))
    ask_date(ui, text, error->message);
  else
    ask_minutes(ui, "25", "Minutes a day. Esc skips.");
}

static void ask_date(Ui *ui, const char *text, const char *hint) {
  ui_push(ui, scr_prompt_new(ui, "When is your exam?", hint, text, date_given, NULL));
}

static void ask_minutes(Ui *ui, const char *text, const char *hint) {
  ui_push(ui, scr_prompt_new(ui, "How long a day?", hint, text, minutes_given, NULL));
}

void scr_welcome_open(Ui *ui) {
  ask_date(ui, "", "YYYY-MM-DD. Esc skips: it can be set later.");
}
