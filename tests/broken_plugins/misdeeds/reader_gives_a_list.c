/* Its metadata are a list. */
#define METADATA "[%llu]"
#include "../one_reader_misdeed.h"
