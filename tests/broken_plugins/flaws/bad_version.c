/* A version of two numbers. */
#define VERSION "1.0"
#include "../one_flaw.h"
