/* Prints when it is loaded. */
#define _GNU_SOURCE
#include <unistd.h>
#define ON_LOAD \
  if (write(1, "hello\n", 6) != 6) abort();
#include "../one_misdeed.h"
