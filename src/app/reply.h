/* reply - what mentors send back: scores of texts, and remarks about the learner, an area, a practice exam
 * or a text (see pawl-log(5)).
 *
 * A mentor says words about a candidate; they are kept in the mentor's own database and travel as a
 * signed file, all of them each time, so that one file replaces any number of earlier ones. The
 * candidate takes such a file in as a set union by UUID: any number of times, in any order. A reply adds,
 * it never changes: not the candidate's own scores, not what an earlier reply brought. The first key of a
 * mentor's device is pinned, as those of the learner's own devices are.
 */
#pragma once
#include "app/writing.h"

#define REPLY_FORMAT   "pawl-reply/1"
#define REPLY_SUFFIX   ".pawl-reply"
#define REPLY_BODY_MAX 16384     /* bytes of a remark or a comment */
#define REPLY_FILE_MAX (1 << 20) /* bytes of a reply */

typedef enum { REMARK_LEARNER, REMARK_AREA, REMARK_EXAM, REMARK_TEXT } RemarkAbout;
/* "learner", "area", "exam", "text". */
const char *remark_about_name(RemarkAbout about);
bool remark_about_from_name(const char *name, RemarkAbout *out);

/* -- the candidate's side ---------------------------------------------------------------------- */

typedef struct {
  char uuid[37];
  RemarkAbout about;
  char *subject; /* "", the area's code, the exam's or the text's UUID */
  char *name;    /* the mentor's */
  char *body;
  int64_t at;
  int day;
} Remark;
/* Remarks ABOUT SUBJECT (NULL: any), oldest first. New GPtrArray of Remark*. */
GPtrArray *app_remarks(App *app, RemarkAbout about, const char *subject, GError **error);
/* A line each, or nothing. REMARKS may be NULL. */
void remarks_say(Doc *doc, const GPtrArray *remarks, int indent);
/* [{"name","day","text"}, ...]; of NULL: []. New reference. */
json_t *remarks_json(const GPtrArray *remarks);

/* What a reply brought. */
typedef struct {
  char *name;          /* of the mentor, by the newest word; "" where there is none */
  int scores, remarks; /* new here */
  int known;           /* were here already */
  int waiting;         /* kept aside until the text or the exam that they are about is here */
  int others;          /* of kinds that this program does not know */
  GPtrArray *where;    /* of char*: commands that show what is new */
} ReplyTaken;
void reply_taken_clear(ReplyTaken *taken);
/* True where PATH says that it is a reply, nothing checked. */
bool app_is_reply(const char *path);
/* Checks PATH whole, then takes it in, all or nothing. Refused with a sentence: a reply to another
 * learner, one over REPLY_FILE_MAX, one whose chain or signature is broken, one signed by another key than that device's earlier
 * ones, one written on this device, and any word that cannot be (with its line). */
bool app_reply_import(App *app, const char *path, ReplyTaken *out, GError **error);

/* "New from Kim: 1 score, 2 remarks": what was taken in and not looked at yet; NULL where there is none.
 * Costs the same at any length of the log. New. */
char *reply_news_line(App *app);
/* What mentors wrote about it was looked at; with REMARK_LEARNER, about the areas too. */
void reply_seen(App *app, RemarkAbout about, const char *subject);

/* -- the mentor's side ------------------------------------------------------------------------- */

/* The name that the mentor's words stand under. Newly allocated. */
char *reply_name(App *app);
/* Keeps BODY, cleaned, as a remark about LEARNER under the mentor's name (setting "name", else
 * "Mentor"). SUBJECT as in Remark. */
bool reply_say(App *app, const Uuid *learner, RemarkAbout about, const char *subject,
               const char *body, GError **error);
/* Keeps what GRADE gives TEXT, which LEARNER wrote (it may stand in another database); its name is that
 * of the mentor's setting. */
bool reply_score(App *app, const Uuid *learner, const WritingView *text, const WritingGrade *grade,
                 GError **error);

typedef struct {
  Uuid uuid;
  bool score; /* else a remark */
  RemarkAbout about;
  char *subject, *name;
  int64_t at;
  int offset;
  char *levels; /* of a score: JSON, see core/rubric.h; else NULL */
  double credit;
  char *body; /* of a score: the comment, or "" */
} ReplyWord;
/* What was said of LEARNER, in that order. New GPtrArray of ReplyWord*. */
GPtrArray *reply_words(App *app, const Uuid *learner, GError **error);

typedef struct {
  int scores, remarks;
  int left_out; /* the oldest, for which there was no room */
} ReplyCounts;
/* Writes the words about LEARNER to PATH, signed: all of them, or the newest that fit REPLY_FILE_MAX. Equal
 * words give equal bytes. Refused where something else than a reply stands there. */
bool reply_write(App *app, const Uuid *learner, const char *path, ReplyCounts *out, GError **error);

typedef struct {
  Uuid learner;
  char id[37];
  int words, fresh; /* said so far; of these, since the last reply */
  int64_t at;       /* of the last reply (UTC ms), 0: none */
} ReplyCandidate;
/* Learners with words that no reply has held yet, by id. New GPtrArray of ReplyCandidate*. */
GPtrArray *reply_waiting(App *app, GError **error);

/* What was said here of LEARNER, as reply_apply into GUEST. */
bool reply_show(App *app, const Uuid *learner, App *guest, GError **error);
/* Takes WORDS, said by MENTOR (a device), into GUEST, a database in which the candidate's log stands.
 * Words about what is not there are left out. */
bool reply_apply(App *guest, const GPtrArray *words, const Uuid *mentor, GError **error);
