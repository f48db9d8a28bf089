/* Ends the process before a table has been read. */
#define ON_LOAD abort();
#include "../one_misdeed.h"
