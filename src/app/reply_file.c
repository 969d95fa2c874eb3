/* reply_file - replies as files: written by the mentor, checked and taken in by the candidate. */
#include "config.h"

#include "app/reply_private.h"
#include <glib/gstdio.h>
#include <string.h>

#define LINE_ROOM 2048 /* bytes of a line without its texts, and more than those of a header */

/* -- writing ----------------------------------------------------------------------------------- */

static void put_score(LogDraft *draft, const ReplyWord *word) {
  log_put_integer(draft, "at", word->at);
  log_put_text(draft, "comment", word->body);
  log_put_real(draft, "credit", word->credit);
  log_put_text(draft, "kind", "score");
  log_put_text(draft, "levels", word->levels);
  log_put_text(draft, "name", word->name);
  log_put_integer(draft, "offset", word->offset);
  log_put_uuid(draft, "uuid", &word->uuid);
  log_put_text(draft, "writing", word->subject);
}

static void put_remark(LogDraft *draft, const ReplyWord *word) {
  log_put_text(draft, "about", remark_about_name(word->about));
  log_put_integer(draft, "at", word->at);
  log_put_text(draft, "body", word->body);
  log_put_text(draft, "kind", "remark");
  log_put_text(draft, "name", word->name);
  log_put_integer(draft, "offset", word->offset);
  log_put_text(draft, "subject", word->subject);
  log_put_uuid(draft, "uuid", &word->uuid);
}

/* The header's instant is that of the newest word: equal words are equal bytes. */
static LogHeader header_to(App *app, const Uuid *learner, const GPtrArray *words) {
  LogHeader header = {.format = REPLY_FORMAT,
                      .learner = *learner,
                      .device = *store_device(app->store),
                      .level = LOG_FULL,
                      .app = g_strdup(PACKAGE_VERSION),
                      .framework = store_framework_code(app->store),
                      .since = g_strdup(""),
                      .packs = g_strdup("[]")};
  if (header.framework == NULL) header.framework = g_strdup("");
  for (guint i = 0; i < words->len; i++)
    header.made_at = MAX(header.made_at, ((ReplyWord *)words->pdata[i])->at);
  return header;
}

/* Bytes that WORD takes at most: JSON can double its texts. */
static size_t room_of(const ReplyWord *word) {
  size_t texts = strlen(word->subject) + strlen(word->name) + strlen(word->body) +
                 (word->levels == NULL ? 0 : strlen(word->levels));
  return 2 * texts + LINE_ROOM;
}

/* The first of WORDS from which on all fit a file. */
static guint first_that_fits(const GPtrArray *words) {
  size_t room = REPLY_FILE_MAX - 2 * LINE_ROOM; /* header and signature */
  guint first = words->len;
  while (first > 0 && room_of(words->pdata[first - 1]) <= room)
    room -= room_of(words->pdata[--first]);
  return first;
}

/* WORDS from number FIRST on. */
static bool write_words(App *app, const Uuid *learner, const GPtrArray *words, guint first,
                        const char *path, GError **error) {
  LogKey key;
  if (!logs_key(app, &key, error)) return false;
  LogHeader header = header_to(app, learner, words);
  LogWriter *writer = log_writer_open(path, &header, &key, error);
  log_header_clear(&header);
  if (writer == NULL) return false;
  for (guint i = first; i < words->len; i++) {
    const ReplyWord *word = words->pdata[i];
    LogDraft *draft = log_writer_event(writer);
    if (word->score)
      put_score(draft, word);
    else
      put_remark(draft, word);
    if (!log_writer_end(writer)) break; /* log_writer_close tells why */
  }
  return log_writer_close(writer, error);
}

bool reply_write(App *app, const Uuid *learner, const char *path, ReplyCounts *out,
                 GError **error) {
  g_autoptr(GPtrArray) words = reply_words(app, learner, error);
  if (words == NULL) return false;
  if (words->len == 0) {
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                "Nothing was said of this candidate yet. Say it first: pawl mentor say CANDIDATE "
                "TEXT");
    return false;
  }
  guint first = first_that_fits(words);
  if (!logs_may_write(path, REPLY_FORMAT, error) ||
      !write_words(app, learner, words, first, path, error) ||
      !store_set_reply(app->store, learner, (int)words->len, clock_now(app->clock), error))
    return false;
  *out = (ReplyCounts){.left_out = (int)first};
  for (guint i = first; i < words->len; i++) {
    bool score = ((ReplyWord *)words->pdata[i])->score;
    out->scores += score;
    out->remarks += !score;
  }
  return true;
}

/* -- lines to words ---------------------------------------------------------------------------- */

static void refuse(LogLine *line, const char *key) {
  if (line->wrong == NULL) line->wrong = key;
}

