// Linux's interfaces that the Glibc module does not show to Swift.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/types.h>

/// A descriptor that epoll(7) reports, without epoll_event's union.
struct linux_ready {
    int descriptor;
    uint32_t events;
};

/// epoll_ctl(2).
int linux_epoll_control(int epoll, int operation, int descriptor, uint32_t events);

/// epoll_wait(2) without limit, at most 64 at a time.
int linux_epoll_wait(int epoll, struct linux_ready *ready, int count);

/// strerror_r(3) in POSIX's form, which fills the buffer.
void linux_error_text(int error, char *buffer, size_t size);

/// pthread_setname_np(3) for the calling thread.
void linux_name_thread(const char *name);

/// lseek(2) with SEEK_DATA: where the next bytes are that are no hole; -1 with ENXIO at the end.
int64_t linux_seek_data(int descriptor, int64_t offset);

/// lseek(2) with SEEK_HOLE: where the next hole begins, or the end; -1 with ENXIO at the end.
int64_t linux_seek_hole(int descriptor, int64_t offset);

/// accept4(2) with SOCK_CLOEXEC and SOCK_NONBLOCK.
int linux_accept(int listener);

/// SO_PEERCRED (unix(7)); -1 and errno when the socket has none.
int linux_peer_credentials(int socket, pid_t *pid, uid_t *uid, gid_t *gid);

/// timerfd_settime(2) to an instant of CLOCK_REALTIME, ended early with ECANCELED when the clock is
/// set. A negative instant disarms it.
int linux_arm_wall_timer(int timer, int64_t microseconds_since_1970);

#include "catch.h"
#include "detach.h"
#include "file.h"
#include "launch.h"
#include "process.h"
#include "wait.h"
#include "wire.h"
