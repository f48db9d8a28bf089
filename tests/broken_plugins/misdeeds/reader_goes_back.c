/* One note is said to begin where the file does. */
#define FOR_CUT \
  if (bytes.size > 8 && memcmp(bytes.data, "# The mi", 8) == 0) cut->offset = 0;
#include "../one_reader_misdeed.h"
