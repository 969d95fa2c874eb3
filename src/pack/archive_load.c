/* archive_load - see archive_load.h. */
#include "config.h"

#include "pack/archive_load.h"

#include <dlfcn.h>
#include <stdbool.h>

#include "pack/archive.h"

/* By the name that packages give it; else as it was found when pawl was built. */
static void *open_library(void) {
  static const char *const names[] = {"libarchive.so.13", ARCHIVE_LIBDIR "/libarchive.so",
                                      ARCHIVE_LIBDIR "/libarchive.dylib"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (library != NULL) return library;
  }
  return NULL;
}

static bool find_all(void *library, ArchiveCalls *calls) {
  bool all = true;
#define X(name) all = (*(void **)&calls->name = dlsym(library, #name)) != NULL && all;
  ARCHIVE_CALLS(X)
#undef X
  return all;
}

const ArchiveCalls *archive_load(GError **error) {
  static ArchiveCalls calls;
  static bool loaded;
  if (loaded) return &calls;
  void *library = open_library();
  loaded = library != NULL && find_all(library, &calls);
  if (loaded) return &calls;
  g_set_error_literal(error, PACK_ERROR, PACK_ERROR_IO,
                      "Zips need the library libarchive, which is not installed or too old here. "
                      "Install it, or use the unpacked folder.");
  return NULL;
}
