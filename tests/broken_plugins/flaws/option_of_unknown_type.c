/* An option of a type that does not exist. */
#define OPTION .type = 9, .name = "amount"
#include "../one_flaw.h"
