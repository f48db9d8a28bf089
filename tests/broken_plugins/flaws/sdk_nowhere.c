#define SDK (const char*)8
#include "../one_flaw.h"
