/* about - see about.h. */
#include "report/about.h"

const char REPORT_ABOUT[] =
    "pawl drills district technology leaders for CoSN's CETL certification: items tagged to the "
    "ten "
    "skill areas of the Framework of Essential Skills of the K-12 CTO, spaced by what you "
    "remember, "
    "in a terminal, with your progress in a file of your own.\n\n"
    "Independent: pawl and its items are not affiliated with, endorsed or reviewed by CoSN. CETL "
    "is a "
    "registered mark of CoSN and is named only to say what the program helps with. Every "
    "objective, "
    "item and rationale was written for pawl from primary public sources, which stand beside each "
    "item; no question of the real exam is used or accepted. Area names and weights are those of "
    "the "
    "publisher's self-assessment of July 2019 and may have changed since.\n\n"
    "Memory: FSRS-6, the free spaced repetition scheduler, with its published default parameters. "
    "A "
    "percentage shown here is about these items, never a prediction of the scaled score of the "
    "real "
    "exam.\n\n"
    "Your answers stay on this machine: no account, no server, nothing is sent anywhere.\n\n"
    "Program under the MIT licence, items under CC BY 4.0.";