/* Keys are asked for in sorted order: see log_find. SUBJECT is room for a UUID. */
static ReplyWord read_score(LogLine *line, char subject[37]) {
  ReplyWord word = {.score = true, .about = REMARK_TEXT, .subject = subject};
  word.at = log_integer(line, "at", 0, LOGS_INSTANT_MAX);
  word.body = (char *)log_text(line, "comment");
  word.credit = log_real(line, "credit", 0, 1);
  word.levels = (char *)log_text(line, "levels");
  word.name = (char *)log_text(line, "name");
  word.offset = (int)log_integer(line, "offset", -1440, 1440);
  word.uuid = log_uuid(line, "uuid");
  Uuid writing = log_uuid(line, "writing");
  uuid_format(&writing, subject);
  return word;
}

ReplyWord reply_read_remark(LogLine *line, char subject[37]) {
  ReplyWord word = {0};
  Uuid uuid;
  if (!remark_about_from_name(log_text(line, "about"), &word.about)) refuse(line, "about");
  word.at = log_integer(line, "at", 0, LOGS_INSTANT_MAX);
  word.body = (char *)log_text(line, "body");
  word.name = (char *)log_text(line, "name");
  word.offset = (int)log_integer(line, "offset", -1440, 1440);
  word.subject = (char *)log_text(line, "subject");
  word.uuid = log_uuid(line, "uuid");
  if (word.about >= REMARK_EXAM && uuid_parse(word.subject, &uuid)) {
    uuid_format(&uuid, subject);
    word.subject = subject;
  }
  return word;
}

/* -- taking in --------------------------------------------------------------------------------- */

typedef struct {
  App *app;
  StoreMerge *merge;
  Uuid mentor;
  int64_t newest; /* instant of the word that gave the name */
  json_t *news;
  ReplyTaken sum;
} Taking;

void reply_taken_clear(ReplyTaken *taken) {
  g_clear_pointer(&taken->name, g_free);
  g_clear_pointer(&taken->where, g_ptr_array_unref);
}

/* The word as a line of this learner's logs, to wait for what it is about: the mentor's device tells
 * later that it came in a reply. */
static bool put_aside(Taking *taking, const ReplyWord *word, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  LogDraft draft = {.text = text};
  log_draft_start(&draft, 0, NULL);
  if (!word->score) log_put_text(&draft, "about", remark_about_name(word->about));
  log_put_integer(&draft, "at", word->at);
  log_put_text(&draft, word->score ? "comment" : "body", word->body);
  if (word->score) log_put_real(&draft, "credit", word->credit);
  log_put_uuid(&draft, "device", &taking->mentor);
  log_put_text(&draft, "kind", word->score ? "score" : "remark");
  log_put_text(&draft, "levels", word->score ? word->levels : NULL);
  log_put_text(&draft, "name", word->name);
  log_put_integer(&draft, "offset", word->offset);
  log_put_text(&draft, word->score ? "scorer" : "subject", word->score ? "mentor" : word->subject);
  log_put_uuid(&draft, "uuid", &word->uuid);
  log_put_text(&draft, "writing", word->score ? word->subject : NULL);
  log_draft_end(&draft);
  taking->sum.waiting++;
  return store_put_pending(taking->app->store, text->str, error);
}

/* The command that shows WORD. Newly allocated. */
static char *where_shown(App *app, const ReplyWord *word) {
  Uuid uuid;
  if (word->about == REMARK_EXAM) return g_strdup_printf("pawl exam show %s", word->subject);
  if (word->about != REMARK_TEXT || !uuid_parse(word->subject, &uuid))
    return g_strdup("pawl mastery");
  g_autoptr(Item) item = store_text_item(app->store, &uuid, NULL);
  return g_strdup_printf("pawl %s show %" G_GINT64_FORMAT,
                         item != NULL && item->type == ITEM_ORAL ? "interview" : "write",
                         store_writing_id(app->store, &uuid));
}

static void note(Taking *taking, const ReplyWord *word, MergeResult result) {
  ReplyTaken *sum = &taking->sum;
  if (word->at >= taking->newest) {
    taking->newest = word->at;
    g_free(sum->name);
    sum->name = g_strdup(word->name);
  }
  sum->known += result == MERGE_KNOWN;
  if (result != MERGE_ADDED) return;
  sum->scores += word->score;
  sum->remarks += !word->score;
  reply_news_note(taking->news, word);
  g_autofree char *where = where_shown(taking->app, word);
  if (!g_ptr_array_find_with_equal_func(sum->where, where, g_str_equal, NULL))
    g_ptr_array_add(sum->where, g_steal_pointer(&where));
}

