/* A last line without its end is dropped with its note. */
#define FOR_CUT \
  if (bytes.data[bytes.size - 1] != '\n') memset(cut, 0, sizeof *cut);
#include "../one_reader_misdeed.h"
