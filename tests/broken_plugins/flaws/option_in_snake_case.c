/* An option with an underscore. */
#define OPTION .type = DOCMILL_OPTION_INTEGER, .name = "the_amount"
#include "../one_flaw.h"
