/* A layer with a hyphen. */
#define PORT .kind = DOCMILL_KIND_SPANS, .layer = "the-marks", .over = "text"
#include "../one_flaw.h"
