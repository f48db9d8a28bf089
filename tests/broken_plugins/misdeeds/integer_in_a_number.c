/* A field declared as a number is set by the member integer. */
#define LENGTH_TYPE DOCMILL_TYPE_NUMBER
#include "../one_misdeed.h"
