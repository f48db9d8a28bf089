/* What it gives hangs on the document before. */
#define FOR_DOCUMENT                                                                     \
  if (worker->number == 1 && begins_with(text, "Chip A100")) line = str("after a page"); \
  worker->number = begins_with(text, "<!doctype html>");
#include "../one_misdeed.h"
