/* Looks at the first byte of an empty file. */
#define IN_CREATE                   \
  if (setup->values[2].n_items > 0) \
    model->tag += (uint32_t)(*(volatile const char*)setup->values[2].resources[0].bytes.data * 0);
#include "../one_misdeed.h"
