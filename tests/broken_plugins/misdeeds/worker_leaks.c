/* open makes something that close does not free. */
#define BEFORE static void* volatile lost;
#define IN_OPEN lost = malloc(100);
#include "../one_misdeed.h"
