/* edits - see edits.h. Neighbouring splices of a group melt into one, so that a run of typing costs its
 * bytes and not a record a letter. */
#include "tui/edits.h"
#include <string.h>

typedef struct {
  Place at;
  GString *removed, *inserted;
  Place end; /* of inserted */
  Place before, after;
  bool starts_group;
} Edit;

struct Edits {
  GPtrArray *list; /* Edit, oldest first */
  guint done;      /* the first so many stand in the text, the others are undone */
  gsize bytes, cap;
};

static gsize cost(const Edit *edit) {
  return sizeof *edit + 2 * sizeof(GString) + edit->removed->allocated_len +
         edit->inserted->allocated_len;
}

static void edit_free(gpointer data) {
  Edit *edit = data;
  g_string_free(edit->removed, TRUE);
  g_string_free(edit->inserted, TRUE);
  g_free(edit);
}

static Edit *edit_at(const Edits *edits, guint i) {
  return g_ptr_array_index(edits->list, i);
}

Edits *edits_new(gsize cap) {
  Edits *edits = g_new0(Edits, 1);
  edits->list = g_ptr_array_new_with_free_func(edit_free);
  edits->cap = cap;
  return edits;
}

void edits_free(Edits *edits) {
  if (edits == NULL) return;
  g_ptr_array_unref(edits->list);
  g_free(edits);
}

gsize edits_bytes(const Edits *edits) {
  return edits->bytes;
}

/* N edits from FIRST go. */
static void drop(Edits *edits, guint first, guint n) {
  for (guint i = first; i < first + n; i++) edits->bytes -= cost(edit_at(edits, i));
  if (n > 0) g_ptr_array_remove_range(edits->list, first, n);
}

static void keep_within_cap(Edits *edits) {
  while (edits->bytes > edits->cap) {
    guint n = 1;
    while (n < edits->list->len && !edit_at(edits, n)->starts_group) n++;
    if (n == edits->list->len) break;
    drop(edits, 0, n);
  }
  edits->done = edits->list->len;
}

/* Typing on: REMOVED, which is no more than the tail of what was typed (a letter that takes a mark),
 * gives way to INSERTED. */
static bool melt_typing(Edit *edit, Place at, const char *removed, const char *inserted) {
  gsize len = strlen(removed);
  if (place_compare(prose_after(at, removed), edit->end) != 0) return false;
  if (!g_str_has_suffix(edit->inserted->str, removed)) return false;
  g_string_truncate(edit->inserted, edit->inserted->len - len);
  g_string_append(edit->inserted, inserted);
  edit->end = prose_after(at, inserted);
  return true;
}

/* Deleting on, backwards or forwards. */
static bool melt_deleting(Edit *edit, Place at, const char *removed) {
  if (place_compare(at, edit->at) == 0)
    g_string_append(edit->removed, removed);
  else if (place_compare(prose_after(at, removed), edit->at) == 0)
    g_string_prepend(edit->removed, removed);
  else
    return false;
  edit->at = edit->end = at;
  return true;
}

static bool melt(Edit *edit, Place at, const char *removed, const char *inserted) {
  bool only_deletes = edit->inserted->len == 0 && *inserted == '\0';
  return only_deletes ? melt_deleting(edit, at, removed) : melt_typing(edit, at, removed, inserted);
}

static Edit *edit_new(Place at, const char *removed, const char *inserted) {
  Edit *edit = g_new0(Edit, 1);
  edit->at = at;
  edit->removed = g_string_new(removed);
  edit->inserted = g_string_new(inserted);
  edit->end = prose_after(at, inserted);
  return edit;
}

void edits_add(Edits *edits, Place at, const char *removed, const char *inserted, Place before,
               Place after, bool joins) {
  drop(edits, edits->done, edits->list->len - edits->done);
  joins = joins && edits->done > 0;
  Edit *edit = joins ? edit_at(edits, edits->done - 1) : NULL;
  if (edit != NULL) edits->bytes -= cost(edit);
  if (edit == NULL || !melt(edit, at, removed, inserted)) {
    if (edit != NULL) edits->bytes += cost(edit);
    edit = edit_new(at, removed, inserted);
    edit->before = before;
    edit->starts_group = !joins;
    g_ptr_array_add(edits->list, edit);
  }
  edit->after = after;
  edits->bytes += cost(edit);
  keep_within_cap(edits);
}

bool edits_undo(Edits *edits, Prose *prose, Place *cursor) {
  bool more = edits->done > 0;
  if (!more) return false;
  while (more) {
    const Edit *edit = edit_at(edits, --edits->done);
    prose_splice(prose, edit->at, edit->end, edit->removed->str);
    *cursor = edit->before;
    more = !edit->starts_group;
  }
  return true;
}

bool edits_redo(Edits *edits, Prose *prose, Place *cursor) {
  if (edits->done == edits->list->len) return false;
  do {
    const Edit *edit = edit_at(edits, edits->done++);
    prose_splice(prose, edit->at, prose_after(edit->at, edit->removed->str), edit->inserted->str);
    *cursor = edit->after;
  } while (edits->done < edits->list->len && !edit_at(edits, edits->done)->starts_group);
  return true;
}
