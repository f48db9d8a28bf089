/* PURE and ORDERED at once. */
#define FLAGS (DOCMILL_PURE | DOCMILL_ORDERED)
#include "../one_flaw.h"
