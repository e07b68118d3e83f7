#define _GNU_SOURCE
#include "wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

enum { DESCRIPTORS = 2 };

union control {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(DESCRIPTORS * sizeof(int))];
};

ssize_t linux_receive(int socket, void *bytes, size_t size, struct linux_descriptors *descriptors) {
    struct iovec vector = {.iov_base = bytes, .iov_len = size};
    union control control;
    struct msghdr message = {
        .msg_iov = &vector,
        .msg_iovlen = 1,
        .msg_control = &control,
        // Without padding, in which a further descriptor would find room.
        .msg_controllen = CMSG_LEN(DESCRIPTORS * sizeof(int)),
    };
    *descriptors = (struct linux_descriptors){.first = -1, .second = -1, .lost = false};
    ssize_t count;
    do {
        count = recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
        if (header->cmsg_len >= CMSG_LEN(sizeof(int)))
            memcpy(&descriptors->first, CMSG_DATA(header), sizeof(int));
        if (header->cmsg_len >= CMSG_LEN(2 * sizeof(int)))
            memcpy(&descriptors->second, CMSG_DATA(header) + sizeof(int), sizeof(int));
    }
    descriptors->lost = (message.msg_flags & MSG_CTRUNC) != 0;
    return count;
}

ssize_t linux_send(int socket, const void *bytes, size_t size, int first, int second) {
    struct iovec vector = {.iov_base = (void *)bytes, .iov_len = size};
    union control control;
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    if (first >= 0) {
        const int numbers[DESCRIPTORS] = {first, second};
        size_t length = (second >= 0 ? 2 : 1) * sizeof(int);
        memset(&control, 0, sizeof control);
        message.msg_control = &control;
        message.msg_controllen = CMSG_SPACE(length);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(length);
        memcpy(CMSG_DATA(header), numbers, length);
    }
    ssize_t count;
    do {
        count = sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (count < 0 && errno == EINTR);
    return count < 0 ? -errno : count;
}
