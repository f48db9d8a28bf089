/* A word that ends behind the text. */
#define FOR_WORD \
  if (n == 0) row.span.end = (uint32_t)text.size + 1;
#include "../one_misdeed.h"
