/*
 * A disk that can lose its power, for the tests: preloaded into the server, it keeps, for each file whose path begins with $POWERCUT_DATA,
 * what the file held where it was written since it was last synced. $POWERCUT_JOURNAL/N.undo: the path, then records of
 * { offset, length, size of the file before } and the bytes that were there before. A sync that succeeds empties the file's journal.
 * After the process was killed, PowerCut.cs undoes what stands in the journals: that is the disk as it may be after a power cut.
 * While $POWERCUT_JOURNAL/full, readonly or nosync exists, the disk has no more room, takes no writes, or fails to sync.
 * Not played: names. A file that was made, renamed or removed stays so.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MAX_FDS = 65536, MAX_FILES = 1024 };

struct file { dev_t dev; ino_t ino; int journal; off_t head; char path[1024]; };

static struct file files[MAX_FILES];
static int count;
static short file_of[MAX_FDS];          /* 1 + index into files; 0: not tracked */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *data, *journal;
static char full[1024], readonly[1024], nosync[1024];

#define REAL(result, name, ...) static result (*real_##name)(__VA_ARGS__)
REAL(int, open, const char *, int, ...);
REAL(int, open64, const char *, int, ...);
REAL(int, openat, int, const char *, int, ...);
REAL(int, close, int);
REAL(ssize_t, write, int, const void *, size_t);
REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
REAL(ssize_t, pwritev64, int, const struct iovec *, int, off64_t);
REAL(int, ftruncate64, int, off64_t);
REAL(int, fallocate64, int, int, off64_t, off64_t);
REAL(int, fsync, int);
REAL(int, fdatasync, int);
REAL(int, unlink, const char *);

__attribute__((constructor)) static void begin(void)
{
#define FIND(name) real_##name = dlsym(RTLD_NEXT, #name)
    FIND(open); FIND(open64); FIND(openat); FIND(close); FIND(write); FIND(pwrite64); FIND(pwritev64);
    FIND(ftruncate64); FIND(fallocate64); FIND(fsync); FIND(fdatasync); FIND(unlink);
    const char *to = getenv("POWERCUT_JOURNAL");
    if (!to) return;
    snprintf(full, sizeof full, "%s/full", to);
    snprintf(readonly, sizeof readonly, "%s/readonly", to);
    snprintf(nosync, sizeof nosync, "%s/nosync", to);
    journal = to;
    data = getenv("POWERCUT_DATA");
}

static int is_on(const char *trouble)
{
    int before = errno, on = access(trouble, F_OK) == 0;
    errno = before;
    return on;
}

