/* exam - see exam.h. */
#include "core/exam.h"
#include "core/names.h"

static const char *const EVENT_NAMES[] = {
#define X(name, text) text,
    EXAM_EVENTS(X)
#undef X
};

const char *exam_event_name(ExamEventKind kind) {
  return EVENT_NAMES[kind];
}

bool exam_event_from_name(const char *name, ExamEventKind *out) {
  int i = names_find(EVENT_NAMES, EXAM_EVENT_COUNT, name);
  if (i < 0) return false;
  *out = (ExamEventKind)i;
  return true;
}

void exam_event_clear(ExamEvent *event) {
  g_clear_pointer(&event->body, g_free);
}

/* -- the state --------------------------------------------------------------------------------- */

static void question_free(gpointer data) {
  ExamQuestion *question = data;
  char *strings[] = {question->shown, question->chosen, question->settled, question->first,
                     question->struck};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(question);
}

static void section_free(gpointer data) {
  ExamSection *section = data;
  g_ptr_array_unref(section->questions);
  g_free(section);
}

ExamState *exam_state_new(Blueprint *blueprint) {
  ExamState *state = g_new0(ExamState, 1);
  state->blueprint = blueprint;
  state->sections = g_ptr_array_new_with_free_func(section_free);
  for (guint i = 0; i < blueprint->sections->len; i++) {
    ExamSection *section = g_new0(ExamSection, 1);
    section->rules = blueprint->sections->pdata[i];
    section->questions = g_ptr_array_new_with_free_func(question_free);
    g_ptr_array_add(state->sections, section);
  }
  return state;
}

void exam_state_free(ExamState *state) {
  if (state == NULL) return;
  g_ptr_array_unref(state->sections);
  blueprint_free(state->blueprint);
  g_free(state);
}

ExamSection *exam_section(const ExamState *state, int section) {
  return section < 0 || (guint)section >= state->sections->len ? NULL
                                                               : state->sections->pdata[section];
}

void exam_add_question(ExamState *state, int section, int64_t item, int64_t version,
                       const char *shown) {
  ExamQuestion *question = g_new0(ExamQuestion, 1);
  *question = (ExamQuestion){.item = item,
                             .version = version,
                             .shown = g_strdup(shown),
                             .chosen = g_strdup(""),
                             .settled = g_strdup(""),
                             .first = g_strdup(""),
                             .struck = g_strdup("")};
  g_ptr_array_add(exam_section(state, section)->questions, question);
}

static ExamQuestion *question_of(const ExamSection *section, int place) {
  return section == NULL || place < 0 || (guint)place >= section->questions->len
             ? NULL
             : section->questions->pdata[place];
}

ExamQuestion *exam_question(const ExamState *state, int place) {
  return question_of(exam_section(state, state->section), place);
}

static bool has_word(const char *body, const char *word) {
  g_auto(GStrv) words = g_strsplit(body == NULL ? "" : body, " ", -1);
  return g_strv_contains((const char *const *)words, word);
}

bool exam_is_answered(const ExamQuestion *question) {
  return *question->chosen != '\0' && !has_word(question->chosen, EXAM_GAP);
}

ExamCounts exam_counts(const ExamSection *section) {
  ExamCounts counts = {.questions = (int)section->questions->len};
  for (guint i = 0; i < section->questions->len; i++) {
    const ExamQuestion *question = section->questions->pdata[i];
    counts.answered += exam_is_answered(question);
    counts.flagged += question->flagged;
    counts.unseen += !question->seen;
  }
  return counts;
}

int64_t exam_limit(const ExamSection *section) {
  return section->rules->minutes * INT64_C(60000);
}

/* -- what may follow --------------------------------------------------------------------------- */

static bool accepts_visit(const ExamState *state, const ExamEvent *event) {
  const ExamSection *section = exam_section(state, state->section);
  bool forward = section->rules->navigation == NAVIGATE_FORWARD;
  return question_of(section, event->place) != NULL && (!forward || event->place >= state->place);
}

static bool accepts_mark(const ExamState *state, const ExamEvent *event) {
  Confidence confidence = CONFIDENCE_NONE;
  bool known = event->kind != EXAM_EVENT_CONFIDENCE || event->body == NULL ||
               *event->body == '\0' || confidence_from_name(event->body, &confidence);
  return known && event->place == state->place && exam_question(state, state->place) != NULL;
}

static bool accepts_kind(const ExamState *state, const ExamEvent *event) {
  const ExamSection *section = exam_section(state, state->section);
  bool taking = state->phase == EXAM_TAKING;
  switch (event->kind) {
  case EXAM_EVENT_OPEN: return state->phase == EXAM_READY && event->section == state->section;
  case EXAM_EVENT_VISIT: return taking && accepts_visit(state, event);
  case EXAM_EVENT_PAUSE: return taking && state->blueprint->pause;
  case EXAM_EVENT_LEAVE: return taking;
  case EXAM_EVENT_RESUME: return state->phase == EXAM_PAUSED;
  case EXAM_EVENT_RETURN: return taking || state->phase == EXAM_AWAY;
  case EXAM_EVENT_HAND_IN:
    return section->opened && !section->handed && event->section == state->section;
  case EXAM_EVENT_GIVE_UP: return true;
  default: return taking && accepts_mark(state, event);
  }
}

