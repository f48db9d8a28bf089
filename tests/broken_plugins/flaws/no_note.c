/* A shared library without docmill's ELF note. */
#define WITHOUT_NOTE
#include "../one_flaw.h"
