/* git - see git.h. */
#include "pack/git.h"
#include "core/text.h"
#include "pack/archive.h"
#include <string.h>

#define GIT_SAYS_MAX 400 /* bytes of git's own words in a message */

bool pack_git_is_url(const char *text) {
  const char *colon = strchr(text, ':'), *at = strchr(text, '@'), *slash = strchr(text, '/');
  if (strstr(text, "://") != NULL || strstr(text, "::") != NULL) return true;
  if (g_str_has_suffix(text, ".git")) return true;
  return at != NULL && colon != NULL && at < colon && (slash == NULL || colon < slash);
}

static bool is_allowed(const char *url) {
  static const char *const schemes[] = {"https://", "ssh://", "file://"};
  for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
    if (g_str_has_prefix(url, schemes[i])) return true;
  return strstr(url, "://") == NULL && strstr(url, "::") == NULL;
}

static char **environment(void) {
  char **list = g_get_environ();
  static const char *const set[][2] = {{"GIT_ALLOW_PROTOCOL", "https:ssh:file"},
                                       {"GIT_LFS_SKIP_SMUDGE", "1"},
                                       {"GIT_ADVICE", "0"},
                                       {"LC_ALL", "C"}};
  static const char *const unset[] = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
                                      "GIT_TEMPLATE_DIR", "GIT_EXTERNAL_DIFF"};
  for (size_t i = 0; i < G_N_ELEMENTS(set); i++)
    list = g_environ_setenv(list, set[i][0], set[i][1], TRUE);
  for (size_t i = 0; i < G_N_ELEMENTS(unset); i++) list = g_environ_unsetenv(list, unset[i]);
  return list;
}

/* The last of what git said, on one line. */
static char *last_words(const char *said) {
  g_autofree char *clean = text_clean(said, -1), *line = text_fold(clean);
  size_t length = strlen(line);
  const char *from = length > GIT_SAYS_MAX ? line + length - GIT_SAYS_MAX : line;
  while ((*from & 0xc0) == 0x80) from++;
  return g_strdup(from);
}

static bool run(const char *const *argv, GError **error) {
  g_auto(GStrv) env = environment();
  g_autofree char *said = NULL;
  g_autoptr(GError) fault = NULL;
  int status = 0;
  if (!g_spawn_sync(NULL, (char **)argv, env,
                    G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN | G_SPAWN_STDOUT_TO_DEV_NULL,
                    NULL, NULL, NULL, &said, &status, &fault)) {
    g_set_error(error, PACK_ERROR, PACK_ERROR_IO,
                "git cannot be started: %s. Install git, or take the pack as a folder or a zip.",
                fault->message);
    return false;
  }
  if (g_spawn_check_wait_status(status, NULL)) return true;
  g_autofree char *words = last_words(said);
  g_set_error(error, PACK_ERROR, PACK_ERROR_IO, "git could not copy the repository. It said: %s",
              words);
  return false;
}

bool pack_git_clone(const char *url, const char *dir, GError **error) {
  const char *const argv[] = {"git",
                              "-c",
                              "core.hooksPath=/dev/null",
                              "-c",
                              "core.symlinks=false",
                              "-c",
                              "core.fsmonitor=false",
                              "-c",
                              "protocol.allow=never",
                              "-c",
                              "protocol.https.allow=always",
                              "-c",
                              "protocol.ssh.allow=always",
                              "-c",
                              "protocol.file.allow=always",
                              "-c",
                              "submodule.recurse=false",
                              "-c",
                              "filter.lfs.smudge=",
                              "-c",
                              "filter.lfs.process=",
                              "-c",
                              "filter.lfs.required=false",
                              "clone",
                              "--quiet",
                              "--depth=1",
                              "--single-branch",
                              "--no-tags",
                              "--no-recurse-submodules",
                              "--template=",
                              "--",
                              url,
                              dir,
                              NULL};
  if (!is_allowed(url)) {
    g_autofree char *clean = text_clean(url, -1);
    g_set_error(error, PACK_ERROR, PACK_ERROR_REFUSED,
                "'%s' is no address that packs are taken from: use https, ssh or file.", clean);
    return false;
  }
  return run(argv, error);
}