static bool take_word(Taking *taking, const LogReader *reader, const ReplyWord *word,
                      GError **error) {
  g_autofree char *fault = reply_fault(taking->app, word);
  if (fault != NULL) {
    log_reader_blame(reader, error, "%s", fault);
    return false;
  }
  MergeResult result = reply_take(taking->merge, word, &taking->mentor, error);
  if (result == MERGE_FAILED) return false;
  note(taking, word, result);
  return result != MERGE_WAITS || put_aside(taking, word, error);
}

static bool take_line(Taking *taking, const LogReader *reader, LogLine *line, GError **error) {
  char subject[37];
  const char *kind = log_text(line, "kind");
  bool score = strcmp(kind, "score") == 0, remark = strcmp(kind, "remark") == 0;
  ReplyWord word = {0};
  line->next = 0;
  if (line->wrong == NULL && !score && !remark) {
    taking->sum.others++;
    return true;
  }
  if (line->wrong == NULL)
    word = score ? read_score(line, subject) : reply_read_remark(line, subject);
  if (line->wrong == NULL) return take_word(taking, reader, &word, error);
  log_reader_blame(reader, error, "its \"%s\" is missing or is not what it can be", line->wrong);
  return false;
}

static bool take_all(Taking *taking, LogReader *reader, GError **error) {
  LogLine *line = NULL;
  int next = 0;
  while ((next = log_reader_next(reader, &line, error)) > 0)
    if (!take_line(taking, reader, line, error)) return false;
  return next == 0;
}

/* -- a file ------------------------------------------------------------------------------------ */

bool app_is_reply(const char *path) {
  g_autofree char *format = log_peek_format(path);
  return format != NULL && g_str_has_prefix(format, "pawl-reply/");
}

/* A reply pins its mentor's key apart from those of the learner's devices, but cannot come as one of these. */
static bool is_the_mentors_key(App *app, const char *path, const LogHeader *header,
                               GError **error) {
  uint8_t pinned[STORE_KEY_SIZE];
  if (!logs_is_same_key(app, path, header, error)) return false;
  return !store_peer_key(app->store, PEER_MENTOR, NULL, &header->device, pinned) ||
         logs_is_key(pinned, path, header, error);
}

static bool is_to_us(App *app, const char *path, const LogHeader *header, GError **error) {
  g_autofree char *learner = app_learner(app, error);
  char theirs[37];
  if (learner == NULL) return false;
  uuid_format(&header->learner, theirs);
  if (strcmp(learner, theirs) != 0)
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "%s is a reply to another learner (%s; here it is %s). Nothing was taken.", path,
                theirs, learner);
  else if (store_device_is_own(app->store, &header->device))
    g_set_error(
        error, APP_ERROR, APP_ERROR_INPUT,
        "%s says that it was written on this very device, so no mentor sent it. Nothing was "
        "taken.",
        path);
  else
    return is_the_mentors_key(app, path, header, error);
  return false;
}

static bool take_file(Taking *taking, LogReader *reader, GError **error) {
  App *app = taking->app;
  const LogHeader *header = log_reader_header(reader);
  if (!store_begin(app->store, error)) return false;
  bool good = store_pin_peer(app->store, PEER_MENTOR, NULL, &header->device, header->key, error) &&
              take_all(taking, reader, error) && reply_news_add(app, taking->news, error) &&
              logs_finish(app, taking->merge, error) && store_commit(app->store, error);
  if (!good) store_rollback(app->store);
  app_forget_mastery(app);
  return good;
}

static bool is_small(const char *path, GError **error) {
  GStatBuf state;
  if (g_stat(path, &state) != 0 || state.st_size <= REPLY_FILE_MAX) return true;
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "%s is larger than a reply may be (1 MiB). Nothing was taken.", path);
  return false;
}

bool app_reply_import(App *app, const char *path, ReplyTaken *out, GError **error) {
  if (!is_small(path, error)) return false;
  g_autoptr(LogReader) reader = log_reader_open(path, REPLY_FORMAT, error);
  if (reader == NULL) return false;
  const LogHeader *header = log_reader_header(reader);
  if (!is_to_us(app, path, header, error) || !logs_check_whole(reader, NULL, error)) return false;
  if (store_answer_count(app->store) > 0 && !store_backup(app->store, "before-import", error))
    return false;
  Taking taking = {.app = app, .merge = store_merge_new(app->store), .mentor = header->device};
  taking.sum.where = g_ptr_array_new_with_free_func(g_free);
  taking.sum.name = g_strdup("");
  taking.news = json_array();
  bool good = take_file(&taking, reader, error);
  store_merge_free(taking.merge);
  json_decref(taking.news);
  if (good)
    *out = taking.sum;
  else
    reply_taken_clear(&taking.sum);
  return good;
}
