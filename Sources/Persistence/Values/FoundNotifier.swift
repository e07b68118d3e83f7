package import Domain

/// What the store has under the name of a notifier.
package enum FoundNotifier: Hashable, Sendable {
    case notifier(Notifier)
    /// Its row cannot be understood, as the reason says.
    case unreadable(kind: String, why: String)

    /// Whose it is, where that can be read.
    package var owner: Owner? {
        if case .notifier(let notifier) = self { notifier.owner } else { nil }
    }

    package var kind: String {
        switch self {
        case .notifier(let notifier): notifier.configuration.kind
        case .unreadable(let kind, _): kind
        }
    }
}
