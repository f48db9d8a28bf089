/* An option that the pipeline file keeps for the host. */
#define OPTION .type = DOCMILL_OPTION_STRING, .name = "when"
#include "../one_flaw.h"
