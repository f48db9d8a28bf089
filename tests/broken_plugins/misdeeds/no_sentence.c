/* An option without a summary. */
#define AMOUNT_SUMMARY ""
#include "../one_misdeed.h"
