/* A library table that is shorter than that of ABI 1.0. */
#define LIBRARY_SIZE 16
#include "../one_flaw.h"
