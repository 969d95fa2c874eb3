/* writing_private - what the files of writing share. */
#pragma once
#include "app/app_private.h"
#include "app/writing.h"
#include "model/bias.h"

/* The newest score of each scorer of one text. Scores are lent. */
typedef struct {
  int64_t writing;
  const StoreScore *self; /* or NULL */
  GPtrArray *mentors;     /* of StoreScore*, in the order in which they first scored it */
} TextScores;
/* Of WRITING, among SCORES (StoreScore, oldest first). */
TextScores text_scores(const GArray *scores, int64_t writing);
void text_scores_clear(TextScores *text);
/* Mean of the mentors' credits, NaN where there is none. */
double text_mentor_credit(const TextScores *text);
/* Over all essays that the learner and a mentor have scored. */
bool writing_bias(App *app, Bias *out, GError **error);
/* True where TEXT holds nothing but white space. */
bool writing_is_empty(const char *text);
WritingState writing_state_of(const StoreWriting *writing, const TextScores *scores);
