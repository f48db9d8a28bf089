/* Fails where nothing provides the optional layer. */
#define FOR_DOCUMENT \
  if (model->setup->inputs[1]->kind == 0) return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
