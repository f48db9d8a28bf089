/* Built for a stage ABI from before the first. */
#define ABI_MAJOR 0
#include "../one_flaw.h"
