// Preloaded into a server: counts its calls that change a file system, in some folders, and kills it before one of them.
//
// KILL_FOLDERS: the folders, separated by colons. KILL_COUNTER: a file of two 64-bit integers that the test shares: the
// number of calls so far, and the number of the call to die at (0: none).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static volatile int64_t *counter; // [0] calls so far, [1] the call to die at

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *) dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void share (void) {
  const char *file = getenv("KILL_COUNTER");
  if (!file) return;
  int fd = open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *map = mmap(NULL, 16, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map != MAP_FAILED) counter = map;
}

static int watched (const char *path) {
  const char *folder = getenv("KILL_FOLDERS");
  while (folder && *folder) {
    size_t length = strcspn(folder, ":");
    if (!strncmp(path, folder, length) && (path[length] == '/' || !path[length])) return 1;
    folder += length + (folder[length] == ':');
  }
  return 0;
}

static void before (const char *call, const char *path) {
  if (!counter || !path || !watched(path)) return;
  int64_t number = __sync_add_and_fetch(&counter[0], 1);
  if (number != counter[1]) return;
  dprintf(2, "killed before call %lld: %s %s\n", (long long) number, call, path);
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

static void before_fd (const char *call, int fd) {
  if (!counter) return;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  before(call, path);
}

// Opening a file is a change where it creates or empties one.
#define CHANGES(flags) ((flags) & (O_CREAT | O_TRUNC))
#define MODE(flags, last) mode_t mode = 0; if ((flags) & O_CREAT) { va_list rest; va_start(rest, last); mode = va_arg(rest, mode_t); va_end(rest); }
#define OPEN(name) int name (const char *path, int flags, ...) { REAL(name); MODE(flags, flags); if (CHANGES(flags)) before(#name, path); return real(path, flags, mode); }
#define OPENAT(name) int name (int at, const char *path, int flags, ...) { REAL(name); MODE(flags, flags); if (CHANGES(flags)) before(#name, path); return real(at, path, flags, mode); }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

ssize_t write (int fd, const void *bytes, size_t size) { REAL(write); before_fd("write", fd); return real(fd, bytes, size); }
ssize_t writev (int fd, const struct iovec *parts, int count) { REAL(writev); before_fd("writev", fd); return real(fd, parts, count); }
ssize_t pwrite (int fd, const void *bytes, size_t size, off_t at) { REAL(pwrite); before_fd("pwrite", fd); return real(fd, bytes, size, at); }
ssize_t pwrite64 (int fd, const void *bytes, size_t size, off64_t at) { REAL(pwrite64); before_fd("pwrite64", fd); return real(fd, bytes, size, at); }
ssize_t pwritev (int fd, const struct iovec *parts, int count, off_t at) { REAL(pwritev); before_fd("pwritev", fd); return real(fd, parts, count, at); }
ssize_t pwritev64 (int fd, const struct iovec *parts, int count, off64_t at) { REAL(pwritev64); before_fd("pwritev64", fd); return real(fd, parts, count, at); }
int fsync (int fd) { REAL(fsync); before_fd("fsync", fd); return real(fd); }
int fdatasync (int fd) { REAL(fdatasync); before_fd("fdatasync", fd); return real(fd); }
int ftruncate (int fd, off_t size) { REAL(ftruncate); before_fd("ftruncate", fd); return real(fd, size); }
int ftruncate64 (int fd, off64_t size) { REAL(ftruncate64); before_fd("ftruncate64", fd); return real(fd, size); }
int truncate (const char *path, off_t size) { REAL(truncate); before("truncate", path); return real(path, size); }
int fallocate (int fd, int mode, off_t at, off_t size) { REAL(fallocate); before_fd("fallocate", fd); return real(fd, mode, at, size); }
int posix_fallocate (int fd, off_t at, off_t size) { REAL(posix_fallocate); before_fd("posix_fallocate", fd); return real(fd, at, size); }
ssize_t copy_file_range (int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags) { REAL(copy_file_range); before_fd("copy_file_range", out); return real(in, from, out, to, size, flags); }

int rename (const char *from, const char *to) { REAL(rename); before("rename", to); return real(from, to); }
int renameat (int one, const char *from, int other, const char *to) { REAL(renameat); before("renameat", to); return real(one, from, other, to); }
int renameat2 (int one, const char *from, int other, const char *to, unsigned flags) { REAL(renameat2); before("renameat2", to); return real(one, from, other, to, flags); }
int link (const char *from, const char *to) { REAL(link); before("link", to); return real(from, to); }
int linkat (int one, const char *from, int other, const char *to, int flags) { REAL(linkat); before("linkat", to); return real(one, from, other, to, flags); }
int symlink (const char *to, const char *path) { REAL(symlink); before("symlink", path); return real(to, path); }
int unlink (const char *path) { REAL(unlink); before("unlink", path); return real(path); }
int unlinkat (int at, const char *path, int flags) { REAL(unlinkat); before("unlinkat", path); return real(at, path, flags); }
int rmdir (const char *path) { REAL(rmdir); before("rmdir", path); return real(path); }
int mkdir (const char *path, mode_t mode) { REAL(mkdir); before("mkdir", path); return real(path, mode); }
int mkdirat (int at, const char *path, mode_t mode) { REAL(mkdirat); before("mkdirat", path); return real(at, path, mode); }
int chmod (const char *path, mode_t mode) { REAL(chmod); before("chmod", path); return real(path, mode); }
int fchmod (int fd, mode_t mode) { REAL(fchmod); before_fd("fchmod", fd); return real(fd, mode); }
