#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
    // Added to the number of a signal that the kernel sent itself, as for a key of the terminal.
    LINUX_SIGNAL_FROM_KERNEL = 0x80,
};

// Catches signals from now on, and writes a byte for each into a pipe: its number. Those that the
// process was started to ignore stay ignored; a program that is executed finds all of them as they
// were. Returns the end to read from, close-on-exec, or -errno. Once a process.
int linux_catch_signals(const int *numbers, size_t count);
