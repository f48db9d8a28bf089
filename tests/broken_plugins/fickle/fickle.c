/* A right plugin that goes wrong at the turn that DOCMILL_FICKLE_TURN names: each time that it is loaded or created, in
 * whatever process, is a turn, and makes the file DOCMILL_FICKLE_FILE a byte longer. With DOCMILL_FICKLE_END it always
 * goes wrong when the process ends. What goes wrong is abort(), or the signal that DOCMILL_FICKLE_SIGNAL names by its
 * number; with 0 the stack is used up. */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile int deepest = 1 << 30;

__attribute__((noinline)) static int use_up_stack(int n) {
  volatile char frame[512];
  frame[0] = (char)n;
  return n < deepest ? use_up_stack(n + 1) + frame[0] : 0;
}

static void take_turn(void) {
  const char *path = getenv("DOCMILL_FICKLE_FILE"), *turn = getenv("DOCMILL_FICKLE_TURN");
  if (path == 0 || turn == 0) return;
  const int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct stat now;
  const int is_known = file >= 0 && write(file, ".", 1) == 1 && fstat(file, &now) == 0;
  if (file >= 0) close(file);
  if (!is_known || now.st_size != atoi(turn)) return;
  const char* number = getenv("DOCMILL_FICKLE_SIGNAL");
  if (number == 0) abort();
  if (atoi(number) == 0) (void)use_up_stack(0);
  raise(atoi(number));
}

__attribute__((constructor)) static void when_loaded(void) { take_turn(); }

__attribute__((destructor)) static void when_ended(void) {
  if (getenv("DOCMILL_FICKLE_END") != 0) abort();
}

#define IN_CREATE take_turn();
#include "../one_flaw.h"
