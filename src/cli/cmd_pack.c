/* cmd_pack - packs: show what is installed; checking a folder stands in cmd_lint.c. */
#include "cli/cli.h"
#include "core/json.h"
#include <string.h>

/* -- list and show ----------------------------------------------------------------------------- */

static void print_pack(const AppPack *pack, bool whole) {
  cli_print("%-20s %-10s %5d items  %s\n", pack->name, pack->version, pack->active, pack->title);
  if (!whole) return;
  cli_print("Licence: %s\nFolder: %s\n", pack->licence, pack->dir);
  if (pack->notice != NULL) cli_wrapped(0, pack->notice);
}

static json_t *pack_json(const AppPack *pack) {
  return json_pack("{s:s,s:s,s:s,s:s,s:i}", "name", pack->name, "version", pack->version, "title",
                   pack->title, "licence", pack->licence, "items", pack->active);
}

static void print_areas_of(App *app) {
  g_autoptr(Home) home = app_home(app, NULL);
  for (guint i = 0; home != NULL && i < home->areas->len; i++) {
    const AppArea *area = home->areas->pdata[i];
    cli_print("  %-18s %4d items  %s\n", area->code, area->served, area->text);
  }
}

/* NAME NULL lists all. */
static int show(Cli *cli, const char *name) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  g_autoptr(GPtrArray) packs = app_packs(app, &error);
  json_t *array = json_array();
  int found = 0;
  for (guint i = 0; packs != NULL && i < packs->len; i++) {
    const AppPack *pack = packs->pdata[i];
    if (name != NULL && strcmp(pack->name, name) != 0) continue;
    found++;
    if (cli->options.json)
      json_array_append_new(array, pack_json(pack));
    else
      print_pack(pack, name != NULL);
  }
  if (name != NULL && found > 0 && !cli->options.json) print_areas_of(app);
  if (cli->options.json) {
    char *text = json_dumps(array, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    printf("%s\n", text);
    free(text);
  }
  json_decref(array);
  app_close(app);
  if (packs == NULL) return cli_fail_error(error);
  if (name != NULL && found == 0)
    return cli_fail("No pack is called '%s'. 'pawl pack list' names them.", name);
  return CLI_OK;
}

int cmd_pack(Cli *cli) {
  static const char *const verbs[] = {"lint", "show", "list", NULL};
  const char *verb = cli->args[0], *argument = cli->args[1];
  bool is_list = strcmp(verb, "list") == 0;
  if (is_list && argument != NULL) return cli_usage("'pawl pack list' takes no '%s'.", argument);
  if (is_list) return show(cli, NULL);
  const char *near = cli_nearest(verb, verbs);
  if (strcmp(verb, "lint") != 0 && strcmp(verb, "show") != 0)
    return near != NULL ? cli_usage("There is no 'pack %s'. Did you mean 'pack %s'?", verb, near)
                        : cli_usage("There is no 'pack %s': use lint, show or list.", verb);
  if (argument == NULL)
    return cli_usage("'pawl pack %s' needs %s.", verb,
                     strcmp(verb, "lint") == 0 ? "the folder of a pack" : "the name of a pack");
  return strcmp(verb, "lint") == 0 ? cmd_lint(cli, argument) : show(cli, argument);
}
