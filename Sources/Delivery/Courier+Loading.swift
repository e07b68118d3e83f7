import Domain
import Formats
import Persistence

extension Courier {
    /// Whether deliveries may be due in the store, and there is room for them.
    func maySearch(now: Duration) -> Bool {
        guard hasRoom else { return false }
        if search.until != nil { return true }
        guard let due = dueTime(now: now) else { return false }
        return due <= now
    }

    var hasRoom: Bool { limits.jobs - known.count >= min(limits.page, limits.jobs / 2) }

    /// The monotonic time at which to search again; nil when nothing is to be found.
    func dueTime(now: Duration) -> Duration? {
        guard let nextDue = search.nextDue else { return nil }
        let wallNow = wallNow
        guard nextDue > wallNow else { return lastSearch.map { $0 + limits.searchGap } ?? now }
        return now + (nextDue - wallNow)
    }

    /// Reads what is due from the store, as far as there is room.
    func load() async {
        while phase == .running, maySearch(now: clock.now()) {
            do {
                try await loadPage()
                readWorked()
            } catch {
                search.fail()
                await readFailed(error)
            }
        }
        isLoading = false
        forgetRequests()
        work()
    }

    private func loadPage() async throws(StoreError) {
        lastSearch = clock.now()
        if search.until == nil {
            search.begin(now: wallNow)
            slowDestinations = []
            if let until = search.until, let next = try await outbox.nextDeliveryDue(after: until) {
                search.note(next)
                // No delay is as long: the clock was set back while nobody looked.
                if next - until > longestDelay { search.restart(includingFuture: true) }
            }
        }
        guard let until = search.until else { return }
        endedDuringLoad = []
        forgetRequests()
        search.beginPage()
        let page = try await outbox.dueDeliveries(
            until: until, after: search.cursor?.row, limit: limits.page)
        let fresh = page.filter {
            !known.contains($0.delivery.id) && !endedDuringLoad.contains($0.delivery.id)
        }
        if let last = page.last { search.saw(last) }
        if page.count < limits.page { search.end() }
        let readings = try await readings(of: fresh)
        guard phase == .running else { return }
        for (found, reading) in zip(fresh, readings) {
            await take(found, reading)
            guard phase == .running else { return }
        }
        work()
    }

    /// Longer than any stored time lies ahead.
    private var longestDelay: Duration {
        max(retry.longest, limits.destinations.longestPause) * 2
    }

    private func take(_ found: DeliveryJob, _ reading: ChannelReading) async {
        let id = found.delivery.id
        guard case .ready(let channel) = reading.state else {
            known.insert(id)
            if let outcome = outcome(of: found.delivery, found.event.owner, reading.state) {
                outcomes.append(outcome)
            }
            return
        }
        let job = Job(
            delivery: found.delivery, event: found.event, notification: found.notification,
            channel: channel, mayChange: reading.mayChange, hasLogs: found.hasLogs,
            goesAlone: separated.contains(id))
        let refusal = await admitWaiting(job)
        guard phase == .running else { return }
        known.insert(id)
        if let refusal {
            postpone(job, refusal)
        } else {
            submit(job)
        }
    }

    /// Reserves room for a delivery, and waits a moment for it when many wait already.
    ///
    /// So a destination that keeps up is kept busy out of the store, and what waits for one that does not
    /// makes way for the others.
    private func admitWaiting(_ job: Job) async -> DestinationScheduler<Job>.Refusal? {
        limit(job.channel)
        while true {
            let refusal = scheduler.admit(
                to: job.destination, now: clock.now(), using: &generator)
            guard let refusal, refusal.cause == .full, phase == .running,
                !slowDestinations.contains(job.destination)
            else { return refusal }
            work()
            if await !room(for: job.destination) { slowDestinations.insert(job.destination) }
        }
    }

    /// Waits until a destination has room again; false when that takes too long.
    private func room(for destination: String) async -> Bool {
        guard scheduler.isFull(destination, now: clock.now()) else { return true }
        let (clock, time) = (clock, clock.now() + limits.roomPatience)
        let timeout = Task {
            guard (try? await clock.sleep(until: time)) != nil else { return }
            if self.roomAwaited?.until == time { self.endWaitForRoom() }
        }
        await withCheckedContinuation { roomAwaited = (destination, time, $0) }
        timeout.cancel()
        return !scheduler.isFull(destination, now: clock.now())
    }

    func endWaitForRoom() {
        roomAwaited?.continuation.resume()
        roomAwaited = nil
    }
}
