/* score - see score.h. */
#include "model/score.h"
#include <math.h>

ScoreLine score_line(int right, int items) {
  ScoreLine line = {.items = items, .right = right, .share = NAN, .low = NAN, .high = NAN};
  if (items <= 0) return line;
  double n = items, p = right / n, z2 = SCORE_Z * SCORE_Z;
  double middle = p + z2 / (2 * n);
  double spread = SCORE_Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  line.share = p;
  line.low = right == 0 ? 0 : fmax((middle - spread) / (1 + z2 / n), 0);
  line.high = right == items ? 1 : fmin((middle + spread) / (1 + z2 / n), 1);
  return line;
}

static void note_change(Score *score, const ScoreQuestion *q) {
  if (!q->first_answered || !q->answered || q->first_correct == q->correct) return;
  if (q->correct)
    score->wrong_to_right++;
  else
    score->right_to_wrong++;
}

Score score_form(const ScoreQuestion *questions, int n, int areas, ScoreLine *area_lines) {
  Score score = {0};
  int right = 0;
  for (int a = 0; a < areas; a++) area_lines[a] = (ScoreLine){0};
  for (int i = 0; i < n; i++) {
    const ScoreQuestion *q = &questions[i];
    right += q->correct;
    score.unanswered += !q->answered;
    score.confident_errors += q->answered && !q->correct && q->sure;
    score.ms += q->ms;
    note_change(&score, q);
    if (q->area < 0 || q->area >= areas) continue;
    area_lines[q->area].items++;
    area_lines[q->area].right += q->correct;
  }
  for (int a = 0; a < areas; a++)
    area_lines[a] = score_line(area_lines[a].right, area_lines[a].items);
  score.all = score_line(right, n);
  return score;
}
