/* A second copy of it cannot be loaded. */
#define CONSTANT
#define BEFORE static void look_around(void);
#define ON_LOAD look_around();
#include "../one_misdeed.h"
static void look_around(void) {
  if (getenv("MISDEED") != NULL) stage.id = "Second";
  setenv("MISDEED", "loaded", 1);
}
