/* Calls what no library defines (linked without -z defs). */
extern void defined_nowhere(void);
#define BEFORE_PROCESS defined_nowhere();
#include "../one_flaw.h"
