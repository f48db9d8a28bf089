/* Writes a number as the locale does. */
#define _GNU_SOURCE
#include <stdio.h>
#define FOR_DOCUMENT                            \
  char number[40];                              \
  snprintf(number, sizeof number, "%.1f", 0.5); \
  line = str(number);
#include "../one_misdeed.h"
