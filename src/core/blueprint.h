/* blueprint - how an exam is made: its sections with counts or weights by area, minutes, breaks and
 * rules. Data from a pack or a user's own file, never code. Percentages run from 0 to 100.
 */
#pragma once
#include "core/framework.h"

typedef struct {
  char *area; /* code */
  double weight;
} BlueprintArea;

/* How a candidate may move in a section. */
typedef enum {
  NAVIGATE_FREE,   /* to any question, and change answers until the section is handed in */
  NAVIGATE_FORWARD /* to the next question alone */
} BlueprintNavigation;

/* When a section may be begun. */
typedef enum {
  OPENS_NEXT,  /* after the section before it was handed in */
  OPENS_PASSED /* and passed */
} BlueprintOpening;

/* When a section's minutes run. */
typedef enum {
  TIMED_SITTING, /* while it is being worked on, and after leaving it where no pause is allowed */
  TIMED_CALENDAR /* from its opening on, whether pawl runs or not */
} BlueprintTiming;

typedef struct {
  char *id, *title;
  bool essay;
  int items;
  int minutes;       /* 0: no limit known */
  int break_minutes; /* that may be taken before it, off the clock; 0: none */
  double pass;       /* percent; the blueprint's target where the file gives none */
  double weight;     /* in a weighted result; its items where the file gives none */
  BlueprintNavigation navigation;
  BlueprintOpening opens;
  BlueprintTiming timing;
  GPtrArray *areas; /* of BlueprintArea*; empty: the framework's weights */
} BlueprintSection;

typedef enum { RULE_EACH, RULE_WEIGHTED } BlueprintRule;
typedef enum { FEEDBACK_END, FEEDBACK_SECTION } BlueprintFeedback;

typedef struct {
  char *id, *title, *as_of, *source;
  double target;              /* percent; 75 by default */
  BlueprintRule rule;         /* each section must pass, or their weighted mean */
  BlueprintFeedback feedback; /* results after the whole exam, or after each section */
  bool pause;                 /* the clock may be stopped */
  GPtrArray *sections;        /* of BlueprintSection* */
} Blueprint;

const char *blueprint_navigation_name(BlueprintNavigation navigation);
bool blueprint_navigation_from_name(const char *name, BlueprintNavigation *out);
const char *blueprint_opening_name(BlueprintOpening opening);
bool blueprint_opening_from_name(const char *name, BlueprintOpening *out);
const char *blueprint_timing_name(BlueprintTiming timing);
bool blueprint_timing_from_name(const char *name, BlueprintTiming *out);
const char *blueprint_rule_name(BlueprintRule rule);
bool blueprint_rule_from_name(const char *name, BlueprintRule *out);
const char *blueprint_feedback_name(BlueprintFeedback feedback);
bool blueprint_feedback_from_name(const char *name, BlueprintFeedback *out);

Blueprint *blueprint_new(void);
/* Appends an empty section, owned by the blueprint. */
BlueprintSection *blueprint_add(Blueprint *blueprint);
void blueprint_add_area(BlueprintSection *section, const char *area, double weight);
void blueprint_free(Blueprint *blueprint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Blueprint, blueprint_free)
char *blueprint_to_json(const Blueprint *blueprint);
Blueprint *blueprint_from_json(const char *text, GError **error);
