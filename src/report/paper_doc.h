/* paper_doc - a paper as lines, for plain mode and the screens: the same order, the same figures. */
#pragma once
#include "report/doc.h"
#include "report/paper.h"

/* Tables stand in columns where they fit COLUMNS, else a row is a sentence. Charts are DOC_CHART lines
 * under what they say in words. */
Doc *paper_doc(const Paper *paper, int columns);
