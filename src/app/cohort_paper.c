/* cohort_paper - a group's report to hand on; see cohort.h. Its figures are those of cohort_json. */
#include "app/app_private.h"
#include "app/cohort.h"
#include <math.h>

#define CHART_ROWS 60 /* a chart of more is no chart */

static void add_facts(Paper *paper, const Cohort *cohort) {
  CohortGroup group = cohort_group(cohort);
  paper_fact(paper, "day", "As of", PAPER_VALUE(PAPER_DAY, cohort->day));
  paper_fact(paper, "group.candidates", "Candidates", PAPER_VALUE(PAPER_COUNT, group.candidates));
  paper_fact(paper, "group.signs", "With signs to look at", PAPER_VALUE(PAPER_COUNT, group.signs));
  paper_fact(paper, "group.active", "Active in the last 14 days",
             PAPER_VALUE(PAPER_COUNT, group.active));
  paper_fact(paper, "group.judged", "With enough evidence for a readiness",
             PAPER_VALUE(PAPER_COUNT, group.judged));
  paper_fact(paper, "group.median", "Median readiness", PAPER_VALUE(PAPER_SHARE, group.median));
  paper_fact(paper, "group.minutes", "Minutes in the last 7 days, together",
             PAPER_VALUE(PAPER_MINUTES, group.minutes));
  paper_fact(paper, "group.waiting", "Essays that wait for a mentor's score",
             PAPER_VALUE(PAPER_COUNT, group.waiting));
}

/* -- areas ------------------------------------------------------------------------------------- */

static void add_areas(Paper *paper, App *app, const Cohort *cohort) {
  static const PaperColumn columns[] = {{"Area", PAPER_TEXT},
                                        {"Mastered by", PAPER_COUNT},
                                        {"Not yet by", PAPER_COUNT},
                                        {"Too little known of", PAPER_COUNT},
                                        {"Expected on fresh items, mean", PAPER_SHARE}};
  paper_heading(paper, 2, "Areas");
  paper_table(paper, "areas", "How many candidates have mastered each area", columns,
              G_N_ELEMENTS(columns));
  for (guint a = 0; a < app->areas->len; a++) {
    CohortAreaSum sum = cohort_area_sum(cohort, (int)a);
    const PaperCell cells[] = {
        PAPER_WORD(((StoreArea *)app->areas->pdata[a])->text),
        PAPER_VALUE(PAPER_COUNT, sum.mastered), PAPER_VALUE(PAPER_COUNT, sum.weak),
        PAPER_VALUE(PAPER_COUNT, sum.unknown), PAPER_VALUE(PAPER_SHARE, sum.score)};
    paper_row(paper, cells);
  }
}

/* -- candidates -------------------------------------------------------------------------------- */

static void add_chart(Paper *paper, const Cohort *cohort) {
  int n = (int)MIN(cohort->rows->len, CHART_ROWS);
  g_autofree PaperInterval *rows = g_new0(PaperInterval, n + 1);
  CohortGroup group = cohort_group(cohort);
  for (int i = 0; i < n; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    const ReadinessReport *r = &row->readiness;
    rows[i] = (PaperInterval){row->name, r->enough ? r->low : NAN, r->enough ? r->chance : NAN,
                              r->enough ? r->high : NAN};
  }
  g_autofree char *median =
      isnan(group.median) ? g_strdup("none of them has enough evidence")
                          : g_strdup_printf("the median of those with enough evidence, %d, is "
                                            "%.0f %%",
                                            group.judged, 100 * group.median);
  g_autofree char *alt =
      g_strdup_printf("Readiness of %d of %d candidates with its 10 to 90 %% band; %s. "
                      "The table below has each figure.",
                      n, group.candidates, median);
  if (n > 0) paper_intervals(paper, "Readiness", alt, rows, n, NAN);
}

