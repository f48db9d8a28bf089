/* ORDERED, so it may collect; but what it has collected is freed by nobody. */
#define SCHEDULE DOCMILL_ORDERED
#define BEFORE static void* volatile lost;
#define FOR_BATCH \
  if (batch->n_documents > 1) lost = malloc(100);
#include "../one_misdeed.h"
