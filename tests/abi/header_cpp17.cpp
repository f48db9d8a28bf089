#define LAYOUT_NAME docmill_layout_cpp17
#include "header_alone.h"
