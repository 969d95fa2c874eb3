# core: the domain, pure. Knows no other room, no SQL, no terminal.
noinst_LIBRARIES += src/core/libcore.a
src_core_libcore_a_SOURCES = \
  src/core/answer.c src/core/answer.h \
  src/core/assessment.c src/core/assessment.h \
  src/core/blueprint.c src/core/blueprint.h \
  src/core/card.h \
  src/core/clock.c src/core/clock.h \
  src/core/diag.c src/core/diag.h \
  src/core/exam.c src/core/exam.h \
  src/core/framework.c src/core/framework.h \
  src/core/glossary.c src/core/glossary.h \
  src/core/instrument.c src/core/instrument.h \
  src/core/item.c src/core/item.h src/core/item_json.c \
  src/core/json.c src/core/json.h \
  src/core/names.h \
  src/core/rubric.c src/core/rubric.h \
  src/core/session.c src/core/session.h \
  src/core/shingle.c src/core/shingle.h \
  src/core/shuffle.c src/core/shuffle.h \
  src/core/study.c src/core/study.h \
  src/core/text.c src/core/text.h src/core/text_layout.c
src_core_libcore_a_CFLAGS = $(AM_CFLAGS)
