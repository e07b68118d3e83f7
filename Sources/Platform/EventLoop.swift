import CLinux
import Glibc

/// Waits for descriptors on one thread with epoll(7), and wakes the tasks that asked.
///
/// Idle, the thread sleeps in the kernel without limit.
package final class EventLoop: Sendable {
    package enum Readiness: Hashable, Sendable {
        case readable, writable
    }

    private struct Waiter: Hashable {
        let descriptor: CInt
        let readiness: Readiness
    }

    private typealias Continuation = CheckedContinuation<Void, any Error>

    /// Tasks are resumed after the lock is let go of: the runtime calls the handler of a cancelled task
    /// under that task's own lock, which resuming it takes too.
    private struct Waiters {
        var continuations: [Waiter: (ticket: Int, Continuation)] = [:]
        var registered: Set<CInt> = []
        var tickets = 0

        mutating func take(_ readiness: Readiness, of descriptor: CInt) -> Continuation? {
            continuations.removeValue(forKey: Waiter(descriptor: descriptor, readiness: readiness))?
                .1
        }

        mutating func takeAll(of descriptor: CInt) -> [Continuation] {
            [take(.readable, of: descriptor), take(.writable, of: descriptor)].compactMap(\.self)
        }
    }

    private let epoll: CInt
    private let waiters = Locked(Waiters())

    /// Lives as long as the process, as its thread does.
    package init() throws(SystemError) {
        epoll = try Descriptor(epoll_create1(CInt(EPOLL_CLOEXEC)), "create an epoll").release()
        try Thread.start(name: "event-loop") { self.run() }
    }

    /// Returns when the descriptor is ready, or has failed; one waiter for each direction.
    ///
    /// It may return for nothing when the number was another file's a moment before: try, and wait again.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, `SystemError` when it cannot be watched.
    package func wait(for readiness: Readiness, of descriptor: CInt) async throws {
        let waiter = Waiter(descriptor: descriptor, readiness: readiness)
        // The number may be another file's, and another task's, by the time a cancellation comes.
        let ticket = waiters.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: Continuation) in
                if Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                    return
                }
                let failure = waiters.withLock { state in
                    precondition(
                        state.continuations[waiter] == nil, "two tasks wait for one descriptor")
                    state.continuations[waiter] = (ticket, continuation)
                    return watch(descriptor, &state)
                }
                failure?.tell()
                // Cancelled between the check and the registration: the handler found nothing.
                if Task.isCancelled { cancel(waiter, ticket) }
            }
        } onCancel: {
            cancel(waiter, ticket)
        }
    }

    /// Returns when the thread has answered.
    package func probe() async throws {
        let event = try Descriptor(eventfd(0, CInt(EFD_CLOEXEC)), "create an eventfd")
        try await wait(for: .writable, of: event.number)
        forget(event.number)
    }

    /// Forgets a descriptor that is about to be closed; its waiters are cancelled.
    package func forget(_ descriptor: CInt) {
        let waiting = waiters.withLock { state in
            if state.registered.remove(descriptor) != nil {
                _ = linux_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0)
            }
            return state.takeAll(of: descriptor)
        }
        for continuation in waiting { continuation.resume(throwing: CancellationError()) }
    }

    private func cancel(_ waiter: Waiter, _ ticket: Int) {
        let waiting = waiters.withLock { state -> Continuation? in
            guard state.continuations[waiter]?.ticket == ticket else { return nil }
            return state.take(waiter.readiness, of: waiter.descriptor)
        }
        waiting?.resume(throwing: CancellationError())
    }

    /// Those who wait for a descriptor that cannot be watched.
    private struct Failure {
        let error: SystemError
        let waiting: [Continuation]

        func tell() {
            for continuation in waiting { continuation.resume(throwing: error) }
        }
    }

    /// Arms the descriptor for the directions somebody waits for; one-shot, so a ready one costs one wake.
    private func watch(_ descriptor: CInt, _ state: inout Waiters) -> Failure? {
        var events = EPOLLONESHOT.rawValue
        if state.continuations[Waiter(descriptor: descriptor, readiness: .readable)] != nil {
            events |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue
        }
        if state.continuations[Waiter(descriptor: descriptor, readiness: .writable)] != nil {
            events |= EPOLLOUT.rawValue
        }
        let isNew = state.registered.insert(descriptor).inserted
        if linux_epoll_control(
            epoll, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, events) == 0
        {
            return nil
        }
        // The number was closed without `forget` and has been given out again.
        if !isNew, errno == ENOENT,
            linux_epoll_control(epoll, EPOLL_CTL_ADD, descriptor, events) == 0
        {
            return nil
        }
        let error = SystemError("watch a descriptor")
        state.registered.remove(descriptor)
        return Failure(error: error, waiting: state.takeAll(of: descriptor))
    }

    private func run() {
        var events = [linux_ready](repeating: linux_ready(), count: 64)
        while true {
            let count = unsafe linux_epoll_wait(epoll, &events, CInt(events.count))
            if count < 0 { continue }
            var (ready, failures) = ([Continuation](), [Failure]())
            waiters.withLock { state in
                for event in events.prefix(Int(count)) {
                    ready += take(event, &state)
                    if let failure = watchFurther(event.descriptor, &state) {
                        failures.append(failure)
                    }
                }
            }
            for continuation in ready { continuation.resume() }
            for failure in failures { failure.tell() }
        }
    }

    /// Those who wait for what has come.
    private func take(_ event: linux_ready, _ state: inout Waiters) -> [Continuation] {
        let failed = EPOLLERR.rawValue | EPOLLHUP.rawValue
        var ready: [Continuation?] = []
        if event.events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue | failed) != 0 {
            ready.append(state.take(.readable, of: event.descriptor))
        }
        if event.events & (EPOLLOUT.rawValue | failed) != 0 {
            ready.append(state.take(.writable, of: event.descriptor))
        }
        return ready.compactMap(\.self)
    }

    /// Arms the descriptor again when somebody waits for its other direction.
    private func watchFurther(_ descriptor: CInt, _ state: inout Waiters) -> Failure? {
        let isAwaited = [Readiness.readable, .writable].contains {
            state.continuations[Waiter(descriptor: descriptor, readiness: $0)] != nil
        }
        return isAwaited ? watch(descriptor, &state) : nil
    }
}
