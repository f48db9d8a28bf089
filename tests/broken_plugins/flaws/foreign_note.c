/* An ELF note of someone else. */
#define NOTE_OWNER "windmil"
#include "../one_flaw.h"
