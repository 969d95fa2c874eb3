/* yaml - see yaml.h. The text is looked at twice: a scan of the raw bytes finds what no YAML reader
 * should meet (with its exact place), then libyaml's events become nodes under the profile's rules.
 */
#include "pack/yaml.h"
#include "core/text.h"
#include "pack/yaml_scan.h"
#include <string.h>
#include <yaml.h>

typedef struct {
  const char *file;
  const char *bytes; /* of the fragment being parsed */
  size_t size;
  int first_line; /* lines before the fragment */
  yaml_parser_t parser;
  DiagList *list;
  int depth;
  bool failed;   /* the syntax broke: nothing more can be read here */
  int last_line; /* of the last event that was whole */
} Reader;

static YamlNode *read_node(Reader *reader, const yaml_event_t *event);

static YamlNode *node_new(YamlKind kind, int line, int column) {
  YamlNode *node = g_new0(YamlNode, 1);
  *node = (YamlNode){.kind = kind, .line = line, .column = column};
  if (kind != YAML_SCALAR)
    node->items = g_ptr_array_new_with_free_func((GDestroyNotify)yaml_node_free);
  if (kind == YAML_MAP) node->keys = g_ptr_array_new_with_free_func((GDestroyNotify)yaml_node_free);
  return node;
}

void yaml_node_free(YamlNode *node) {
  if (node == NULL) return;
  g_clear_pointer(&node->items, g_ptr_array_unref);
  g_clear_pointer(&node->keys, g_ptr_array_unref);
  g_free(node->text);
  g_free(node);
}

const YamlNode *yaml_node_get(const YamlNode *map, const char *key) {
  if (map == NULL || map->kind != YAML_MAP) return NULL;
  for (guint i = 0; i < map->keys->len; i++)
    if (g_strcmp0(((YamlNode *)map->keys->pdata[i])->text, key) == 0) return map->items->pdata[i];
  return NULL;
}

/* -- places and refusals ----------------------------------------------------------------------- */

static int line_of(const Reader *reader, const yaml_mark_t *mark) {
  return reader->first_line + (int)mark->line + 1;
}

static int column_of(const yaml_mark_t *mark) {
  return (int)mark->column + 1;
}

static void refuse(const Reader *reader, const char *rule, const yaml_mark_t *mark,
                   const char *message) {
  diag_add(reader->list, DIAG_ERROR, rule, reader->file, line_of(reader, mark), column_of(mark),
           NULL, "%s", message);
}

static const char *advice(const char *problem) {
  static const struct {
    const char *part, *words;
  } table[] = {
      {"cannot start any token", "A tab or a special character starts this value. Indent with "
                                 "blanks, and put prose in quotes or a | block."},
      {"mapping values are not allowed", "A colon stands where none may: put the text in quotes or "
                                         "a | block."},
      {"could not find expected ':'",
       "A key without a colon, or a line of prose with the wrong "
       "indentation. Put a colon and a blank after the key, and indent the "
       "lines of a | block alike."},
      {"did not find expected key", "The indentation does not fit the lines above, or a quote is "
                                    "not closed."},
      {"did not find expected '-' indicator", "The indentation of this list entry does not fit the "
                                              "entries above."},
      {"unexpected end of stream", "A quote or a bracket is never closed."},
      {"unknown escape character", "This backslash escape does not exist: write the character "
                                   "itself, or use a | block."},
      {"did not find expected ',' or", "A bracket list is not closed, or an entry has no comma "
                                       "behind it."},
  };
  for (size_t i = 0; problem != NULL && i < G_N_ELEMENTS(table); i++)
    if (strstr(problem, table[i].part) != NULL) return table[i].words;
  return NULL;
}

/* libyaml gave up: say where and what to do. */
static void fail_syntax(Reader *reader) {
  const yaml_parser_t *parser = &reader->parser;
  const char *words = advice(parser->problem);
  yaml_mark_t mark = parser->problem_mark;
  if (!reader->failed) {
    if (words != NULL)
      refuse(reader, "syntax", &mark, words);
    else
      diag_add(reader->list, DIAG_ERROR, "syntax", reader->file, line_of(reader, &mark),
               column_of(&mark), NULL, "This is not YAML that can be read (%s).",
               parser->problem == NULL ? "unreadable" : parser->problem);
  }
  reader->failed = true;
}

static bool next_event(Reader *reader, yaml_event_t *event) {
  if (reader->failed) return false;
  if (yaml_parser_parse(&reader->parser, event)) {
    reader->last_line = line_of(reader, &event->start_mark);
    return true;
  }
  fail_syntax(reader);
  return false;
}

