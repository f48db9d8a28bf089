/* Gives something else in another folder. */
#define _GNU_SOURCE
#include <unistd.h>
#define FOR_DOCUMENT      \
  char folder[1000] = ""; \
  if (getcwd(folder, sizeof folder) != NULL) line = str(folder);
#include "../one_misdeed.h"
