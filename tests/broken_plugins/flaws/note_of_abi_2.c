/* Built for a stage ABI that is yet to come. */
#define ABI_MAJOR 2
#include "../one_flaw.h"
