/* Starts a thread when it is loaded. */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>
#define BEFORE                               \
  static void* wait_for_ever(void* unused) { \
    pause();                                 \
    return unused;                           \
  }
#define ON_LOAD     \
  pthread_t thread; \
  pthread_create(&thread, NULL, wait_for_ever, NULL);
#include "../one_misdeed.h"
