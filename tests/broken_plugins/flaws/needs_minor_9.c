/* Needs a newer host. */
#define MIN_HOST_MINOR 9
#include "../one_flaw.h"
