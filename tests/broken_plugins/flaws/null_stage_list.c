/* The list of stages is a null pointer. */
#define STAGES 0
#include "../one_flaw.h"
