/* tree_disk - trees of pack files from and to the disk. See archive.h. */
#include "pack/archive.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(GError **error, const char *path, const char *what, int number) {
  g_autofree char *shown = g_filename_display_name(path);
  g_set_error(error, PACK_ERROR, PACK_ERROR_IO, "%s cannot be %s: %s.", shown, what,
              g_strerror(number));
  return false;
}

/* -- in ---------------------------------------------------------------------------------------- */

/* NAME below the folder at ROOT, no part of it a link. -1 with errno. */
static int open_below(int root, const char *name) {
  g_auto(GStrv) parts = g_strsplit(name, "/", -1);
  int at = dup(root);
  for (char **part = parts; at >= 0 && *part != NULL; part++) {
    int how = part[1] == NULL ? O_RDONLY | O_NONBLOCK : O_RDONLY | O_DIRECTORY;
    int next = strcmp(*part, "..") == 0 ? -1 : openat(at, *part, how | O_NOFOLLOW | O_CLOEXEC);
    int number = errno;
    close(at);
    errno = number;
    at = next;
  }
  return at;
}

/* At most ARCHIVE_MAX_FILE bytes and one of the plain file FD, closed afterwards. */
static bool read_all(int fd, GByteArray *out) {
  guint8 block[16384];
  struct stat st;
  ssize_t n = -1;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
    while ((n = read(fd, block, sizeof block)) > 0 && out->len <= ARCHIVE_MAX_FILE)
      g_byte_array_append(out, block, (guint)n);
  else
    errno = EINVAL;
  close(fd);
  return n >= 0;
}

static bool take_file(PackTree *tree, int root, const char *dir, const char *name, bool needed,
                      GError **error) {
  g_autofree char *path = g_build_filename(dir, name, NULL);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  int fd = open_below(root, name);
  if (fd < 0 && errno == ENOENT && !needed) return true;
  if (fd < 0 && (errno == ELOOP || errno == ENOTDIR)) {
    g_set_error(error, PACK_ERROR, PACK_ERROR_REFUSED,
                "%s is a link or stands behind one; a pack holds plain files only.", path);
    return false;
  }
  if (fd < 0 || !read_all(fd, bytes)) return fail(error, path, "read", errno);
  return pack_tree_add(tree, name, bytes->data, bytes->len, error);
}

PackTree *pack_tree_from_dir(const char *dir, const GPtrArray *names, const char *const *optional,
                             GError **error) {
  int root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root < 0) {
    fail(error, dir, "read", errno);
    return NULL;
  }
  g_autoptr(PackTree) tree = pack_tree_new();
  bool good = true;
  for (guint i = 0; good && i < names->len; i++)
    if (pack_tree_find(tree, names->pdata[i]) == NULL)
      good = take_file(tree, root, dir, names->pdata[i], true, error);
  for (int i = 0; good && optional != NULL && optional[i] != NULL; i++)
    good = take_file(tree, root, dir, optional[i], false, error);
  close(root);
  return good ? g_steal_pointer(&tree) : NULL;
}

PackTree *pack_tree_from_zip(const char *path, GError **error) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  guint8 block[65536];
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  ssize_t n = -1;
  if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
    while ((n = read(fd, block, sizeof block)) > 0 && bytes->len <= ARCHIVE_MAX_TOTAL)
      g_byte_array_append(bytes, block, (guint)n);
  int number = errno;
  if (fd >= 0) close(fd);
  if (n < 0) {
    fail(error, path, "read", number);
    return NULL;
  }
  if (bytes->len > ARCHIVE_MAX_TOTAL) {
    g_set_error(error, PACK_ERROR, PACK_ERROR_REFUSED, "%s is over 64 MiB. Nothing was taken.",
                path);
    return NULL;
  }
  return pack_tree_from_zip_bytes(bytes->data, bytes->len, error);
}

/* -- out --------------------------------------------------------------------------------------- */

bool pack_sync_dir(const char *path, GError **error) {
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool good = fd >= 0 && fsync(fd) == 0;
  int number = errno;
  if (fd >= 0) close(fd);
  return good || number == EINVAL || fail(error, path, "written", number);
}

static bool write_file(const PackEntry *entry, const char *dir, GError **error) {
  g_autofree char *path = g_build_filename(dir, entry->path, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  if (g_mkdir_with_parents(folder, 0755) != 0) return fail(error, folder, "made", errno);
  gsize size = 0, done = 0;
  const guint8 *bytes = g_bytes_get_data(entry->bytes, &size);
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  bool good = fd >= 0;
  while (good && done < size) {
    ssize_t n = write(fd, bytes + done, size - done);
    good = n > 0 || (n < 0 && errno == EINTR);
    if (n > 0) done += (gsize)n;
  }
  good = good && fsync(fd) == 0;
  int number = errno;
  if (fd >= 0 && close(fd) != 0 && good) return fail(error, path, "written", errno);
  return good ? pack_sync_dir(folder, error) : fail(error, path, "written", number);
}

bool pack_tree_write(const PackTree *tree, const char *dir, GError **error) {
  if (mkdir(dir, 0755) != 0) return fail(error, dir, "made", errno);
  for (guint i = 0; i < tree->entries->len; i++)
    if (!write_file(tree->entries->pdata[i], dir, error)) return false;
  return pack_sync_dir(dir, error);
}

/* -- away -------------------------------------------------------------------------------------- */

/* Whether NAME in folder AT is a folder itself, and no link to one. */
static bool is_folder(int at, const char *name) {
  struct stat st;
  return fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static bool remove_below(int at, const char *name) {
  int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *dir = fd < 0 ? NULL : fdopendir(fd);
  const struct dirent *entry = NULL;
  if (dir == NULL) {
    if (fd >= 0) close(fd);
    return false;
  }
  bool good = true;
  while ((entry = readdir(dir)) != NULL) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    good = (is_folder(fd, entry->d_name) ? remove_below(fd, entry->d_name)
                                         : unlinkat(fd, entry->d_name, 0) == 0) &&
           good;
  }
  closedir(dir);
  return unlinkat(at, name, AT_REMOVEDIR) == 0 && good;
}

bool pack_remove_dir(const char *dir) {
  struct stat st;
  if (lstat(dir, &st) != 0) return errno == ENOENT;
  if (!S_ISDIR(st.st_mode)) return unlink(dir) == 0;
  return remove_below(AT_FDCWD, dir);
}
