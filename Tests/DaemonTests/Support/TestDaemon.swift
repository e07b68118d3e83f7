import Control
import Daemon
import Domain
import Formats
import Glibc
import Platform
import TestKit
import Testing

/// The whole daemon within the test's process: a real socket, a real store and a real launcher.
final class TestDaemon: Sendable {
    static let loop: EventLoop = {
        do { return try EventLoop() } catch { fatalError("\(error)") }
    }()
    static let administrator = Caller(uid: geteuid(), isAdministrator: true)

    /// A user without an account, so that nothing can run as them.
    static let stranger = Caller(uid: 61_234, isAdministrator: false)

    let settings: Settings
    let journal: Journal
    private let caller = Locked(administrator)
    private let running: Task<Void, any Error>
    private let stopping: AsyncStream<Void>.Continuation

    /// Returns once it answers, or throws why it does not start.
    init(_ settings: Settings, clock: any WallClock = SystemClock()) async throws {
        self.settings = settings
        let journal = Journal()
        self.journal = journal
        let (stops, stopping) = AsyncStream.makeStream(of: Void.self)
        let (starts, starting) = AsyncStream.makeStream(of: Void.self)
        self.stopping = stopping
        let assembly = Assembly(
            // Each watch is one of the few that the system allows a user (inotify(7)).
            settings: settings, clock: clock, zones: UnwatchedZones(),
            identify: { [caller] _ in caller.withLock { $0 } }, log: journal.log)
        running = Task {
            defer { starting.finish() }
            try await assembly.run(on: Self.loop) { _ in
                starting.yield()
            } until: {
                for await _ in stops { break }
            }
        }
        for await _ in starts { return }
        try await running.value
    }

    static func settings(in folder: ScratchDirectory) -> Settings {
        Settings(
            stateDirectory: "\(folder.path)/state", socketPath: "\(folder.path)/socket",
            launcherProgram: BuiltProgram.launcher,
            retryPolicy: RetryPolicy(
                first: .milliseconds(20), longest: .milliseconds(100), giveUpAfter: .seconds(3600)))
    }

    /// Runs the body against a daemon on a fresh folder, ends what runs in it, and stops it.
    static func with(
        _ change: (inout Settings) -> Void = { _ in }, _ body: (TestDaemon) async throws -> Void
    ) async throws {
        let folder = ScratchDirectory()
        var settings = settings(in: folder)
        change(&settings)
        let daemon = try await TestDaemon(settings)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(daemon))
        } catch {
            result = .failure(error)
        }
        try await daemon.end()
        try result.get()
    }

    /// Calls as somebody, however many connections there are.
    func act(as caller: Caller) { self.caller.withLock { $0 = caller } }

    func client() async throws -> TestClient { try await TestClient(to: settings.socketPath) }

    /// Stops it as SIGTERM would, and returns when it has ended.
    func stop() async throws {
        stopping.finish()
        try await running.value
    }

    /// Aborts what runs, stops it, and holds it to the interface.
    func end() async throws {
        act(as: Self.administrator)
        let client = try await client()
        for state in ["pending", "running"] {
            for run in try await client.call("ListRuns", ["state": .string(state)])["runs"]?.array
                ?? []
            {
                let uid: JSONObject = ["run": run["uid"] ?? ""]
                _ = try? await client.call("AbortRun", uid)
                _ = try await client.call("WaitForRun", uid)
            }
        }
        try await stop()
        #expect(journal.texts(from: .error).filter { $0.contains("interface") } == [])
    }

    /// The process of its launcher, by the socket it listens on.
    func launcher() throws -> pid_t {
        try Peer(of: UnixSocket.connect(to: "\(settings.stateDirectory)/launcher.sock")).pid
    }
}