/* The wal-index (-shm) is memory: whoever opens the store first after a cut makes it anew. */
static int is_ours(const char *path)
{
    size_t length = strlen(path);
    return data && strncmp(path, data, strlen(data)) == 0 && !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

static void must(int ok, const char *what)
{
    if (ok) return;
    dprintf(2, "powercut: %s: %s\n", what, strerror(errno));
    abort();                            /* a shim that lost count would prove nothing */
}

static void track(int fd, const char *path)
{
    struct stat st;
    if (fd < 0 || fd >= MAX_FDS || fstat(fd, &st) || !S_ISREG(st.st_mode)) return;
    pthread_mutex_lock(&lock);
    int i = 0;
    while (i < count && !(files[i].journal >= 0 && files[i].dev == st.st_dev && files[i].ino == st.st_ino)) i++;
    if (i == count) {
        char name[1200];
        must(count < MAX_FILES, "too many files");
        snprintf(name, sizeof name, "%s/%d.undo", journal, count);
        struct file *f = &files[count++];
        snprintf(f->path, sizeof f->path, "%s", path);
        f->dev = st.st_dev; f->ino = st.st_ino;
        f->journal = real_open64(name, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
        must(f->journal >= 0, name);
        f->head = dprintf(f->journal, "%s\n", path);
    }
    file_of[fd] = (short)(i + 1);
    pthread_mutex_unlock(&lock);
}

static struct file *tracked(int fd) { return fd >= 0 && fd < MAX_FDS && file_of[fd] ? &files[file_of[fd] - 1] : NULL; }

/* Called with the lock held, before bytes from offset on are written or cut off. */
static void remember(struct file *f, int fd, off_t offset, off_t length)
{
    struct stat st;
    must(fstat(fd, &st) == 0, "fstat");
    off_t there = offset >= st.st_size ? 0 : offset + length > st.st_size ? st.st_size - offset : length;
    int64_t record[3] = { offset, there, st.st_size };
    char *room = malloc(sizeof record + there);
    must(room != NULL, "malloc");
    memcpy(room, record, sizeof record);
    if (there > 0) {
        char name[64];                  /* the caller's own descriptor may not be readable */
        snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
        int in = real_open64(name, O_RDONLY | O_CLOEXEC);
        must(in >= 0 && pread(in, room + sizeof record, there, offset) == there, "read before write");
        real_close(in);
    }
    must(real_write(f->journal, room, sizeof record + there) == (ssize_t)(sizeof record + there), "journal");
    free(room);
}

static int refused(int fd, off_t end)
{
    struct stat st;
    if (is_on(readonly)) { errno = EROFS; return 1; }
    if (is_on(full) && fstat(fd, &st) == 0 && end > st.st_size) { errno = ENOSPC; return 1; }
    return 0;
}

#define WRITING(result, fd, offset, length, call)                                    \
    struct file *f = tracked(fd);                                                    \
    if (!f) return call;                                                             \
    pthread_mutex_lock(&lock);                                                       \
    result done = -1;                                                                \
    if (!refused(fd, (offset) + (length))) { remember(f, fd, offset, length); done = call; } \
    int error = errno;                                                               \
    pthread_mutex_unlock(&lock);                                                     \
    errno = error;                                                                   \
    return done

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { WRITING(ssize_t, fd, offset, (off_t)length, real_pwrite64(fd, bytes, length, offset)); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

static off_t place(int fd)
{
    struct stat st;
    return fcntl(fd, F_GETFL) & O_APPEND && fstat(fd, &st) == 0 ? st.st_size : lseek(fd, 0, SEEK_CUR);
}

ssize_t write(int fd, const void *bytes, size_t length) { if (!tracked(fd)) return real_write(fd, bytes, length); WRITING(ssize_t, fd, place(fd), (off_t)length, real_write(fd, bytes, length)); }

ssize_t pwritev64(int fd, const struct iovec *parts, int n, off64_t offset)
{
    off_t length = 0;
    for (int i = 0; i < n; i++) length += parts[i].iov_len;
    WRITING(ssize_t, fd, offset, length, real_pwritev64(fd, parts, n, offset));
}

ssize_t pwritev(int fd, const struct iovec *parts, int n, off_t offset) { return pwritev64(fd, parts, n, offset); }

int ftruncate64(int fd, off64_t size)
{
    struct stat st;
    off_t cut = fstat(fd, &st) == 0 && st.st_size > size ? st.st_size - size : 0;
    WRITING(int, fd, size, cut, real_ftruncate64(fd, size));
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fallocate64(int fd, int mode, off64_t offset, off64_t length) { WRITING(int, fd, offset, length, real_fallocate64(fd, mode, offset, length)); }

static int sync_by(int (*real)(int), int fd)
{
    struct file *f = tracked(fd);
    if (!f) return real(fd);
    pthread_mutex_lock(&lock);          /* what is written while a sync runs must not be taken for synced */
    int done = -1;
    if (is_on(nosync)) errno = EIO;
    else done = real(fd);
    if (done == 0) must(real_ftruncate64(f->journal, f->head) == 0, "journal");
    int error = errno;
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

int fsync(int fd) { return sync_by(real_fsync, fd); }
int fdatasync(int fd) { return sync_by(real_fdatasync, fd); }

static int opening(const char *path, int flags)
{
    if (!is_ours(path) || !is_on(readonly) || (flags & O_ACCMODE) == O_RDONLY) return 0;
    errno = EROFS;
    return -1;
}

static int opened(int fd, const char *path, int flags)
{
    if (fd >= 0 && is_ours(path) && (flags & O_ACCMODE) != O_RDONLY) track(fd, path);
    return fd;
}

#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { MODE(flags) return opening(path, flags) ? -1 : opened(real_open(path, flags, mode), path, flags); }
int open64(const char *path, int flags, ...) { MODE(flags) return opening(path, flags) ? -1 : opened(real_open64(path, flags, mode), path, flags); }
int openat(int at, const char *path, int flags, ...) { MODE(flags) return opening(path, flags) ? -1 : opened(real_openat(at, path, flags, mode), path, flags); }

int close(int fd)
{
    if (fd >= 0 && fd < MAX_FDS) file_of[fd] = 0;
    return real_close(fd);
}

/* A file that is gone takes its journal with it; its place may be taken by another. */
int unlink(const char *path)
{
    int done = real_unlink(path);
    if (done != 0 || !is_ours(path)) return done;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < count; i++) {
        if (files[i].journal < 0 || strcmp(files[i].path, path) != 0) continue;
        char name[1200];
        snprintf(name, sizeof name, "%s/%d.undo", journal, i);
        real_unlink(name);
        files[i].ino = 0;
    }
    pthread_mutex_unlock(&lock);
    return done;
}
