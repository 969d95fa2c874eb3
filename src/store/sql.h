/* sql - every statement of the store, by name, and the few helpers that run them.
 *
 * Statements are prepared when first used and kept. Values are bound from typed arrays:
 *   sql_run(store, SQL_SETTING_PUT, SQL_ARGS(SQL_TEXT(key), SQL_TEXT(value)), error)
 */
#pragma once
#include "store/store.h"
#include <sqlite3.h>

#define ANSWER_COLUMNS                                                                             \
  "a.seq, a.uuid, a.item, a.version, a.session, a.shown, a.chosen, a.confidence, a.correct, "      \
  "a.credit, coalesce(m.rating, a.rating), a.ms, a.at, a.offset_min, a.day, "                      \
  "coalesce(m.undone, 0), EXISTS (SELECT 1 FROM superseded s WHERE s.version = a.version) FROM "

#define ANSWER_MARKED "answer a LEFT JOIN answer_mark m ON m.answer = a.seq "
/* Read by order number, or by something else with the order number at hand. */
#define ANSWER_ORDERED                                                                             \
  "answer_order o CROSS JOIN answer a ON a.seq = o.answer "                                        \
  "LEFT JOIN answer_mark m ON m.answer = a.seq "
#define ANSWER_PLACED                                                                              \
  "answer a CROSS JOIN answer_order o ON o.answer = a.seq "                                        \
  "LEFT JOIN answer_mark m ON m.answer = a.seq "
#define ANSWER_ITEM "WHERE a.item = ?1 AND (?2 = 0 OR a.session = ?2) "

/* The greatest order number so far, 0 for none. */
#define NEWEST_ORDER                                                                               \
  "max(coalesce((SELECT max(ord) FROM answer_order), 0), "                                         \
  "coalesce((SELECT max(ord) FROM event_order), 0))"

/* The instant, or one more than any number so far: but nothing beyond STORE_ORDER_MAX, where equal numbers
 * go by UUID. */
#define NEXT_ORDER(at) "min(4611686018427387904, max(" at ", 1 + " NEWEST_ORDER "))"

#define OWN_DEVICES "(SELECT device FROM device_key WHERE own = 1)"

/* Events of KINDS, those with newest = 1 being the last of their SUBJECT. */
#define NEWEST_EVENT(subject, kinds)                                                               \
  "SELECT e.answer, e.item, e.kind, e.body, row_number() OVER (PARTITION BY " subject              \
  " ORDER BY o.ord DESC, e.uuid DESC) AS newest FROM event e "                                     \
  "JOIN event_order o ON o.event = e.seq WHERE e.kind IN (" kinds ")"

#define ITEM_COLUMNS                                                                               \
  "i.id, i.version, i.pack, p.name, i.code, v.hash, i.area, i.type, i.status, i.objective, "       \
  "i.level, i.suspended, i.flagged, i.title, i.sealed, i.shelved FROM "

/* The learner's selection over item i and card c, ?2 to ?7. */
#define ITEM_FILTER                                                                                \
  "i.status <> 'retired' AND (?2 = 0 OR i.area = ?2) AND (?3 = 0 OR i.flagged = 1) "               \
  "AND (?4 = 0 OR i.suspended = 1) AND (?5 = 0 OR c.answers > 0) "                                 \
  "AND (?6 = 0 OR c.correct < c.answers) AND (?7 = 1 OR i.sealed = 0) "

#define ITEM_LISTED                                                                                \
  "item i JOIN card c ON c.item = i.id JOIN pack p ON p.id = i.pack "                              \
  "LEFT JOIN item_version v ON v.id = i.version WHERE ?1 IS NULL AND " ITEM_FILTER

#define ITEM_FOUND                                                                                 \
  "item_search s JOIN item i ON i.id = s.rowid JOIN card c ON c.item = i.id "                      \
  "JOIN pack p ON p.id = i.pack LEFT JOIN item_version v ON v.id = i.version "                     \
  "WHERE item_search MATCH ?1 AND " ITEM_FILTER

#define CARD_ROWS                                                                                  \
  "SELECT item, area, in_play, place, phase, due_day, interval, stability, difficulty, last_day, " \
  "answers, sibling, guess, hardness FROM card "

/* A candidate: the picked rows P of card with what a plan needs to know of their items. */
#define CANDIDATE(picked, order)                                                                   \
  "SELECT c.item, i.area, i.objective, i.set_code, c.due_day, c.interval, c.due_at FROM (" picked  \
  ") c JOIN item i ON i.id = c.item ORDER BY " order

#define SESSION_COLUMNS                                                                            \
  "SELECT id, uuid, started_at, offset_min, day, seed, goal_count, goal_minutes, "                 \
  "coalesce(ended_at, 0), coalesce(end_reason, 0) FROM session "

#define EXAM_COLUMNS                                                                               \
  "SELECT e.session, s.uuid, s.started_at, s.offset_min, s.day, s.seed, coalesce(s.ended_at, 0), " \
  "e.code, e.blueprint, e.reused, coalesce(e.forecast, 0) FROM exam e "                            \
  "JOIN session s ON s.id = e.session "

#define ASSESSMENT_COLUMNS                                                                         \
  "SELECT id, uuid, instrument, rater, name, started_at, offset_min, body, ratings, "              \
  "source = 'file', coalesce(finished_at, 0) FROM assessment "

/* Items that may stand in a form; ?1: essays. */
#define FORM_ROWS                                                                                  \
  "SELECT i.id, i.area, c.hardness, i.pack, i.set_code, i.sealed, c.answers > 0 OR EXISTS "        \
  "(SELECT 1 FROM exam_item e WHERE e.item = i.id) OR EXISTS "                                     \
  "(SELECT 1 FROM writing w WHERE w.item = i.id), i.reserve, i.version FROM item i "               \
  "JOIN card c ON c.item = i.id WHERE i.status = 'active' AND i.suspended = 0 "                    \
  "AND i.shelved = 0 AND CASE WHEN ?1 THEN i.type = 'essay' ELSE i.type NOT IN ('essay', 'oral') " \
  "END "

#define WRITING_COLUMNS                                                                            \
  "SELECT w.id, w.uuid, w.item, w.version, coalesce(w.exam, 0), w.section, w.place, "              \
  "w.started_at, w.offset_min, w.text, w.ms, w.saved_at, coalesce(w.handed_at, 0) "                \
  "FROM writing w "

#define SCORE_COLUMNS                                                                              \
  "SELECT s.id, s.uuid, s.writing, s.scorer, s.name, s.at, s.offset_min, s.levels, s.credit, "     \
  "s.comment, i.type = 'oral' FROM score s JOIN writing w ON w.id = s.writing "                    \
  "JOIN item i ON i.id = w.item "

#define REMARK_COLUMNS                                                                             \
  "SELECT uuid, about, subject, device, name, at, offset_min, body FROM remark "

/* On every device the same: the learner's scores as their answers, the others as they were given. */
#define SCORE_ORDER                                                                                \
  "ORDER BY coalesce((SELECT o.ord FROM answer a JOIN answer_order o ON o.answer = a.seq "         \
  "WHERE a.uuid = s.uuid), s.at), s.uuid"

#define EVENT_COLUMNS                                                                              \
  "SELECT seq, uuid, kind, coalesce(answer, 0), item, coalesce(session, 0), at, offset_min, body " \
  "FROM event LEFT JOIN event_order o ON o.event = seq "

/* Areas that are still part of an outline, or have items in play. */
#define AREA_SHOWN                                                                                 \
  "area a JOIN tally t ON t.area = a.id WHERE a.listed = 1 OR t.served > 0 "                       \
  "ORDER BY a.framework, a.place, a.id"

