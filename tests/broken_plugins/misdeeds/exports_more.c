/* Exports a function beside the table (linked without a version script). */
#define BEFORE                     \
  DOCMILL_EXPORT int helper(void); \
  int helper(void) { return 0; }
#include "../one_misdeed.h"
