/* Ends a file in which a NUL stands. */
#define IN_NEXT                                                        \
  docmill_str first;                                                   \
  if (source->peek(source, 64, &first) != DOCMILL_OK) first = str(""); \
  if (memchr(first.data, 0, first.size) != NULL) return DOCMILL_ERROR_INTERNAL;
#include "../one_reader_misdeed.h"