#define STORE_STATEMENTS(X)                                                                        \
  X(BEGIN, "BEGIN IMMEDIATE")                                                                      \
  X(COMMIT, "COMMIT")                                                                              \
  X(ROLLBACK, "ROLLBACK")                                                                          \
  /* Settings. */                                                                                  \
  X(SETTING_GET, "SELECT value FROM setting WHERE key = ?1")                                       \
  X(SETTING_PUT, "INSERT INTO setting (key, value) VALUES (?1, ?2) "                               \
                 "ON CONFLICT (key) DO UPDATE SET value = excluded.value")                         \
  X(SETTING_DELETE, "DELETE FROM setting WHERE key = ?1")                                          \
  /* Packs and their outlines. */                                                                  \
  X(FRAMEWORK_PUT, "INSERT INTO framework (code, body) VALUES (?1, ?2) "                           \
                   "ON CONFLICT (code) DO UPDATE SET body = excluded.body RETURNING id")           \
  X(AREA_UNLIST, "UPDATE area SET listed = 0 WHERE framework = ?1")                                \
  X(AREA_PUT,                                                                                      \
    "INSERT INTO area (framework, place, code, text, weight, category, category_text, "            \
    "category_weight) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (code) DO UPDATE SET "   \
    "framework = excluded.framework, place = excluded.place, listed = 1, text = excluded.text, "   \
    "weight = excluded.weight, category = excluded.category, "                                     \
    "category_text = excluded.category_text, category_weight = excluded.category_weight")          \
  X(AREA_LIST, "SELECT a.id, a.code, a.text, a.category, a.category_text, a.weight, "              \
               "a.category_weight FROM " AREA_SHOWN)                                               \
  X(AREA_BY_CODE, "SELECT id FROM area WHERE code = ?1")                                           \
  X(NODE_PUT, "INSERT INTO node (framework, code, type, text) VALUES (?1, ?2, ?3, ?4) "            \
              "ON CONFLICT (code) DO UPDATE SET framework = excluded.framework, "                  \
              "type = excluded.type, text = excluded.text")                                        \
  X(FRAMEWORK_ID, "SELECT id FROM framework WHERE code = ?1")                                      \
  /* An older pack of the same outline, which has the say over it. */                              \
  X(FRAMEWORK_OWNER,                                                                               \
    "SELECT p.name FROM pack p JOIN framework f ON f.id = p.framework WHERE f.code = ?1 "          \
    "AND p.uuid <> ?2 AND p.dir IS NOT NULL AND p.id < "                                           \
    "coalesce((SELECT id FROM pack WHERE uuid = ?2), 9223372036854775807) ORDER BY p.id LIMIT 1")  \
  /* The living pack, other than ?2, whose outline other than ?3 has the area. */                  \
  X(AREA_OWNER, "SELECT p.name FROM area a JOIN pack p ON p.framework = a.framework "              \
                "JOIN framework f ON f.id = a.framework WHERE a.code = ?1 AND a.listed = 1 "       \
                "AND p.uuid <> ?2 AND f.code <> ?3 AND p.dir IS NOT NULL ORDER BY p.id LIMIT 1")   \
  X(AREA_IN, "SELECT a.id FROM area a JOIN framework f ON f.id = a.framework "                     \
             "WHERE a.code = ?1 AND f.code = ?2 AND a.listed = 1")                                 \
  X(AREA_ADD,                                                                                      \
    "INSERT INTO area (framework, place, code, text, weight, category, category_text, "            \
    "category_weight) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (code) DO NOTHING")      \
  X(NODE_ADD, "INSERT INTO node (framework, code, type, text) VALUES (?1, ?2, ?3, ?4) "            \
              "ON CONFLICT (code) DO NOTHING")                                                     \
  X(AREA_UNLIST_ORPHANS, "UPDATE area SET listed = 0 WHERE framework NOT IN "                      \
                         "(SELECT framework FROM pack WHERE dir IS NOT NULL)")                     \
  X(NODE_TEXT, "SELECT text FROM node WHERE code = ?1")                                            \
  X(OBJECTIVES,                                                                                    \
    "SELECT i.area, i.objective, sum(c.answers > 0), sum(c.first_correct) FROM card c "            \
    "JOIN item i ON i.id = c.item WHERE i.objective IS NOT NULL "                                  \
    "GROUP BY i.area, i.objective ORDER BY i.area, i.objective")                                   \
  X(PART_CLEAR, "DELETE FROM part WHERE pack = ?1")                                                \
  X(PART_PUT,                                                                                      \
    "INSERT INTO part (pack, kind, code, place, body) VALUES (?1, ?2, ?3, ?4, ?5) "                \
    "ON CONFLICT (pack, kind, code) DO UPDATE SET body = excluded.body, place = excluded.place")   \
  X(PART_LIST, "SELECT t.body FROM part t JOIN pack p ON p.id = t.pack WHERE t.kind = ?1 "         \
               "ORDER BY p.name, p.id, t.place")                                                   \
  X(PART_FIND, "SELECT t.body FROM part t JOIN pack p ON p.id = t.pack WHERE t.kind = ?1 "         \
               "AND t.code = ?2 ORDER BY p.name, p.id")                                            \
  X(PACK_PUT,                                                                                      \
    "INSERT INTO pack (uuid, framework, name, version, title, locale, licence, notice, dir, "      \
    "signature, files) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "                     \
    "ON CONFLICT (uuid) DO UPDATE SET framework = excluded.framework, round = round + 1, "         \
    "name = excluded.name, version = excluded.version, title = excluded.title, "                   \
    "locale = excluded.locale, licence = excluded.licence, notice = excluded.notice, "             \
    "dir = excluded.dir, signature = excluded.signature, files = excluded.files "                  \
    "RETURNING id, round")                                                                         \
  X(PACK_LIST, "SELECT p.id, p.uuid, p.name, p.version, p.title, p.locale, p.licence, p.notice, "  \
               "p.dir, p.signature, p.files, t.served, p.enabled FROM pack p "                     \
               "JOIN pack_tally t ON t.pack = p.id ORDER BY p.name, p.id")                         \
  X(PACK_ENABLE, "UPDATE pack SET enabled = ?2 WHERE id = ?1")                                     \
  X(PACK_LEAVE, "UPDATE pack SET dir = NULL, signature = NULL, files = NULL, round = round + 1 "   \
                "WHERE id = ?1")                                                                   \
  X(PACK_AREAS,                                                                                    \
    "SELECT a.code, count(*), sum(i.in_play) FROM item i JOIN area a ON a.id = i.area "            \
    "WHERE i.pack = ?1 AND i.status <> 'retired' GROUP BY a.id "                                   \
    "ORDER BY a.framework, a.place, a.id")                                                         \
  X(PACK_ORIGINS, "SELECT i.id, i.code, v.hash, i.round < p.round FROM item i "                    \
                  "JOIN pack p ON p.id = i.pack JOIN item_version v ON v.id = i.version "          \
                  "WHERE p.uuid = ?1 ORDER BY i.place, i.id")                                      \
  X(PACK_VERSIONS,                                                                                 \
    "SELECT v.item, v.id, v.id = i.version, EXISTS (SELECT 1 FROM superseded o "                   \
    "WHERE o.version = v.id) FROM item i JOIN item_version v ON v.item = i.id WHERE i.pack = ?1 "  \
    "AND EXISTS (SELECT 1 FROM item_version w WHERE w.item = i.id AND w.id <> v.id) "              \
    "ORDER BY v.item, v.id")                                                                       \
  X(PACK_NOTES,                                                                                    \
    "SELECT i.code, v.hash, e.body, e.at, e.offset_min FROM item i "                               \
    "JOIN item_version v ON v.id = i.version JOIN event e ON e.seq = (SELECT max(seq) FROM event " \
    "WHERE item = i.id AND kind IN ('flag', 'unflag')) WHERE i.pack = ?1 AND e.kind = 'flag' "     \
    "AND coalesce(e.body, '') <> '' ORDER BY i.place, i.id")                                       \
  X(SUPERSEDE, "INSERT INTO superseded (version) VALUES (?1) ON CONFLICT DO NOTHING")              \
  X(IS_SUPERSEDED, "SELECT version FROM superseded WHERE version = ?1")                            \
  X(UNSUPERSEDE, "DELETE FROM superseded WHERE version = ?1")                                      \
  X(SIGNER_GET, "SELECT key_id, public_key, at FROM signer WHERE pack = ?1")                       \
  X(SIGNER_PUT, "INSERT INTO signer (pack, key_id, public_key, at) VALUES (?1, ?2, ?3, ?4) "       \
                "ON CONFLICT (pack) DO UPDATE SET key_id = excluded.key_id, "                      \
                "public_key = excluded.public_key, at = excluded.at")                              \
  /* Items. */                                                                                     \
  X(ITEM_FIND, "SELECT i.id, v.digest, v.id FROM item i "                                          \
               "LEFT JOIN item_version v ON v.id = i.version WHERE i.pack = ?1 AND i.code = ?2")   \
  X(ITEM_FIND_ROW, "SELECT i.id, v.digest, v.id FROM item i "                                      \
                   "LEFT JOIN item_version v ON v.id = i.version WHERE i.id = ?1 AND i.pack = ?2") \
  X(ITEM_FIND_MOVED, "SELECT i.id, v.digest, v.id FROM item_version v "                            \
                     "CROSS JOIN item i ON i.id = v.item AND i.version = v.id "                    \
                     "WHERE v.hash = ?1 AND i.pack = ?2 AND i.round < ?3 ORDER BY i.id LIMIT 1")   \
  X(ITEM_ADD, "INSERT INTO item (pack, code, round, place, area, objective, level, type, status, " \
              "set_code, title, shelved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "   \
              "(SELECT 1 - enabled FROM pack WHERE id = ?1)) "                                     \
              "RETURNING id")                                                                      \
  X(ITEM_CHANGE,                                                                                   \
    "UPDATE item SET code = ?2, round = ?3, place = ?4, area = ?5, objective = ?6, level = ?7, "   \
    "type = ?8, status = ?9, set_code = ?10, title = ?11 WHERE id = ?1")                           \
  X(ITEM_FREE_CODE, "UPDATE item SET code = code || '~' || id WHERE pack = ?1 AND code = ?2 "      \
                    "AND id <> ?3")                                                                \
  X(ITEM_RETIRE, "UPDATE item SET status = 'retired' "                                             \
                 "WHERE pack = ?1 AND round < ?2 AND status <> 'retired'")                         \
  X(ITEM_SET_VERSION, "UPDATE item SET version = ?2 WHERE id = ?1")                                \
  X(VERSION_FIND, "SELECT id FROM item_version WHERE item = ?1 AND digest = ?2")                   \
  X(VERSION_ADD, "INSERT INTO item_version (item, hash, body, digest) VALUES (?1, ?2, ?3, ?4) "    \
                 "RETURNING id")                                                                   \
  X(VERSION_BODY, "SELECT body FROM item_version WHERE item = ?1 AND id = ?2")                     \
  X(VERSION_CURRENT_BODY, "SELECT v.body FROM item i JOIN item_version v ON v.id = i.version "     \
                          "WHERE i.id = ?1")                                                       \
  X(VERSION_BY_HASH, "SELECT v.body, i.sealed FROM item_version v JOIN item i ON i.id = v.item "   \
                     "JOIN pack p ON p.id = i.pack WHERE v.hash = ?2 AND p.uuid = ?1 "             \
                     "ORDER BY i.id, v.id")                                                        \
  X(SEARCH_DELETE, "DELETE FROM item_search WHERE rowid = ?1")                                     \
  X(SEARCH_ADD, "INSERT INTO item_search (rowid, words) VALUES (?1, ?2)")                          \
  X(ITEM_GET, "SELECT " ITEM_COLUMNS "item i JOIN pack p ON p.id = i.pack "                        \
              "LEFT JOIN item_version v ON v.id = i.version WHERE i.id = ?1")                      \
  X(ITEM_BY_CODE, "SELECT id FROM item WHERE code = ?1 ORDER BY status = 'retired', pack LIMIT 1") \
  X(ITEM_BY_PACK_CODE, "SELECT i.id FROM item i JOIN pack p ON p.id = i.pack "                     \
                       "WHERE i.code = ?2 AND p.name = ?1 "                                        \
                       "ORDER BY i.status = 'retired', i.pack LIMIT 1")                            \
  X(ITEM_LIST, "SELECT " ITEM_COLUMNS ITEM_LISTED "ORDER BY i.pack, i.place LIMIT ?8 OFFSET ?9")   \
  X(ITEM_SEARCH, "SELECT " ITEM_COLUMNS ITEM_FOUND "ORDER BY s.rank, i.pack, i.place "             \
                 "LIMIT ?8 OFFSET ?9")                                                             \
  X(ITEM_ALL_COUNT, "SELECT (SELECT count(*) FROM item WHERE status <> 'retired') - "              \
                    "CASE WHEN ?1 THEN 0 ELSE (SELECT count(*) FROM item WHERE sealed = 1) END")   \
  X(ITEM_LIST_COUNT, "SELECT count(*) FROM " ITEM_LISTED)                                          \
  X(ITEM_SEARCH_COUNT, "SELECT count(*) FROM " ITEM_FOUND)                                         \
  /* Sessions. */                                                                                  \
  X(SESSION_ADD, "INSERT INTO session (uuid, started_at, offset_min, day, seed, goal_count, "      \
                 "goal_minutes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "                              \
                 "ON CONFLICT (uuid) DO NOTHING RETURNING id")                                     \
  X(SESSION_BY_UUID, "SELECT id FROM session WHERE uuid = ?1")                                     \
  X(SESSION_ITEM_ADD, "INSERT INTO session_item (session, place, item) VALUES (?1, ?2, ?3)")       \
  X(SESSION_END, "UPDATE session SET ended_at = ?2, end_reason = ?3 "                              \
                 "WHERE id = ?1 AND ended_at IS NULL")                                             \
  X(SESSION_REOPEN, "UPDATE session SET ended_at = NULL, end_reason = NULL WHERE id = ?1")         \
  X(SESSION_GET, SESSION_COLUMNS "WHERE id = ?1")                                                  \
  X(SESSION_OPEN, SESSION_COLUMNS "WHERE ended_at IS NULL AND id NOT IN "                          \
                                  "(SELECT session FROM exam) ORDER BY id DESC LIMIT 1")           \
  X(SESSION_QUEUE, "SELECT item FROM session_item WHERE session = ?1 ORDER BY place")              \
  /* The log. */                                                                                   \
  X(ANSWER_ADD,                                                                                    \
    "INSERT INTO answer (uuid, session, item, version, shown, chosen, confidence, correct, "       \
    "credit, rating, ms, at, offset_min, day, device) "                                            \
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) "                   \
    "ON CONFLICT (uuid) DO NOTHING")                                                               \
  X(ANSWER_BY_UUID, "SELECT seq FROM answer WHERE uuid = ?1")                                      \
  X(ANSWER_ALL, "SELECT " ANSWER_COLUMNS ANSWER_MARKED "ORDER BY a.seq LIMIT ?3")                  \
  X(ANSWER_ALL_BACK, "SELECT " ANSWER_COLUMNS ANSWER_MARKED "ORDER BY a.seq DESC LIMIT ?3")        \
  X(ANSWER_BY_ITEM, "SELECT " ANSWER_COLUMNS ANSWER_MARKED "WHERE ?2 = 0 OR a.session = ?2 "       \
                    "ORDER BY a.item, a.seq LIMIT ?3")                                             \
  X(ANSWER_OF_ITEM, "SELECT " ANSWER_COLUMNS ANSWER_MARKED ANSWER_ITEM "ORDER BY a.seq LIMIT ?3")  \
  X(ANSWER_OF_ITEM_BACK,                                                                           \
    "SELECT " ANSWER_COLUMNS ANSWER_MARKED ANSWER_ITEM "ORDER BY a.seq DESC LIMIT ?3")             \
  X(ANSWER_OF_SESSION,                                                                             \
    "SELECT " ANSWER_COLUMNS ANSWER_MARKED "WHERE a.session = ?2 ORDER BY a.seq LIMIT ?3")         \
  X(ANSWER_OF_SESSION_BACK,                                                                        \
    "SELECT " ANSWER_COLUMNS ANSWER_MARKED "WHERE a.session = ?2 ORDER BY a.seq DESC LIMIT ?3")    \
  /* The same once logs were merged: the numbers here say no more what came first. */              \
  X(MERGED_ALL, "SELECT " ANSWER_COLUMNS ANSWER_ORDERED "ORDER BY o.ord, a.uuid LIMIT ?3")         \
  X(MERGED_ALL_BACK,                                                                               \
    "SELECT " ANSWER_COLUMNS ANSWER_ORDERED "ORDER BY o.ord DESC, a.uuid DESC LIMIT ?3")           \
  X(MERGED_BY_ITEM, "SELECT " ANSWER_COLUMNS ANSWER_PLACED "WHERE ?2 = 0 OR a.session = ?2 "       \
                    "ORDER BY a.item, o.ord, a.uuid LIMIT ?3")                                     \
  X(MERGED_OF_ITEM,                                                                                \
    "SELECT " ANSWER_COLUMNS ANSWER_PLACED ANSWER_ITEM "ORDER BY o.ord, a.uuid LIMIT ?3")          \
  X(MERGED_OF_ITEM_BACK, "SELECT " ANSWER_COLUMNS ANSWER_PLACED ANSWER_ITEM                        \
                         "ORDER BY o.ord DESC, a.uuid DESC LIMIT ?3")                              \
  X(MERGED_OF_SESSION,                                                                             \
    "SELECT " ANSWER_COLUMNS ANSWER_PLACED "WHERE a.session = ?2 ORDER BY o.ord, a.uuid LIMIT ?3") \
  X(MERGED_OF_SESSION_BACK, "SELECT " ANSWER_COLUMNS ANSWER_PLACED                                 \
                            "WHERE a.session = ?2 ORDER BY o.ord DESC, a.uuid DESC LIMIT ?3")      \
  X(ANSWER_COUNT, "SELECT coalesce(max(seq), 0) FROM answer")                                      \
  X(ANSWER_MS, "SELECT a.ms FROM answer a LEFT JOIN answer_mark m ON m.answer = a.seq "            \
               "WHERE a.correct = 1 AND a.rating > 0 AND coalesce(m.undone, 0) = 0 ORDER BY "      \
               "a.seq DESC LIMIT ?1")                                                              \
  X(MERGED_MS, "SELECT a.ms FROM answer_order o CROSS JOIN answer a ON a.seq = o.answer "          \
               "LEFT JOIN answer_mark m ON m.answer = a.seq WHERE a.correct = 1 AND a.rating > 0 " \
               "AND coalesce(m.undone, 0) = 0 ORDER BY o.ord DESC, a.uuid DESC LIMIT ?1")          \
  /* Order numbers. */                                                                             \
  X(ANSWER_ORDER, "INSERT INTO answer_order (answer, ord) VALUES (?1, " NEXT_ORDER("?2") ")")      \
  X(EVENT_ORDER, "INSERT INTO event_order (event, ord) VALUES (?1, " NEXT_ORDER("?2") ")")         \
  X(NEWEST_ORDER, "SELECT " NEWEST_ORDER)                                                          \
  X(ANSWER_ORDER_PUT, "INSERT INTO answer_order (answer, ord) VALUES (?1, ?2)")                    \
  X(EVENT_ORDER_PUT, "INSERT INTO event_order (event, ord) VALUES (?1, ?2)")                       \
  X(ANSWER_ORDER_LOWER, "UPDATE answer_order SET ord = ?2 WHERE ord > ?2 AND answer = "            \
                        "(SELECT seq FROM answer WHERE uuid = ?1)")                                \
  X(EVENT_ORDER_LOWER, "UPDATE event_order SET ord = ?2 WHERE ord > ?2 AND event = "               \
                       "(SELECT seq FROM event WHERE uuid = ?1)")                                  \
  X(CHECK_ORDER,                                                                                   \
    "SELECT count(*) FROM (SELECT seq FROM answer EXCEPT SELECT answer FROM answer_order "         \
    "UNION ALL SELECT -seq FROM event WHERE seq NOT IN (SELECT event FROM event_order)) "          \
    "HAVING count(*) > 0")                                                                         \
  /* The newest event on an answer or an item is the one that counts. */                           \
  X(SETTLE_UNDONE,                                                                                 \
    "INSERT INTO answer_mark (answer, undone) SELECT answer, kind = 'undo' FROM "                  \
    "(" NEWEST_EVENT("e.answer",                                                                   \
                     "'undo', 'redo'") ") WHERE newest = 1 "                                       \
                                       "ON CONFLICT (answer) DO UPDATE SET undone = "              \
                                       "excluded.undone WHERE undone <> excluded.undone")          \
  X(SETTLE_RATING,                                                                                 \
    "INSERT INTO answer_mark (answer, rating) SELECT answer, CASE body WHEN 'again' THEN 1 "       \
    "WHEN 'hard' THEN 2 WHEN 'good' THEN 3 ELSE 4 END FROM "                                       \
    "(" NEWEST_EVENT("e.answer",                                                                   \
                     "'rating'") ") WHERE newest = 1 "                                             \
                                 "ON CONFLICT (answer) DO UPDATE SET rating = excluded.rating "    \
                                 "WHERE rating IS NOT excluded.rating")                            \
  X(SETTLE_SUSPENDED,                                                                              \
    "UPDATE item SET suspended = (n.kind = 'suspend') FROM "                                       \
    "(" NEWEST_EVENT("e.item",                                                                     \
                     "'suspend', 'resume'") ") n WHERE n.newest = 1 AND n.item = item.id "         \
                                            "AND suspended <> (n.kind = 'suspend')")               \
  X(SETTLE_FLAGGED,                                                                                \
    "UPDATE item SET flagged = (n.kind = 'flag') FROM "                                            \
    "(" NEWEST_EVENT("e.item", "'flag', 'unflag'") ") n WHERE n.newest = 1 AND n.item = item.id "  \
                                                   "AND flagged <> (n.kind = 'flag')")             \
  /* Logs that travel. */                                                                          \
  X(TRAVEL_ANSWERS,                                                                                \
    "SELECT a.uuid, a.device, s.uuid, p.uuid, i.code, v.hash, a.shown, a.chosen, a.confidence, "   \
    "a.correct, a.credit, a.rating, a.ms, a.at, a.offset_min, a.day, o.ord, x.section, x.place "   \
    "FROM answer_order o CROSS JOIN answer a ON a.seq = o.answer JOIN item_version v "             \
    "ON v.id = a.version JOIN item i ON i.id = a.item JOIN pack p ON p.id = i.pack "               \
    "LEFT JOIN session s ON s.id = a.session "                                                     \
    "LEFT JOIN exam_item x ON x.exam = a.session AND x.item = a.item "                             \
    "WHERE a.day >= ?1 ORDER BY o.ord, a.uuid")                                                    \
  X(TRAVEL_EVENTS,                                                                                 \
    "SELECT e.uuid, e.device, s.uuid, p.uuid, i.code, v.hash, a.uuid, e.kind, e.at, "              \
    "e.offset_min, "                                                                               \
    "o.ord, e.body FROM event_order o CROSS JOIN event e ON e.seq = o.event "                      \
    "JOIN item i ON i.id = e.item JOIN pack p ON p.id = i.pack "                                   \
    "LEFT JOIN item_version v ON v.id = i.version LEFT JOIN session s ON s.id = e.session "        \
    "LEFT JOIN answer a ON a.seq = e.answer WHERE e.at >= ?1 ORDER BY o.ord, e.uuid")              \
  X(TRAVEL_SESSIONS, SESSION_COLUMNS "WHERE started_at >= ?1 ORDER BY uuid")                       \
  X(TRAVEL_FORECASTS,                                                                              \
    "SELECT f.uuid, f.at, f.offset_min, f.form, f.items, f.low, f.middle, f.high, o.at, "          \
    "o.correct "                                                                                   \
    "FROM forecast f LEFT JOIN forecast_outcome o ON o.forecast = f.id WHERE f.at >= ?1 "          \
    "ORDER BY f.uuid")                                                                             \
  X(TRAVEL_FORM,                                                                                   \
    "SELECT x.section, x.place, p.uuid, i.code, v.hash, x.shown FROM exam_item x "                 \
    "JOIN item i ON i.id = x.item JOIN pack p ON p.id = i.pack "                                   \
    "JOIN item_version v ON v.id = x.version WHERE x.exam = ?1 ORDER BY x.section, x.place")       \
  X(TRAVEL_WRITINGS,                                                                               \
    "SELECT w.uuid, p.uuid, i.code, v.hash, s.uuid, w.section, w.place, w.started_at, "            \
    "w.offset_min, w.text, w.ms, w.saved_at, w.handed_at FROM writing w JOIN item i ON i.id = "    \
    "w.item "                                                                                      \
    "JOIN pack p ON p.id = i.pack JOIN item_version v ON v.id = w.version "                        \
    "LEFT JOIN session s ON s.id = w.exam WHERE w.handed_at >= ?1 ORDER BY w.uuid")                \
  X(TRAVEL_SCORES,                                                                                 \
    "SELECT s.uuid, w.uuid, s.scorer = 'mentor', s.name, s.at, s.offset_min, s.levels, s.credit, " \
    "s.comment FROM score s JOIN writing w ON w.id = s.writing WHERE s.at >= ?1 ORDER BY s.uuid")  \
  X(TRAVEL_WRITING_ADD,                                                                            \
    "INSERT INTO writing (uuid, item, version, exam, section, place, started_at, offset_min, "     \
    "text, "                                                                                       \
    "ms, saved_at, handed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "         \
    "ON CONFLICT (uuid) DO UPDATE SET text = excluded.text, ms = excluded.ms, "                    \
    "saved_at = excluded.saved_at, handed_at = excluded.handed_at WHERE handed_at IS NULL "        \
    "ON CONFLICT (exam, section, place) DO NOTHING")                                               \
  X(EXAM_BY_UUID,                                                                                  \
    "SELECT e.session FROM exam e JOIN session s ON s.id = e.session WHERE s.uuid = ?1")           \
  X(TRAVEL_NEWEST,                                                                                 \
    "SELECT max(coalesce((SELECT max(at) FROM answer WHERE device IN " OWN_DEVICES "), 0), "       \
    "coalesce((SELECT max(at) FROM event WHERE device IN " OWN_DEVICES "), 0), "                   \
    "coalesce((SELECT max(handed_at) FROM writing), 0), coalesce((SELECT max(at) FROM score), "    \
    "0), coalesce((SELECT max(at) FROM remark), 0))")                                              \
  X(FORECAST_UUID, "SELECT uuid FROM forecast WHERE id = ?1")                                      \
  X(FRAMEWORK_FIRST, "SELECT code FROM framework ORDER BY id LIMIT 1")                             \
  X(TRAVEL_ITEM, "SELECT i.id, v.id FROM item i JOIN pack p ON p.id = i.pack "                     \
                 "LEFT JOIN item_version v ON v.item = i.id AND v.hash = ?3 "                      \
                 "WHERE p.uuid = ?1 AND i.code = ?2 ORDER BY v.id LIMIT 1")                        \
  X(TRAVEL_MOVED, "SELECT i.id, v.id FROM item_version v JOIN item i ON i.id = v.item "            \
                  "JOIN pack p ON p.id = i.pack WHERE v.hash = ?2 AND p.uuid = ?1 "                \
                  "ORDER BY i.id, v.id LIMIT 1")                                                   \
  X(TRAVEL_VERSION,                                                                                \
    "INSERT INTO item_version (item, hash, body, digest) SELECT i.id, ?2, v.body, ?3 "             \
    "FROM item i JOIN item_version v ON v.id = i.version WHERE i.id = ?1 "                         \
    "ON CONFLICT (item, digest) DO UPDATE SET hash = hash RETURNING id")                           \
  X(TRAVEL_SESSION_ADD,                                                                            \
    "INSERT INTO session (uuid, started_at, offset_min, day, seed, goal_count, goal_minutes, "     \
    "ended_at, end_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (uuid) DO "     \
    "UPDATE "                                                                                      \
    "SET ended_at = excluded.ended_at, end_reason = excluded.end_reason "                          \
    "WHERE ended_at < excluded.ended_at")                                                          \
  X(TRAVEL_ANSWER_ADD,                                                                             \
    "INSERT INTO answer (uuid, session, item, version, shown, chosen, confidence, correct, "       \
    "credit, rating, ms, at, offset_min, day, device) "                                            \
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) "                   \
    "ON CONFLICT (uuid) DO NOTHING")                                                               \
  X(TRAVEL_EVENT_ADD,                                                                              \
    "INSERT INTO event (uuid, kind, answer, item, session, at, offset_min, body, device) VALUES "  \
    "(?1, ?2, ?3, coalesce((SELECT item FROM answer WHERE seq = ?3), ?4), ?5, ?6, ?7, ?8, ?9) "    \
    "ON CONFLICT (uuid) DO NOTHING")                                                               \
  /* What a mentor keeps. */                                                                       \
  X(COHORT_KNOWN, "SELECT p.uuid, i.code, v.hash, i.id, EXISTS (SELECT 1 FROM superseded s WHERE " \
                  "s.version = v.id), i.type = 'oral' FROM item i JOIN pack p ON p.id = i.pack "   \
                  "JOIN item_version v ON v.item = i.id ORDER BY i.id, v.id")                      \
  X(COHORT_STAMP,                                                                                  \
    "SELECT 'a' || id || ' ' || code || ' ' || weight || char(10) FROM (SELECT * "                 \
    "FROM area ORDER BY id) UNION ALL SELECT 'v' || i.id || ' ' || i.area || ' ' || "              \
    "v.hash || ' ' || c.guess || ' ' || c.hardness || ' ' || EXISTS (SELECT 1 FROM "               \
    "superseded s WHERE s.version = v.id) || char(10) FROM item_version v JOIN item "              \
    "i ON i.id = v.item JOIN card c ON c.item = i.id")                                             \
  X(COHORT_FILES, "SELECT path, signature, learner FROM cohort_file ORDER BY path")                \
  X(COHORT_FILES_CLEAR, "DELETE FROM cohort_file WHERE learner = ?1")                              \
  X(COHORT_FILE_PUT, "INSERT INTO cohort_file (path, learner, signature) VALUES (?1, ?2, ?3) ON "  \
                     "CONFLICT (path) DO UPDATE SET learner = excluded.learner, signature = "      \
                     "excluded.signature")                                                         \
  X(COHORT_PUT, "INSERT INTO cohort (learner, stamp, dossier, mastery) VALUES (?1, ?2, ?3, ?4) "   \
                "ON CONFLICT (learner) DO UPDATE SET stamp = excluded.stamp, dossier = "           \
                "excluded.dossier, mastery = excluded.mastery")                                    \
  X(COHORT_ALL, "SELECT learner, stamp, dossier, mastery FROM cohort ORDER BY learner")            \
  X(LOOKS, "SELECT learner, max(day), chance, answers FROM cohort_look WHERE day < ?1 "            \
           "GROUP BY learner ORDER BY learner")                                                    \
  X(LOOK_PUT, "INSERT INTO cohort_look (learner, day, chance, answers) VALUES (?1, ?2, ?3, "       \
              "?4) ON CONFLICT (learner, day) DO UPDATE SET chance = excluded.chance, answers "    \
              "= excluded.answers")                                                                \
  X(LOOK_FORGET, "DELETE FROM cohort_look WHERE learner = ?1 AND day < (SELECT max(day) FROM "     \
                 "cohort_look WHERE learner = ?1 AND day < ?2)")                                   \
  X(PENDING_ADD, "INSERT INTO pending (hash, body) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING") \
  X(PENDING_DROP, "DELETE FROM pending WHERE hash = ?1")                                           \
  X(PENDING_ALL, "SELECT body FROM pending ORDER BY hash")                                         \
  X(PENDING_COUNT, "SELECT count(*) FROM pending")                                                 \
  X(KEY_GET, "SELECT key, own, seen FROM device_key WHERE device = ?1")                            \
  X(KEY_PUT, "INSERT INTO device_key (device, key, own) VALUES (?1, ?2, ?3) "                      \
             "ON CONFLICT (device) DO UPDATE SET own = max(own, excluded.own)")                    \
  X(KEY_SEEN, "UPDATE device_key SET seen = ?2 WHERE device = ?1")                                 \
  X(KEY_OWN, "SELECT device FROM device_key WHERE own = 1 ORDER BY device")                        \
  X(KEY_FORGET, "DELETE FROM device_key WHERE device = ?1 AND own = 0")                            \
  X(PEER_GET, "SELECT key FROM peer_key WHERE role = ?1 AND learner = ?2 AND device = ?3")         \
  X(PEER_PUT, "INSERT INTO peer_key (role, learner, device, key) VALUES (?1, ?2, ?3, ?4) "         \
              "ON CONFLICT (role, learner, device) DO NOTHING")                                    \
  X(PEER_FORGET, "DELETE FROM peer_key WHERE device = ?1")                                         \
  X(EVENT_ADD,                                                                                     \
    "INSERT INTO event (uuid, kind, answer, item, session, at, offset_min, body, device) VALUES "  \
    "(?1, ?2, ?3, coalesce(?4, (SELECT item FROM answer WHERE seq = ?3)), "                        \
    "coalesce(?5, (SELECT session FROM answer WHERE seq = ?3)), ?6, ?7, ?8, ?9) "                  \
    "ON CONFLICT (uuid) DO NOTHING")                                                               \
  X(EVENT_BY_UUID, "SELECT seq FROM event WHERE uuid = ?1")                                        \
  X(EVENT_OF_ITEM,                                                                                 \
    EVENT_COLUMNS "WHERE item = ?1 AND (?2 = 0 OR session = ?2) ORDER BY o.ord, uuid")             \
  X(EVENT_OF_SESSION, EVENT_COLUMNS "WHERE session = ?2 ORDER BY o.ord, uuid")                     \
  /* Cards and counts. */                                                                          \
  X(CARD_GET, "SELECT item, phase, step, due_at, due_day, interval, stability, difficulty, "       \
              "last_at, last_day, answers, correct, first_correct, lapses FROM card "              \
              "WHERE item = ?1")                                                                   \
  X(CARD_TRAITS, "UPDATE card SET sibling = ?2, guess = ?3, hardness = ?4 WHERE item = ?1 "        \
                 "AND (sibling, guess, hardness) IS NOT (?2, ?3, ?4)")                             \
  X(CARD_ROW, CARD_ROWS "WHERE item = ?1")                                                         \
  X(CARD_ALL, CARD_ROWS "ORDER BY item")                                                           \
  X(FORECAST_ADD, "INSERT INTO forecast (uuid, at, offset_min, form, items, low, middle, high) "   \
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (uuid) DO NOTHING")         \
  X(FORECAST_BY_UUID, "SELECT id FROM forecast WHERE uuid = ?1")                                   \
  X(FORECAST_SCORE, "INSERT INTO forecast_outcome (forecast, at, correct) VALUES (?1, ?2, ?3) "    \
                    "ON CONFLICT (forecast) DO NOTHING")                                           \
  X(FORECAST_ALL, "SELECT f.id, f.uuid, f.at, f.offset_min, f.form, f.items, f.low, f.middle, "    \
                  "f.high, coalesce(o.correct, -1) FROM forecast f "                               \
                  "LEFT JOIN forecast_outcome o ON o.forecast = f.id ORDER BY f.id")               \
  X(MASTERY_PUT, "INSERT INTO mastery (day, answers, image) VALUES (?1, ?2, ?3) "                  \
                 "ON CONFLICT (day) DO UPDATE SET answers = excluded.answers, "                    \
                 "image = excluded.image")                                                         \
  X(MASTERY_NEWEST, "SELECT day, answers, image FROM mastery ORDER BY day DESC LIMIT 1")           \
  X(MASTERY_ALL, "SELECT day, answers, image FROM mastery ORDER BY day")                           \
  X(MASTERY_FORGET, "DELETE FROM mastery WHERE day >= ?1")                                         \
  X(CARD_PUT, "UPDATE card SET phase = ?2, step = ?3, due_at = ?4, due_day = ?5, interval = ?6, "  \
              "stability = ?7, difficulty = ?8, last_at = ?9, last_day = ?10, answers = ?11, "     \
              "correct = ?12, first_correct = ?13, lapses = ?14 WHERE item = ?1")                  \
  X(CARD_RESET, "UPDATE card SET phase = 0, step = 0, due_at = 0, due_day = 0, interval = 0, "     \
                "stability = 0, difficulty = 0, last_at = 0, last_day = 0, answers = 0, "          \
                "correct = 0, first_correct = 0, lapses = 0 WHERE phase <> 0 OR answers <> 0")     \
  X(TALLY_LIST, "SELECT t.area, t.fresh, t.fresh_correct, t.repeats, t.correct, t.unseen, "        \
                "t.served FROM " AREA_SHOWN)                                                       \
  X(LOAD_UNTIL, "SELECT coalesce(sum(n), 0) FROM load WHERE day <= ?1")                            \
  X(LEARNING_UNTIL, "SELECT count(*) FROM card WHERE in_play = 1 AND phase IN (1, 3) "             \
                    "AND due_at <= ?1")                                                            \
  X(LOAD_BETWEEN, "SELECT day, n FROM load WHERE day BETWEEN ?1 AND ?2")                           \
  X(DUE_REVIEWS, CANDIDATE("SELECT item, due_day, interval, 0 AS due_at, "                         \
                           "CAST(?1 - due_day AS REAL) / max(interval, 1) AS late FROM card "      \
                           "WHERE in_play = 1 AND phase = 2 AND due_day <= ?1 "                    \
                           "ORDER BY late DESC, item LIMIT ?2",                                    \
                           "c.late DESC, c.item"))                                                 \
  X(LEARNING, CANDIDATE("SELECT item, due_day, interval, due_at FROM card "                        \
                        "WHERE in_play = 1 AND phase IN (1, 3) ORDER BY due_at, item LIMIT ?1",    \
                        "c.due_at, c.item"))                                                       \
  X(UNSEEN, CANDIDATE("SELECT item, due_day, interval, due_at, pack, place FROM card "             \
                      "WHERE in_play = 1 AND phase = 0 AND area = ?1 "                             \
                      "ORDER BY pack, place LIMIT ?2",                                             \
                      "c.pack, c.place"))                                                          \
  /* Practice exams. */                                                                            \
  X(EXAM_ADD, "INSERT INTO exam (session, code, blueprint, reused, forecast) "                     \
              "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (session) DO NOTHING")                      \
  X(EXAM_ITEM_ADD, "INSERT INTO exam_item (exam, section, place, item, version, shown) "           \
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")                                              \
  X(EXAM_ALL, EXAM_COLUMNS "ORDER BY e.session")                                                   \
  X(EXAM_GET, EXAM_COLUMNS "WHERE e.session = ?1")                                                 \
  X(EXAM_OPEN, EXAM_COLUMNS "WHERE s.ended_at IS NULL ORDER BY e.session DESC LIMIT 1")            \
  X(EXAM_ITEMS, "SELECT section, place, item, version, shown FROM exam_item WHERE exam = ?1 "      \
                "ORDER BY section, place")                                                         \
  X(EXAM_EVENT_ADD,                                                                                \
    "INSERT INTO exam_event (exam, n, uuid, kind, section, place, ms, at, offset_min, body) "      \
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")                                            \
  X(EXAM_EVENT_BY_UUID, "SELECT n FROM exam_event WHERE exam = ?1 AND uuid = ?2")                  \
  X(EXAM_EVENT_COUNT, "SELECT coalesce(max(n), 0) FROM exam_event WHERE exam = ?1")                \
  X(EXAM_EVENTS, "SELECT n, uuid, kind, section, place, ms, at, offset_min, body "                 \
                 "FROM exam_event WHERE exam = ?1 ORDER BY n")                                     \
  X(EXAM_CLOCK_PUT,                                                                                \
    "INSERT INTO exam_clock (exam, ms, at, boot, boot_id) VALUES (?1, ?2, ?3, ?4, ?5) "            \
    "ON CONFLICT (exam) DO UPDATE SET ms = excluded.ms, at = excluded.at, boot = excluded.boot, "  \
    "boot_id = excluded.boot_id")                                                                  \
  X(EXAM_CLOCK_GET, "SELECT ms, at, boot, boot_id FROM exam_clock WHERE exam = ?1")                \
  X(FORM_POOL, FORM_ROWS "ORDER BY i.id")                                                          \
  X(FORM_RESERVE, FORM_ROWS "AND i.reserve > 0 ORDER BY i.id")                                     \
  X(SEAL, "UPDATE item SET sealed = ?2, reserve = max(reserve, ?3) WHERE id = ?1")                 \
  X(UNSEAL_FORM, "UPDATE item SET sealed = 0 WHERE sealed = 1 AND id IN "                          \
                 "(SELECT item FROM exam_item WHERE exam = ?1)")                                   \
  X(UNSEAL_RESERVE, "UPDATE item SET sealed = 0, reserve = 0 WHERE reserve > ?1")                  \
  X(RESERVE_FORMS, "SELECT coalesce(max(reserve), 0) FROM item")                                   \
  X(SEALED_COUNT, "SELECT count(*) FROM item WHERE sealed = 1")                                    \
  /* Rounds by file. */                                                                            \
  X(ROUND_GET, "SELECT id, uuid, file, name, started_at, coalesce(opened_at, 0), votes, "          \
               "coalesce(session, 0) FROM round WHERE uuid = ?1")                                  \
  X(ROUND_PUT, "INSERT INTO round (uuid, file, name, started_at) VALUES (?1, ?2, ?3, ?4) "         \
               "ON CONFLICT (uuid) DO UPDATE SET name = excluded.name RETURNING id")               \
  X(ROUND_ANSWER_PUT,                                                                              \
    "INSERT INTO round_answer (round, phase, place, uuid, item, version, chosen, confidence, ms, " \
    "at, offset_min) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "                       \
    "ON CONFLICT (round, phase, place) DO UPDATE SET item = excluded.item, "                       \
    "version = excluded.version, chosen = excluded.chosen, confidence = excluded.confidence, "     \
    "ms = excluded.ms, at = excluded.at, offset_min = excluded.offset_min")                        \
  X(ROUND_ANSWERS, "SELECT phase, place, uuid, item, version, chosen, confidence, ms, at, "        \
                   "offset_min FROM round_answer WHERE round = ?1 ORDER BY phase, place")          \
  X(ROUND_OPEN, "UPDATE round SET opened_at = coalesce(opened_at, ?2), votes = ?3 WHERE id = ?1")  \
  X(ROUND_LOGGED, "UPDATE round SET session = ?2 WHERE id = ?1 AND session IS NULL")               \
  /* Self-assessments. */                                                                          \
  X(ASSESSMENT_ADD,                                                                                \
    "INSERT INTO assessment (uuid, instrument, rater, name, started_at, offset_min, body, "        \
    "ratings, source, finished_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "              \
    "ON CONFLICT (uuid) DO NOTHING RETURNING id")                                                  \
  X(ASSESSMENT_BY_UUID, "SELECT id FROM assessment WHERE uuid = ?1")                               \
  X(ASSESSMENT_RATE, /* a merge patch: null takes the key away */                                  \
    "UPDATE assessment SET ratings = json_patch(ratings, json_object(?2, ?3)) "                    \
    "WHERE id = ?1 AND finished_at IS NULL")                                                       \
  X(ASSESSMENT_FINISH,                                                                             \
    "UPDATE assessment SET finished_at = ?2 WHERE id = ?1 AND finished_at IS NULL")                \
  X(ASSESSMENT_GET, ASSESSMENT_COLUMNS "WHERE id = ?1")                                            \
  X(ASSESSMENT_ALL, ASSESSMENT_COLUMNS "ORDER BY id")                                              \
  /* Texts and their scores. */                                                                    \
  X(WRITING_ADD,                                                                                   \
    "INSERT INTO writing (uuid, item, version, exam, section, place, started_at, offset_min, "     \
    "text, ms, saved_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "                   \
    "ON CONFLICT DO NOTHING")                                                                      \
  X(WRITING_BY_UUID, "SELECT id FROM writing WHERE uuid = ?1")                                     \
  X(WRITING_HANDED, "SELECT id FROM writing WHERE uuid = ?1 AND handed_at IS NOT NULL")            \
  X(WRITING_OF_PLACE, "SELECT id FROM writing WHERE exam = ?1 AND section = ?2 AND place = ?3")    \
  X(WRITING_SAVE, "UPDATE writing SET text = ?2, ms = ?3, saved_at = ?4 "                          \
                  "WHERE id = ?1 AND handed_at IS NULL")                                           \
  X(WRITING_HAND_IN, "UPDATE writing SET handed_at = ?2 WHERE id = ?1 AND handed_at IS NULL")      \
  X(WRITING_HAND_IN_SECTION, "UPDATE writing SET handed_at = ?3 "                                  \
                             "WHERE exam = ?1 AND section = ?2 AND handed_at IS NULL")             \
  X(WRITING_GET, WRITING_COLUMNS "WHERE w.id = ?1")                                                \
  X(WRITING_ALL, WRITING_COLUMNS "ORDER BY w.id")                                                  \
  X(WRITING_OF_EXAM, WRITING_COLUMNS "WHERE w.exam = ?1 ORDER BY w.section, w.place")              \
  X(WRITING_DRAFT, /* not of an exam that goes on */                                               \
    "SELECT w.id FROM writing w LEFT JOIN session s ON s.id = w.exam "                             \
    "WHERE w.item = ?1 AND w.handed_at IS NULL AND (w.exam IS NULL OR s.ended_at IS NOT NULL) "    \
    "ORDER BY w.id DESC LIMIT 1")                                                                  \
  X(WRITING_STATE,                                                                                 \
    "SELECT format('%d %d %d %d %d %d', count(*), coalesce(sum(saved_at), 0), "                    \
    "count(handed_at), (SELECT count(*) FROM score), (SELECT count(*) FROM remark), "              \
    "(SELECT count(*) FROM word)) FROM writing")                                                   \
  X(SCORE_ADD, "INSERT INTO score (uuid, writing, scorer, name, at, offset_min, levels, credit, "  \
               "comment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "                             \
               "ON CONFLICT (uuid) DO NOTHING")                                                    \
  X(SCORE_BY_UUID, "SELECT id FROM score WHERE uuid = ?1")                                         \
  X(SCORE_ALL, SCORE_COLUMNS SCORE_ORDER)                                                          \
  X(SCORE_OF_WRITING, SCORE_COLUMNS "WHERE s.writing = ?1 " SCORE_ORDER)                           \
  /* What mentors write. */                                                                        \
  X(REMARK_ADD, "INSERT INTO remark (uuid, about, subject, device, name, at, offset_min, body) "   \
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (uuid) DO NOTHING")           \
  X(REMARK_OF,                                                                                     \
    REMARK_COLUMNS "WHERE about = ?1 AND (?2 IS NULL OR subject = ?2) ORDER BY at, uuid")          \
  X(REMARK_ALL, REMARK_COLUMNS "WHERE at >= ?1 ORDER BY uuid")                                     \
  X(WORD_ADD,                                                                                      \
    "INSERT INTO word (uuid, learner, kind, about, subject, name, at, offset_min, levels, "        \
    "credit, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "                         \
    "ON CONFLICT (uuid) DO NOTHING")                                                               \
  X(WORD_OF, "SELECT uuid, kind = 'score', about, subject, name, at, offset_min, levels, "         \
             "coalesce(credit, 0), body FROM word WHERE learner = ?1 ORDER BY id")                 \
  X(REPLY_PUT, "INSERT INTO reply (learner, words, at) VALUES (?1, ?2, ?3) "                       \
               "ON CONFLICT (learner) DO UPDATE SET words = excluded.words, at = excluded.at")     \
  X(REPLY_ALL, "SELECT w.learner, count(*), coalesce(r.words, 0), coalesce(r.at, 0) FROM word w "  \
               "LEFT JOIN reply r ON r.learner = w.learner GROUP BY w.learner ORDER BY w.learner") \
  /* Care. */                                                                                      \
  X(FILE_STATE, /* equal text: nothing but derived rows can differ */                              \
    "SELECT format('%d %d %d %d %d %d %d %d %d %d %d %d %d %d %s %d %s %s %s %d %d %d', "          \
    "(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM exam_event), "          \
    "(SELECT count(*) FROM writing), (SELECT coalesce(sum(saved_at), 0) FROM writing), "           \
    "(SELECT count(handed_at) FROM writing), (SELECT count(*) FROM score), "                       \
    "(SELECT max(seq) FROM answer), "                                                              \
    "(SELECT max(seq) FROM event), (SELECT max(id) FROM session), "                                \
    "(SELECT count(*) FROM session WHERE ended_at IS NULL), (SELECT max(id) FROM item_version), "  \
    "(SELECT max(id) FROM item), (SELECT total(round) FROM pack), "                                \
    "(SELECT max(id) FROM assessment), (SELECT json_group_array(ratings) FROM "                    \
    "(SELECT ratings FROM assessment WHERE finished_at IS NULL ORDER BY id)), "                    \
    "(SELECT total(enabled) FROM pack), "                                                          \
    "(SELECT json_array(count(*), total(at), (SELECT json_group_array(json_array(opened_at, "      \
    "votes, session)) FROM round)) FROM round_answer), "                                           \
    "(SELECT json_group_object(pack, public_key) FROM (SELECT * FROM signer ORDER BY pack)), "     \
    "(SELECT json_group_object(key, value) FROM (SELECT * FROM setting ORDER BY key)), "           \
    "(SELECT count(*) FROM remark), (SELECT count(*) FROM word), "                                 \
    "(SELECT total(words) FROM reply))")                                                           \
  X(LOG_LENGTH, "SELECT coalesce((SELECT max(seq) FROM answer), 0) + "                             \
                "coalesce((SELECT max(seq) FROM event), 0)")                                       \
  X(SALVAGE_MERGED, /* where the numbers of the rows say no more what came first */                \
    "INSERT INTO setting (key, value) SELECT ?1, '1' WHERE EXISTS (SELECT 1 FROM (SELECT ord < "   \
    "lag(ord) OVER (ORDER BY answer) AS back FROM answer_order) WHERE back) "                      \
    "ON CONFLICT (key) DO NOTHING")                                                                \
  X(SALVAGE_VERSIONS, "UPDATE item SET version = (SELECT max(id) FROM item_version v "             \
                      "WHERE v.item = item.id) WHERE version IS NULL")                             \
  X(SALVAGE_RETIRE, "UPDATE item SET status = 'retired' WHERE version IS NULL")                    \
  X(SALVAGE_UNINDEXED, "SELECT id FROM item WHERE version IS NOT NULL AND id NOT IN "              \
                       "(SELECT rowid FROM item_search)")                                          \
  X(CHECK_LOG, "SELECT count(*) FROM answer HAVING count(*) <> coalesce(max(seq), 0)")             \
  X(CHECK_CARDS, "SELECT count(*) FROM item i LEFT JOIN card c ON c.item = i.id "                  \
                 "WHERE (c.area, c.pack, c.place, c.in_play) IS NOT "                              \
                 "(i.area, i.pack, i.place, i.in_play) HAVING count(*) > 0")                       \
  X(CHECK_TALLY,                                                                                   \
    "SELECT count(*) FROM (SELECT area, fresh, fresh_correct, repeats, correct, unseen, served "   \
    "FROM tally EXCEPT SELECT a.id, count(*) FILTER (WHERE c.answers > 0), "                       \
    "coalesce(sum(c.first_correct), 0), coalesce(sum(max(c.answers - 1, 0)), 0), "                 \
    "coalesce(sum(c.correct), 0), count(*) FILTER (WHERE c.in_play = 1 AND c.phase = 0), "         \
    "coalesce(sum(c.in_play), 0) FROM area a LEFT JOIN card c ON c.area = a.id GROUP BY a.id) "    \
    "HAVING count(*) > 0")                                                                         \
  X(CHECK_PACK_TALLY,                                                                              \
    "SELECT count(*) FROM pack p JOIN pack_tally t ON t.pack = p.id WHERE t.served <> "            \
    "(SELECT coalesce(sum(in_play), 0) FROM item i WHERE i.pack = p.id) HAVING count(*) > 0")      \
  X(CHECK_LOAD,                                                                                    \
    "WITH truth AS (SELECT due_day AS day, count(*) AS n FROM card WHERE in_play = 1 "             \
    "AND phase = 2 GROUP BY due_day) SELECT count(*) FROM "                                        \
    "(SELECT * FROM (SELECT day, n FROM load EXCEPT SELECT day, n FROM truth) UNION ALL "          \
    "SELECT * FROM (SELECT day, n FROM truth EXCEPT SELECT day, n FROM load)) "                    \
    "HAVING count(*) > 0")

typedef enum {
#define X(name, text) SQL_##name,
  STORE_STATEMENTS(X)
#undef X
      SQL_COUNT
} SqlName;

/* The text of a statement (tests look at its query plan). */
const char *sql_text(SqlName name);

typedef struct {
  enum { SQL_KIND_NULL, SQL_KIND_INT, SQL_KIND_REAL, SQL_KIND_TEXT, SQL_KIND_BLOB } kind;
  int size; /* bytes of a blob */
  union {
    int64_t integer;
    double real;
    const void *bytes;
  };
} SqlValue;

#define SQL_INT(x)     ((SqlValue){.kind = SQL_KIND_INT, .integer = (x)})
#define SQL_REAL(x)    ((SqlValue){.kind = SQL_KIND_REAL, .real = (x)})
#define SQL_TEXT(x)    sql_text_value(x)
#define SQL_BLOB(x, n) ((SqlValue){.kind = SQL_KIND_BLOB, .size = (n), .bytes = (x)})
#define SQL_UUID(x)    SQL_BLOB((x)->bytes, UUID_SIZE)
/* A row id, NULL where it is 0. */
#define SQL_ROW(x) sql_row_value(x)
#define SQL_ARGS(...)                                                                              \
  (const SqlValue[]){__VA_ARGS__}, G_N_ELEMENTS(((const SqlValue[]){__VA_ARGS__}))
#define SQL_NO_ARGS NULL, 0

/* NULL where TEXT is NULL. Bound values are lent until the statement is done. */
SqlValue sql_text_value(const char *text);
SqlValue sql_row_value(int64_t id);

/* The statement with its values bound, to be stepped with sql_next. NULL with ERROR. */
sqlite3_stmt *sql_query(Store *store, SqlName name, const SqlValue *values, size_t n,
                        GError **error);
/* A statement of the caller's own, for rows handed out while other calls may run (a kept statement
 * cannot be used twice at once). To be ended with sqlite3_finalize. */
sqlite3_stmt *sql_query_own(Store *store, SqlName name, const SqlValue *values, size_t n,
                            GError **error);
/* 1: a row; 0: the end; -1: failed, with ERROR. Releases the statement's lock unless a row came. */
int sql_next(Store *store, sqlite3_stmt *statement, GError **error);
/* Ends a query before its end. */
void sql_done(sqlite3_stmt *statement);
/* Runs a statement whose rows do not matter. */
bool sql_run(Store *store, SqlName name, const SqlValue *values, size_t n, GError **error);
/* First column of the first row: 1 found, 0 no row, -1 failed with ERROR. OUT is untouched unless
 * found. */
int sql_find_int(Store *store, SqlName name, const SqlValue *values, size_t n, int64_t *out,
                 GError **error);
/* The same as new text, or NULL where there is no row, it is NULL, or ERROR is set. */
char *sql_find_text(Store *store, SqlName name, const SqlValue *values, size_t n, GError **error);

/* Column I as new text (NULL stays NULL) and as a UUID. */
char *sql_dup(sqlite3_stmt *row, int i);
Uuid sql_uuid(sqlite3_stmt *row, int i);
