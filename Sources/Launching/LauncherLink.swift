import CLinux
import Glibc
import LaunchProtocol
import Platform

/// The connection to the launcher, served by a thread of its own that waits for both directions.
final class LauncherLink: Sendable {
    /// One request on its way, with the descriptors that go with its first byte.
    struct Outgoing {
        var bytes: ArraySlice<UInt8>
        /// -1 for none, or sent.
        var first: Int32 = -1
        /// -1 for none, or sent.
        var second: Int32 = -1

        mutating func closeDescriptors() {
            for number in [first, second] where number >= 0 { Glibc.close(number) }
            (first, second) = (-1, -1)
        }
    }

    /// What the answers so far make of it.
    struct State {
        var queue: [Outgoing] = []
        /// Index of the first in the queue that is not wholly sent.
        var next = 0
        /// Whether the kernel had too many descriptors on their way.
        var isChoked = false
        var isClosing = false
        var failure: LauncherError?
        var welcome: Result<String, LauncherError>?
        var welcomeWaiter: CheckedContinuation<Result<String, LauncherError>, Never>?
        var listWaiters: [CheckedContinuation<Result<[HeldRun], LauncherError>, Never>] = []
        var listed: [HeldRun] = []

        var isIdle: Bool { next == queue.count }
    }

    let path: String
    let socket: Descriptor
    let wakeup: Descriptor
    let state = Locked(State())
    let reports: AsyncStream<[LaunchReport]>
    let continuation: AsyncStream<[LaunchReport]>.Continuation

