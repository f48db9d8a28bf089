/* begin says how often it was called. */
#define BEFORE static int n_begins;
#define IN_BEGIN \
  if (++n_begins > 1) line = "again\n";
#include "../one_misdeed.h"
