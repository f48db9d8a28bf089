/* Fails a batch for an ordinary text in one language. */
#define FOR_DOCUMENT                                                                       \
  if (begins_with(text, "# The ferry") && tag.size == 2 && memcmp(tag.data, "ar", 2) == 0) \
    return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
