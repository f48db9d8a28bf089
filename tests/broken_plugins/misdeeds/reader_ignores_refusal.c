/* Goes on giving lines to a document that has failed. */
#define ON_REFUSED_RAW
#include "../one_reader_misdeed.h"
