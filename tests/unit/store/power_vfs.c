/* power_vfs - see power_vfs.h. Everything is also done on the real files, from which SQLite reads;
 * beside them stands a model of the disk.
 */
#include "power_vfs.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define SECTOR 512

typedef struct {
  sqlite3_int64 at; /* of a write; the new size of a truncation */
  GBytes *bytes;    /* NULL: a truncation */
} Change;

typedef struct {
  GByteArray *synced;
  GPtrArray *pending;       /* of Change*, since the last sync */
  bool there, there_synced; /* the entry in the folder, as it is and as it is on the disk */
} DiskFile;

typedef struct {
  sqlite3_file base;
  DiskFile *disk;
  bool syncs_folder; /* a journal: its first sync is one of the folder too */
  sqlite3_file *real;
} PowerFile;

static struct {
  GHashTable *files; /* path -> DiskFile */
  int nth, changes;
  bool honest, off;
} power;

static sqlite3_vfs *real_vfs(void) {
  static sqlite3_vfs *found;
  if (found == NULL) found = sqlite3_vfs_find(NULL);
  return found;
}

static bool power_is_off(void) {
  if (!power.off && ++power.changes == power.nth) power.off = true;
  return power.off;
}

static void change_free(gpointer data) {
  Change *change = data;
  if (change->bytes != NULL) g_bytes_unref(change->bytes);
  g_free(change);
}

static void disk_file_free(gpointer data) {
  DiskFile *disk = data;
  g_byte_array_unref(disk->synced);
  g_ptr_array_unref(disk->pending);
  g_free(disk);
}

static DiskFile *disk_file(const char *path) {
  DiskFile *disk = g_hash_table_lookup(power.files, path);
  if (disk != NULL) return disk;
  disk = g_new0(DiskFile, 1);
  disk->synced = g_byte_array_new();
  disk->pending = g_ptr_array_new_with_free_func(change_free);
  g_hash_table_insert(power.files, g_strdup(path), disk);
  return disk;
}

/* -- what a change does to the bytes on the disk ----------------------------------------------- */

static void resize(GByteArray *image, sqlite3_int64 size) {
  guint before = image->len;
  g_byte_array_set_size(image, (guint)size);
  if (image->len > before) memset(image->data + before, 0, image->len - before);
}

static void put_bytes(GByteArray *image, sqlite3_int64 at, const guint8 *bytes, gsize size) {
  if ((sqlite3_int64)image->len < at + (sqlite3_int64)size) resize(image, at + (sqlite3_int64)size);
  memcpy(image->data + at, bytes, size);
}

static void apply(GByteArray *image, const Change *change) {
  gsize size = 0;
  if (change->bytes == NULL) {
    resize(image, change->at);
    return;
  }
  const guint8 *bytes = g_bytes_get_data(change->bytes, &size);
  put_bytes(image, change->at, bytes, size);
}

/* Kept, lost, or torn: each sector for itself. */
static void apply_by_chance(GByteArray *image, const Change *change, GRand *chance) {
  int fate = g_rand_int_range(chance, 0, 3);
  gsize size = 0;
  if (fate == 0) return;
  if (fate == 1 || change->bytes == NULL) {
    apply(image, change);
    return;
  }
  const guint8 *bytes = g_bytes_get_data(change->bytes, &size);
  for (gsize i = 0; i < size; i += SECTOR)
    if (g_rand_boolean(chance))
      put_bytes(image, change->at + (sqlite3_int64)i, bytes + i, MIN((gsize)SECTOR, size - i));
}

static void sync_folder(void) {
  GHashTableIter iter;
  gpointer disk = NULL;
  g_hash_table_iter_init(&iter, power.files);
  while (g_hash_table_iter_next(&iter, NULL, &disk))
    ((DiskFile *)disk)->there_synced = ((DiskFile *)disk)->there;
}

static void record(DiskFile *disk, sqlite3_int64 at, GBytes *bytes) {
  Change *change = g_new(Change, 1);
  *change = (Change){at, bytes};
  g_ptr_array_add(disk->pending, change);
}

/* -- the file layer ---------------------------------------------------------------------------- */

static PowerFile *own(sqlite3_file *file) {
  return (PowerFile *)file;
}

static sqlite3_file *real_of(sqlite3_file *file) {
  return own(file)->real;
}

static int file_close(sqlite3_file *file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *out, int size, sqlite3_int64 at) {
  if (power.off) return SQLITE_IOERR_READ;
  return real_of(file)->pMethods->xRead(real_of(file), out, size, at);
}

