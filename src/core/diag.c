/* diag - see diag.h. Kept apart from the readers so that lint, install and tests share one form. */
#include "core/diag.h"
#include "core/text.h"

static void diag_free(gpointer data) {
  Diag *diag = data;
  g_free(diag->file);
  g_free(diag->item);
  g_free(diag->message);
  g_free(diag);
}

DiagList *diag_list_new(void) {
  DiagList *list = g_new0(DiagList, 1);
  list->list = g_ptr_array_new_with_free_func(diag_free);
  return list;
}

void diag_list_free(DiagList *list) {
  if (list == NULL) return;
  g_ptr_array_unref(list->list);
  g_free(list);
}

void diag_add(DiagList *list, DiagSeverity severity, const char *rule, const char *file, int line,
              int column, const char *item, const char *format, ...) {
  list->counts[severity]++;
  if (list->list->len >= DIAG_LIST_MAX) return;
  Diag *diag = g_new0(Diag, 1);
  *diag = (Diag){.severity = severity, .rule = rule, .line = line, .column = column};
  diag->file = g_strdup(file);
  diag->item = g_strdup(item);
  va_list args;
  va_start(args, format);
  diag->message = g_strdup_vprintf(format, args);
  va_end(args);
  g_ptr_array_add(list->list, diag);
}

/* Where FILE first appears in the list: files keep the order in which they were read. */
static guint file_rank(const GPtrArray *list, const char *file) {
  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0(((Diag *)list->pdata[i])->file, file) == 0) return i;
  return list->len;
}

typedef struct {
  guint file, place;
  Diag *diag;
} Ranked;

static int compare_ranked(const void *a, const void *b) {
  const Ranked *x = a, *y = b;
  if (x->file != y->file) return x->file < y->file ? -1 : 1;
  if (x->diag->line != y->diag->line) return x->diag->line < y->diag->line ? -1 : 1;
  if (x->diag->column != y->diag->column) return x->diag->column < y->diag->column ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

void diag_list_sort(DiagList *list) {
  guint n = list->list->len;
  g_autofree Ranked *ranked = g_new(Ranked, n + 1);
  for (guint i = 0; i < n; i++) {
    Diag *diag = list->list->pdata[i];
    ranked[i] = (Ranked){file_rank(list->list, diag->file), i, diag};
  }
  qsort(ranked, n, sizeof *ranked, compare_ranked);
  for (guint i = 0; i < n; i++) list->list->pdata[i] = ranked[i].diag;
}

const char *diag_severity_name(DiagSeverity severity) {
  static const char *const names[] = {"note", "warning", "error"};
  return names[severity];
}

char *diag_format(const Diag *diag) {
  GString *out = g_string_new(diag->file);
  if (diag->line > 0) g_string_append_printf(out, ":%d:%d", diag->line, diag->column);
  g_string_append_printf(out, ": %s: ", diag_severity_name(diag->severity));
  if (diag->item != NULL) g_string_append_printf(out, "%s: ", diag->item);
  g_string_append_printf(out, "%s [%s]", diag->message, diag->rule);
  char *clean = text_clean(out->str, (gssize)out->len);
  g_string_free(out, TRUE);
  return clean;
}
