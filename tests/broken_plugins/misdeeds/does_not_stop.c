/* Goes on after DOCMILL_STOP. */
#define ON_STOP (void)0;
#include "../one_misdeed.h"
