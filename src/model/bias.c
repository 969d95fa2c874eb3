/* bias - see bias.h. */
#include "model/bias.h"
#include <math.h>

#define PRIOR_TEXTS 2

void bias_add(Bias *bias, double self, double mentor) {
  double d = self - mentor;
  bias->texts++;
  bias->sum += d;
  bias->squares += d * d;
}

double bias_mean(const Bias *bias) {
  return bias->texts == 0 ? 0 : bias->sum / bias->texts;
}

double bias_shrunk(const Bias *bias) {
  return bias->sum / (bias->texts + PRIOR_TEXTS);
}

double bias_spread(const Bias *bias) {
  double mean = bias_mean(bias);
  if (bias->texts < 2) return NAN;
  return sqrt(fmax(bias->squares - bias->texts * mean * mean, 0) / (bias->texts - 1));
}

double bias_correct(const Bias *bias, double self) {
  return fmin(fmax(self - bias_shrunk(bias), 0), 1);
}
