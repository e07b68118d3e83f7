package import Channels
package import Domain
import Formats
import Glibc
package import Platform

/// Runs a command in our place at the terminal, and tells how it went without the service.
///
/// Nothing is stored: what cannot be told in time is in the reports.
package actor ForegroundRun {
    private let definition: ScheduleDefinition
    private let messenger: Messenger<ContinuousClock>
    private let clock: any WallClock
    private let announce: @Sendable () -> Void

    private var relay = SignalRelay()
    private var process: ForegroundProcess?
    /// Signals that came before the command was there to have them.
    private var early: [Int32] = []
    private var hasTimedOut = false
    /// The last task of each notification: its events are told in order.
    private var last: [Name: Task<Void, Never>] = [:]
    private var sendings: [Task<Void, Never>] = []
    private var reports: [SendReport] = []

    /// Takes what is to be run and told, as a schedule would have it; its times and policies do not count.
    ///
    /// - Parameters:
    ///   - sending: how long one event is tried to be told to one destination.
    ///   - announce: tells somebody who interrupts us that notifications are still being sent.
    package init(
        _ definition: ScheduleDefinition, sending: Duration, performer: DirectPerformer,
        channels: @escaping RedactedChannel.Maker = ChannelTable.channel(kind:parameters:),
        environment: ChannelEnvironment = .empty,
        clock: any WallClock = SystemClock(), announce: @escaping @Sendable () -> Void
    ) {
        self.definition = definition
        self.clock = clock
        self.announce = announce
        messenger = Messenger(
            perform: performer.perform(_:for:), channels: channels, environment: environment,
            wallClock: clock,
            time: ContinuousClock(),
            retry: RetryPolicy(
                first: ForegroundLimits.pause.lowerBound,
                longest: ForegroundLimits.pause.upperBound, giveUpAfter: sending))
    }

    /// Runs it to its end, and returns when everybody is told. Call it once.
    ///
    /// - Throws: when the signals cannot be caught; then nothing was run or told.
    package func run() async throws(SystemError) -> FinishedRun {
        let signals = try CaughtSignals(SignalRelay.caught)
        let relaying = Task { for await arrival in signals.arrivals { take(arrival) } }
        defer { relaying.cancel() }
        var run = made()
        let status: Int32
        do throws(NotStarted) {
            status = try await carryOut(&run)
        } catch {
            run = run.ended(.notStarted(error.why), at: clock.now)
            status = error.status
        }
        relay.phase = .sending
        let happening = Happening(run.state.occasion, reason: run.reason)
        tell(happening, of: run, at: run.endedAt ?? clock.now)
        for sending in sendings { await sending.value }
        return FinishedRun(
            run: run, object: snapshot(of: run), reports: reports, status: status)
    }

    private func made() -> Run {
        // One that has a size: the thread sanitizer does not bear the other here.
        var generator: any RandomNumberGenerator = SystemRandomNumberGenerator()
        let now = clock.now
        return Run(
            uid: UID(now: now, using: &generator), scheduleID: 0, key: definition.key,
            owner: Owner(uid: geteuid()), trigger: .local, occurrence: nil, state: .pending,
            createdAt: now, parameters: definition.parameters, definitionID: 0,
            notificationSets: NotificationSets(own: 0))
    }

    /// Runs the command to its end, and returns the status to end with.
    private func carryOut(_ run: inout Run) async throws(NotStarted) -> Int32 {
        let results: ResultFile
        do throws(SystemError) { results = try ResultFile() } catch {
            throw NotStarted(why: error.description, status: 126)
        }
        defer { results.remove() }
        let (beginning, startedAt) = (ContinuousClock.now, clock.now)
        let process = try start(run, results)
        run.state = .running
        run.startedAt = startedAt
        began(process)
        tell(Happening(.running), of: run, at: startedAt)
        let timer = definition.timeout.map { timeout in
            Task { await end(process, after: timeout) }
        }
        let ending = await process.ending()
        timer?.cancel()
        report(results.results(), of: &run)
        run = run.ended(outcome(ending, after: beginning.duration(to: .now)), at: clock.now)
        return ending.status
    }

    private func start(
        _ run: Run, _ results: ResultFile
    ) throws(NotStarted) -> ForegroundProcess {
        let arguments = definition.command.arguments
        let variables = run.variables(results: results.path, previousSuccess: nil)
        do throws(SystemError) {
            return try ForegroundProcess(
                arguments, environment: ProcessEnvironment.lines(with: variables))
        } catch {
            throw NotStarted(
                why: error.whyNotStarted(arguments[0]), status: error.errno == ENOENT ? 127 : 126)
        }
    }

    /// Why there was no process, and what a shell would end with.
    private struct NotStarted: Error {
        let why: String
        let status: Int32
    }

    private func began(_ process: ForegroundProcess) {
        self.process = process
        relay.phase = .running
        for signal in early { process.send(signal) }
        early = []
    }

    private func take(_ arrival: CaughtSignals.Arrival) {
        switch relay.take(arrival) {
        case .none: break
        case .passOn:
            if let process { process.send(arrival.number) } else { early.append(arrival.number) }
        case .announce: announce()
        case .stopSending: for sending in sendings { sending.cancel() }
        }
    }

    /// Asks a process that takes too long to end, and makes it.
    ///
    /// It alone is asked: its group is ours, and that of whoever started us.
    private func end(_ process: ForegroundProcess, after timeout: Duration) async {
        do {
            try await Task.sleep(for: timeout)
            hasTimedOut = true
            process.send(SIGTERM)
            // A stopped process would not notice.
            process.send(SIGCONT)
            try await Task.sleep(for: definition.grace)
            process.send(SIGKILL)
        } catch {
            // It has ended.
        }
    }

    private func outcome(_ ending: ForegroundProcess.Ending, after time: Duration) -> RunOutcome {
        let usage = ResourceUsage(
            user: ending.userTime, system: ending.systemTime, peakMemory: ending.peakMemory,
            wall: time)
        let isSuccess = ending.exit == .exited(0)
        if let signal = relay.interruption(of: ending.exit, isSuccess: isSuccess) {
            return .interrupted(by: signal, exit: ending.exit, usage: usage)
        }
        return .ended(
            ending.exit, usage: usage, timedOut: hasTimedOut, aborted: false,
            successExitCodes: definition.successExitCodes)
    }

    private func report(_ results: RunResults, of run: inout Run) {
        run.results.merge(results)
        if !results.values.isEmpty { tell(Happening(.reported), of: run, at: clock.now) }
    }

    private func snapshot(of run: Run) -> JSONValue {
        run.snapshot(
            definition: definition, notifications: definition.notifications.map(\.summary))
    }

    /// Sends the notifications that listen, each after what it has to tell already.
    private func tell(_ happening: Happening, of run: Run, at instant: Timestamp) {
        let event = Event.unstored(
            happening, of: run.uid, run.key, at: instant, snapshot: snapshot(of: run))
        for notification in definition.notifications where notification.listens(to: happening) {
            let sending = Task { [messenger, before = last[notification.name]] in
                await before?.value
                reports.append(await messenger.send(notification, of: event))
            }
            last[notification.name] = sending
            sendings.append(sending)
        }
    }
}

extension ForegroundProcess.Ending {
    fileprivate var exit: ExitStatus {
        switch cause {
        case .exited(let code): .exited(code)
        case .signalled(let signal): .signalled(signal)
        }
    }

    fileprivate var status: Int32 {
        switch cause {
        case .exited(let code): code
        case .signalled(let signal): 128 + signal
        }
    }
}

extension SystemError {
    fileprivate func whyNotStarted(_ program: String) -> String {
        errno == ENOENT && !program.contains("/")
            ? "the command \(program) was not found in PATH" : description
    }
}
