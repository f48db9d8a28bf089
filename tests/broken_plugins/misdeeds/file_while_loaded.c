/* Opens a file when it is loaded. */
#define _GNU_SOURCE
#include <fcntl.h>
#define ON_LOAD \
  if (open("/dev/null", O_RDONLY) < 0) abort();
#include "../one_misdeed.h"
