/* scr_drill - a sitting: question and verdict by turns, and what can be done at both. */
#include "tui/scr_drill.h"

void drill_screen_close(Screen *screen) {
  drill_close(((DrillScreen *)screen)->drill);
  g_free(screen);
}

/* After every change of the drill: the face that fits, or the summary. */
void drill_follow(Ui *ui, DrillScreen *screen) {
  const DrillView *view = drill_view(screen->drill);
  screen->base.kind = view->state == DRILL_QUESTION ? &SCR_QUESTION : &SCR_VERDICT;
  if (view->state == DRILL_QUESTION) question_reset(ui, screen);
  screen->scroll = 0;
  if (view->state != DRILL_OVER) return;
  Screen *summary = scr_summary_new(ui, g_steal_pointer(&screen->drill));
  if (summary != NULL)
    ui_replace(ui, summary);
  else
    ui_pop(ui);
}

static void attempt(Ui *ui, DrillScreen *screen, bool (*change)(Drill *, GError **),
                    const char *otherwise) {
  GError *error = NULL;
  if (change(screen->drill, &error)) {
    drill_follow(ui, screen);
    return;
  }
  if (error != NULL)
    ui_say_error(ui, error);
  else
    ui_say(ui, ROLE_WARN, "%s", otherwise);
}

static void note_given(Ui *ui, const char *text, void *user) {
  DrillScreen *screen = user;
  GError *error = NULL;
  if (text == NULL) return;
  if (drill_flag(screen->drill, text, &error))
    ui_say(ui, ROLE_NORMAL, "Flagged. Browse lists flagged items.");
  else
    ui_say_error(ui, error);
}

static void flag(Ui *ui, DrillScreen *screen) {
  GError *error = NULL;
  if (!drill_view(screen->drill)->flagged) {
    ui_push(ui,
            scr_prompt_new(ui, "Flag this item", "A note, if you like: what is wrong or unclear?",
                           "", note_given, screen));
    return;
  }
  if (drill_flag(screen->drill, NULL, &error))
    ui_say(ui, ROLE_NORMAL, "The flag is gone.");
  else
    ui_say_error(ui, error);
}

static void why(Ui *ui, DrillScreen *screen) {
  g_autofree char *text = drill_why(screen->drill);
  ui_push(ui, scr_card_new(ui, "Why this item now", text));
}

static void suspend(Ui *ui, DrillScreen *screen) {
  attempt(ui, screen, drill_suspend, "There is no item to suspend.");
  ui_say(ui, ROLE_NORMAL, "Suspended: it is not asked again until you bring it back from Browse.");
}

bool drill_common_action(Ui *ui, DrillScreen *screen, Action action) {
  switch (action) {
  case ACTION_UNDO: attempt(ui, screen, drill_undo, "There is nothing to undo."); return true;
  case ACTION_REDO: attempt(ui, screen, drill_redo, "There is nothing to redo."); return true;
  case ACTION_WHY: why(ui, screen); return true;
  case ACTION_TERMS: scr_terms_open(ui, drill_view(screen->drill)->item); return true;
  case ACTION_FLAG: flag(ui, screen); return true;
  case ACTION_PUT_ASIDE: suspend(ui, screen); return true;
  case ACTION_SEARCH: scr_browse_open(ui, true); return true;
  default: return false;
  }
}

Screen *scr_drill_new(Ui *ui, SessionGoal goal) {
  GError *error = NULL;
  Drill *drill = drill_open(ui->app, goal, &error);
  if (drill == NULL) {
    ui_say_error(ui, error);
    return NULL;
  }
  if (drill_view(drill)->state == DRILL_OVER) return scr_summary_new(ui, drill);
  if (drill_resumed(drill)) ui_say(ui, ROLE_NORMAL, "Going on where you left.");
  return scr_drill_again(ui, drill);
}

Screen *scr_drill_again(Ui *ui, Drill *drill) {
  DrillScreen *screen = g_new0(DrillScreen, 1);
  screen->base.kind = &SCR_QUESTION;
  screen->drill = drill;
  question_reset(ui, screen);
  return &screen->base;
}
