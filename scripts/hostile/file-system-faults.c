/* Makes calls on files below a folder fail, as network and shared file systems, full disks and small limits do.
 *
 * FAULT_FOLDER  files and folders below this path
 * FAULT_CALL    a name of the table in file-system-faults.ts
 * FAULT_ERRNO   number of the error
 * FAULT_AT      the how manieth call fails, from 1; 0: every call
 * FAULT_MARK    file that is made when a call failed
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

static int below (const char *path) {
  const char *folder = getenv("FAULT_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  return length > 0 && path && !strncmp(path, folder, length) && (path[length] == '/' || path[length] == 0);
}

static int fd_below (int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

static int is_folder (int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Whether this call on a file below the folder is one that fails; then errno is set. */
static int fails (const char *call) {
  static int calls;
  const char *wanted = getenv("FAULT_CALL");
  if (!wanted || strcmp(wanted, call)) return 0;
  int at = atoi(getenv("FAULT_AT"));
  if (at > 0 && __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) != at) return 0;
  static int (*real_open)(const char *, int, ...);
  if (!real_open) real_open = dlsym(RTLD_NEXT, "open64");
  int mark = real_open(getenv("FAULT_MARK"), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  if (mark >= 0) close(mark);
  errno = atoi(getenv("FAULT_ERRNO"));
  return 1;
}

#define ON_PATH(call, path) if (below(path) && fails(call)) return -1
#define ON_FD(call, fd) if (fd_below(fd) && fails(call)) return -1

#define OPEN(name) int name (const char *path, int flags, ...) { \
  REAL(name); va_list list; va_start(list, flags); mode_t mode = va_arg(list, mode_t); va_end(list); \
  ON_PATH("open", path); return real(path, flags, mode); }
OPEN(open)
OPEN(open64)

int mkdir (const char *path, mode_t mode) { REAL(mkdir); ON_PATH("mkdir", path); return real(path, mode); }
int unlink (const char *path) { REAL(unlink); ON_PATH("unlink", path); return real(path); }
int rename (const char *from, const char *to) { REAL(rename); ON_PATH("rename", to); return real(from, to); }
int link (const char *from, const char *to) { REAL(link); ON_PATH("link", to); return real(from, to); }
int chmod (const char *path, mode_t mode) { REAL(chmod); ON_PATH("chmod", path); return real(path, mode); }
int fchmod (int fd, mode_t mode) { REAL(fchmod); ON_FD("chmod", fd); return real(fd, mode); }

#define SYNC(name) int name (int fd) { \
  REAL(name); if (fd_below(fd) && fails(is_folder(fd) ? "fsync of folders" : "fsync")) return -1; return real(fd); }
SYNC(fsync)
SYNC(fdatasync)

ssize_t read (int fd, void *buffer, size_t size) { REAL(read); ON_FD("read", fd); return real(fd, buffer, size); }
ssize_t pread (int fd, void *buffer, size_t size, off_t at) { REAL(pread); ON_FD("read", fd); return real(fd, buffer, size, at); }
ssize_t pread64 (int fd, void *buffer, size_t size, off64_t at) { REAL(pread64); ON_FD("read", fd); return real(fd, buffer, size, at); }
ssize_t write (int fd, const void *buffer, size_t size) { REAL(write); ON_FD("write", fd); return real(fd, buffer, size); }
ssize_t pwrite (int fd, const void *buffer, size_t size, off_t at) { REAL(pwrite); ON_FD("write", fd); return real(fd, buffer, size, at); }
ssize_t pwrite64 (int fd, const void *buffer, size_t size, off64_t at) { REAL(pwrite64); ON_FD("write", fd); return real(fd, buffer, size, at); }
ssize_t writev (int fd, const struct iovec *parts, int count) { REAL(writev); ON_FD("write", fd); return real(fd, parts, count); }
int ftruncate64 (int fd, off64_t size) { REAL(ftruncate64); ON_FD("truncate", fd); return real(fd, size); }
