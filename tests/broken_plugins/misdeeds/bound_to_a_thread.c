/* A worker works only on the thread that opened it. */
#define _GNU_SOURCE
#include <unistd.h>
#define IN_OPEN worker->number = gettid();
#define FOR_DOCUMENT \
  if (worker->number != gettid()) line = str("moved");
#include "../one_misdeed.h"
