import Channels
import Domain
import Formats
import Persistence
import Rendering
import Templating

extension Courier {
    /// Makes the deliveries of events until none waits; one batch after the other.
    func plan() async {
        while phase == .running, let events = await nextEvents() {
            for batch in batches(of: events) {
                guard let readings = await readings(of: batch) else { break }
                let verdicts = await Conditions.verdicts(on: batch, at: wallNow)
                guard phase == .running else { break }
                await plan(batch, readings[...], verdicts[...])
            }
        }
        isPlanning = false
        work()
    }

    /// As many events as make one write's deliveries, so that no write takes long.
    private func batches(of events: [EventToTell]) -> [ArraySlice<EventToTell>] {
        var batches: [ArraySlice<EventToTell>] = []
        var (start, deliveries) = (0, 0)
        for (index, event) in events.enumerated() {
            if index > start, deliveries + event.notifications.count > limits.page {
                batches.append(events[start..<index])
                (start, deliveries) = (index, 0)
            }
            deliveries += event.notifications.count
        }
        if start < events.count { batches.append(events[start...]) }
        return batches
    }

    /// The next events that are not planned yet; nil when there are none.
    ///
    /// Those of the store come first, for they are the older ones.
    private func nextEvents() async -> [EventToTell]? {
        guard storeHasEvents else { return inbox.isEmpty ? nil : eventsOfInbox() }
        storeHasEvents = false
        defer { noteScan() }
        do {
            let page = try await outbox.pendingEvents(after: lastEvent, limit: limits.page)
            readWorked()
            lastEvent = page.count == limits.page ? page.last?.event.id : nil
            storeHasEvents = storeHasEvents || lastEvent != nil
            return page.filter { recent.insert($0.event.id) }
        } catch {
            (storeHasEvents, lastEvent) = (true, nil)
            await readFailed(error)
            return eventsOfInbox()
        }
    }

    private func eventsOfInbox() -> [EventToTell] {
        var events: [EventToTell] = []
        while events.count < limits.page, let event = inbox.popFirst() { events.append(event) }
        return events.filter { recent.insert($0.event.id) }
    }

    /// What a batch of events comes to, before it is stored.
    private struct Planning {
        var plans: [DeliveryPlan] = []
        var admitted: [Job] = []
        var deferred: [Timestamp] = []
        var ended: [EndedDelivery] = []
        /// What the event that is planned now has to wait for.
        var logs = EventLogs()
        /// Of the event that is planned now, those that were made already: what could not even begin.
        var attempts: [Name: DeliveryAttempt] = [:]
        var lanes: [Name: String] = [:]
    }

    private func plan(
        _ events: ArraySlice<EventToTell>, _ readings: ArraySlice<ChannelReading>,
        _ verdicts: ArraySlice<ConditionVerdict>
    ) async {
        var (readings, verdicts) = (readings, verdicts)
        let now = wallNow
        var planning = Planning()
        for event in events {
            var deliveries: [Delivery] = []
            let count = event.notifications.count
            planning.logs = EventLogs(readings.prefix(count), verdicts.prefix(count))
            for notification in event.notifications {
                guard let reading = readings.popFirst(), let verdict = verdicts.popFirst() else {
                    continue
                }
                deliveries.append(
                    plan(event.event, notification, reading, verdict, at: now, in: &planning))
            }
            planning.plans.append(
                DeliveryPlan(
                    event: event.event.id, deliveries: deliveries, attempts: planning.attempts,
                    lanes: planning.lanes))
            (planning.attempts, planning.lanes) = ([:], [:])
        }
        guard let waiting = await store(planning.plans) else {
            for job in planning.admitted { known.remove(job.id) }
            return
        }
        for time in planning.deferred { search.note(time) }
        if !planning.ended.isEmpty { tell(planning.ended) }
        for job in planning.admitted {
            if let first = waiting[job.id] { wait(job, for: first) } else { submit(job) }
        }
        work()
    }

