import Glibc

/// The socket that systemd has opened for this program (sd_listen_fds(3)).
enum Activation {
    /// Descriptors from systemd begin here.
    private static let first: Int32 = 3

    /// Takes the socket; nil when none was passed to this very process.
    static func socket() throws(StartError) -> Int32? {
        guard let pid = variable("LISTEN_PID"), pid_t(pid) == getpid(),
            let count = variable("LISTEN_FDS")
        else { return nil }
        guard count == "1" else {
            throw StartError(
                "systemd passed \(count) sockets, and the launcher serves one: let its unit have one "
                    + "ListenStream=")
        }
        return first
    }

    private static func variable(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
