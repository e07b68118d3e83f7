import Glibc

/// Who may connect beside root and the launcher's own user.
enum ClientUser {
    case uid(UInt32)
    case name(String)

    func uid() throws(StartError) -> UInt32 {
        switch self {
        case .uid(let uid): return uid
        case .name(let name):
            switch Account.named(name) {
            case .found(let account): return account.uid
            case .unknown:
                throw StartError("user \(name) of --client-user does not exist on this machine")
            case .failed(let error):
                throw StartError(cannot: "look up user \(name) of --client-user", error)
            }
        }
    }
}
