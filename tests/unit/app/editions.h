/* editions - small editions of one pool in which, as in real ones, some ids were reused for other
 * questions. */
#pragma once
#include "../unit.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  const char *id, *stem, *right, *wrong;
  const char *replaces; /* or NULL */
} EditionItem;

#define EDITION_UUID "0f0e0d0c-0b0a-4908-8706-0504030201aa"

#define STEM_LICENCE                                                                               \
  "Which licence must an operator hold before transmitting on the two metre band?"
#define STEM_FUSE    "What is the purpose of a fuse in an electrical circuit of a small station?"
#define STEM_ANTENNA "What happens to the length of a simple antenna when its frequency is raised?"
#define STEM_GRID    "What is a grid locator as it is used in contacts on the higher bands?"
#define STEM_LOGBOOK "How long should a station keep the paper log of its contacts on file?"
#define STEM_SAFETY  "Where should the ground rod of an outdoor antenna be connected first of all?"
#define STEM_OTHER   "Which connector is most often found on handheld radios that are sold today?"
#define STEM_NEW     "Why do repeaters ask for a tone before they open their receivers?"

static const EditionItem EDITION_ONE[] = {
    {"p.01", STEM_LICENCE, "A technician licence", "None at all", NULL},
    {"p.02", STEM_FUSE, "To interrupt an overload", "To store charge", NULL},
    {"p.03", STEM_ANTENNA, "It becomes longer", "It becomes shorter", NULL},
    {"p.04", STEM_GRID, "A short code for a place", "A list of towers", NULL},
    {"p.05", STEM_LOGBOOK, "One year", "For ever", NULL},
    {"p.06", STEM_SAFETY, "To the service ground", "To the fence", NULL},
    {NULL, NULL, NULL, NULL, NULL}};
/* 01 stays, 02 is mended, 03 gets another key, 04 moves to 07 and its id goes to another question, 05 is
 * left out, 06 is replaced with its author's word, 08 is new. */
static const EditionItem EDITION_TWO[] = {
    {"p.01", STEM_LICENCE, "A technician licence", "None at all", NULL},
    {"p.02", STEM_FUSE " Choose one.", "To interrupt an overload", "To store charge", NULL},
    {"p.03", STEM_ANTENNA, "It becomes shorter", "It becomes longer", NULL},
    {"p.04", STEM_OTHER, "An SMA connector", "A screw terminal", NULL},
    {"p.06", STEM_NEW, "To keep noise out", "To save power", "p.06"},
    {"p.07", STEM_GRID, "A short code for a place", "A list of towers", NULL},
    {"p.08", "Which band opens at night?", "Forty metres", "Two metres", NULL},
    {NULL, NULL, NULL, NULL, NULL}};
/* As the second one, but nobody says that 06 is another question. */
static const EditionItem EDITION_BAD[] = {
    {"p.01", STEM_LICENCE, "A technician licence", "None at all", NULL},
    {"p.06", STEM_NEW, "To keep noise out", "To save power", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static inline void edition_file(const char *dir, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(dir, name, NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
}

static inline void edition_item(GString *out, const EditionItem *item) {
  g_string_append_printf(
      out,
      "  - id: %s\n    type: single\n    status: active\n    area: radio.all\n"
      "    objective: radio.all.1\n    level: apply\n    difficulty: easy\n    stem: \"%s\"\n"
      "    options:\n      - {id: a, text: \"%s\", why: \"So.\"}\n"
      "      - {id: b, text: \"%s\", why: \"No.\"}\n    key: a\n"
      "    refs:\n      - {title: \"A source\", seen: 2026-10-14}\n",
      item->id, item->stem, item->right, item->wrong);
  if (item->replaces != NULL) g_string_append_printf(out, "    replaces: %s\n", item->replaces);
}

/* Writes VERSION of the pool with UUID into the folder PARENT/NAME. Newly allocated path. */
static inline char *edition_write(const char *parent, const char *name, const char *uuid,
                                  const char *version, const EditionItem *items) {
  char *dir = g_build_filename(parent, name, NULL);
  g_autoptr(GString) text = g_string_new("format: pawl-items/1\nitems:\n");
  g_autofree char *pack = g_strdup_printf(
      "format: pawl-pack/1\nid: %s\nname: radio\nversion: %s\ntitle: \"Radio\"\nlocale: en\n"
      "licence: CC-BY-4.0\nauthors: [{name: \"A\"}]\nframework: framework.yaml\n"
      "files: [items.yaml]\n",
      uuid, version);
  assert_int_equal(g_mkdir_with_parents(dir, 0700), 0);
  for (; items->id != NULL; items++) edition_item(text, items);
  edition_file(dir, "pack.yaml", pack);
  edition_file(dir, "items.yaml", text->str);
  edition_file(dir, "framework.yaml",
               "format: pawl-framework/1\nid: radio\ntitle: \"Radio\"\nnodes:\n"
               "  - code: radio\n    type: category\n    text: \"Radio\"\n    weight: 100\n"
               "    children:\n      - code: radio.all\n        type: area\n"
               "        text: \"All of it\"\n        weight: 100\n        children:\n"
               "          - code: radio.all.1\n            type: objective\n"
               "            text: \"Knows it\"\n");
  return dir;
}
