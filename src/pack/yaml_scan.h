/* yaml_scan - looks at a file's raw text before and beside the YAML reader: characters that may not
 * stand there, sizes, tabs, and where the next item begins after a slip. Private to pack.
 */
#pragma once
#include "core/diag.h"
#include <stddef.h>

/* Adds a finding, with its exact place, for each line that holds a character text_check refuses,
 * has a tab in its indentation, or is over MAX_LINE bytes, and for a file over MAX_FILE. Returns
 * the text for the YAML reader, with every such fault made harmless and every line kept in its
 * place, so that the other faults of the file are found too. Newly allocated. */
char *scan_raw(const char *file, const char *bytes, size_t size, size_t max_file, size_t max_line,
               DiagList *list);
/* Moves *LINE and *COLUMN from the start of TEXT to its first escape that writes a control, if one
 * is found. */
void scan_find_escape(const char *text, size_t size, int *line, int *column);
/* Offset of the first line after LINE (from 1) that starts an item ("- id:"), or SIZE. */
size_t scan_next_item(const char *text, size_t size, int line);
/* Lines before offset AT. */
int scan_count_lines(const char *text, size_t at);
