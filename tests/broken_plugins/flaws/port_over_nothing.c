/* Spans over a text that is no port of the stage. */
#define PORT .kind = DOCMILL_KIND_SPANS, .layer = "marks", .over = "prose"
#include "../one_flaw.h"
