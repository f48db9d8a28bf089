/* A note of a compiler with pointers of four bytes. */
#define POINTER_SIZE 4
#include "../one_flaw.h"
