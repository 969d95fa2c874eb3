/* read - see read.h: the manifest, and every file it names. */
#include "pack/read.h"
#include "core/answer.h"
#include "core/text.h"
#include "pack/read_private.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void author_free(gpointer data) {
  PackAuthor *author = data;
  g_free(author->name);
  g_free(author->contact);
  g_free(author);
}

static Pack *pack_new(const char *dir) {
  Pack *pack = g_new0(Pack, 1);
  pack->dir = g_strdup(dir);
  pack->authors = g_ptr_array_new_with_free_func(author_free);
  pack->blueprints = g_ptr_array_new_with_free_func((GDestroyNotify)blueprint_free);
  pack->terms = g_ptr_array_new_with_free_func((GDestroyNotify)glossary_term_free);
  pack->sources = g_ptr_array_new_with_free_func((GDestroyNotify)study_source_free);
  pack->instruments = g_ptr_array_new_with_free_func((GDestroyNotify)instrument_free);
  pack->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  pack->files = g_ptr_array_new_with_free_func(g_free);
  return pack;
}

void pack_free(Pack *pack) {
  if (pack == NULL) return;
  char *strings[] = {pack->dir,         pack->id,     pack->name,    pack->version, pack->title,
                     pack->description, pack->locale, pack->licence, pack->notice};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_ptr_array_unref(pack->authors);
  framework_free(pack->framework);
  g_ptr_array_unref(pack->blueprints);
  g_ptr_array_unref(pack->terms);
  g_ptr_array_unref(pack->sources);
  g_ptr_array_unref(pack->instruments);
  g_ptr_array_unref(pack->items);
  g_ptr_array_unref(pack->files);
  g_free(pack);
}

bool pack_usable(const Pack *pack, const DiagList *list) {
  return pack != NULL && pack->framework != NULL && list->counts[DIAG_ERROR] == 0;
}

bool read_format(const MapReader *map, const YamlNode *root, const char *format) {
  const char *given = map_word(map, root, "format", MAP_REQUIRED);
  if (given == NULL || strcmp(given, format) == 0) return given != NULL;
  map_fault(map, yaml_node_get(root, "format"), "format",
            "The format '%s' is not known to this program; it reads '%s'.", given, format);
  return false;
}

/* -- files ------------------------------------------------------------------------------------- */

char *read_capped(const char *path, size_t *size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat st;
  if (fd < 0) return NULL;
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    close(fd);
    errno = EINVAL;
    return NULL;
  }
  size_t cap = MIN((size_t)st.st_size, (size_t)YAML_MAX_FILE + 1);
  char *bytes = g_malloc(cap + 1);
  *size = 0;
  for (ssize_t n = 1; n > 0 && *size<cap; *size += n> 0 ? (size_t)n : 0)
    n = read(fd, bytes + *size, cap - *size);
  close(fd);
  bytes[*size] = '\0';
  return bytes;
}

static YamlNode *read_yaml(PackReader *reader, const char *name) {
  g_autofree char *path = g_build_filename(reader->pack->dir, name, NULL);
  size_t size = 0;
  g_autofree char *bytes = read_capped(path, &size);
  if (bytes != NULL) {
    g_ptr_array_add(reader->pack->files, g_strdup(name));
    return yaml_node_parse(path, bytes, size, reader->list);
  }
  diag_add(reader->list, DIAG_ERROR, "file", path, 0, 0, NULL,
           errno == ELOOP || errno == EINVAL
               ? "This is no plain file: a pack holds plain files only."
               : "The file cannot be read: is its name in pack.yaml right, and is it readable?");
  return NULL;
}

/* True where NAME is a relative path that stays in the pack. */
static bool is_inside(const char *name) {
  if (*name == '/' || strlen(name) > 255) return false;
  g_auto(GStrv) parts = g_strsplit(name, "/", -1);
  for (char **part = parts; *part != NULL; part++)
    if (**part == '\0' || **part == '.' || !map_is_code(*part)) return false;
  return true;
}

