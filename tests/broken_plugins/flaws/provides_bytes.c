/* Only the host provides bytes. */
#define PORT .kind = DOCMILL_KIND_BYTES, .layer = "marks"
#include "../one_flaw.h"
