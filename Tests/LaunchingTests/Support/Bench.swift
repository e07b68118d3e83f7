import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit

/// A launcher of its own for one test, and a client of it.
final class Bench {
    let scratch: ScratchDirectory
    let launcher: Program
    private(set) var client: LauncherClient
    private(set) var reports: Reports
    private var outputs = 0
    /// Where its launcher stands; goes last.
    private let cgroup: DelegatedCgroup?

    var socket: String { scratch.file("socket") }

    /// Starts the launcher on a socket that listens already, so that there is nothing to wait for.
    init(
        in cgroup: DelegatedCgroup? = nil, prefix: [String] = [],
        program: String = BuiltProgram.launcher, arguments: [String] = ["--listen-fd", "3"]
    ) async throws {
        self.cgroup = cgroup
        scratch = ScratchDirectory.shared()
        let listener = try UnixSocket.listen(at: scratch.file("socket"), mode: 0o666)
        launcher = try Program(
            (cgroup?.prefix ?? []) + prefix + [program] + arguments, inherited: listener.number,
            output: scratch.file("launcher.log"))
        client = try await LauncherClient.connect(socket: scratch.file("socket"))
        reports = Reports(client)
    }

    /// A new connection, in the place of the one before.
    func reconnect() async throws {
        client = try await LauncherClient.connect(socket: socket)
        reports = Reports(client)
    }

    func launch(_ request: LaunchRequest) throws {
        try client.launch(request, log: scratch.log("\(request.id).log"))
    }

    /// Launches a shell script.
    func launch(_ id: String, _ script: String, timeout: UInt64? = nil) throws {
        try launch(
            LaunchRequest(id: id, arguments: ["/bin/sh", "-c", script], timeout: timeout))
    }

    /// Runs a command to its end; that, and its output.
    func run(_ request: LaunchRequest) async throws -> (EndedRun, String) {
        try launch(request)
        let end = try await reports.end()
        return (end, try scratch.text("\(request.id).log"))
    }

    /// Runs a shell script to its end; what it wrote.
    func output(
        _ script: String, _ change: (inout LaunchRequest) -> Void = { _ in }
    ) async throws -> String {
        outputs += 1
        var request = LaunchRequest(id: "output\(outputs)", arguments: ["/bin/sh", "-c", script])
        change(&request)
        let (end, output) = try await run(request)
        guard end.exit == .exited(code: 0) else { throw Unexpected("\(end.exit): \(output)") }
        return output
    }

    deinit {
        // What runs on after a test that failed, by the kernel's list of the launcher's children.
        let path = "/proc/\(launcher.pid)/task/\(launcher.pid)/children"
        let children = try? Descriptor.open(path, O_RDONLY).read(upTo: 1 << 16)
        for child in String(decoding: children ?? [], as: UTF8.self).split(separator: " ") {
            if let pid = pid_t(child) { kill(-pid, SIGKILL) }
        }
    }
}
