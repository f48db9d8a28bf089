/* Gives something else a second after it was loaded. */
#define _GNU_SOURCE
#include <time.h>
#define BEFORE static time_t loaded;
#define ON_LOAD loaded = time(NULL);
#define FOR_DOCUMENT \
  if (time(NULL) != loaded) line = str("later");
#include "../one_misdeed.h"
