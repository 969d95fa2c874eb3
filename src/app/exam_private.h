/* exam_private - what the files of the practice exam share. */
#pragma once
#include "app/app_private.h"
#include "app/exam.h"

struct Exam {
  App *app;
  StoreExam stored;
  ExamState *state;
  ExamView view;
  Item *item;                 /* at the front */
  int64_t version;            /* of it; 0: none */
  int64_t base_ms, base_boot; /* the clock at a moment of the boot clock */
  int64_t beat_ms;            /* as it was stored last */
  int marks;                  /* warnings told in this section, as bits by place in the setting */
};

/* The form's weights of SECTION by place in app->areas: its own, else the framework's. */
void exam_weights(const App *app, const BlueprintSection *section, double *weights);
/* Draws the forms of all sections of BLUEPRINT. New GArray of StoreExamItem, *REUSED gets how many
 * questions were seen before; NULL with ERROR where the pool is too small. */
GArray *exam_draw(App *app, const Blueprint *blueprint, uint64_t seed, int *reused, GError **error);
/* The state of the stored exam EXAM, its events applied. */
ExamState *exam_load(App *app, const StoreExam *exam, GError **error);
/* The exam's questions of the choice sections that were handed in, graded. New GPtrArray of
 * ExamRow*. */
GPtrArray *exam_rows(App *app, const ExamState *state, GError **error);
/* writing.c: percent that the texts of an essay section that was handed in came to, by the mentors'
 * newest scores or else the learner's; NaN while one has none. COUNT gets how many have. Empty ones
 * and those never begun are worth 0. */
double exam_essay_percent(App *app, int64_t exam, int section, int questions, int *count);
