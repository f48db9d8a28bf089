/* Gives something else when the text before has been overwritten. */
#define FOR_DOCUMENT                                                                                   \
  if (worker->seen != NULL && *(volatile const char*)worker->seen == (char)0xDB) line = str("poison"); \
  worker->seen = begins_with(text, "Home |") ? text.data : NULL;
#include "../one_misdeed.h"
