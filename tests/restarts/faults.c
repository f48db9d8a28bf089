/* A library to be preloaded: makes the disk fail, or the process die, at a chosen moment. Moments are counted, not
 * timed, so that a failure seen once is seen again. DOCMILL_FAULT says what happens and when:
 *
 *   kill:N      SIGKILL at the N-th change of the file system; of a write half of the bytes get there before
 *   no-space:N  from the N-th write on the disk is full; half of the bytes of the first one get there
 *   sync:N      the N-th fsync or syncfs fails
 *
 * Only calls that change files are counted; those to descriptors 0 to 2 are not. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum fault { NONE, KILL, NO_SPACE, SYNC };

static enum fault wanted;
static long moment;
static atomic_long n_changes, n_writes, n_syncs;

__attribute__((constructor)) static void read_wish(void) {
  const char* wish = getenv("DOCMILL_FAULT");
  if (wish == NULL) return;
  wanted = strncmp(wish, "kill:", 5) == 0 ? KILL : strncmp(wish, "no-space:", 9) == 0 ? NO_SPACE : SYNC;
  moment = strtol(strchr(wish, ':') + 1, NULL, 10);
}

static int is_now(void) { return wanted == KILL && atomic_fetch_add(&n_changes, 1) + 1 == moment; }
static void die(void) { kill(getpid(), SIGKILL); }

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void* bytes, size_t n) {
  REAL(write);
  if (file <= 2) return real(file, bytes, n);
  if (is_now()) {
    (void)!real(file, bytes, n / 2);
    die();
  }
  if (wanted == NO_SPACE) {
    const long k = atomic_fetch_add(&n_writes, 1) + 1;
    if (k == moment && n > 1) return real(file, bytes, n / 2);
    if (k >= moment) {
      errno = ENOSPC;
      return -1;
    }
  }
  return real(file, bytes, n);
}

static int sync_fails(void) {
  if (is_now()) die();
  if (wanted == SYNC && atomic_fetch_add(&n_syncs, 1) + 1 == moment) {
    errno = EIO;
    return 1;
  }
  return 0;
}

int fsync(int file) {
  REAL(fsync);
  return sync_fails() ? -1 : real(file);
}
int syncfs(int file) {
  REAL(syncfs);
  return sync_fails() ? -1 : real(file);
}
int ftruncate(int file, off_t size) {
  REAL(ftruncate);
  if (is_now()) die();
  return real(file, size);
}
int rename(const char* from, const char* to) {
  REAL(rename);
  if (is_now()) die();
  return real(from, to);
}
int unlink(const char* path) {
  REAL(unlink);
  if (is_now()) die();
  return real(path);
}
int unlinkat(int folder, const char* path, int flags) {
  REAL(unlinkat);
  if (is_now()) die();
  return real(folder, path, flags);
}
int remove(const char* path) {
  REAL(remove);
  if (is_now()) die();
  return real(path);
}
int rmdir(const char* path) {
  REAL(rmdir);
  if (is_now()) die();
  return real(path);
}
int mkdir(const char* path, mode_t mode) {
  REAL(mkdir);
  if (is_now()) die();
  return real(path, mode);
}
