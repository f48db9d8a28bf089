/* Does not say by what it was made. */
#define SDK ""
#include "../one_misdeed.h"
