/* unit - what every cmocka program here includes, and how it finds its fixtures. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>

/* Runs GROUP and reports in TAP, as the harness reads it. */
#define UNIT_RUN(group)                                                                            \
  (cmocka_set_message_output(CM_OUTPUT_TAP), cmocka_run_group_tests(group, NULL, NULL))

/* NAME below tests/fixtures. Newly allocated. */
static inline char *unit_fixture(const char *name) {
  const char *srcdir = g_getenv("srcdir");
  return g_build_filename(srcdir == NULL ? "." : srcdir, "tests", "fixtures", name, NULL);
}

/* Takes DIR away with all that is in it; what is not there is no failure. */
static inline void unit_remove_tree(const char *dir) {
  g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
  const char *name = NULL;
  while (open != NULL && (name = g_dir_read_name(open)) != NULL) {
    g_autofree char *path = g_build_filename(dir, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      unit_remove_tree(path);
    else
      g_unlink(path);
  }
  g_rmdir(dir);
}

/* cmocka compares floats in single precision; this compares doubles. EPSILON is absolute. */
#define UNIT_CLOSE(a, b, epsilon) assert_true(fabs((double)(a) - (double)(b)) <= (epsilon))
