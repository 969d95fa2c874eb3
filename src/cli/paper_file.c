/* paper_file - reports as files to hand on. */
#include "app/target.h"
#include "cli/cli.h"

bool cli_may_write_paper(const Cli *cli) {
  PaperForm form;
  const char *path = cli->options.output;
  if (path != NULL && !paper_form_from_path(path, &form))
    cli_usage("The form of a report is told by its ending: .html, .md or .csv, not '%s'.", path);
  else if (path != NULL && cli->options.json)
    cli_usage("-o writes a file, --json prints: give one of them.");
  else
    return true;
  return false;
}

static bool is_paper(const char *path, const void *form) {
  return paper_is_at(path, *(const PaperForm *)form);
}

bool cli_write_paper(const Paper *paper, const char *path, GError **error) {
  PaperForm form = PAPER_HTML;
  paper_form_from_path(path, &form);
  if (!target_may_write(path, "report", is_paper, &form, error)) return false;
  g_autofree char *text = paper_write(paper, form);
  if (!g_file_set_contents_full(path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                error))
    return false;
  cli_print("Wrote the report to %s.\n", path);
  return true;
}
