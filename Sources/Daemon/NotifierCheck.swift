import Control
import Definitions
import Domain
import Formats
import Persistence

/// Finds notifiers that notifications name and cannot use.
struct NotifierCheck {
    private let store: Store
    private var usable: [Owner?: [Name]] = [:]
    private var faults: [Fault] = []

    init(_ store: Store) { self.store = store }

    /// Checks the notifications of one list, whose runs belong to the owner; where they may be
    /// anyone's, it is nil.
    mutating func check(
        _ notifications: [Notification], path: String, of owner: Owner?
    ) async throws(StoreError) {
        for (index, notification) in notifications.enumerated() {
            guard case .notifier(let name) = notification.target else { continue }
            let known = try await names(usableBy: owner)
            if known.contains(name) { continue }
            faults.append(
                Fault(
                    path: "\(path)[\(index)].\(NotificationField.notifier.rawValue)",
                    message: UnknownWord.message(
                        "notifier", name.text, among: known.map(\.text),
                        advice: owner == nil
                            ? "a project may use shared ones, which are"
                            : "those that may be used here are")))
        }
    }

    /// Throws what was found, if anything was.
    func finish() throws(CallError) {
        guard faults.isEmpty else { throw .invalid(faults) }
    }

    private mutating func names(usableBy owner: Owner?) async throws(StoreError) -> [Name] {
        if let known = usable[owner] { return known }
        let names = try await store.notifierNames(usableBy: owner)
        usable[owner] = names
        return names
    }
}
