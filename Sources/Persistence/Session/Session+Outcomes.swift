import Domain
import Formats

extension Session {
    /// Records what became of a delivery, with its attempt.
    ///
    /// A success counts whatever was asked meanwhile, unless the delivery was cancelled. Anything else counts
    /// only for a delivery that nobody has asked to try again since the attempt began.
    func record(_ outcome: DeliveryOutcome) throws(StoreError) -> RecordedOutcome {
        let found = try connection.first(
            """
            UPDATE delivery SET state = ?1, attempts = coalesce(?2, attempts), next_attempt_at = ?3,
                ended_at = ?4, reason = ?5, waits_for = NULL
            WHERE event_id = (SELECT id FROM event WHERE uid = ?6) AND notification = ?7
                AND state = 'pending' AND attempts < coalesce(?2, attempts + 1)
                AND (tried_since = ?8 OR ?1 = 'sent')
            RETURNING id, event_id, kind
            """,
            [
                .word(outcome.state), .integer(outcome.attempt?.number),
                .time(outcome.dueAt), .time(outcome.endedAt), .text(outcome.reason),
                .uid(outcome.id.event), .name(outcome.id.notification), .time(outcome.triedSince),
            ]
        ) { columns throws(StoreError) in (columns.integer(), columns.integer(), columns.text()) }
        guard let (delivery, event, kind) = found else { return try recordOvertaken(outcome) }
        if let attempt = outcome.attempt { try insert(attempt, ofDelivery: delivery) }
        if outcome.state.isFinal {
            pendingDeliveriesChange -= 1
            let released = try release(behind: delivery, now: outcome.at)
            try clearIfTold(event)
            if kind == Delivery.logCollection { try releaseAfterLog(event, at: outcome.at) }
            if !released.isEmpty { return .released(released) }
        }
        return .applied
    }

    /// Records the attempt of an outcome that no longer counts, or was recorded before.
    private func recordOvertaken(_ outcome: DeliveryOutcome) throws(StoreError) -> RecordedOutcome {
        let found = try connection.first(
            """
            SELECT id, state, next_attempt_at, ended_at FROM delivery
            WHERE event_id = (SELECT id FROM event WHERE uid = ?) AND notification = ?
            """, [.uid(outcome.id.event), .name(outcome.id.notification)]
        ) { columns throws(StoreError) in
            (
                id: columns.integer(), state: columns.text(), dueAt: columns.optionalTime(),
                endedAt: columns.optionalTime()
            )
        }
        guard let found else { return .overtaken(dueAt: nil) }
        if found.state == outcome.state.rawValue, found.dueAt == outcome.dueAt,
            found.endedAt == outcome.endedAt
        {
            return .applied
        }
        if let attempt = outcome.attempt {
            try insert(attempt, ofDelivery: found.id)
            try connection.run(
                "UPDATE delivery SET attempts = max(attempts, ?) WHERE id = ?",
                [.integer(attempt.number), .integer(found.id)])
        }
        return .overtaken(dueAt: found.dueAt)
    }

    /// Keeps an attempt, and of many the first and the newest.
    func insert(
        _ attempt: DeliveryAttempt, ofDelivery delivery: Int64
    ) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO delivery_attempt (delivery_id, number, started_at, duration, verdict, status,
                answer, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (delivery_id, number) DO NOTHING
            """,
            [
                .integer(delivery), .integer(attempt.number), .time(attempt.startedAt),
                .duration(attempt.duration), .word(attempt.verdict), .integer(attempt.status),
                .text(attempt.answer), .text(attempt.reason),
            ])
        let newest = attempt.number - StoreLimits.newestDeliveryAttempts
        guard newest > StoreLimits.firstDeliveryAttempts else { return }
        try connection.run(
            "DELETE FROM delivery_attempt WHERE delivery_id = ? AND number > ? AND number <= ?",
            [
                .integer(delivery), .integer(StoreLimits.firstDeliveryAttempts), .integer(newest),
            ])
    }

    func attempts(ofDelivery delivery: Int64) throws(StoreError) -> [DeliveryAttempt] {
        try page(
            Int.max,
            """
            SELECT number, started_at, duration, verdict, status, answer, reason
            FROM delivery_attempt WHERE delivery_id = ? ORDER BY number
            """, [.integer(delivery)]
        ) { columns throws(StoreError) in
            readable("delivery attempt", &columns) { columns throws(UnreadableRow) in
                DeliveryAttempt(
                    number: columns.integer(), startedAt: columns.time(),
                    duration: .microseconds(columns.integer()), verdict: try columns.word(),
                    status: columns.optionalInteger(), answer: columns.text(),
                    reason: columns.text())
            }
        }
    }
}

extension DeliveryOutcome {
    fileprivate var dueAt: Timestamp? { state.isFinal ? nil : nextAttemptAt ?? at }
    fileprivate var endedAt: Timestamp? { state.isFinal ? at : nil }
}
