/* create makes something that destroy does not free. */
#define BEFORE static void* volatile lost;
#define IN_CREATE lost = malloc(100);
#include "../one_misdeed.h"
