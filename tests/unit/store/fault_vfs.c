/* fault_vfs - see fault_vfs.h. Syncs are counted but not done: what a process loses and what a disk
 * loses are different tests.
 */
#include "fault_vfs.h"
#include <glib.h>
#include <sqlite3.h>
#include <string.h>

typedef struct {
  sqlite3_file base;
  sqlite3_file *real; /* behind this struct in the same memory */
} FaultFile;

static struct {
  FaultKind kind;
  int nth, calls;
  bool fired;
} faults;

static sqlite3_vfs *real_vfs(void) {
  static sqlite3_vfs *found;
  if (found == NULL) found = sqlite3_vfs_find(NULL);
  return found;
}

static bool is_due(void) {
  faults.calls++;
  bool lasting = faults.kind == FAULT_ERROR_ON || faults.kind == FAULT_FULL;
  bool due =
      faults.nth > 0 && (faults.calls == faults.nth || (lasting && faults.calls > faults.nth));
  faults.fired |= due;
  return due;
}

/* Passes through, or gives the error. A full disk does not keep files from being deleted. */
#define CHANGE(call, failure, takes_room)                                                          \
  do {                                                                                             \
    if (!is_due() || (faults.kind == FAULT_FULL && !(takes_room))) return (call);                  \
    if (faults.kind == FAULT_ERROR_AFTER) (void)(call);                                            \
    return faults.kind == FAULT_FULL ? SQLITE_FULL : (failure);                                    \
  } while (0)

static sqlite3_file *real_of(sqlite3_file *file) {
  return ((FaultFile *)file)->real;
}

static int file_close(sqlite3_file *file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *out, int size, sqlite3_int64 at) {
  return real_of(file)->pMethods->xRead(real_of(file), out, size, at);
}

static int file_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at) {
  CHANGE(real_of(file)->pMethods->xWrite(real_of(file), bytes, size, at), SQLITE_IOERR_WRITE, true);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  CHANGE(real_of(file)->pMethods->xTruncate(real_of(file), size), SQLITE_IOERR_TRUNCATE, false);
}

static int file_sync(sqlite3_file *file, int flags) {
  (void)file;
  (void)flags;
  CHANGE(SQLITE_OK, SQLITE_IOERR_FSYNC, true);
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

static int open_real(sqlite3_filename name, sqlite3_file *file, int flags, int *out) {
  FaultFile *fault = (FaultFile *)file;
  fault->real = (sqlite3_file *)(fault + 1);
  int code = real_vfs()->xOpen(real_vfs(), name, fault->real, flags, out);
  fault->base.pMethods = fault->real->pMethods == NULL ? NULL : &METHODS;
  return code;
}

static int vfs_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags,
                    int *out) {
  (void)vfs;
  file->pMethods = NULL;
  if ((flags & SQLITE_OPEN_CREATE) == 0) return open_real(name, file, flags, out);
  if (!is_due()) return open_real(name, file, flags, out);
  return faults.kind == FAULT_FULL ? SQLITE_FULL : SQLITE_CANTOPEN;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder) {
  (void)vfs;
  (void)sync_folder;
  CHANGE(real_vfs()->xDelete(real_vfs(), name, 0), SQLITE_IOERR_DELETE, false);
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
  static sqlite3_vfs own;
  if (own.zName != NULL) return &own;
  own = *real_vfs();
  own.zName = FAULT_VFS;
  own.pNext = NULL;
  own.szOsFile = (int)sizeof(FaultFile) + real_vfs()->szOsFile;
  own.xOpen = vfs_open;
  own.xDelete = vfs_delete;
  own.xAccess = vfs_access;
  own.xFullPathname = vfs_full_path;
  return &own;
}

void fault_vfs_register(void) {
  sqlite3_vfs_register(own_vfs(), 0);
}

void fault_vfs_unregister(void) {
  sqlite3_vfs_unregister(own_vfs());
}

void fault_vfs_arm(FaultKind kind, int nth) {
  faults.kind = kind;
  faults.nth = nth;
  faults.calls = 0;
  faults.fired = false;
}

int fault_vfs_disarm(bool *fired) {
  if (fired != NULL) *fired = faults.fired;
  faults.nth = 0;
  return faults.calls;
}
