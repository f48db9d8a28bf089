/* Choices for what is no string. */
static const char* const words[] = {"one", "two", 0};
#define OPTION .type = DOCMILL_OPTION_INTEGER, .name = "amount", .choices = words
#include "../one_flaw.h"
