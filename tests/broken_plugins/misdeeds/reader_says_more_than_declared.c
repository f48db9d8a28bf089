/* Its metadata have a member that it does not declare. */
#define METADATA "{\"lines\":%llu,\"words\":3}"
#include "../one_reader_misdeed.h"
