/* cmd_pack_author - for those who write packs: new, edit, build, reports. */
#include "app/shared.h"
#include "app/target.h"
#include "cli/cli.h"
#include "core/text.h"
#include <glib/gstdio.h>
#include <string.h>

/* -- new and build ----------------------------------------------------------------------------- */

int pack_new_verb(Cli *cli) {
  const char *name = cli->args[1], *dir = cli->args[2] != NULL ? cli->args[2] : name;
  GError *error = NULL;
  if (!pack_new(&cli->clock, name, dir, &error)) return cli_fail_error(error);
  cli_print("Made %s with one item. Check it with: pawl pack lint --strict %s\n"
            "Try it with: pawl pack install %s\n",
            dir, dir, dir);
  return CLI_OK;
}

int pack_build_verb(Cli *cli) {
  guint files = 0;
  GError *error = NULL;
  if (cli->options.output == NULL) return cli_usage("'pawl pack build' needs -o FILE.zip.");
  if (!target_may_write(cli->options.output, "pack", NULL, NULL, &error) ||
      !pack_build(cli->args[1], cli->options.output, &files, &error))
    return cli_fail_error(error);
  cli_print("Wrote %s with %u files.\n", cli->options.output, files);
  return CLI_OK;
}

/* -- edit -------------------------------------------------------------------------------------- */

static const char *editor(void) {
  const char *visual = g_getenv("VISUAL"), *plain = g_getenv("EDITOR");
  if (visual != NULL && *visual != '\0') return visual;
  return plain != NULL && *plain != '\0' ? plain : "vi";
}

/* Runs the editor on FILE; true where it ended well. */
static bool run_editor(const char *file, int line, GError **error) {
  g_auto(GStrv) words = NULL;
  g_autoptr(GPtrArray) argv = g_ptr_array_new();
  g_autofree char *at = g_strdup_printf("+%d", line);
  int status = 0;
  if (!g_shell_parse_argv(editor(), NULL, &words, error)) return false;
  for (char **word = words; *word != NULL; word++) g_ptr_array_add(argv, *word);
  g_autofree char *base = g_path_get_basename(words[0]);
  static const char *const take_lines[] = {"vi",  "vim", "nvim", "nano", "emacs", "micro",
                                           "joe", "ne",  "kak",  "vis",  NULL};
  if (g_strv_contains(take_lines, base)) g_ptr_array_add(argv, at);
  g_ptr_array_add(argv, (char *)file);
  g_ptr_array_add(argv, NULL);
  fflush(stdout);
  return g_spawn_sync(NULL, (char **)argv->pdata, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL, NULL,
                      &status, error) &&
         g_spawn_check_wait_status(status, error);
}

static int refused(const PackEdit *edit, DiagList *findings) {
  diag_list_sort(findings);
  for (guint i = 0; i < findings->list->len; i++) {
    const Diag *diag = findings->list->pdata[i];
    g_autofree char *line = diag_format(diag);
    if (diag->severity == DIAG_ERROR) cli_fail("%s", line);
  }
  return cli_fail(
      "The pack would not be usable so, and its file was left as it was. Your copy is %s",
      edit->copy);
}

static int tell(const PackEdit *edit, EditResult result, DiagList *findings) {
  switch (result) {
  case EDIT_UNCHANGED: cli_print("Nothing was changed.\n"); return CLI_OK;
  case EDIT_TAKEN:
    cli_print("%s in %s is the edited one now.\n", edit->name, edit->dir);
    return CLI_OK;
  case EDIT_REFUSED: return refused(edit, findings);
  case EDIT_FAILED: break;
  }
  return CLI_FAILURE;
}

static int run_edit(Cli *cli, App *app, GError **error) {
  g_autoptr(DiagList) findings = diag_list_new();
  g_autoptr(GError) fault = NULL;
  PackEdit *edit = pack_edit_begin(app, cli->args[1], error);
  int status = CLI_FAILURE;
  if (edit == NULL) return CLI_FAILURE;
  if (!run_editor(edit->copy, edit->line, &fault))
    cli_fail("The editor '%s' did not end well (%s), so nothing was taken over. Your copy is %s",
             editor(), fault->message, edit->copy);
  else
    status = tell(edit, pack_edit_finish(edit, findings, error), findings);
  pack_edit_free(edit);
  return status;
}

int pack_edit_verb(Cli *cli) {
  return cli_with_app(cli, run_edit);
}

/* -- reports ----------------------------------------------------------------------------------- */

static int run_reports(Cli *cli, App *app, GError **error) {
  g_autoptr(GArray) reports = pack_reports(app, cli->args[1], error);
  if (reports == NULL) return CLI_FAILURE;
  g_autofree char *text = pack_reports_write(reports);
  if (!target_may_write(cli->options.output, "reports", NULL, NULL, error) ||
      !g_file_set_contents(cli->options.output, text, -1, error))
    return CLI_FAILURE;
  cli_print("Wrote %u reports to %s. Send it to the pack's author.\n", reports->len,
            cli->options.output);
  return CLI_OK;
}

/* A report beside the item that it is about. */
static void print_report(App *app, const PackReport *report) {
  g_autofree char *date = clock_format_date(report->day);
  int64_t row = app_item_find(app, report->item, NULL);
  g_autoptr(ItemView) view = row == 0 ? NULL : app_item_view(app, row, NULL);
  cli_print("%s  %s%s\n", report->item, date,
            view == NULL                                 ? "  (not in your packs)"
            : strcmp(view->row->hash, report->hash) != 0 ? "  (the item has changed since)"
                                                         : "");
  if (view != NULL) {
    g_autofree char *stem = text_fold(view->item->stem);
    cli_wrapped(2, stem);
  }
  g_autofree char *note = g_strdup_printf("Report: %s", report->note);
  cli_wrapped(4, note);
}

static int run_import(Cli *cli, App *app, GError **error) {
  g_autofree char *text = NULL;
  gsize size = 0;
  if (!g_file_get_contents(cli->options.import, &text, &size, error)) return CLI_FAILURE;
  g_autoptr(GArray) reports = pack_reports_read(text, size, error);
  if (reports == NULL) return CLI_FAILURE;
  for (guint i = 0; i < reports->len; i++)
    print_report(app, &g_array_index(reports, PackReport, i));
  cli_print("%u reports.\n", reports->len);
  return CLI_OK;
}

int pack_reports_verb(Cli *cli) {
  if (cli->options.import != NULL) return cli_with_app(cli, run_import);
  if (cli->args[1] == NULL || cli->options.output == NULL)
    return cli_usage("Write: pawl pack reports NAME -o FILE, or pawl pack reports --import FILE");
  return cli_with_app(cli, run_reports);
}
