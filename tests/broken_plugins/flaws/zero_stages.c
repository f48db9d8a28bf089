/* Holds no stage. */
#define N_STAGES 0
#include "../one_flaw.h"
