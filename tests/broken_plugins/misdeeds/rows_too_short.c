/* Its rows are shorter than it declares. */
#define BEFORE_PUT words.row_size = sizeof(docmill_span);
#include "../one_misdeed.h"
