/* about - what the program says of itself, once for screens, plain mode and the man page. */
#pragma once

/* Paragraphs: what it is, independence, sources, licence. Static. */
extern const char REPORT_ABOUT[];
