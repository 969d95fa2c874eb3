/* salvage - rows read out of a damaged database, as far as they can be read.
 *
 * Rows are copied table by table into a sound database that is an older state of the same file (or
 * new and empty). A row that breaks a rule there is left out. The logs are gathered first in a
 * table that forgets itself: what SQLite can reach, then what only stands on some page; from there
 * they go on in the order in which they were written.
 */
#include "store/salvage.h"
#include "store/carve.h"

typedef struct {
  const char *name, *columns;
  const char *read; /* the columns as read, where they differ, or NULL */
  const char *key;
  const char *conflict; /* what a row does that is there already */
} Table;

#define SKIP "ON CONFLICT DO NOTHING"
#define ROUND_ANSWER_COLUMNS                                                                       \
  "round, phase, place, uuid, item, version, chosen, confidence, ms, at, offset_min"

/* Parents before children. Packs come without their signature and items without their round, so
 * that the next start reads the pack's files again and mends what is missing. */
static const Table TABLES[] = {
    {"framework", "id, code, body", NULL, "id", SKIP},
    {"area",
     "id, framework, place, listed, code, text, weight, category, category_text, category_weight",
     NULL, "id", SKIP},
    {"node", "id, framework, code, type, text", NULL, "id", SKIP},
    {"pack", "id, uuid, framework, name, version, title, locale, licence, notice, dir, files", NULL,
     "id", SKIP},
    {"item", "id, pack, code, round, place, area, objective, level, type, status, set_code, title",
     "id, pack, code, 0, place, area, objective, level, type, status, set_code, title", "id", SKIP},
    {"item_version", "id, item, hash, body, digest", NULL, "id", SKIP},
    {"session",
     "id, uuid, started_at, offset_min, day, seed, goal_count, goal_minutes, ended_at, end_reason",
     NULL, "id",
     "ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, "
     "end_reason = excluded.end_reason WHERE ended_at IS NULL AND uuid = excluded.uuid"},
    {"session_item", "session, place, item", NULL, "session", SKIP},
    {"setting", "key, value", NULL, "key",
     "ON CONFLICT (key) DO UPDATE SET value = excluded.value"},
    {"forecast", "id, uuid, at, offset_min, form, items, low, middle, high", NULL, "id", SKIP},
    {"forecast_outcome", "forecast, at, correct", NULL, "forecast", SKIP},
    /* Once more, for what older files do not have. */
    {"item",
     "id, pack, code, round, place, area, objective, level, type, status, set_code, title, "
     "reserve, "
     "sealed",
     "id, pack, code, 0, place, area, objective, level, type, status, set_code, title, reserve, "
     "sealed",
     "id", "ON CONFLICT (id) DO UPDATE SET reserve = excluded.reserve, sealed = excluded.sealed"},
    {"pack",
     "id, uuid, framework, name, version, title, locale, licence, notice, dir, files, enabled",
     NULL, "id", "ON CONFLICT (id) DO UPDATE SET enabled = excluded.enabled"},
    {"signer", "pack, key_id, public_key, at", NULL, "pack", SKIP},
    {"exam", "session, code, blueprint, reused, forecast", NULL, "session", SKIP},
    {"exam_item", "exam, section, place, item, version, shown", NULL, "exam", SKIP},
    {"exam_event", "exam, n, uuid, kind, section, place, ms, at, offset_min, body", NULL, "exam",
     SKIP},
    {"exam_clock", "exam, ms, at, boot, boot_id", NULL, "exam",
     "ON CONFLICT (exam) DO UPDATE SET ms = excluded.ms, at = excluded.at, boot = excluded.boot, "
     "boot_id = excluded.boot_id WHERE excluded.ms > ms"},
    {"pending", "hash, body", NULL, "hash", SKIP},
    {"device_key", "device, key, own, seen", "device, key, own, NULL", "device", SKIP},
    {"peer_key", "role, learner, device, key", NULL, "role", SKIP},
    {"assessment",
     "id, uuid, instrument, rater, name, started_at, offset_min, body, ratings, source, "
     "finished_at",
     NULL, "id",
     "ON CONFLICT (id) DO UPDATE SET ratings = excluded.ratings, "
     "finished_at = excluded.finished_at WHERE finished_at IS NULL AND uuid = excluded.uuid"},
    {"writing",
     "id, uuid, item, version, exam, section, place, started_at, offset_min, text, ms, saved_at, "
     "handed_at",
     NULL, "id",
     "ON CONFLICT (id) DO UPDATE SET text = excluded.text, ms = excluded.ms, "
     "saved_at = excluded.saved_at, handed_at = excluded.handed_at "
     "WHERE handed_at IS NULL AND uuid = excluded.uuid"},
    /* Each phase before the step that closes it. */
    {"round", "id, uuid, file, name, started_at", NULL, "id", SKIP},
    {"round_answer", ROUND_ANSWER_COLUMNS, NULL, "round", SKIP},
    {"round", "id, uuid, file, name, started_at, opened_at, votes", NULL, "id",
     "ON CONFLICT (id) DO UPDATE SET opened_at = excluded.opened_at, votes = excluded.votes "
     "WHERE uuid = excluded.uuid AND excluded.opened_at IS NOT NULL"},
    {"round_answer", ROUND_ANSWER_COLUMNS, NULL, "round", SKIP},
    {"round", "id, uuid, file, name, started_at, session", NULL, "id",
     "ON CONFLICT (id) DO UPDATE SET session = excluded.session "
     "WHERE uuid = excluded.uuid AND excluded.session IS NOT NULL"},
    {"score", "id, uuid, writing, scorer, name, at, offset_min, levels, credit, comment", NULL,
     "id", SKIP},
    {"remark", "id, uuid, about, subject, device, name, at, offset_min, body", NULL, "id", SKIP},
    {"word", "id, uuid, learner, kind, about, subject, name, at, offset_min, levels, credit, body",
     NULL, "id", SKIP},
    {"reply", "learner, words, at", NULL, "learner",
     "ON CONFLICT (learner) DO UPDATE SET words = excluded.words, at = excluded.at "
     "WHERE excluded.words > words"},
};

