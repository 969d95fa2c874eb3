/* cmd_lint - `pawl pack lint DIR`: every finding, then what the whole bank shows. */
#include "cli/cli.h"
#include "core/json.h"
#include "lint/lint.h"
#include <string.h>

/* -- JSON -------------------------------------------------------------------------------------- */

static json_t *findings_json(const DiagList *list) {
  json_t *findings = json_array();
  for (guint i = 0; i < list->list->len; i++) {
    const Diag *diag = list->list->pdata[i];
    json_array_append_new(findings,
                          json_pack("{s:s,s:s,s:s,s:i,s:i,s:s?,s:s}", "severity",
                                    diag_severity_name(diag->severity), "rule", diag->rule, "file",
                                    diag->file, "line", diag->line, "column", diag->column, "item",
                                    diag->item, "message", diag->message));
  }
  return findings;
}

static json_t *cues_json(const LintSummary *summary) {
  json_t *cues = json_array();
  for (int c = 0; c < LINT_CUES; c++) {
    const LintCue *cue = &summary->cues[c];
    json_array_append_new(cues, json_pack("{s:s,s:i,s:i,s:f,s:f,s:f}", "cue", cue->name, "items",
                                          cue->items, "hits", cue->hits, "chance", cue->chance, "p",
                                          cue->p, "p_above", cue->p_above));
  }
  return cues;
}

static json_t *areas_json(const LintSummary *summary) {
  json_t *areas = json_array();
  for (guint i = 0; summary->areas != NULL && i < summary->areas->len; i++) {
    const LintArea *area = summary->areas->pdata[i];
    json_array_append_new(areas,
                          json_pack("{s:s,s:i,s:f,s:f,s:i,s:i}", "area", area->code, "items",
                                    area->items, "share", area->share, "weight", area->weight,
                                    "objectives", area->objectives, "uncovered", area->uncovered));
  }
  return areas;
}

typedef const char *Namer(int);

static const char *type_name(int i) {
  return item_type_name((ItemType)i);
}
static const char *level_name(int i) {
  return item_level_name((ItemLevel)i);
}
static const char *difficulty_name(int i) {
  return item_difficulty_name((ItemDifficulty)i);
}

static json_t *counts_json(const int *counts, int n, Namer *name) {
  json_t *o = json_object();
  for (int i = 0; i < n; i++) json_object_set_new(o, name(i), json_integer(counts[i]));
  return o;
}

static json_t *places_json(const LintSummary *summary) {
  json_t *counts = json_array();
  for (int i = 0; i <= summary->key_df && summary->singles > 0; i++)
    json_array_append_new(counts, json_integer(summary->key_at[i]));
  return json_pack("{s:o,s:f,s:i,s:f}", "counts", counts, "chi_square", summary->key_chi2, "df",
                   summary->key_df, "p", summary->key_p);
}

