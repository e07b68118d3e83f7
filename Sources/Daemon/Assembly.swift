import CSchema
import Channels
import Control
import Delivery
package import Domain
import Formats
import Launching
import Persistence
package import Platform
import Plugins
import Scheduling
import Supervision
import Systemd
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
    private let administrators: Administrators
    private let secrets: KnownSecrets
    private let log: Log
    private let eventLog: EventLog?

    /// - Parameters:
    ///   - zones: where time zones come from; the system's own, watched, where it is nil.
    ///   - identify: says who the process at the other end of a connection may act as.
    ///   - administers: says whether a user may have the service act as itself, and send to private
    ///     addresses.
    ///   - recordsEvents: whether the log has an entry for each run and delivery that has ended.
    package init(
        settings: Settings, clock: any WallClock = SystemClock(), zones: (any ZoneSource)? = nil,
        identify: @escaping @Sendable (Peer) -> Caller = Callers.caller,
        administers: @escaping @Sendable (Owner) -> Bool = Callers.administers, log: Log,
        recordsEvents: Bool = false
    ) {
        self.settings = settings
        self.clock = clock
        self.zones = zones
        self.identify = identify
        administrators = Administrators(ask: administers)
        let secrets = KnownSecrets()
        self.secrets = secrets
        self.log = log.mapped(secrets.redacted)
        eventLog = recordsEvents ? EventLog(log: self.log) : nil
    }

    /// Runs until `stop` returns, or a part fails, which is thrown.
    ///
    /// - Parameters:
    ///   - ready: is called once clients are answered and what is to be told is known; it gets what
    ///     administrators may have read again.
    ///   - stop: returns when the daemon is to end.
    package func run(
        on loop: EventLoop, ready: (Configuration) -> Void,
        until stop: @escaping @Sendable () async throws -> Void
    ) async throws {
        try settings.makeStateDirectory()
        for kind in settings.environment.kinds ?? []
        where ChannelTable.declaration(of: kind) == nil {
            log.warning(
                "\(ChannelEnvironment.kindsVariable) in the environment has \(kind), and there is no "
                    + "such kind of channel: notifyctl list-channels shows those there are")
        }
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
        _ parts: Parts, ready: (Configuration) -> Void,
        until stop: @escaping @Sendable () async throws -> Void
    ) async throws {
        let configuration = Configuration(parts, log: log)
        let server = VarlinkServer(
            [
                ControlService(
                    interface: try Self.interface(), parts: parts, configuration: configuration)
            ],
            identity: ServiceIdentity(
                vendor: "notifyd", product: "notifyd", version: Version.text,
                url: ""), loop: parts.loop, log: log)
        try await parts.denyList.refresh(parts.store.denials)
        try await parts.scheduler.load()
        await configuration.findPlugins()
        await configuration.applyScheduleFolder()
        let listeners = try ControlSocket.listeners(settings)
        try await withThrowingTaskGroup { group in
            group.addTask { try await parts.supervisor.run() }
            group.addTask { try await parts.courier.run() }
            group.addTask {
                for await ended in parts.endedRuns { await parts.scheduler.runsEnded(ended) }
            }
            group.addTask {
                try await takeWork(parts, server, listeners, until: stop)
            }
            await parts.courier.waitForScan()
            ready(configuration)
            if let timeout = ServiceState.watchdogTimeout {
                group.addTask { try await Watchdog(parts: parts, timeout: timeout).run() }
            }
            if ServiceState.isHeard {
                group.addTask {
                    try await StatusReport(parts: parts).run()
                }
            }
            defer { group.cancelAll() }
            try await group.next()
            await parts.supervisor.release()
        }
    }

    /// Takes what is due and what clients ask for; returns when nothing more comes from either.
    private func takeWork(
        _ parts: Parts, _ server: VarlinkServer, _ listeners: [VarlinkServer.Listener],
        until stop: @escaping @Sendable () async throws -> Void
    ) async throws {
        enum Part { case scheduler, server, stop }
        try await withThrowingTaskGroup(of: Part.self) { group in
            group.addTask {
                await server.run(on: listeners)
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
            ControlSocket.remove(settings)
            parts.announcements.end()
            server.stop()
            // Calls that are under way are answered.
            while ended != .server { ended = try await group.next() }
        }
    }

    private func parts(around store: Store, on loop: EventLoop) throws -> Parts {
        let announcements = Announcements()
        let announce: @Sendable (Announcement) -> Void = { [eventLog] announcement in
            announcements.announce(announcement)
            eventLog?.record(announcement)
        }
        let denyList = DenyList()
        let logs = RunLogs(directory: settings.runLogDirectory)
        let plugins = PluginRegistry()
        let courier = Courier(
            outbox: store,
            performer: try performer(logs: StoredRunLogs(store: store, logs: logs)),
            channels: plugins.channel(kind:parameters:),
            mayUse: { [administrators] kind, owner in
                plugins.kinds.declaration(of: kind)?.isForAdministrators != true
                    || administrators.contains(owner)
            },
            secrets: secrets, environment: settings.environment, wallClock: clock,
            retry: settings.retryPolicy, rules: settings.rules(denyList, administrators), log: log
        ) { ended in
            for delivery in ended { announce(.delivery(delivery)) }
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
                announce: { announce(.run($0)) }),
            log: log
        ) { [settings] () async throws(LauncherError) in
            try await LauncherClient.connect(
                socket: settings.launcherSocketPath,
                program: settings.launcherSocket == nil ? settings.launcherProgram : nil,
                logFile: settings.launcherLogPath, openFiles: settings.commandOpenFiles)
        }
        let scheduler = Scheduler(
            store: store, clock: clock, alarm: try SystemAlarm(on: loop),
            zones: zones ?? watchedZones(on: loop), starter: supervisor,
            boot: Boot.identity,
            listeners: .init(
                created: { [eventLog] result in
                    announcements.announce(result)
                    for run in result.skipped { eventLog?.record(.run(run)) }
                    await courier.enqueue(result.events)
                }, clockWasSet: { await courier.clockChanged() }),
            log: log)
        return Parts(
            settings: settings, startedAt: clock.now, clock: clock, identify: identify, loop: loop,
            store: store, logs: logs, scheduler: scheduler, supervisor: supervisor,
            courier: courier, secrets: secrets, denyList: denyList,
            administrators: administrators, plugins: plugins, announcements: announcements,
            log: log, endedRuns: endedRuns)
    }

    private func performer(logs: StoredRunLogs) throws -> ChannelPerformer {
        let transport = try HTTPTransport(version: Version.text)
        let provider = AWSCredentialProvider(
            transport: transport, environment: ProcessEnvironment.value, clock: clock
        ) { [secrets] in secrets.note($0.secretWords) }
        return ChannelPerformer(
            transport: transport, provider: provider, logs: logs, log: log)
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
