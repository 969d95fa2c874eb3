/* cmd_report - what there is to know: home, status, items, one item, history. */
#include "app/learner.h"
#include "app/reply.h"
#include "cli/cli.h"
#include "core/text.h"
#include "report/phrase.h"
#include "report/rows.h"
#include <string.h>

/* -- home and status --------------------------------------------------------------------------- */

static void print_area(const AppArea *area) {
  cli_print("  %-48s %3.0f %%  ", area->text, area->weight);
  if (area->fresh == 0)
    cli_print("not begun, %d items\n", area->served);
  else
    cli_print("%d of %d seen, %d right at first; %d repeats\n", area->fresh, area->served,
              area->fresh_right, area->repeats);
}

static void print_areas(const Home *home) {
  const char *category = "";
  for (guint i = 0; i < home->areas->len; i++) {
    const AppArea *area = home->areas->pdata[i];
    if (strcmp(area->category, category) != 0)
      cli_print("%s (%.0f %%)\n", area->category_text, area->category_weight);
    category = area->category;
    print_area(area);
  }
}

static void print_home(App *app, const Home *home) {
  g_autofree char *exam = phrase_exam(home->exam_set, home->exam_day, home->day);
  cli_print("pawl: CETL practice%s%s\n", exam == NULL ? "" : ", ", exam == NULL ? "" : exam);
  if (home->items == 0) {
    cli_print(
        "No items are in play. 'pawl pack list' names the packs; 'pawl pack install' takes one.\n");
    return;
  }
  cli_print("Today: %d due, %d new, up to %d minutes\n", home->due, home->fresh, home->limit);
  g_autofree char *truth = app_plan_truth(app, home);
  cli_print("Plan: ");
  cli_print("%s\n", truth);
  ReadinessReport readiness;
  if (app_readiness(app, &readiness, NULL)) {
    g_autofree char *ready = readiness_sentence(&readiness);
    cli_print("Readiness: ");
    cli_print("%s\n", ready);
  }
  g_autofree char *mocks = exam_home_line(app);
  if (mocks != NULL) cli_print("Practice exams: %s\n", mocks);
  g_autofree char *news = reply_news_line(app);
  if (news != NULL) cli_print("%s\n", news);
  cli_print("Next 7 days:");
  for (int i = 0; i < HOME_DAYS; i++)
    cli_print("  %s %d", phrase_weekday(home->day + i), home->week[i]);
  cli_print("\n\n");
  print_areas(home);
}

static int print_summary(Cli *cli) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  g_autoptr(Home) home = app_home(app, &error);
  int status = CLI_OK;
  if (home == NULL) {
    status = cli_fail_error(error);
  } else {
    print_home(app, home);
    cli_print("\n%s: pawl drill --plain    All commands: pawl --help\n",
              home->session_open ? "Go on with today's drill" : "Start");
  }
  app_close(app);
  return status;
}

int cmd_home(Cli *cli) {
  if (!cli_wants_screens(cli)) return print_summary(cli);
  int status = cli_run_screens(cli, &(UiStart){.kind = START_HOME});
  return status == CLI_NO_SCREENS ? print_summary(cli) : status;
}

static json_t *area_json(const AppArea *area) {
  return json_pack("{s:s,s:s,s:s,s:f,s:i,s:i,s:i,s:i,s:i,s:i}", "code", area->code, "title",
                   area->text, "category", area->category, "weight", area->weight, "items",
                   area->served, "new", area->unseen, "fresh", area->fresh, "fresh_right",
                   area->fresh_right, "repeats", area->repeats, "right", area->right);
}

