/* store_private - what the files of the store room share. Nobody else includes this. */
#pragma once
#include "store/sql.h"
#include "store/store.h"
#include <sqlite3.h>

#define STORE_APPLICATION_ID 0x7061776c /* "pawl" */
#define STORE_BUSY_MS        5000

/* -- lock.c: who has the file open ------------------------------------------------------------- */

typedef enum {
  LOCK_MARK_NONE,  /* no mark, or none we know */
  LOCK_MARK_NEW,   /* the file was being created */
  LOCK_MARK_OPEN,  /* in use, or the last end was not clean */
  LOCK_MARK_CLEAN, /* closed by its last user */
} LockMark;

typedef struct {
  char *path;    /* PATH.lock */
  int fd;        /* -1: no lock is held */
  bool alone;    /* nobody else has the file open; none can open it before lock_settle */
  bool network;  /* on a network file system: one user at a time, to the end */
  LockMark mark; /* found at opening */
} StoreLock;

/* Waits until nobody is creating or checking PATH and joins its users. FS_MAGIC: see StoreOptions.
 * STORE_ERROR_BUSY names whoever does not let go. */
bool lock_open(StoreLock *lock, const char *path, long fs_magic, GError **error);
/* Writes MARK; only while alone. */
void lock_mark(StoreLock *lock, LockMark mark);
/* The file is ready: marks it as open and lets others in (unless on a network file system). */
void lock_settle(StoreLock *lock);
/* Leaves. The last one out marks the file clean, where CLEAN. */
void lock_close(StoreLock *lock, bool clean);

/* -- open.c ------------------------------------------------------------------------------------ */

struct Store {
  sqlite3 *db;
  char *path, *vfs, *backup_dir;
  const Clock *clock;
  StoreLock lock;
  Uuid device;
  bool read_only;
  bool scratch;        /* see StoreOptions */
  bool in_transaction; /* between store_begin and store_commit */
  bool spoiled;        /* a call in it failed: it can only be rolled back */
  bool damaged;        /* corruption was met: no clean mark at the end */
  struct {
    int64_t pack, round;
    int place;
  } putting; /* the pack between store_pack_start and store_pack_finish */
  sqlite3_stmt *statements[SQL_COUNT];
};

/* The setting that names this database among the learner's devices. */
#define STORE_DEVICE "device"

#define STORE_HEADER_SIZE 100
/* What the first bytes of a database file say. */
typedef struct {
  bool sqlite;      /* begins as every SQLite database does */
  bool blank;       /* nothing but zeros */
  bool ours;        /* carries our application id */
  uint32_t version; /* schema version */
  int64_t size;     /* of the file */
} StoreHeader;
StoreHeader store_parse_header(const uint8_t bytes[STORE_HEADER_SIZE], int64_t size);
/* Settings that every connection gets: nothing in a file may make the program do anything. */
bool store_harden(sqlite3 *db, GError **error);
/* PATH with every symbolic link resolved, so that lock and backups lie beside the one real file. */
char *store_resolve(const char *path);
/* True where something beside the file tells that a pawl database stood at PATH. */
bool store_was_ours(const char *path, LockMark mark);
/* False with STORE_ERROR_NEWER, _CORRUPT or _FOREIGN where HEADER is not that of a database we
 * know; MARK is what the lock file said. */
bool store_accept(const char *path, const StoreHeader *header, LockMark mark, GError **error);
/* -- transaction.c ----------------------------------------------------------------------------- */

/* Work that is stored whole or not at all. */
typedef bool (*StoreWork)(Store *store, void *user, GError **error);
/* Runs WORK in a transaction of its own, or as part of the caller's. */
bool store_work(Store *store, StoreWork work, void *user, GError **error);
/* The same for work that finds its own earlier rows by UUID: it is tried a second time after a
 * write error, because a failed COMMIT may still be in the file. */
bool store_work_unsure(Store *store, StoreWork work, void *user, GError **error);
/* Makes the transaction write to the file even where nothing changes, so that its COMMIT makes what
 * an unsure one left behind durable as well. */
