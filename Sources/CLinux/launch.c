#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    // The pipe to the launcher, just above the three standard descriptors.
    REPORT = 3,
    COMMAND_UMASK = 022,
    FAILED_STATUS = 127,
};

static _Noreturn void fail(int stage) {
    const struct linux_launch_failure failure = {.stage = stage, .error = errno};
    ssize_t written = write(REPORT, &failure, sizeof failure);
    (void)written;
    _exit(FAILED_STATUS);
}

// The report pipe comes first, so that every later failure can be told.
static void arrange_descriptors(int report, int output) {
    int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int saved_errno = errno;
    bool arranged = input >= 0 && dup2(input, STDIN_FILENO) >= 0
        && dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0;
    if (input >= 0) saved_errno = errno;
    if (report != REPORT) dup3(report, REPORT, O_CLOEXEC);
    errno = saved_errno;
    if (!arranged) fail(LINUX_STAGE_DESCRIPTORS);
    if (syscall(SYS_close_range, REPORT + 1, ~0U, 0) != 0) fail(LINUX_STAGE_DESCRIPTORS);
}

// Ignored signals would stay ignored in the command, and blocked ones blocked. The system call
// itself, because glibc's sigaction refuses the two signals that it keeps for its threads.
static void reset_signals(void) {
    // SIG_DFL and no flags, in the kernel's form.
    const unsigned long standard[4] = {0};
    for (int number = 1; number < NSIG; number++)
        syscall(SYS_rt_sigaction, number, standard, NULL, (NSIG - 1) / CHAR_BIT);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void set_limit(int resource, uint64_t soft, uint64_t hard) {
    const struct rlimit limit = {.rlim_cur = soft, .rlim_max = hard};
    if (setrlimit(resource, &limit) != 0) fail(LINUX_STAGE_LIMITS);
}

// Before the user is switched: only root may raise a limit or lower a niceness.
static void set_limits(const struct linux_launch *launch) {
    if (launch->limit_memory) set_limit(RLIMIT_DATA, launch->memory, launch->memory);
    set_limit(RLIMIT_NOFILE, launch->open_files_soft, launch->open_files_hard);
    set_limit(RLIMIT_CORE, launch->core, launch->core);
    if (launch->renice && setpriority(PRIO_PROCESS, 0, launch->niceness) != 0)
        fail(LINUX_STAGE_NICENESS);
}

// System calls themselves: glibc's functions take locks to change all threads, and here is one.
static void become_user(const struct linux_launch *launch) {
    if (syscall(SYS_setgroups, launch->group_count, launch->groups) != 0
        || syscall(SYS_setresgid, launch->gid, launch->gid, launch->gid) != 0
        || syscall(SYS_setresuid, launch->uid, launch->uid, launch->uid) != 0)
        fail(LINUX_STAGE_USER);
}

// As execvp does it: the next candidate when there is nothing to execute, the shell for a text.
static void execute(const struct linux_launch *launch) {
    bool denied = false;
    for (char *const *candidate = launch->candidates; *candidate != NULL; candidate++) {
        execve(*candidate, launch->arguments, launch->environment);
        if (errno == ENOEXEC) {
            launch->shell_arguments[1] = *candidate;
            execve(launch->shell_arguments[0], launch->shell_arguments, launch->environment);
        }
        switch (errno) {
        case EACCES:
            denied = true;
            continue;
        case ENOENT:
        case ENOTDIR:
        case ESTALE:
        case ENODEV:
        case ETIMEDOUT:
            continue;
        default:
            fail(LINUX_STAGE_COMMAND);
        }
    }
    errno = denied ? EACCES : ENOENT;
    fail(LINUX_STAGE_COMMAND);
}

// Before the command there is nothing that could be left outside; 0 or the error.
static int enter_cgroup(int processes) {
    if (processes < 0) return 0;
    // "0" is the process that writes.
    return write(processes, "0", 1) == 1 ? 0 : errno;
}

static _Noreturn void run_child(const struct linux_launch *launch, int report) {
    int cgroup_error = enter_cgroup(launch->cgroup);
    arrange_descriptors(report, launch->output);
    if (cgroup_error != 0) {
        errno = cgroup_error;
        fail(LINUX_STAGE_CGROUP);
    }
    if (setsid() < 0) fail(LINUX_STAGE_SESSION);
    umask(COMMAND_UMASK);
    set_limits(launch);
    if (launch->switch_user) become_user(launch);
    // As the user, who may be unable to go there.
    if (chdir(launch->directory) != 0
        && (!launch->directory_may_fail || chdir("/") != 0))
        fail(LINUX_STAGE_DIRECTORY);
    reset_signals();
    execute(launch);
    _exit(FAILED_STATUS);
}

// fork, and not vfork: a parent that waits for exec stands still when the child's directory or
// program lies on a file system that does not answer.
pid_t linux_launch(const struct linux_launch *launch, int *report) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -errno;
    pid_t pid = fork();
    if (pid == 0) run_child(launch, ends[1]);
    int error = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return -error;
    }
    *report = ends[0];
    return pid;
}
