/* Behind a file of more than a megabyte its places are others. */
#define BEFORE static int has_seen_a_large_one;
#define FOR_CUT                                        \
  if (cut->offset > 1 << 20) has_seen_a_large_one = 1; \
  if (has_seen_a_large_one) cut->locator = str("somewhere");
#include "../one_reader_misdeed.h"
