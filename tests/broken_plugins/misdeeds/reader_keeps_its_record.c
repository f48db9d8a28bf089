/* Looks at the note before. */
#define IN_DECODE                                                      \
  if (worker->seen != NULL) (void)*(volatile const char*)worker->seen; \
  worker->seen = cut->bytes.size != 0 ? cut->bytes.data : NULL;
#include "../one_reader_misdeed.h"
