/* The minimum is above the maximum. */
#define OPTION .type = DOCMILL_OPTION_INTEGER, .name = "amount", .minimum = 9, .maximum = 1
#include "../one_flaw.h"
