#pragma once
#include <stdint.h>

// Frees a range of the file and leaves its size (fallocate(2)); 0 or -errno.
int linux_punch_hole(int file, int64_t offset, int64_t length);

// An empty file in memory (memfd_create(2)) that execve leaves open; -errno on failure.
int linux_memory_file(const char *name);
