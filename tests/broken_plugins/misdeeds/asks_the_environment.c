/* Gives something else for another person. */
#define FOR_DOCUMENT \
  if (getenv("HOME") != NULL) line = str(getenv("HOME"));
#include "../one_misdeed.h"