    /// Decides on one delivery, and reserves room for it when it is to be attempted at once.
    private func plan(
        _ event: Event, _ notification: Notification, _ reading: ChannelReading,
        _ verdict: ConditionVerdict, at now: Timestamp, in planning: inout Planning
    ) -> Delivery {
        var delivery = Delivery(
            id: DeliveryID(event: event.id, notification: notification.name), run: event.run,
            key: event.key, kind: reading.kind, state: .pending, createdAt: now,
            nextAttemptAt: now, reason: (verdict.remark ?? "").bounded)
        switch (verdict, reading.state) {
        case (.suppress(let reason), _):
            delivery =
                Outcome.ended(delivery, of: event.owner, .suppressed, reason: reason, at: now)
                .delivery
        case (.send, .ready(let channel))
        where planning.logs.arePending && !delivery.collectsLog && channel.links(notification):
            // Read from the store as soon as the log is collected, or when that has taken too long.
            planning.lanes[notification.name] = Self.lane(of: event, to: channel)
            let time = now + limits.logPatience
            delivery.nextAttemptAt = time
            delivery.reason = "waits for the run's log to be collected"
            planning.deferred.append(time)
            return delivery
        case (.send, .ready(let channel)):
            planning.lanes[notification.name] = Self.lane(of: event, to: channel)
            if let refusal = admit(delivery.id, to: channel) {
                delivery.nextAttemptAt = refusal.until
                if !refusal.reason.isEmpty { delivery.reason = refusal.reason }
                planning.deferred.append(refusal.until)
            } else {
                planning.admitted.append(
                    Job(
                        delivery: delivery, event: event, notification: notification,
                        channel: channel, mayChange: reading.mayChange,
                        hasLogs: planning.logs.exist, verdict: verdict))
            }
            return delivery
        case (.send, let state):
            if let outcome = outcome(of: delivery, event.owner, state) {
                delivery = outcome.delivery
                planning.attempts[delivery.id.notification] = outcome.attempt
            }
        }
        if let next = delivery.nextAttemptAt {
            planning.deferred.append(next)
        } else {
            planning.ended.append(EndedDelivery(delivery: delivery, owner: event.owner))
        }
        return delivery
    }

    /// Stores plans, however often it takes; nil when the courier stops before.
    private func store(_ plans: [DeliveryPlan]) async -> [DeliveryID: DeliveryID]? {
        while phase == .running {
            do {
                let waiting = try await outbox.planDeliveries(plans)
                writeWorked()
                return waiting
            } catch {
                await writeFailed(error)
            }
        }
        return nil
    }

    /// Reserves room for a delivery; the refusal says when to read it from the store.
    func admit(
        _ id: DeliveryID, to channel: RedactedChannel
    ) -> (until: Timestamp, reason: String)? {
        // Read from the store as soon as there is room.
        guard known.count < limits.jobs else { return (wallNow, "") }
        limit(channel)
        let refusal = scheduler.admit(
            to: channel.destination.key, now: clock.now(), using: &generator)
        if let refusal {
            return refusal.cause == .full
                ? (wallNow, "") : (wallTime(refusal.until), refusal.reason.bounded)
        }
        known.insert(id)
        return nil
    }

    /// Lets a delivery that waited for another one wait for its destination again.
    func readmit(_ job: Job) {
        let refusal = scheduler.admit(to: job.destination, now: clock.now(), using: &generator)
        if let refusal { postpone(job, refusal) } else { submit(job) }
    }

    /// Lets the rules count for whatever goes to a channel's destination.
    func limit(_ channel: RedactedChannel) {
        scheduler.limit(
            channel.destination.key, rules.limits(of: channel.declaration), now: clock.now())
    }

    /// Hands an admitted delivery to the scheduler.
    func submit(_ job: Job) {
        let refusal = scheduler.submit(
            job, to: job.destination, isRetry: job.delivery.attempts > 0, now: clock.now(),
            using: &generator)
        if let refusal { postpone(job, refusal) }
    }
}
