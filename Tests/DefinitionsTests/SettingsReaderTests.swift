import Definitions
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SettingsReaderTests {
    private func read(_ texts: String...) throws -> GivenSettings {
        try SettingsReader.settings(
            inFiles: texts.enumerated().map {
                DefinitionFile(name: "\($0).yaml", bytes: Array($1.utf8))
            })
    }

    @Test func `every key is read`() throws {
        var expected = GivenSettings()
        expected.state = "/srv/notifyd"
        expected.socket = "/run/n.socket"
        expected.launcher = "/opt/launcher"
        expected.launcherSocket = "/run/l.socket"
        expected.schedules = "/srv/schedules"
        expected.plugins = ["/srv/plugins", "/opt/plugins"]
        expected.retryDelay = .seconds(2)
        expected.longestRetryDelay = .seconds(1800)
        expected.giveUpAfter = .seconds(86_400)
        expected.active = 10
        expected.activePerUser = 4
        expected.activePerProject = 3
        expected.catchUp = 2
        #expect(
            try read(
                """
                state: /srv/notifyd
                socket: /run/n.socket
                launcher: /opt/launcher
                launcher_socket: /run/l.socket
                schedules: /srv/schedules
                plugins: [/srv/plugins, /opt/plugins]
                retry: {delay: 2s, max_delay: 30m, give_up_after: 1d}
                limits: {active: 10, active_per_user: 4, active_per_project: 3, catch_up: 2}
                """) == expected)
    }

    @Test func `nothing is said by an empty file, and a later file counts more`() throws {
        #expect(try read("", "# nothing\n", "---\n") == GivenSettings())
        let given = try read(
            "state: /a\nlimits: {active: 1, catch_up: 1}", "limits: {active: 2}\nsocket: /s")
        #expect(given.state == "/a" && given.socket == "/s")
        #expect(try read("plugins: /one").plugins == ["/one"])
        #expect(try read("plugins: []").plugins == [])
        #expect(given.active == 2 && given.catchUp == 1)
    }

    static let faults: [(text: String, fault: String)] = [
        ("stat: /a", "0.yaml:1:1: stat: unknown key \"stat\": did you mean \"state\"?"),
        (
            "state: a",
            "0.yaml:1:8: state: must be a path from the root, such as /srv/notifyd, not a"
        ),
        ("state: 3", "0.yaml:1:8: state: must be a text, not a whole number: put it in quotes"),
        ("- state", "0.yaml:1:1: must be an object with the keys of the settings, not a list"),
        (
            "plugins: [/a, b]",
            "0.yaml:1:15: plugins[1]: must be a path from the root, such as /srv/notifyd, not b"
        ),
        (
            "retry: {delay: 0}",
            "0.yaml:1:16: retry.delay: must be from 1ms to 1d, not 0s"
        ),
        (
            "limits:\n  active: 0",
            "0.yaml:2:11: limits.active: must be from 1 to 100000, not 0"
        ),
    ]

    @Test(arguments: faults)
    func `what is wrong is told with its place`(text: String, fault: String) {
        let error = #expect(throws: InvalidFiles.self) { try read(text) }
        #expect(error?.faults.map(\.description) == [fault])
    }

    @Test func `the faults of all files are told at once`() {
        let error = #expect(throws: InvalidFiles.self) {
            try read("stat: /a\nlimits: {active: x}", "soket: /b")
        }
        #expect(error?.faults.map(\.file) == ["0.yaml", "0.yaml", "1.yaml"])
    }
}
