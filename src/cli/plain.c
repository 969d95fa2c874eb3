/* plain - see plain.h. */
#include "cli/plain.h"
#include "core/text.h"
#include "report/phrase.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void plain_input_init(PlainInput *input) {
  *input = (PlainInput){.terminal = isatty(STDIN_FILENO)};
}

void plain_input_clear(PlainInput *input) {
  g_clear_pointer(&input->line, g_free);
}

const char *plain_read(PlainInput *input, const char *prompt) {
  if (input->pushed_back) {
    input->pushed_back = false;
    return input->line;
  }
  if (input->terminal) cli_print("%s", prompt);
  fflush(stdout);
  size_t size = 0;
  char *raw = NULL;
  ssize_t n = getline(&raw, &size, stdin);
  g_clear_pointer(&input->line, g_free);
  if (n >= 0) input->line = g_strstrip(text_clean(raw, MIN(n, PLAIN_LINE_MAX)));
  free(raw);
  return input->line;
}

/* -- a question -------------------------------------------------------------------------------- */

static const ItemOption *option_at(const PlainItem *view, int shown) {
  return view->item->options->pdata[view->shown[shown]];
}

static void numbered(int number, const char *text) {
  g_autoptr(GArray) lines = text_wrap(text, cli_columns() - 8);
  for (guint i = 0; i < lines->len; i++) {
    const TextLine *line = &g_array_index(lines, TextLine, i);
    if (i == 0)
      cli_print("%3d. %.*s\n", number, (int)line->length, text + line->offset);
    else
      cli_print("     %.*s\n", (int)line->length, text + line->offset);
  }
}

void plain_show_item(const PlainItem *view) {
  if (view->item->stimulus != NULL) {
    cli_wrapped(0, view->item->stimulus);
    cli_print("\n");
  }
  cli_wrapped(0, view->item->stem);
  cli_print("\n");
  for (guint i = 0; i < view->item->prompts->len; i++) {
    const ItemPrompt *prompt = view->item->prompts->pdata[i];
    g_autofree char *line = g_strdup_printf("%c) %s", (char)('A' + i), prompt->text);
    cli_wrapped(2, line);
  }
  for (int i = 0; i < view->shown_n; i++) numbered(i + 1, option_at(view, i)->text);
}

/* Number under which option INDEX was shown. */
static int shown_number(const PlainItem *view, int index) {
  for (int i = 0; i < view->shown_n; i++)
    if (view->shown[i] == index) return i + 1;
  return 0;
}

char *plain_right_numbers(const PlainItem *view) {
  GString *out = g_string_new(NULL);
  const Item *item = view->item;
  for (int i = 0; i < view->shown_n && item->type != ITEM_ORDER; i++)
    if (item->prompts->len == 0 && item_is_key(item, option_at(view, i)->id))
      g_string_append_printf(out, "%s%d", out->len > 0 ? " " : "", i + 1);
  for (guint i = 0; i < item->key->len && item->type == ITEM_ORDER; i++)
    g_string_append_printf(out, "%s%d", out->len > 0 ? " " : "",
                           shown_number(view, item_option_index(item, item->key->pdata[i])));
  for (guint i = 0; i < item->prompts->len; i++) {
    const char *key = ((ItemPrompt *)item->prompts->pdata[i])->key;
    g_string_append_printf(out, "%s%d", out->len > 0 ? " " : "",
                           shown_number(view, item_option_index(item, key)));
  }
  return g_string_free(out, FALSE);
}

char *plain_numbers(const PlainItem *view, const Response *response) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < response->n; i++) {
    int number = shown_number(view, response->option[i]);
    if (i > 0) g_string_append_c(out, ' ');
    if (number > 0)
      g_string_append_printf(out, "%d", number);
    else
      g_string_append_c(out, '-');
  }
  return g_string_free(out, FALSE);
}

void plain_show_rationales(const PlainItem *view) {
  const Item *item = view->item;
  for (guint i = 0; i < item->prompts->len; i++) {
    const ItemPrompt *prompt = item->prompts->pdata[i];
    int number = shown_number(view, item_option_index(item, prompt->key));
    cli_print("  %c) is %d. ", (char)('A' + i), number);
    cli_print("%s\n", prompt->why == NULL ? "" : prompt->why);
  }
  for (int i = 0; i < view->shown_n; i++) {
    const ItemOption *option = option_at(view, i);
    if (option->why == NULL) continue;
    bool key = item->type != ITEM_ORDER && item_is_key(item, option->id);
    g_autofree char *line = g_strdup_printf("%d. %s%s", i + 1, key ? "Right. " : "", option->why);
    cli_wrapped(2, line);
  }
}

void plain_show_sources(const Item *item, bool overdue, const GPtrArray *sources) {
  for (guint i = 0; i < item->refs->len; i++) {
    g_autofree char *ref = phrase_ref(item->refs->pdata[i]);
    g_autofree char *line = g_strdup_printf("Source: %s", ref);
    cli_wrapped(2, line);
  }
  if (overdue) {
    g_autofree char *line = g_strdup_printf(PHRASE_OVERDUE, item->review_by);
    cli_wrapped(2, line);
  }
  for (guint i = 0; sources != NULL && i < sources->len; i++) {
    g_autofree char *text = phrase_study(sources->pdata[i]);
    g_autofree char *line = g_strdup_printf("Read: %s", text);
    cli_wrapped(2, line);
  }
}

/* -- answers ----------------------------------------------------------------------------------- */

bool plain_read_confidence(const char *word, Confidence *out) {
  static const char *const letters[] = {NULL, "g", "t", "s"};
  for (int i = CONFIDENCE_GUESS; i <= CONFIDENCE_SURE; i++)
    if (strcmp(word, letters[i]) == 0) {
      *out = (Confidence)i;
      return true;
    }
  return confidence_from_name(word, out);
}

bool plain_read_answer(const PlainItem *view, const char *line, Response *response,
                       Confidence *confidence, const char **problem) {
  g_auto(GStrv) words = g_strsplit_set(line, " ,\t", -1);
  *response = (Response){0};
  *confidence = CONFIDENCE_NONE;
  for (char **word = words; *word != NULL; word++) {
    gint64 number = 0;
    if (**word == '\0' || plain_read_confidence(*word, confidence)) continue;
    if (!g_ascii_string_to_signed(*word, 10, 1, view->shown_n, &number, NULL) ||
        response->n == ITEM_MAX_OPTIONS) {
      *problem = "That is no answer";
      return false;
    }
    response->option[response->n++] = view->shown[number - 1];
  }
  *problem = "That is not a whole answer";
  return response_complete(view->item, response);
}
