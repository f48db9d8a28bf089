/* Linked without -z nodelete. */
#include "../one_misdeed.h"
