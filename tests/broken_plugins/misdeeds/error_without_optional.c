/* Says an error where an optional layer is not there, and makes a model all the same. */
#define IN_CREATE \
  if (setup->inputs[1]->kind == 0) refuse(setup, "", "the language is missing");
#include "../one_misdeed.h"
