/* archive - see archive.h. Folders on disk stand in tree_disk.c. */
#include "pack/archive.h"
#include "core/text.h"
#include "pack/archive_load.h"
#include <string.h>

G_DEFINE_QUARK(pawl_pack_error, pack_error)

#define PATH_MAX_BYTES 255

static const ArchiveCalls *la; /* libarchive; set before anything below it is called */

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool refuse(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *raw = g_strdup_vprintf(format, args);
  va_end(args);
  g_autofree char *clean = text_clean(raw, -1);
  g_strdelimit(clean, "\n\t", '?');
  g_set_error_literal(error, PACK_ERROR, PACK_ERROR_REFUSED, clean);
  return false;
}

/* -- a tree ------------------------------------------------------------------------------------ */

static void entry_free(gpointer data) {
  PackEntry *entry = data;
  g_free(entry->path);
  g_bytes_unref(entry->bytes);
  g_free(entry);
}

PackTree *pack_tree_new(void) {
  PackTree *tree = g_new0(PackTree, 1);
  tree->entries = g_ptr_array_new_with_free_func(entry_free);
  tree->folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return tree;
}

void pack_tree_free(PackTree *tree) {
  if (tree == NULL) return;
  g_ptr_array_unref(tree->entries);
  g_hash_table_unref(tree->folded);
  g_free(tree);
}

const PackEntry *pack_tree_find(const PackTree *tree, const char *path) {
  for (guint i = 0; i < tree->entries->len; i++) {
    const PackEntry *entry = tree->entries->pdata[i];
    if (strcmp(entry->path, path) == 0) return entry;
  }
  return NULL;
}

void pack_tree_filter(PackTree *tree, PackTreeKeep *keep, void *user) {
  for (guint i = tree->entries->len; i > 0; i--) {
    const PackEntry *entry = tree->entries->pdata[i - 1];
    if (!keep(entry->path, user)) g_ptr_array_remove_index(tree->entries, i - 1);
  }
}

static bool check_parts(const char *path, GError **error) {
  g_auto(GStrv) parts = g_strsplit(path, "/", -1);
  for (char **part = parts; *part != NULL; part++) {
    if (strcmp(*part, "..") == 0)
      return refuse(error, "The name '%s' leads out of the pack. Nothing was taken.", path);
    if (**part == '\0' || strcmp(*part, ".") == 0)
      return refuse(error, "The name '%s' is odd: it has an empty part. Nothing was taken.", path);
  }
  return true;
}

static bool check_path(const char *path, GError **error) {
  size_t length = strlen(path);
  if (*path == '/')
    return refuse(error,
                  "The name '%s' is absolute; a pack holds relative names. Nothing was "
                  "taken.",
                  path);
  if (length == 0 || length > PATH_MAX_BYTES)
    return refuse(error, "A name in the pack is empty or over 255 bytes. Nothing was taken.");
  if (!text_check(path, length, NULL) || strpbrk(path, "\\\n\t") != NULL)
    return refuse(error,
                  "The name '%s' holds characters that no file name of a pack may hold. "
                  "Nothing was taken.",
                  path);
  g_autofree char *nfc = text_nfc(path);
  if (strcmp(nfc, path) != 0)
    return refuse(error, "The name '%s' is not in the normal form NFC. Nothing was taken.", path);
  return check_parts(path, error);
}

static char *fold(const char *path) {
  g_autofree char *folded = g_utf8_casefold(path, -1);
  return text_nfc(folded);
}

/* False where PATH is there already in any case of its letters. */
static bool claim(PackTree *tree, const char *path, GError **error) {
  g_autofree char *folded = fold(path);
  const char *other = g_hash_table_lookup(tree->folded, folded);
  if (other != NULL)
    return refuse(error,
                  "'%s' and '%s' are one name to some systems; a pack holds each file once. "
                  "Nothing was taken.",
                  other, path);
  g_hash_table_insert(tree->folded, g_steal_pointer(&folded), g_strdup(path));
  return true;
}

static guint place_of(const PackTree *tree, const char *path) {
  guint place = tree->entries->len;
  while (place > 0 && strcmp(((PackEntry *)tree->entries->pdata[place - 1])->path, path) > 0)
    place--;
  return place;
}

bool pack_tree_add(PackTree *tree, const char *path, const void *bytes, gsize size,
                   GError **error) {
  if (tree->entries->len >= ARCHIVE_MAX_ENTRIES)
    return refuse(error, "The pack has over %d files. Nothing was taken.", ARCHIVE_MAX_ENTRIES);
  if (!check_path(path, error) || !claim(tree, path, error)) return false;
  if (size > ARCHIVE_MAX_FILE) return refuse(error, "'%s' is over 8 MiB. Nothing was taken.", path);
  if (tree->total + size > ARCHIVE_MAX_TOTAL)
    return refuse(error, "The pack is over 64 MiB unpacked. Nothing was taken.");
  PackEntry *entry = g_new(PackEntry, 1);
  *entry = (PackEntry){g_strdup(path), g_bytes_new(bytes, size)};
  g_ptr_array_insert(tree->entries, (gint)place_of(tree, path), entry);
  tree->total += size;
  return true;
}

