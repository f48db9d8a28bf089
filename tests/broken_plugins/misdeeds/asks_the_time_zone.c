/* Writes a local hour. */
#define _GNU_SOURCE
#include <time.h>
#define FOR_DOCUMENT         \
  const time_t day = 86400;  \
  struct tm local;           \
  tzset();                   \
  localtime_r(&day, &local); \
  if (local.tm_hour > 12) line = str("pm");
#include "../one_misdeed.h"
