import Daemon
import Definitions
import Domain
import Formats
import Glibc
import Platform
import Supervision
import TestKit
import Testing

/// What administrators write down in files.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ConfigurationTests {
    private let folder = ScratchDirectory()

    private func settings() throws -> Settings {
        let plain = TestDaemon.settings(in: folder)
        var builtIn = GivenSettings()
        builtIn.state = plain.stateDirectory
        builtIn.socket = plain.socketPath
        builtIn.launcher = plain.launcherProgram
        var files = SettingsFiles(path: folder.file("notifyd.yaml"), builtIn: builtIn)
        files.builtIn.schedules = folder.file("schedules.d")
        return try files.settings()
    }

    private func makeFolders() throws {
        try #require(unsafe mkdir(folder.file("schedules.d"), 0o755) == 0)
        try #require(unsafe mkdir(folder.file("notifyd.yaml.d"), 0o755) == 0)
    }

    private func schedule(_ name: String, _ rest: String = "") -> String {
        "name: \(name)\nwhen: 0 0 29 2 *\ncommand: 'true'\n\(rest)"
    }

    private func names(_ client: TestClient) async throws -> [String] {
        (try await client.call("ListSchedules")["schedules"]?.array ?? [])
            .compactMap { $0["schedule"]?["name"]?.string }
    }

    @Test func `drop-ins count more than the file, in their order, and hidden ones not at all`()
        throws
    {
        try makeFolders()
        try folder.write("limits: {active: 1, active_per_user: 1, catch_up: 1}", to: "notifyd.yaml")
        try folder.write("limits: {active: 3}", to: "notifyd.yaml.d/20-more.yaml")
        try folder.write(
            "limits: {active: 2, active_per_user: 2}", to: "notifyd.yaml.d/10-few.yaml")
        try folder.write("limits: {active: 9}", to: "notifyd.yaml.d/.hidden.yaml")
        try folder.write("limits: {active: 9}", to: "notifyd.yaml.d/30-old.yaml.dpkg-old")
        let limits = try settings().activeLimits
        #expect(limits.all == 3 && limits.perUser == 2 && limits.catchUps == 1)
    }

    @Test func `schedule files are applied at the start, and again on reload`() async throws {
        try makeFolders()
        try folder.write(schedule("a"), to: "schedules.d/a.yaml")
        try folder.write(
            schedule("b") + "---\n" + schedule("c", "project: web"), to: "schedules.d/b.yaml")
        let daemon = try await TestDaemon(try settings())
        let client = try await daemon.client()
        #expect(try await names(client) == ["a", "b", "c"])
        try folder.write(schedule("d"), to: "schedules.d/b.yaml")
        try #require(unsafe unlink(folder.file("schedules.d/a.yaml")) == 0)
        #expect(try await client.call("Reload")["after_restart"] == [])
        #expect(try await names(client) == ["d"])
        try await daemon.end()
    }

    @Test func `what is wrong changes nothing, and is told to who asked and to the log`()
        async throws
    {
        try makeFolders()
        try folder.write(schedule("a"), to: "schedules.d/a.yaml")
        try folder.write("limits: {active: 3}", to: "notifyd.yaml")
        let daemon = try await TestDaemon(try settings())
        let client = try await daemon.client()
        try folder.write(schedule("a") + "---\n" + schedule("b"), to: "schedules.d/a.yaml")
        try folder.write("limits: {active: 0}", to: "notifyd.yaml")
        let refusal = try await client.refusal("Reload")
        #expect(
            refusal.paths == ["\(folder.file("notifyd.yaml")):1:18: limits.active"],
            "\(refusal.paths)")
        #expect(
            daemon.journal.texts(from: .error).contains { $0.contains("limits.active") })
        #expect(try await names(client) == ["a"])
        try folder.write("limits: {active: 5}", to: "notifyd.yaml")
        try folder.write("name: [\n", to: "schedules.d/b.yaml")
        #expect(try await client.refusal("Reload").paths.count == 1)
        #expect(try await names(client) == ["a"])
        try #require(unsafe unlink(folder.file("schedules.d/b.yaml")) == 0)
        try await client.call("Reload")
        #expect(try await names(client) == ["a", "b"])
        try await daemon.end()
    }

    @Test func `a schedule that cannot be applied is named with its file's folder`() async throws {
        try makeFolders()
        try folder.write(
            schedule("a", "notifications: [{notifier: nobody}]"), to: "schedules.d/a.yaml")
        let daemon = try await TestDaemon(try settings())
        let client = try await daemon.client()
        #expect(try await names(client) == [])
        let refusal = try await client.refusal("Reload")
        #expect(
            refusal.paths == ["\(folder.file("schedules.d")): a.notifications[0].notifier"],
            "\(refusal.paths)")
        try await daemon.end()
    }

    @Test func `what a reload cannot change is named`() async throws {
        let daemon = try await TestDaemon(try settings())
        let client = try await daemon.client()
        try folder.write(
            "state: /elsewhere\nlauncher_socket: /run/launcher\nlimits: {active: 7}",
            to: "notifyd.yaml")
        #expect(
            try await client.call("Reload")["after_restart"] == ["state", "launcher_socket"])
        daemon.act(as: TestDaemon.stranger)
        #expect(try await client.refusal("Reload").name.hasSuffix("NotPermitted"))
        try await daemon.end()
    }

    @Test func `a limit that is raised lets those start that wait`() async throws {
        try folder.write("limits: {active: 1}", to: "notifyd.yaml")
        let daemon = try await TestDaemon(try settings())
        let client = try await daemon.client()
        let fifo = folder.file("go")
        try #require(unsafe mkfifo(fifo, 0o600) == 0)
        try await client.apply(
            DaemonTests.schedule("first", "read line < \(fifo)"),
            DaemonTests.schedule("second", "true"))
        _ = try await client.start("first")
        let second = try await client.start("second")
        #expect(try await client.call("ShowRun", ["run": second])["run"]?["state"] == "pending")
        try folder.write("limits: {active: 2}", to: "notifyd.yaml")
        try await client.call("Reload")
        let ended = try await client.call("WaitForRun", ["run": second])
        #expect(ended["run"]?["state"] == "completed")
        try await daemon.end()
    }

    @Test(.enabled(if: geteuid() == 0, "needs root, to give files away"))
    func `files that others may write are refused`() async throws {
        try makeFolders()
        try folder.write(schedule("a"), to: "schedules.d/a.yaml")
        let files = try #require(try settings().files)
        #expect(ConfigurationCheck.faults(of: files) == [])
        try #require(unsafe chmod(folder.file("schedules.d/a.yaml"), 0o664) == 0)
        #expect(
            ConfigurationCheck.faults(of: files).map(\.fault.message) == [
                "may be written by others than its owner: take that away with chmod go-w"
            ])
        try #require(unsafe chmod(folder.file("schedules.d/a.yaml"), 0o644) == 0)
        try #require(unsafe chown(folder.file("schedules.d/a.yaml"), 61_234, 61_234) == 0)
        #expect(
            ConfigurationCheck.faults(of: files).map(\.fault.message) == [
                "belongs to user 61234: give it to the owner of its folder"
            ])
    }
}