static void print_status_json(const Home *home) {
  json_t *areas = json_array(), *week = json_array();
  for (guint i = 0; i < home->areas->len; i++)
    json_array_append_new(areas, area_json(home->areas->pdata[i]));
  for (int i = 0; i < HOME_DAYS; i++) json_array_append_new(week, json_integer(home->week[i]));
  g_autofree char *today = clock_format_date(home->day);
  g_autofree char *exam = home->exam_set ? clock_format_date(home->exam_day) : NULL;
  json_t *o =
      json_pack("{s:s,s:i,s:i,s:i,s:i,s:i,s:s?,s:I,s:b,s:o,s:o}", "today", today, "due", home->due,
                "new", home->unseen, "new_today", home->fresh, "items", home->items, "minutes",
                home->minutes, "exam_date", exam, "answers", (json_int_t)home->answers,
                "session_open", home->session_open, "week", week, "areas", areas);
  char *text = json_dumps(o, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
  printf("%s\n", text);
  free(text);
  json_decref(o);
}

int cmd_status(Cli *cli) {
  if (!cli->options.json) return print_summary(cli);
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  g_autoptr(Home) home = app_home(app, &error);
  int status = CLI_OK;
  if (home == NULL)
    status = cli_fail_error(error);
  else
    print_status_json(home);
  app_close(app);
  return status;
}

/* -- items ------------------------------------------------------------------------------------- */

#define PAGE 500

static void print_item_row(const AppItem *item, bool json, bool first) {
  if (!json) {
    cli_print("%-22s %-9s %s%s%s\n", item->code, item_type_name(item->type),
              item->flagged ? "[flagged] " : "", item->suspended ? "[suspended] " : "",
              item->sealed ? "[kept unseen for a practice exam]" : item->title);
    return;
  }
  ReportItem row = {.id = item->code,
                    .pack = item->pack,
                    .area = item->area,
                    .objective = item->objective,
                    .hash = item->hash,
                    .title = item->sealed ? NULL : item->title,
                    .type = item->type,
                    .status = item->status,
                    .level = item->level,
                    .suspended = item->suspended,
                    .flagged = item->flagged,
                    .sealed = item->sealed};
  g_autofree char *text = report_item_json(&row);
  printf("%s\n %s", first ? "" : ",", text);
}

static int list_items(Cli *cli, App *app, const char *words) {
  GError *error = NULL;
  /* A search would tell what sealed items say. */
  ItemQuery query = {.text = words, .limit = PAGE, .sealed_too = words == NULL};
  bool first = true;
  if (cli->options.json) printf("[");
  for (;; query.offset += PAGE) {
    g_autoptr(GPtrArray) items = app_items(app, &query, &error);
    if (items == NULL) return cli_fail_error(error);
    for (guint i = 0; i < items->len; i++, first = false)
      print_item_row(items->pdata[i], cli->options.json, first);
    if (items->len < PAGE) break;
  }
  if (cli->options.json)
    printf("%s]\n", first ? "" : "\n");
  else if (first)
    cli_print("No item matches.\n");
  return CLI_OK;
}

static int list_all(Cli *cli) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  if (!cli->options.json) cli_pager_open();
  int status = list_items(cli, app, NULL);
  cli_pager_close();
  app_close(app);
  return status;
}

int cmd_items(Cli *cli) {
  static const char *const verbs[] = {"stats", NULL};
  const char *verb = cli->args[0];
  if (cli->n_args == 0) return list_all(cli);
  if (strcmp(verb, "stats") != 0)
    return cli_nearest(verb, verbs) != NULL
               ? cli_usage("'pawl items' does not know '%s'. Did you mean 'stats'?", verb)
               : cli_usage("'pawl items' lists all items, and knows stats. For one: pawl show %s",
                           verb);
  if (cli->n_args < 2)
    return cli_usage("'pawl items stats' needs progress logs: pawl items stats FILE...");
  return cli_with_app(cli, items_stats);
}

int cmd_search(Cli *cli) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  g_autofree char *words = g_strjoinv(" ", cli->args);
  int status = list_items(cli, app, words);
  app_close(app);
  return status;
}

static void print_options(const Item *item) {
  for (guint i = 0; i < item->prompts->len; i++) {
    const ItemPrompt *prompt = item->prompts->pdata[i];
    int option = item_option_index(item, prompt->key);
    cli_print("  %s -> %s\n", prompt->text, ((ItemOption *)item->options->pdata[option])->text);
    if (prompt->why != NULL) cli_wrapped(5, prompt->why);
  }
  for (guint i = 0; i < item->options->len && item->prompts->len == 0; i++) {
    const ItemOption *option = item->options->pdata[i];
    bool key = item->type == ITEM_ORDER || item_is_key(item, option->id);
    g_autofree char *line = g_strdup_printf("%s %s",
                                            item->type == ITEM_ORDER ? "-"
                                            : key                    ? "+"
                                                                     : "-",
                                            option->text);
    cli_wrapped(2, line);
    if (option->why != NULL) cli_wrapped(5, option->why);
  }
  for (guint i = 0; i < item->key->len && item->type == ITEM_ORDER; i++) {
    int option = item_option_index(item, item->key->pdata[i]);
    cli_print("  %u. %s\n", i + 1, ((ItemOption *)item->options->pdata[option])->text);
  }
}

static void print_oral(const ItemEssay *essay) {
  cli_print("\n%d minutes to speak. A strong answer covers:\n", essay->minutes);
  for (guint i = 0; i < essay->covers->len; i++) {
    g_autofree char *point = g_strdup_printf("- %s", (char *)essay->covers->pdata[i]);
    cli_wrapped(2, point);
  }
}

