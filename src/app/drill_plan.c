/* drill_plan - what a new sitting shows: every item in play from the store, choice and order from
 * model/plan.
 */
#include "app/drill_private.h"
#include "app/outlook.h"

GArray *drill_plan(App *app, SessionGoal goal, GError **error) {
  Outlook outlook;
  if (!outlook_read(app, &outlook, error)) return NULL;
  outlook.input.count = goal.count;
  outlook.input.seconds = goal.count > 0 ? 0 : goal.minutes * 60.0;
  g_autoptr(GArray) sitting = plan_sitting(&outlook.input, DRILL_PLAN_SPARE);
  GArray *queue = g_array_sized_new(FALSE, FALSE, sizeof(int64_t), sitting->len);
  for (guint i = 0; i < sitting->len; i++)
    g_array_append_val(queue, g_array_index(sitting, PlanChoice, i).item);
  if (outlook_whole(&outlook, error)) return queue;
  g_array_unref(queue);
  return NULL;
}
