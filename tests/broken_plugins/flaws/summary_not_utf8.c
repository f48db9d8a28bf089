/* A summary in Latin-1. */
#define SUMMARY "does nothing in caf\xE9s"
#include "../one_flaw.h"
