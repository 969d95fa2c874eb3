/* cmd_pack_share - packs come, change and go: what will happen is said item by item before it does. */
#include "app/shared.h"
#include "cli/cli.h"
#include "core/text.h"
#include <string.h>

#define TITLE_COLUMNS 56

/* Sentences that the change left behind, from number FROM on. */
static void print_notices(App *app, guint from) {
  const GPtrArray *notices = app_notices(app);
  for (guint i = from; i < notices->len; i++) cli_fail("%s", (char *)notices->pdata[i]);
}

/* -- changes ----------------------------------------------------------------------------------- */

static const char *const WORDS[CHANGE_KINDS] = {
    "unchanged: all kept",
    "moved: all kept",
    "edited: schedule kept, a new version",
    "new key: kept, but left out of mastery and asked again",
    "replaced: begins anew, the old question retires",
    "refused: another question under a known id",
    "new",
    "gone: retired, never deleted",
    "retired: not asked any more, history kept"};

static void print_change(const Change *change) {
  const char *stem = change->item != NULL ? change->item->stem : NULL;
  const char *id = change->item != NULL ? change->item->id : change->old->code;
  g_autofree char *folded = text_fold(stem == NULL ? "" : stem);
  g_autofree char *title = text_shorten(folded, TITLE_COLUMNS);
  g_autofree char *from =
      change->kind == CHANGE_MOVED ? g_strdup_printf(" (was %s)", change->old->code) : g_strdup("");
  bool compared = change->kind == CHANGE_EDITED || change->kind == CHANGE_REKEYED ||
                  change->kind == CHANGE_REPLACED || change->kind == CHANGE_REFUSED;
  g_autofree char *alike =
      compared ? g_strdup_printf(", stem %.2f alike", change->likeness) : g_strdup("");
  cli_print("  %s%s: %s%s\n", id, from, change_kind_name(change->kind), alike);
  if (*title != '\0') cli_print("      %s\n", title);
}

static void print_changes(const Changes *changes) {
  for (guint i = 0; i < changes->list->len; i++) {
    const Change *change = changes->list->pdata[i];
    if (change->kind != CHANGE_SAME) print_change(change);
  }
}

static void print_counts(const Changes *changes) {
  for (int kind = 0; kind < CHANGE_KINDS; kind++)
    if (changes->counts[kind] > 0) cli_print("%5u %s\n", changes->counts[kind], WORDS[kind]);
}

static json_t *changes_json(const Changes *changes) {
  json_t *list = json_array();
  for (guint i = 0; i < changes->list->len; i++) {
    const Change *change = changes->list->pdata[i];
    json_array_append_new(list,
                          json_pack("{s:s?,s:s?,s:s,s:f}", "item",
                                    change->item != NULL ? change->item->id : NULL, "before",
                                    change->old != NULL ? change->old->code : NULL, "change",
                                    change_kind_name(change->kind), "likeness", change->likeness));
  }
  return list;
}

/* -- install ----------------------------------------------------------------------------------- */

static void print_trust(const Edition *edition) {
  char id[17];
  sign_id_format(edition->signer.id, id);
  switch (edition->trust) {
  case TRUST_UNSIGNED:
    cli_print("It is not signed: nobody vouches for where it comes from.\n");
    break;
  case TRUST_FIRST:
    cli_print("It is signed by the key %s, which is held to from now on.\n", id);
    cli_wrapped(0, "A signature says where a pack comes from, not that it is good.");
    break;
  case TRUST_KNOWN: cli_print("It is signed by the same key as before, %s.\n", id); break;
  case TRUST_MOVED: cli_print("It is signed by %s, which is held to from now on.\n", id); break;
  }
}

static int run_install(Cli *cli, App *app, GError **error) {
  guint told = app_notices(app)->len;
  g_autoptr(Edition) edition = NULL;
  g_autofree char *name =
      pack_install(app, cli->args[1], cli->options.as, cli->options.key, &edition, error);
  if (name == NULL) return CLI_FAILURE;
  if (cli->options.json) {
    cli_json(json_pack("{s:s,s:s,s:i,s:b}", "name", name, "version", edition->pack->version,
                       "items", (int)edition->pack->items->len, "signed",
                       edition->trust != TRUST_UNSIGNED));
  } else {
    cli_print("Installed %s %s: %u items.\n", name, edition->pack->version,
              edition->pack->items->len);
    print_trust(edition);
  }
  print_notices(app, told);
  return CLI_OK;
}