static void print_json(const DiagList *list, const LintSummary *s) {
  json_t *o = json_object();
  json_object_set_new(o, "errors", json_integer(list->counts[DIAG_ERROR]));
  json_object_set_new(o, "warnings", json_integer(list->counts[DIAG_WARNING]));
  json_object_set_new(o, "notes", json_integer(list->counts[DIAG_NOTE]));
  json_object_set_new(o, "active", json_integer(s->active));
  json_object_set_new(o, "draft", json_integer(s->draft));
  json_object_set_new(o, "retired", json_integer(s->retired));
  json_object_set_new(o, "singles", json_integer(s->singles));
  json_object_set_new(o, "types", counts_json(s->types, ITEM_TYPES, type_name));
  json_object_set_new(o, "levels", counts_json(s->levels, G_N_ELEMENTS(s->levels), level_name));
  json_object_set_new(o, "difficulties",
                      counts_json(s->difficulties, G_N_ELEMENTS(s->difficulties), difficulty_name));
  json_object_set_new(o, "cues", cues_json(s));
  json_object_set_new(o, "key_position", places_json(s));
  json_object_set_new(o, "areas", areas_json(s));
  json_object_set_new(o, "grade_median", json_real(s->grade_median));
  json_object_set_new(o, "grade_most", json_real(s->grade_most));
  json_object_set_new(o, "near_duplicates", json_integer(s->near_duplicates));
  json_object_set_new(o, "findings", findings_json(list));
  char *text = json_dumps(o, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
  printf("%s\n", text);
  free(text);
  json_decref(o);
}

/* -- text -------------------------------------------------------------------------------------- */

static void print_cues(const LintSummary *s) {
  cli_print("\nGuessing without knowing      right   chance      p\n");
  for (int c = 0; c < LINT_CUES; c++) {
    const LintCue *cue = &s->cues[c];
    if (cue->items == 0) continue;
    cli_print("  %-15s %4d/%-4d  %5.1f %%  %5.1f %%  %.3f%s\n", cue->name, cue->hits, cue->items,
              100. * cue->hits / cue->items, 100 * cue->chance, cue->p,
              cue->p_above < LINT_LEVEL ? "  above chance" : "");
  }
}

static void print_areas(const LintSummary *s) {
  cli_print("\nArea                 items   share  weight  objectives\n");
  for (guint i = 0; s->areas != NULL && i < s->areas->len; i++) {
    const LintArea *area = s->areas->pdata[i];
    cli_print("  %-18s %5d  %4.1f %%  %4.1f %%  %d of %d\n", area->code, area->items, area->share,
              area->weight, area->objectives - area->uncovered, area->objectives);
  }
}

static void print_counts(const char *label, const int *counts, int n, Namer *name) {
  bool first = true;
  cli_print("%s", label);
  for (int i = 0; i < n; i++) {
    if (counts[i] == 0) continue;
    cli_print("%s %s %d", first ? "" : ",", name(i), counts[i]);
    first = false;
  }
  cli_print("\n");
}

static void print_summary(const DiagList *list, const LintSummary *s) {
  cli_print("%u errors, %u warnings, %u notes\n", list->counts[DIAG_ERROR],
            list->counts[DIAG_WARNING], list->counts[DIAG_NOTE]);
  cli_print("%d items active, %d draft, %d retired\n", s->active, s->draft, s->retired);
  if (s->active == 0) return;
  print_counts("Types:", s->types, ITEM_TYPES, type_name);
  print_counts("Levels:", s->levels, G_N_ELEMENTS(s->levels), level_name);
  print_counts("Difficulty:", s->difficulties, G_N_ELEMENTS(s->difficulties), difficulty_name);
  cli_print("Reading grade of stems: median %.1f, most %.1f. Near-duplicates: %d.\n",
            s->grade_median, s->grade_most, s->near_duplicates);
  if (s->singles > 0) {
    cli_print("Keys by place:");
    for (int i = 0; i <= s->key_df; i++) cli_print("%s %d", i > 0 ? "," : "", s->key_at[i]);
    cli_print(" (chi-square %.2f, p = %.3f).\n", s->key_chi2, s->key_p);
    print_cues(s);
  }
  print_areas(s);
}

static int status_of(const Cli *cli, const DiagList *list) {
  if (list->counts[DIAG_ERROR] > 0) return 2;
  return cli->options.strict && list->counts[DIAG_WARNING] > 0 ? 1 : 0;
}

int cmd_lint(Cli *cli, const char *dir) {
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(Pack) pack = pack_read(dir, list);
  g_autoptr(LintSummary) summary = NULL;
  int64_t now = clock_now(&cli->clock);
  if (pack != NULL)
    lint_pack(pack, clock_study_day(now, clock_offset(&cli->clock, now), 0), list, &summary);
  else
    summary = g_new0(LintSummary, 1);
  diag_list_sort(list);
  if (cli->options.json) {
    print_json(list, summary);
    return status_of(cli, list);
  }
  for (guint i = 0; i < list->list->len; i++) {
    g_autofree char *line = diag_format(list->list->pdata[i]);
    cli_print("%s\n", line);
  }
  print_summary(list, summary);
  return status_of(cli, list);
}
