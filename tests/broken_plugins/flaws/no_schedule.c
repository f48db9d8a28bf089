/* Neither PURE nor ORDERED nor EXTERNAL. */
#define FLAGS 0
#include "../one_flaw.h"
