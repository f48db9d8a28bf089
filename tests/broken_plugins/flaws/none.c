/* Nothing is wrong: what the others would be without their flaw. */
#include "../one_flaw.h"
