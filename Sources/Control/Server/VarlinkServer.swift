import Glibc
package import Platform

/// Serves Varlink (varlink.org) on a listening Unix stream socket.
package final class VarlinkServer: Sendable {
    private struct State {
        var table: ConnectionTable
        var connections: [ObjectIdentifier: (connection: Connection, task: Task<Void, Never>)] = [:]
        var accepting: Task<Void, Never>?
        var isStopping = false
        /// When the log last told that connections are refused.
        var refusalTold: ContinuousClock.Instant?
        var drained: CheckedContinuation<Void, Never>?
    }

    /// A listening socket, closed when nobody needs it any more.
    package final class Listener: Sendable {
        let descriptor: Descriptor
        package init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
    }

    private let dispatcher: Dispatcher
    private let loop: EventLoop
    private let limits: ServerLimits
    private let log: Log
    private let state: Locked<State>

    package init(
        _ services: [any Service], identity: ServiceIdentity, loop: EventLoop,
        limits: ServerLimits = ServerLimits(), log: Log
    ) {
        let introspection = IntrospectionService(
            identity, describing: services.map { $0.interface })
        dispatcher = Dispatcher(services + [introspection], log: log)
        self.loop = loop
        self.limits = limits
        self.log = log
        state = Locked(State(table: ConnectionTable(limits: limits, ownUser: geteuid())))
    }

    /// Serves one socket.
    package func run(on listener: consuming Descriptor) async {
        await run(on: [Listener(listener)])
    }

    /// Serves until `stop()` is called, or the task is cancelled; returns when every connection has ended.
    package func run(on listeners: [Listener]) async {
        await withTaskCancellationHandler {
            let accepting = Task {
                await withTaskGroup { group in
                    for listener in listeners {
                        group.addTask { await self.accept(on: listener) }
                    }
                }
            }
            let isStopping = state.withLock { state in
                state.accepting = accepting
                return state.isStopping
            }
            if isStopping { accepting.cancel() }
            await accepting.value
            for listener in listeners { loop.forget(listener.descriptor.number) }
            await drain()
        } onCancel: {
            stop()
            cancelConnections()
        }
    }

    /// Accepts no more, and ends each connection once its call is answered.
    ///
    /// Streams and idle connections end at once, other calls within `ServerLimits.stopPatience`.
    package func stop() {
        let (accepting, connections) = state.withLock { state in
            state.isStopping = true
            return (state.accepting, Array(state.connections.values))
        }
        accepting?.cancel()
        for (connection, task) in connections where connection.stopTakingCalls() { task.cancel() }
    }

    private func cancelConnections() {
        for (_, task) in state.withLock({ Array($0.connections.values) }) { task.cancel() }
    }

    /// Waits for the connections to end, and loses patience after a while.
    private func drain() async {
        let impatience = Task {
            try await Task.sleep(for: limits.stopPatience)
            cancelConnections()
        }
        await withCheckedContinuation { continuation in
            let isDrained = state.withLock { state in
                if state.connections.isEmpty { return true }
                state.drained = continuation
                return false
            }
            if isDrained { continuation.resume() }
        }
        impatience.cancel()
    }

    private func accept(on listener: Listener) async {
        while !Task.isCancelled {
            do {
                if let descriptor = try UnixSocket.accept(on: listener.descriptor.number) {
                    admit(descriptor)
                } else {
                    try await loop.wait(for: .readable, of: listener.descriptor.number)
                }
            } catch let error as SystemError {
                log.warning("\(error); trying again in \(limits.acceptPause)")
                try? await Task.sleep(for: limits.acceptPause)
            } catch {
                return
            }
        }
    }

    private func admit(_ descriptor: consuming Descriptor) {
        let peer: Peer
        do throws(SystemError) { peer = try Peer(of: descriptor) } catch {
            return log.debug("closing a connection: \(error)")
        }
        let verdict = state.withLock { $0.table.admit(peer.uid) }
        guard verdict == .admitted else { return refuse(peer, verdict) }
        let connection = Connection(
            descriptor, peer: peer, dispatcher: dispatcher, loop: loop, limits: limits, log: log)
        state.withLock { state in
            let task = Task {
                await connection.serve()
                self.remove(connection)
            }
            state.connections[ObjectIdentifier(connection)] = (connection, task)
            if state.isStopping, connection.stopTakingCalls() { task.cancel() }
        }
    }

    /// Told now and then: clients must not be able to fill the log.
    private func refuse(_ peer: Peer, _ verdict: ConnectionTable.Verdict) {
        let now = ContinuousClock.now
        let isToBeTold = state.withLock { state in
            if let told = state.refusalTold, now - told < limits.refusalInterval { return false }
            state.refusalTold = now
            return true
        }
        guard isToBeTold else { return }
        let what = verdict == .tooMany ? "there are" : "user \(peer.uid) has"
        log.notice("closing connections to the control socket: \(what) too many already")
    }

    private func remove(_ connection: Connection) {
        let drained = state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = nil
            state.table.release(connection.peer.uid)
            guard state.connections.isEmpty else { return nil as CheckedContinuation<Void, Never>? }
            defer { state.drained = nil }
            return state.drained
        }
        drained?.resume()
    }
}
