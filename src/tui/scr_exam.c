/* scr_exam - a practice exam on the screen: what is shared by its faces, and the cover that stands
 * before a section, in a pause and after an interruption.
 */
#include "tui/scr_exam.h"
#include "report/phrase.h"

static const ExamView *view_of(const ExamScreen *screen) {
  return exam_view(screen->exam);
}

/* -- shared ------------------------------------------------------------------------------------ */

void exam_screen_close(Screen *base) {
  ExamScreen *screen = (ExamScreen *)base;
  exam_close(screen->exam);
  g_clear_pointer(&screen->texts, g_ptr_array_unref);
  g_free(screen);
}

void exam_take_question(ExamScreen *screen) {
  const ExamView *view = view_of(screen);
  Response response;
  if (view->item == NULL || !item_is_keyed(view->item)) return;
  sheet_reset(&screen->sheet, view->item, view->shown, view->shown_n);
  screen->sheet.apart = true;
  for (int i = 0; i < view->shown_n; i++) screen->sheet.struck[i] = view->struck[i];
  if (exam_sheet_parse(view->item, view->question->chosen, &response))
    sheet_take(&screen->sheet, &response);
  screen->stem_scroll = 0;
}

static const ScreenKind *face_of(const ExamView *view) {
  if (view->state->phase != EXAM_TAKING || view->question == NULL) return &SCR_EXAM_COVER;
  return view->section->rules->essay ? &SCR_EXAM_ESSAYS : &SCR_EXAM;
}

void exam_follow(Ui *ui, ExamScreen *screen) {
  const ExamView *view = view_of(screen);
  screen->scroll = 0;
  if (view->state->phase < EXAM_OVER) {
    screen->base.kind = face_of(view);
    exam_take_question(screen);
    exam_take_texts(ui, screen);
    return;
  }
  bool given_up = view->state->phase == EXAM_GIVEN_UP;
  int64_t id = exam_id(screen->exam);
  ui_raise(ui, &screen->base);
  Screen *result = given_up ? NULL : scr_result_new(ui, id);
  if (result != NULL)
    ui_replace(ui, result);
  else
    ui_pop(ui);
  if (given_up) ui_say(ui, ROLE_NORMAL, "Given up. What you looked at counts as seen.");
}

void exam_done(Ui *ui, ExamScreen *screen, bool good, GError *error) {
  if (good)
    exam_follow(ui, screen);
  else
    ui_say_error(ui, error);
}

char *exam_clock_text(const ExamScreen *screen) {
  const ExamView *view = view_of(screen);
  if (screen->clock_hidden) return NULL;
  if (view->left < 0) return g_strdup_printf("%d min", (int)(view->used / 60000));
  int64_t seconds = (view->left + 999) / 1000;
  if (seconds >= 2 * 86400)
    return g_strdup_printf("%d d %d h left", (int)(seconds / 86400), (int)(seconds % 86400 / 3600));
  if (seconds > 300) return g_strdup_printf("%d min left", (int)((seconds + 59) / 60));
  return g_strdup_printf("%d:%02d left", (int)(seconds / 60), (int)(seconds % 60));
}

void exam_screen_tick(Ui *ui, Screen *base) {
  ExamScreen *screen = (ExamScreen *)base;
  ExamPhase before = view_of(screen)->state->phase;
  int section = view_of(screen)->state->section;
  GError *error = NULL;
  if (exam_left(screen->exam) == 0) ui_keep(ui);
  if (!exam_tick(screen->exam, &error)) {
    g_clear_error(&error); /* told when the next answer cannot be stored */
    return;
  }
  const ExamView *view = view_of(screen);
  if (view->state->phase != before || view->state->section != section) {
    ui_raise(ui, base);
    exam_follow(ui, screen);
    ui_say(ui, ROLE_WARN, "The time is over: the section was handed in as it stood.");
  } else if (view->warning > 0) {
    ui_say(ui, ROLE_WARN, "%d minute%s left.", view->warning, view->warning == 1 ? "" : "s");
  }
}

int exam_screen_tick_in(const Screen *base) {
  const ExamScreen *screen = (const ExamScreen *)base;
  const ExamView *view = view_of(screen);
  bool breaks = view->state->phase == EXAM_READY && view->rest > 0;
  if (view->state->phase != EXAM_TAKING && !breaks) return -1;
  return exam_next_tick(screen->exam);
}

/* -- leaving, giving up, handing in ------------------------------------------------------------ */

static void give_up_chosen(Ui *ui, int index, void *user) {
  ExamScreen *screen = user;
  GError *error = NULL;
  if (index != 1) return;
  bool good = exam_give_up(screen->exam, &error);
  exam_done(ui, screen, good, error);
}

