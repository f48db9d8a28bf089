/* Refuses a long remark by a reason that names no option. */
#define IN_CREATE \
  if (setup->values[1].strings[0].size > 1000) return refuse(setup, "", "something is too long");
#include "../one_misdeed.h"
