/* Preloaded into a child: writes down every change to a file below ROOTLINE_RECORD, in order, with its bytes.
   One record: kind (1 byte), path length, place, length (8 bytes each, this machine's order), path, bytes.
   Kinds: W write at a place, T cut to a length, S synced, R renamed (the bytes are the new path), U removed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int record = -1;

static int path_of(int fd, char *path) {
    char link[64];
    const char *below = getenv("ROOTLINE_RECORD");
    if (!below || record == -2) return 0;
    strcpy(link, "/proc/self/fd/");
    char digits[16];
    int n = 0, at = 14;
    for (int rest = fd; rest || !n; rest /= 10) digits[n++] = '0' + rest % 10;
    while (n) link[at++] = digits[--n];
    link[at] = 0;
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return !strncmp(path, below, strlen(below));
}

static void tell(char kind, const char *path, int64_t place, const void *bytes, int64_t length) {
    int64_t head[3] = {(int64_t)strlen(path), place, length};
    pthread_mutex_lock(&lock);
    if (record < 0) record = syscall(SYS_openat, AT_FDCWD, getenv("ROOTLINE_RECORD_TO"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    syscall(SYS_write, record, &kind, 1);
    syscall(SYS_write, record, head, sizeof head);
    syscall(SYS_write, record, path, head[0]);
    for (int64_t done = 0; done < length;) {
        ssize_t wrote = syscall(SYS_write, record, (const char *)bytes + done, length - done);
        if (wrote <= 0) abort();
        done += wrote;
    }
    pthread_mutex_unlock(&lock);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t place) {
    REAL(pwrite64);
    char path[PATH_MAX];
    ssize_t wrote = real(fd, bytes, length, place);
    if (wrote > 0 && path_of(fd, path)) tell('W', path, place, bytes, wrote);
    return wrote;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t place) { return pwrite64(fd, bytes, length, place); }

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    char path[PATH_MAX];
    int ours = path_of(fd, path);
    off_t place = ours ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t wrote = real(fd, bytes, length);
    if (wrote > 0 && ours) tell('W', path, place, bytes, wrote);
    return wrote;
}

int ftruncate64(int fd, off64_t length) {
    REAL(ftruncate64);
    char path[PATH_MAX];
    int done = real(fd, length);
    if (!done && path_of(fd, path)) tell('T', path, length, "", 0);
    return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fsync(int fd) {
    REAL(fsync);
    char path[PATH_MAX];
    int done = real(fd);
    if (!done && path_of(fd, path)) tell('S', path, 0, "", 0);
    return done;
}
int fdatasync(int fd) {
    REAL(fdatasync);
    char path[PATH_MAX];
    int done = real(fd);
    if (!done && path_of(fd, path)) tell('S', path, 0, "", 0);
    return done;
}

int rename(const char *from, const char *to) {
    REAL(rename);
    int done = real(from, to);
    const char *below = getenv("ROOTLINE_RECORD");
    if (!done && below && !strncmp(to, below, strlen(below))) tell('R', from, 0, to, strlen(to));
    return done;
}
int unlink(const char *path) {
    REAL(unlink);
    int done = real(path);
    const char *below = getenv("ROOTLINE_RECORD");
    if (!done && below && !strncmp(path, below, strlen(below))) tell('U', path, 0, "", 0);
    return done;
}
