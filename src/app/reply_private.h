/* reply_private - what the files of replies share. */
#pragma once
#include "app/logs_private.h"
#include "app/reply.h"

/* Why WORD cannot be one about the learner of APP, as a phrase ("its body is empty"); NULL where it can
 * be. Levels are held against the rubric where the text is here. Newly allocated. */
char *reply_fault(App *app, const ReplyWord *word);
/* The same as far as it can be told anywhere: an area's code need not be known. */
char *reply_form_fault(const ReplyWord *word);
/* The remark in LINE, which lends its texts; where LINE->wrong is set afterwards it is none. SUBJECT is room
 * for a UUID. */
ReplyWord reply_read_remark(LogLine *line, char subject[37]);
/* Takes WORD, said by MENTOR, in; MERGE_WAITS where what it is about is not here. */
MergeResult reply_take(StoreMerge *merge, const ReplyWord *word, const Uuid *mentor,
                       GError **error);

/* reply_news.c: WORD as one of NEWS, an array of json; all of NEWS put to what was not looked at yet. */
void reply_news_note(json_t *news, const ReplyWord *word);
bool reply_news_add(App *app, json_t *news, GError **error);
