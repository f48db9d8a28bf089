/* A refused document ends the batch. */
#define ON_REFUSED_PUT \
  if (i > 5) return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
