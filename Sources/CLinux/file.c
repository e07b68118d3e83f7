#define _GNU_SOURCE
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>

int linux_punch_hole(int file, int64_t offset, int64_t length) {
    int result;
    do {
        result = fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length);
    } while (result != 0 && errno == EINTR);
    return result == 0 ? 0 : -errno;
}

int linux_memory_file(const char *name) {
    int file = memfd_create(name, 0);
    return file < 0 ? -errno : file;
}
