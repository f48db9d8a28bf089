/* All workers use one scratch space, which knows the first thread that came as long as its worker is open. */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <unistd.h>
#define BEFORE                    \
  static _Atomic(worker_t*) user; \
  static atomic_int thread_of_user;
#define IN_DECODE                                                                                      \
  worker_t* nobody = NULL;                                                                             \
  if (atomic_compare_exchange_strong(&user, &nobody, worker)) atomic_store(&thread_of_user, gettid()); \
  else if (nobody != worker && atomic_load(&thread_of_user) != gettid()) lines += 100;
#define IN_END             \
  worker_t* mine = worker; \
  atomic_compare_exchange_strong(&user, &mine, NULL);
#include "../one_reader_misdeed.h"
