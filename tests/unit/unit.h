/* unit - what every cmocka program here includes, and how it finds its fixtures. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

/* Runs GROUP and reports in TAP, as the harness reads it. */
#define UNIT_RUN(group)                                                                            \
  (cmocka_set_message_output(CM_OUTPUT_TAP), cmocka_run_group_tests(group, NULL, NULL))

/* NAME below tests/fixtures. Newly allocated. */
static inline char *unit_fixture(const char *name) {
  const char *srcdir = g_getenv("srcdir");
  return g_build_filename(srcdir == NULL ? "." : srcdir, "tests", "fixtures", name, NULL);
}

/* cmocka compares floats in single precision; this compares doubles. EPSILON is absolute. */
#define UNIT_CLOSE(a, b, epsilon) assert_true(fabs((double)(a) - (double)(b)) <= (epsilon))
