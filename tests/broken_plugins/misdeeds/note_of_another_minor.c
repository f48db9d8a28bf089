/* Its note and its table were built from two headers. */
#define NOTE_MINOR 7
#include "../one_misdeed.h"
