/* Has sixty workers, and no more. */
#define _GNU_SOURCE
#include <stdatomic.h>
#define BEFORE static atomic_int n_workers;
#define IN_OPEN                                \
  if (atomic_fetch_add(&n_workers, 1) >= 60) { \
    free(worker);                              \
    return DOCMILL_ERROR_RESOURCE;             \
  }
#define IN_CLOSE atomic_fetch_sub(&n_workers, 1);
#include "../one_misdeed.h"
