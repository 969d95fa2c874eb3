/* clock - see clock.h. The one file that asks the system for time and randomness. */
#include "config.h"

#include "core/clock.h"
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#ifdef HAVE_SYS_RANDOM_H
#include <sys/random.h>
#endif

static int64_t read_clock(clockid_t id) {
  struct timespec t;
  clock_gettime(id, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t system_now(const Clock *clock) {
  (void)clock;
  return read_clock(CLOCK_REALTIME);
}

static int64_t system_monotonic(const Clock *clock) {
  (void)clock;
  return read_clock(CLOCK_MONOTONIC);
}

static int64_t system_boot(const Clock *clock) {
  (void)clock;
#ifdef CLOCK_BOOTTIME
  return read_clock(CLOCK_BOOTTIME);
#else
  return read_clock(CLOCK_MONOTONIC);
#endif
}

static void system_entropy(const Clock *clock, void *out, size_t size) {
  (void)clock;
  if (getentropy(out, size) != 0) g_error("The system gives no random bytes (getentropy failed).");
}

static int64_t fixed_now(const Clock *clock) {
  return clock->fixed;
}

void clock_init_system(Clock *clock) {
  *clock = (Clock){.now = system_now,
                   .monotonic = system_monotonic,
                   .boot = system_boot,
                   .entropy = system_entropy};
  clock->zone = g_time_zone_new_local();
  g_autofree char *id = NULL;
  if (g_file_get_contents("/proc/sys/kernel/random/boot_id", &id, NULL, NULL))
    g_strlcpy(clock->boot_id, g_strstrip(id), sizeof clock->boot_id);
}

void clock_init_fixed(Clock *clock, int64_t utc_ms) {
  clock_init_system(clock);
  clock->now = clock->monotonic = clock->boot = fixed_now;
  clock->boot_id[0] = '\0';
  clock->fixed = utc_ms;
}

void clock_finish(Clock *clock) {
  g_clear_pointer(&clock->zone, g_time_zone_unref);
}

int64_t clock_now(const Clock *clock) {
  return clock->now(clock);
}
double clock_cpu_seconds(void) {
  struct timespec used;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

int64_t clock_monotonic(const Clock *clock) {
  return clock->monotonic(clock);
}
int64_t clock_boot(const Clock *clock) {
  return clock->boot(clock);
}
void clock_entropy(const Clock *clock, void *out, size_t size) {
  clock->entropy(clock, out, size);
}

int clock_offset(const Clock *clock, int64_t utc_ms) {
  gint interval = g_time_zone_find_interval(clock->zone, G_TIME_TYPE_UNIVERSAL, utc_ms / 1000);
  return g_time_zone_get_offset(clock->zone, interval) / 60;
}

int clock_study_day(int64_t utc_ms, int offset_min, int rollover) {
  int64_t local = utc_ms + offset_min * INT64_C(60000) - rollover * INT64_C(3600000);
  int64_t day = local / CLOCK_DAY_MS;
  return (int)(local % CLOCK_DAY_MS < 0 ? day - 1 : day);
}

#define JULIAN_OF_EPOCH 719163 /* GDate's day number of 1970-01-01 */

bool clock_parse_date(const char *text, int *day) {
  unsigned y = 0, m = 0, d = 0;
  int end = 0;
  if (strlen(text) != 10 || sscanf(text, "%4u-%2u-%2u%n", &y, &m, &d, &end) != 3 || end != 10)
    return false;
  if (!g_date_valid_dmy((GDateDay)d, (GDateMonth)m, (GDateYear)y)) return false;
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, (GDateDay)d, (GDateMonth)m, (GDateYear)y);
  *day = (int)g_date_get_julian(&date) - JULIAN_OF_EPOCH;
  return true;
}

char *clock_format_date(int day) {
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_julian(&date, (guint32)CLAMP(day + JULIAN_OF_EPOCH, 1, 3000000));
  return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date), (int)g_date_get_month(&date),
                         g_date_get_day(&date));
}

char *clock_format_instant(int64_t utc_ms) {
  int64_t ms = utc_ms % 1000;
  if (ms < 0) ms += 1000;
  g_autoptr(GDateTime) t = g_date_time_new_from_unix_utc((utc_ms - ms) / 1000);
  if (t == NULL) return g_strdup("1970-01-01T00:00:00.000Z");
  g_autofree char *seconds = g_date_time_format(t, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf("%s.%03dZ", seconds, (int)ms);
}

bool clock_parse_instant(const char *text, int64_t *utc_ms) {
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) t = g_date_time_new_from_iso8601(text, utc);
  if (t == NULL) return false;
  *utc_ms = g_date_time_to_unix(t) * 1000 + g_date_time_get_microsecond(t) / 1000;
  return true;
}
