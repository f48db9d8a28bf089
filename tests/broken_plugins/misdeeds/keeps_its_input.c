/* Looks at a text again after process has returned. */
#define FOR_DOCUMENT                                                               \
  if (worker->seen != NULL) worker->number += *(volatile const char*)worker->seen; \
  worker->seen = begins_with(text, "A title\r\n\r\nBy") ? text.data : NULL;
#include "../one_misdeed.h"
