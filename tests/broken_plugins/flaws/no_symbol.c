/* The note is there, the table is not exported. */
#define WITHOUT_SYMBOL
#include "../one_flaw.h"
