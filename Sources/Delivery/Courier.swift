package import Channels
package import Domain
import Formats
package import Persistence
package import Platform

/// Drains the outbox: plans the deliveries of events, attempts them side by side, stores what became of them.
///
/// Events are handed over in memory after the commit that recorded them; what was left over by an
/// earlier process, or has no room in memory, is read from the store. Retries wait in the store, behind
/// one timer. A delivery leaves memory when its outcome is stored, and not before: while outcomes cannot
/// be stored, nothing further is sent.
package actor Courier {
    enum Phase {
        case new, running, stopping, stopped
    }

    let outbox: any Outbox
    let reader: ChannelReader
    let performer: any Performer
    let wallClock: any WallClock
    let clock: any MonotonicClock
    var retry: RetryPolicy
    let limits: CourierLimits
    var rules: SendingRules
    let log: Log
    let observe: @Sendable ([EndedDelivery]) -> Void
    var generator: any RandomNumberGenerator & Sendable

    var phase = Phase.new
    var ended: CheckedContinuation<Void, Never>?
    var scheduler: DestinationScheduler<Job>
    /// The deliveries in memory: in the scheduler, under way, or with an outcome to be stored.
    var known: Set<DeliveryID> = []
    var attempts: [DeliveryID: Task<Void, Never>] = [:]
    /// Deliveries that wait for another one which is in memory too, by that one.
    var waiting: [DeliveryID: [Job]] = [:]
    /// Those that were refused together with others, and go by themselves.
    var separated: Recent<DeliveryID>
    /// Those of them that go on from one another.
    var turns = Turns()
    /// What was asked of deliveries in memory, until it is heeded.
    var requests: [DeliveryID: DeliveryRequest] = [:]

    // Planning.
    var inbox = FIFO<EventToTell>()
    var recent: Recent<UID>
    /// The store holds events without deliveries that are not in the inbox.
    var storeHasEvents = true
    /// The last event of the page before, while there may be a further one.
    var lastEvent: UID?
    var isPlanning = false
    /// Whether the store was asked for events, so that it is known what is pending.
    var isScanned = false
    var awaitingScan: [CheckedContinuation<Void, Never>] = []

    // Recording.
    var outcomes: [Outcome] = []
    var isRecording = false
    var writeTrouble = StoreTrouble()
    var readTrouble = StoreTrouble()
    /// Waits for the store to be left alone long enough, ended early when the courier stops.
    var pauses: [Int: Task<Void, Never>] = [:]
    var lastPause = 0

    // Loading.
    var search = DueSearch()
    var isLoading = false
    /// Deliveries whose outcome was stored while a page was read that may still show them as due.
    var endedDuringLoad: Set<DeliveryID> = []
    /// The wall clock's distance from the monotonic one.
    var clockOffset: Duration

    /// What the search waits for: room in a destination's queue.
    var roomAwaited:
        (destination: String, until: Duration, continuation: CheckedContinuation<Void, Never>)?
    /// Those that had no room for too long in the present search.
    var slowDestinations: Set<String> = []
    /// When the store was searched last.
    var lastSearch: Duration?

    /// Ends the attempts that take too long when the courier stops.
    var graceTimer: Task<Void, Never>?
    var timer: (deadline: Duration, task: Task<Void, Never>)?
    /// How often a timer has woken the courier.
    package internal(set) var wakeUps = 0

    /// `mayUse` says whether an owner may configure channels of a kind. `secrets` is told of the
    /// secrets of all that is sent, `observe` of deliveries that have ended, after that is stored.
    package init(
        outbox: any Outbox, performer: any Performer,
        channels: @escaping RedactedChannel.Maker = ChannelTable.channel(kind:parameters:),
        mayUse: @escaping @Sendable (_ kind: String, _ owner: Owner) -> Bool = { _, _ in true },
        secrets: KnownSecrets = KnownSecrets(), resolver: SecretResolver = SecretResolver(),
        environment: ChannelEnvironment = .empty,
        wallClock: any WallClock = SystemClock(), clock: any MonotonicClock = SteadyClock(),
        retry: RetryPolicy = .standard, limits: CourierLimits = CourierLimits(),
        rules: SendingRules = SendingRules(), log: Log,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        observe: @escaping @Sendable ([EndedDelivery]) -> Void = { _ in }
    ) {
        self.outbox = outbox
        reader = ChannelReader(
            make: channels, mayUse: mayUse, secrets: secrets, resolver: resolver,
            environment: environment)
        self.performer = performer
        self.wallClock = wallClock
        self.clock = clock
        self.retry = retry
        self.limits = limits
        self.rules = rules
        self.log = log
        self.observe = observe
        self.generator = generator
        scheduler = DestinationScheduler(limits: limits.destinations) { $0.mayGo(with: $1) }
        recent = Recent(bound: limits.remembered)
        separated = Recent(bound: limits.remembered)
        clockOffset = .microseconds(wallClock.microseconds()) - clock.now()
    }

    /// Works until the task is cancelled; then ends gracefully: no new attempts, a bounded time for
    /// those under way, and their outcomes stored. Call it once.
    package func run() async throws {
        precondition(phase == .new, "a courier runs once")
        phase = .running
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                ended = continuation
                work()
            }
        } onCancel: {
            Task { await stop() }
        }
    }

    /// Lets attempts that fail from now on be repeated by another policy.
    package func change(retry: RetryPolicy) { self.retry = retry }

    /// Lets attempts that begin from now on keep to other rules.
    package func change(rules: SendingRules) { self.rules = rules }

    /// Returns once the store has been asked what there is to tell, or when the courier stops.
    package func waitForScan() async {
        guard !isScanned else { return }
        await withCheckedContinuation { awaitingScan.append($0) }
    }

    func noteScan() {
        isScanned = true
        for waiting in awaitingScan { waiting.resume() }
        awaitingScan = []
    }

    /// Takes over events that were just recorded, with the notifications that listen to them.
    package func enqueue(_ events: [EventToTell]) {
        guard phase == .new || phase == .running else { return }
        for event in events {
            if inbox.count < limits.events {
                inbox.append(event)
            } else {
                storeHasEvents = true
            }
        }
        work()
    }

    /// Tells that the time of day was set.
    package func clockChanged() {
        let offset = Duration.microseconds(wallClock.microseconds()) - clock.now()
        // Times stored before lie too far ahead now. An attempt too early does no harm.
        search.restart(includingFuture: offset < clockOffset - limits.clockTolerance)
        clockOffset = offset
        work()
    }

    package var status: CourierStatus {
        let (now, wallNow) = (clock.now(), wallNow)
        return CourierStatus(
            inFlight: scheduler.inFlight, queued: scheduler.queued,
            failingDestinations: scheduler.failing(now: now).map { failing in
                CourierStatus.FailingDestination(
                    name: failing.destination, reason: failing.reason,
                    since: failing.since.map { wallNow + ($0 - now) },
                    until: wallNow + (failing.until - now))
            },
            trouble: (writeTrouble.error ?? readTrouble.error)?.description)
    }

    /// Sets everything going that can go on; called after each change.
    func work() {
        guard phase == .running else { return endIfDone() }
        beginNext()
        if !isPlanning, storeHasEvents || !inbox.isEmpty {
            isPlanning = true
            Task { await plan() }
        }
        recordIfNeeded()
        if !isLoading, maySearch(now: clock.now()) {
            isLoading = true
            Task { await load() }
        }
        arm()
    }

    var wallNow: Timestamp { Timestamp(microseconds: wallClock.microseconds()) }

    /// A monotonic time as the time of day that is stored.
    func wallTime(_ time: Duration) -> Timestamp { wallNow + (time - clock.now()) }
}
