/* planning - the plan against other policies, on learners whose memory is known. */
#pragma once
#include <stdbool.h>

typedef void (*PlanningGate)(bool holds, const char *what);
void planning_prove(int learners, PlanningGate gate);
