package import Domain
import Glibc
package import Platform

/// Who may do what: root, the service's own user and the group `notifyd` administer.
package enum Callers {
    private static let group = "notifyd"

    @Sendable package static func caller(_ peer: Peer) -> Caller {
        Caller(uid: peer.uid, isAdministrator: administers(Owner(uid: peer.uid)))
    }

    @Sendable package static func administers(_ user: Owner) -> Bool {
        user.uid == 0 || user.uid == geteuid()
            || SystemUser(uid: user.uid)?.isMember(ofGroup: group) == true
    }
}

/// The names of owners, each looked up once.
struct OwnerNames {
    private var names: [UInt32: String] = [:]

    /// The account's name, or its number when it has none.
    mutating func name(of owner: Owner) -> String {
        if let known = names[owner.uid] { return known }
        let name = SystemUser(uid: owner.uid)?.name ?? String(owner.uid)
        names[owner.uid] = name
        return name
    }
}
