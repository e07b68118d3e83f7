#pragma once
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

// Takes the end of the child; false when it has not ended.
bool linux_reap(pid_t pid, struct linux_exit *exit);