static void print_essay(const ItemEssay *essay) {
  cli_print("\n%d minutes, %d to %d words.\n", essay->minutes, essay->words_min, essay->words_max);
  for (guint i = 0; i < essay->tasks->len; i++) {
    g_autofree char *task = g_strdup_printf("%u. %s", i + 1, (char *)essay->tasks->pdata[i]);
    cli_wrapped(2, task);
  }
}

static void print_answers(const ItemView *view) {
  for (guint i = 0; i < view->answers->len; i++) {
    const Answer *answer = view->answers->pdata[i];
    Grade grade = {answer->correct, answer->credit};
    g_autofree char *day = clock_format_date(answer->day);
    g_autofree char *took = phrase_duration(answer->ms);
    cli_print("  %s  %s: %s  %s  %s%s\n", day, phrase_verdict(&grade), answer->chosen, took,
              phrase_confidence(answer->confidence), answer->undone ? "  (undone)" : "");
  }
}

static void print_view(const ItemView *view) {
  const Item *item = view->item;
  cli_print("%s  %s\n%s: %s\n\n", view->row->code, item_type_name(item->type), view->area_text,
            view->objective_text);
  if (item->stimulus != NULL) cli_wrapped(0, item->stimulus);
  cli_wrapped(0, item->stem);
  cli_print("\n");
  print_options(item);
  if (item->type == ITEM_ORAL)
    print_oral(item->essay);
  else if (item->essay != NULL)
    print_essay(item->essay);
  for (guint i = 0; i < item->refs->len; i++) {
    const ItemRef *ref = item->refs->pdata[i];
    g_autofree char *text = phrase_ref(ref);
    g_autofree char *line =
        g_strdup_printf("Source: %s%s%s", text, ref->url ? "  " : "", ref->url ? ref->url : "");
    cli_wrapped(0, line);
  }
  if (view->note != NULL) cli_print("Flagged: %s\n", view->note);
  if (view->row->suspended) cli_print("Suspended: it is not asked.\n");
  if (view->answers->len == 0 && item_is_keyed(item))
    cli_print("\nYou have not answered it yet.\n");
  else if (view->answers->len == 0)
    cli_print("\nOpen it with: pawl %s %s\n", item->type == ITEM_ORAL ? "interview" : "write",
              item->id);
  else if (item_is_keyed(item))
    cli_print("\nYour answers (chance to know it now: %.0f %%)\n", 100 * view->recall);
  else
    cli_print("\nYour scores\n");
  print_answers(view);
}

int cmd_show(Cli *cli) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  int64_t id = app_item_find(app, cli->args[0], &error);
  g_autoptr(ItemView) view = id == 0 ? NULL : app_item_view(app, id, &error);
  int status = CLI_OK;
  if (view == NULL) {
    status = cli_fail_error(error);
  } else {
    cli_pager_open();
    print_view(view);
    cli_pager_close();
  }
  app_close(app);
  return status;
}

/* -- history ----------------------------------------------------------------------------------- */

typedef struct {
  bool json, first;
} HistoryPrinter;

static bool print_history_row(const HistoryRow *row, void *user) {
  HistoryPrinter *printer = user;
  if (printer->json) {
    ReportAnswer answer = {row->item, row->area, row->session, row->answer, row->exam};
    g_autofree char *text = report_answer_json(&answer);
    printf("%s\n %s", printer->first ? "" : ",", text);
  } else {
    Grade grade = {row->answer->correct, row->answer->credit};
    g_autofree char *at = clock_format_instant(row->answer->at);
    bool open = row->exam != NULL && !row->exam->answered;
    cli_print("%s  %-22s %-14s %s%s%s\n", at, row->item,
              open ? "Not answered" : phrase_verdict(&grade), row->answer->chosen,
              row->answer->undone ? "  (undone)" : "", row->exam != NULL ? "  (exam)" : "");
  }
  printer->first = false;
  return true;
}

int cmd_history(Cli *cli) {
  App *app = cli_open(cli);
  if (app == NULL) return CLI_FAILURE;
  GError *error = NULL;
  HistoryPrinter printer = {cli->options.json, true};
  if (printer.json)
    printf("[");
  else
    cli_pager_open();
  bool good = app_history(app, cli->options.undone, print_history_row, &printer, &error);
  if (printer.json) printf("%s]\n", printer.first ? "" : "\n");
  cli_pager_close();
  app_close(app);
  if (!good) return cli_fail_error(error);
  if (printer.first && !printer.json) cli_print("No answers yet. Start: pawl drill\n");
  return CLI_OK;
}
