/* A refused emit ends the batch. */
#define ON_REFUSED_EMIT return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
