/* After a long document it gives something else. */
#define FOR_DOCUMENT                            \
  if (worker->number != 0) line = str("tired"); \
  if (text.size > 1000000) worker->number = 1;
#include "../one_misdeed.h"
