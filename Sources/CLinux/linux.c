#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int linux_epoll_control(int epoll, int operation, int descriptor, uint32_t events) {
    struct epoll_event event = {.events = events, .data.fd = descriptor};
    return epoll_ctl(epoll, operation, descriptor, &event);
}

int linux_epoll_wait(int epoll, struct linux_ready *ready, int count) {
    struct epoll_event events[64];
    int found = epoll_wait(epoll, events, count < 64 ? count : 64, -1);
    for (int index = 0; index < found; index++) {
        ready[index].descriptor = events[index].data.fd;
        ready[index].events = events[index].events;
    }
    return found;
}

void linux_error_text(int error, char *buffer, size_t size) {
    const char *text = strerror_r(error, buffer, size);
    if (text != buffer) {
        strncpy(buffer, text, size - 1);
        buffer[size - 1] = 0;
    }
}

void linux_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

int64_t linux_seek_data(int descriptor, int64_t offset) {
    return lseek(descriptor, offset, SEEK_DATA);
}

int64_t linux_seek_hole(int descriptor, int64_t offset) {
    return lseek(descriptor, offset, SEEK_HOLE);
}

int linux_accept(int listener) {
    return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

int linux_peer_credentials(int socket, pid_t *pid, uid_t *uid, gid_t *gid) {
    struct ucred credentials;
    socklen_t length = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0)
        return -1;
    *pid = credentials.pid;
    *uid = credentials.uid;
    *gid = credentials.gid;
    return 0;
}

int linux_arm_wall_timer(int timer, int64_t microseconds) {
    struct itimerspec spec = {0};
    if (microseconds >= 0) {
        spec.it_value.tv_sec = microseconds / 1000000;
        spec.it_value.tv_nsec = microseconds % 1000000 * 1000;
        if (spec.it_value.tv_sec == 0 && spec.it_value.tv_nsec == 0)
            spec.it_value.tv_nsec = 1;
    }
    return timerfd_settime(timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, NULL);
}
