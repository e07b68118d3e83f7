/// Counts connections against their limits; a value, changed under the server's lock.
package struct ConnectionTable {
    package enum Verdict: Equatable {
        case admitted, tooMany, tooManyOfUser
    }

    private let limits: ServerLimits
    /// The service's own user, which like root has places reserved.
    private let ownUser: UInt32
    private var countsByUser: [UInt32: Int] = [:]
    package private(set) var count = 0

    package init(limits: ServerLimits, ownUser: UInt32) {
        self.limits = limits
        self.ownUser = ownUser
    }

    package mutating func admit(_ user: UInt32) -> Verdict {
        let isPrivileged = user == 0 || user == ownUser
        let total = limits.connections + (isPrivileged ? limits.reservedConnections : 0)
        let ofUser = countsByUser[user, default: 0]
        guard count < total else { return .tooMany }
        guard isPrivileged || ofUser < limits.connectionsPerUser else { return .tooManyOfUser }
        countsByUser[user] = ofUser + 1
        count += 1
        return .admitted
    }

    package mutating func release(_ user: UInt32) {
        guard let ofUser = countsByUser[user] else { return }
        countsByUser[user] = ofUser > 1 ? ofUser - 1 : nil
        count -= 1
    }
}
