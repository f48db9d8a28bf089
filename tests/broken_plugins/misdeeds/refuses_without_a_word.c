/* Refuses an amount beyond its bounds without saying why. */
#define ON_BAD_AMOUNT return DOCMILL_ERROR_CONFIGURATION;
#include "../one_misdeed.h"
