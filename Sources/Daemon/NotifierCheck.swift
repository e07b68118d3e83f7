import Channels
import Control
import Definitions
import Domain
import Formats
import Persistence
import Plugins

/// Finds notifiers that notifications name and cannot use, and kinds that are not theirs to use.
struct NotifierCheck {
    private let store: Store
    private let kinds: ChannelKinds
    private let administrators: Administrators
    private var usable: [Owner?: [Name]] = [:]
    private var faults: [Fault] = []

    init(_ parts: Parts) {
        store = parts.store
        kinds = parts.plugins.kinds
        administrators = parts.administrators
    }

    /// Whether a list has anything to be checked.
    func concerns(_ notifications: [Notification]) -> Bool {
        notifications.contains { $0.usesNotifier || isRestricted($0.kind) }
    }

    private func isRestricted(_ kind: String) -> Bool {
        kinds.declaration(of: kind)?.isForAdministrators == true
    }

    /// Why somebody may not configure a channel of a kind; nil where they may.
    func fault(ofKind kind: String, for owner: Owner?) -> String? {
        guard isRestricted(kind) else { return nil }
        guard let owner else {
            return "the kind \(kind) is for administrators, and this would be everybody's: use a "
                + "notifier that one of them shares"
        }
        return administrators.contains(owner)
            ? nil
            : "the kind \(kind) is for administrators, because it acts as the user of notifyd, and "
                + "user \(owner.uid) is none: use a notifier that one of them shares"
    }

    /// Checks the notifications of one list, whose runs belong to the owner; where they may be
    /// anyone's, it is nil.
    mutating func check(
        _ notifications: [Notification], path: String, of owner: Owner?
    ) async throws(StoreError) {
        for (index, notification) in notifications.enumerated() {
            guard case .notifier(let name) = notification.target else {
                if let fault = fault(ofKind: notification.kind, for: owner) {
                    faults.append(
                        Fault(
                            path: "\(path)[\(index)].\(NotificationField.kind.rawValue)",
                            message: fault))
                }
                continue
            }
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
