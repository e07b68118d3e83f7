import CLinux
import Glibc
import Platform
import Synchronization

/// A loopback server's thread.
final class LoopbackServerLoop {
    private let core: LoopbackServerCore
    private let answer: @Sendable (LoopbackServer.Received, Int) -> LoopbackAnswer
    private var connections: [Int32: LoopbackConnection] = [:]

    /// Milliseconds between two bytes of a trickle.
    private static let trickleInterval: Int32 = 20

    init(
        core: LoopbackServerCore,
        answer: @escaping @Sendable (LoopbackServer.Received, Int) -> LoopbackAnswer
    ) {
        self.core = core
        self.answer = answer
    }

    func run() {
        defer {
            for descriptor in connections.keys { close(descriptor) }
            close(core.listener)
            close(core.wakeEnd)
        }
        while obeyCommands() {
            var watched = [
                pollfd(fd: core.wakeEnd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: core.listener, events: Int16(POLLIN), revents: 0),
            ]
            var trickles = false
            for connection in connections.values {
                let events = connection.wantsToWrite ? POLLIN | POLLOUT : POLLIN
                watched.append(pollfd(fd: connection.descriptor, events: Int16(events), revents: 0))
                if case .trickling = connection.mode { trickles = true }
            }
            let ready = unsafe poll(
                &watched, nfds_t(watched.count), trickles ? Self.trickleInterval : -1)
            if ready == 0 { trickle() }
            if ready <= 0 { continue }
            if watched[0].revents != 0 { emptyWakeEnd() }
            if watched[1].revents != 0 { accept() }
            for entry in watched.dropFirst(2) where entry.revents != 0 {
                serve(entry.fd, isReadable: entry.revents & ~Int16(POLLOUT) != 0)
            }
        }
    }

    /// False when the server is to stop.
    private func obeyCommands() -> Bool {
        let (releases, stopping) = core.state.withLock { state in
            defer { state.releases = [] }
            return (state.releases, state.stopping)
        }
        for answer in releases {
            for (descriptor, connection) in connections {
                guard case .hanging = connection.mode else { continue }
                connections[descriptor]?.start(answer)
                serve(descriptor, isReadable: false)
            }
        }
        return !stopping
    }

    private func emptyWakeEnd() {
        var buffer = [UInt8](repeating: 0, count: 64)
        while unsafe read(core.wakeEnd, &buffer, buffer.count) > 0 {}
    }

    private func accept() {
        while true {
            let descriptor = linux_accept(core.listener)
            guard descriptor >= 0 else { return }
            var on: Int32 = 1
            _ = unsafe setsockopt(
                descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on,
                socklen_t(MemoryLayout<Int32>.size))
            connections[descriptor] = LoopbackConnection(descriptor)
            core.state.withLock { $0.connections += 1 }
        }
    }

    private func trickle() {
        for (descriptor, connection) in connections {
            guard case .trickling = connection.mode else { continue }
            connections[descriptor]?.trickle()
            serve(descriptor, isReadable: false)
        }
    }

    private func serve(_ descriptor: Int32, isReadable: Bool) {
        guard var connection = connections.removeValue(forKey: descriptor) else { return }
        var isOpen = true
        if isReadable { isOpen = connection.read() }
        while isOpen, let request = connection.nextRequest() {
            let index = core.record(request)
            connection.start(answer(request, index))
        }
        if isOpen { isOpen = connection.write() }
        if isOpen {
            connections[descriptor] = connection
        } else {
            close(descriptor)
        }
    }
}