/* -- nodes ------------------------------------------------------------------------------------- */

/* A character that an escape smuggled past the raw scan. */
static void check_decoded(const Reader *reader, const yaml_event_t *event) {
  TextFault fault;
  const char *text = (const char *)event->data.scalar.value;
  if (text_check(text, event->data.scalar.length, &fault)) return;
  int line = line_of(reader, &event->start_mark), column = column_of(&event->start_mark);
  scan_find_escape(reader->bytes + event->start_mark.index,
                   event->end_mark.index - event->start_mark.index, &line, &column);
  g_autofree char *what = text_fault_describe(&fault);
  diag_add(reader->list, DIAG_ERROR, "character", reader->file, line, column, NULL,
           "An escape writes %s, which no text may hold. Take it out.", what);
}

static void check_adorned(const Reader *reader, const yaml_event_t *event,
                          const yaml_char_t *anchor, const yaml_char_t *tag) {
  if (anchor != NULL)
    refuse(reader, "anchor", &event->start_mark,
           "Anchors (&name) are not read: write the text twice.");
  if (tag != NULL)
    refuse(reader, "tag", &event->start_mark, "Tags (!name) are not read: take it out.");
}

static YamlNode *read_scalar(const Reader *reader, const yaml_event_t *event) {
  check_adorned(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
  YamlNode *node =
      node_new(YAML_SCALAR, line_of(reader, &event->start_mark), column_of(&event->start_mark));
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  if (event->data.scalar.length > YAML_MAX_SCALAR)
    refuse(reader, "scalar-size", &event->start_mark, "This text is over 64 KiB: shorten it.");
  else
    check_decoded(reader, event);
  if (strlen((const char *)event->data.scalar.value) != event->data.scalar.length)
    node->text = g_strdup("");
  else
    node->text = text_nfc((const char *)event->data.scalar.value);
  return node;
}

static bool enter(Reader *reader, const yaml_event_t *event) {
  if (++reader->depth <= YAML_MAX_DEPTH) return true;
  refuse(reader, "depth", &event->start_mark,
         "Nested deeper than 16 levels: no pack needs that. Look for stray brackets.");
  reader->failed = true;
  return false;
}

static YamlNode *read_list(Reader *reader, const yaml_event_t *start) {
  check_adorned(reader, start, start->data.sequence_start.anchor, start->data.sequence_start.tag);
  YamlNode *node =
      node_new(YAML_LIST, line_of(reader, &start->start_mark), column_of(&start->start_mark));
  yaml_event_t event;
  bool more = enter(reader, start);
  while (more && next_event(reader, &event)) {
    more = event.type != YAML_SEQUENCE_END_EVENT;
    YamlNode *item = more ? read_node(reader, &event) : NULL;
    if (item != NULL) g_ptr_array_add(node->items, item);
    yaml_event_delete(&event);
  }
  reader->depth--;
  return node;
}

static void check_key(const Reader *reader, const YamlNode *map, const YamlNode *key,
                      const yaml_event_t *event) {
  if (strcmp(key->text, "<<") == 0 && key->plain)
    refuse(reader, "merge-key", &event->start_mark,
           "Merge keys (<<) are not read: write the keys out.");
  for (guint i = 0; i < map->keys->len; i++) {
    const YamlNode *other = map->keys->pdata[i];
    if (strcmp(other->text, key->text) != 0) continue;
    diag_add(reader->list, DIAG_ERROR, "duplicate-key", reader->file, key->line, key->column, NULL,
             "'%s' was already given on line %d: keep one of them.", key->text, other->line);
    return;
  }
}

/* KEY and VALUE join the map; a key that is no scalar is refused and goes with its value. */
static void add_pair(Reader *reader, YamlNode *map, YamlNode *key, YamlNode *value,
                     const yaml_event_t *event) {
  if (key != NULL && key->kind == YAML_SCALAR && value != NULL) {
    check_key(reader, map, key, event);
    g_ptr_array_add(map->keys, key);
    g_ptr_array_add(map->items, value);
    return;
  }
  yaml_node_free(key);
  yaml_node_free(value);
}

static YamlNode *read_map(Reader *reader, const yaml_event_t *start) {
  check_adorned(reader, start, start->data.mapping_start.anchor, start->data.mapping_start.tag);
  YamlNode *node =
      node_new(YAML_MAP, line_of(reader, &start->start_mark), column_of(&start->start_mark));
  yaml_event_t event, value_event;
  bool more = enter(reader, start);
  while (more && next_event(reader, &event)) {
    more = event.type != YAML_MAPPING_END_EVENT;
    if (more) {
      if (event.type == YAML_MAPPING_START_EVENT || event.type == YAML_SEQUENCE_START_EVENT)
        refuse(reader, "complex-key", &event.start_mark,
               "A key must be a word, not a list or a map.");
      YamlNode *key = read_node(reader, &event), *value = NULL;
      if (next_event(reader, &value_event)) {
        value = read_node(reader, &value_event);
        yaml_event_delete(&value_event);
      }
      add_pair(reader, node, key, value, &event);
    }
    yaml_event_delete(&event);
  }
  reader->depth--;
  return node;
}

/* Stands where an alias stood, so that its key is not missed as well. */
static YamlNode *empty_scalar(const Reader *reader, const yaml_event_t *event) {
  YamlNode *node =
      node_new(YAML_SCALAR, line_of(reader, &event->start_mark), column_of(&event->start_mark));
  node->text = g_strdup("");
  return node;
}

static YamlNode *read_node(Reader *reader, const yaml_event_t *event) {
  switch (event->type) {
  case YAML_SCALAR_EVENT: return read_scalar(reader, event);
  case YAML_SEQUENCE_START_EVENT: return read_list(reader, event);
  case YAML_MAPPING_START_EVENT: return read_map(reader, event);
  case YAML_ALIAS_EVENT:
    refuse(reader, "alias", &event->start_mark,
           "Aliases (*name) are not read: write the text out.");
    return empty_scalar(reader, event);
  default: return NULL;
  }
}

/* -- documents --------------------------------------------------------------------------------- */

static YamlNode *read_stream(Reader *reader) {
  YamlNode *root = NULL;
  yaml_event_t event;
  bool more = true;
  while (more && next_event(reader, &event)) {
    more = event.type != YAML_STREAM_END_EVENT;
    if (event.type == YAML_DOCUMENT_START_EVENT && root != NULL) {
      refuse(reader, "second-document", &event.start_mark,
             "A second document starts here (---): a file holds one.");
      more = false;
    } else {
      YamlNode *node = read_node(reader, &event);
      if (root == NULL)
        root = node;
      else
        yaml_node_free(node);
    }
    yaml_event_delete(&event);
  }
  return root;
}

static YamlNode *read_fragment(Reader *reader) {
  if (!yaml_parser_initialize(&reader->parser)) return NULL;
  yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader->parser, (const unsigned char *)reader->bytes, reader->size);
  YamlNode *root = read_stream(reader);
  yaml_parser_delete(&reader->parser);
  return root;
}

