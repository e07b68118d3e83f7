#pragma once

// Goes on in a child process with a session of its own and the standard descriptors only. The calling process waits and ends: with 0
// once a byte is written to the returned descriptor, with 1 when it is closed without. -errno on
// failure.
int linux_detach(void);
