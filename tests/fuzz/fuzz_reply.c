/* fuzz_reply - any bytes as a mentor's reply, and any lines in a reply that is signed as it should be:
 * taken into a candidate's database whole or not at all, with nothing in it that must not be shown.
 *
 * With libFuzzer (clang, ./configure --enable-fuzzers): tests/fuzz/fuzz_reply CORPUS...
 * Built for the ordinary tests it replays the files named on its command line, whole, cut short, and with
 * single bytes changed. In a corpus file @TEXT@ stands for the UUID of a text that was handed in.
 */
#include "app/learner.h"
#include "app/logs.h"
#include "app/reply.h"
#include "core/text.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEARNER   "01a21c72-9100-722e-ac5a-02da8d05c504"
#define DEVICE    "01a21c72-9100-7e1e-923d-4324c412bafd"
#define LINES_MAX 40

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct {
  App *app;
  Clock clock;
  LogKey key;
  char *path, *dir;
  char text[37]; /* UUID of the essay */
} scene;

static void write_essay(void) {
  GError *error = NULL;
  g_autoptr(GPtrArray) rows = writing_rows(scene.app, false, &error);
  g_assert(rows != NULL && rows->len > 0);
  int64_t id = writing_open(scene.app, ((WritingRow *)rows->pdata[0])->item, &error);
  g_assert(writing_save(scene.app, id, "A plan.", 1, &error));
  g_assert(writing_hand_in(scene.app, id, &error));
  g_autoptr(WritingView) view = writing_view(scene.app, id, &error);
  strcpy(scene.text, view->uuid);
}

static void forget(void) {
  app_close(scene.app);
  g_autoptr(GDir) dir = g_dir_open(scene.dir, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(scene.dir, name, NULL);
    g_unlink(path);
  }
  g_rmdir(scene.dir);
}

static void set_up(void) {
  bool made = false;
  const char *srcdir = g_getenv("srcdir");
  g_autofree char *packs =
      g_build_filename(srcdir == NULL ? "." : srcdir, "tests", "fixtures", "packs", NULL);
  scene.dir = g_dir_make_tmp("pawl-fuzz-reply-XXXXXX", NULL);
  scene.path = g_build_filename(scene.dir, "a.pawl-reply", NULL);
  g_autofree char *db = g_build_filename(scene.dir, "pawl.db", NULL);
  g_autofree char *key = g_build_filename(scene.dir, "mentor.key", NULL);
  clock_init_fixed(&scene.clock, INT64_C(1795456800000));
  AppConfig config = {.db = db, .items_dir = packs, .clock = &scene.clock, .seed = 7};
  scene.app = app_open(&config, NULL);
  g_assert(scene.app != NULL && app_set_learner(scene.app, LEARNER, NULL));
  g_assert(log_key_load(key, &scene.clock, &scene.key, &made, NULL));
  write_essay();
  atexit(forget);
}

/* -- what must hold ---------------------------------------------------------------------------- */

/* Remarks and scores that stand; each may be shown anywhere. */
static guint check_all(void) {
  guint n = 0;
  for (int about = REMARK_LEARNER; about <= REMARK_TEXT; about++) {
    g_autoptr(GPtrArray) remarks = app_remarks(scene.app, (RemarkAbout)about, NULL, NULL);
    for (guint i = 0; i < remarks->len; i++) {
      const Remark *remark = remarks->pdata[i];
      g_assert(app_name_fault(remark->name) == NULL && *remark->name != '\0');
      g_assert(text_check(remark->name, strlen(remark->name), NULL));
      g_assert(text_check(remark->body, strlen(remark->body), NULL));
      g_assert(strlen(remark->body) <= REPLY_BODY_MAX);
      g_assert(strstr(remark->body, "<b") == NULL);
    }
    n += remarks->len;
  }
  g_autoptr(GPtrArray) texts = writing_all(scene.app, false, NULL);
  const WritingView *view = texts->pdata[0];
  g_assert(view->self == NULL);
  return n + view->mentors->len;
}

