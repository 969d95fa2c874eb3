/* cmd_care - settings, marks on items, and looking after the database. */
#include "cli/cli.h"
#include <string.h>

/* -- settings ---------------------------------------------------------------------------------- */

static void print_setting(App *app, Setting setting, bool with_help) {
  const SettingInfo *info = app_setting_info(setting);
  g_autofree char *value = app_setting(app, setting);
  cli_print("%-12s %-12s", info->key, *value == '\0' ? "(none)" : value);
  cli_print(with_help ? "  %s\n" : "\n", info->help);
}

static int change_setting(Cli *cli, App *app) {
  Setting setting;
  if (!app_setting_from_key(cli->args[0], &setting)) {
    const char *keys[SETTING_COUNT + 1] = {0};
    for (int i = 0; i < SETTING_COUNT; i++) keys[i] = app_setting_info((Setting)i)->key;
    const char *near = cli_nearest(cli->args[0], keys);
    return near != NULL
               ? cli_usage("There is no setting '%s'. Did you mean '%s'?", cli->args[0], near)
               : cli_usage("There is no setting '%s'. 'pawl set' lists them.", cli->args[0]);
  }
  GError *error = NULL;
  if (cli->n_args == 2 && !app_set_setting(app, setting, cli->args[1], &error))
    return cli_fail_error(error);
  print_setting(app, setting, false);
  return CLI_OK;
}

int cmd_set(Cli *cli) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  int status = CLI_OK;
  if (cli->n_args > 0)
    status = change_setting(cli, app);
  else
    for (int i = 0; i < SETTING_COUNT; i++) print_setting(app, (Setting)i, true);
  app_close(app);
  return status;
}

/* -- marks on items ---------------------------------------------------------------------------- */

typedef bool (*MarkFn)(App *app, int64_t item, const char *note, GError **error);

static int mark(Cli *cli, MarkFn apply, const char *done) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  int64_t item = app_item_find(app, cli->args[0], &error);
  const char *note = cli->n_args > 1 ? cli->args[1] : "";
  bool good = item != 0 && apply(app, item, note, &error);
  app_close(app);
  if (!good) return cli_fail_error(error);
  cli_print("%s %s.\n", cli->args[0], done);
  return CLI_OK;
}

static bool put_aside(App *app, int64_t item, const char *note, GError **error) {
  (void)note;
  return app_set_suspended(app, item, true, error);
}

static bool bring_back(App *app, int64_t item, const char *note, GError **error) {
  (void)note;
  return app_set_suspended(app, item, false, error);
}

static bool take_flag(App *app, int64_t item, const char *note, GError **error) {
  (void)note;
  return app_flag(app, item, NULL, error);
}

int cmd_suspend(Cli *cli) {
  return mark(cli, put_aside, "is suspended and will not be asked");
}
int cmd_resume(Cli *cli) {
  return mark(cli, bring_back, "is asked again");
}
int cmd_flag(Cli *cli) {
  return mark(cli, app_flag, "is flagged");
}
int cmd_unflag(Cli *cli) {
  return mark(cli, take_flag, "is no longer flagged");
}

/* -- care -------------------------------------------------------------------------------------- */

static void print_lines(const GPtrArray *lines) {
  for (guint i = 0; i < lines->len; i++) cli_print("%s\n", (char *)lines->pdata[i]);
}

/* A file that cannot be opened any more: set aside, restored from backup and log. */
static int recover(Cli *cli, GError *damage) {
  if (!cli->options.repair) {
    cli_fail_error(damage);
    return cli_fail("'pawl doctor --repair' restores it from a backup and the log.");
  }
  cli_print("%s\n", damage->message);
  g_clear_error(&damage);
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  bool good = app_recover(&cli->config, report, &damage);
  print_lines(report);
  return good ? CLI_OK : cli_fail_error(damage);
}

int cmd_doctor(Cli *cli) {
  GError *error = NULL;
  App *app = app_open(&cli->config, &error);
  if (app == NULL) return app_error_is_corrupt(error) ? recover(cli, error) : cli_fail_error(error);
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  bool well = app_doctor(app, cli->options.repair, report, &error);
  print_lines(report);
  app_close(app);
  if (error != NULL) return cli_fail_error(error);
  return well ? CLI_OK : CLI_FAILURE;
}

int cmd_rebuild(Cli *cli) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  RebuildReport report = {0}, done = {0};
  bool good = app_rebuild(app, true, &report, &error) && app_rebuild(app, false, &done, &error);
  app_close(app);
  if (!good) return cli_fail_error(error);
  cli_print("Replayed %" G_GINT64_FORMAT " answers into %" G_GINT64_FORMAT
            " cards; %" G_GINT64_FORMAT " differed from what was stored.\n",
            report.answers, report.cards, report.changed);
  return CLI_OK;
}

int cmd_backup(Cli *cli) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  bool good = app_backup(app, &error);
  app_close(app);
  if (!good) return cli_fail_error(error);
  cli_print("A verified backup was written.\n");
  return CLI_OK;
}
