#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// The descriptors that came with some bytes; -1 for each that did not.
struct linux_descriptors {
    int first;
    int second;
    // Whether one came that could not be taken.
    bool lost;
};

// Receives bytes without waiting, and at most two descriptors, close-on-exec. Returns the bytes,
// 0 at the end, -errno on failure.
ssize_t linux_receive(int socket, void *bytes, size_t size, struct linux_descriptors *descriptors);

// Sends bytes without waiting, and with the first of them a descriptor or two unless they are -1.
// Returns the bytes sent or -errno; never raises SIGPIPE.
ssize_t linux_send(int socket, const void *bytes, size_t size, int first, int second);
