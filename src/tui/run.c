/* run - the loop between the terminal and the screens. Nothing happens while nobody types, save
 * where the end of a fit is waited for, or the clock of a practice exam runs. */
#include "app/exam.h"
#include "tui/screen.h"
#include "tui/term.h"

static void open_exam(Ui *ui, const UiStart *start) {
  bool any = start->blueprint != NULL || exam_is_open(ui->app);
  ui_push(ui, any ? scr_exam_new(ui, start->blueprint, start->seed) : scr_mocks_new(ui));
}

static void open_writing(Ui *ui, const UiStart *start) {
  GError *error = NULL;
  int64_t item = start->item == NULL ? 0 : app_item_find(ui->app, start->item, &error);
  if (error != NULL)
    ui_say_error(ui, error);
  else if (item != 0)
    scr_write_open(ui, item);
  else
    ui_push(ui, scr_write_new(ui, start->oral));
}

static void open_first(Ui *ui, const UiOptions *options) {
  if (options->start.kind != START_MENTOR) ui_push(ui, scr_home_new(ui));
  if (options->start.kind == START_MENTOR)
    ui_push(ui, scr_mentor_new(ui, options->start.cohort, options->start.order));
  else if (options->start.kind == START_DRILL)
    ui_push(ui, scr_drill_new(ui, options->start.goal));
  else if (options->start.kind == START_EXAM)
    open_exam(ui, &options->start);
  else if (options->start.kind == START_ASSESS)
    ui_push(ui, scr_assess_fill_new(ui, options->start.instrument, options->start.name));
  else if (options->start.kind == START_WRITE)
    open_writing(ui, &options->start);
  else if (app_first_start(ui->app))
    scr_welcome_open(ui);
  const GPtrArray *notices = app_notices(ui->app);
  if (notices->len > 0) ui_push(ui, scr_card_new(ui, "Please note", notices->pdata[0]));
}

/* One event. False: leave now. */
static bool handle(Ui *ui, Term *term, const TermEvent *event) {
  int rows = 0, cols = 0;
  switch (event->kind) {
  case TERM_KEY: ui_key(ui, event->key); break;
  case TERM_PASTE: ui_paste(ui, event->text); break;
  case TERM_RESIZE:
    term_size(term, &rows, &cols);
    ui_resize(ui, rows, cols);
    ui->repaint = true;
    break;
  case TERM_RESUMED: ui->repaint = true; break;
  case TERM_QUIT: return false;
  case TERM_NOTHING: break;
  }
  return !ui->leaving;
}

/* Another program has the terminal until it ends. */
static void step_aside(Ui *ui, Term *term) {
  void (*aside)(Ui *, void *) = ui->aside;
  int rows = 0, cols = 0;
  ui->aside = NULL;
  term_pause(term);
  aside(ui, ui->aside_user);
  term_resume(term);
  term_size(term, &rows, &cols);
  ui_resize(ui, rows, cols);
  ui->repaint = true;
}

static void apply(Ui *ui, Term *term) {
  if (ui->aside != NULL) step_aside(ui, term);
  if (ui->stop) {
    ui->stop = false;
    ui->repaint = true;
    term_suspend(term);
  }
  if (ui->theme_changed) {
    g_autofree char *theme = app_setting(ui->app, SETTING_THEME);
    term_set_theme(term, theme);
    ui->theme_changed = false;
    ui->repaint = true;
  }
}

static void loop(Ui *ui, Term *term) {
  g_autoptr(Canvas) canvas = canvas_new(ui->rows, ui->cols, ui->ascii);
  bool going = !ui->leaving;
  while (going) {
    if (canvas->rows != ui->rows || canvas->cols != ui->cols)
      canvas_resize(canvas, ui->rows, ui->cols);
    ui_draw(ui, canvas);
    term_present(term, canvas, ui->repaint);
    ui->repaint = false;
    TermEvent event = term_read(term, ui_tick_in(ui));
    going = handle(ui, term, &event);
    if (going) ui_tick(ui);
    if (going) apply(ui, term);
  }
}

UiResult ui_run(App *app, const UiOptions *options, int *signal, GError **error) {
  g_autofree char *theme = app_setting(app, SETTING_THEME);
  TermOptions wanted = {.no_colour = options->no_colour,
                        .theme = theme,
                        .mouse = app_setting_number(app, SETTING_MOUSE) != 0};
  Term *term = term_open(&wanted, error);
  if (term == NULL) return UI_NO_TERMINAL;
  int rows = 0, cols = 0;
  term_size(term, &rows, &cols);
  Ui *ui = ui_new(app, options->key_file, rows, cols, term_ascii(term), error);
  if (ui != NULL) {
    open_first(ui, options);
    loop(ui, term);
  }
  *signal = term_signal(term);
  term_close(term);
  UiResult result = ui != NULL ? UI_LEFT : UI_FAILED;
  ui_free(ui);
  return result;
}
