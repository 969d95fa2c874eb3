/* cmd_glossary - `pawl glossary [TERM...]`. */
#include "cli/cli.h"
#include "core/json.h"
#include "report/phrase.h"
#include <stdlib.h>

void cli_term(const GlossaryTerm *term) {
  g_autofree char *name = phrase_term(term);
  cli_wrapped(0, name);
  cli_wrapped(2, term->text);
}

static void print_json(const GPtrArray *terms) {
  json_t *array = json_array();
  for (guint i = 0; i < terms->len; i++) {
    const GlossaryTerm *term = terms->pdata[i];
    json_array_append_new(array, json_pack("{s:s,s:s?,s:s,s:o,s:o}", "term", term->term, "long",
                                           term->expansion, "text", term->text, "also",
                                           json_from_strings(term->also), "tags",
                                           json_from_strings(term->tags)));
  }
  char *text = json_dumps(array, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
  printf("%s\n", text);
  free(text);
  json_decref(array);
}

/* The term of that name alone where there is one, else all that hold the words. */
static GPtrArray *wanted(const Glossary *glossary, const char *words) {
  const GlossaryTerm *term = words == NULL ? NULL : glossary_lookup(glossary, words);
  if (term == NULL) return glossary_search(glossary, words);
  GPtrArray *one = g_ptr_array_new();
  g_ptr_array_add(one, (gpointer)term);
  return one;
}

int cmd_glossary(Cli *cli) {
  g_autofree char *words = cli->n_args == 0 ? NULL : g_strjoinv(" ", cli->args);
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  g_autoptr(GPtrArray) terms = wanted(app_glossary(app), words);
  if (cli->options.json) print_json(terms);
  cli_pager_open();
  for (guint i = 0; i < terms->len && !cli->options.json; i++) {
    if (i > 0) cli_print("\n");
    cli_term(terms->pdata[i]);
  }
  cli_pager_close();
  int found = (int)terms->len;
  app_close(app);
  if (found > 0 || cli->options.json) return CLI_OK;
  return words == NULL
             ? cli_fail("No pack here brings a glossary.")
             : cli_fail("No term matches '%s'. 'pawl glossary' lists all of them.", words);
}
