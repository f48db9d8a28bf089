/* An id with an underscore. */
#define ID "flawed_stage"
#include "../one_flaw.h"
