/* begin opens a file that nobody closes. */
#define _GNU_SOURCE
#include <fcntl.h>
#define IN_BEGIN \
  if (open("/dev/null", O_RDONLY) < 0) abort();
#include "../one_misdeed.h"
