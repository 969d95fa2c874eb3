/* pooled_words - the figures of pooled items in words and tables. */
#include "app/pooled.h"
#include "core/text.h"
#include <math.h>
#include <string.h>

const char *pooled_key_name(PooledKey key) {
  static const char *const names[] = {"none", "item", "answers"};
  return names[key];
}

const char *pooled_flag_name(ItemstatsFlag flag) {
  switch (flag) {
  case ITEMSTATS_FEW: return "few";
  case ITEMSTATS_WRONG_KEY: return "wrong-key";
  case ITEMSTATS_DEAD_DISTRACTOR: return "dead-distractor";
  case ITEMSTATS_TOO_EASY: return "too-easy";
  case ITEMSTATS_TOO_HARD: return "too-hard";
  }
  return "";
}

/* -- flags ------------------------------------------------------------------------------------- */

static void add_words(GPtrArray *words, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add_words(GPtrArray *words, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_ptr_array_add(words, g_strdup_vprintf(format, args));
  va_end(args);
}

static int percent(double share) {
  return (int)lround(100 * share);
}

static void add_dead(GPtrArray *words, const PooledItem *item) {
  for (int o = 0; o < item->key.options; o++) {
    const ItemstatsOption *option = &item->figures.option[o];
    if ((item->figures.dead >> o & 1) == 0) continue;
    if (option->n == 0)
      add_words(words, "Nobody takes %s.", item->option[o]);
    else
      add_words(words, "Hardly anybody takes %s: %zu of %zu.", item->option[o], option->n,
                item->figures.n);
  }
}

GPtrArray *pooled_flag_words(const PooledItem *item) {
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  unsigned flags = item->figures.flags;
  if (flags & ITEMSTATS_FEW)
    add_words(words, "Too few answers: %zu of %d.", item->figures.n, ITEMSTATS_MIN_N);
  if (flags & ITEMSTATS_WRONG_KEY) add_words(words, "Key suspect: who knows more misses it.");
  if (flags & ITEMSTATS_TOO_HARD)
    add_words(words, "Too hard: less than %d %% right.", percent(ITEMSTATS_HARD));
  if (flags & ITEMSTATS_TOO_EASY)
    add_words(words, "Too easy: more than %d %% right.", percent(ITEMSTATS_EASY));
  add_dead(words, item);
  return words;
}

/* -- figures ----------------------------------------------------------------------------------- */

/* Two decimals, or a dash. Newly allocated. */
static char *decimals(double value) {
  return isfinite(value) ? g_strdup_printf("%.2f", value) : g_strdup("-");
}

static const char *plural(size_t n) {
  return n == 1 ? "" : "s";
}

static void add_form(Doc *doc, const Pooled *pooled) {
  const ItemstatsForm *form = &pooled->form;
  g_autofree char *alpha = decimals(form->alpha), *kr20 = decimals(form->kr20);
  doc_add(doc, DOC_TEXT, 0, 2, "%zu learner%s, %zu item%s, %zu first answer%s", form->persons,
          plural(form->persons), form->items, plural(form->items), pooled->answers,
          plural(pooled->answers));
  if (form->items == 0) return;
  doc_add(doc, DOC_TEXT, 0, 2, "%d %% right on average", percent(form->facility));
  if (isfinite(form->alpha))
    doc_add(doc, DOC_TEXT, 0, 2, "Reliability: KR-20 %s, alpha %s", kr20, alpha);
  else
    doc_add(doc, DOC_TEXT, 0, 2,
            "Reliability (KR-20, alpha): none; every two items need learners who met both");
}

static void add_terms(Doc *doc, const Pooled *pooled) {
  double prior = pooled->form.prior;
  doc_blank(doc);
  doc_add(doc, DOC_NOTE, 0, 0,
          "right: share right at first. r: correlation of an answer with the learner's score on "
          "the other items. rest: mean of that score over those who chose an option; a key whose "
          "rest is not the highest may be wrong.");
  doc_add(doc, DOC_NOTE, 0, 0, "Items are judged from %d answers on.", ITEMSTATS_MIN_N);
  if (isfinite(prior))
    doc_add(doc, DOC_NOTE, 0, 0,
            "Drawn: the share right drawn toward the mean of all items, which weighs as much as "
            "%.1f answers.",
            prior);
  else if (pooled->form.items > 0)
    doc_add(doc, DOC_NOTE, 0, 0,
            "Drawn: the mean of all items, for they differ no more than chance lets them.");
}

static void add_options(Doc *doc, const PooledItem *item) {
  for (int o = 0; o < item->key.options; o++) {
    const ItemstatsOption *option = &item->figures.option[o];
    g_autofree char *rest = decimals(option->rest);
    bool key = (item->key.key >> o & 1) != 0;
    doc_add(doc, DOC_TEXT, 4, 6, "%s%s: %d %%, rest %s", item->option[o], key ? " (key)" : "",
            percent(option->rate), rest);
  }
  if (item->source == POOLED_KEY_ANSWERS)
    doc_add(doc, DOC_NOTE, 4, 4, "Key as of those who were right: not known here.");
}

static void add_flagged(Doc *doc, const PooledItem *item) {
  const ItemstatsItem *figures = &item->figures;
  g_autofree char *r = decimals(figures->discrimination);
  g_autoptr(GPtrArray) words = pooled_flag_words(item);
  g_autofree char *all = NULL;
  g_ptr_array_add(words, NULL);
  all = g_strjoinv(" ", (char **)words->pdata);
  doc_blank(doc);
  doc_add(doc, DOC_TEXT, 0, 2, "%s", item->id);
  if (item->sealed)
    doc_add(doc, DOC_NOTE, 2, 2, "[kept unseen for a practice exam]");
  else if (item->title != NULL) {
    g_autofree char *title = text_shorten(item->title, MAX(doc->columns - 2, 10));
    doc_add(doc, DOC_NOTE, 2, 2, "%s", title);
  }
  doc_add(doc, DOC_TEXT, 2, 4, "%s", all);
  doc_add(doc, DOC_TEXT, 2, 4, "n %zu, right %d %%, drawn %d %%, r %s", figures->n,
          percent(figures->facility), percent(figures->shrunk), r);
  add_options(doc, item);
}

static void add_plain(Doc *doc, const PooledItem *item) {
  g_autofree char *r = decimals(item->figures.discrimination);
  doc_add(doc, DOC_TEXT, 0, 2, "%5zu  %3d %%  %5s  %s", item->figures.n,
          percent(item->figures.facility), r, item->id);
}

/* Which rows stand under a heading. */
typedef bool (*Wants)(unsigned flags);

static bool is_suspect(unsigned flags) {
  return (flags & ITEMSTATS_WRONG_KEY) != 0;
}
static bool is_flagged(unsigned flags) {
  return flags != 0 && !is_suspect(flags) && (flags & ITEMSTATS_FEW) == 0;
}
static bool is_well(unsigned flags) {
  return flags == 0;
}
static bool is_few(unsigned flags) {
  return (flags & ITEMSTATS_FEW) != 0;
}

static void add_part(Doc *doc, const Pooled *pooled, const char *title, Wants wants) {
  bool in_full = wants == is_suspect || wants == is_flagged, first = true;
  for (guint i = 0; i < pooled->items->len; i++) {
    const PooledItem *item = pooled->items->pdata[i];
    if (!wants(item->figures.flags)) continue;
    if (first) doc_heading(doc, title);
    if (first && !in_full) doc_add(doc, DOC_NOTE, 0, 0, "%5s  %5s  %5s  item", "n", "right", "r");
    first = false;
    if (in_full)
      add_flagged(doc, item);
    else
      add_plain(doc, item);
  }
}

Doc *pooled_doc(const Pooled *pooled, int columns) {
  g_autofree char *few = g_strdup_printf("Too few answers to judge (under %d)", ITEMSTATS_MIN_N);
  Doc *doc = doc_new(columns);
  add_form(doc, pooled);
  add_part(doc, pooled, "Suspected wrong keys", is_suspect);
  add_part(doc, pooled, "Other flags", is_flagged);
  add_part(doc, pooled, "Without a flag", is_well);
  add_part(doc, pooled, few, is_few);
  if (pooled->left_out > 0)
    doc_add(doc, DOC_NOTE, 0, 0,
            "%zu items with the fewest answers (up to %zu each) are left out: so many learners "
            "and items are too many to be reckoned together.",
            pooled->left_out, pooled->most_left);
  add_terms(doc, pooled);
  return doc;
}

/* -- a report to hand on ----------------------------------------------------------------------- */

static void paper_form(const Pooled *pooled, Paper *paper) {
  const ItemstatsForm *form = &pooled->form;
  const struct {
    const char *key, *name;
    PaperKind kind;
    double value;
  } facts[] = {
      {"items.learners", "Learners", PAPER_COUNT, (double)form->persons},
      {"items.items", "Items", PAPER_COUNT, (double)form->items},
      {"items.answers", "First answers", PAPER_COUNT, (double)pooled->answers},
      {"items.facility", "Right on average", PAPER_SHARE, form->facility},
      {"items.kr20", "Reliability, KR-20", PAPER_NUMBER, form->kr20},
      {"items.alpha", "Reliability, alpha", PAPER_NUMBER, form->alpha},
      {"items.prior", "Answers that the mean of all items weighs", PAPER_NUMBER,
       isfinite(form->prior) ? form->prior : NAN},
      {"items.minimum", "Answers from which an item is judged", PAPER_COUNT, ITEMSTATS_MIN_N},
      {"items.left", "Items left out", PAPER_COUNT, (double)pooled->left_out},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
    paper_fact(paper, facts[i].key, facts[i].name, PAPER_VALUE(facts[i].kind, facts[i].value));
}

#define ROW_COLUMNS 7

static char *row_words(const PooledItem *item) {
  g_autoptr(GPtrArray) words = pooled_flag_words(item);
  g_ptr_array_add(words, NULL);
  return g_strjoinv(" ", (char **)words->pdata);
}

static void paper_item_row(Paper *paper, const PooledItem *item) {
  const ItemstatsItem *figures = &item->figures;
  g_autofree char *words = row_words(item);
  const char *title = item->sealed          ? "(kept unseen for a practice exam)"
                      : item->title != NULL ? item->title
                                            : "";
  const PaperCell cells[ROW_COLUMNS] = {PAPER_WORD(item->id),
                                        PAPER_WORD(title),
                                        PAPER_VALUE(PAPER_COUNT, (double)figures->n),
                                        PAPER_VALUE(PAPER_SHARE, figures->facility),
                                        PAPER_VALUE(PAPER_SHARE, figures->shrunk),
                                        PAPER_VALUE(PAPER_NUMBER, figures->discrimination),
                                        PAPER_WORD(words)};
  paper_row(paper, cells);
}

static guint count_of(const Pooled *pooled, Wants wants) {
  guint n = 0;
  for (guint i = 0; i < pooled->items->len; i++)
    n += wants(((PooledItem *)pooled->items->pdata[i])->figures.flags);
  return n;
}

/* So that a page of a large bank stays one that is read. */
#define PAPER_ROWS 100

static void paper_items(const Pooled *pooled, Paper *paper, const char *key, const char *title,
                        Wants wants) {
  static const PaperColumn columns[ROW_COLUMNS] = {
      {"Item", PAPER_TEXT},    {"Question", PAPER_TEXT},           {"Answers", PAPER_COUNT},
      {"Right", PAPER_SHARE},  {"Drawn to the mean", PAPER_SHARE}, {"Discrimination", PAPER_NUMBER},
      {"Remarks", PAPER_TEXT},
  };
  guint all = count_of(pooled, wants), rows = 0;
  if (all == 0) return;
  paper_heading(paper, 3, title);
  paper_table(paper, key, title, columns, ROW_COLUMNS);
  for (guint i = 0; i < pooled->items->len && rows < PAPER_ROWS; i++) {
    const PooledItem *item = pooled->items->pdata[i];
    if (!wants(item->figures.flags)) continue;
    paper_item_row(paper, item);
    rows++;
  }
  if (rows == all) return;
  g_autofree char *rest =
      g_strdup_printf("The other %u are listed by: pawl items stats", all - rows);
  paper_text(paper, rest);
}

static void paper_few(const Pooled *pooled, Paper *paper) {
  guint few = count_of(pooled, is_few);
  if (few == 0) return;
  g_autofree char *text = g_strdup_printf(
      "%u item%s fewer than %d answers and %s not judged; pawl items stats lists %s.", few,
      few == 1 ? " has" : "s have", ITEMSTATS_MIN_N, few == 1 ? "is" : "are",
      few == 1 ? "it" : "them");
  paper_heading(paper, 3, "Too few answers to judge");
  paper_text(paper, text);
}

static bool is_any_flagged(unsigned flags) {
  return is_suspect(flags) || is_flagged(flags);
}

static void paper_options(const Pooled *pooled, Paper *paper) {
  static const PaperColumn columns[] = {{"Item", PAPER_TEXT},   {"Option", PAPER_TEXT},
                                        {"Key", PAPER_TEXT},    {"Chosen by", PAPER_COUNT},
                                        {"Share", PAPER_SHARE}, {"Rest score", PAPER_NUMBER}};
  int items = 0;
  if (count_of(pooled, is_any_flagged) == 0) return;
  paper_heading(paper, 3, "Options of flagged items");
  paper_table(paper, "items.options", "How often each option is chosen, and by whom", columns,
              G_N_ELEMENTS(columns));
  for (guint i = 0; i < pooled->items->len; i++) {
    const PooledItem *item = pooled->items->pdata[i];
    bool shown = is_any_flagged(item->figures.flags) && items++ < PAPER_ROWS;
    for (int o = 0; shown && o < item->key.options; o++) {
      const ItemstatsOption *option = &item->figures.option[o];
      const PaperCell cells[] = {PAPER_WORD(item->id),
                                 PAPER_WORD(item->option[o]),
                                 PAPER_WORD((item->key.key >> o & 1) != 0 ? "key" : ""),
                                 PAPER_VALUE(PAPER_COUNT, (double)option->n),
                                 PAPER_VALUE(PAPER_SHARE, option->rate),
                                 PAPER_VALUE(PAPER_NUMBER, option->rest)};
      paper_row(paper, cells);
    }
  }
}

void pooled_paper(const Pooled *pooled, Paper *paper) {
  paper_heading(paper, 2, "How the items behave");
  paper_text(paper, "The first answer of each learner to each item. Discrimination: correlation of "
                    "an answer with the learner's score on the other items. Rest score: mean of "
                    "that score over those who chose an option; a key whose rest score is not the "
                    "highest may be wrong.");
  paper_form(pooled, paper);
  paper_items(pooled, paper, "items.suspect", "Suspected wrong keys", is_suspect);
  paper_items(pooled, paper, "items.flagged", "Other flags", is_flagged);
  paper_options(pooled, paper);
  paper_items(pooled, paper, "items.well", "Without a flag", is_well);
  paper_few(pooled, paper);
  if (pooled->notes->len > 0) paper_heading(paper, 3, "What was left out or tells less");
  for (guint i = 0; i < pooled->notes->len; i++) paper_item(paper, pooled->notes->pdata[i]);
}
