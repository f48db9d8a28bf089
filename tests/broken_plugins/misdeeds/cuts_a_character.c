/* A word that ends inside a character. */
#define FOR_WORD \
  if (end < text.size && (text.data[end] & 0xC0) == 0xC0) row.span.end = (uint32_t)end + 1;
#include "../one_misdeed.h"
