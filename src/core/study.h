/* study - where to read about an objective: primary public sources, chosen by a pack's authors. */
#pragma once
#include "core/item.h"

typedef struct {
  char *objective; /* code */
  char *why;       /* what the source gives for it, or NULL */
  ItemRef *ref;
} StudySource;

StudySource *study_source_new(const char *objective);
void study_source_free(StudySource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StudySource, study_source_free)
/* One objective's sources as JSON, and back: SOURCES is an array of StudySource*. */
char *study_to_json(const GPtrArray *sources);
/* Adds what TEXT holds to SOURCES; false and ERROR where it is not what study_to_json writes. */
bool study_from_json(const char *text, GPtrArray *sources, GError **error);