bool exam_accepts(const ExamState *state, const ExamEvent *event) {
  if (state->phase >= EXAM_OVER || event->n != state->events + 1) return false;
  bool starts = event->kind == EXAM_EVENT_OPEN;
  if (!starts && event->ms < exam_section(state, state->section)->ms) return false;
  return accepts_kind(state, event);
}

/* -- applying ---------------------------------------------------------------------------------- */

static void set_text(char **field, const char *text) {
  g_free(*field);
  *field = g_strdup(text == NULL ? "" : text);
}

/* The time since the newest event belongs to the question at the front. */
static ExamQuestion *charge(ExamState *state, int64_t ms) {
  ExamSection *section = exam_section(state, state->section);
  ExamQuestion *question = question_of(section, state->place);
  if (question != NULL && question->seen) question->ms += MAX(ms - section->ms, 0);
  return question;
}

/* The question at the front is left: what it holds is settled. */
static void leave_question(ExamState *state, int64_t ms) {
  ExamQuestion *question = charge(state, ms);
  if (question == NULL || g_str_equal(question->chosen, question->settled)) return;
  if (*question->first == '\0')
    set_text(&question->first, question->chosen);
  else
    question->changes++;
  set_text(&question->settled, question->chosen);
}

static void apply_open(ExamState *state, const ExamEvent *event) {
  ExamSection *section = exam_section(state, state->section);
  section->opened = true;
  section->opened_at = event->at;
  section->ms = event->ms;
  state->phase = EXAM_TAKING;
  state->place = 0;
  ExamQuestion *first = question_of(section, 0);
  if (first != NULL) first->seen = true;
}

static void apply_visit(ExamState *state, const ExamEvent *event) {
  leave_question(state, event->ms);
  state->place = event->place;
  exam_question(state, state->place)->seen = true;
}

/* What is said of the question at the front. */
static void apply_mark(ExamState *state, const ExamEvent *event) {
  ExamQuestion *question = charge(state, event->ms);
  switch (event->kind) {
  case EXAM_EVENT_CHOOSE:
    set_text(&question->chosen, event->body);
    question->chosen_ms = event->ms;
    break;
  case EXAM_EVENT_CONFIDENCE:
    question->confidence = CONFIDENCE_NONE;
    confidence_from_name(event->body == NULL ? "" : event->body, &question->confidence);
    break;
  case EXAM_EVENT_STRIKE: set_text(&question->struck, event->body); break;
  default: question->flagged = event->kind == EXAM_EVENT_FLAG;
  }
}

static void apply_hand_in(ExamState *state, const ExamEvent *event) {
  ExamSection *section = exam_section(state, state->section);
  if (state->phase == EXAM_TAKING) leave_question(state, event->ms);
  section->handed = true;
  section->by_time = has_word(event->body, EXAM_HANDED_TIME);
  section->failed = has_word(event->body, EXAM_HANDED_FAILED);
  section->over_at = event->at;
  section->ms = event->ms;
  const ExamSection *next = exam_section(state, state->section + 1);
  bool opens = next != NULL && (next->rules->opens == OPENS_NEXT || !section->failed);
  state->phase = opens ? EXAM_READY : EXAM_OVER;
  if (opens) state->section++;
  state->place = 0;
}

/* An end without a word leaves the phase as it was: then the return tells of it. */
static void apply_return(ExamState *state, const ExamEvent *event) {
  if (state->phase == EXAM_TAKING) {
    charge(state, event->ms);
    state->interruptions++;
  }
  state->phase = EXAM_TAKING;
}

static void apply_kind(ExamState *state, const ExamEvent *event) {
  switch (event->kind) {
  case EXAM_EVENT_OPEN: apply_open(state, event); break;
  case EXAM_EVENT_VISIT: apply_visit(state, event); break;
  case EXAM_EVENT_PAUSE:
    leave_question(state, event->ms);
    state->phase = EXAM_PAUSED;
    break;
  case EXAM_EVENT_LEAVE:
    leave_question(state, event->ms);
    state->phase = EXAM_AWAY;
    state->interruptions++;
    break;
  case EXAM_EVENT_RESUME: state->phase = EXAM_TAKING; break;
  case EXAM_EVENT_RETURN: apply_return(state, event); break;
  case EXAM_EVENT_HAND_IN: apply_hand_in(state, event); break;
  case EXAM_EVENT_GIVE_UP: state->phase = EXAM_GIVEN_UP; break;
  default: apply_mark(state, event);
  }
}

bool exam_apply(ExamState *state, const ExamEvent *event) {
  if (!exam_accepts(state, event)) return false;
  ExamSection *section = exam_section(state, state->section);
  apply_kind(state, event);
  section->ms = MAX(section->ms, event->ms);
  state->events = event->n;
  return true;
}
