import Definitions
import Domain
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
        let ranges = try ["10.0.0.0/8", "fd00::/8", "127.0.0.1"].map {
            try #require(NetworkRange($0))
        }
        expected.privateAddresses = .ranges(ranges)
        expected.sendingLimits = [
            "slack": SendingLimits(rate: .atMost(SendingRate(10, per: .seconds(60)))),
            "mail": SendingLimits(rate: .unlimited, concurrency: 2),
        ]
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
                delivery:
                  allow_private_addresses: [10.0.0.0/8, "fd00::/8", 127.0.0.1]
                  limits:
                    slack: {rate: 10/m}
                    mail: {rate: unlimited, concurrency: 2}
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

    @Test func `a later file says more of a kind's limits, and less of addresses`() throws {
        let given = try read(
            "delivery: {allow_private_addresses: true, limits: {slack: {rate: 2/s}}}",
            "delivery: {limits: {slack: {concurrency: 3}, mail: {concurrency: 1}}}",
            "delivery: {allow_private_addresses: false}")
        #expect(given.privateAddresses == PrivateAddresses.none)
        #expect(
            given.sendingLimits == [
                "slack": SendingLimits(
                    rate: .atMost(SendingRate(2, per: .seconds(1))), concurrency: 3),
                "mail": SendingLimits(concurrency: 1),
            ])
    }

    @Test func `a kind that there is not is refused where the kinds are known`() throws {
        let file = DefinitionFile(
            name: "a.yaml", bytes: Array("delivery: {limits: {slak: {rate: 1/s}}}".utf8))
        let error = #expect(throws: InvalidFiles.self) {
            try SettingsReader.settings(inFiles: [file], kinds: ["mail", "slack"])
        }
        let text = error?.faults.first.map { "\($0)" } ?? ""
        #expect(text.contains("slak") && text.contains("mail, slack"), "\(text)")
    }

    static let faults: [(text: String, fault: String)] = [
        (
            "delivery: {allow_private_addresses: [10.0.0.0/33]}",
            "0.yaml:1:38: delivery.allow_private_addresses[0]: must be an address, or a range such "
                + "as 10.0.0.0/8 or fd00::/8, not 10.0.0.0/33"
        ),
        (
            "delivery: {allow_private_addresses: some}",
            "0.yaml:1:37: delivery.allow_private_addresses: must be true, false or a list such as "
                + "[10.0.0.0/8], not a text"
        ),
        (
            "delivery: {limits: {slack: {rate: fast}}}",
            "0.yaml:1:35: delivery.limits.slack.rate: must be a rate such as 1/s, 10/m or 5/2s, of "
                + "at most 1000 messages in at most 7d, or unlimited, not fast"
        ),
        (
            "delivery: {limits: {slack: {concurrency: 0}}}",
            "0.yaml:1:42: delivery.limits.slack.concurrency: must be from 1 to 1000, not 0"
        ),
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
