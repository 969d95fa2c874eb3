# app: the use cases, the one interface of every front end.
noinst_LIBRARIES += src/app/libapp.a
src_app_libapp_a_SOURCES = \
  src/app/app.c src/app/app.h src/app/app_private.h \
  src/app/assess.c src/app/assess.h src/app/assess_private.h \
  src/app/assess_compare.c src/app/assess_sheet.c src/app/assess_words.c \
  src/app/bank.c src/app/care.c \
  src/app/candidate.c src/app/cohort.c src/app/cohort.h \
  src/app/cohort_group.c src/app/cohort_order.c src/app/cohort_paper.c src/app/cohort_words.c \
  src/app/dossier.c src/app/dossier.h src/app/dossier_read.c \
  src/app/drill.c src/app/drill.h src/app/drill_private.h \
  src/app/drill_plan.c src/app/drill_words.c \
  src/app/exam.c src/app/exam.h src/app/exam_private.h \
  src/app/exam_form.c src/app/exam_result.c src/app/exam_words.c \
  src/app/edit.c src/app/edit.h \
  src/app/fold.c src/app/fold.h \
  src/app/forecast.c \
  src/app/fit.c \
  src/app/items.c \
  src/app/learner.c src/app/learner.h src/app/learner_json.c src/app/mastery_words.c \
  src/app/logs.c src/app/logs.h src/app/logs_private.h \
  src/app/logs_exam.c src/app/logs_export.c src/app/logs_find.c src/app/logs_merge.c src/app/logs_sync.c \
  src/app/memory.c src/app/memory_report.c \
  src/app/outlook.c src/app/outlook.h \
  src/app/pack_author.c src/app/pack_edit.c src/app/pack_info.c \
  src/app/pack_put.c src/app/pack_source.c src/app/pack_trust.c src/app/packs.c \
  src/app/plan_report.c \
  src/app/pooled.c src/app/pooled.h src/app/pooled_private.h \
  src/app/pooled_read.c src/app/pooled_reckon.c src/app/pooled_words.c \
  src/app/reply.c src/app/reply.h src/app/reply_private.h src/app/reply_file.c \
  src/app/reply_news.c src/app/reply_words.c \
  src/app/round.c src/app/round.h src/app/round_private.h \
  src/app/round_file.c src/app/round_fold.c src/app/round_open.c src/app/round_words.c \
  src/app/settings.c src/app/shared.c src/app/shared.h src/app/shared_private.h \
  src/app/standing.c src/app/standing.h src/app/standing_json.c src/app/standing_words.c \
  src/app/study.c \
  src/app/target.c src/app/target.h \
  src/app/writing.c src/app/writing.h src/app/writing_private.h \
  src/app/writing_credit.c src/app/writing_words.c
src_app_libapp_a_CFLAGS = $(AM_CFLAGS)
