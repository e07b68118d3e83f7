import Domain
import Glibc
import Persistence
import Platform

/// The system user that a run's command runs as.
struct RunAccount: Sendable {
    let name: String
    /// Nil where this system knows no such user; the launcher will say so.
    private let uid: UInt32?

    /// - Throws: `LaunchFault` when the run's owner has no account.
    init(of startable: StartableRun) throws(LaunchFault) {
        if let name = startable.definition.user {
            self.name = name
            uid = SystemUser(named: name)?.uid
            return
        }
        let owner = startable.run.owner
        guard let account = SystemUser(uid: owner.uid) else {
            throw LaunchFault(
                message: "its owner, user id \(owner.uid), has no account on this system")
        }
        name = account.name
        uid = account.uid
    }

    /// Whether it is another user than this process's.
    var isOther: Bool { uid.map { $0 != geteuid() } ?? false }
}
