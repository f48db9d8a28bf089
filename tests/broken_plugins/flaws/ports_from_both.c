/* Leaves its ports to the pipeline, and declares some. */
#define FLAGS DOCMILL_PORTS_FROM_PIPELINE
#include "../one_flaw.h"
