# model: pure algorithms over core's types.
noinst_LIBRARIES += src/model/libmodel.a
src_model_libmodel_a_SOURCES = \
  src/model/bias.c src/model/bias.h \
  src/model/fsrs.c src/model/fsrs.h \
  src/model/fsrs_fit.c src/model/fsrs_fit.h src/model/fsrs_private.h \
  src/model/fsrs_gradient.c src/model/fsrs_initial.c src/model/fsrs_measure.c \
  src/model/fsrs_log.c src/model/fsrs_log.h \
  src/model/form.c src/model/form.h \
  src/model/habits.c src/model/habits.h \
  src/model/itemstats.c src/model/itemstats.h \
  src/model/mastery.c src/model/mastery.h \
  src/model/normal.c src/model/normal.h \
  src/model/plan.c src/model/plan.h src/model/plan_private.h \
  src/model/plan_forecast.c src/model/plan_value.c \
  src/model/readiness.c src/model/readiness.h \
  src/model/schedule.c src/model/schedule.h \
  src/model/score.c src/model/score.h
src_model_libmodel_a_CFLAGS = $(AM_CFLAGS)
