/* cmd_stats - how items behave over many learners: `pawl items stats`. */
#include "app/pooled.h"
#include "cli/cli.h"
#include <math.h>

#define PLAIN_COLUMNS 78

static json_t *number_or_null(double value) {
  return isfinite(value) ? json_real(value) : json_null();
}

static json_t *flags_json(unsigned flags) {
  static const ItemstatsFlag all[] = {ITEMSTATS_WRONG_KEY, ITEMSTATS_TOO_HARD, ITEMSTATS_TOO_EASY,
                                      ITEMSTATS_DEAD_DISTRACTOR, ITEMSTATS_FEW};
  json_t *array = json_array();
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
    if (flags & all[i]) json_array_append_new(array, json_string(pooled_flag_name(all[i])));
  return array;
}

static json_t *options_json(const PooledItem *item) {
  json_t *array = json_array();
  for (int o = 0; o < item->key.options; o++) {
    const ItemstatsOption *option = &item->figures.option[o];
    json_array_append_new(
        array, json_pack("{s:s,s:b,s:b,s:I,s:o,s:o}", "id", item->option[o], "key",
                         (int)(item->key.key >> o & 1), "dead", (int)(item->figures.dead >> o & 1),
                         "n", (json_int_t)option->n, "rate", number_or_null(option->rate), "rest",
                         number_or_null(option->rest)));
  }
  return array;
}

static json_t *item_json(const PooledItem *item) {
  const ItemstatsItem *f = &item->figures;
  return json_pack("{s:s,s:s,s:s,s:s?,s:b,s:I,s:o,s:o,s:o,s:s,s:o,s:o}", "id", item->id, "pack",
                   item->pack, "hash", item->hash, "title", item->title, "sealed", item->sealed,
                   "n", (json_int_t)f->n, "facility", number_or_null(f->facility), "shrunk",
                   number_or_null(f->shrunk), "discrimination", number_or_null(f->discrimination),
                   "key_from", pooled_key_name(item->source), "flags", flags_json(f->flags),
                   "options", options_json(item));
}

static json_t *form_json(const Pooled *pooled) {
  const ItemstatsForm *f = &pooled->form;
  return json_pack("{s:I,s:I,s:I,s:o,s:o,s:o,s:o,s:o,s:o}", "learners", (json_int_t)f->persons,
                   "items", (json_int_t)f->items, "answers", (json_int_t)pooled->answers,
                   "facility", number_or_null(f->facility), "mean", number_or_null(f->mean), "sd",
                   number_or_null(f->sd), "kr20", number_or_null(f->kr20), "alpha",
                   number_or_null(f->alpha), "prior", number_or_null(f->prior));
}

static void print_json(const Pooled *pooled) {
  json_t *items = json_array(), *notes = json_array();
  for (guint i = 0; i < pooled->items->len; i++)
    json_array_append_new(items, item_json(pooled->items->pdata[i]));
  for (guint i = 0; i < pooled->notes->len; i++)
    json_array_append_new(notes, json_string(pooled->notes->pdata[i]));
  cli_json(json_pack("{s:i,s:i,s:o,s:i,s:I,s:o,s:o}", "logs", pooled->logs, "skipped",
                     pooled->skipped, "form", form_json(pooled), "minimum_n", ITEMSTATS_MIN_N,
                     "left_out", (json_int_t)pooled->left_out, "items", items, "notes", notes));
}

static void print_plain(const Pooled *pooled) {
  g_autoptr(Doc) doc = pooled_doc(pooled, PLAIN_COLUMNS);
  cli_pager_open();
  cli_doc(doc);
  cli_pager_close();
}

int items_stats(Cli *cli, App *app, GError **error) {
  g_autoptr(Pooled) pooled = app_pool(app, (const char *const *)cli->args + 1, error);
  if (pooled == NULL) return CLI_FAILURE;
  for (guint i = 0; i < pooled->notes->len; i++) cli_fail("%s", (char *)pooled->notes->pdata[i]);
  if (cli->options.json)
    print_json(pooled);
  else
    print_plain(pooled);
  if (pooled->skipped == 0) return CLI_OK;
  return cli_fail("%d log%s could not be taken; the rest was. See above.", pooled->skipped,
                  pooled->skipped == 1 ? "" : "s");
}