static int file_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at) {
  bool off = power.off;
  bool fails = power_is_off();
  if (!off) record(own(file)->disk, at, g_bytes_new(bytes, (gsize)size)); /* it may get there */
  if (fails) return SQLITE_IOERR_WRITE;
  return real_of(file)->pMethods->xWrite(real_of(file), bytes, size, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  bool off = power.off;
  bool fails = power_is_off();
  if (!off) record(own(file)->disk, size, NULL);
  if (fails) return SQLITE_IOERR_TRUNCATE;
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int file_sync(sqlite3_file *file, int flags) {
  (void)flags;
  if (power_is_off()) return SQLITE_IOERR_FSYNC;
  if (!power.honest) return SQLITE_OK;
  DiskFile *disk = own(file)->disk;
  for (guint i = 0; i < disk->pending->len; i++) apply(disk->synced, disk->pending->pdata[i]);
  g_ptr_array_set_size(disk->pending, 0);
  if (own(file)->syncs_folder) sync_folder();
  own(file)->syncs_folder = false;
  return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *out) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int file_control(sqlite3_file *file, int op, void *arg) {
  return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}

static int file_sector_size(sqlite3_file *file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_characteristics(sqlite3_file *file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
};

static int vfs_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags,
                    int *out) {
  (void)vfs;
  PowerFile *opened = own(file);
  file->pMethods = NULL;
  if ((flags & SQLITE_OPEN_CREATE) != 0 && power_is_off()) return SQLITE_CANTOPEN;
  if (power.off) return SQLITE_CANTOPEN;
  *opened = (PowerFile){.real = (sqlite3_file *)(opened + 1)};
  int code = real_vfs()->xOpen(real_vfs(), name, opened->real, flags, out);
  if (opened->real->pMethods == NULL) return code;
  file->pMethods = &METHODS;
  opened->disk = disk_file(name);
  if (!opened->disk->there) { /* a new file under an old name */
    g_byte_array_set_size(opened->disk->synced, 0);
    g_ptr_array_set_size(opened->disk->pending, 0);
  }
  opened->disk->there = true;
  opened->syncs_folder = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
  return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  if (power_is_off()) return SQLITE_IOERR_DELETE;
  disk_file(name)->there = false;
  if (sync && power.honest) sync_folder();
  return real_vfs()->xDelete(real_vfs(), name, 0);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
  (void)vfs;
  return real_vfs()->xAccess(real_vfs(), name, flags, out);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int size, char *out) {
  (void)vfs;
  return real_vfs()->xFullPathname(real_vfs(), name, size, out);
}

static sqlite3_vfs *own_vfs(void) {
  static sqlite3_vfs shim;
  if (shim.zName != NULL) return &shim;
  shim = *real_vfs();
  shim.zName = POWER_VFS;
  shim.pNext = NULL;
  shim.szOsFile = (int)sizeof(PowerFile) + real_vfs()->szOsFile;
  shim.xOpen = vfs_open;
  shim.xDelete = vfs_delete;
  shim.xAccess = vfs_access;
  shim.xFullPathname = vfs_full_path;
  return &shim;
}

void power_vfs_register(void) {
  sqlite3_vfs_register(own_vfs(), 0);
}

void power_vfs_unregister(void) {
  sqlite3_vfs_unregister(own_vfs());
}

/* -- on and off -------------------------------------------------------------------------------- */

static void take_up(const char *path) {
  char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &bytes, &size, NULL)) return;
  DiskFile *disk = disk_file(path);
  put_bytes(disk->synced, 0, (const guint8 *)bytes, size);
  disk->there = disk->there_synced = true;
  g_free(bytes);
}

void power_vfs_start(const char *dir, int nth, bool honest) {
  power.files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, disk_file_free);
  power.nth = nth;
  power.changes = 0;
  power.honest = honest;
  power.off = false;
  g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
  const char *name = NULL;
  while (open != NULL && (name = g_dir_read_name(open)) != NULL) {
    g_autofree char *path = g_build_filename(dir, name, NULL);
    if (g_str_has_suffix(name, ".db")) take_up(path);
  }
}

int power_vfs_changes(void) {
  return power.changes;
}

static void write_file(const char *path, const GByteArray *image) {
  FILE *file = fopen(path, "wbe");
  bool good =
      file != NULL && (image->len == 0 || fwrite(image->data, 1, image->len, file) == image->len);
  if (!good) g_error("%s cannot be written", path);
  fclose(file);
}

static void crash_file(const char *path, DiskFile *disk, GRand *chance, const char *to) {
  bool there = disk->there == disk->there_synced ? disk->there : g_rand_boolean(chance);
  if (!there) return;
  for (guint i = 0; i < disk->pending->len; i++)
    apply_by_chance(disk->synced, disk->pending->pdata[i], chance);
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *target = g_build_filename(to, name, NULL);
  write_file(target, disk->synced);
}

static gint by_name(gconstpointer a, gconstpointer b) {
  return strcmp(a, b);
}

void power_vfs_crash(GRand *chance, const char *to) {
  GList *paths = g_list_sort(g_hash_table_get_keys(power.files), by_name);
  for (GList *path = paths; path != NULL; path = path->next)
    crash_file(path->data, g_hash_table_lookup(power.files, path->data), chance, to);
  g_list_free(paths);
  g_clear_pointer(&power.files, g_hash_table_unref);
}
