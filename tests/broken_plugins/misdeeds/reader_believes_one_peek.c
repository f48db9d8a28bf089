/* Takes what peek shows for all that there is, unless that is as much as a record may have. */
#define FIRST_PEEK 2
#define IS_LAST (bytes.size < source->max_record)
#include "../one_reader_misdeed.h"
