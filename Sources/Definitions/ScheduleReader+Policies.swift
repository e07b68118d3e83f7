import Domain
import Formats
import Recurrence

extension ScheduleReader {
    /// The policies, as far as they could be read; they count only when no fault was reported.
    func policies(
        _ fields: Fields<ScheduleField>, expression: Expression?, successExitCodes: [Int32],
        reading: inout Reading
    ) -> Policies {
        var policies = Policies()
        if let place = fields[.overlap] {
            policies.overlap = reading.choice(place, OverlapPolicy.self) ?? policies.overlap
        }
        if let place = fields[.maxActive] {
            policies.maxActive =
                reading.integer(place, in: DefinitionLimits.maxActive) ?? policies.maxActive
        }
        if let place = fields[.catchUp] {
            policies.catchUp = reading.choice(place, CatchUpPolicy.self) ?? policies.catchUp
        }
        if let place = fields[.catchUpLimit] {
            policies.catchUpLimit =
                reading.integer(place, in: DefinitionLimits.catchUp) ?? policies.catchUpLimit
        }
        policies.startDeadline = fields[.startDeadline].flatMap {
            reading.duration($0, in: DefinitionLimits.startDeadline)
        }
        if let place = fields[.spread] {
            policies.spread =
                reading.duration(place, in: DefinitionLimits.spread) ?? policies.spread
        }
        if let place = fields[.retry] {
            policies.retry =
                retry(place, successExitCodes: successExitCodes, reading: &reading)
                ?? policies.retry
        }
        policies.startOnBoot = fields[.startOnBoot].flatMap { reading.bool($0) } ?? false
        if let place = fields[.leftovers] {
            policies.leftovers =
                reading.choice(place, LeftoversPolicy.self) ?? policies.leftovers
        }
        policies.gap = fields[.gap].flatMap { reading.choice($0, GapRule.self) }
        policies.fold = fields[.fold].flatMap { reading.choice($0, FoldRule.self) }
        reportContradictions(fields, policies, reading: &reading)
        if let expression {
            reportWithoutEffect(fields, policies, expression, reading: &reading)
        }
        return policies
    }

    private func reportContradictions(
        _ fields: Fields<ScheduleField>, _ policies: Policies, reading: inout Reading
    ) {
        if let place = fields[.maxActive], policies.overlap == .allow {
            reading.fault(place, "allow has no bound: write overlap: queue-all with max_active")
        }
        if let place = fields[.catchUpLimit], policies.catchUp != .all {
            reading.fault(
                place,
                "only catch_up: all has a limit, and here it is \(policies.catchUp.rawValue): "
                    + "leave it out, or write catch_up: all")
        }
    }

    /// What is written down and means nothing beside such an expression was meant otherwise.
    private func reportWithoutEffect(
        _ fields: Fields<ScheduleField>, _ policies: Policies, _ expression: Expression,
        reading: inout Reading
    ) {
        func refuse(_ keys: [ScheduleField], _ why: String) {
            for key in keys {
                if let place = fields[key] { reading.fault(place, "\(why): leave it out") }
            }
        }
        switch expression.cause {
        case .recurrence:
            guard !expression.followsWall else { return }
            refuse(
                [.gap, .fold],
                "has no effect, since \"every\" counts the time that passes, whatever clocks show")
        case .once:
            if !expression.followsWall {
                refuse(
                    [.gap, .fold], "has no effect, since \"at\" names an instant with its offset")
            } else if policies.fold == .both {
                refuse([.fold], "\"at\" comes once, and not at both")
            }
            if policies.catchUp == .all {
                refuse(
                    [.catchUp, .catchUpLimit],
                    "has no effect, since \"at\" comes once")
            }
        case .end:
            refuse(
                [.catchUp, .catchUpLimit, .startDeadline, .spread, .gap, .fold],
                "has no effect, since \"after\" waits for the end of the last run and is never late"
            )
        case .boot:
            refuse(
                [.catchUp, .catchUpLimit, .startDeadline, .spread, .gap, .fold],
                "has no effect, since \"@reboot\" comes with the start of the machine, never late")
            refuse([.startOnBoot], "\"@reboot\" says that already")
        }
    }

