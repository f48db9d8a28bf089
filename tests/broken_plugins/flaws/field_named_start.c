/* A field with the name of a column that all spans have. */
#define FIELD .type = DOCMILL_TYPE_INTEGER, .name = "start"
#include "../one_flaw.h"
