/* Counts a line more where the note before stood behind this one. */
#define IN_DECODE                                                                                   \
  int64_t place = 0;                                                                                \
  for (uint64_t i = 5; i < cut->locator.size; ++i) place = place * 10 + cut->locator.data[i] - '0'; \
  if (place < worker->number) ++lines;                                                              \
  worker->number = place;
#include "../one_reader_misdeed.h"
