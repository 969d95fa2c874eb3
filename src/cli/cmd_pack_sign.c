/* cmd_pack_sign - keys and signatures, in minisign's form. */
#include "app/shared.h"
#include "cli/cli.h"
#include "pack/sign.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define PASSWORD_MAX 1024

static char *usual_key(void) {
  return g_build_filename(g_get_user_config_dir(), "pawl", "pack.key", NULL);
}

static void wipe(char *text) {
  if (text != NULL)
    for (volatile char *p = text; *p != '\0'; p++) *p = '\0';
  g_free(text);
}

/* A line that is not shown while it is typed. NULL where there is none. */
static char *ask_password(const char *question) {
  char line[PASSWORD_MAX];
  struct termios shown, hidden;
  bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &shown) == 0;
  if (terminal) {
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    fprintf(stderr, "%s: ", question);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  bool got = fgets(line, sizeof line, stdin) != NULL;
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
  }
  char *password = got ? g_strndup(line, strcspn(line, "\r\n")) : NULL;
  memset(line, 0, sizeof line);
  return password;
}

/* -- keygen ------------------------------------------------------------------------------------ */

/* A new file that its owner alone can read; never one that is there. */
static bool write_new(const char *path, const char *text, mode_t mode, GError **error) {
  size_t size = strlen(text), done = 0;
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
  bool good = fd >= 0;
  while (good && done < size) {
    ssize_t n = write(fd, text + done, size - done);
    good = n > 0;
    if (good) done += (size_t)n;
  }
  good = good && fsync(fd) == 0;
  int number = errno;
  if (fd >= 0) close(fd);
  if (!good)
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number),
                number == EEXIST ? "%s is there already (%s). Name another file with -o, and keep "
                                   "the old key: packs signed with it are held to it."
                                 : "%s cannot be written: %s.",
                path, g_strerror(number));
  return good;
}

static bool write_pair(const char *path, const SignSecret *secret, const SignPublic *key,
                       const char *password, GError **error) {
  g_autofree char *dir = g_path_get_dirname(path), *public_path = NULL;
  g_autofree char *public_text = sign_public_format(key);
  g_autofree char *bare =
      g_str_has_suffix(path, ".key") ? g_strndup(path, strlen(path) - 4) : g_strdup(path);
  char *text = sign_secret_format(secret, password, error);
  public_path = g_strconcat(bare, ".pub", NULL);
  g_mkdir_with_parents(dir, 0700);
  bool good = text != NULL && write_new(path, text, 0600, error) &&
              write_new(public_path, public_text, 0644, error);
  wipe(text);
  if (good)
    cli_print("Secret key: %s (keep it, and to yourself)\nPublic key: %s\n", path, public_path);
  return good;
}

static bool new_password(char **out) {
  char *first = ask_password("Password for the new key");
  char *again =
      first == NULL || !isatty(STDIN_FILENO) ? g_strdup(first) : ask_password("Once more");
  bool good = first != NULL && *first != '\0' && g_strcmp0(first, again) == 0;
  wipe(again);
  if (good) {
    *out = first;
    return true;
  }
  wipe(first);
  cli_fail("The two passwords differ, or there is none. For a key without one: --no-password");
  return false;
}

int pack_keygen_verb(Cli *cli) {
  g_autofree char *path = cli->options.output != NULL ? g_strdup(cli->options.output) : usual_key();
  SignSecret secret;
  SignPublic key;
  GError *error = NULL;
  char *password = NULL;
  if (!cli->options.no_password && !new_password(&password)) return CLI_FAILURE;
  bool good =
      sign_keygen(&secret, &key, &error) && write_pair(path, &secret, &key, password, &error);
  sign_wipe(&secret);
  wipe(password);
  return good ? CLI_OK : cli_fail_error(error);
}

/* -- sign -------------------------------------------------------------------------------------- */

static bool read_secret(const char *path, SignSecret *out, GError **error) {
  char *text = NULL, *password = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &text, &size, error)) {
    g_prefix_error(error, "There is no key to sign with; make one with 'pawl pack keygen'. ");
    return false;
  }
  if (sign_secret_is_locked(text, size)) password = ask_password("Password of the key");
  bool good = sign_secret_parse(text, size, password, out, error);
  wipe(password);
  wipe(text);
  return good;
}

int pack_sign_verb(Cli *cli) {
  g_autofree char *path = cli->options.key != NULL ? g_strdup(cli->options.key) : usual_key();
  SignSecret secret;
  GError *error = NULL;
  char id[17];
  if (!read_secret(path, &secret, &error)) return cli_fail_error(error);
  bool good = pack_sign(&cli->clock, cli->args[1], &secret, &error);
  sign_id_format(secret.id, id);
  sign_wipe(&secret);
  if (!good) return cli_fail_error(error);
  cli_print("Signed %s with the key %s.\n", cli->args[1], id);
  return CLI_OK;
}

/* -- verify ------------------------------------------------------------------------------------ */

int pack_verify_verb(Cli *cli) {
  PackVerdict verdict = {0};
  GError *error = NULL;
  char id[17];
  if (!pack_verify(cli->args[1], cli->options.key, &verdict, &error)) return cli_fail_error(error);
  sign_id_format(verdict.key.id, id);
  bool is_signed = verdict.is_signed;
  if (cli->options.json)
    cli_json(json_pack("{s:s,s:s,s:b,s:s?,s:s?}", "name", verdict.name, "version", verdict.version,
                       "signed", is_signed, "signer", is_signed ? id : NULL, "trusted_comment",
                       verdict.trusted));
  else if (is_signed)
    cli_print("%s %s: whole, and signed by the key %s%s.\nSigned with it: %s\n", verdict.name,
              verdict.version, id, cli->options.key != NULL ? "" : ", which comes with the pack",
              verdict.trusted);
  else
    cli_print("%s %s: usable, but not signed.\n", verdict.name, verdict.version);
  pack_verdict_clear(&verdict);
  return is_signed ? CLI_OK : CLI_FAILURE;
}
