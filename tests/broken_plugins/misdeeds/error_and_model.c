/* Says an error of its defaults and makes a model all the same. */
#define IN_CREATE \
  if (setup->inputs[1]->kind != 0) refuse(setup, "remark", "it should say something");
#include "../one_misdeed.h"
