# lint: what a careful reviewer would say of a pack.
noinst_LIBRARIES += src/lint/liblint.a
src_lint_liblint_a_SOURCES = \
  src/lint/bank.c \
  src/lint/cues.c \
  src/lint/distribution.c src/lint/distribution.h \
  src/lint/duplicates.c \
  src/lint/lint.c src/lint/lint.h src/lint/lint_private.h \
  src/lint/rules_options.c src/lint/rules_source.c src/lint/rules_stem.c \
  src/lint/words.c
src_lint_liblint_a_CFLAGS = $(AM_CFLAGS)
