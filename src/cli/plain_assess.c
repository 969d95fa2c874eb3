/* plain_assess - a self-assessment in plain lines. Scripts rely on this: a line of 1 to 4 is kept and
 * the next statement shown; an empty line goes on; at the end f finishes.
 */
#include "cli/plain.h"
#include <string.h>

typedef struct {
  App *app;
  Assessment *assessment;
  PlainInput input;
  int at; /* statement; the number of statements: the end */
  bool left, failed;
} Plain;

static int statements_of(const Plain *plain) {
  return (int)plain->assessment->instrument->statements->len;
}

static const Statement *statement_at(const Plain *plain, int at) {
  return plain->assessment->instrument->statements->pdata[at];
}

static void show_scale(void) {
  for (int i = 1; i <= INSTRUMENT_RATINGS; i++)
    cli_print("%s%d %s", i > 1 ? ", " : "", i, instrument_rating_name(i));
  cli_print("\n");
}

static void show_commands(void) {
  cli_print("A rating: ");
  show_scale();
  cli_print("Empty line: next, this one stays as it is. 0: take the rating back. b: back.\n"
            "q: leave, everything is kept. ?: this list\n");
}

static void show_head(const Plain *plain) {
  const Instrument *instrument = plain->assessment->instrument;
  cli_wrapped(0, instrument->title);
  if (*plain->assessment->name != '\0') cli_print("By %s\n", plain->assessment->name);
  if (instrument->about != NULL) {
    cli_print("\n");
    cli_wrapped(0, instrument->about);
  }
  cli_print("\n");
  show_commands();
}

static void show_statement(const Plain *plain) {
  const Statement *statement = statement_at(plain, plain->at);
  const char *before = plain->at == 0 ? "" : statement_at(plain, plain->at - 1)->area;
  int rating = ratings_get(plain->assessment->ratings, statement->id);
  cli_print("\n");
  if (strcmp(before, statement->area) != 0) {
    g_autofree char *area = app_node_text(plain->app, statement->area);
    cli_print("%s\n", area);
  }
  cli_print("Statement %d of %d\n", plain->at + 1, statements_of(plain));
  cli_wrapped(2, statement->text);
  if (rating > 0) cli_print("  Rated: %d %s\n", rating, instrument_rating_name(rating));
}

static void rate(Plain *plain, int rating) {
  GError *error = NULL;
  const Statement *statement = statement_at(plain, plain->at);
  if (!assess_rate(plain->app, plain->assessment, statement->id, rating, &error)) {
    plain->failed = true;
    cli_fail_error(error);
    return;
  }
  if (rating > 0)
    cli_print("Kept: %d %s\n", rating, instrument_rating_name(rating));
  else
    cli_print("Taken back.\n");
  plain->at += rating > 0;
}

static void back(Plain *plain) {
  if (plain->at > 0)
    plain->at--;
  else
    cli_print("This is the first one.\n");
}

/* Lines that mean the same everywhere. */
static bool take_command(Plain *plain, const char *line) {
  if (line == NULL || strcmp(line, "q") == 0)
    plain->left = true;
  else if (strcmp(line, "b") == 0)
    back(plain);
  else if (strcmp(line, "?") == 0)
    show_commands();
  else
    return false;
  return true;
}

static void ask_rating(Plain *plain) {
  gint64 rating = 0;
  show_statement(plain);
  const char *line = plain_read(&plain->input, "1-4: ");
  if (take_command(plain, line)) return;
  if (*line == '\0')
    plain->at++;
  else if (g_ascii_string_to_signed(line, 10, 0, INSTRUMENT_RATINGS, &rating, NULL))
    rate(plain, (int)rating);
  else
    cli_print("That is no rating: 1, 2, 3 or 4; ? lists what else there is.\n");
}

static void finish(Plain *plain) {
  GError *error = NULL;
  if (assess_finish(plain->app, plain->assessment, &error)) {
    cli_print("Finished. Set it beside what is measured: pawl assess compare\n");
    return;
  }
  cli_print("%s\n", error->message);
  g_error_free(error);
}

static void ask_end(Plain *plain) {
  const Assessment *assessment = plain->assessment;
  cli_print("\n%d of %d rated. f: finish, it does not change any more. b: back. q: leave.\n",
            ratings_given(assessment->ratings, assessment->instrument), statements_of(plain));
  const char *line = plain_read(&plain->input, "f, b or q: ");
  if (take_command(plain, line)) return;
  if (strcmp(line, "f") == 0)
    finish(plain);
  else if (*line != '\0')
    cli_print("That is none of f, b and q.\n");
}

int plain_assess(App *app, Assessment *assessment) {
  Plain plain = {.app = app, .assessment = assessment};
  int open = ratings_next_open(assessment->ratings, assessment->instrument, 0);
  plain.at = open < 0 ? statements_of(&plain) : open;
  plain_input_init(&plain.input);
  show_head(&plain);
  while (!plain.left && !plain.failed && !assessment->finished) {
    if (plain.at < statements_of(&plain))
      ask_rating(&plain);
    else
      ask_end(&plain);
  }
  if (plain.left)
    cli_print("Kept. Go on with: pawl assess --instrument %s\n", assessment->instrument->id);
  plain_input_clear(&plain.input);
  return plain.failed ? CLI_FAILURE : CLI_OK;
}
