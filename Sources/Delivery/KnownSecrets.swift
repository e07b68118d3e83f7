package import Channels
package import Formats
import Platform

/// The secrets of the notifications that were sent last, kept out of the log and of errors.
package final class KnownSecrets: Sendable {
    /// Secrets remembered; beyond them the oldest are forgotten.
    private static let bound = 4096

    private struct State {
        var redactor = Redactor()
        var known: Set<String> = []
        var order = FIFO<String>()
    }

    private let state = Locked(State())

    package init() {}

    package func note(_ words: SecretWords) {
        if words.distinctive.isEmpty { return }
        state.withLock { state in
            for word in words.distinctive where state.known.insert(word).inserted {
                state.redactor.insert(word)
                state.order.append(word)
                if state.order.count > Self.bound, let oldest = state.order.popFirst() {
                    state.known.remove(oldest)
                    state.redactor.remove(oldest)
                }
            }
        }
    }

    package func redacted(_ text: String) -> String {
        state.withLock { $0.redactor }.redacted(text)
    }

    /// The object with its texts redacted; names of members stay.
    package func redacted(_ object: JSONObject) -> JSONObject {
        let redactor = state.withLock { $0.redactor }
        return redactor.redacted(.object(object)).object ?? object
    }
}
