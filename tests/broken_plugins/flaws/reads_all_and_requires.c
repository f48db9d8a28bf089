/* Reads all layers, and requires some. */
#define FLAGS (DOCMILL_PURE | DOCMILL_READS_ALL)
#include "../one_flaw.h"
