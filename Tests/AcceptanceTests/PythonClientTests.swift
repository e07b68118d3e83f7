import Formats
import TestKit
import Testing

/// A client that somebody else wrote, and that knows nothing but the socket.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: Programs.python != nil, "Tests/run prepares Python"))
struct PythonClientTests {
    private static let program = """
        import json, sys, varlink

        with varlink.Client.new_with_address("unix:" + sys.argv[1]) as client:
            print(json.dumps(sorted(client.get_interfaces())))
            with client.open("io.notifyd") as service:
                service.SetScheduleNotifications(
                    None, "nightly",
                    [{"name": "ops", "kind": "webhook", "when": ["error"],
                      "params": {"url": "https://example.org/hook"}}])
                print(json.dumps(service.ShowSchedule(None, "nightly")))
                try:
                    service.SetScheduleNotifications(
                        None, "nightly", [{"name": "ops", "kind": "pigeon"}])
                except varlink.VarlinkError as error:
                    print(json.dumps(error.as_dict()))
                try:
                    service.ShowSchedule(None, "unknown")
                except varlink.VarlinkError as error:
                    print(json.dumps(error.as_dict()))
        """

    @Test func `Python's varlink introspects the interface and sets a schedule's notifications`()
        async throws
    {
        let python = try #require(Programs.python)
        let service = try await Service.started()
        try await service.apply(
            """
            name: nightly
            when: "0 2 * * *"
            command: "true"
            """)
        let child = try Child([python, "-c", Self.program, service.socket])
        let ending = try await child.ending()
        let lines = try await child.output.whole().split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(ending == .exited(0), "\(child.errors.text)")
        try #require(lines.count == 4, "\(child.output.text)")
        #expect(lines[0] == ["io.notifyd", "org.varlink.service"])
        let schedule = lines[1]["state"]?["schedule"]
        #expect(schedule?["name"] == "nightly")
        #expect(schedule?["notifications"]?.array?.first?["name"] == "ops")
        #expect(lines[2]["error"] == "io.notifyd.InvalidDefinition")
        #expect(lines[3]["error"] == "io.notifyd.NotFound")
        let state = try await service.call("ShowSchedule", ["schedule": "nightly"])["state"]
        let notifications = state?["schedule"]?["notifications"]?.array
        #expect(notifications?.count == 1)
        #expect(notifications?.first?["when"] == ["error"])
    }
}
