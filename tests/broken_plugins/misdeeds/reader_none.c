/* Nothing is wrong: what the others would be without their misdeed. */
#include "../one_reader_misdeed.h"
