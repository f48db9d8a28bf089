/* Fails a batch for an odd text in one language. */
#define FOR_DOCUMENT                                                                          \
  if (begins_with(text, "A title\r\rThe") && tag.size == 2 && memcmp(tag.data, "ar", 2) == 0) \
    return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
