/* round_file - rounds and answers to them as signed files of lines. What comes from a file is checked
 * here as far as that goes without the items.
 */
#include "app/round_private.h"
#include "core/json.h"
#include "core/text.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define INSTANT_MAX (INT64_C(1) << 53)
#define LINES_MAX   2000 /* more than a file of the largest round has */

/* -- values ------------------------------------------------------------------------------------ */

static void question_free(gpointer data) {
  RoundQuestion *question = data;
  char *strings[] = {question->pack, question->item, question->hash, question->shown};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(question);
}

Round *round_new(void) {
  Round *round = g_new0(Round, 1);
  round->questions = g_ptr_array_new_with_free_func(question_free);
  round->members = g_ptr_array_new_with_free_func(g_free);
  return round;
}

void round_free(Round *round) {
  if (round == NULL) return;
  g_free(round->title);
  g_free(round->packs);
  g_ptr_array_unref(round->questions);
  g_ptr_array_unref(round->members);
  g_free(round);
}

void round_add(Round *round, const char *pack, const char *item, const char *hash,
               const char *shown) {
  RoundQuestion *question = g_new(RoundQuestion, 1);
  *question = (RoundQuestion){g_strdup(pack), g_strdup(item), g_strdup(hash), g_strdup(shown)};
  g_ptr_array_add(round->questions, question);
}

RoundSheet *round_sheet_new(int questions) {
  RoundSheet *sheet = g_new0(RoundSheet, 1);
  sheet->questions = questions;
  for (int phase = 0; phase < ROUND_PHASES; phase++)
    sheet->answers[phase] = g_new0(RoundAnswer, (gsize)MAX(questions, 1));
  return sheet;
}

void round_sheet_free(RoundSheet *sheet) {
  if (sheet == NULL) return;
  for (int phase = 0; phase < ROUND_PHASES; phase++) {
    for (int i = 0; i < sheet->questions; i++) g_free(sheet->answers[phase][i].chosen);
    g_free(sheet->answers[phase]);
  }
  g_free(sheet->name);
  g_free(sheet->path);
  g_free(sheet);
}

/* -- writing ----------------------------------------------------------------------------------- */

static void put_round(LogWriter *writer, const Round *round) {
  LogDraft *draft = log_writer_event(writer);
  log_put_uuid(draft, "id", &round->uuid);
  log_put_text(draft, "kind", "round");
  log_put_text(draft, "title", round->title);
  log_writer_end(writer);
}

static void put_member(LogWriter *writer, const char *name) {
  LogDraft *draft = log_writer_event(writer);
  log_put_text(draft, "kind", "member");
  log_put_text(draft, "name", name);
  log_writer_end(writer);
}

static void put_question(LogWriter *writer, const RoundQuestion *question, int place) {
  LogDraft *draft = log_writer_event(writer);
  log_put_text(draft, "hash", question->hash);
  log_put_text(draft, "item", question->item);
  log_put_text(draft, "kind", "question");
  log_put_text(draft, "pack", question->pack);
  log_put_integer(draft, "place", place);
  log_put_text(draft, "shown", question->shown);
  log_writer_end(writer);
}

/* HEADER as that of a file of FORMAT about ROUND; what it holds else is its owner's. */
static LogWriter *begin(const char *path, const char *format, const Round *round, LogHeader *header,
                        const LogKey *key, GError **error) {
  g_free(header->packs);
  header->packs = g_strdup(round->packs);
  header->format = format;
  header->level = LOG_ANSWERS;
  return log_writer_open(path, header, key, error);
}

bool round_file_write(const char *path, const Round *round, LogHeader *header, const LogKey *key,
                      GError **error) {
  LogWriter *writer = begin(path, ROUND_FORMAT, round, header, key, error);
  if (writer == NULL) return false;
  put_round(writer, round);
  for (guint i = 0; i < round->members->len; i++) put_member(writer, round->members->pdata[i]);
  for (guint i = 0; i < round->questions->len; i++)
    put_question(writer, round->questions->pdata[i], (int)i);
  return log_writer_close(writer, error);
}

static void put_part(LogWriter *writer, const Round *round, const RoundSheet *sheet) {
  LogDraft *draft = log_writer_event(writer);
  log_put_uuid(draft, "id", &round->uuid);
  log_put_text(draft, "kind", "part");
  log_put_text(draft, "name", sheet->name);
  log_put_text(draft, "of", round->signature);
  log_writer_end(writer);
}

static void put_choice(LogWriter *writer, const RoundQuestion *question, const RoundAnswer *answer,
                       int phase, int place) {
  LogDraft *draft = log_writer_event(writer);
  log_put_integer(draft, "at", answer->at);
  log_put_text(draft, "chosen", answer->chosen);
  log_put_text(draft, "confidence", confidence_name(answer->confidence));
  log_put_text(draft, "hash", question->hash);
  log_put_text(draft, "item", question->item);
  log_put_text(draft, "kind", "choice");
  log_put_integer(draft, "ms", answer->ms);
  log_put_integer(draft, "offset", answer->offset);
  log_put_text(draft, "pack", question->pack);
  log_put_integer(draft, "phase", phase + 1);
  log_put_integer(draft, "place", place);
  log_writer_end(writer);
}

