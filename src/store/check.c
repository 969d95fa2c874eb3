/* check - is the database whole, and do the counts say what their definition says? */
#include "store/store_private.h"

static void find_fault(GPtrArray *findings, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void find_fault(GPtrArray *findings, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_ptr_array_add(findings, g_strdup_vprintf(format, args));
  va_end(args);
}

bool check_quick(sqlite3 *db, char **what) {
  sqlite3_stmt *row = NULL;
  const char *text = NULL;
  if (sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &row, NULL) == SQLITE_OK &&
      sqlite3_step(row) == SQLITE_ROW)
    text = (const char *)sqlite3_column_text(row, 0);
  bool good = g_strcmp0(text, "ok") == 0;
  if (!good) *what = g_strdelimit(g_strdup(text != NULL ? text : sqlite3_errmsg(db)), "\n", ' ');
  sqlite3_finalize(row);
  return good;
}

static void check_structure(Store *store, GPtrArray *findings) {
  g_autofree char *what = NULL;
  if (check_quick(store->db, &what)) return;
  store->damaged = true;
  find_fault(findings, "The file is damaged: %s.", what);
}

static void check_references(Store *store, GPtrArray *findings) {
  sqlite3_stmt *row = NULL;
  int n = 0;
  g_autofree char *table = NULL;
  if (sqlite3_prepare_v2(store->db, "PRAGMA foreign_key_check", -1, &row, NULL) == SQLITE_OK)
    while (sqlite3_step(row) == SQLITE_ROW)
      if (n++ == 0) table = sql_dup(row, 0);
  if (sqlite3_finalize(row) != SQLITE_OK)
    find_fault(findings, "The references cannot be checked: %s.", sqlite3_errmsg(store->db));
  if (n > 0)
    find_fault(findings, "%d rows point at rows that are not there, the first in the table %s.", n,
               table);
}

static const struct {
  SqlName name;
  const char *fault;
} COUNTS[] = {
    {SQL_CHECK_LOG, "The numbers of the answer log have gaps: it holds %d answers."},
    {SQL_CHECK_ORDER, "%d answers and events have no order number."},
    {SQL_CHECK_CARDS, "%d cards do not fit their items."},
    {SQL_CHECK_TALLY, "The counts of %d areas differ from their cards."},
    {SQL_CHECK_PACK_TALLY, "The counts of %d packs differ from their items."},
    {SQL_CHECK_LOAD, "The reviews of %d days differ from their cards."},
};

static void check_counts(Store *store, GPtrArray *findings) {
  for (size_t i = 0; i < G_N_ELEMENTS(COUNTS); i++) {
    g_autoptr(GError) fault = NULL;
    int64_t n = 0;
    int found = sql_find_int(store, COUNTS[i].name, SQL_NO_ARGS, &n, &fault);
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, n);
    g_autoptr(GString) text = g_string_new(COUNTS[i].fault);
    g_string_replace(text, "%d", number, 1);
    if (found > 0) find_fault(findings, "%s", text->str);
    if (found < 0) find_fault(findings, "%s", fault->message);
  }
}

bool store_check(Store *store, GPtrArray *findings) {
  guint before = findings->len;
  check_structure(store, findings);
  if (findings->len == before) check_references(store, findings);
  if (findings->len == before) check_counts(store, findings);
  return findings->len == before;
}