bool store_touch(Store *store, GError **error);

/* -- migrate.c --------------------------------------------------------------------------------- */

typedef struct {
  const char *name; /* "0001_first" */
  const char *sql;
} StoreMigration;
/* In order; the I-th brings the schema to version I + 1. Generated from migrations/. */
extern const StoreMigration STORE_MIGRATIONS[];
extern const int STORE_MIGRATION_COUNT;
/* The version of the schema; 0: nothing is there yet. */
bool migrate_version(Store *store, int *version, GError **error);
/* Brings the schema to version N of LIST, one transaction a step, after a backup where there is
 * data. */
bool migrate_run(Store *store, const StoreMigration *list, int n, GError **error);
bool store_migrate(Store *store, GError **error);

/* -- error.c ----------------------------------------------------------------------------------- */

/* The last failure of DB as a sentence about PATH. */
void store_error_set(GError **error, sqlite3 *db, const char *path);
/* The same for STORE's connection, which remembers damage. */
void store_fail(Store *store, GError **error);
void store_misuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A failed system call on PATH: "PATH could not be WHAT: ..." */
void store_error_system(GError **error, const char *path, const char *what, int number);
void store_error_damaged(GError **error, const char *path, const char *how);
/* False with STORE_ERROR_READ_ONLY where STORE cannot be written. */
bool store_writable(const Store *store, GError **error);

/* -- log.c ------------------------------------------------------------------------------------- */

/* The setting that says that answers of other devices are in the log. */
#define STORE_MERGED "log-merged"
bool store_is_merged(Store *store);

/* -- session.c --------------------------------------------------------------------------------- */

StoreSession session_from_row(sqlite3_stmt *row);

/* -- merge.c ----------------------------------------------------------------------------------- */

/* Lets the newest event on each answer and item be the one that counts. */
bool merge_settle(Store *store, GError **error);

/* -- card.c, item.c: used across files --------------------------------------------------------- */

/* outline.c: FRAMEWORK as the pack UUID brings it; *ID gets its row. */
bool outline_put(Store *store, const char *uuid, const Framework *framework, int64_t *id,
                 GError **error);
bool mastery_put(Store *store, const StoreMastery *mastery, int64_t answers, GError **error);
bool card_put(Store *store, const Card *card, GError **error);
/* Makes the words of ITEM findable under row ID. */
bool item_index(Store *store, int64_t id, const Item *item, GError **error);

/* -- check.c ----------------------------------------------------------------------------------- */

/* PRAGMA quick_check: true where it finds nothing; else its words, newly allocated, in *WHAT. */
bool check_quick(sqlite3 *db, char **what);

/* -- backup.c ---------------------------------------------------------------------------------- */

#define BACKUP_STAMP 15 /* "YYYYMMDD-HHMMSS" */
typedef struct {
  char *path, *reason;
  char stamp[BACKUP_STAMP + 1];
  int64_t at; /* UTC ms, from the stamp */
} Backup;
/* The backups in DIR, newest first. New GPtrArray of Backup*; empty where there are none. */
GPtrArray *backup_list(const char *dir);
/* Indexes into LIST (as of backup_list) that retention gives up; KEEP is a path that stays. */
GArray *backup_surplus(const GPtrArray *list, const char *keep);
char *backup_dir_of(const char *path);
/* Now as a stamp. */
void backup_stamp(int64_t at, char out[BACKUP_STAMP + 1]);
/* Copies FROM page by page into a new, checked and synced file at TO, by way of a temporary file.
 */
bool backup_copy(sqlite3 *from, const char *from_path, const char *vfs, const char *to,
                 GError **error);
/* A connection to a backup, read-only; NULL where it is not one. */
sqlite3 *backup_connect(const char *path, const char *vfs);
bool sync_path(const char *path, GError **error);
/* Answers and events in the backup at PATH; -1 where it cannot be read. */
int64_t backup_log_length(const char *path, const char *vfs);
