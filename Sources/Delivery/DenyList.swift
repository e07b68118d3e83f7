package import Domain
import Platform

/// The addresses to which nothing is sent, as the store has them, in memory.
package final class DenyList: Sendable {
    private struct State {
        var exact: [String: [Denial]] = [:]
        var patterns: [Denial] = []
        var lastTicket = 0
        var shownTicket = 0
    }

    private let state = Locked(State())

    package init() {}

    /// Reads the list anew. Of several readings at once the one that was begun last stands.
    package func refresh<Failure: Error>(
        _ read: () async throws(Failure) -> [Denial]
    ) async throws(Failure) {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        let denials = try await read()
        let exact = Dictionary(grouping: denials.filter(\.pattern.isExact), by: \.pattern.text)
        let patterns = denials.filter { !$0.pattern.isExact }
        state.withLock { state in
            guard ticket > state.shownTicket else { return }
            (state.exact, state.patterns) = (exact, patterns)
            state.shownTicket = ticket
        }
    }

    /// The addresses of a channel that are denied, with the first reason for each.
    func denials(
        of addresses: [String], kind: String
    ) -> [(address: String, denial: Denial)] {
        let (exact, patterns) = state.withLock { ($0.exact, $0.patterns) }
        if exact.isEmpty, patterns.isEmpty { return [] }
        return addresses.compactMap { address in
            let denial =
                exact[address.lowercased()]?.first { $0.covers(address, of: kind) }
                ?? patterns.first { $0.covers(address, of: kind) }
            return denial.map { (address, $0) }
        }
    }
}

extension Denial {
    /// Why nothing is sent there: a clause that follows the address.
    var clause: String {
        let name = SystemUser(uid: by)?.name ?? "user \(by)"
        return "is denied since \(since) by \(name)" + (reason.isEmpty ? "" : ": \(reason)")
    }
}
