/* Takes should_stop for an error. */
#define FOR_BATCH \
  if (out->should_stop(out) != 0) return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
