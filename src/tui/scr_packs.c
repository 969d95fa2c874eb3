/* scr_packs - the packs that are there: version, signer, items; put aside and taken in again. They are
 * installed and edited from the command line.
 */
#include "app/shared.h"
#include "tui/screen.h"

typedef struct {
  Screen base;
  GPtrArray *infos; /* of PackInfo* */
  int focus;
} PacksScreen;

static bool load(Ui *ui, PacksScreen *screen) {
  GError *error = NULL;
  GPtrArray *infos = pack_infos(ui->app, &error);
  if (infos == NULL) {
    ui_say_error(ui, error);
    return false;
  }
  g_clear_pointer(&screen->infos, g_ptr_array_unref);
  screen->infos = infos;
  return true;
}

static const PackInfo *focused(const PacksScreen *screen) {
  if (screen->infos->len == 0) return NULL;
  return screen->infos->pdata[CLAMP(screen->focus, 0, (int)screen->infos->len - 1)];
}

/* -- the page ---------------------------------------------------------------------------------- */

static void add_pack(Page *page, const PackInfo *info) {
  const AppPack *pack = info->pack;
  g_autofree char *signer = pack_signer_words(info), *state = pack_state_words(info);
  Role role = info->errors > 0 || info->seal == SEAL_BROKEN ? ROLE_WARN : ROLE_DIM;
  page_addf(page, pack->enabled ? ROLE_STRONG : ROLE_NORMAL, 3, 5, "%s %s  %s", pack->name,
            pack->version, pack->title);
  page_addf(page, role, 5, 5, "%s · %d items in play · %s", state, pack->active, signer);
}

static Page *packs_page(const Ui *ui, const PacksScreen *screen) {
  Page *page = page_new(ui->cols - 3);
  for (guint i = 0; i < screen->infos->len; i++) {
    page_mark(page, (int)i);
    add_pack(page, screen->infos->pdata[i]);
    page_mark(page, -1);
  }
  if (screen->infos->len == 0)
    page_add(page, ROLE_WARN, 1, 1, "No pack is there. Install one with: pawl pack install FILE");
  return page;
}

/* -- keys -------------------------------------------------------------------------------------- */

static char *details(const PackInfo *info) {
  const AppPack *pack = info->pack;
  g_autofree char *signer = pack_signer_words(info), *state = pack_state_words(info);
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%s\n\nVersion %s, %s\nState: %s\nSigner: %s\n", pack->title,
                         pack->version, pack->licence, state, signer);
  if (pack->installed) g_string_append_printf(text, "Folder: %s\n", pack->dir);
  g_string_append_c(text, '\n');
  for (guint i = 0; i < info->areas->len; i++) {
    const PackAreaCount *area = &g_array_index(info->areas, PackAreaCount, i);
    g_string_append_printf(text, "%d of %d in play: %s\n", area->in_play, area->items, area->text);
  }
  if (pack->notice != NULL) g_string_append_printf(text, "\n%s", pack->notice);
  return g_string_free(text, FALSE);
}

static void show_details(Ui *ui, const PacksScreen *screen) {
  const PackInfo *info = focused(screen);
  if (info == NULL) return;
  g_autofree char *text = details(info);
  ui_push(ui, scr_card_new(ui, info->pack->name, text));
}

static void toggle(Ui *ui, PacksScreen *screen) {
  const PackInfo *info = focused(screen);
  GError *error = NULL;
  if (info == NULL) return;
  g_autofree char *name = g_strdup(info->pack->name);
  bool enable = !info->pack->enabled;
  if (!pack_set_enabled(ui->app, name, enable, &error)) {
    ui_say_error(ui, error);
    return;
  }
  load(ui, screen);
  ui_say(ui, ROLE_ACCENT, enable ? "%s is in use again." : "%s is put aside.", name);
}

static void move(PacksScreen *screen, int by) {
  screen->focus = CLAMP(screen->focus + by, 0, MAX((int)screen->infos->len - 1, 0));
}

static bool act(Ui *ui, Screen *base, Action action) {
  PacksScreen *screen = (PacksScreen *)base;
  int by = 0;
  if (action_step(action, 5, &by)) {
    move(screen, by);
    return true;
  }
  switch (action) {
  case ACTION_ACCEPT: show_details(ui, screen); return true;
  case ACTION_TOGGLE: toggle(ui, screen); return true;
  default: return false;
  }
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const PacksScreen *screen = (const PacksScreen *)base;
  g_autoptr(Page) page = packs_page(ui, screen);
  int top = ui_body_top(ui), rows = ui_body_rows(ui);
  int scroll = page_scroll_to(page, screen->focus, rows, 0);
  chrome_title(canvas, "Packs", "");
  page_draw(page, canvas, top, 0, rows, scroll, screen->focus);
  int at = page_mark_row(page, screen->focus, NULL);
  canvas_cursor(canvas, top + MAX(at - scroll, 0), 1);
}

static void close_packs(Screen *base) {
  PacksScreen *screen = (PacksScreen *)base;
  g_clear_pointer(&screen->infos, g_ptr_array_unref);
  g_free(screen);
}

Screen *scr_packs_new(Ui *ui) {
  PacksScreen *screen = g_new0(PacksScreen, 1);
  screen->base.kind = &SCR_PACKS;
  if (load(ui, screen)) return &screen->base;
  close_packs(&screen->base);
  return NULL;
}

static const Action ACTIONS[] = {ACTION_ACCEPT, ACTION_TOGGLE,  ACTION_UP,        ACTION_DOWN,
                                 ACTION_FIRST,  ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_LAST,
                                 ACTION_BACK,   ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "details"},
                                    {ACTION_TOGGLE, "put aside or take in"},
                                    {ACTION_BACK, "back"},
                                    {ACTION_NONE, NULL}};
const ScreenKind SCR_PACKS = {.name = "packs",
                              .keys = {"packs", ACTIONS},
                              .footer = FOOTER,
                              .action = act,
                              .draw = draw,
                              .close = close_packs};