bool round_sheet_write(const char *path, const Round *round, const RoundSheet *sheet,
                       LogHeader *header, const LogKey *key, GError **error) {
  LogWriter *writer = begin(path, ROUND_ANSWERS_FORMAT, round, header, key, error);
  if (writer == NULL) return false;
  put_part(writer, round, sheet);
  for (int phase = 0; phase < ROUND_PHASES && sheet->whole[phase]; phase++)
    for (int i = 0; i < sheet->questions; i++)
      put_choice(writer, round->questions->pdata[i], &sheet->answers[phase][i], phase, i);
  return log_writer_close(writer, error);
}

/* -- reading ----------------------------------------------------------------------------------- */

/* Takes one line; false with line->wrong or ERROR. */
typedef bool (*TakeLine)(LogReader *reader, LogLine *line, void *user, GError **error);

static LogReader *open_file(const char *path, const char *format, GError **error) {
  GStatBuf state;
  if (g_stat(path, &state) == 0 && state.st_size > ROUND_FILE_MAX) {
    g_set_error(error, LOG_ERROR, LOG_ERROR_IO,
                "%s could not be read: it is larger than a file of a round may be (1 MiB).", path);
    return NULL;
  }
  return log_reader_open(path, format, error);
}

/* Every line through TAKE, up to the signature. */
static bool read_lines(LogReader *reader, TakeLine take, void *user, GError **error) {
  LogLine *line = NULL;
  int next = 0;
  for (int n = 0; (next = log_reader_next(reader, &line, error)) > 0; n++) {
    if (n >= LINES_MAX) {
      log_reader_blame(reader, error, "a file of a round has at most %d lines", LINES_MAX);
      return false;
    }
    if (take(reader, line, user, error) && line->wrong == NULL) continue;
    if (line->wrong != NULL && (error == NULL || *error == NULL))
      log_reader_blame(reader, error, "its \"%s\" is missing or is not what it can be",
                       line->wrong);
    return false;
  }
  return next == 0;
}

static void refuse(LogLine *line, const char *key) {
  if (line->wrong == NULL) line->wrong = key;
}

/* The text at KEY on one line; "" and wrong where it is longer than MOST bytes. */
static char *take_text(LogLine *line, const char *key, size_t most) {
  char *text = text_fold(log_text(line, key));
  if (strlen(text) <= most) return text;
  refuse(line, key);
  g_free(text);
  return g_strdup("");
}

static const char *take_word(LogLine *line, const char *key, size_t least, size_t most) {
  const char *word = log_text(line, key);
  size_t length = strlen(word);
  if (length < least || length > most || strpbrk(word, "\n\t") != NULL) refuse(line, key);
  return word;
}

static bool take_round(LogReader *reader, LogLine *line, Round *round, GError **error) {
  if (round->title != NULL) {
    log_reader_blame(reader, error, "the round is named a second time");
    return false;
  }
  round->uuid = log_uuid(line, "id");
  round->title = take_text(line, "title", ROUND_TEXT_MAX);
  return true;
}

static bool take_question(LogReader *reader, LogLine *line, Round *round, GError **error) {
  Uuid pack;
  const char *hash = take_word(line, "hash", 64, 64);
  const char *item = take_word(line, "item", 1, ROUND_TEXT_MAX);
  const char *uuid = log_text(line, "pack");
  if (!uuid_parse(uuid, &pack)) refuse(line, "pack");
  int64_t place = log_integer(line, "place", 0, ROUND_QUESTIONS_MAX - 1);
  const char *shown = take_word(line, "shown", 1, ROUND_ANSWER_MAX);
  if (line->wrong != NULL) return false;
  if (place != round->questions->len) {
    log_reader_blame(reader, error, "the questions do not stand in their order");
    return false;
  }
  for (guint i = 0; i < round->questions->len; i++) {
    const RoundQuestion *other = round->questions->pdata[i];
    if (strcmp(other->pack, uuid) != 0 || strcmp(other->item, item) != 0) continue;
    log_reader_blame(reader, error, "it is the same question as the one of place %u", i);
    return false;
  }
  round_add(round, uuid, item, hash, shown);
  return true;
}

static bool take_round_line(LogReader *reader, LogLine *line, void *user, GError **error) {
  Round *round = user;
  const char *kind = log_text(line, "kind");
  line->next = 0;
  if (strcmp(kind, "round") == 0) return take_round(reader, line, round, error);
  if (strcmp(kind, "question") == 0) return take_question(reader, line, round, error);
  if (strcmp(kind, "member") == 0 && round->members->len < ROUND_FILES_MAX)
    g_ptr_array_add(round->members, take_text(line, "name", ROUND_TEXT_MAX));
  return true;
}

