import Glibc

/// Tells the service manager how the launcher stands (sd_notify(3)), where one wants to know.
enum Readiness {
    static func ready() { tell("READY=1") }

    static func stopping() { tell("STOPPING=1") }

    /// Between this and `ready` the program is replaced.
    static func reloading() {
        tell("RELOADING=1\nMONOTONIC_USEC=\(Clock.monotonic())")
    }

    private static func tell(_ state: String) {
        guard let place = unsafe getenv("NOTIFY_SOCKET") else { return }
        let path = unsafe String(cString: place)
        let number = socket(
            AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else {
            return Log.line("cannot tell the service manager: \(Log.words(errno))")
        }
        let sender = Descriptor(owning: number)
        let bytes = Array(state.utf8)
        let sent = unsafe UnixAddress.with(path) { address, length in
            unsafe sendto(
                sender.number, bytes, bytes.count, Int32(MSG_NOSIGNAL), address, length)
        }
        if sent != bytes.count {
            Log.line("cannot tell the service manager at \(path): \(Log.words(errno))")
        }
    }
}
