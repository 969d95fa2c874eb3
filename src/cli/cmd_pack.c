/* cmd_pack - packs: the verbs of `pawl pack`, and what is there. Sharing stands in cmd_pack_share.c,
 * writing in cmd_pack_author.c, signing in cmd_pack_sign.c, checking in cmd_lint.c.
 */
#include "app/shared.h"
#include "cli/cli.h"
#include "core/json.h"
#include <string.h>

/* -- list and show ----------------------------------------------------------------------------- */

static void print_pack(const PackInfo *info) {
  const AppPack *pack = info->pack;
  g_autofree char *signer = pack_signer_words(info), *state = pack_state_words(info);
  cli_print("%-20s %-10s %5d in play  %s\n%-20s %s; %s\n", pack->name, pack->version, pack->active,
            pack->title, "", signer, state);
}

static void print_whole(const PackInfo *info) {
  const AppPack *pack = info->pack;
  print_pack(info);
  cli_print("Id: %s\nLicence: %s\nFolder: %s\n", pack->uuid, pack->licence, pack->dir);
  if (pack->notice != NULL) cli_wrapped(0, pack->notice);
  for (guint i = 0; i < info->areas->len; i++) {
    const PackAreaCount *area = &g_array_index(info->areas, PackAreaCount, i);
    cli_print("  %-18s %4d items, %4d in play  %s\n", area->code, area->items, area->in_play,
              area->text);
  }
}

static json_t *areas_json(const GArray *areas) {
  json_t *list = json_array();
  for (guint i = 0; i < areas->len; i++) {
    const PackAreaCount *area = &g_array_index(areas, PackAreaCount, i);
    json_array_append_new(list, json_pack("{s:s,s:i,s:i}", "area", area->code, "items", area->items,
                                          "in_play", area->in_play));
  }
  return list;
}

static json_t *info_json(const PackInfo *info) {
  const AppPack *pack = info->pack;
  return json_pack("{s:s,s:s,s:s,s:s,s:i,s:s,s:b,s:b,s:s?,s:b,s:i,s:o}", "name", pack->name,
                   "version", pack->version, "title", pack->title, "licence", pack->licence,
                   "items", pack->active, "id", pack->uuid, "enabled", pack->enabled, "installed",
                   pack->installed, "signer", *info->signer == '\0' ? NULL : info->signer,
                   "signature_holds", info->seal == SEAL_HOLDS, "errors", (int)info->errors,
                   "areas", areas_json(info->areas));
}

/* NAME NULL lists all. */
static int show(Cli *cli, App *app, const char *name, GError **error) {
  g_autoptr(GPtrArray) infos = pack_infos(app, error);
  if (infos == NULL) return CLI_FAILURE;
  json_t *array = json_array();
  int found = 0;
  for (guint i = 0; i < infos->len; i++) {
    const PackInfo *info = infos->pdata[i];
    if (name != NULL && strcmp(info->pack->name, name) != 0) continue;
    found++;
    if (cli->options.json)
      json_array_append_new(array, info_json(info));
    else if (name != NULL)
      print_whole(info);
    else
      print_pack(info);
  }
  if (cli->options.json)
    cli_json(array);
  else
    json_decref(array);
  if (name != NULL && found == 0)
    return cli_fail("No pack is called '%s'. 'pawl pack list' names them.", name);
  return CLI_OK;
}

static int run_list(Cli *cli, App *app, GError **error) {
  return show(cli, app, NULL, error);
}
static int run_show(Cli *cli, App *app, GError **error) {
  return show(cli, app, cli->args[1], error);
}
static int list_verb(Cli *cli) {
  return cli_with_app(cli, run_list);
}
static int show_verb(Cli *cli) {
  return cli_with_app(cli, run_show);
}
static int lint_verb(Cli *cli) {
  return cmd_lint(cli, cli->args[1]);
}

/* -- the verbs --------------------------------------------------------------------------------- */

typedef struct {
  const char *name, *usage; /* what follows the verb */
  int least, most;          /* arguments after it */
  int (*run)(Cli *cli);
} PackVerb;

static const PackVerb VERBS[] = {
    {"lint", "DIR", 1, 1, lint_verb},
    {"show", "NAME", 1, 1, show_verb},
    {"list", "", 0, 0, list_verb},
    {"install", "PATH|FILE.zip|GIT-URL [--as NAME] [--key FILE.pub]", 1, 1, pack_install_verb},
    {"upgrade", "NAME [PATH|FILE.zip|GIT-URL] | NAME --undo", 1, 2, pack_upgrade_verb},
    {"remove", "NAME", 1, 1, pack_remove_verb},
    {"diff", "OLD NEW", 2, 2, pack_diff_verb},
    {"enable", "NAME", 1, 1, pack_enable_verb},
    {"disable", "NAME", 1, 1, pack_disable_verb},
    {"build", "DIR -o FILE.zip", 1, 1, pack_build_verb},
    {"new", "NAME [DIR]", 1, 2, pack_new_verb},
    {"edit", "ITEM", 1, 1, pack_edit_verb},
    {"keygen", "[-o FILE] [--no-password]", 0, 0, pack_keygen_verb},
    {"sign", "DIR [--key FILE]", 1, 1, pack_sign_verb},
    {"verify", "PATH [--key FILE.pub]", 1, 1, pack_verify_verb},
    {"reports", "NAME -o FILE | --import FILE", 0, 1, pack_reports_verb},
};

void pack_print_verbs(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(VERBS); i++)
    cli_print("  pawl pack %s %s\n", VERBS[i].name, VERBS[i].usage);
}

static int unknown_verb(const char *verb) {
  const char *names[G_N_ELEMENTS(VERBS) + 1] = {NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(VERBS); i++) names[i] = VERBS[i].name;
  const char *near = cli_nearest(verb, names);
  if (near != NULL) return cli_usage("There is no 'pack %s'. Did you mean 'pack %s'?", verb, near);
  g_autofree char *all = g_strjoinv(", ", (char **)names);
  return cli_usage("There is no 'pack %s': use one of %s.", verb, all);
}

int cmd_pack(Cli *cli) {
  const char *verb = cli->args[0];
  for (size_t i = 0; i < G_N_ELEMENTS(VERBS); i++) {
    const PackVerb *row = &VERBS[i];
    if (strcmp(row->name, verb) != 0) continue;
    if (cli->n_args - 1 < row->least)
      return cli_usage("'pawl pack %s' needs more: pawl pack %s %s", verb, verb, row->usage);
    if (cli->n_args - 1 > row->most)
      return cli_usage("'pawl pack %s' takes no '%s'.", verb, cli->args[row->most + 1]);
    return row->run(cli);
  }
  return unknown_verb(verb);
}
