/* Writes to its table. */
#define CONSTANT
#define BEFORE static void change(void);
#define IN_CREATE change();
#include "../one_misdeed.h"
static void change(void) { stage.summary = "finds other words"; }