static bool names_file(const MapReader *map, const YamlNode *node) {
  if (node->kind == YAML_SCALAR && is_inside(node->text)) return true;
  map_fault(map, node, "file-name",
            "A file is named relative to the pack, in a-z, 0-9, dots and hyphens, without '..'.");
  return false;
}

static char *full_name(const PackReader *reader, const char *name) {
  return g_build_filename(reader->pack->dir, name, NULL);
}

/* -- the manifest ------------------------------------------------------------------------------ */

static bool is_version(const char *text) {
  int part[3], end = 0;
  return sscanf(text, "%4d.%4d.%4d%n", &part[0], &part[1], &part[2], &end) == 3 &&
         text[end] == '\0' && part[0] >= 0 && part[1] >= 0 && part[2] >= 0;
}

static void check_manifest(const MapReader *map, const YamlNode *root, const Pack *pack) {
  Uuid uuid;
  if (pack->id != NULL && !uuid_parse(pack->id, &uuid))
    map_fault(map, yaml_node_get(root, "id"), "value",
              "The id must be a UUID (uuidgen prints one); it never changes afterwards.");
  if (pack->name != NULL && (!map_is_code(pack->name) || strchr(pack->name, '.') != NULL))
    map_fault(map, yaml_node_get(root, "name"), "value", "A name is made of a-z, 0-9 and hyphens.");
  if (pack->version != NULL && !is_version(pack->version))
    map_fault(map, yaml_node_get(root, "version"), "value", "A version is three numbers: 1.0.0.");
}

static void read_authors(const MapReader *map, Pack *pack, const YamlNode *list) {
  static const char *const keys[] = {"name", "contact", NULL};
  for (guint i = 0; list != NULL && i < list->items->len; i++) {
    const YamlNode *node = list->items->pdata[i];
    if (!map_check(map, node, "an author", keys)) continue;
    PackAuthor *author = g_new0(PackAuthor, 1);
    author->name = map_prose(map, node, "name", MAP_REQUIRED);
    author->contact = map_prose(map, node, "contact", MAP_OPTIONAL);
    g_ptr_array_add(pack->authors, author);
  }
}

static void read_manifest(const MapReader *map, Pack *pack, const YamlNode *root) {
  pack->id = g_strdup(map_word(map, root, "id", MAP_REQUIRED));
  pack->name = g_strdup(map_word(map, root, "name", MAP_REQUIRED));
  pack->version = g_strdup(map_word(map, root, "version", MAP_REQUIRED));
  pack->title = map_prose(map, root, "title", MAP_REQUIRED);
  pack->description = map_prose(map, root, "description", MAP_OPTIONAL);
  pack->locale = g_strdup(map_word(map, root, "locale", MAP_REQUIRED));
  pack->licence = g_strdup(map_word(map, root, "licence", MAP_REQUIRED));
  pack->notice = map_prose(map, root, "notice", MAP_OPTIONAL);
  read_authors(map, pack, map_list(map, root, "authors", MAP_REQUIRED));
  check_manifest(map, root, pack);
}

typedef void TakeFile(PackReader *reader, const char *file, const YamlNode *root);

static void read_named(PackReader *reader, const MapReader *map, const YamlNode *name,
                       TakeFile *take) {
  if (!names_file(map, name)) return;
  g_autoptr(YamlNode) root = read_yaml(reader, name->text);
  g_autofree char *file = full_name(reader, name->text);
  if (root != NULL) take(reader, file, root);
}

/* The file named at KEY, where there is one. */
static void read_one(PackReader *reader, const MapReader *map, const YamlNode *root,
                     const char *key, TakeFile *take) {
  const YamlNode *name = yaml_node_get(root, key);
  if (name != NULL) read_named(reader, map, name, take);
}

/* The files listed at KEY. */
static void read_each(PackReader *reader, const MapReader *map, const YamlNode *root,
                      const char *key, TakeFile *take) {
  const YamlNode *list = map_list(map, root, key, MAP_OPTIONAL);
  if (list != NULL && list->items->len > PACK_MAX_FILES)
    map_fault(map, list, "count", "A pack names at most %d files.", PACK_MAX_FILES);
  for (guint i = 0; list != NULL && i < list->items->len && i < PACK_MAX_FILES; i++)
    read_named(reader, map, list->items->pdata[i], take);
}

