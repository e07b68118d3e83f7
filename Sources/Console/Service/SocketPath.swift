import Glibc

/// Where the service's socket is looked for.
package enum SocketPath {
    private static let system = "/run/notifyd/io.notifyd"

    /// What was said, else NOTIFYD_SOCKET, else the user's own service where it runs, else the system's.
    package static func choose(_ given: String?) -> String {
        if let given { return given }
        if let path = EnvironmentVariable.text("NOTIFYD_SOCKET") { return path }
        if let folder = EnvironmentVariable.text("XDG_RUNTIME_DIR") {
            let path = "\(folder)/notifyd/io.notifyd"
            if unsafe access(path, F_OK) == 0 { return path }
        }
        return system
    }
}
