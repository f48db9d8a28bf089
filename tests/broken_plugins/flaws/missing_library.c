/* Needs a library that is not where the loader looks. */
extern void defined_in_gone(void);
#define BEFORE_PROCESS defined_in_gone();
#include "../one_flaw.h"