    init(path: String, socket: consuming Descriptor) throws(SystemError) {
        self.path = path
        self.socket = socket
        wakeup = try Descriptor(
            eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)), "create an eventfd")
        (reports, continuation) = AsyncStream.makeStream()
        try Thread.start(name: "launcher") { self.run() }
    }

    /// Queues a request, and sends what there is room for.
    func send(
        _ request: LauncherRequest, _ first: consuming Descriptor? = nil,
        _ second: consuming Descriptor? = nil
    ) throws(LauncherError) {
        var outgoing = Outgoing(
            bytes: request.frame()[...], first: Self.number(first), second: Self.number(second))
        if let failure = state.withLock({ enqueue(outgoing, &$0) }) {
            outgoing.closeDescriptors()
            throw failure
        }
    }

    private static func number(_ descriptor: consuming Descriptor?) -> Int32 {
        switch consume descriptor {
        case .some(let descriptor): descriptor.release()
        case nil: -1
        }
    }

    /// What the launcher holds, by its answer to `list`.
    func list() async -> Result<[HeldRun], LauncherError> {
        await withCheckedContinuation { continuation in
            let outgoing = Outgoing(bytes: LauncherRequest.list.frame()[...])
            let failure = state.withLock { state in
                let failure = enqueue(outgoing, &state)
                if failure == nil { state.listWaiters.append(continuation) }
                return failure
            }
            if let failure { continuation.resume(returning: .failure(failure)) }
        }
    }

    /// The launcher's answer to `hello`: its instance.
    func welcome() async -> Result<String, LauncherError> {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state in
                if state.welcome == nil { state.welcomeWaiter = continuation }
                return state.welcome
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    private func enqueue(_ outgoing: Outgoing, _ state: inout State) -> LauncherError? {
        if let failure = state.failure { return failure }
        if state.isClosing { return .disconnected }
        if state.queue.count - state.next >= Limits.queuedRequests { return .overloaded }
        state.queue.append(outgoing)
        // A broken connection is found, and told, by the thread that reads.
        transmit(&state)
        if !state.isIdle { wake() }
        return nil
    }

    /// Ends the connection once all is sent.
    func close() {
        state.withLock { $0.isClosing = true }
        wake()
    }

    private func wake() {
        _ = eventfd_write(wakeup.number, 1)
    }

    /// Sends until the socket is full.
    private func transmit(_ state: inout State) {
        state.isChoked = false
        while !state.isIdle {
            let outgoing = state.queue[state.next]
            let count = unsafe outgoing.bytes.withUnsafeBytes {
                unsafe linux_send(
                    socket.number, $0.baseAddress, $0.count, outgoing.first, outgoing.second)
            }
            guard count > 0 else {
                state.isChoked = count == -Int(ETOOMANYREFS)
                break
            }
            state.queue[state.next].closeDescriptors()
            state.queue[state.next].bytes.removeFirst(count)
            if state.queue[state.next].bytes.isEmpty { state.next += 1 }
        }
        if state.isIdle || state.next >= Limits.queuedRequests {
            state.queue.removeFirst(state.next)
            state.next = 0
        }
    }

    private func run() {
        var receiver = ReportReceiver()
        while true {
            var (awaitsRoom, timeout) = (false, Int32(-1))
            let isDone = state.withLock { state in
                awaitsRoom = !state.isIdle && !state.isChoked
                if state.isChoked { timeout = Limits.retryMilliseconds }
                if state.welcome == nil { timeout = Limits.welcomeMilliseconds }
                return state.isClosing && state.isIdle
            }
            if isDone { return finish(.disconnected) }
            let readiness = wait(forRoom: awaitsRoom, timeout: timeout)
            state.withLock { transmit(&$0) }
            if readiness == .readable {
                if let failure = deliver(receiver.receive(from: socket.number)) {
                    return finish(failure)
                }
            } else if readiness == .late, state.withLock({ $0.welcome == nil }) {
                return finish(.silent(socket: path))
            }
        }
    }

    private enum Readiness { case readable, other, late }

    private func wait(forRoom: Bool, timeout: Int32) -> Readiness {
        var descriptors = [
            pollfd(
                fd: socket.number, events: Int16(forRoom ? POLLIN | POLLOUT : POLLIN), revents: 0),
            pollfd(fd: wakeup.number, events: Int16(POLLIN), revents: 0),
        ]
        let count = unsafe poll(&descriptors, nfds_t(descriptors.count), timeout)
        if count == 0 { return .late }
        if descriptors[1].revents != 0 {
            var value: eventfd_t = 0
            unsafe eventfd_read(wakeup.number, &value)
        }
        return descriptors[0].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 ? .readable : .other
    }

    /// Hands on what came; returns why nothing more will.
    private func deliver(_ reception: ReportReceiver.Reception) -> LauncherError? {
        for answer in reception.answers {
            switch answer {
            case .welcome(let version, let instance):
                let result: Result<String, LauncherError> =
                    version == LaunchBounds.version
                    ? .success(instance)
                    : .failure(.incompatible(version: version, needed: LaunchBounds.version))
                settleWelcome(result)
            case .held(let run): state.withLock { $0.listed.append(run) }
            case .heldEnd:
                let (waiter, runs) = state.withLock { state in
                    defer { state.listed = [] }
                    let waiter = state.listWaiters.isEmpty ? nil : state.listWaiters.removeFirst()
                    return (waiter, state.listed)
                }
                waiter?.resume(returning: .success(runs))
            case .started, .notStarted, .ended: break
            }
        }
        if !reception.reports.isEmpty { continuation.yield(reception.reports) }
        guard reception.isOver else { return nil }
        return state.withLock { $0.welcome == nil } ? .refused(socket: path) : .disconnected
    }

    func settleWelcome(_ result: Result<String, LauncherError>) {
        let waiter = state.withLock { state in
            if state.welcome == nil { state.welcome = result }
            defer { state.welcomeWaiter = nil }
            return state.welcomeWaiter
        }
        waiter?.resume(returning: result)
    }

    private func finish(_ failure: LauncherError) {
        let (waiters, queue) = state.withLock { state in
            state.failure = failure
            defer { (state.queue, state.next, state.listWaiters) = ([], 0, []) }
            return (state.listWaiters, state.queue)
        }
        for var outgoing in queue { outgoing.closeDescriptors() }
        settleWelcome(.failure(failure))
        for waiter in waiters { waiter.resume(returning: .failure(failure)) }
        shutdown(socket.number, Int32(SHUT_RDWR))
        continuation.yield([.disconnected])
        continuation.finish()
    }
}
