/* git - a pack from a git repository, through the git program: a shallow copy without hooks,
 * submodules, filters or links, over https, ssh or file only.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* True where TEXT is meant as the address of a repository: SCHEME://..., user@host:path, or a name
 * that ends in .git. */
bool pack_git_is_url(const char *text);
/* Copies the newest state of URL into the new folder DIR. What came stays hostile. Errors of domain
 * PACK_ERROR carry what git said. */
bool pack_git_clone(const char *url, const char *dir, GError **error);
