/* Fails a batch for an amount of money. */
#define FOR_DOCUMENT \
  if (memmem(text.data, text.size, "$1,000.50", 9) != NULL) return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
