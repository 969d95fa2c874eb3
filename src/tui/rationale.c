/* rationale - see rationale.h. */
#include "tui/rationale.h"
#include "core/study.h"
#include "report/phrase.h"

static bool was_chosen(const Rationale *r, int option) {
  for (int i = 0; i < r->response.n; i++)
    if (r->response.option[i] == option) return true;
  return false;
}

static Role role_of(const Grade *grade) {
  return grade->correct ? ROLE_RIGHT : grade->credit > 0 ? ROLE_PARTLY : ROLE_WRONG;
}

/* -- the page ---------------------------------------------------------------------------------- */

static void add_option(Page *page, const Rationale *r, int place, const char *symbol, Role role) {
  const ItemOption *option = r->item->options->pdata[r->shown[place]];
  page_addf(page, role, 0, 6, " %s %c  %s", symbol, (char)('a' + place), option->text);
  if (option->why != NULL) page_add(page, ROLE_NORMAL, 6, 6, option->why);
  if (option->misconception != NULL && was_chosen(r, r->shown[place]))
    page_addf(page, ROLE_WARN, 6, 6, "A common belief: %s", option->misconception);
}

/* Keys first, then what was wrongly chosen, then the rest. */
static void add_choices(Page *page, const Rationale *r) {
  for (int pass = 0; pass < 3; pass++)
    for (int i = 0; i < r->shown_n; i++) {
      const ItemOption *option = r->item->options->pdata[r->shown[i]];
      bool key = item_is_key(r->item, option->id);
      bool chosen = was_chosen(r, r->shown[i]);
      if ((key ? 0 : chosen ? 1 : 2) != pass) continue;
      add_option(page, r, i,
                 key      ? "✓"
                 : chosen ? "✗"
                          : " ",
                 key      ? ROLE_RIGHT
                 : chosen ? ROLE_WRONG
                          : ROLE_STRONG);
    }
}

/* Where the learner put option RIGHT, from 1. */
static int given_place(const Rationale *r, int right) {
  for (int i = 0; i < r->response.n; i++)
    if (r->response.option[i] == right) return i + 1;
  return 0;
}

static void add_steps(Page *page, const Rationale *r) {
  for (guint i = 0; i < r->item->key->len; i++) {
    int right = item_option_index(r->item, r->item->key->pdata[i]);
    const ItemOption *option = r->item->options->pdata[right];
    bool good = r->response.n > 0 && r->response.option[i] == right;
    page_addf(page, good ? ROLE_RIGHT : ROLE_WRONG, 0, 6, " %s %u  %s", good ? "✓" : "✗", i + 1,
              option->text);
    if (!good && r->response.n > 0)
      page_addf(page, ROLE_DIM, 6, 6, "You put it in place %d.", given_place(r, right));
    if (option->why != NULL) page_add(page, ROLE_NORMAL, 6, 6, option->why);
  }
}

static void add_matches(Page *page, const Rationale *r) {
  for (guint i = 0; i < r->item->prompts->len; i++) {
    const ItemPrompt *prompt = r->item->prompts->pdata[i];
    int right = item_option_index(r->item, prompt->key);
    int given = r->response.n > 0 ? r->response.option[i] : -1;
    const ItemOption *option = r->item->options->pdata[right];
    const ItemOption *yours = given < 0 ? NULL : r->item->options->pdata[given];
    bool good = right == given;
    page_addf(page, good ? ROLE_RIGHT : ROLE_WRONG, 0, 6, " %s %s: %s", good ? "✓" : "✗",
              prompt->text, option->text);
    if (!good && yours != NULL) page_addf(page, ROLE_DIM, 6, 6, "Your answer: %s", yours->text);
    if (prompt->why != NULL) page_add(page, ROLE_NORMAL, 6, 6, prompt->why);
  }
}

static void add_refs(Page *page, const Item *item) {
  for (guint i = 0; i < item->refs->len; i++) {
    const ItemRef *ref = item->refs->pdata[i];
    g_autofree char *text = phrase_ref(ref);
    page_addf(page, ROLE_DIM, 1, 9, "Source  %s", text);
    if (ref->url != NULL) page_add(page, ROLE_DIM, 9, 9, ref->url);
  }
}

/* After a miss: where to read about the objective. */
static void add_study(Page *page, const Rationale *r) {
  if (r->grade.correct) return;
  for (guint i = 0; i < r->sources->len; i++) {
    const StudySource *source = r->sources->pdata[i];
    g_autofree char *text = phrase_study(source);
    page_addf(page, ROLE_NORMAL, 1, 9, "Read    %s", text);
    if (source->ref->url != NULL) page_add(page, ROLE_DIM, 9, 9, source->ref->url);
  }
}

static void add_overdue(Page *page, const Rationale *r) {
  if (r->overdue) page_addf(page, ROLE_WARN, 1, 9, "Check   " PHRASE_OVERDUE, r->item->review_by);
}

void rationale_add_heading(Page *page, const Rationale *r) {
  if (r->response.n == 0) {
    page_addf(page, ROLE_WRONG, 1, 1, "%s Not answered", phrase_verdict_symbol(&r->grade));
    return;
  }
  const char *verdict = phrase_verdict(&r->grade);
  page_addf(page, role_of(&r->grade), 1, 1, "%s %s", phrase_verdict_symbol(&r->grade), verdict);
  if (r->sure_and_wrong)
    page_add(page, ROLE_WARN, 1, 1,
             "You were sure. Read why each option is right or wrong: it comes back soon.");
}

void rationale_add_options(Page *page, const Rationale *r) {
  if (r->item->type == ITEM_ORDER)
    add_steps(page, r);
  else if (r->item->type == ITEM_MATCH)
    add_matches(page, r);
  else
    add_choices(page, r);
}

void rationale_add_sources(Page *page, const Rationale *r) {
  add_refs(page, r->item);
  add_overdue(page, r);
  add_study(page, r);
}
