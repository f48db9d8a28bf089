/* A flag that must be understood (bits 0-15) and is not. */
#define FLAGS (DOCMILL_PURE | 1u << 12)
#include "../one_flaw.h"
