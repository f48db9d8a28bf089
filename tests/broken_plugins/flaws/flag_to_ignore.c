/* A flag that may be ignored (bits 16-31): right. */
#define FLAGS (DOCMILL_PURE | 1u << 20)
#include "../one_flaw.h"
