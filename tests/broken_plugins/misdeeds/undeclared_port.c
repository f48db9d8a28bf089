/* Puts a port that it does not declare. */
#define BEFORE_PUT \
  if (out->put(out, i, 7, &echo) == DOCMILL_STOP) return DOCMILL_STOP;
#include "../one_misdeed.h"
