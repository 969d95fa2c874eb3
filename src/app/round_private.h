/* round_private - what the files of the rounds share: the two kinds of files, and the fold over them. */
#pragma once
#include "app/app_private.h"
#include "app/round.h"
#include "log/chain.h"

#define ROUND_FILE_MAX   (1 << 20) /* bytes of one file */
#define ROUND_FILES_MAX  500       /* taken in one call */
#define ROUND_TEXT_MAX   200       /* bytes of a name or title */
#define ROUND_ANSWER_MAX 200       /* bytes of option ids */

typedef struct {
  char *pack, *item, *hash; /* the pack's UUID, the item's id in it, its measurement hash */
  char *shown;              /* option ids in the order that all see */
} RoundQuestion;

typedef struct {
  Uuid uuid;
  char *title;
  char *packs;          /* JSON of the header: the packs that the questions are from */
  GPtrArray *questions; /* of RoundQuestion* */
  GPtrArray *members;   /* of char*: whom its maker expects; empty: not told */
  char signature[LOG_SIG_SIZE];
} Round;
Round *round_new(void);
void round_free(Round *round);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Round, round_free)
void round_add(Round *round, const char *pack, const char *item, const char *hash,
               const char *shown);

typedef struct {
  char *chosen; /* response_format; NULL: not answered */
  Confidence confidence;
  int64_t ms, at;
  int offset;
} RoundAnswer;

/* A member's answers. */
typedef struct {
  Uuid learner;
  uint8_t key[LOG_KEY_SIZE];
  char *name, *path;
  int64_t made_at;
  int questions;
  RoundAnswer *answers[ROUND_PHASES]; /* by question */
  bool whole[ROUND_PHASES];           /* all questions are answered */
} RoundSheet;
RoundSheet *round_sheet_new(int questions);
void round_sheet_free(RoundSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoundSheet, round_sheet_free)

/* -- round_file.c: the files, without the database; errors of LOG_ERROR name file and line ------ */

/* HEADER tells who writes; its format and packs are set here. */
bool round_file_write(const char *path, const Round *round, LogHeader *header, const LogKey *key,
                      GError **error);
Round *round_file_read(const char *path, GError **error);
/* Writes the phases of SHEET that are whole; its first one has to be. */
bool round_sheet_write(const char *path, const Round *round, const RoundSheet *sheet,
                       LogHeader *header, const LogKey *key, GError **error);
/* Answers to ROUND, first ones whole, second ones whole or none. *OTHER: the
 * file is sound, but of another round. */
RoundSheet *round_sheet_read(const char *path, const Round *round, bool *other, GError **error);

/* -- round_fold.c: pure ------------------------------------------------------------------------ */

/* A member's answers to one question. */
typedef struct {
  const char *name;
  Response response[ROUND_PHASES];
  Confidence confidence[ROUND_PHASES];
} RoundVote;
void round_row_free(RoundRow *row);
/* Counts N votes into ROW, whose question is set: first answers alone, or both with the key. */
void round_row_count(RoundRow *row, const RoundVote *votes, int n, bool told);
/* Shares and gain of REPORT over its rows. */
void round_report_sum(RoundReport *report);
/* (AFTER - BEFORE) / (1 - BEFORE), NaN where BEFORE is 1. */
double round_gain(double before, double after);

/* -- round.c: a round as it stands here --------------------------------------------------------- */

typedef struct {
  int64_t item, version; /* row ids */
  bool sealed;
  Uuid uuid; /* of the first answer */
} RoundPlace;
typedef struct {
  Round *round;
  GPtrArray *rows; /* of RoundRow*, by place */
  RoundPlace *places;
  StoreRound stored;
  RoundSheet *own; /* as the database has it */
} RoundState;
/* Reads the round PATH and what was answered here. Fails with the packs that are missing. */
bool round_load(App *app, const char *path, RoundState *out, GError **error);
void round_state_clear(RoundState *state);
/* SHEET's answer to ROW's question in PHASE from 0; false where it is none to that question. */
bool round_response(const RoundSheet *sheet, const RoundRow *row, int place, int phase,
                    Response *out);