/* -- zip, in ----------------------------------------------------------------------------------- */

typedef struct {
  struct archive *archive;
  PackTree *tree;
  gsize zip_size, total;
  int entries;
} ZipReader;

static bool refuse_archive(const ZipReader *zip, GError **error) {
  const char *why = la->archive_error_string(zip->archive);
  return refuse(error, "The zip is damaged or of a kind that is not read (%s). Nothing was taken.",
                why == NULL ? "no reason given" : why);
}

/* The bytes of the present entry, at most ARCHIVE_MAX_FILE and one. */
static bool read_entry(ZipReader *zip, const char *path, GByteArray *out, GError **error) {
  guint8 block[16384];
  la_ssize_t n = 0;
  while ((n = la->archive_read_data(zip->archive, block, sizeof block)) > 0) {
    zip->total += (gsize)n;
    if (out->len + (gsize)n > ARCHIVE_MAX_FILE)
      return refuse(error, "'%s' is over 8 MiB unpacked. Nothing was taken.", path);
    if (zip->total > ARCHIVE_MAX_TOTAL)
      return refuse(error, "The zip is over 64 MiB unpacked. Nothing was taken.");
    if (zip->total / ARCHIVE_MAX_RATIO > zip->zip_size)
      return refuse(error,
                    "The zip unpacks to over %d times its size, as no pack does. Nothing "
                    "was taken.",
                    ARCHIVE_MAX_RATIO);
    g_byte_array_append(out, block, (guint)n);
  }
  return n == 0 || refuse_archive(zip, error);
}

static bool take_entry(ZipReader *zip, struct archive_entry *entry, GError **error) {
  const char *path = la->archive_entry_pathname_utf8(entry);
  if (path == NULL) path = la->archive_entry_pathname(entry);
  if (path == NULL) return refuse(error, "A name in the zip cannot be read. Nothing was taken.");
  if (++zip->entries > ARCHIVE_MAX_ENTRIES)
    return refuse(error, "The zip has over %d entries. Nothing was taken.", ARCHIVE_MAX_ENTRIES);
  if (la->archive_entry_is_encrypted(entry))
    return refuse(error, "'%s' is encrypted; packs are not. Nothing was taken.", path);
  if (la->archive_entry_hardlink(entry) != NULL || la->archive_entry_filetype(entry) == AE_IFLNK)
    return refuse(error, "'%s' is a link; a pack holds plain files only. Nothing was taken.", path);
  if (la->archive_entry_filetype(entry) == AE_IFDIR) {
    g_autofree char *folder = g_strdup(path);
    if (g_str_has_suffix(folder, "/")) folder[strlen(folder) - 1] = '\0';
    return check_path(folder, error);
  }
  if (la->archive_entry_filetype(entry) != AE_IFREG)
    return refuse(error, "'%s' is no plain file. Nothing was taken.", path);
  g_autofree char *name = g_strdup(path); /* reading may move on */
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  return check_path(name, error) && read_entry(zip, name, bytes, error) &&
         pack_tree_add(zip->tree, name, bytes->data, bytes->len, error);
}

#define ZIP_END_SIZE   22 /* of the record that ends a zip, without its comment */
#define ZIP_ENTRY_SIZE 46 /* of an entry of the directory, without its name and extras */

static guint32 little(const guint8 *at, int bytes) {
  guint32 value = 0;
  for (int i = bytes - 1; i >= 0; i--) value = value << 8 | at[i];
  return value;
}

/* Offset of the record that ends the zip, or SIZE where there is none. */
static gsize find_end(const guint8 *bytes, gsize size) {
  gsize last = size < ZIP_END_SIZE ? 0 : size - ZIP_END_SIZE;
  for (gsize back = 0; size >= ZIP_END_SIZE && back <= MIN(last, 65535); back++)
    if (memcmp(bytes + last - back, "PK\5\6", 4) == 0) return last - back;
  return size;
}

/* The names as they stand in the directory: the library turns a backslash into a slash. */
static bool check_directory(const guint8 *bytes, gsize size, GError **error) {
  gsize end = find_end(bytes, size);
  gsize at = end < size ? little(bytes + end + 16, 4) : size;
  guint entries = end < size ? little(bytes + end + 10, 2) : 0;
  for (guint i = 0; i < entries; i++) {
    if (at > end || end - at < ZIP_ENTRY_SIZE || memcmp(bytes + at, "PK\1\2", 4) != 0)
      return refuse(error, "The zip is damaged: its directory cannot be read. Nothing was taken.");
    guint name = little(bytes + at + 28, 2);
    gsize next =
        at + ZIP_ENTRY_SIZE + name + little(bytes + at + 30, 2) + little(bytes + at + 32, 2);
    if (next > end)
      return refuse(error, "The zip is damaged: its directory is cut off. Nothing was taken.");
    if (memchr(bytes + at + ZIP_ENTRY_SIZE, '\\', name) != NULL)
      return refuse(error, "A name in the zip holds a backslash, which no file name of a pack may "
                           "hold. Nothing was taken.");
    at = next;
  }
  return entries > 0 || refuse(error, "This is no zip, or an empty one. Nothing was taken.");
}

