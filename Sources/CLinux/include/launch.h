#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Where a launch failed; the numbers go over the wire as LaunchStage.
enum linux_stage {
    LINUX_STAGE_PROCESS = 1,
    LINUX_STAGE_SESSION = 2,
    LINUX_STAGE_DESCRIPTORS = 3,
    LINUX_STAGE_LIMITS = 4,
    LINUX_STAGE_NICENESS = 5,
    LINUX_STAGE_USER = 6,
    LINUX_STAGE_DIRECTORY = 7,
    LINUX_STAGE_COMMAND = 8,
    LINUX_STAGE_CGROUP = 9,
};

// Everything the child needs, prepared before fork: after it, only what is async-signal-safe.
struct linux_launch {
    // The paths to try in turn, ended by NULL.
    char *const *candidates;
    // The command's arguments, ended by NULL.
    char *const *arguments;
    // "/bin/sh", a free place, then arguments[1]...; for a script without "#!".
    char **shell_arguments;
    char *const *environment;
    const char *directory;
    // Whether "/" does when the directory cannot be entered.
    bool directory_may_fail;
    // Becomes standard output and error.
    int output;
    // cgroup.procs of the cgroup to enter, open for writing; -1 for none.
    int cgroup;
    bool switch_user;
    uid_t uid;
    gid_t gid;
    const gid_t *groups;
    size_t group_count;
    bool limit_memory;
    uint64_t memory;
    uint64_t open_files_soft;
    uint64_t open_files_hard;
    uint64_t core;
    bool renice;
    int niceness;
};

// What the child says when it fails; end of file without it means that the command executes.
struct linux_launch_failure {
    int32_t stage;
    int32_t error;
};

// Forks and executes; returns the process, or -errno. `*report` becomes the pipe to read a failure
// from: non-blocking, close-on-exec, the caller's to close.
pid_t linux_launch(const struct linux_launch *launch, int *report);
