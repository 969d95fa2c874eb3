/* read_private - what the files of the pack reader share. */
#pragma once
#include "pack/map.h"
#include "pack/read.h"

typedef struct {
  Pack *pack;
  DiagList *list;
  GHashTable *ids; /* item id -> "file:line" where it stands first */
} PackReader;

/* read_item.c: the items and sets of one item file. */
void read_items(PackReader *reader, const char *file, const YamlNode *root);
/* read_outline.c */
Framework *read_framework(PackReader *reader, const char *file, const YamlNode *root);
Blueprint *read_blueprint(PackReader *reader, const char *file, const YamlNode *root);
/* read_study.c: what helps to study besides items. */
void read_glossary(PackReader *reader, const char *file, const YamlNode *root);
void read_resources(PackReader *reader, const char *file, const YamlNode *root);
void read_instrument(PackReader *reader, const char *file, const YamlNode *root);
/* read_item.c: a reference; NULL, with findings, where it has no title. ALLOWED: its keys. */
ItemRef *read_reference(const MapReader *map, const YamlNode *node, const char *const *allowed);
/* read.c: at most YAML_MAX_FILE bytes and one of PATH, NUL-terminated and newly allocated. NULL, with
 * errno, where it cannot be read or is no plain file. */
char *read_capped(const char *path, size_t *size);
/* True where ROOT says `format: FORMAT`. */
bool read_format(const MapReader *map, const YamlNode *root, const char *format);
