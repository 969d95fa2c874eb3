/* scr_candidate - one candidate: the standing, the ways to areas, practice exams and texts, comments, and
 * the reply. Everything is read from the candidate's log, and kept in the mentor's own database.
 */
#include "tui/scr_candidate.h"
#include "core/text.h"
#include <string.h>

/* -- reading ----------------------------------------------------------------------------------- */

static bool load(Ui *ui, CandidateScreen *screen) {
  GError *error = NULL;
  Standing *standing = app_standing(candidate_app(screen->candidate), &error);
  if (standing == NULL) {
    ui_say_error(ui, error);
    return false;
  }
  standing_free(screen->standing);
  screen->standing = standing;
  screen->read = screen->said;
  return true;
}

bool candidate_is_old(const CandidateScreen *of, int *read) {
  bool old = *read != of->said;
  *read = of->said;
  return old;
}

static void shown(Ui *ui, Screen *base) {
  CandidateScreen *screen = (CandidateScreen *)base;
  if (candidate_is_old(screen, &screen->read)) load(ui, screen);
}

/* -- comments ---------------------------------------------------------------------------------- */

static bool comment_written(Ui *ui, const char *text, void *user) {
  CandidateScreen *screen = user;
  GError *error = NULL;
  if (!candidate_say(screen->candidate, screen->about, screen->subject, text, &error)) {
    ui_say_error(ui, error);
    return false;
  }
  screen->said++;
  screen->waiting = candidate_waiting(screen->candidate);
  return true;
}

void candidate_comment(Ui *ui, CandidateScreen *of, RemarkAbout about, const char *subject,
                       const char *title) {
  of->about = about;
  g_free(of->subject);
  of->subject = g_strdup(subject);
  g_autofree char *head = g_strconcat("Comment: ", title, NULL);
  ui_push(ui, scr_note_new(ui, head, comment_written, of));
}

/* -- the reply --------------------------------------------------------------------------------- */

/* NAME as a file's name anywhere: letters and digits, all else a dash. Newly allocated. */
static char *reply_path(const char *name) {
  GString *out = g_string_new("./");
  for (const char *p = name; *p != '\0' && out->len < 60; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isalnum(c))
      g_string_append_unichar(out, c);
    else if (out->str[out->len - 1] != '-' && out->len > 2)
      g_string_append_c(out, '-');
  }
  if (out->len == 2) g_string_append(out, "candidate");
  if (out->str[out->len - 1] == '-') g_string_truncate(out, out->len - 1);
  g_string_append(out, REPLY_SUFFIX);
  return g_string_free(out, FALSE);
}

/* "~/x" and a folder as people mean them. */
static char *whole_path(const CandidateScreen *screen, const char *text) {
  g_autofree char *home = g_str_has_prefix(text, "~/")
                              ? g_build_filename(g_get_home_dir(), text + 2, NULL)
                              : g_strdup(text);
  g_autofree char *usual = reply_path(screen->name);
  g_autofree char *path = g_file_test(home, G_FILE_TEST_IS_DIR)
                              ? g_build_filename(home, usual + 2, NULL)
                              : g_strdup(home);
  return g_canonicalize_filename(path, NULL);
}

static void write_reply(Ui *ui, CandidateScreen *screen, const char *path) {
  GError *error = NULL;
  ReplyCounts counts;
  if (!reply_write(ui->app, candidate_learner(screen->candidate), path, &counts, &error)) {
    ui_say_error(ui, error);
    return;
  }
  screen->waiting = candidate_waiting(screen->candidate);
  g_autofree char *text =
      g_strdup_printf("%d score%s and %d comment%s stand in\n\n%s\n\nNothing was sent. Hand the "
                      "file to %s, who takes it "
                      "in with: pawl log import FILE",
                      counts.scores, counts.scores == 1 ? "" : "s", counts.remarks,
                      counts.remarks == 1 ? "" : "s", path, screen->name);
  ui_push(ui, scr_card_new(ui, "Written", text));
}

/* A reply gives way to a newer one, which holds all that it held; no other file does. */
static void path_given(Ui *ui, const char *text, void *user) {
  CandidateScreen *screen = user;
  if (text == NULL || *text == '\0') return;
  g_autofree char *path = whole_path(screen, text);
  if (g_file_test(path, G_FILE_TEST_EXISTS) && !app_is_reply(path)) {
    g_autofree char *why = g_strdup_printf(
        "%s is there already and is no reply. Nothing was written: name another file.", path);
    ui_push(ui, scr_card_new(ui, "That did not work", why));
    return;
  }
  write_reply(ui, screen, path);
}

void candidate_reply(Ui *ui, CandidateScreen *of) {
  g_autoptr(GPtrArray) words = reply_words(ui->app, candidate_learner(of->candidate), NULL);
  if (words == NULL || words->len == 0) {
    ui_say(ui, ROLE_NORMAL, "Nothing was said yet: n comments, c scores.");
    return;
  }
  g_autofree char *path = reply_path(of->name);
  ui_push(ui, scr_prompt_new(ui, "Write the reply",
                             "Everything that you said, in a signed file. Where to?", path,
                             path_given, of));
}

/* -- the first page ---------------------------------------------------------------------------- */

