/* keymap - keys to actions. Defaults stand in actions.h; a key file may rebind any of them:
 *
 *   [keys]
 *   why = w
 *   back = Esc q Backspace
 *
 * A context is the set of actions a screen takes; a key means the one action of that set bound to
 * it. Loading refuses unknown names and keys, and two actions of one context on one key.
 */
#pragma once
#include "tui/actions.h"
#include <glib.h>
#include <stdbool.h>

typedef struct Keymap Keymap;

/* A screen's actions, in the order its footer and help list them. */
typedef struct {
  const char *name;      /* "question": heads the help */
  const Action *actions; /* ends with ACTION_NONE */
  bool typing;           /* characters are text there */
} KeyContext;

Keymap *keymap_new(void); /* the defaults */
void keymap_free(Keymap *keymap);
/* Reads the [keys] group of FILE over the defaults, checked against all CONTEXTS (N of them). On
 * failure the keymap is unchanged and ERROR names the file, the key and what to do. */
bool keymap_load(Keymap *keymap, const char *file, const KeyContext *const *contexts, size_t n,
                 GError **error);
/* The action that KEY has in CONTEXT (global actions - quit, help, palette, repaint, stop - count
 * in every context), or ACTION_NONE. */
Action keymap_action(const Keymap *keymap, const KeyContext *context, int key);
/* First key bound to ACTION as people write it ("Enter", "?"), or NULL. Lent. */
const char *keymap_key(const Keymap *keymap, Action action);
/* The first key bound to ACTION that has a name of its own ("Esc", "F1") or goes with Ctrl, so that
 * pressing it types nothing; NULL where there is none. Lent. */
const char *keymap_key_apart(const Keymap *keymap, Action action);
/* All keys, "Up k". Newly allocated. */
char *keymap_keys(const Keymap *keymap, Action action);
const char *action_name(Action action);
const char *action_help(Action action);
/* How far ACTION moves where it is one of the six that every list and text takes (up, down, a page of
 * PAGE rows, to the start or end: further than anything is long). False: it is another. */
bool action_step(Action action, int page, int *by);
/* True where CONTEXT takes ACTION. */
bool key_context_has(const KeyContext *context, Action action);
