/// Why the store did not do what was asked, in one sentence that says what to do.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such thing, of a kind (`schedule`, `run`, …).
    case notFound(kind: String, name: String)
    /// It belongs to somebody else.
    case notPermitted(String)
    /// It cannot be done to what is in this state.
    case invalidState(String)
    /// It could not be written, most often for want of room; nothing of it was done.
    case full(String)
    /// Another process has the state folder or the database.
    case locked(String)
    /// The database was written by a newer version of the program.
    case newer(String)
    /// The database is damaged, or is none.
    case damaged(String)
    /// Anything else.
    case failed(String)

    package var description: String {
        switch self {
        case .notFound(let kind, let name):
            "there is no \(kind) \(name): see \(Self.verb(showing: kind))"
        case .notPermitted(let text), .invalidState(let text), .full(let text), .locked(let text),
            .newer(let text), .damaged(let text), .failed(let text):
            text
        }
    }

    private static func verb(showing kind: String) -> String {
        switch kind {
        case "delivery": "notifyctl list-deliveries"
        case "notification": "notifyctl show-run"
        default: "notifyctl list-\(kind)s"
        }
    }

    /// Whether the database itself could not be read or written, so that no operation of a group stands.
    var concernsStorage: Bool {
        switch self {
        case .full, .damaged: true
        default: false
        }
    }
}
