/* A stage table of size 0: a struct whose size was forgotten. */
#define STAGE_SIZE 0
#include "../one_flaw.h"