static bool read_zip(ZipReader *zip, const void *bytes, GError **error) {
  struct archive_entry *entry = NULL;
  int code = ARCHIVE_OK;
  if (!check_directory(bytes, zip->zip_size, error)) return false;
  la->archive_read_support_format_zip_seekable(zip->archive);
  if (la->archive_read_open_memory(zip->archive, bytes, zip->zip_size) != ARCHIVE_OK)
    return refuse_archive(zip, error);
  while ((code = la->archive_read_next_header(zip->archive, &entry)) == ARCHIVE_OK)
    if (!take_entry(zip, entry, error)) return false;
  if (code != ARCHIVE_EOF) return refuse_archive(zip, error);
  return zip->tree->entries->len > 0 || refuse(error, "The zip holds no files.");
}

/* Takes off the one folder that all of TREE stands in, where pack.yaml is not at the top. */
static void take_off_folder(PackTree *tree) {
  const PackEntry *first = tree->entries->pdata[0];
  const char *slash = strchr(first->path, '/');
  if (pack_tree_find(tree, "pack.yaml") != NULL || slash == NULL) return;
  g_autofree char *folder = g_strndup(first->path, (gsize)(slash - first->path) + 1);
  for (guint i = 0; i < tree->entries->len; i++)
    if (!g_str_has_prefix(((PackEntry *)tree->entries->pdata[i])->path, folder)) return;
  for (guint i = 0; i < tree->entries->len; i++) {
    PackEntry *entry = tree->entries->pdata[i];
    char *inner = g_strdup(entry->path + strlen(folder));
    g_free(entry->path);
    entry->path = inner;
  }
}

PackTree *pack_tree_from_zip_bytes(const void *bytes, gsize size, GError **error) {
  la = archive_load(error);
  if (la == NULL) return NULL;
  ZipReader zip = {la->archive_read_new(), pack_tree_new(), size, 0, 0};
  bool good = zip.archive != NULL && read_zip(&zip, bytes, error);
  la->archive_read_free(zip.archive);
  if (good) {
    take_off_folder(zip.tree);
    return zip.tree;
  }
  pack_tree_free(zip.tree);
  return NULL;
}

/* -- zip, out ---------------------------------------------------------------------------------- */

typedef struct {
  GByteArray *bytes;
} ZipSink;

static la_ssize_t sink_write(struct archive *archive, void *user, const void *bytes, size_t size) {
  (void)archive;
  g_byte_array_append(((ZipSink *)user)->bytes, bytes, (guint)size);
  return (la_ssize_t)size;
}

/* No time is set: the format then has its first day, whatever the time zone. */
static bool put_entry(struct archive *archive, const PackEntry *from) {
  gsize size = 0;
  const void *bytes = g_bytes_get_data(from->bytes, &size);
  struct archive_entry *entry = la->archive_entry_new();
  la->archive_entry_set_pathname(entry, from->path);
  la->archive_entry_set_filetype(entry, AE_IFREG);
  la->archive_entry_set_perm(entry, 0644);
  la->archive_entry_set_size(entry, (la_int64_t)size);
  bool good = la->archive_write_header(archive, entry) == ARCHIVE_OK &&
              (size == 0 || la->archive_write_data(archive, bytes, size) == (la_ssize_t)size);
  la->archive_entry_free(entry);
  return good;
}

static bool put_zip(struct archive *archive, const PackTree *tree, ZipSink *sink) {
  if (la->archive_write_set_format_zip(archive) != ARCHIVE_OK ||
      la->archive_write_set_options(archive, "zip:compression=store") != ARCHIVE_OK ||
      la->archive_write_set_bytes_in_last_block(archive, 1) != ARCHIVE_OK ||
      la->archive_write_open(archive, sink, NULL, sink_write, NULL) != ARCHIVE_OK)
    return false;
  for (guint i = 0; i < tree->entries->len; i++)
    if (!put_entry(archive, tree->entries->pdata[i])) return false;
  return la->archive_write_close(archive) == ARCHIVE_OK;
}

GBytes *pack_tree_zip(const PackTree *tree, GError **error) {
  la = archive_load(error);
  if (la == NULL) return NULL;
  ZipSink sink = {g_byte_array_new()};
  struct archive *archive = la->archive_write_new();
  bool good = archive != NULL && put_zip(archive, tree, &sink);
  if (!good) {
    const char *why = archive == NULL ? NULL : la->archive_error_string(archive);
    g_set_error(error, PACK_ERROR, PACK_ERROR_IO, "The zip cannot be made: %s.",
                why == NULL ? "no memory" : why);
  }
  la->archive_write_free(archive);
  if (good) return g_byte_array_free_to_bytes(sink.bytes);
  g_byte_array_unref(sink.bytes);
  return NULL;
}