void candidate_title(const Ui *ui, const CandidateScreen *of, Canvas *canvas, const char *what) {
  g_autofree char *left =
      *what == '\0' ? g_strdup(of->name) : g_strconcat(of->name, " · ", what, NULL);
  g_autofree char *right = of->waiting == 0 ? g_strdup("")
                           : ui->cols < 60  ? g_strdup_printf("%d to reply", of->waiting)
                                            : g_strdup_printf("%d not in a reply yet", of->waiting);
  chrome_title(canvas, left, right);
}

static Page *first_page(const Ui *ui, const CandidateScreen *screen) {
  int columns = ui->cols - 4;
  g_autoptr(Doc) doc = standing_doc(screen->standing, columns);
  return page_of_doc(doc, columns);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const CandidateScreen *screen = (const CandidateScreen *)base;
  g_autoptr(Page) page = first_page(ui, screen);
  int rows = ui_body_rows(ui), top = ui_body_top(ui);
  candidate_title(ui, screen, canvas, "");
  page_draw(page, canvas, top, 1, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, top, 1);
}

/* -- keys -------------------------------------------------------------------------------------- */

static void push(Ui *ui, Screen *screen) {
  if (screen != NULL) ui_push(ui, screen);
}

static const struct {
  Action action;
  const char *label;
} WAYS[] = {{ACTION_CANDIDATE_AREAS, "Areas"},
            {ACTION_CANDIDATE_EXAMS, "Practice exams"},
            {ACTION_CANDIDATE_TEXTS, "Essays and spoken answers"},
            {ACTION_SAY, "Write a comment"},
            {ACTION_REPLY, "Write the reply file"}};

static void way_chosen(Ui *ui, int index, void *user) {
  (void)user;
  ui_act(ui, WAYS[index].action);
}

static void ask_way(Ui *ui, CandidateScreen *screen) {
  const char *labels[G_N_ELEMENTS(WAYS)];
  for (size_t i = 0; i < G_N_ELEMENTS(WAYS); i++) labels[i] = WAYS[i].label;
  ui_push(ui,
          scr_choice_new(ui, screen->name, labels, (int)G_N_ELEMENTS(WAYS), 0, way_chosen, screen));
}

static bool act(Ui *ui, Screen *base, Action action) {
  CandidateScreen *screen = (CandidateScreen *)base;
  int by = 0;
  if (action_step(action, MAX(ui_body_rows(ui) - 1, 1), &by)) {
    g_autoptr(Page) page = first_page(ui, screen);
    screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
    return true;
  }
  switch (action) {
  case ACTION_ACCEPT: ask_way(ui, screen); return true;
  case ACTION_CANDIDATE_AREAS: push(ui, scr_candidate_areas_new(ui, screen)); return true;
  case ACTION_CANDIDATE_EXAMS: push(ui, scr_candidate_exams_new(ui, screen)); return true;
  case ACTION_CANDIDATE_TEXTS: push(ui, scr_candidate_texts_new(ui, screen)); return true;
  case ACTION_SAY: candidate_comment(ui, screen, REMARK_LEARNER, "", screen->name); return true;
  case ACTION_REPLY: candidate_reply(ui, screen); return true;
  default: return false;
  }
}

/* -- coming and going -------------------------------------------------------------------------- */

static void close_candidate(Screen *base) {
  CandidateScreen *screen = (CandidateScreen *)base;
  standing_free(screen->standing);
  candidate_close(screen->candidate);
  g_free(screen->name);
  g_free(screen->subject);
  g_free(screen);
}

Screen *scr_candidate_new(Ui *ui, const CohortRow *row) {
  GError *error = NULL;
  Candidate *candidate = candidate_open(ui->app, row, &error);
  if (candidate == NULL) {
    ui_say_error(ui, error);
    return NULL;
  }
  CandidateScreen *screen = g_new0(CandidateScreen, 1);
  screen->base.kind = &SCR_CANDIDATE;
  screen->candidate = candidate;
  screen->name = text_clean(row->name, -1);
  screen->waiting = candidate_waiting(candidate);
  if (load(ui, screen)) return &screen->base;
  close_candidate(&screen->base);
  return NULL;
}

static const Action ACTIONS[] = {ACTION_ACCEPT,
                                 ACTION_CANDIDATE_AREAS,
                                 ACTION_CANDIDATE_EXAMS,
                                 ACTION_CANDIDATE_TEXTS,
                                 ACTION_SAY,
                                 ACTION_REPLY,
                                 ACTION_UP,
                                 ACTION_DOWN,
                                 ACTION_FIRST,
                                 ACTION_PAGE_UP,
                                 ACTION_PAGE_DOWN,
                                 ACTION_LAST,
                                 ACTION_BACK,
                                 ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "menu"},
                                    {ACTION_CANDIDATE_AREAS, "areas"},
                                    {ACTION_CANDIDATE_EXAMS, "exams"},
                                    {ACTION_CANDIDATE_TEXTS, "texts"},
                                    {ACTION_SAY, "comment"},
                                    {ACTION_REPLY, "reply"},
                                    {ACTION_BACK, "back"},
                                    {ACTION_NONE, NULL}};
const ScreenKind SCR_CANDIDATE = {.name = "candidate",
                                  .keys = {"candidate", ACTIONS},
                                  .footer = FOOTER,
                                  .action = act,
                                  .draw = draw,
                                  .shown = shown,
                                  .close = close_candidate};
