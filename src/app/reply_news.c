/* reply_news - what replies brought and nobody looked at yet, for a line on home: rows of the mentor's name,
 * "score" or "remark", and the place where it is shown, kept as a setting so that home looks at no log.
 */
#include "app/reply_private.h"
#include "core/json.h"
#include <string.h>

static const char NEWS[] = "mentor-news";

#define NEWS_MAX 500 /* rows; older ones go first */

/* Mastery shows remarks about the learner and about areas. Newly allocated. */
static char *place_of(RemarkAbout about, const char *subject) {
  if (about == REMARK_LEARNER || about == REMARK_AREA) return g_strdup("mastery");
  return g_strdup_printf("%s %s", remark_about_name(about), subject);
}

/* New reference; empty where there is none. */
static json_t *news_get(App *app) {
  g_autofree char *text = store_setting(app->store, NEWS);
  json_t *root = text == NULL ? NULL : json_from_text(text, NULL);
  json_t *rows = json_incref(json_object_get(root, "rows"));
  json_decref(root);
  return json_is_array(rows) ? rows : json_array();
}

/* Takes the reference to ROWS. */
static bool news_put(App *app, json_t *rows, GError **error) {
  while (json_array_size(rows) > NEWS_MAX) json_array_remove(rows, 0);
  bool any = json_array_size(rows) > 0;
  json_t *root = json_pack("{s:o}", "rows", rows);
  g_autofree char *text = json_to_text(root);
  json_decref(root);
  return store_set_setting(app->store, NEWS, any ? text : NULL, error);
}

void reply_news_note(json_t *news, const ReplyWord *word) {
  g_autofree char *place = place_of(word->about, word->subject);
  json_array_append_new(news,
                        json_pack("[s,s,s]", word->name, word->score ? "score" : "remark", place));
}

bool reply_news_add(App *app, json_t *news, GError **error) {
  if (json_array_size(news) == 0) return true;
  json_t *rows = news_get(app);
  json_array_extend(rows, news);
  return news_put(app, rows, error);
}

static const char *word_at(const json_t *row, size_t i) {
  const char *text = json_string_value(json_array_get(row, i));
  return text == NULL ? "" : text;
}

static void add_count(GString *line, int n, const char *what) {
  if (n == 0) return;
  g_string_append_printf(line, "%s%d %s%s", line->str[line->len - 1] == ' ' ? "" : ", ", n, what,
                         n == 1 ? "" : "s");
}

char *reply_news_line(App *app) {
  json_t *rows = news_get(app), *row = NULL;
  const char *name = NULL;
  int scores = 0, remarks = 0;
  bool several = false;
  size_t i = 0;
  json_array_foreach(rows, i, row) {
    several = several || (name != NULL && strcmp(name, word_at(row, 0)) != 0);
    name = word_at(row, 0);
    bool score = strcmp(word_at(row, 1), "score") == 0;
    scores += score;
    remarks += !score;
  }
  GString *line = name == NULL ? NULL : g_string_new(NULL);
  if (line != NULL) {
    g_string_printf(line, "New from %s%s: ", name, several ? " and others" : "");
    add_count(line, scores, "score");
    add_count(line, remarks, "remark");
  }
  json_decref(rows);
  return line == NULL ? NULL : g_string_free(line, FALSE);
}

void reply_seen(App *app, RemarkAbout about, const char *subject) {
  if (store_is_read_only(app->store)) return;
  g_autofree char *place = place_of(about, subject);
  json_t *rows = news_get(app);
  size_t before = json_array_size(rows);
  for (size_t i = before; i > 0; i--)
    if (strcmp(word_at(json_array_get(rows, i - 1), 2), place) == 0) json_array_remove(rows, i - 1);
  if (json_array_size(rows) < before)
    news_put(app, rows, NULL);
  else
    json_decref(rows);
}
