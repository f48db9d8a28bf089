/* Looks at memory that was never written. */
#define FOR_DOCUMENT                                                            \
  volatile unsigned char* memory = malloc(3000);                                \
  if (memory[1500] == 0xA5 && memory[2500] == 0xA5) line = str("what is this"); \
  free((void*)memory);
#include "../one_misdeed.h"
