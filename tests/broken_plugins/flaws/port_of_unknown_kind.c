/* A port of a kind that does not exist. */
#define PORT .kind = 7, .layer = "marks"
#include "../one_flaw.h"
