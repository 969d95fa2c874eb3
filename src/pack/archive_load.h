/* archive_load - libarchive, taken in when a zip is first read or written. It brings a dozen further
 * libraries along (XML, ICU and more), which every start of the program would pay for with 3 MB and some
 * milliseconds.
 *
 * The functions go by libarchive's own names and are documented in archive(3).
 */
#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <glib.h>

#define ARCHIVE_CALLS(X)                                                                           \
  X(archive_entry_filetype)                                                                        \
  X(archive_entry_free)                                                                            \
  X(archive_entry_hardlink)                                                                        \
  X(archive_entry_is_encrypted)                                                                    \
  X(archive_entry_new)                                                                             \
  X(archive_entry_pathname)                                                                        \
  X(archive_entry_pathname_utf8)                                                                   \
  X(archive_entry_set_filetype)                                                                    \
  X(archive_entry_set_pathname)                                                                    \
  X(archive_entry_set_perm)                                                                        \
  X(archive_entry_set_size)                                                                        \
  X(archive_error_string)                                                                          \
  X(archive_read_data)                                                                             \
  X(archive_read_free)                                                                             \
  X(archive_read_new)                                                                              \
  X(archive_read_next_header)                                                                      \
  X(archive_read_open_memory)                                                                      \
  X(archive_read_support_format_zip_seekable)                                                      \
  X(archive_write_close)                                                                           \
  X(archive_write_data)                                                                            \
  X(archive_write_free)                                                                            \
  X(archive_write_header)                                                                          \
  X(archive_write_new)                                                                             \
  X(archive_write_open)                                                                            \
  X(archive_write_set_bytes_in_last_block)                                                         \
  X(archive_write_set_format_zip)                                                                  \
  X(archive_write_set_options)

typedef struct {
#define X(name) __typeof__(name) *name;
  ARCHIVE_CALLS(X)
#undef X
} ArchiveCalls;

/* NULL with PACK_ERROR_IO where the library is not installed or lacks a function. Kept to the end of the
 * program: the second call costs nothing. */
const ArchiveCalls *archive_load(GError **error);
