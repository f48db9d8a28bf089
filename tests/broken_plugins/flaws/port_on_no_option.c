/* A port that hangs on an option that is not boolean. */
#define PORT .kind = DOCMILL_KIND_SPANS, .layer = "marks", .over = "text", .only_if = "amount"
#include "../one_flaw.h"
