/* fault_vfs - SQLite's usual file layer, in which the n-th change to the disk fails. */
#pragma once
#include <stdbool.h>

#define FAULT_VFS "pawl-fault"

typedef enum {
  FAULT_ERROR,       /* the call fails and does nothing */
  FAULT_ERROR_AFTER, /* the call does its work and fails all the same */
  FAULT_ERROR_ON,    /* it fails and so do all after it */
  FAULT_FULL,        /* the disk is full from here on */
  FAULT_KINDS
} FaultKind;

void fault_vfs_register(void);
void fault_vfs_unregister(void);
/* The NTH write, sync, truncate, delete or open from now on fails; NTH 0: none, they are counted.
 */
void fault_vfs_arm(FaultKind kind, int nth);
/* Ends that; gives the number of calls that were counted. *FIRED (may be NULL): one failed. */
int fault_vfs_disarm(bool *fired);
