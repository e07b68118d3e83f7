import Glibc
import Platform
import TestKit

/// A launcher of its own for one test, ended with it.
final class LauncherProcess: Sendable {
    private let program: Program
    let socket: String
    var pid: pid_t { program.pid }

    /// Starts it on a socket that listens already, so that there is nothing to wait for.
    init(socket: String, log: String) throws {
        self.socket = socket
        unsafe unlink(socket)
        let listener = try UnixSocket.listen(at: socket, mode: 0o600)
        program = try Program(
            [BuiltProgram.launcher, "--listen-fd", "3"], inherited: listener.number, output: log)
    }

    deinit {
        for child in children { Glibc.kill(-child, SIGKILL) }
        kill()
    }

    /// Ends it without a word, as a crash would; what it runs goes on.
    func kill() {
        program.kill(SIGKILL)
        _ = program.end()
    }

    /// The processes it has started and not reaped, by the kernel's list.
    var children: [pid_t] {
        let file = try? Descriptor.open("/proc/\(pid)/task/\(pid)/children", O_RDONLY)
        guard let file, let bytes = try? file.read(upTo: 1 << 16) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: " ").compactMap { pid_t($0) }
    }
}
