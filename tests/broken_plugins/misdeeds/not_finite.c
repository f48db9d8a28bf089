/* A score that is no number. */
#define _GNU_SOURCE
#include <math.h>
#define FOR_WORD row.span.score = NAN;
#include "../one_misdeed.h"
