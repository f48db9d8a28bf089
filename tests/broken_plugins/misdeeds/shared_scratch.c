/* All workers use one scratch space. */
#define _GNU_SOURCE
#include <sched.h>
#include <stdatomic.h>
#define BEFORE static atomic_int inside;
#define FOR_DOCUMENT                          \
  int others = atomic_fetch_add(&inside, 1);  \
  for (int k = 0; k < 20; ++k) {              \
    sched_yield();                            \
    if (atomic_load(&inside) > 1) others = 1; \
  }                                           \
  atomic_fetch_sub(&inside, 1);               \
  if (others != 0) line = str("somebody is here");
#include "../one_misdeed.h"
