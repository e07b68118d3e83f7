import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// Whom commands run as.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct UserTests {
    static let isRoot = geteuid() == 0

    @Test(.enabled(if: isRoot))
    func `root starts a command as its user, with their groups`() async throws {
        let bench = try await Bench()
        let output = try await bench.output(
            "id -un; id -gn; id -Gn; grep ^CapEff /proc/self/status; echo $HOME $USER $PATH; pwd"
        ) { $0.user = "nobody" }
        #expect(
            output == """
                nobody
                nogroup
                nogroup
                CapEff:\t0000000000000000
                /nonexistent nobody /usr/local/bin:/usr/bin:/bin
                /

                """)
    }

    @Test(.enabled(if: isRoot))
    func `a directory that the user may not enter is told`() async throws {
        let bench = try await Bench()
        let folder = bench.scratch.file("closed")
        #expect(unsafe mkdir(folder, 0o700) == 0)
        try bench.launch(
            LaunchRequest(id: "run", arguments: ["true"], directory: folder, user: "nobody"))
        let failure = try await bench.reports.failure()
        #expect(failure.stage == .directory && failure.errno == EACCES)
        #expect(failure.text.contains("as user nobody"))
    }

    @Test(.enabled(if: isRoot))
    func `root may lower the niceness and raise limits for a user`() async throws {
        let bench = try await Bench()
        let output = try await bench.output("cut -d ' ' -f 19 /proc/self/stat") {
            $0.user = "nobody"
            $0.limits = LaunchLimits(niceness: -3)
        }
        #expect(output == "-3\n")
    }

    /// A launcher of nobody, from a place where nobody may execute it.
    private func unprivileged() async throws -> Bench {
        let bench = try await Bench(
            prefix: ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"],
            program: try Self.copyForAll())
        return bench
    }

    private static func copyForAll() throws -> String {
        let path = "/tmp/notifyd-launcher.\(getpid())"
        _ = try Program(
            ["install", "-m", "755", BuiltProgram.launcher, path], output: "/dev/null"
        ).end()
        return path
    }

    @Test(.enabled(if: isRoot))
    func `a launcher that is not root starts commands as itself only`() async throws {
        let bench = try await unprivileged()
        defer { unsafe unlink("/tmp/notifyd-launcher.\(getpid())") }
        try bench.launch(LaunchRequest(id: "other", arguments: ["true"], user: "root"))
        let failure = try await bench.reports.failure()
        #expect(failure.stage == .user)
        #expect(failure.text.contains("cannot run as user root: the launcher runs as nobody"))
        #expect(try await bench.output("id -un") { $0.user = "nobody" } == "nobody\n")
        #expect(try await bench.output("id -un") == "nobody\n")
        try bench.launch(
            LaunchRequest(id: "nice", arguments: ["true"], limits: LaunchLimits(niceness: -1)))
        #expect(try await bench.reports.failure().stage == .niceness)
    }
}
