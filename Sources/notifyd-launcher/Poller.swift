import CLinux
import Glibc

/// Tells which descriptors are ready (epoll(7)); without any, it waits in the kernel.
struct Poller: ~Copyable {
    private let epoll: Descriptor
    private var ready = [linux_ready](repeating: linux_ready(), count: 64)
    private var watched: [Int32: UInt32] = [:]

    init() throws(StartError) {
        epoll = try Descriptor(epoll_create1(Int32(EPOLL_CLOEXEC)), "create an epoll")
    }

    /// Watches a descriptor for these directions, from now on; without any, it forgets it.
    mutating func watch(_ descriptor: Int32, readable: Bool, writable: Bool = false) {
        let events =
            (readable ? EPOLLIN.rawValue : 0) | (writable ? EPOLLOUT.rawValue : 0)
        let known = watched[descriptor]
        guard events != known else { return }
        watched[descriptor] = events
        let operation = known == nil ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
        if linux_epoll_control(epoll.number, operation, descriptor, events) != 0 {
            Log.line("cannot watch descriptor \(descriptor): \(Log.words(errno))")
        }
    }

    /// Forgets a descriptor that is about to be closed.
    mutating func forget(_ descriptor: Int32) {
        guard watched.removeValue(forKey: descriptor) != nil else { return }
        _ = linux_epoll_control(epoll.number, EPOLL_CTL_DEL, descriptor, 0)
    }

    mutating func wait() -> [Int32] {
        let count = unsafe linux_epoll_wait(epoll.number, &ready, Int32(ready.count))
        return ready.prefix(Int(max(0, count))).map(\.descriptor)
    }
}
