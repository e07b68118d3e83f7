import Domain
import Formats
import Recurrence

/// Policies as they are stored; what is as if nothing were said is left out.
extension Policies {
    var json: JSONValue {
        let standard = Policies()
        var object = JSONObject()
        func put<Value: Equatable>(
            _ name: String, _ path: KeyPath<Policies, Value>, _ json: (Value) -> JSONValue?
        ) {
            if self[keyPath: path] != standard[keyPath: path] {
                object[name] = json(self[keyPath: path])
            }
        }
        put("overlap", \.overlap) { .string($0.rawValue) }
        put("max_active", \.maxActive) { .integer($0) }
        put("catch_up", \.catchUp) { .string($0.rawValue) }
        put("catch_up_limit", \.catchUpLimit) { .integer($0) }
        put("start_deadline", \.startDeadline) { $0.map { .integer($0.microseconds) } }
        put("spread", \.spread) { .integer($0.microseconds) }
        put("retry", \.retry) { $0.json }
        put("start_on_boot", \.startOnBoot) { .bool($0) }
        put("leftovers", \.leftovers) { .string($0.rawValue) }
        put("dst_gap", \.gap) { $0.map { .string($0.rawValue) } }
        put("dst_fold", \.fold) { $0.map { .string($0.rawValue) } }
        return .object(object)
    }

    init(_ json: JSONReader) throws(UnreadableRow) {
        self.init()
        overlap = try json.optionalWord("overlap") ?? overlap
        maxActive = try json.optionalInteger("max_active") ?? maxActive
        catchUp = try json.optionalWord("catch_up") ?? catchUp
        catchUpLimit = try json.optionalInteger("catch_up_limit") ?? catchUpLimit
        startDeadline = try json.optionalDuration("start_deadline")
        spread = try json.optionalDuration("spread") ?? spread
        retry = try json.optionalObject("retry").map(RunRetry.init) ?? retry
        startOnBoot = try json.optionalBool("start_on_boot") ?? startOnBoot
        leftovers = try json.optionalWord("leftovers") ?? leftovers
        gap = try json.optionalWord("dst_gap")
        fold = try json.optionalWord("dst_fold")
    }
}

extension RunRetry {
    fileprivate var json: JSONValue {
        [
            "limit": .integer(limit), "delay": .integer(delay.microseconds),
            "max_delay": .integer(longestDelay.microseconds),
            "exit_codes": .array(exitCodes.map { .integer(Int64($0)) }),
            "reasons": .array(reasons.map { .string($0.rawValue) }),
        ]
    }

    fileprivate init(_ json: JSONReader) throws(UnreadableRow) {
        self.init(
            limit: try json.integer("limit"), delay: try json.duration("delay"),
            longestDelay: try json.duration("max_delay"),
            exitCodes: try json.integers("exit_codes"), reasons: try json.words("reasons"))
    }
}
