/* Takes a batch of no documents for a mistake. */
#define FOR_BATCH \
  if (batch->n_documents == 0) return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