static void add_standings(Paper *paper, const Cohort *cohort) {
  static const PaperColumn columns[] = {
      {"Candidate", PAPER_TEXT}, {"Readiness", PAPER_SHARE},     {"From", PAPER_SHARE},
      {"To", PAPER_SHARE},       {"Fresh answers", PAPER_COUNT}, {"In 14 days", PAPER_POINTS},
      {"Mastered", PAPER_COUNT}, {"Not yet", PAPER_COUNT},       {"Since last look", PAPER_POINTS}};
  paper_table(paper, "candidates", "How each stands: readiness with its band, areas", columns,
              G_N_ELEMENTS(columns));
  for (guint i = 0; i < cohort->rows->len; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    const ReadinessReport *r = &row->readiness;
    const PaperCell cells[] = {
        PAPER_WORD(row->name),
        PAPER_VALUE(PAPER_SHARE, r->enough ? r->chance : NAN),
        PAPER_VALUE(PAPER_SHARE, r->enough ? r->low : NAN),
        PAPER_VALUE(PAPER_SHARE, r->enough ? r->high : NAN),
        PAPER_VALUE(PAPER_COUNT, r->fresh),
        PAPER_VALUE(PAPER_POINTS, row->change),
        PAPER_VALUE(PAPER_COUNT, row->mastered),
        PAPER_VALUE(PAPER_COUNT, row->weak),
        PAPER_VALUE(PAPER_POINTS, row->look_day == 0 ? (double)NAN : row->look_change),
    };
    paper_row(paper, cells);
  }
}

static void add_work(Paper *paper, const Cohort *cohort) {
  static const PaperColumn columns[] = {{"Candidate", PAPER_TEXT},
                                        {"Minutes, 7 days", PAPER_MINUTES},
                                        {"Active days of 14", PAPER_COUNT},
                                        {"Last seen", PAPER_DAY},
                                        {"Sure but wrong", PAPER_COUNT},
                                        {"Essays waiting", PAPER_COUNT},
                                        {"Signs", PAPER_TEXT}};
  paper_table(paper, "work", "How each works, and signs to look at", columns,
              G_N_ELEMENTS(columns));
  for (guint i = 0; i < cohort->rows->len; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    g_autofree char *signs = cohort_signs(row->signs);
    const PaperCell cells[] = {
        PAPER_WORD(row->name),
        PAPER_VALUE(PAPER_MINUTES, row->minutes_week),
        PAPER_VALUE(PAPER_COUNT, row->days_recent),
        PAPER_VALUE(PAPER_DAY, row->last_day == 0 ? (double)NAN : row->last_day),
        PAPER_VALUE(PAPER_COUNT, row->sure_wrong),
        PAPER_VALUE(PAPER_COUNT, row->texts_waiting),
        PAPER_WORD(*signs == '\0' ? "none" : signs),
    };
    paper_row(paper, cells);
  }
}

static void add_candidates(Paper *paper, const Cohort *cohort) {
  paper_heading(paper, 2, "Candidates");
  add_chart(paper, cohort);
  add_standings(paper, cohort);
  add_work(paper, cohort);
}

static void add_notes(Paper *paper, const Cohort *cohort) {
  paper_heading(paper, 2, "How to read this");
  paper_item(paper, "Readiness is the chance of reaching the candidate's target on a form of fresh "
                    "items like these. It is not a prediction of the real exam's scaled score.");
  paper_item(paper, "Stalled: no answer for a week. Cramming: two days in a row hold most of four "
                    "weeks' minutes. Overconfident: more than a quarter of the sure answers is "
                    "wrong. Guessing fast: many new items answered within five seconds, mostly "
                    "wrong. A sign asks for a talk, it is no verdict.");
  paper_item(paper,
             "Figures are computed from single answers, with the packs at hand; those of logs "
             "of level summary are shown as they were sent.");
  for (guint i = 0; i < cohort->notes->len; i++) paper_item(paper, cohort->notes->pdata[i]);
}

Paper *cohort_paper(App *app, const Cohort *cohort) {
  Paper *paper = paper_new("en", "Progress of a group");
  add_facts(paper, cohort);
  add_areas(paper, app, cohort);
  add_candidates(paper, cohort);
  add_notes(paper, cohort);
  return paper;
}
