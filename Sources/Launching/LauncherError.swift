package import Platform

/// Why the launcher cannot be spoken to, and what to do about it.
package enum LauncherError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody answers at the socket.
    case unreachable(socket: String, reason: SystemError)
    /// The program did not start or did not serve.
    case cannotStart(program: String, reason: String)
    /// It accepted the connection and closed it: it refuses this user, or has just ended.
    case refused(socket: String)
    /// It does not answer hello.
    case silent(socket: String)
    /// It speaks another version of the protocol.
    case incompatible(version: UInt16, needed: UInt16)
    /// It was there and is gone.
    case disconnected
    /// Too many requests wait to be sent.
    case overloaded
    /// A request that the protocol does not allow.
    case invalid(String)
    /// This process lacks something to speak to it.
    case system(SystemError)

    package var description: String {
        switch self {
        case .unreachable(let socket, let reason):
            "no launcher answers at \(socket) (\(reason)); start notifyd-launcher --socket \(socket)"
        case .cannotStart(let program, let reason):
            "the launcher \(program) does not start: \(reason)"
        case .refused(let socket):
            "the launcher at \(socket) closed the connection; it serves root, its own user and the "
                + "one of --client-user, see its log"
        case .silent(let socket):
            "the launcher at \(socket) accepts connections and does not answer; see its log, and end "
                + "it if it hangs"
        case .incompatible(let version, let needed):
            "the launcher speaks version \(version) of the protocol and not \(needed); send it "
                + "SIGHUP to make it execute the installed program"
        case .disconnected: "the launcher is gone; connect again and ask what it holds"
        case .overloaded: "too many requests wait for the launcher; wait for its reports first"
        case .invalid(let why): "the launcher would refuse this request: \(why)"
        case .system(let error): "cannot speak to the launcher: \(error)"
        }
    }

    /// Whether a launcher that is started now would help.
    var isAbsence: Bool {
        switch self {
        case .unreachable, .refused, .disconnected: true
        default: false
        }
    }
}
