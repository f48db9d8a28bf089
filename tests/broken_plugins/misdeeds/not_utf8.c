/* A text that is not UTF-8. */
#define BEFORE_PUT          \
  if (text.size > 0) {      \
    echo.pool = "\xC3\x28"; \
    echo.pool_size = 2;     \
  }
#include "../one_misdeed.h"
