/* Refuses a setup that is longer than it knows. */
#define IN_CREATE \
  if (setup->size != sizeof *setup) return refuse(setup, "", "a host that I do not know");
#include "../one_misdeed.h"
