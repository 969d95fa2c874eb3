/* lock - who has the database open, and whether the last one left in good order.
 *
 * PATH.lock carries a lock of the open file description, which the kernel drops with the process
 * however it dies, and one line: a mark, the host and the process. Whoever opens the database tries
 * to hold the lock alone. If that works, the mark tells how the last use ended: "open" without
 * anybody there is an unclean end. Then the mark says "open" and the lock is shared, until the last
 * one out writes "clean". Nothing here is synced: a mark that a power cut loses reads as unclean.
 */
#include "config.h"

#include "core/text.h"
#include "store/store_private.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef HAVE_SYS_VFS_H
#include <sys/vfs.h>
#endif

#define POLL_US   10000
#define NOTE_SIZE 300

static const char *const MARKS[] = {"", "new", "open", "clean"};

typedef enum { HOLD_NONE, HOLD_SHARED, HOLD_ALONE } Hold;

#ifdef F_OFD_SETLK
static bool hold(int fd, Hold kind) {
  static const short kinds[] = {F_UNLCK, F_RDLCK, F_WRLCK};
  struct flock lock = {.l_type = kinds[kind], .l_whence = SEEK_SET};
  return fcntl(fd, F_OFD_SETLK, &lock) == 0;
}
#else
static bool hold(int fd, Hold kind) {
  static const int kinds[] = {LOCK_UN, LOCK_SH, LOCK_EX};
  return flock(fd, kinds[kind] | LOCK_NB) == 0;
}
#endif

/* -- network file systems ---------------------------------------------------------------------- */

/* What statfs(2) calls the file systems whose locks two hosts may see differently. All of FUSE is
 * among them, because sshfs cannot be told from the rest. */
static const uint32_t NETWORK_MAGIC[] = {
    0x6969,     /* NFS */
    0x517b,     /* SMB */
    0xff534d42, /* CIFS */
    0xfe534d42, /* SMB2 */
    0x65735546, /* FUSE: sshfs and others */
    0x01021997, /* 9P */
    0x5346414f, /* AFS */
    0x73757245, /* Coda */
    0x564c,     /* NCP */
    0x00c36400, /* Ceph */
    0x0bd00bd0, /* Lustre */
    0x47504653, /* GPFS */
    0x01161970, /* GFS2 */
    0x7461636f, /* OCFS2 */
    0x786f4256, /* VirtualBox shared folder */
};

static long magic_of(int fd) {
#ifdef HAVE_SYS_VFS_H
  struct statfs found;
  if (fstatfs(fd, &found) == 0) return (long)found.f_type;
#else
  (void)fd;
#endif
  return 0;
}

static bool is_network(long magic) {
  for (size_t i = 0; i < G_N_ELEMENTS(NETWORK_MAGIC); i++)
    if (NETWORK_MAGIC[i] == (uint32_t)magic) return true;
  return false;
}

/* -- the note ---------------------------------------------------------------------------------- */

typedef struct {
  LockMark mark;
  char host[NOTE_SIZE];
  long pid;
} Note;

static Note read_note(const StoreLock *lock) {
  char text[NOTE_SIZE] = "", word[16] = "";
  Note note = {.mark = LOCK_MARK_NONE};
  if (pread(lock->fd, text, sizeof text - 1, 0) <= 0) return note;
  if (sscanf(text, "%15s %255s %ld", word, note.host, &note.pid) != 3) return note;
  for (size_t i = LOCK_MARK_NEW; i < G_N_ELEMENTS(MARKS); i++)
    if (strcmp(word, MARKS[i]) == 0) note.mark = (LockMark)i;
  return note;
}

static void write_note(const StoreLock *lock, LockMark mark) {
  char text[NOTE_SIZE];
  int length = snprintf(text, sizeof text, "%s %.200s %ld\n", MARKS[mark], g_get_host_name(),
                        (long)getpid());
  if (pwrite(lock->fd, text, (size_t)length, 0) != length || ftruncate(lock->fd, length) != 0)
    g_debug("%s: the mark could not be written", lock->path); /* reads as unclean: a check more */
}

/* -- joining and leaving ----------------------------------------------------------------------- */

static bool open_file(StoreLock *lock, GError **error) {
  lock->fd = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock->fd >= 0) return true;
  store_error_system(error, lock->path, "opened", errno);
  return false;
}

/* True while the path still leads to the open file (the last user may have removed it). */
static bool is_in_place(const StoreLock *lock) {
  struct stat held, named;
  return fstat(lock->fd, &held) == 0 && stat(lock->path, &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

static bool join_once(StoreLock *lock) {
  lock->alone = hold(lock->fd, HOLD_ALONE);
  if (!lock->alone && (lock->network || !hold(lock->fd, HOLD_SHARED))) return false;
  lock->mark = read_note(lock).mark;
  if (!lock->alone && lock->mark != LOCK_MARK_OPEN) write_note(lock, LOCK_MARK_OPEN);
  return true;
}

static void set_busy(const StoreLock *lock, const char *path, GError **error) {
  Note note = read_note(lock);
  g_autofree char *host = text_clean(note.host, -1);
  if (lock->network)
    g_set_error(error, STORE_ERROR, STORE_ERROR_BUSY,
                "%s is on a network file system and in use by another pawl (on %s, process %ld). "
                "Close that one first: over a network only one program can safely use the file.",
                path, host, note.pid);
  else
    g_set_error(error, STORE_ERROR, STORE_ERROR_BUSY,
                "%s is being checked or repaired by another pawl (on %s, process %ld). Wait until "
                "it is done, then try again.",
                path, host, note.pid);
}

static bool join(StoreLock *lock, const char *path, GError **error) {
  for (int waited = 0;; waited += POLL_US / 1000) {
    if (join_once(lock)) return true;
    bool taken = errno == EAGAIN || errno == EACCES || errno == EINTR;
    if (!taken) store_error_system(error, lock->path, "locked", errno);
    if (taken && (lock->network || waited >= STORE_BUSY_MS)) set_busy(lock, path, error);
    if (!taken || lock->network || waited >= STORE_BUSY_MS) return false;
    g_usleep(POLL_US);
  }
}

static void close_file(StoreLock *lock) {
  if (lock->fd >= 0) close(lock->fd);
  lock->fd = -1;
}

bool lock_open(StoreLock *lock, const char *path, long fs_magic, GError **error) {
  *lock = (StoreLock){.fd = -1, .path = g_strconcat(path, ".lock", NULL)};
  do {
    close_file(lock);
    if (!open_file(lock, error)) break;
    lock->network = is_network(fs_magic != 0 ? fs_magic : magic_of(lock->fd));
    if (!join(lock, path, error)) break;
    if (is_in_place(lock)) return true;
  } while (true);
  close_file(lock);
  g_clear_pointer(&lock->path, g_free);
  return false;
}

void lock_mark(StoreLock *lock, LockMark mark) {
  if (lock->fd >= 0 && lock->alone) write_note(lock, mark);
}

void lock_settle(StoreLock *lock) {
  if (lock->fd < 0 || !lock->alone) return;
  write_note(lock, LOCK_MARK_OPEN);
  if (!lock->network && hold(lock->fd, HOLD_SHARED)) lock->alone = false;
}

void lock_close(StoreLock *lock, bool clean) {
  if (lock->fd < 0) return;
  bool last = lock->alone || hold(lock->fd, HOLD_ALONE);
  if (last && clean) write_note(lock, LOCK_MARK_CLEAN);
  if (last && !clean && read_note(lock).mark == LOCK_MARK_NONE) unlink(lock->path);
  close_file(lock);
  g_clear_pointer(&lock->path, g_free);
}