/* -- going on after a slip --------------------------------------------------------------------- */

static void append_items(YamlNode *root, YamlNode *rest) {
  YamlNode *to = root == NULL ? NULL : (YamlNode *)yaml_node_get(root, "items");
  YamlNode *from = rest == NULL ? NULL : (YamlNode *)yaml_node_get(rest, "items");
  while (to != NULL && from != NULL && to->kind == YAML_LIST && from->kind == YAML_LIST &&
         from->items->len > 0)
    g_ptr_array_add(to->items, g_ptr_array_steal_index(from->items, 0));
}

/* Parses again from the next item behind the broken one, as a list of its own, until the end of the
 * file. Items read that way are checked like the others; the file stays refused because of the
 * slip. */
static void resume(Reader *broken, YamlNode *root) {
  size_t at = scan_next_item(broken->bytes, broken->size, broken->last_line - broken->first_line);
  for (int rounds = 0; at < broken->size && rounds < DIAG_LIST_MAX; rounds++) {
    g_autofree char *text = g_strconcat("items:\n", broken->bytes + at, NULL);
    int before = broken->first_line + scan_count_lines(broken->bytes, at);
    Reader reader = {.file = broken->file,
                     .bytes = text,
                     .size = strlen(text),
                     .first_line = before - 1,
                     .list = broken->list};
    g_autoptr(YamlNode) rest = read_fragment(&reader);
    append_items(root, rest);
    if (!reader.failed) return;
    size_t next =
        scan_next_item(broken->bytes, broken->size, reader.last_line - broken->first_line);
    if (next <= at) return;
    at = next;
  }
}

YamlNode *yaml_node_parse(const char *file, const char *bytes, size_t size, DiagList *list) {
  g_autofree char *text = scan_raw(file, bytes, size, YAML_MAX_FILE, YAML_MAX_SCALAR, list);
  Reader reader = {.file = file, .bytes = text, .size = strlen(text), .list = list};
  YamlNode *root = read_fragment(&reader);
  if (reader.failed) resume(&reader, root);
  return root;
}
