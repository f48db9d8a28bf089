/* process makes something that nobody frees. */
#define BEFORE static void* volatile lost;
#define FOR_BATCH \
  if (batch->n_documents > 1) lost = malloc(100);
#include "../one_misdeed.h"
