/* Spans that do not say over which text they lie. */
#define PORT .kind = DOCMILL_KIND_SPANS, .layer = "marks"
#include "../one_flaw.h"
