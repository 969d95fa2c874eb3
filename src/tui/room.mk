# tui: screens over a canvas of cells; term.c alone includes curses.
noinst_LIBRARIES += src/tui/libtui.a
src_tui_libtui_a_SOURCES = \
  src/tui/actions.h \
  src/tui/canvas.c src/tui/canvas.h \
  src/tui/chrome.c src/tui/chrome.h \
  src/tui/field.c src/tui/field.h \
  src/tui/keymap.c src/tui/keymap.h \
  src/tui/page.c src/tui/page.h \
  src/tui/run.c \
  src/tui/scr_browse.c \
  src/tui/scr_dialog.c \
  src/tui/scr_drill.c src/tui/scr_drill.h \
  src/tui/scr_home.c \
  src/tui/scr_item.c \
  src/tui/scr_question.c \
  src/tui/scr_settings.c \
  src/tui/scr_summary.c \
  src/tui/scr_text.c \
  src/tui/scr_verdict.c \
  src/tui/screen.h \
  src/tui/term.c src/tui/term.h \
  src/tui/term_restore.c src/tui/term_restore.h \
  src/tui/theme.c src/tui/theme.h \
  src/tui/ui.c src/tui/ui.h
src_tui_libtui_a_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS)
