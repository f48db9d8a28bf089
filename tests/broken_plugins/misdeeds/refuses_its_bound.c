/* Refuses the highest amount that it declares. */
#define IN_CREATE \
  if (setup->values[0].integer == most_words) return refuse(setup, "amount", "that is too many");
#include "../one_misdeed.h"
