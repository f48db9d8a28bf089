/* A library to be preloaded: makes the disk fail, or the process die, at a chosen moment. Moments are counted, not
 * timed, so that a failure seen once is seen again. DOCMILL_FAULT says what happens and when:
 *
 *   kill:N      SIGKILL at the N-th change of the file system; of a write half of the bytes get there before
 *   no-space:N  from the N-th write on the disk is full; half of the bytes of the first one get there
 *   sync:N      the N-th fsync or syncfs fails
 *   io-error:N  from the N-th write on the disk is broken (EIO)
 *   read-only:  nothing can be made (EROFS)
 *   odd:        of what is to be read or written half gets through, 1,000 bytes at most; every third call is
 * interrupted
 *
 * and what befalls a file of the input, when it is read and its path ends with NAME:
 *
 *   unreadable:NAME  EIO behind its first 64 bytes
 *   shrinks:NAME     it is cut to 64 bytes when these have been read
 *   grows:NAME       a line is appended to it when 64 bytes have been read
 *   vanishes:NAME    it is removed before it is opened
 *
 * Only calls that change files are counted; those to descriptors 0 to 2 are not. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum fault { NONE, KILL, NO_SPACE, SYNC, IO_ERROR, READ_ONLY, ODD, UNREADABLE, SHRINKS, GROWS, VANISHES };
static const char* const names[] = {"none", "kill",       "no-space", "sync",  "io-error", "read-only",
                                    "odd",  "unreadable", "shrinks",  "grows", "vanishes"};

static enum fault wanted;
static long moment;
static const char* name; /* of the file */
static atomic_long n_changes, n_writes, n_syncs, n_odd;

__attribute__((constructor)) static void read_wish(void) {
  const char* wish = getenv("DOCMILL_FAULT");
  if (wish == NULL) return;
  const size_t n = strcspn(wish, ":");
  for (int i = 0; i < (int)(sizeof names / sizeof *names); ++i)
    if (strlen(names[i]) == n && strncmp(names[i], wish, n) == 0) wanted = (enum fault)i;
  name = wish + n + (wish[n] == ':');
  moment = strtol(name, NULL, 10);
}

static int ends_with_name(const char* path) {
  const size_t n = strlen(path), k = strlen(name);
  return wanted >= UNREADABLE && n >= k && strcmp(path + n - k, name) == 0;
}

/* Every third call of a kind is interrupted; of the others `n` shrinks. */
static int is_interrupted(size_t* n) {
  if (atomic_fetch_add(&n_odd, 1) % 3 == 0) {
    errno = EINTR;
    return 1;
  }
  if (*n > 1) *n = *n / 2 < 1000 ? *n / 2 : 1000;
  return 0;
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
  if (wanted == ODD && is_interrupted(&n)) return -1;
  if (wanted == IO_ERROR && atomic_fetch_add(&n_writes, 1) + 1 >= moment) {
    errno = EIO;
    return -1;
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

/* What befalls the file is done once its beginning has been read. */
static ssize_t read_beginning(int file, void* bytes, size_t n, const char* path) {
  REAL(read);
  const off_t at = lseek(file, 0, SEEK_CUR);
  if (at >= 64 && wanted == UNREADABLE) {
    errno = EIO;
    return -1;
  }
  if (at >= 64) return real(file, bytes, n);
  const ssize_t got = real(file, bytes, n < 64 ? n : 64);
  if (wanted == SHRINKS) (void)!truncate(path, 64);
  if (wanted == GROWS) {
    FILE* more = fopen(path, "a");
    if (more != NULL) {
      fputs("{\"text\":\"This line came late.\"}\n", more);
      fclose(more);
    }
  }
  return got;
}

ssize_t read(int file, void* bytes, size_t n) {
  REAL(read);
  if (file <= 2 || wanted < ODD) return real(file, bytes, n);
  if (wanted == ODD) return is_interrupted(&n) ? -1 : real(file, bytes, n);
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  path[size < 0 ? 0 : size] = 0;
  return ends_with_name(path) ? read_beginning(file, bytes, n, path) : real(file, bytes, n);
}

int open(const char* path, int flags, ...) {
  REAL(open);
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (wanted == READ_ONLY && (flags & O_CREAT) != 0) {
    errno = EROFS;
    return -1;
  }
  if (wanted == VANISHES && (flags & O_ACCMODE) == O_RDONLY && ends_with_name(path)) remove(path);
  return real(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  REAL(openat);
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (wanted == READ_ONLY && (flags & O_CREAT) != 0) {
    errno = EROFS;
    return -1;
  }
  return real(folder, path, flags, mode);
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
  if (wanted == READ_ONLY) {
    errno = EROFS;
    return -1;
  }
  if (is_now()) die();
  return real(path, mode);
}
int mkdirat(int folder, const char* path, mode_t mode) {
  REAL(mkdirat);
  if (wanted == READ_ONLY) {
    errno = EROFS;
    return -1;
  }
  if (is_now()) die();
  return real(folder, path, mode);
}
