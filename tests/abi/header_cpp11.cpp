#define LAYOUT_NAME docmill_layout_cpp11
#include "header_alone.h"