Round *round_file_read(const char *path, GError **error) {
  g_autoptr(Round) round = round_new();
  g_autoptr(LogReader) reader = open_file(path, ROUND_FORMAT, error);
  if (reader == NULL || !read_lines(reader, take_round_line, round, error)) return NULL;
  if (round->title == NULL || round->questions->len == 0) {
    log_reader_blame(reader, error, "the file ends without a round and its questions");
    return NULL;
  }
  round->packs = g_strdup(log_reader_header(reader)->packs);
  g_strlcpy(round->signature, log_reader_signature(reader), sizeof round->signature);
  return g_steal_pointer(&round);
}

/* -- answers ----------------------------------------------------------------------------------- */

typedef struct {
  const Round *round;
  RoundSheet *sheet;
  bool other;
} Taking;

static bool take_part(LogReader *reader, LogLine *line, Taking *taking, GError **error) {
  RoundSheet *sheet = taking->sheet;
  Uuid id = log_uuid(line, "id");
  taking->other = line->wrong == NULL && memcmp(&id, &taking->round->uuid, UUID_SIZE) != 0;
  if (taking->other) return true;
  if (sheet->name != NULL) {
    log_reader_blame(reader, error, "the member is named a second time");
    return false;
  }
  sheet->name = take_text(line, "name", ROUND_TEXT_MAX);
  if (line->wrong == NULL && strcmp(log_text(line, "of"), taking->round->signature) != 0) {
    log_reader_blame(reader, error,
                     "these are answers to another file under the same id as this round");
    return false;
  }
  return true;
}

static bool is_question(LogLine *line, const Round *round, const char *hash, const char *item,
                        int64_t place) {
  if (place < 0 || place >= round->questions->len) return false;
  const RoundQuestion *question = round->questions->pdata[place];
  return strcmp(question->hash, hash) == 0 && strcmp(question->item, item) == 0 &&
         strcmp(question->pack, log_text(line, "pack")) == 0;
}

static bool take_choice(LogReader *reader, LogLine *line, Taking *taking, GError **error) {
  RoundAnswer answer = {.at = log_integer(line, "at", 0, INSTANT_MAX)};
  const char *chosen = take_word(line, "chosen", 1, ROUND_ANSWER_MAX);
  if (log_has(line, "confidence") &&
      !confidence_from_name(log_text(line, "confidence"), &answer.confidence))
    refuse(line, "confidence");
  const char *hash = log_text(line, "hash"), *item = log_text(line, "item");
  answer.ms = log_integer(line, "ms", 0, INSTANT_MAX);
  answer.offset = (int)log_integer(line, "offset", -1440, 1440);
  int phase = (int)log_integer(line, "phase", 1, ROUND_PHASES) - 1;
  int64_t place = log_integer(line, "place", 0, ROUND_QUESTIONS_MAX - 1);
  line->next = 0;
  if (line->wrong != NULL) return false;
  if (!is_question(line, taking->round, hash, item, place)) {
    log_reader_blame(reader, error, "it answers a question that is not in the round");
    return false;
  }
  RoundAnswer *to = &taking->sheet->answers[phase][place];
  if (to->chosen != NULL) {
    log_reader_blame(reader, error, "it answers a question a second time");
    return false;
  }
  *to = answer;
  to->chosen = g_strdup(chosen);
  return true;
}

/* Of another round nothing is taken, but the file is read to its end, for a changed one is of none. */
static bool take_sheet_line(LogReader *reader, LogLine *line, void *user, GError **error) {
  const char *kind = log_text(line, "kind");
  line->next = 0;
  if (((Taking *)user)->other) return true;
  if (strcmp(kind, "part") == 0) return take_part(reader, line, user, error);
  if (strcmp(kind, "choice") == 0) return take_choice(reader, line, user, error);
  return true;
}

/* How many questions SHEET answers in PHASE; whether those are all is noted. */
static int settle(RoundSheet *sheet, int phase) {
  int n = 0;
  for (int i = 0; i < sheet->questions; i++) n += sheet->answers[phase][i].chosen != NULL;
  sheet->whole[phase] = n == sheet->questions;
  return n;
}

RoundSheet *round_sheet_read(const char *path, const Round *round, bool *other, GError **error) {
  Taking taking = {.round = round};
  g_autoptr(RoundSheet) sheet = taking.sheet = round_sheet_new((int)round->questions->len);
  g_autoptr(LogReader) reader = open_file(path, ROUND_ANSWERS_FORMAT, error);
  *other = false;
  if (reader == NULL || !read_lines(reader, take_sheet_line, &taking, error)) return NULL;
  *other = taking.other;
  if (taking.other) {
    g_set_error(error, LOG_ERROR, LOG_ERROR_BROKEN, "%s: these are answers to another round.",
                path);
    return NULL;
  }
  int first = settle(sheet, 0), second = settle(sheet, 1);
  if (sheet->name == NULL || !sheet->whole[0] || (second > 0 && !sheet->whole[1])) {
    log_reader_blame(reader, error, "%d first and %d second answers to %d questions are not whole",
                     first, second, sheet->questions);
    return NULL;
  }
  const LogHeader *header = log_reader_header(reader);
  sheet->learner = header->learner;
  sheet->made_at = header->made_at;
  sheet->path = g_strdup(path);
  memcpy(sheet->key, header->key, LOG_KEY_SIZE);
  return g_steal_pointer(&sheet);
}
