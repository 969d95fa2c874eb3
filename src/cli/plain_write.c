/* plain_write - see plain_write.h. */
#include "cli/plain_write.h"
#include "app/edit.h"
#include "core/text.h"
#include "report/phrase.h"
#include <stdlib.h>
#include <string.h>

void plain_show_scenario(const WritingView *view) {
  const Item *item = view->item;
  const ItemEssay *essay = item->essay;
  cli_print("%s  %s\n\n", item->id, view->area_text);
  if (item->stimulus != NULL) {
    cli_wrapped(0, item->stimulus);
    cli_print("\n");
  }
  cli_wrapped(0, item->stem);
  for (guint i = 0; i < essay->tasks->len; i++) {
    g_autofree char *task = g_strdup_printf("%u. %s", i + 1, (char *)essay->tasks->pdata[i]);
    cli_wrapped(2, task);
  }
  if (item->type == ITEM_ORAL)
    cli_print("\n%d minutes to speak.\n", essay->minutes);
  else
    cli_print("\n%d minutes, %d to %d words.\n", essay->minutes, essay->words_min,
              essay->words_max);
}

/* -- lines ------------------------------------------------------------------------------------- */

/* The next line as it was typed, without its end; NULL at the end of the input. */
static char *read_line(PlainInput *input) {
  if (input->pushed_back) {
    input->pushed_back = false;
    return g_strdup(input->line);
  }
  size_t size = 0;
  char *raw = NULL;
  fflush(stdout);
  ssize_t n = getline(&raw, &size, stdin);
  char *line = n < 0 ? NULL : text_clean(raw, n);
  free(raw);
  return line == NULL ? NULL : g_strchomp(line);
}

typedef struct {
  App *app;
  int64_t id;
  GString *text;
  int64_t ms, since; /* spent before, and the moment this sitting began */
} Sitting;

static bool keep(Sitting *sitting, GError **error) {
  int64_t now = clock_monotonic(app_clock(sitting->app));
  return writing_save(sitting->app, sitting->id, sitting->text->str,
                      sitting->ms + now - sitting->since, error);
}

/* A person's lines are kept one by one, a script's together. */
static bool add_lines(PlainInput *input, Sitting *sitting, const Exam *exam, GError **error) {
  bool going = true, first = true;
  while (going) {
    g_autofree char *line = read_line(input);
    if (line == NULL || strcmp(line, ".") == 0) break;
    if (sitting->text->len + strlen(line) + 2 > EDIT_MAX_BYTES) {
      cli_print("A text has at most %d KiB: this line and what follows it are left out.\n",
                EDIT_MAX_KIB);
      break;
    }
    if (sitting->text->len > 0) g_string_append_c(sitting->text, '\n');
    if (first && sitting->text->len > 0) g_string_append_c(sitting->text, '\n');
    g_string_append(sitting->text, line);
    first = false;
    if (input->terminal && !keep(sitting, error)) return false;
    going = exam == NULL || exam_left(exam) != 0;
  }
  return first || keep(sitting, error);
}

static bool edit(Sitting *sitting, GError **error) {
  if (!keep(sitting, error)) return false;
  g_autofree char *text = edit_text(sitting->text->str, error);
  if (text == NULL) return false;
  g_string_assign(sitting->text, text);
  return keep(sitting, error);
}

bool plain_write_text(PlainInput *input, App *app, int64_t id, const Exam *exam, GError **error) {
  g_autoptr(WritingView) view = writing_view(app, id, error);
  if (view == NULL) return false;
  bool editor = input->terminal && edit_is_possible();
  if (!editor && *view->text != '\0') {
    cli_print("\nSo far:\n");
    cli_wrapped(2, view->text);
  }
  if (!editor) cli_print("\nLines are added to the draft; a line with a single dot ends.\n");
  Sitting sitting = {app, id, g_string_new(view->text), view->ms, clock_monotonic(app_clock(app))};
  bool good = editor ? edit(&sitting, error) : add_lines(input, &sitting, exam, error);
  if (good) {
    g_autofree char *line =
        writing_words_line(view->item, text_words(sitting.text->str, sitting.text->len));
    cli_print("Kept: %s.\n", line);
  }
  g_string_free(sitting.text, TRUE);
  return good;
}

/* -- levels ------------------------------------------------------------------------------------ */

static void show_criterion(const ItemCriterion *criterion) {
  g_autofree char *head =
      g_strdup_printf("%s (%s, weight %g)", criterion->text, criterion->id, criterion->weight);
  cli_print("\n");
  cli_wrapped(0, head);
  for (guint i = 0; i < criterion->levels->len; i++) {
    g_autofree char *level = g_strdup_printf("%u. %s", i + 1, (char *)criterion->levels->pdata[i]);
    cli_wrapped(2, level);
  }
}

static bool read_level(PlainInput *input, const ItemCriterion *criterion, int *level) {
  gint64 number = 0;
  show_criterion(criterion);
  for (;;) {
    const char *line = plain_read(input, "Level: ");
    if (line == NULL || strcmp(line, "q") == 0) return false;
    if (g_ascii_string_to_signed(line, 10, 1, RUBRIC_LEVELS, &number, NULL)) break;
    cli_print("A level is a number from 1 to %d; q leaves.\n", RUBRIC_LEVELS);
  }
  *level = (int)number;
  return true;
}

static bool read_points(PlainInput *input, const Item *item, RubricLevels *out) {
  cli_print("\nA strong answer covers:\n");
  for (int i = 0; i < out->n; i++) {
    g_autofree char *point =
        g_strdup_printf("%d. %s", i + 1, (char *)item->essay->covers->pdata[i]);
    cli_wrapped(2, point);
  }
  for (;;) {
    g_autoptr(GError) error = NULL;
    const char *line = plain_read(input, "What did you cover (1 3, - for none): ");
    if (line == NULL || strcmp(line, "q") == 0) return false;
    if (rubric_parse(item, line, out, &error)) return true;
    cli_print("%s\n", error->message);
  }
}

bool plain_read_levels(PlainInput *input, const Item *item, RubricLevels *out) {
  *out = rubric_levels(item);
  if (item->type == ITEM_ORAL) return read_points(input, item, out);
  for (int i = 0; i < out->n; i++)
    if (!read_level(input, item->essay->rubric->pdata[i], &out->level[i])) return false;
  return true;
}
