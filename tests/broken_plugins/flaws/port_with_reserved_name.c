/* Provides a layer that the host provides. */
#define PORT .kind = DOCMILL_KIND_ATTRIBUTES, .layer = "source"
#include "../one_flaw.h"
