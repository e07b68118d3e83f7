package import Domain
import Formats
package import Launching
package import Persistence
package import Platform

/// Hands runs to the launcher when their turn has come, and records what becomes of them.
///
/// It has one launcher at a time. Whenever it finds one, it first compares what the store holds for
/// unfinished with what the launcher holds, so that every attempt is started at most once and none forgotten.
package actor Supervisor {
    /// What the supervisor tells the rest of the program.
    package struct Listeners: Sendable {
        /// Events somebody is to be told of, committed already.
        let tell: @Sendable ([EventToTell]) async -> Void
        /// Runs that are over, committed already.
        let ended: @Sendable ([CompletedRun]) async -> Void
        /// A run that is running, waits for its next attempt, or has ended.
        let announce: @Sendable (Run) -> Void

        package init(
            tell: @escaping @Sendable ([EventToTell]) async -> Void,
            ended: @escaping @Sendable ([CompletedRun]) async -> Void,
            announce: @escaping @Sendable (Run) -> Void
        ) {
            self.tell = tell
            self.ended = ended
            self.announce = announce
        }
    }

    let store: Store
    let logs: RunLogs
    let results: ResultFiles
    /// The path at which commands find the control socket.
    let socketPath: String
    let clock: any WallClock
    let alarm: any Alarm
    private let connect: @Sendable () async throws(LauncherError) -> LauncherClient
    let listeners: Listeners
    let log: Log

    var launcher: LauncherClient?
    /// Whether runs may be created for the launcher: what is known of those before is recorded.
    var isOpen = false
    /// Why there is no launcher; nil when there is one, or it was not sought yet.
    var trouble: LauncherError?
    var awaitingLauncher: [Int: AwaitingLauncher] = [:]
    /// All runs that have not ended.
    var room: WaitingRoom
    /// The runs that came since those whose turn it is were last looked for.
    var arrivals: [UID] = []
    /// The runs whose turn has come and which wait until fewer are starting; no launcher knows them.
    var backlog: ArraySlice<StartableRun> = []
    /// The runs that are with the launcher, or on their way to it, by what it knows them by.
    var active: [String: StartableRun] = [:]
    /// Of these, the ones whose start has not been reported yet.
    var starting: Set<String> = []
    /// The runs that were pending when a launcher was taken up, and were judged then: whoever created
    /// them may still bring them, and they must not be started again.
    var judged: Set<UID> = []
    /// The runs that somebody asked to end; they are not tried again.
    var aborting: Set<UID> = []
    /// The runs that are ended to make room for a newer one.
    var replacements: [UID: UID] = [:]
    /// Of these, the ones the launcher could not be asked to end yet.
    var unsentEnds: Set<UID> = []
    /// What was committed and is told once nobody else is kept waiting by it.
    var notices = Notices()
    var isBusy = false
    var awaitingTurn: ArraySlice<CheckedContinuation<Void, Never>> = []
    /// What the alarm is set to; nil when it is not, or has rung.
    var alarmInstant: Timestamp?
    /// Waits for the store, which end early when we are stopped.
    var pauses: [Int: Task<Void, any Error>] = [:]
    /// Numbers those who wait.
    var waits = 0
    /// Whether no other launcher is to be sought when this one is gone.
    private(set) var isReleased = false
    private(set) var isStopped = false

    /// - Parameters:
    ///   - socketPath: where commands find the control socket.
    ///   - alarm: for the supervisor alone.
    package init(
        store: Store, logs: RunLogs, results: ResultFiles, socketPath: String,
        clock: any WallClock, alarm: any Alarm, limits: ActiveLimits = ActiveLimits(),
        listeners: Listeners, log: Log,
        connect: @escaping @Sendable () async throws(LauncherError) -> LauncherClient
    ) {
        self.store = store
        self.logs = logs
        self.results = results
        self.socketPath = socketPath
        self.clock = clock
        self.alarm = alarm
        self.listeners = listeners
        self.log = log
        self.connect = connect
        room = WaitingRoom(limits: limits)
    }

    /// Supervises until it is cancelled; the runs go on without it.
    package func run() async throws {
        defer { stop() }
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup { group in
                group.addTask { try await self.supervise() }
                group.addTask { try await self.wakeDelayed() }
                defer { group.cancelAll() }
                try await group.next()
            }
        } onCancel: {
            Task { await stop() }
        }
    }

    private func supervise() async throws {
        var delay = SupervisionLimits.reconnectDelay.lowerBound
        while !isReleased {
            do {
                let client = try await connection()
                try await takeUp(client)
                delay = SupervisionLimits.reconnectDelay.lowerBound
                for await batch in client.reports { await record(batch) }
                dropLauncher()
                try Task.checkCancellation()
                if !isReleased {
                    log.warning("the launcher is gone; seeking it again", .launcherLost)
                }
            } catch {
                dropLauncher()
                try Task.checkCancellation()
                if isReleased { return }
                // One that is gone already may be there again at once.
                if let error = error as? LauncherError, error != .disconnected { miss(error) }
                log.error("\(error); trying again in \(delay.text)", .launcherLost)
                try await Task.sleep(for: delay)
                delay = min(delay * 2, SupervisionLimits.reconnectDelay.upperBound)
            }
        }
    }

    /// Connects, and does not wait on when we are stopped meanwhile: the launcher's program may hang.
    private func connection() async throws -> LauncherClient {
        let (results, arrival) = AsyncStream.makeStream(
            of: Result<LauncherClient, LauncherError>.self)
        Task { [connect] in
            do throws(LauncherError) {
                let client = try await connect()
                // Perhaps it was started just for us.
                if case .terminated = arrival.yield(.success(client)) { client.release() }
            } catch {
                arrival.yield(.failure(error))
            }
        }
        for await result in results {
            guard isReleased, let client = try? result.get() else { return try result.get() }
            client.release()
            break
        }
        throw CancellationError()
    }

    private func stop() {
        isStopped = true
        for pause in pauses.values { pause.cancel() }
        for number in awaitingLauncher.keys { stopAwaitingLauncher(number) }
    }

    /// Lets other limits count, for the runs that wait too.
    package func change(limits: ActiveLimits) async {
        await inTurn {
            guard room.limits != limits else { return }
            room.change(limits: limits)
            await serve()
        }
    }

    /// How many runs have not ended.
    package var activeCount: Int { room.count }

    /// How many of these wait for their turn or for their next attempt.
    package var waitingCount: Int { room.waitingCount }

    /// The launcher there is now, in words for people.
    package var launcherDescription: String {
        if let launcher { return "connected (\(launcher.instance))" }
        return trouble.map { "not connected: \($0)" } ?? "not connected"
    }

    /// Tells the launcher that nobody will come back for it, so that it ends once it holds nothing.
    package func release() {
        isReleased = true
        launcher?.release()
    }
}
