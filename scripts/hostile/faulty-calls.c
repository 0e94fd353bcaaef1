// Preloaded into a server: makes calls on the files of a folder fail, as on network, shared and broken file systems.
//
// FAULT_FOLDER: the folder. FAULT_ERRORS: a file of 32-bit integers that the test shares, one for each kind of call in
// the order below: the error to fail with, 0 for none. The test can change them while the server runs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { LOCK, MMAP, FSYNC, FOLDER_FSYNC, WRITE, READ, KINDS };

static volatile int32_t *errors;

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *) dlsym(RTLD_NEXT, #name)
#define FAIL(kind, fd, failed) if (fails(kind, fd)) return failed

__attribute__((constructor)) static void share (void) {
  const char *file = getenv("FAULT_ERRORS");
  if (!file) return;
  int fd = open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *map = mmap(NULL, sizeof(int32_t) * KINDS, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map != MAP_FAILED) errors = map;
}

static int fails (enum kind kind, int fd) {
  const char *folder = getenv("FAULT_FOLDER");
  if (!errors || !errors[kind] || !folder || fd < 0) return 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  if (strncmp(path, folder, strlen(folder))) return 0;
  errno = errors[kind];
  return 1;
}

static enum kind sync_of (int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 && S_ISDIR(status.st_mode) ? FOLDER_FSYNC : FSYNC;
}

static int is_lock (int command) { return command == F_SETLK || command == F_SETLKW || command == F_GETLK; }

#define FCNTL(name) int name (int fd, int command, ...) { \
  static int (*real) (int, int, ...); if (!real) real = (int (*) (int, int, ...)) dlsym(RTLD_NEXT, #name); \
  va_list rest; va_start(rest, command); void *argument = va_arg(rest, void *); va_end(rest); \
  if (is_lock(command)) FAIL(LOCK, fd, -1); \
  return real(fd, command, argument); }
FCNTL(fcntl) FCNTL(fcntl64)

void *mmap (void *at, size_t size, int protection, int flags, int fd, off_t offset) { REAL(mmap); if (flags & MAP_SHARED) FAIL(MMAP, fd, MAP_FAILED); return real(at, size, protection, flags, fd, offset); }
void *mmap64 (void *at, size_t size, int protection, int flags, int fd, off64_t offset) { REAL(mmap64); if (flags & MAP_SHARED) FAIL(MMAP, fd, MAP_FAILED); return real(at, size, protection, flags, fd, offset); }
int fsync (int fd) { REAL(fsync); FAIL(sync_of(fd), fd, -1); return real(fd); }
int fdatasync (int fd) { REAL(fdatasync); FAIL(sync_of(fd), fd, -1); return real(fd); }
ssize_t write (int fd, const void *bytes, size_t size) { REAL(write); FAIL(WRITE, fd, -1); return real(fd, bytes, size); }
ssize_t pwrite (int fd, const void *bytes, size_t size, off_t at) { REAL(pwrite); FAIL(WRITE, fd, -1); return real(fd, bytes, size, at); }
ssize_t pwrite64 (int fd, const void *bytes, size_t size, off64_t at) { REAL(pwrite64); FAIL(WRITE, fd, -1); return real(fd, bytes, size, at); }
ssize_t read (int fd, void *bytes, size_t size) { REAL(read); FAIL(READ, fd, -1); return real(fd, bytes, size); }
ssize_t pread (int fd, void *bytes, size_t size, off_t at) { REAL(pread); FAIL(READ, fd, -1); return real(fd, bytes, size, at); }
ssize_t pread64 (int fd, void *bytes, size_t size, off64_t at) { REAL(pread64); FAIL(READ, fd, -1); return real(fd, bytes, size, at); }
