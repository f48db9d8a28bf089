/* Provides nothing and opens no output. */
#define N_PROVIDES 0
#include "../one_misdeed.h"
