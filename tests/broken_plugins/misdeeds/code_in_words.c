/* A note whose code is a sentence. */
#define NOTE_CODE "No words"
#include "../one_misdeed.h"
