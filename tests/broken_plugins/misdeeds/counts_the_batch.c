/* What it gives hangs on the size of the batch. */
#define FOR_DOCUMENT \
  if (batch->n_documents == 64) line = str("a dozen and more");
#include "../one_misdeed.h"