static void take(void) {
  g_autoptr(GError) error = NULL;
  ReplyTaken taken = {0};
  static guint before;
  bool good = app_reply_import(scene.app, scene.path, &taken, &error);
  reply_taken_clear(&taken);
  if (!good) g_assert(error != NULL);
  if (!good && before % 16 != 0) return; /* now and then: looking at everything is slow */
  guint now = check_all();
  if (!good) g_assert(now == before);
  before = now;
}

/* -- inputs ------------------------------------------------------------------------------------ */

static void take_bytes(const uint8_t *data, size_t size) {
  if (g_file_set_contents_full(scene.path, (const char *)data, (gssize)size,
                               G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    take();
}

static LogHeader signed_header(void) {
  LogHeader header = {.format = REPLY_FORMAT,
                      .level = LOG_FULL,
                      .packs = (char *)"[]",
                      .app = (char *)"",
                      .framework = (char *)"",
                      .since = (char *)""};
  uuid_parse(LEARNER, &header.learner);
  uuid_parse(DEVICE, &header.device);
  return header;
}

/* The lines of the input that are objects, in a chain and under a signature that are right. */
static void take_signed(const uint8_t *data, size_t size) {
  g_autoptr(GString) bytes = g_string_new_len((const char *)data, (gssize)size);
  g_string_replace(bytes, "@TEXT@", scene.text, 0);
  g_auto(GStrv) lines = g_strsplit(bytes->str, "\n", LINES_MAX);
  LogHeader header = signed_header();
  LogWriter *writer = log_writer_open(scene.path, &header, &scene.key, NULL);
  g_auto(LogLine) line = {0};
  for (char **text = lines; writer != NULL && *text != NULL; text++) {
    g_autofree char *why = NULL;
    size_t at = 0;
    bool good = strlen(*text) <= LOG_LINE_MAX &&
                log_line_parse(&line, *text, strlen(*text), &why, &at) && log_has(&line, "kind");
    for (int i = 0; good && i < line.n; i++) good = strpbrk(line.field[i].key, "\"\\\n\t") == NULL;
    if (!good) continue;
    log_put_line(log_writer_event(writer), &line);
    log_writer_end(writer);
  }
  if (writer != NULL && log_writer_close(writer, NULL)) take();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (scene.app == NULL) set_up();
  take_bytes(data, size);
  take_signed(data, size);
  return 0;
}

#ifdef FUZZ_REPLAY
static void replay(const char *bytes, size_t size) {
  LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
  for (size_t cut = 0; cut < size; cut += 1 + size / 20)
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, cut);
  g_autofree char *changed = g_memdup2(bytes, size + 1);
  for (size_t i = 0; i < size; i += 1 + size / 80) {
    static const char bad[] = "\"\\{[:,u0-\xff\x1b\n<";
    char kept = changed[i];
    changed[i] = bad[i % (sizeof bad - 1)];
    LLVMFuzzerTestOneInput((const uint8_t *)changed, size);
    changed[i] = kept;
  }
}

/* Two megabytes in one line. */
static void replay_long_line(void) {
  g_autofree char *body = g_strnfill(2 << 20, 'a');
  g_autofree char *line = g_strdup_printf(
      "{\"about\":\"learner\",\"at\":1,\"body\":\"%s\",\"kind\":\"remark\"}\n", body);
  LLVMFuzzerTestOneInput((const uint8_t *)line, strlen(line));
}

int main(int argc, char **argv) {
  printf("1..%d\n", argc);
  for (int i = 1; i < argc; i++) {
    g_autofree char *bytes = NULL;
    gsize size = 0;
    bool read = g_file_get_contents(argv[i], &bytes, &size, NULL);
    if (read) replay(bytes, size);
    printf("%s %d - survives %s\n", read ? "ok" : "not ok", i, argv[i]);
  }
  replay_long_line();
  printf("ok %d - survives a line of two megabytes\n", argc);
  return 0;
}
#endif
