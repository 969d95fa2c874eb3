/* plain_round - a round in plain lines. */
#pragma once
#include "app/round.h"
#include "cli/plain.h"

/* Asks what SITTING asks until its end or until the member leaves. False where an answer could not be
 * kept, which was said. */
bool plain_round(Cli *cli, RoundSitting *sitting);
/* ROW's question as plain mode shows it. */
PlainItem plain_round_item(const RoundRow *row);
