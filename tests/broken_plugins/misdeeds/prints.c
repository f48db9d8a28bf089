/* Prints. */
#define _GNU_SOURCE
#include <unistd.h>
#define IN_BEGIN \
  if (write(2, "begins\n", 7) != 7) abort();
#include "../one_misdeed.h"
