import Domain
import Formats
import Recurrence

extension ScheduleWriter {
    /// The policies that are not as if left out, by their keys.
    func policies(_ policies: Policies) -> [(ScheduleField, JSONValue)] {
        let standard = Policies()
        var members: [(ScheduleField, JSONValue)] = []
        func put<Value: Equatable>(
            _ field: ScheduleField, _ path: KeyPath<Policies, Value>,
            _ json: (Value) -> JSONValue?
        ) {
            let value = policies[keyPath: path]
            if value != standard[keyPath: path], let json = json(value) {
                members.append((field, json))
            }
        }
        put(.overlap, \.overlap) { .string($0.rawValue) }
        put(.maxActive, \.maxActive) { .integer($0) }
        put(.catchUp, \.catchUp) { .string($0.rawValue) }
        put(.catchUpLimit, \.catchUpLimit) { .integer($0) }
        put(.startDeadline, \.startDeadline) { $0.map { .string($0.text) } }
        put(.spread, \.spread) { .string($0.text) }
        put(.retry, \.retry, retry)
        put(.startOnBoot, \.startOnBoot) { .bool($0) }
        put(.leftovers, \.leftovers) { .string($0.rawValue) }
        put(.gap, \.gap) { $0.map { .string($0.rawValue) } }
        put(.fold, \.fold) { $0.map { .string($0.rawValue) } }
        return members
    }

    private func retry(_ retry: RunRetry) -> JSONValue {
        let standard = RunRetry()
        var object: JSONObject = [RetryField.limit.rawValue: .integer(retry.limit)]
        func put(_ field: RetryField, _ isStandard: Bool, _ value: JSONValue) {
            if !isStandard { object.append(field.rawValue, value) }
        }
        put(.delay, retry.delay == standard.delay, .string(retry.delay.text))
        put(
            .longestDelay, retry.longestDelay == max(standard.longestDelay, retry.delay),
            .string(retry.longestDelay.text))
        put(
            .exitCodes, retry.exitCodes == standard.exitCodes,
            .array(retry.exitCodes.map { .integer(Int64($0)) }))
        put(
            .reasons, retry.reasons.isEmpty,
            .array(retry.reasons.map { .string($0.rawValue) }))
        return .object(object)
    }
}
