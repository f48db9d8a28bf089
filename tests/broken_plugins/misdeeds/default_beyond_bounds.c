/* A default that the option itself does not allow. */
#define AMOUNT_DEFAULT "99"
#include "../one_misdeed.h"
