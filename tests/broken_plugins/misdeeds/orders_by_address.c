/* What it gives hangs on where memory lies. */
#define IN_CREATE                                    \
  char *one = malloc(90000), *other = malloc(90000); \
  model->mine = one < other ? NULL : model;          \
  free(other);                                       \
  free(one);
#define FOR_DOCUMENT \
  if (model->mine != NULL) line = str("the other way round");
#include "../one_misdeed.h"
