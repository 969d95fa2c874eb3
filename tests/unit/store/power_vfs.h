/* power_vfs - SQLite's usual file layer over a disk that forgets: what was not synced when the
 * power fails is lost, kept or torn at random, sector by sector, and so are files made or deleted
 * without a sync of their folder.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

#define POWER_VFS "pawl-power"

void power_vfs_register(void);
void power_vfs_unregister(void);
/* Takes the files of DIR as what is on the disk. The power fails at the NTH change (0: never).
 * HONEST false: syncs are acknowledged but not done. */
void power_vfs_start(const char *dir, int nth, bool honest);
/* Changes since the start. */
int power_vfs_changes(void);
/* Writes what the disk holds after the failure into TO (an empty folder) and forgets everything. */
void power_vfs_crash(GRand *chance, const char *to);
