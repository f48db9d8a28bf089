/* Looks at what follows a bracket, also at the end. */
#define FOR_DOCUMENT                                                                               \
  if (text.size > 0 && text.data[text.size - 1] == '<' && text.data[0] == '<' && text.size < 1000) \
    worker->number += *(volatile const char*)(text.data + text.size);
#include "../one_misdeed.h"
