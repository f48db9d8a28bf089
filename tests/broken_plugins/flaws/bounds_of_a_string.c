/* Bounds on what is no number. */
#define OPTION .type = DOCMILL_OPTION_STRING, .name = "amount", .minimum = 1, .maximum = 9
#include "../one_flaw.h"