int pack_install_verb(Cli *cli) {
  return cli_with_app(cli, run_install);
}

/* -- upgrade ----------------------------------------------------------------------------------- */

static bool may_go_on(const Cli *cli, const PackUpgrade *plan) {
  if (!plan->older || plan->before != NULL) return true;
  g_autofree char *question =
      g_strdup_printf("%s is at version %s, and this is the older %s. Go back to it?", plan->name,
                      plan->from, plan->to);
  return cli_agreed(cli, question);
}

static bool changes_nothing(const PackUpgrade *plan) {
  const Changes *changes = plan->changes;
  return changes->counts[CHANGE_SAME] == changes->list->len && strcmp(plan->from, plan->to) == 0;
}

static void print_plan(const PackUpgrade *plan) {
  cli_print("%s: from version %s to %s\n", plan->name, plan->from, plan->to);
  print_changes(plan->changes);
  print_counts(plan->changes);
  if (plan->edition != NULL) print_trust(plan->edition);
  fflush(stdout);
}

static int apply(Cli *cli, App *app, PackUpgrade *plan, GError **error) {
  guint told = app_notices(app)->len;
  bool json = cli->options.json;
  if (!json) print_plan(plan);
  if (!may_go_on(cli, plan) || !pack_upgrade_apply(app, plan, error)) return CLI_FAILURE;
  if (json)
    cli_json(json_pack("{s:s,s:s,s:s,s:o}", "name", plan->name, "from", plan->from, "to", plan->to,
                       "changes", changes_json(plan->changes)));
  else if (changes_nothing(plan))
    cli_print("Done; the items were the same already.\n");
  else
    cli_print("Done: %s is at version %s. To go back: pawl pack upgrade %s --undo\n", plan->name,
              plan->to, plan->name);
  print_notices(app, told);
  return CLI_OK;
}

static int run_upgrade(Cli *cli, App *app, GError **error) {
  const char *name = cli->args[1], *source = cli->args[2];
  g_autoptr(PackUpgrade) plan = cli->options.undo
                                    ? pack_undo_plan(app, name, error)
                                    : pack_upgrade_plan(app, name, source, cli->options.key, error);
  return plan == NULL ? CLI_FAILURE : apply(cli, app, plan, error);
}

int pack_upgrade_verb(Cli *cli) {
  if (cli->options.undo && cli->args[2] != NULL)
    return cli_usage("'pawl pack upgrade --undo' takes the name of a pack alone.");
  return cli_with_app(cli, run_upgrade);
}

/* -- remove, enable, disable ------------------------------------------------------------------- */

static int run_remove(Cli *cli, App *app, GError **error) {
  if (!pack_remove(app, cli->args[1], error)) return CLI_FAILURE;
  cli_print("Removed %s. Your answers stay, and come back with the pack.\n", cli->args[1]);
  return CLI_OK;
}

int pack_remove_verb(Cli *cli) {
  return cli_with_app(cli, run_remove);
}

static int set_enabled(Cli *cli, App *app, bool enabled, GError **error) {
  if (!pack_set_enabled(app, cli->args[1], enabled, error)) return CLI_FAILURE;
  cli_print(enabled ? "%s is in use again.\n"
                    : "%s is put aside: drills and exams leave it out until you enable it.\n",
            cli->args[1]);
  return CLI_OK;
}

static int run_enable(Cli *cli, App *app, GError **error) {
  return set_enabled(cli, app, true, error);
}
static int run_disable(Cli *cli, App *app, GError **error) {
  return set_enabled(cli, app, false, error);
}
int pack_enable_verb(Cli *cli) {
  return cli_with_app(cli, run_enable);
}
int pack_disable_verb(Cli *cli) {
  return cli_with_app(cli, run_disable);
}

/* -- diff -------------------------------------------------------------------------------------- */

static int run_diff(Cli *cli, App *app, GError **error) {
  g_autoptr(PackDiff) diff = pack_diff(app, cli->args[1], cli->args[2], error);
  if (diff == NULL) return CLI_FAILURE;
  if (cli->options.json) {
    cli_json(changes_json(diff->changes));
    return CLI_OK;
  }
  cli_print("%s %s, then %s %s\n", diff->packs[0]->name, diff->packs[0]->version,
            diff->packs[1]->name, diff->packs[1]->version);
  print_changes(diff->changes);
  print_counts(diff->changes);
  return CLI_OK;
}

int pack_diff_verb(Cli *cli) {
  return cli_with_app(cli, run_diff);
}
