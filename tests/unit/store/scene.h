/* scene - a folder, a clock that stands still and a small pack: what every store test begins with.
 */
#pragma once
#include "../unit.h"
#include "store/store.h"

#define SCENE_AT  INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define SCENE_DAY 20780                  /* its study day, in UTC with rollover 0 */

typedef struct {
  char *dir, *path;
  Clock clock;
} Scene;

Scene *scene_new(void);
void scene_free(Scene *scene);
/* For cmocka_unit_test_setup_teardown. */
int scene_setup(void **state);
int scene_teardown(void **state);

/* Opens scene->path; fails the test where that fails. */
Store *scene_open(Scene *scene);
/* Lets today's backup be there already, so that closing makes none. */
void scene_back_up(Scene *scene);
/* True where a backup a minute later than the last one finds something new. */
bool scene_backs_up(Scene *scene, Store *store);
/* The code of the error that opening it gives; fails where it opens. */
StoreError scene_refusal(Scene *scene, char **message);
/* A file in the scene's folder, whole. */
char *scene_read(Scene *scene, const char *name, gsize *size);
gsize scene_size(Scene *scene); /* of the database file */
void scene_write(const char *path, const void *bytes, gsize size);
void scene_remove_tree(const char *dir);

/* Fails with the message of ERROR where GOOD is false. Frees ERROR. */
void must(bool good, GError **error);
/* The code of ERROR, which must be of the store; frees it. */
StoreError code_of(GError **error);

/* "lead.a0" and so on, in one category. */
Framework *sample_framework(int areas);
/* A single-choice item CODE of AREA that says WORDS. */
Item *sample_item(const char *code, int area, const char *words);
StorePack sample_pack(const char *name);
/* A whole pack: item n ("q.0000" ...) belongs to area n modulo AREAS. */
void put_sample_pack(Store *store, int areas, int items);
void put_items(Store *store, const char *pack, int areas, GPtrArray *items);

Uuid uuid_of(uint64_t n);
int64_t start_session(Store *store, uint64_t n);
/* The NTH answer to ITEM, right where N is even; strings are static. */
Answer sample_answer(Store *store, int64_t item, int64_t session, uint64_t n);
/* A believable card after ANSWER: right goes to review, wrong to learning. */
Card card_after(Store *store, const Answer *answer);
/* Appends sample_answer N with its card. */
bool append_sample(Store *store, int64_t item, int64_t session, uint64_t n, GError **error);
int64_t must_append(Store *store, int64_t item, int64_t session, uint64_t n);
Event sample_event(EventKind kind, uint64_t n);
int count_findings(Store *store);
