#define LAYOUT_NAME docmill_layout_cpp20
#include "header_alone.h"
