#define _GNU_SOURCE
#include "wait.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KIBIBYTE = 1024, MICROSECONDS_PER_SECOND = 1000000 };

pid_t linux_next_ended(void) {
    siginfo_t info;
    info.si_pid = 0;
    while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
        if (errno != EINTR) return 0;
    }
    return info.si_pid;
}

int linux_close_others(posix_spawn_file_actions_t *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int linux_open_process(pid_t pid) {
    long process = syscall(SYS_pidfd_open, pid, 0);
    return process < 0 ? -errno : (int)process;
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
