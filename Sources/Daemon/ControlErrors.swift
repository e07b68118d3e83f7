import Control
import Definitions
import Domain
import Formats
import Persistence

/// The errors of the interface `io.notifyd`.
package enum ControlError: String, CaseIterable, Sendable {
    case notFound = "NotFound"
    case notPermitted = "NotPermitted"
    case invalidDefinition = "InvalidDefinition"
    case invalidState = "InvalidState"
    case unavailable = "Unavailable"
}

extension CallError {
    private static func named(_ error: ControlError, _ parameters: JSONObject) -> CallError {
        CallError(name: "io.notifyd.\(error.rawValue)", parameters: parameters)
    }

    /// - Parameter message: what is said instead of the usual words.
    static func notFound(
        _ kind: String, _ name: String, saying message: String? = nil
    ) -> CallError {
        var shown = name.unicodeScalars.prefix(DaemonLimits.repeatedName)
            .map { $0.escaped(asASCII: false) }.joined()
        if shown.isEmpty { shown = "\"\"" }
        return .named(
            .notFound,
            [
                "kind": .string(kind), "name": .string(shown),
                "message": .string(
                    message ?? "\(StoreError.notFound(kind: kind, name: shown))"),
            ])
    }

    /// What is waited for does not come before the end of the daemon, or of the call.
    static let stopping = unavailable(
        "notifyd is stopping, and runs go on without it: ask again when it has been started")

    static func notPermitted(_ message: String) -> CallError {
        .named(.notPermitted, ["message": .string(message)])
    }

    static func invalidState(_ message: String) -> CallError {
        .named(.invalidState, ["message": .string(message)])
    }

    static func unavailable(_ message: String) -> CallError {
        .named(.unavailable, ["message": .string(message)])
    }

    static func invalid(_ faults: [Fault]) -> CallError {
        let wire = faults.map { fault -> JSONValue in
            ["path": .string(fault.path), "message": .string(fault.message)]
        }
        let first = faults.first.map { "\($0.path): \($0.message)" } ?? ""
        let others = faults.count > 1 ? " (and \(faults.count - 1) more)" : ""
        return .named(
            .invalidDefinition, ["faults": .array(wire), "message": .string(first + others)])
    }

    /// What is wrong in files, each fault with its file, line and column before its path.
    static func invalid(_ error: InvalidFiles) -> CallError {
        .invalid(
            error.faults.map { found in
                let place = found.fault.position.map { ":\($0.line):\($0.column)" } ?? ""
                let path = found.fault.path.isEmpty ? "" : ": \(found.fault.path)"
                return Fault(path: "\(found.file)\(place)\(path)", message: found.fault.message)
            })
    }

    init(_ error: StoreError) {
        switch error {
        case .notFound(let kind, let name): self = .notFound(kind, name)
        case .notPermitted(let message): self = .notPermitted(message)
        case .invalidState(let message): self = .invalidState(message)
        default: self = .unavailable(error.description)
        }
    }
}
