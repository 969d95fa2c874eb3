/* reply_words - remarks as they are read: from the database, in lines, as JSON. */
#include "app/reply_private.h"

static void remark_free(gpointer data) {
  Remark *remark = data;
  g_free(remark->subject);
  g_free(remark->name);
  g_free(remark->body);
  g_free(remark);
}

GPtrArray *app_remarks(App *app, RemarkAbout about, const char *subject, GError **error) {
  g_autoptr(GArray) rows = store_remarks(app->store, remark_about_name(about), subject, error);
  if (rows == NULL) return NULL;
  GPtrArray *remarks = g_ptr_array_new_with_free_func(remark_free);
  for (guint i = 0; i < rows->len; i++) {
    const StoreRemark *row = &g_array_index(rows, StoreRemark, i);
    Remark *remark = g_new0(Remark, 1);
    *remark = (Remark){.about = about,
                       .subject = g_strdup(row->subject),
                       .name = g_strdup(row->name),
                       .body = g_strdup(row->body),
                       .at = row->at,
                       .day = clock_study_day(row->at, row->offset, app_rollover(app))};
    uuid_format(&row->uuid, remark->uuid);
    g_ptr_array_add(remarks, remark);
  }
  return remarks;
}

void remarks_say(Doc *doc, const GPtrArray *remarks, int indent) {
  for (guint i = 0; remarks != NULL && i < remarks->len; i++) {
    const Remark *remark = remarks->pdata[i];
    g_autofree char *date = clock_format_date(remark->day);
    doc_add(doc, DOC_TEXT, indent, indent + 2, "%s, %s: %s", remark->name, date, remark->body);
  }
}

json_t *remarks_json(const GPtrArray *remarks) {
  json_t *array = json_array();
  for (guint i = 0; remarks != NULL && i < remarks->len; i++) {
    const Remark *remark = remarks->pdata[i];
    g_autofree char *date = clock_format_date(remark->day);
    json_array_append_new(
        array, json_pack("{s:s,s:s,s:s}", "name", remark->name, "day", date, "text", remark->body));
  }
  return array;
}