static void take_framework(PackReader *reader, const char *file, const YamlNode *root) {
  reader->pack->framework = read_framework(reader, file, root);
}

static void take_blueprint(PackReader *reader, const char *file, const YamlNode *root) {
  Blueprint *blueprint = read_blueprint(reader, file, root);
  if (blueprint != NULL) g_ptr_array_add(reader->pack->blueprints, blueprint);
}

static void read_outlines(PackReader *reader, const MapReader *map, const YamlNode *root) {
  if (yaml_node_get(root, "framework") == NULL)
    map_fault(map, root, "missing", "'framework' is missing here.");
  read_one(reader, map, root, "framework", take_framework);
  read_each(reader, map, root, "blueprints", take_blueprint);
}

static void take_items(PackReader *reader, const char *file, const YamlNode *root) {
  read_items(reader, file, root);
}

static void read_files(PackReader *reader, const MapReader *map, const YamlNode *root) {
  if (yaml_node_get(root, "files") == NULL)
    map_fault(map, root, "missing", "'files' is missing here.");
  read_each(reader, map, root, "files", take_items);
  read_one(reader, map, root, "glossary", read_glossary);
  read_one(reader, map, root, "resources", read_resources);
  read_each(reader, map, root, "instruments", read_instrument);
}

Pack *pack_read(const char *dir, DiagList *list) {
  static const char *const keys[] = {
      "format", "id",       "name",      "version",     "title",     "description",
      "locale", "licence",  "authors",   "notice",      "framework", "blueprints",
      "files",  "glossary", "resources", "instruments", NULL};
  Pack *pack = pack_new(dir);
  PackReader reader = {.pack = pack, .list = list};
  g_autofree char *name = full_name(&reader, "pack.yaml");
  MapReader map = {name, NULL, list};
  g_autoptr(YamlNode) root = read_yaml(&reader, "pack.yaml");
  if (root == NULL || !map_check(&map, root, "pack.yaml", keys) ||
      !read_format(&map, root, "pawl-pack/1")) {
    pack_free(pack);
    return NULL;
  }
  reader.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  read_manifest(&map, pack, root);
  read_outlines(&reader, &map, root);
  read_files(&reader, &map, root);
  g_hash_table_unref(reader.ids);
  return pack;
}

Blueprint *pack_read_blueprint(const char *file, Framework *framework, DiagList *list) {
  g_autofree char *dir = g_path_get_dirname(file), *name = g_path_get_basename(file);
  g_autoptr(Pack) pack = pack_new(dir);
  PackReader reader = {.pack = pack, .list = list};
  g_autoptr(YamlNode) root = read_yaml(&reader, name);
  pack->framework = framework;
  guint before = list->counts[DIAG_ERROR];
  Blueprint *blueprint = root == NULL ? NULL : read_blueprint(&reader, file, root);
  pack->framework = NULL; /* lent */
  if (blueprint == NULL || list->counts[DIAG_ERROR] == before) return blueprint;
  blueprint_free(blueprint);
  return NULL;
}

char *pack_stat_signature(const char *dir, const GPtrArray *files) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (guint i = 0; i < files->len; i++) {
    g_autofree char *path = g_build_filename(dir, files->pdata[i], NULL);
    struct stat st;
    if (lstat(path, &st) != 0) return NULL;
#ifdef __APPLE__
    long nanoseconds = st.st_mtimespec.tv_nsec;
#else
    long nanoseconds = st.st_mtim.tv_nsec;
#endif
    g_autofree char *line =
        g_strdup_printf("%s %lld %lld.%09ld\n", (char *)files->pdata[i], (long long)st.st_size,
                        (long long)st.st_mtime, nanoseconds);
    g_checksum_update(sum, (const guchar *)line, (gssize)strlen(line));
  }
  return g_strdup(g_checksum_get_string(sum));
}