static const Table ANSWERS = {
    "answer",
    "uuid, session, item, version, shown, chosen, confidence, correct, credit, rating, ms, at, "
    "offset_min, day, device",
    NULL, "seq", "ON CONFLICT (uuid) DO NOTHING"};
static const Table EVENTS = {"event",
                             "uuid, kind, answer, item, session, at, offset_min, body, device",
                             NULL, "seq", "ON CONFLICT (uuid) DO NOTHING"};
#define EVENT_ANSWER 2 /* place of event.answer in its columns */

typedef struct {
  Store *to;
  sqlite3 *from;
  const char *path; /* of FROM's file */
  sqlite3_stmt *read, *write;
  int columns;
  int64_t base;      /* answers with a smaller or equal number are in the restored file */
  int64_t highest;   /* number of an answer that was read */
  GHashTable *moved; /* number of an answer there -> here, for those that were read */
  SalvageCount *count;
  GError *error; /* the sound database cannot be written: nothing more is tried */
} Salvage;

static int count_columns(const char *columns) {
  int n = 1;
  for (; *columns != '\0'; columns++) n += *columns == ',';
  return n;
}

static char *write_text(const Table *table) {
  GString *text = g_string_new(NULL);
  g_string_printf(text, "INSERT INTO %s (%s) VALUES (", table->name, table->columns);
  for (int i = 0; i < count_columns(table->columns); i++) g_string_append(text, i ? ", ?" : "?");
  g_string_append_printf(text, ") %s", table->conflict);
  return g_string_free(text, FALSE);
}

/* False where the damaged file does not have the table any more. */
static bool begin_table(Salvage *s, const Table *table, const char *tail) {
  g_autofree char *write = write_text(table);
  g_autofree char *read =
      g_strdup_printf("SELECT %s FROM %s %s", table->read != NULL ? table->read : table->columns,
                      table->name, tail);
  s->columns = count_columns(table->columns);
  return sqlite3_prepare_v2(s->to->db, write, -1, &s->write, NULL) == SQLITE_OK &&
         sqlite3_prepare_v2(s->from, read, -1, &s->read, NULL) == SQLITE_OK;
}

static void end_table(Salvage *s) {
  sqlite3_finalize(s->read);
  sqlite3_finalize(s->write);
  s->read = s->write = NULL;
}

/* True where the row is stored now, or was before; false where it breaks a rule. */
static bool write_row(Salvage *s) {
  int code = sqlite3_step(s->write);
  if (code != SQLITE_DONE && (code & 0xff) != SQLITE_CONSTRAINT && s->error == NULL)
    store_fail(s->to, &s->error);
  sqlite3_reset(s->write);
  return code == SQLITE_DONE;
}

