/* No process. */
#define PROCESS 0
#include "../one_flaw.h"
