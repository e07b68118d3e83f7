package import Domain
package import Formats

extension Store {
    /// Records the deliveries that events make; what was planned before stays as it is.
    ///
    /// An event with nothing pending is taken out of the outbox. A notification that listens but cannot be
    /// read gets a failed delivery that says so.
    /// The result is those that have to wait, with the ones that they wait for.
    @discardableResult
    package func planDeliveries(
        _ plans: [DeliveryPlan]
    ) async throws(StoreError) -> [DeliveryID: DeliveryID] {
        try await write(isEssential: true) { session throws(StoreError) in
            var waiting: [DeliveryID: DeliveryID] = [:]
            for plan in plans { try session.record(plan, &waiting) }
            return waiting
        }
    }

    /// The deliveries to be tried until an instant, earliest first, a page at a time.
    ///
    /// One that cannot be read ends as failed, and is left out.
    package func dueDeliveries(
        until: Timestamp, after: DueCursor? = nil, limit: Int
    ) async throws(StoreError) -> [DeliveryJob] {
        let (jobs, unreadable) = try await read { session throws(StoreError) in
            try session.dueDeliveries(until: until, after: after, limit: limit)
        }
        if !unreadable.isEmpty {
            try await write(isEssential: true) { session throws(StoreError) in
                for (id, why) in unreadable { try session.giveUp(delivery: id, why, at: until) }
            }
            // Others may have waited for them.
            return try await dueDeliveries(until: until, after: after, limit: limit)
        }
        return jobs
    }

    /// The deliveries of an event that collect its run's log, ended ones too.
    package func logCollections(of event: UID) async throws(StoreError) -> [DeliveryJob] {
        try await read { session throws(StoreError) in try session.logCollections(of: event) }
    }

    /// The earliest instant after the given one at which a delivery is to be tried.
    package func nextDeliveryDue(after: Timestamp) async throws(StoreError) -> Timestamp? {
        try await read { session throws(StoreError) in
            try session.connection.first(
                """
                SELECT next_attempt_at FROM delivery
                WHERE state = 'pending' AND waits_for IS NULL AND next_attempt_at > ?
                ORDER BY next_attempt_at LIMIT 1
                """, [.time(after)]
            ) { columns throws(StoreError) in columns.time() }
        }
    }

    /// Records what became of deliveries, with their attempts and what their channels are to remember;
    /// what each came to, in their order.
    ///
    /// The last delivery of an event that ends takes the event out of the outbox.
    package func recordOutcomes(
        _ outcomes: [DeliveryOutcome]
    ) async throws(StoreError) -> [RecordedOutcome] {
        try await write(isEssential: true) { session throws(StoreError) in
            try outcomes.map { outcome throws(StoreError) in
                if let memory = outcome.memory { try session.remember(memory, of: outcome.id) }
                return try session.record(outcome)
            }
        }
    }

    /// What a channel remembers for a delivery; nil where it is nothing yet.
    package func memory(
        _ key: MemoryKey, of delivery: DeliveryID
    ) async throws(StoreError) -> String? {
        try await read { session throws(StoreError) in try session.memory(key, of: delivery) }
    }

    /// Makes a delivery that was not sent due at once, and its event pending again.
    ///
    /// Its attempts go on counting, and how long it is tried counts anew.
    package func retryDelivery(
        _ id: DeliveryID, reason: String, by caller: Caller, now: Timestamp
    ) async throws(StoreError) -> DeliveryJob {
        try await write { session throws(StoreError) in
            try session.retry(id, reason: reason, by: caller, now: now)
        }
    }

    /// Ends a pending delivery as suppressed; the last one takes its event out of the outbox.
    ///
    /// It is returned with its owner.
    package func cancelDelivery(
        _ id: DeliveryID, reason: String, by caller: Caller, now: Timestamp
    ) async throws(StoreError) -> (Delivery, Owner) {
        try await write { session throws(StoreError) in
            try session.cancel(id, reason: reason, by: caller, now: now)
        }
    }
}
