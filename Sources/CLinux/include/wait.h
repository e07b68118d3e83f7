#pragma once
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// How a child ended, and what it used with those it waited for.
struct linux_exit {
    bool signalled;
    bool core;
    // Exit code, or signal.
    int32_t value;
    uint64_t user_microseconds;
    uint64_t system_microseconds;
    uint64_t peak_memory_bytes;
};

// The next child that has ended and is not reaped yet, 0 for none. It stays a zombie: its number,
// and so that of its process group, cannot go to another process before linux_reap.
pid_t linux_next_ended(void);

// What posix_spawn starts has no descriptors from the first on (posix_spawn_file_actions_addclosefrom_np).
int linux_close_others(posix_spawn_file_actions_t *actions, int first);

// A descriptor that is readable when the child has ended (pidfd_open(2)), close-on-exec; -errno.
int linux_open_process(pid_t pid);

// Takes the end of the child; false when it has not ended.
bool linux_reap(pid_t pid, struct linux_exit *exit);
