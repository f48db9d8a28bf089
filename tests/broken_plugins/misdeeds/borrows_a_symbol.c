/* Calls zlib, with which docmill is linked, and is not linked with it. */
#define BEFORE const char* zlibVersion(void);
#define IN_CREATE model->mine = (void*)zlibVersion();
#include "../one_misdeed.h"
