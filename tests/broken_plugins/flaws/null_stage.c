/* A stage is a null pointer. */
#define FIRST_STAGE 0
#include "../one_flaw.h"
