/* Its table is a unique symbol. */
#define BEFORE __asm__(".type docmill_stage_library_1, @gnu_unique_object");
#include "../one_misdeed.h"
