# tui: screens over a canvas of cells; term.c alone includes curses.
noinst_LIBRARIES += src/tui/libtui.a
src_tui_libtui_a_SOURCES = \
  src/tui/actions.h \
  src/tui/canvas.c src/tui/canvas.h \
  src/tui/chrome.c src/tui/chrome.h \
  src/tui/editor.c src/tui/editor.h \
  src/tui/edits.c src/tui/edits.h \
  src/tui/fit_job.c \
  src/tui/field.c src/tui/field.h \
  src/tui/keymap.c src/tui/keymap.h \
  src/tui/page.c src/tui/page.h \
  src/tui/prose.c src/tui/prose.h \
  src/tui/rationale.c src/tui/rationale.h \
  src/tui/run.c \
  src/tui/scr_assess.c src/tui/scr_assess_fill.c \
  src/tui/scr_browse.c \
  src/tui/scr_candidate.c src/tui/scr_candidate.h src/tui/scr_candidate_lists.c \
  src/tui/scr_dialog.c \
  src/tui/scr_drill.c src/tui/scr_drill.h \
  src/tui/scr_exam.c src/tui/scr_exam.h src/tui/scr_exam_question.c \
  src/tui/scr_essay.c src/tui/scr_exam_essays.c \
  src/tui/scr_home.c \
  src/tui/scr_item.c \
  src/tui/scr_mentor.c \
  src/tui/scr_mocks.c \
  src/tui/scr_oral.c \
  src/tui/scr_note.c \
  src/tui/scr_packs.c \
  src/tui/scr_question.c \
  src/tui/scr_report.c \
  src/tui/scr_result.c \
  src/tui/scr_score.c \
  src/tui/scr_settings.c \
  src/tui/scr_summary.c \
  src/tui/scr_terms.c \
  src/tui/scr_text.c \
  src/tui/scr_verdict.c \
  src/tui/scr_write.c \
  src/tui/screen.h \
  src/tui/sheet.c src/tui/sheet.h \
  src/tui/term.c src/tui/term.h \
  src/tui/term_restore.c src/tui/term_restore.h \
  src/tui/theme.c src/tui/theme.h \
  src/tui/ui.c src/tui/ui.h
src_tui_libtui_a_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS)

if TESTS_WANTED
# The room's foundations, without curses; the screens have tests/screen.
TUI_TESTS = \
  tests/unit/tui/test_canvas \
  tests/unit/tui/test_contexts \
  tests/unit/tui/test_editor \
  tests/unit/tui/test_keymap \
  tests/unit/tui/test_theme \
  tests/unit/tui/test_widgets
# term.c in a real pseudo-terminal, through a program made for it.
check_PROGRAMS += $(TUI_TESTS) tests/pty/test_term tests/pty/term_probe
TESTS += $(TUI_TESTS) tests/pty/test_term
TUI_TEST_LIBS = src/tui/libtui.a $(LDADD)
tests_unit_tui_test_canvas_CFLAGS = $(UNIT_CFLAGS)
tests_unit_tui_test_canvas_LDADD = $(TUI_TEST_LIBS)
tests_unit_tui_test_contexts_CFLAGS = $(UNIT_CFLAGS)
tests_unit_tui_test_contexts_LDADD = src/tui/libtui.a $(APP_LIBS) $(CURSES_LIBS)
tests_unit_tui_test_editor_CFLAGS = $(UNIT_CFLAGS)
tests_unit_tui_test_editor_LDADD = $(TUI_TEST_LIBS)
tests_unit_tui_test_keymap_CFLAGS = $(UNIT_CFLAGS)
tests_unit_tui_test_keymap_LDADD = $(TUI_TEST_LIBS)
tests_unit_tui_test_theme_CFLAGS = $(UNIT_CFLAGS)
tests_unit_tui_test_theme_LDADD = $(TUI_TEST_LIBS)
tests_unit_tui_test_widgets_CFLAGS = $(UNIT_CFLAGS)
tests_unit_tui_test_widgets_LDADD = $(TUI_TEST_LIBS)
tests_pty_term_probe_CFLAGS = $(UNIT_CFLAGS)
tests_pty_term_probe_LDADD = $(TUI_TEST_LIBS) $(CURSES_LIBS)
tests_pty_test_term_SOURCES = tests/pty/test_term.c tests/pty/vt.c tests/pty/vt.h
tests_pty_test_term_CFLAGS = $(UNIT_CFLAGS) $(VTERM_CFLAGS)
tests_pty_test_term_LDADD = $(LDADD) $(VTERM_LIBS)
endif