    /// `retry: 3` is short for `retry: {limit: 3}`.
    private func retry(
        _ place: Place, successExitCodes: [Int32], reading: inout Reading
    ) -> RunRetry? {
        var retry = RunRetry()
        if case .integer = place.node.content {
            guard let limit = reading.integer(place, in: DefinitionLimits.retries) else {
                return nil
            }
            retry.limit = limit
            reportIdle(retry, place, successExitCodes: successExitCodes, reading: &reading)
            return retry
        }
        guard case .map = place.node.content else {
            reading.wrongForm(
                place, wanted: "a number of retries or an object with the keys of retry")
            return nil
        }
        let before = reading.faultCount
        guard let fields = Fields<RetryField>(place, of: "retry", reading: &reading) else {
            return nil
        }
        fields.reportMissing(
            RetryField.required, why: [.limit: "say how often a run is tried again"],
            reading: &reading)
        if let place = fields[.limit] {
            retry.limit = reading.integer(place, in: DefinitionLimits.retries) ?? retry.limit
        }
        readDelays(fields, into: &retry, reading: &reading)
        if let place = fields[.exitCodes] {
            retry.exitCodes = retriedExitCodes(
                place, successExitCodes: successExitCodes, reading: &reading)
        }
        if let place = fields[.reasons] {
            let words = (reading.list(place) ?? []).compactMap {
                reading.choice($0, ErrorReason.self)
            }
            retry.reasons = ErrorReason.allCases.filter(words.contains)
        }
        if reading.faultCount == before {
            reportIdle(retry, place, successExitCodes: successExitCodes, reading: &reading)
        }
        return retry
    }

    /// A delay beyond the longest one by default makes that as long; one that is bounded below the
    /// first one by default makes that as short.
    private func readDelays(
        _ fields: Fields<RetryField>, into retry: inout RunRetry, reading: inout Reading
    ) {
        let delay = fields[.delay].flatMap {
            reading.duration($0, in: DefinitionLimits.retryDelay)
        }
        let longest = fields[.longestDelay].flatMap {
            reading.duration($0, in: DefinitionLimits.retryDelay)
        }
        if let place = fields[.longestDelay], let delay, let longest, delay > longest {
            reading.fault(place, "must be at least \"delay\", \(delay.text), not \(longest.text)")
        }
        retry.delay = delay ?? min(retry.delay, longest ?? retry.delay)
        retry.longestDelay = longest ?? max(retry.longestDelay, retry.delay)
    }

    private func retriedExitCodes(
        _ place: Place, successExitCodes: [Int32], reading: inout Reading
    ) -> [Int32] {
        var codes: Set<Int32> = []
        for place in reading.list(place) ?? [] {
            guard let value = reading.integer(place, in: DefinitionLimits.retriedExitCodes) else {
                continue
            }
            if successExitCodes.contains(Int32(value)) {
                reading.fault(place, "\(value) means success, as success_exit_codes says")
            }
            codes.insert(Int32(value))
        }
        return codes.sorted()
    }

    /// Tells of retries that no end would ever lead to.
    private func reportIdle(
        _ retry: RunRetry, _ place: Place, successExitCodes: [Int32], reading: inout Reading
    ) {
        guard retry.limit > 0, retry.reasons.isEmpty,
            retry.exitCodes.allSatisfy(successExitCodes.contains)
        else { return }
        reading.fault(
            place,
            retry.exitCodes.isEmpty
                ? "nothing would be tried again: name exit_codes or reasons"
                : "only the exit status \(RunRetry.temporaryFailure) would be tried again, and it "
                    + "means success, as success_exit_codes says: name exit_codes or reasons")
    }
}
