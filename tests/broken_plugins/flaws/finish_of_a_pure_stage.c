/* Only an ORDERED stage comes to an end. */
#define FINISH finish
#include <stdint.h>
struct docmill_output;
static int32_t finish(void* worker, struct docmill_output* out) { return worker != 0 || out == 0; }
#include "../one_flaw.h"
