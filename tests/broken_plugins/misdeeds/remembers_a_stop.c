/* After DOCMILL_STOP a worker gives something else. */
#define ON_STOP       \
  worker->number = 1; \
  return DOCMILL_STOP;
#define FOR_DOCUMENT \
  if (worker->number != 0) line = str("stopped");
#include "../one_misdeed.h"
