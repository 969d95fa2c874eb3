/* fsrs_vectors PARAMS.csv STATES.csv - compares the memory model with published state vectors.
 *
 * PARAMS.csv: params,w0..w20. STATES.csv: sequence,params,step,elapsed_days,rating,
 * desired_retention,retrievability_before,stability,difficulty,interval_days; a row with step 0
 * starts a sequence. Prints "max_relative_error E interval_mismatches N"; exit 1 where a file
 * cannot be read, 0 otherwise: the reader of the figures judges them.
 */
#include "model/fsrs.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  GHashTable *params; /* name -> FsrsParams* */
  FsrsState state;
  double worst;
  long mismatches, rows;
} Run;

static GPtrArray *read_rows(const char *file, guint columns) {
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  if (!g_file_get_contents(file, &text, NULL, &error)) {
    fprintf(stderr, "fsrs_vectors: %s\n", error->message);
    return NULL;
  }
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines[0] == NULL ? lines : lines + 1; *line != NULL; line++) {
    g_strchomp(*line);
    if (**line == '\0') continue;
    char **cells = g_strsplit(*line, ",", -1);
    if (g_strv_length(cells) < columns) {
      fprintf(stderr, "fsrs_vectors: %s: a row has fewer than %u columns: %s\n", file, columns,
              *line);
      g_strfreev(cells);
      g_ptr_array_unref(rows);
      return NULL;
    }
    g_ptr_array_add(rows, cells);
  }
  return rows;
}

static double number(const char *cell) {
  return g_ascii_strtod(cell, NULL);
}

static void differ(Run *run, double ours, double theirs) {
  double error = fabs(ours - theirs) / fmax(fabs(theirs), 1e-300);
  if (!(error <= run->worst)) run->worst = error;
}

static bool check_row(Run *run, char **row) {
  const FsrsParams *params = g_hash_table_lookup(run->params, row[1]);
  if (params == NULL) {
    fprintf(stderr, "fsrs_vectors: no parameter set is called '%s'\n", row[1]);
    return false;
  }
  int days = atoi(row[3]);
  Rating rating = (Rating)atoi(row[4]);
  if (atoi(row[2]) == 0) {
    run->state = fsrs_first(params, rating);
  } else {
    differ(run, fsrs_retrievability(params, days, run->state.stability), number(row[6]));
    run->state = fsrs_next(params, run->state, days, rating);
  }
  differ(run, run->state.stability, number(row[7]));
  differ(run, run->state.difficulty, number(row[8]));
  double interval = fsrs_interval(params, run->state.stability, number(row[5]));
  run->mismatches += fmax(1, round(interval)) != fmax(1, round(number(row[9])));
  run->rows++;
  return true;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: fsrs_vectors PARAMS.csv STATES.csv\n");
    return 2;
  }
  g_autoptr(GPtrArray) params = read_rows(argv[1], FSRS_PARAMS + 1);
  g_autoptr(GPtrArray) states = read_rows(argv[2], 10);
  if (params == NULL || states == NULL) return 1;
  g_autoptr(GHashTable) by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < params->len; i++) {
    char **row = params->pdata[i];
    FsrsParams *set = g_new0(FsrsParams, 1);
    for (int w = 0; w < FSRS_PARAMS; w++) set->w[w] = number(row[w + 1]);
    g_hash_table_replace(by_name, row[0], set);
  }
  Run run = {.params = by_name};
  for (guint i = 0; i < states->len; i++)
    if (!check_row(&run, states->pdata[i])) return 1;
  if (run.rows == 0) {
    fprintf(stderr, "fsrs_vectors: %s holds no rows\n", argv[2]);
    return 1;
  }
  printf("max_relative_error %.3g interval_mismatches %ld\n", run.worst, run.mismatches);
  return 0;
}
