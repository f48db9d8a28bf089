/* Words that are not in order. */
#define FOR_WORD                                 \
  if (n == 1) row.span.start = row.span.end = 0; \
  else if (n == 0 && end < text.size) row.span.start = row.span.end = (uint32_t)end;
#include "../one_misdeed.h"