static void ask_give_up(Ui *ui, ExamScreen *screen) {
  static const char *const labels[] = {"Go on with it", "Give it up: no result is kept"};
  ui_push(ui, scr_choice_new(ui, "Give this exam up?", labels, 2, 0, give_up_chosen, screen));
}

static void hand_in_chosen(Ui *ui, int index, void *user) {
  ExamScreen *screen = user;
  GError *error = NULL;
  if (index != 1) return;
  bool good = exam_hand_in(screen->exam, &error);
  exam_done(ui, screen, good, error);
}

void exam_ask_hand_in(Ui *ui, ExamScreen *screen) {
  static const char *const labels[] = {"Go on working", "Hand in"};
  const ExamCounts counts = view_of(screen)->counts;
  int open = counts.questions - counts.answered;
  g_autofree char *title =
      screen->texts != NULL ? g_strdup_printf("Hand in? %d of %u written",
                                              writing_count(screen->texts), screen->texts->len)
      : open > 0 ? g_strdup_printf("Hand in? %d not answered, %d flagged", open, counts.flagged)
                 : g_strdup_printf("Hand in? All answered, %d flagged", counts.flagged);
  ui_push(ui, scr_choice_new(ui, title, labels, 2, 0, hand_in_chosen, screen));
}

static void leave(Ui *ui, ExamScreen *screen) {
  GError *error = NULL;
  if (!exam_leave(screen->exam, &error)) {
    ui_say_error(ui, error);
    return;
  }
  bool stands = view_of(screen)->state->phase == EXAM_PAUSED;
  bool running = view_of(screen)->state->phase == EXAM_AWAY;
  ui_pop(ui);
  if (stands) ui_say(ui, ROLE_NORMAL, "Paused. The clock stands; e comes back to the question.");
  if (running)
    ui_say(ui, ROLE_WARN, "The clock of this form runs on. e comes back to the question.");
}

static void leave_chosen(Ui *ui, int index, void *user) {
  ExamScreen *screen = user;
  if (index == 1) leave(ui, screen);
  if (index == 2) exam_ask_hand_in(ui, screen);
  if (index == 3) ask_give_up(ui, screen);
}

static void ask_leave(Ui *ui, ExamScreen *screen) {
  bool pauses = view_of(screen)->state->blueprint->pause;
  const char *labels[] = {"Go on working",
                          pauses ? "Pause and leave: the clock stands" : "Leave: the clock runs on",
                          "Hand in", "Give up"};
  if (view_of(screen)->state->phase != EXAM_TAKING)
    leave(ui, screen);
  else
    ui_push(ui, scr_choice_new(ui, "Leave the exam?", labels, 4, 0, leave_chosen, screen));
}

bool exam_common_action(Ui *ui, ExamScreen *screen, Action action) {
  GError *error = NULL;
  switch (action) {
  case ACTION_BACK: ask_leave(ui, screen); return true;
  case ACTION_GIVE_UP: ask_give_up(ui, screen); return true;
  case ACTION_HAND_IN:
    if (view_of(screen)->state->phase != EXAM_TAKING) return true;
    if (view_of(screen)->item != NULL) screen->base.kind = &SCR_EXAM_GRID; /* all at a glance */
    exam_ask_hand_in(ui, screen);
    return true;
  case ACTION_CLOCK: screen->clock_hidden = !screen->clock_hidden; return true;
  case ACTION_PAUSE:
    if (!view_of(screen)->state->blueprint->pause) {
      ui_say(ui, ROLE_WARN, "This form has no pauses: its clock runs on.");
    } else {
      bool good = exam_pause(screen->exam, &error);
      exam_done(ui, screen, good, error);
    }
    return true;
  default: return false;
  }
}

/* -- the cover --------------------------------------------------------------------------------- */

static void add_rules(Page *page, const ExamView *view) {
  const BlueprintSection *rules = view->section->rules;
  int n = (int)view->section->questions->len;
  page_addf(page, ROLE_NORMAL, 2, 2, "%d %s%s", n, rules->essay ? "essay" : "question",
            n == 1 ? "" : "s");
  if (rules->minutes >= 2880)
    page_addf(page, ROLE_NORMAL, 2, 2, "%d days from the opening on, whether pawl runs or not",
              rules->minutes / 1440);
  else if (rules->minutes > 0)
    page_addf(page, ROLE_NORMAL, 2, 2, "%d minutes; %s", rules->minutes,
              view->state->blueprint->pause ? "the clock can be stopped" : "no pause");
  else
    page_add(page, ROLE_NORMAL, 2, 2, "No time limit is known for this form; your time is taken.");
  if (rules->navigation == NAVIGATE_FORWARD)
    page_add(page, ROLE_WARN, 2, 2, "There is no way back to a question that was left.");
  page_addf(page, ROLE_NORMAL, 2, 2, "%.0f %% are asked for. No verdict before the end.",
            rules->pass);
  if (!view->clean)
    page_addf(page, ROLE_WARN, 2, 2,
              "Practice only: %d of the questions were seen before, for too few unseen ones are "
              "left.",
              view->reused);
}

