/* Numbers with all their bits, of which none alone shows that it is no integer. */
#define FOR_WORD row.length.number = (double)(end - start) / 7 + 0.001;
#include "../one_misdeed.h"
