/* phrase - see phrase.h. */
#include "report/phrase.h"
#include "core/clock.h"
#include <string.h>

const char *phrase_verdict(const Grade *grade) {
  return grade->correct ? "Correct" : grade->credit > 0 ? "Partly correct" : "Wrong";
}

const char *phrase_verdict_symbol(const Grade *grade) {
  return grade->correct ? "✓" : grade->credit > 0 ? "◐" : "✗";
}

char *phrase_returns(int64_t next_ms, int next_days) {
  if (next_ms > 0) {
    int minutes = (int)((next_ms + 59999) / 60000);
    return minutes == 1 ? g_strdup("in a minute") : g_strdup_printf("in %d minutes", minutes);
  }
  if (next_days <= 0) return g_strdup("today");
  return next_days == 1 ? g_strdup("tomorrow") : g_strdup_printf("in %d days", next_days);
}

char *phrase_ref(const ItemRef *ref) {
  GString *out = g_string_new(NULL);
  if (ref->at != NULL) g_string_append_printf(out, "%s, ", ref->at);
  g_string_append(out, ref->title);
  if (ref->publisher != NULL) g_string_append_printf(out, " (%s)", ref->publisher);
  if (ref->seen != NULL && strlen(ref->seen) >= 7)
    g_string_append_printf(out, ", seen %.7s", ref->seen);
  return g_string_free(out, FALSE);
}

char *phrase_study(const StudySource *source) {
  const ItemRef *ref = source->ref;
  GString *out = g_string_new(ref->title);
  if (ref->publisher != NULL) g_string_append_printf(out, " (%s)", ref->publisher);
  if (ref->at != NULL) g_string_append_printf(out, ": %s", ref->at);
  if (source->why != NULL) g_string_append_printf(out, ". %s", source->why);
  return g_string_free(out, FALSE);
}

char *phrase_term(const GlossaryTerm *term) {
  return term->expansion == NULL ? g_strdup(term->term)
                                 : g_strdup_printf("%s: %s", term->term, term->expansion);
}

const char *phrase_confidence(Confidence confidence) {
  static const char *const words[] = {"", "guess", "think so", "sure"};
  return words[confidence];
}

char *phrase_duration(int64_t ms) {
  if (ms < 90000) return g_strdup_printf("%d s", (int)((ms + 500) / 1000));
  if (ms >= 2 * INT64_C(86400000))
    return g_strdup_printf("%d d %d h", (int)(ms / 86400000), (int)(ms % 86400000 / 3600000));
  return g_strdup_printf("%d min", (int)((ms + 30000) / 60000));
}

char *phrase_task(const Item *item) {
  switch (item->type) {
  case ITEM_SINGLE: return g_strdup("Choose one");
  case ITEM_MULTIPLE: return g_strdup_printf("Choose %u", item->key->len);
  case ITEM_ORDER: return g_strdup("Put the steps in order");
  case ITEM_MATCH: return g_strdup("Match each line with a choice");
  case ITEM_ORAL: return g_strdup("Speak");
  case ITEM_ESSAY: break;
  }
  return g_strdup("Essay");
}

char *phrase_position(int number, int planned) {
  if (planned > 0) return g_strdup_printf("Question %d of %d", number, planned);
  return g_strdup_printf("Question %d", number);
}

char *phrase_exam(bool set, int exam_day, int today) {
  int days = exam_day - today;
  if (!set) return NULL;
  if (days < 0) return g_strdup("exam date passed");
  if (days == 0) return g_strdup("exam today");
  return days == 1 ? g_strdup("exam tomorrow") : g_strdup_printf("exam in %d days", days);
}

const char *phrase_weekday(int day) {
  static const char *const names[] = {"Th", "Fr", "Sa", "Su", "Mo", "Tu", "We"};
  return names[(day % 7 + 7) % 7]; /* day 0, 1970-01-01, was a Thursday */
}
