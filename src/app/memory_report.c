/* memory_report - how well memory was predicted, replayed from the log; see learner.h. */
#include "app/fold.h"
#include "app/learner.h"
#include <math.h>
#include <string.h>

static const struct {
  double below;
  const char *name;
} STABILITIES[MEMORY_STABILITIES] = {{1, "under a day"},          {3, "1 to 3 days"},
                                     {7, "3 to 7 days"},          {21, "1 to 3 weeks"},
                                     {60, "3 weeks to 2 months"}, {180, "2 to 6 months"},
                                     {365, "6 to 12 months"},     {INFINITY, "over a year"}};

const char *memory_stability_name(int i) {
  return STABILITIES[i].name;
}

typedef struct {
  App *app;
  MemoryReport *out;
} Memory;

static void note_prediction(MemoryReport *out, double recall, bool recalled) {
  MemoryBin *bin = &out->bins[(int)CLAMP(recall * MEMORY_BINS, 0, MEMORY_BINS - 1)];
  double kept = fmin(fmax(recall, 1e-7), 1 - 1e-7);
  bin->n++;
  bin->predicted += recall;
  bin->observed += recalled;
  out->log_loss -= recalled ? log(kept) : log(1 - kept);
  out->predictions++;
}

static bool note_answer(const Answer *answer, const Card *before, const FoldItem *item,
                        void *user) {
  Memory *memory = user;
  MemoryReport *out = memory->out;
  (void)item;
  if (answer->rating == RATING_NONE) return true; /* a text: nothing of memory */
  out->answers++;
  if (answer->confidence != CONFIDENCE_NONE && !answer->superseded) {
    MemoryBin *bin = &out->confidence[answer->confidence - 1];
    bin->n++;
    bin->observed += answer->correct;
  }
  if (before->answers > 0 && answer->day > before->last_day)
    note_prediction(out, schedule_recall(&memory->app->schedule, before, answer->day),
                    answer->rating > RATING_AGAIN);
  return true;
}

static void mean_bins(MemoryBin *bins, int n) {
  for (int i = 0; i < n; i++) {
    if (bins[i].n == 0) continue;
    bins[i].predicted /= bins[i].n;
    bins[i].observed /= bins[i].n;
  }
}

static void count_stabilities(const FoldItems *items, MemoryReport *out) {
  for (int64_t id = 0; id < items->size; id++) {
    const Card *card = &items->items[id].card;
    if (!items->items[id].known || card->answers == 0) continue;
    int i = 0;
    while (card->stability >= STABILITIES[i].below) i++;
    out->stability[i]++;
  }
}

bool app_memory_report(App *app, MemoryReport *out, GError **error) {
  FoldItems items;
  *out = (MemoryReport){0};
  Memory memory = {app, out};
  bool good = fold_items(app, &items, error) && fold_log(app, &items, note_answer, &memory, error);
  if (good) {
    count_stabilities(&items, out);
    mean_bins(out->bins, MEMORY_BINS);
    mean_bins(out->confidence, 3);
    if (out->predictions > 0) out->log_loss /= (double)out->predictions;
    FsrsParams params = app_fsrs_params(app);
    out->fitted = memcmp(&params, &FSRS_DEFAULTS, sizeof params) != 0;
    out->new_since_fit = (int)MIN(app_new_since_fit(app), G_MAXINT);
  }
  fold_items_clear(&items);
  return good;
}

double *app_forgetting(App *app, int64_t item, int days) {
  Card card;
  if (!store_card(app->store, item, &card, NULL) || card.answers == 0) return NULL;
  double *recall = g_new(double, days + 1);
  for (int day = 0; day <= days; day++)
    recall[day] = fsrs_retrievability(&app->schedule.params, day, card.stability);
  return recall;
}

/* -- in words ---------------------------------------------------------------------------------- */

static void add_retention(Doc *doc, const MemoryReport *r) {
  doc_heading(doc, "Recall: expected and observed");
  if (r->predictions == 0) {
    doc_add(doc, DOC_TEXT, 2, 2,
            "Nothing to compare yet: it takes items that came back a day or more later.");
    return;
  }
  doc_add(doc, DOC_TEXT, 2, 2, "expected  observed  reviews");
  int width = CLAMP(doc->columns - 34, 0, 40);
  for (int i = 0; i < MEMORY_BINS; i++) {
    const MemoryBin *bin = &r->bins[i];
    if (bin->n == 0) continue;
    doc_add(doc, DOC_TEXT, 2, 2, "%6.0f %%  %6.0f %%  %7d", 100 * bin->predicted,
            100 * bin->observed, bin->n);
    if (width < 12) continue;
    g_autofree char *bar =
        doc_interval(bin->observed, bin->observed, bin->observed, bin->predicted, width);
    doc_add(doc, DOC_CHART, 4, 4, "%s", bar);
  }
  doc_add(doc, DOC_NOTE, 2, 2, "Log loss %.4f over %" G_GINT64_FORMAT " reviews; %s.", r->log_loss,
          r->predictions,
          r->fitted ? "the parameters are fitted to you" : "the parameters are the general ones");
}

static void add_stability(Doc *doc, const MemoryReport *r) {
  int most = 1;
  for (int i = 0; i < MEMORY_STABILITIES; i++) most = MAX(most, r->stability[i]);
  doc_heading(doc, "Stability: days until recall falls to 90 %");
  for (int i = 0; i < MEMORY_STABILITIES; i++) {
    doc_add(doc, DOC_TEXT, 2, 2, "%-20s %5d", STABILITIES[i].name, r->stability[i]);
    int width = CLAMP(doc->columns - 6, 8, 50);
    if (r->stability[i] == 0) continue;
    g_autofree char *bar = doc_bar((double)r->stability[i] / most, width);
    doc_add(doc, DOC_CHART, 4, 4, "%s", g_strchomp(bar));
  }
}

static void add_confidence(Doc *doc, const MemoryReport *r) {
  static const char *const names[] = {"guess", "think so", "sure"};
  doc_heading(doc, "Confidence: how often you were right");
  int n = 0;
  for (int i = 0; i < 3; i++) n += r->confidence[i].n;
  if (n == 0) doc_add(doc, DOC_TEXT, 2, 2, "You have not said how sure you were yet.");
  for (int i = 0; n > 0 && i < 3; i++)
    doc_add(doc, DOC_TEXT, 2, 2, "%-9s %4.0f %% of %d", names[i], 100 * r->confidence[i].observed,
            r->confidence[i].n);
  if (r->confidence[2].n >= 20 && r->confidence[2].observed < .85)
    doc_add(doc, DOC_TEXT, 2, 2,
            "When you are sure you are wrong more often than one time in seven: read the stem once "
            "more before you answer.");
}

Doc *memory_doc(const MemoryReport *r, int columns) {
  Doc *doc = doc_new(columns);
  doc_add(doc, DOC_TEXT, 0, 0, "%" G_GINT64_FORMAT " answers; %d since memory was last fitted.",
          r->answers, r->new_since_fit);
  add_retention(doc, r);
  add_stability(doc, r);
  add_confidence(doc, r);
  return doc;
}
