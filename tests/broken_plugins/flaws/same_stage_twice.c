/* Holds one stage two times. */
#define N_STAGES 2
#include "../one_flaw.h"
