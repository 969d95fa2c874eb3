/* target - files that are written where somebody said: what stands there and pawl did not write stays. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* True where the ordinary file PATH is of the kind that is to be written. */
typedef bool (*TargetIsOurs)(const char *path, const void *user);
/* True where PATH is free, or an ordinary file that is empty or IS_OURS (NULL: any). Else false with a
 * sentence that names WHAT ("log") was to be written: a folder, a device, a pipe, a link to nothing, or a file
 * of another kind. */
bool target_may_write(const char *path, const char *what, TargetIsOurs is_ours, const void *user,
                      GError **error);
