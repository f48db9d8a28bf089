/* An option without bounds that goes into 16 bits. */
#define AMOUNT_MAXIMUM 0
#define AMOUNT_OF(value) (int16_t)(value)
#include "../one_misdeed.h"
