/* A note that is too large ends the file. */
#define ON_LARGE return DOCMILL_ERROR_RESOURCE;
#include "../one_reader_misdeed.h"
