/* Notices when models take turns. */
#define BEFORE                              \
  static const model_t* volatile last_used; \
  static volatile int n_turns;
#define FOR_DOCUMENT                                                  \
  if (last_used != NULL && last_used != model) n_turns = n_turns + 1; \
  last_used = model;                                                  \
  if (n_turns > 20) line = str("who is it");
#include "../one_misdeed.h"
