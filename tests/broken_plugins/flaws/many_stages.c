/* Says that it holds more stages than can be. */
#define N_STAGES 4000000000u
#include "../one_flaw.h"
