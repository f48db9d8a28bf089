/* Takes an empty document for a mistake. */
#define FOR_DOCUMENT \
  if (text.size == 0) return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
