package import Domain
package import Formats

extension Store {
    /// The events in the outbox that have no deliveries yet, because a crash came between.
    ///
    /// One that cannot be read is told as failed deliveries instead, and left out.
    package func pendingEvents(
        after: UID? = nil, limit: Int
    ) async throws(StoreError) -> [EventToTell] {
        let (events, unreadable) = try await read { session throws(StoreError) in
            try session.pendingEvents(after: after, limit: limit)
        }
        if !unreadable.isEmpty {
            try await write(isEssential: true) { session throws(StoreError) in
                for (event, why) in unreadable { try session.giveUp(event: event, why) }
            }
        }
        return events
    }

    /// Sends the notifications of a run's end again, or one of them, as a new event in the outbox.
    ///
    /// A notification that is named is sent even when it does not listen to such an end.
    package func resend(
        run uid: UID, notification: Name? = nil, by caller: Caller, now: Timestamp
    ) async throws(StoreError) -> [EventToTell] {
        try await write { session throws(StoreError) in
            let row = try session.runRow(uid, for: caller)
            guard row.run.state.isFinal else {
                throw .invalidState(
                    "the run \(uid) is still \(row.run.state.rawValue): what happens to it is told when it "
                        + "ends")
            }
            return [try session.resend(row, notification, now: now)]
        }
    }

    /// What would tell of a run's present state, or of something else that happens to it, and whom; nothing
    /// of it is stored.
    ///
    /// A notification that is named is there even when it does not listen.
    package func eventToRender(
        run uid: UID, _ happening: Happening?, notification: Name? = nil, by caller: Caller,
        now: Timestamp
    ) async throws(StoreError) -> EventToTell {
        try await read { session throws(StoreError) in
            let row = try session.runRow(uid, for: caller)
            let (event, listeners) = try session.eventAgain(row, notification, happening, now: now)
            if let notification, listeners.isEmpty {
                throw .notFound(kind: "notification", name: "\(notification) of the run \(uid)")
            }
            return EventToTell(event: event, notifications: listeners.compactMap(\.notification))
        }
    }

    /// What the outbox holds, without counting it.
    package func counts() async throws(StoreError) -> StoreCounts {
        let oldest = try await read { session throws(StoreError) in
            try session.connection.first(
                """
                SELECT notifications_pending_since FROM event
                WHERE notifications_pending_since IS NOT NULL
                ORDER BY notifications_pending_since LIMIT 1
                """
            ) { columns throws(StoreError) in columns.time() }
        }
        return StoreCounts(pendingDeliveries: pendingDeliveries, oldestPendingSince: oldest)
    }
}
