/* Looks at the byte behind some texts. */
#define FOR_DOCUMENT \
  if (begins_with(text, "1. The ship")) worker->number += *(volatile const char*)(text.data + text.size);
#include "../one_misdeed.h"
