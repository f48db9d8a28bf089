/* A field of a type that does not exist. */
#define FIELD .type = 5, .name = "colour"
#include "../one_flaw.h"