static void copy_row(Salvage *s) {
  for (int i = 0; i < s->columns; i++)
    sqlite3_bind_value(s->write, i + 1, sqlite3_column_value(s->read, i));
}

/* -- tables that matter less: from the front to the first damage, then from the back ----------- */

static bool copy_until_damage(Salvage *s, const Table *table, const char *direction) {
  g_autofree char *tail = g_strdup_printf("ORDER BY %s %s", table->key, direction);
  int code = SQLITE_ERROR;
  if (begin_table(s, table, tail))
    while (s->error == NULL && (code = sqlite3_step(s->read)) == SQLITE_ROW) {
      copy_row(s);
      write_row(s);
    }
  end_table(s);
  return code == SQLITE_DONE;
}

static void copy_table(Salvage *s, const Table *table) {
  if (copy_until_damage(s, table, "ASC")) return;
  copy_until_damage(s, table, "DESC");
}

/* -- the logs: every row that can be reached --------------------------------------------------- */

static int64_t read_number(sqlite3 *db, const char *text) {
  sqlite3_stmt *row = NULL;
  int64_t number = -1;
  if (sqlite3_prepare_v2(db, text, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
    number = sqlite3_column_int64(row, 0);
  sqlite3_finalize(row);
  return number;
}

/* No log has more rows than this. */
static int64_t greatest(const Salvage *s, const Table *table) {
  g_autofree char *text = g_strdup_printf("SELECT max(seq) FROM %s", table->name);
  int64_t found = read_number(s->from, text);
  int64_t most = read_number(s->from, "PRAGMA page_count") * 64; /* a row takes over 64 bytes */
  return found >= 0 ? MIN(found, most) : most;
}

/* The gathering table and the statement that fills it. */
static bool begin_gathering(Salvage *s, const Table *table) {
  g_autofree char *make =
      g_strdup_printf("CREATE TEMP TABLE IF NOT EXISTS found_%s (%s, seq INTEGER PRIMARY KEY)",
                      table->name, table->columns);
  g_autofree char *name = g_strconcat("temp.found_", table->name, NULL);
  g_autofree char *columns = g_strconcat(table->columns, ", seq", NULL);
  Table found = {name, columns, NULL, "seq", "ON CONFLICT DO NOTHING"};
  g_autofree char *write = write_text(&found);
  s->columns = count_columns(columns);
  if (sqlite3_exec(s->to->db, make, NULL, NULL, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(s->to->db, write, -1, &s->write, NULL) == SQLITE_OK)
    return true;
  store_fail(s->to, &s->error);
  return false;
}

/* Reads on from START; gives the number to go on with behind a damage, 0 at the end. */
static int64_t read_from(Salvage *s, int64_t start) {
  int code = SQLITE_OK;
  int64_t next = start + 1;
  sqlite3_bind_int64(s->read, 1, start);
  while (s->error == NULL && (code = sqlite3_step(s->read)) == SQLITE_ROW) {
    int64_t seq = sqlite3_column_int64(s->read, s->columns - 1);
    if (seq < start) break; /* a damaged page can say anything, but it must not send us round */
    copy_row(s);
    write_row(s);
    next = MAX(next, seq + 1);
  }
  sqlite3_reset(s->read);
  return code == SQLITE_DONE ? 0 : next;
}

/* True where SQLite could reach every row. */
static bool gather_reachable(Salvage *s, const Table *table) {
  g_autofree char *read = g_strdup_printf("SELECT %s, seq FROM %s WHERE seq >= ? ORDER BY seq",
                                          table->columns, table->name);
  int64_t end = greatest(s, table), at = 1;
  int damages = 0;
  if (sqlite3_prepare_v2(s->from, read, -1, &s->read, NULL) != SQLITE_OK) return false;
  while (at > 0 && at <= end && s->error == NULL) {
    at = read_from(s, at);
    damages += at > 0;
  }
  return damages == 0;
}

static void bind_carved(sqlite3_stmt *statement, int i, const CarveValue *value) {
  switch (value->kind) {
  case CARVE_NULL: sqlite3_bind_null(statement, i); break;
  case CARVE_INT: sqlite3_bind_int64(statement, i, value->integer); break;
  case CARVE_REAL: sqlite3_bind_double(statement, i, value->real); break;
  case CARVE_TEXT:
    sqlite3_bind_text(statement, i, (const char *)value->bytes, (int)value->size, SQLITE_STATIC);
    break;
  case CARVE_BLOB:
    sqlite3_bind_blob(statement, i, value->bytes, (int)value->size, SQLITE_STATIC);
    break;
  }
}

static bool is_uuid(const CarveValue *value) {
  return value->kind == CARVE_BLOB && value->size == UUID_SIZE;
}

/* Rows of both logs begin with their number (kept as the row id, NULL in the record) and a UUID and
 * end with the device; no other table has that shape. */
static void take_carved(const CarveRow *row, void *user) {
  Salvage *s = user;
  bool ours = row->columns == (size_t)s->columns && row->value[0].kind == CARVE_NULL &&
              is_uuid(&row->value[1]) && is_uuid(&row->value[row->columns - 1]) && row->rowid > 0;
  if (!ours || s->error != NULL) return;
  for (int i = 1; i < s->columns; i++) bind_carved(s->write, i, &row->value[i]);
  sqlite3_bind_int64(s->write, s->columns, row->rowid);
  write_row(s);
}

typedef void (*TakeRow)(Salvage *s, int64_t seq);

static void take_gathered(Salvage *s, const Table *table, TakeRow take) {
  g_autofree char *write = write_text(table);
  g_autofree char *read = g_strdup_printf("SELECT %s, seq FROM temp.found_%s ORDER BY seq",
                                          table->columns, table->name);
  s->columns = count_columns(table->columns);
  if (sqlite3_prepare_v2(s->to->db, write, -1, &s->write, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(s->to->db, read, -1, &s->read, NULL) != SQLITE_OK)
    store_fail(s->to, &s->error);
  while (s->error == NULL && sqlite3_step(s->read) == SQLITE_ROW)
    take(s, sqlite3_column_int64(s->read, s->columns));
  end_table(s);
}

static void copy_log(Salvage *s, const Table *table, TakeRow take) {
  if (begin_gathering(s, table) && !gather_reachable(s, table)) carve_file(s->path, take_carved, s);
  end_table(s);
  if (s->error == NULL) take_gathered(s, table, take);
}

static int64_t *boxed(int64_t value) {
  return g_memdup2(&value, sizeof value);
}

static void take_answer(Salvage *s, int64_t seq) {
  copy_row(s);
  s->highest = MAX(s->highest, seq);
  const void *uuid = sqlite3_column_blob(s->read, 0);
  int64_t before = sqlite3_total_changes64(s->to->db), here = 0;
  if (!write_row(s)) {
    s->count->refused++;
    return;
  }
  bool added = sqlite3_total_changes64(s->to->db) > before;
  s->count->answers += added;
  sql_find_int(s->to, SQL_ANSWER_BY_UUID, SQL_ARGS(SQL_BLOB(uuid, UUID_SIZE)), &here, NULL);
  if (here != seq || seq > s->base) g_hash_table_replace(s->moved, boxed(seq), boxed(here));
}

/* The number that answer SEQ of the damaged file has here, or 0. */
static int64_t moved_to(const Salvage *s, int64_t seq) {
  const int64_t *here = g_hash_table_lookup(s->moved, &seq);
  if (here != NULL) return *here;
  return seq <= s->base ? seq : 0;
}

static void take_event(Salvage *s, int64_t seq) {
  (void)seq;
  copy_row(s);
  if (sqlite3_column_type(s->read, EVENT_ANSWER) != SQLITE_NULL)
    sqlite3_bind_int64(s->write, EVENT_ANSWER + 1,
                       moved_to(s, sqlite3_column_int64(s->read, EVENT_ANSWER)));
  int64_t before = sqlite3_total_changes64(s->to->db);
  if (!write_row(s))
    s->count->refused++;
  else
    s->count->events += sqlite3_total_changes64(s->to->db) > before;
}

/* -- order numbers ----------------------------------------------------------------------------- */

static bool run_text(Salvage *s, const char *text) {
  if (s->error == NULL && sqlite3_exec(s->to->db, text, NULL, NULL, NULL) == SQLITE_OK) return true;
  if (s->error == NULL) store_fail(s->to, &s->error);
  return false;
}

/* One way through the damaged file's numbers of LOG, as far as it can be read. */
static bool gather_orders(Salvage *s, const char *log, const char *direction) {
  g_autofree char *read =
      g_strdup_printf("SELECT %s, ord FROM %s_order ORDER BY %s %s", log, log, log, direction);
  g_autofree char *write =
      g_strdup_printf("INSERT INTO temp.found_%s_order VALUES (?, ?) " SKIP, log);
  int code = SQLITE_ERROR;
  s->columns = 2;
  if (sqlite3_prepare_v2(s->to->db, write, -1, &s->write, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(s->from, read, -1, &s->read, NULL) == SQLITE_OK)
    while (s->error == NULL && (code = sqlite3_step(s->read)) == SQLITE_ROW) {
      copy_row(s);
      write_row(s);
    }
  end_table(s);
  return code == SQLITE_DONE;
}

/* Rows of LOG keep the number they had; one that is lost is drawn anew. */
static void copy_orders(Salvage *s, const char *log) {
  g_autofree char *make = g_strdup_printf(
      "CREATE TEMP TABLE IF NOT EXISTS found_%s_order (row INTEGER PRIMARY KEY, ord)", log);
  g_autofree char *take = g_strdup_printf(
      "INSERT INTO %s_order SELECT h.seq, o.ord FROM temp.found_%s_order o "
      "JOIN temp.found_%s f ON f.seq = o.row JOIN %s h ON h.uuid = f.uuid "
      "WHERE typeof(o.ord) = 'integer' ON CONFLICT (%s) DO UPDATE SET ord = excluded.ord",
      log, log, log, log, log);
  g_autofree char *draw = g_strdup_printf(
      "INSERT INTO %s_order SELECT seq, seq + max(at - seq) OVER (ORDER BY seq) FROM %s "
      "WHERE true " SKIP,
      log, log);
  if (!run_text(s, make)) return;
  if (!gather_orders(s, log, "ASC")) gather_orders(s, log, "DESC");
  if (run_text(s, take)) run_text(s, draw);
}

/* -- afterwards -------------------------------------------------------------------------------- */

static bool index_items(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query_own(store, SQL_SALVAGE_UNINDEXED, SQL_NO_ARGS, error);
  int next = row == NULL ? -1 : 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    int64_t id = sqlite3_column_int64(row, 0);
    g_autoptr(Item) item = store_item_content(store, id, 0, NULL);
    if (item != NULL && !item_index(store, id, item, error)) break;
  }
  sqlite3_finalize(row);
  return next == 0;
}

/* Items that came over take up their newest version; one without any cannot be asked. */
static bool settle_items(Store *store, GError **error) {
  return merge_settle(store, error) &&
         sql_run(store, SQL_SALVAGE_MERGED, SQL_ARGS(SQL_TEXT(STORE_MERGED)), error) &&
         sql_run(store, SQL_SALVAGE_VERSIONS, SQL_NO_ARGS, error) &&
         sql_run(store, SQL_SALVAGE_RETIRE, SQL_NO_ARGS, error) && index_items(store, error);
}

static int64_t count_lost(const Salvage *s) {
  int64_t said = read_number(s->from, "SELECT max(seq) FROM answer"), lost = 0;
  int64_t end = MAX(s->highest, MIN(said, greatest(s, &ANSWERS)));
  for (int64_t seq = s->base + 1; seq <= end; seq++) lost += !g_hash_table_contains(s->moved, &seq);
  return lost;
}

bool salvage_rows(Store *to, sqlite3 *from, const char *path, SalvageCount *count, GError **error) {
  Salvage s = {.to = to, .from = from, .path = path, .count = count};
  sqlite3_exec(to->db, "PRAGMA temp_store=FILE", NULL, NULL, NULL); /* logs can be large */
  if (!store_begin(to, error)) return false;
  s.base = store_answer_count(to);
  s.moved = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) copy_table(&s, &TABLES[i]);
  copy_log(&s, &ANSWERS, take_answer);
  copy_log(&s, &EVENTS, take_event);
  copy_orders(&s, ANSWERS.name);
  copy_orders(&s, EVENTS.name);
  count->lost = count_lost(&s);
  g_hash_table_unref(s.moved);
  if (s.error != NULL)
    g_propagate_error(error, s.error);
  else if (settle_items(to, error) && store_commit(to, error))
    return true;
  store_rollback(to);
  return false;
}