static void add_break(Page *page, const ExamView *view) {
  if (view->rest <= 0) return;
  page_blank(page);
  page_addf(page, ROLE_ACCENT, 2, 2, "Break: %d min left of it; Enter ends it.",
            (int)((view->rest + 59999) / 60000));
}

static void add_standing(Page *page, const ExamView *view) {
  bool left = view->left >= 0;
  g_autofree char *used = phrase_duration(view->used), *rest = phrase_duration(view->left);
  if (!view->section->rules->essay)
    page_addf(page, ROLE_NORMAL, 2, 2, "%d of %d answered, %d flagged.", view->counts.answered,
              view->counts.questions, view->counts.flagged);
  page_addf(page, ROLE_NORMAL, 2, 2, "Used %s%s%s.", used, left ? ", left " : "", left ? rest : "");
}

static Page *cover_page(const Ui *ui, const ExamScreen *screen) {
  const ExamView *view = view_of(screen);
  Page *page = page_new(ui->cols - 3);
  page_add(page, ROLE_STRONG, 1, 1, view->section->rules->title);
  page_blank(page);
  switch (view->state->phase) {
  case EXAM_READY:
    add_rules(page, view);
    add_break(page, view);
    page_blank(page);
    page_add(page, ROLE_ACCENT, 2, 2, "Enter begins. Every choice is kept as you make it.");
    break;
  case EXAM_PAUSED:
    add_standing(page, view);
    page_blank(page);
    page_add(page, ROLE_ACCENT, 2, 2, "Paused: the clock stands. Enter goes on.");
    break;
  default:
    add_standing(page, view);
    page_blank(page);
    page_add(page, ROLE_ACCENT, 2, 2, "Interrupted. Enter goes on at the same question.");
  }
  return page;
}

static void go_on(Ui *ui, ExamScreen *screen) {
  GError *error = NULL;
  bool ready = view_of(screen)->state->phase == EXAM_READY;
  bool good = ready ? exam_begin(screen->exam, &error) : exam_resume(screen->exam, &error);
  exam_done(ui, screen, good, error);
}

static bool cover_act(Ui *ui, Screen *base, Action action) {
  ExamScreen *screen = (ExamScreen *)base;
  switch (action) {
  case ACTION_ACCEPT: go_on(ui, screen); return true;
  case ACTION_UP: screen->scroll = MAX(screen->scroll - 1, 0); return true;
  case ACTION_DOWN: screen->scroll++; return true;
  default: return exam_common_action(ui, screen, action);
  }
}

static void cover_draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ExamScreen *screen = (const ExamScreen *)base;
  const ExamView *view = view_of(screen);
  g_autoptr(Page) page = cover_page(ui, screen);
  g_autofree char *part =
      view->sections > 1
          ? g_strdup_printf("part %d of %d", view->state->section + 1, view->sections)
          : g_strdup("");
  chrome_title(canvas, "Practice exam", part);
  int rows = ui_body_rows(ui);
  page_draw(page, canvas, ui_body_top(ui), 0, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, ui_body_top(ui), 1);
}

Screen *scr_exam_new(Ui *ui, const char *blueprint, uint64_t seed) {
  GError *error = NULL;
  Exam *exam =
      blueprint == NULL ? exam_open(ui->app, &error) : exam_start(ui->app, blueprint, seed, &error);
  if (exam == NULL) {
    if (error != NULL) ui_say_error(ui, error);
    return NULL;
  }
  ExamScreen *screen = g_new0(ExamScreen, 1);
  screen->base.kind = &SCR_EXAM_COVER;
  screen->exam = exam;
  return &screen->base;
}

static const Action COVER_ACTIONS[] = {ACTION_ACCEPT,  ACTION_UP,   ACTION_DOWN,
                                       ACTION_GIVE_UP, ACTION_BACK, ACTION_NONE};
static const FooterHint COVER_FOOTER[] = {{ACTION_ACCEPT, "go on"},
                                          {ACTION_BACK, "leave"},
                                          {ACTION_GIVE_UP, "give up"},
                                          {ACTION_NONE, NULL}};
const ScreenKind SCR_EXAM_COVER = {.name = "exam cover",
                                   .keys = {"exam cover", COVER_ACTIONS},
                                   .footer = COVER_FOOTER,
                                   .action = cover_act,
                                   .draw = cover_draw,
                                   .tick = exam_screen_tick,
                                   .tick_in = exam_screen_tick_in,
                                   .close = exam_screen_close};
