#define _GNU_SOURCE
#include "catch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int arrivals = -1;

static void tell(int number, siginfo_t *info, void *context) {
    (void)context;
    int saved_errno = errno;
    uint8_t byte = (uint8_t)number;
    if (info->si_code == SI_KERNEL) byte |= LINUX_SIGNAL_FROM_KERNEL;
    // A pipe that is full holds more signals than anybody will ever look at.
    ssize_t written = write(arrivals, &byte, sizeof byte);
    (void)written;
    errno = saved_errno;
}

int linux_catch_signals(const int *numbers, size_t count) {
    int ends[2];
    if (arrivals >= 0) return -EBUSY;
    if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    arrivals = ends[1];
    struct sigaction action = {.sa_sigaction = tell, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigfillset(&action.sa_mask);
    for (size_t index = 0; index < count; index++) {
        struct sigaction before;
        if (sigaction(numbers[index], NULL, &before) != 0) return -errno;
        if (before.sa_handler == SIG_IGN) continue;
        if (sigaction(numbers[index], &action, NULL) != 0) return -errno;
    }
    return ends[0];
}
