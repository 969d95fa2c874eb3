/* clock - the only door to time and randomness. Everything else is handed a Clock.
 *
 * Instants are UTC milliseconds since 1970. A study day is a count of local days since 1970-01-01,
 * turned over at a rollover hour: someone who studies past midnight is still in the same day.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define CLOCK_DAY_MS INT64_C(86400000)

typedef struct Clock Clock;
struct Clock {
  int64_t (*now)(const Clock *clock);       /* UTC milliseconds */
  int64_t (*monotonic)(const Clock *clock); /* milliseconds that never go back */
  int64_t (*boot)(const Clock *clock);      /* the same, going on while the machine sleeps */
  void (*entropy)(const Clock *clock, void *out, size_t size);
  int64_t fixed;    /* for clock_init_fixed */
  GTimeZone *zone;  /* owned */
  char boot_id[40]; /* names the machine's start that BOOT counts from; "" where unknown */
};

/* The machine's clock, its entropy and the zone of $TZ. */
void clock_init_system(Clock *clock);
/* A clock that stands at UTC_MS (demonstrations, tests); its entropy is the machine's. */
void clock_init_fixed(Clock *clock, int64_t utc_ms);
void clock_finish(Clock *clock);

int64_t clock_now(const Clock *clock);
int64_t clock_monotonic(const Clock *clock);
int64_t clock_boot(const Clock *clock);
/* Minutes east of UTC that the clock's zone has at UTC_MS. */
int clock_offset(const Clock *clock, int64_t utc_ms);
/* Seconds of processor time that this thread has used: a figure for reports, never for decisions. */
double clock_cpu_seconds(void);
void clock_entropy(const Clock *clock, void *out, size_t size);

/* Study day of an instant. ROLLOVER is an hour 0..23. */
int clock_study_day(int64_t utc_ms, int offset_min, int rollover);
/* The day count of a calendar date and back; parse takes YYYY-MM-DD, false where it is none. */
bool clock_parse_date(const char *text, int *day);
char *clock_format_date(int day);
/* "2026-11-23T18:04:05.123Z"; and ISO 8601 with Z or an offset back (false where it is none). */
char *clock_format_instant(int64_t utc_ms);
bool clock_parse_instant(const char *text, int64_t *utc_ms);
