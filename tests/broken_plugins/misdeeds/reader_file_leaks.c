/* What belongs to a file is not freed with it. */
#define IN_OPEN              \
  cursor->mine = malloc(24); \
  if (cursor->mine == NULL) abort();
#include "../one_reader_misdeed.h"
