import CSchema
import Channels
import Control
import Delivery
package import Domain
import Formats
import Launching
import Persistence
package import Platform
import Scheduling
import Supervision
import Transport

/// Builds the daemon's parts, starts them in their order, and stops them.
///
/// They start from below: the store, what drains it, then what brings work. They stop the other way
/// round, so that each still finds the one it hands its work to.
package struct Assembly: Sendable {
    private let settings: Settings
    private let clock: any WallClock
    private let zones: (any ZoneSource)?
    private let identify: @Sendable (Peer) -> Caller
    private let secrets: KnownSecrets
    private let log: Log

    /// - Parameters:
    ///   - zones: where time zones come from; the system's own, watched, where it is nil.
    ///   - identify: says who the process at the other end of a connection may act as.
    package init(
        settings: Settings, clock: any WallClock = SystemClock(), zones: (any ZoneSource)? = nil,
        identify: @escaping @Sendable (Peer) -> Caller = Callers.caller, log: Log
    ) {
        self.settings = settings
        self.clock = clock
        self.zones = zones
        self.identify = identify
        let secrets = KnownSecrets()
        self.secrets = secrets
        self.log = log.mapped(secrets.redacted)
    }

    /// Runs until `stop` returns, or a part fails, which is thrown.
    ///
    /// - Parameters:
    ///   - ready: is called once clients are answered.
    ///   - stop: returns when the daemon is to end.
    package func run(
        on loop: EventLoop, ready: () -> Void,
        until stop: @escaping @Sendable () async throws -> Void
    ) async throws {
        try settings.makeStateDirectory()
        var options = StoreOptions()
        options.discardsSecrets = settings.discardsSecrets
        let store = try Store.open(
            directory: settings.stateDirectory, log: log, options: options)
        do {
            try await run(try parts(around: store, on: loop), ready: ready, until: stop)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    private func run(
        _ parts: Parts, ready: () -> Void, until stop: @escaping @Sendable () async throws -> Void
    ) async throws {
        let server = VarlinkServer(
            [ControlService(interface: try Self.interface(), parts: parts)],
            identity: ServiceIdentity(
                vendor: "notifyd", product: "notifyd", version: Version.text,
                url: ""), loop: parts.loop, log: log)
        try await parts.scheduler.load()
        // A closure cannot consume what it captures, so the number crosses and is owned again there.
        let listener = try ControlSocket.listen(at: settings.socketPath).release()
        try await withThrowingTaskGroup { group in
            group.addTask { try await parts.supervisor.run() }
            group.addTask { try await parts.courier.run() }
            group.addTask {
                for await ended in parts.endedRuns { await parts.scheduler.runsEnded(ended) }
            }
            group.addTask {
                try await takeWork(parts, server, listener: listener, until: stop)
            }
            ready()
            defer { group.cancelAll() }
            try await group.next()
            await parts.supervisor.release()
        }
    }

    /// Takes what is due and what clients ask for; returns when nothing more comes from either.
    private func takeWork(
        _ parts: Parts, _ server: VarlinkServer, listener: CInt,
        until stop: @escaping @Sendable () async throws -> Void
    ) async throws {
        enum Part { case scheduler, server, stop }
        try await withThrowingTaskGroup(of: Part.self) { group in
            group.addTask {
                await server.run(on: Descriptor(owning: listener))
                return .server
            }
            group.addTask {
                try await parts.scheduler.run()
                return .scheduler
            }
            group.addTask {
                try await stop()
                return .stop
            }
            defer { group.cancelAll() }
            var ended = try await group.next()
            ControlSocket.remove(settings.socketPath)
            parts.announcements.end()
            server.stop()
            // Calls that are under way are answered.
            while ended != .server { ended = try await group.next() }
        }
    }

    private func parts(around store: Store, on loop: EventLoop) throws -> Parts {
        let announcements = Announcements()
        let logs = RunLogs(directory: settings.runLogDirectory)
        let courier = Courier(
            outbox: store,
            performer: ChannelPerformer(
                transport: try HTTPTransport(version: Version.text), log: log),
            secrets: secrets, wallClock: clock, retry: settings.retryPolicy, log: log
        ) { ended in
            for delivery in ended { announcements.announce(.delivery(delivery)) }
        }
        let (endedRuns, ends) = AsyncStream.makeStream(of: [CompletedRun].self)
        let supervisor = Supervisor(
            store: store, logs: logs,
            results: ResultFiles(stateDirectory: settings.stateDirectory),
            socketPath: settings.socketPath, clock: clock, alarm: try SystemAlarm(on: loop),
            limits: settings.activeLimits,
            listeners: .init(
                tell: { await courier.enqueue($0) },
                ended: { ends.yield($0) },
                announce: { announcements.announce(.run($0)) }),
            log: log
        ) { [settings] () async throws(LauncherError) in
            try await LauncherClient.connect(
                socket: settings.launcherSocketPath, program: settings.launcherProgram,
                logFile: settings.launcherLogPath, openFiles: settings.commandOpenFiles)
        }
        let scheduler = Scheduler(
            store: store, clock: clock, alarm: try SystemAlarm(on: loop),
            zones: zones ?? watchedZones(on: loop), starter: supervisor,
            boot: Boot.identity,
            listeners: .init(
                created: { result in
                    announcements.announce(result)
                    await courier.enqueue(result.events)
                }, clockWasSet: { await courier.clockChanged() }),
            log: log)
        return Parts(
            settings: settings, startedAt: clock.now, clock: clock, identify: identify, loop: loop,
            store: store, logs: logs, scheduler: scheduler, supervisor: supervisor,
            courier: courier, secrets: secrets, announcements: announcements, endedRuns: endedRuns)
    }

    /// Without a watch notifyd does its work all the same.
    private func watchedZones(on loop: EventLoop) -> any ZoneSource {
        do throws(SystemError) {
            return try WatchedZones(on: loop, log: log)
        } catch {
            log.warning("\(error): new time zone data is used after a restart only")
            return UnwatchedZones()
        }
    }

    private static func interface() throws -> InterfaceDescription {
        let text = unsafe UnsafeRawBufferPointer(
            start: schema_varlink.text, count: schema_varlink.length)
        return try InterfaceDescription(parsing: unsafe String(decoding: text, as: UTF8.self))
    }
}
