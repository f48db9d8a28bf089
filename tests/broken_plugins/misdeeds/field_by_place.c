/* Takes the first field for the tag, whatever it is called. */
#define TAG_FIELD 0
#include "../one_misdeed.h"
