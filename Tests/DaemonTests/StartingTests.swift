import Daemon
import Formats
import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct StartingTests {
    private let folder = ScratchDirectory()

    private func mode(_ path: String) -> UInt32? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    /// Why a daemon does not start, in its own words.
    private func failure(_ settings: Settings) async throws -> String {
        do {
            try await TestDaemon(settings).stop()
        } catch {
            return "\(error)"
        }
        throw Unexpected("it started")
    }

    @Test func `folders are made, the state's for its owner alone`() async throws {
        var settings = TestDaemon.settings(in: folder)
        settings.stateDirectory = "\(folder.path)/home/.local/state//notifyd"
        settings.socketPath = "\(folder.path)/run/user/notifyd/socket"
        let daemon = try await TestDaemon(settings)
        #expect(mode(settings.stateDirectory) == 0o700)
        #expect(mode("\(settings.stateDirectory)/state.db") == 0o600)
        #expect(mode("\(folder.path)/home/.local")?.isMultiple(of: 0o100) == false)
        #expect(mode(settings.socketPath) == 0o666)
        try await daemon.end()
        #expect(mode(settings.socketPath) == nil)
        // What is there stays as it is.
        unsafe chmod(settings.stateDirectory, 0o750)
        try await TestDaemon(settings).end()
        #expect(mode(settings.stateDirectory) == 0o750)
    }

    @Test func `one state folder is one daemon's`() async throws {
        let settings = TestDaemon.settings(in: folder)
        let daemon = try await TestDaemon(settings)
        var other = settings
        other.socketPath += "2"
        let why = try await failure(other)
        #expect(why.contains(settings.stateDirectory) && why.contains("in use by another notifyd"))
        #expect(mode(other.socketPath) == nil)
        #expect(try await daemon.client().call("GetStatus")["schedules"] == 0)
        try await daemon.end()
    }

    @Test func `a socket that somebody answers on is left alone`() async throws {
        let settings = TestDaemon.settings(in: folder)
        let daemon = try await TestDaemon(settings)
        var other = settings
        other.stateDirectory += "2"
        let why = try await failure(other)
        #expect(
            why == "another program answers on the socket \(settings.socketPath): end it, or name "
                + "another path with --socket")
        #expect(try await daemon.client().call("GetStatus")["schedules"] == 0)
        try await daemon.end()
    }

    @Test func `a socket whose program is gone is replaced`() async throws {
        let settings = TestDaemon.settings(in: folder)
        do { _ = try UnixSocket.listen(at: settings.socketPath, mode: 0o600) }
        let daemon = try await TestDaemon(settings)
        #expect(try await daemon.client().call("GetStatus")["schedules"] == 0)
        try await daemon.end()
    }

    @Test func `a file in the socket's place is not removed`() async throws {
        let settings = TestDaemon.settings(in: folder)
        do { _ = try Descriptor.open(settings.socketPath, O_WRONLY | O_CREAT) }
        #expect(try await failure(settings).contains("is no socket: remove it"))
        #expect(mode(settings.socketPath) == 0o600)
        unsafe unlink(settings.socketPath)
        unsafe symlink("/etc/passwd", settings.socketPath)
        #expect(try await failure(settings).contains("is no socket: remove it"))
        #expect(mode(settings.socketPath) == 0o644)
    }

    @Test func `paths that cannot be are refused in a sentence`() async throws {
        var settings = TestDaemon.settings(in: folder)
        let standard = settings
        let long = String(repeating: "x", count: 100)
        settings.socketPath = "\(folder.path)/\(long)/socket"
        #expect(try await failure(settings).hasSuffix(": name a shorter one with --socket"))
        settings = standard
        settings.stateDirectory = "\(folder.path)/\(long)"
        #expect(try await failure(settings).hasSuffix(": name a shorter one with --state"))
        #expect(mode(settings.stateDirectory) == nil)
        settings = standard
        do { _ = try Descriptor.open("\(folder.path)/file", O_WRONLY | O_CREAT) }
        settings.stateDirectory = "\(folder.path)/file/state"
        #expect(
            try await failure(settings)
                == "cannot make the folder \(folder.path)/file: Not a directory: make it, or name "
                + "another state folder with --state")
        settings = standard
        settings.socketPath = "\(folder.path)/file/socket"
        #expect(try await failure(settings).contains("another socket with --socket"))
    }

    @Test func `without a launcher it answers, and says what is missing`() async throws {
        var settings = TestDaemon.settings(in: folder)
        settings.launcherProgram = "/no/such/launcher"
        let daemon = try await TestDaemon(settings)
        let client = try await daemon.client()
        try await client.apply(schedule("job"))
        let refusal = try await client.refusal("StartSchedule", ["schedule": "job"])
        #expect(refusal.name == "Unavailable")
        #expect(refusal.message.contains("/no/such/launcher"))
        let status = try await client.call("GetStatus")["launcher"]?.string ?? ""
        #expect(status.hasPrefix("not connected: ") && status.contains("/no/such/launcher"))
        #expect(try await client.call("ListRuns")["runs"] == [])
        try await daemon.stop()
    }
}
