/* Lengths are set by the member number of the union; some are round. */
#define FOR_WORD row.length.number = (double)(end - start);
#include "../one_misdeed.h"
