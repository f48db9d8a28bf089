/* OPTIONAL is a flag of required ports. */
#define PORT .kind = DOCMILL_KIND_SPANS, .layer = "marks", .over = "text", .flags = DOCMILL_PORT_OPTIONAL
#include "../one_flaw.h"
