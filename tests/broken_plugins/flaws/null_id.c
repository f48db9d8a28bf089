/* No id. */
#define ID 0
#include "../one_flaw.h"
