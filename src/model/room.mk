# model: pure algorithms over core's types.
noinst_LIBRARIES += src/model/libmodel.a
src_model_libmodel_a_SOURCES = \
  src/model/fsrs.c src/model/fsrs.h \
  src/model/plan.c src/model/plan.h \
  src/model/schedule.c src/model/schedule.h
src_model_libmodel_a_CFLAGS = $(AM_CFLAGS)
