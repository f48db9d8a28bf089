/* Fails where a layer is absent that the catalogue names. */
#define FOR_DOCUMENT \
  if (language == NULL && model->setup->inputs[1]->kind != 0) return DOCMILL_ERROR_INTERNAL;
#include "../one_misdeed.h"
