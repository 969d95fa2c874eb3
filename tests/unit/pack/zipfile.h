/* zipfile - zips of any kind in memory, good and hostile, for tests. */
#pragma once
#include "../unit.h"
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

typedef struct {
  struct archive *archive;
  GByteArray *bytes;
} ZipFile;

static inline la_ssize_t zipfile_sink(struct archive *archive, void *user, const void *bytes,
                                      size_t size) {
  (void)archive;
  g_byte_array_append(user, bytes, (guint)size);
  return (la_ssize_t)size;
}

/* COMPRESSION: "store" or "deflate". */
static inline ZipFile zipfile_open(const char *compression) {
  ZipFile zip = {archive_write_new(), g_byte_array_new()};
  g_autofree char *options = g_strdup_printf("zip:compression=%s", compression);
  archive_write_set_format_zip(zip.archive);
  archive_write_set_options(zip.archive, options);
  archive_write_set_bytes_in_last_block(zip.archive, 1);
  archive_write_open(zip.archive, zip.bytes, NULL, zipfile_sink, NULL);
  return zip;
}

static inline void zipfile_add(ZipFile *zip, const char *path, const void *bytes, gsize size) {
  struct archive_entry *entry = archive_entry_new();
  archive_entry_set_pathname(entry, path);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, (la_int64_t)size);
  archive_write_header(zip->archive, entry);
  archive_write_data(zip->archive, bytes, size);
  archive_entry_free(entry);
}

static inline void zipfile_text(ZipFile *zip, const char *path, const char *text) {
  zipfile_add(zip, path, text, strlen(text));
}

static inline void zipfile_link(ZipFile *zip, const char *path, const char *to) {
  struct archive_entry *entry = archive_entry_new();
  archive_entry_set_pathname(entry, path);
  archive_entry_set_filetype(entry, AE_IFLNK);
  archive_entry_set_symlink(entry, to);
  archive_entry_set_size(entry, 0);
  archive_write_header(zip->archive, entry);
  archive_entry_free(entry);
}

/* The zip's bytes, the caller's to unref. */
static inline GBytes *zipfile_close(ZipFile *zip) {
  archive_write_close(zip->archive);
  archive_write_free(zip->archive);
  return g_byte_array_free_to_bytes(zip->bytes);
}
