/* Never comes to the end of a large text. */
#define FOR_DOCUMENT \
  while (text.size > 5000000) ((volatile worker_t*)worker)->number++;
#include "../one_misdeed.h"
