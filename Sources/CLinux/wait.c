#define _GNU_SOURCE
#include "wait.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { KIBIBYTE = 1024, MICROSECONDS_PER_SECOND = 1000000 };

pid_t linux_next_ended(void) {
    siginfo_t info;
    info.si_pid = 0;
    while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
        if (errno != EINTR) return 0;
    }
    return info.si_pid;
}

static uint64_t microseconds(struct timeval time) {
    return (uint64_t)time.tv_sec * MICROSECONDS_PER_SECOND + (uint64_t)time.tv_usec;
}

bool linux_reap(pid_t pid, struct linux_exit *exit) {
    int status;
    struct rusage usage;
    pid_t reaped;
    do {
        reaped = wait4(pid, &status, WNOHANG, &usage);
    } while (reaped < 0 && errno == EINTR);
    if (reaped != pid) return false;
    exit->signalled = WIFSIGNALED(status);
    exit->core = exit->signalled && WCOREDUMP(status);
    exit->value = exit->signalled ? WTERMSIG(status) : WEXITSTATUS(status);
    exit->user_microseconds = microseconds(usage.ru_utime);
    exit->system_microseconds = microseconds(usage.ru_stime);
    exit->peak_memory_bytes = (uint64_t)usage.ru_maxrss * KIBIBYTE;
    return true;
}
