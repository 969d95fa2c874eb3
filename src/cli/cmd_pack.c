/* cmd_pack - packs: check a folder, show what is installed. */
#include "cli/cli.h"
#include "core/json.h"
#include "pack/lint.h"
#include <string.h>

/* -- lint -------------------------------------------------------------------------------------- */

static void print_findings_json(const DiagList *list, const LintSummary *summary) {
  json_t *findings = json_array();
  for (guint i = 0; i < list->list->len; i++) {
    const Diag *diag = list->list->pdata[i];
    json_array_append_new(findings,
                          json_pack("{s:s,s:s,s:s,s:i,s:i,s:s?,s:s}", "severity",
                                    diag_severity_name(diag->severity), "rule", diag->rule, "file",
                                    diag->file, "line", diag->line, "column", diag->column, "item",
                                    diag->item, "message", diag->message));
  }
  json_t *o = json_pack("{s:i,s:i,s:i,s:i,s:i,s:i,s:f,s:f,s:f,s:o}", "errors",
                        (int)list->counts[DIAG_ERROR], "warnings", (int)list->counts[DIAG_WARNING],
                        "notes", (int)list->counts[DIAG_NOTE], "active", summary->active, "singles",
                        summary->singles, "longest_is_key", summary->longest_is_key,
                        "longest_chance", summary->longest_chance, "longest_p", summary->longest_p,
                        "key_position_p", summary->key_p, "findings", findings);
  char *text = json_dumps(o, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
  printf("%s\n", text);
  free(text);
  json_decref(o);
}

static void print_summary(const DiagList *list, const LintSummary *summary) {
  cli_print("%u errors, %u warnings, %u notes\n", list->counts[DIAG_ERROR],
            list->counts[DIAG_WARNING], list->counts[DIAG_NOTE]);
  cli_print("%d items active, %d draft, %d retired\n", summary->active, summary->draft,
            summary->retired);
  if (summary->singles == 0) return;
  cli_print("The longest option is the key in %d of %d single items (chance %.0f %%, p = %.3f).\n",
            summary->longest_is_key, summary->singles, 100 * summary->longest_chance,
            summary->longest_p);
  cli_print("Keys by place: ");
  for (int i = 0; i < 8 && (i < 4 || summary->key_at[i] > 0); i++)
    cli_print("%s%d", i > 0 ? ", " : "", summary->key_at[i]);
  cli_print(" (chi-square %.2f, p = %.3f).\n", summary->key_chi2, summary->key_p);
}

static int lint_status(const Cli *cli, const DiagList *list) {
  if (list->counts[DIAG_ERROR] > 0) return 2;
  return cli->options.strict && list->counts[DIAG_WARNING] > 0 ? 1 : 0;
}

static int lint(Cli *cli, const char *dir) {
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(Pack) pack = pack_read(dir, list);
  LintSummary summary = {0};
  int64_t now = clock_now(&cli->clock);
  if (pack != NULL)
    pack_lint(pack, clock_study_day(now, clock_offset(&cli->clock, now), 0), list, &summary);
  diag_list_sort(list);
  if (cli->options.json) {
    print_findings_json(list, &summary);
    return lint_status(cli, list);
  }
  for (guint i = 0; i < list->list->len; i++) {
    g_autofree char *line = diag_format(list->list->pdata[i]);
    cli_print("%s\n", line);
  }
  print_summary(list, &summary);
  return lint_status(cli, list);
}

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
  return strcmp(verb, "lint") == 0 ? lint(cli, argument) : show(cli, argument);
}
