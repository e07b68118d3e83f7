#define _GNU_SOURCE
#include "detach.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Just above the standard descriptors, which are open.
enum { READY = 3 };

int linux_detach(void) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
    pid_t child = fork();
    if (child < 0) {
        int error = errno;
        close(ends[0]);
        close(ends[1]);
        return -error;
    }
    if (child > 0) {
        close(ends[1]);
        char ready;
        ssize_t count;
        do {
            count = read(ends[0], &ready, sizeof ready);
        } while (count < 0 && errno == EINTR);
        _exit(count == 1 ? 0 : 1);
    }
    setsid();
    // Nothing of the caller's stays open in a process that outlives it.
    if (ends[1] != READY) dup3(ends[1], READY, O_CLOEXEC);
    syscall(SYS_close_range, READY + 1, ~0U, 0);
    return READY;
}
