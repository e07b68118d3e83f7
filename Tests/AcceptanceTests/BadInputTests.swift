import Control
import Formats
import TestKit
import Testing

/// Bad input gets one clear sentence and changes nothing.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct BadInputTests {
    @Test func `malformed frames close their connection and nothing else`() async throws {
        let service = try await Service.started()
        let method = #"{"method":"io.notifyd.GetStatus""#
        let frames = [
            "\0", "x\0", "{}\0", "[]\0", "null\0", #"{"method":1}"# + "\0", #"{"method":"#,
            "\(method),\"parameters\":[]}\0", "\(method),\"more\":1}\0",
            "\(method),\"more\":true,\"oneway\":true}\0", "\(method)}}\0", "\u{FEFF}\(method)}\0",
            String(repeating: "[", count: 100_000) + "\0",
        ]
        for frame in frames {
            let replies = try await RawConnection(service.socket).converse(Array(frame.utf8))
            #expect(!replies.contains("version"), "\(frame.prefix(60)) -> \(replies)")
        }
        let random = (0 as UInt64..<64).map { seed -> [UInt8] in
            var generator = SeededGenerator(seed: seed)
            return (0..<4096).map { _ in .random(in: 0...255, using: &generator) }
        }
        for bytes in random { _ = try await RawConnection(service.socket).converse(bytes) }
        #expect(try await service.call("GetStatus")["schedules"] == 0)
    }

    @Test func `a frame of a gigabyte is cut off early`() async throws {
        let service = try await Service.started()
        let megabyte = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        let sent = try await RawConnection(service.socket).send(megabyte, times: 1024)
        #expect(sent < 64 << 20)
        #expect(try await service.call("GetStatus")["schedules"] == 0)
    }

    @Test(arguments: [
        (#"{"method":"io.notifyd.Explode"}"#, "org.varlink.service.MethodNotFound"),
        (#"{"method":"io.elsewhere.Explode"}"#, "org.varlink.service.InterfaceNotFound"),
        (
            #"{"method":"io.notifyd.GetStatus","parameters":{"colour":"blue"}}"#,
            "org.varlink.service.InvalidParameter"
        ),
        (
            #"{"method":"io.notifyd.ShowSchedule","parameters":{"schedule":7}}"#,
            "org.varlink.service.InvalidParameter"
        ),
        (
            #"{"method":"io.notifyd.ShowSchedule","parameters":{}}"#,
            "org.varlink.service.InvalidParameter"
        ),
        (
            #"{"method":"io.notifyd.ListRuns","parameters":{"limit":-1}}"#,
            "io.notifyd.InvalidDefinition"
        ),
        (
            #"{"method":"io.notifyd.ShowRun","parameters":{"run":"../../etc/passwd"}}"#,
            "io.notifyd.NotFound"
        ),
    ])
    func `a wrong call is answered with the error that says so`(frame: String, error: String)
        async throws
    {
        let service = try await Service.started()
        let replies = try await RawConnection(service.socket).converse(Array("\(frame)\0".utf8))
        let reply = try JSONValue(parsing: replies.prefix { $0 != "\0" }.description)
        #expect(reply["error"]?.string == error, "\(replies)")
    }

    @Test func `names that could be paths or control a terminal are refused`() async throws {
        let service = try await Service.started()
        let names = [
            "", ".", "..", "../up", "a/b", "a.b", "/etc", "a b", "-a", "a\0b", "a\u{1B}[31mb",
            "a\nb",
            "é", String(repeating: "a", count: 101),
        ]
        for name in names {
            let schedule: JSONValue = [
                "name": .string(name), "when": "@daily", "command": ["true"],
            ]
            do {
                _ = try await service.call("ApplySchedules", ["schedules": [schedule]])
                Issue.record("\(name.debugDescription) was taken")
            } catch ClientError.remote(let error, let parameters) {
                #expect(error == "io.notifyd.InvalidDefinition")
                let message = parameters["message"]?.string ?? ""
                #expect(!message.isEmpty && !message.unicodeScalars.contains { $0.value < 32 })
            }
            await #expect(throws: ClientError.self) {
                _ = try await service.call("ShowSchedule", ["schedule": .string(name)])
            }
        }
        #expect(try await service.rows("ListSchedules", "schedules").isEmpty)
    }

    @Test func `one wrong schedule among many changes nothing, and all that is wrong is told`()
        async throws
    {
        let service = try await Service.started()
        try service.scratch.write(
            """
            name: good
            when: "@daily"
            command: "true"
            ---
            name: bad
            when: "61 * * * *"
            comand: "true"
            ---
            name: far-away
            when: "@daily"
            timezone: Mars/Olympus
            command: "true"
            """, to: "mixed.yaml")
        for verb in ["check", "apply"] {
            let answer = try await service.notifyctl(verb, service.scratch.file("mixed.yaml"))
            #expect(answer.status == 1, "\(answer)")
            for part in [
                "mixed.yaml:6:", "mixed.yaml:7:", "mixed.yaml:11:", "\"command\"", "Mars/Olympus",
            ] {
                #expect(answer.errors.contains(part), "\(part) in \(answer)")
            }
        }
        #expect(try await service.rows("ListSchedules", "schedules").isEmpty)
    }

    @Test func `an unknown user is refused when it is applied`() async throws {
        let service = try await Service.started()
        try service.scratch.write(
            "name: whose\nwhen: \"@daily\"\ncommand: \"true\"\nuser: nobody-of-this-name\n",
            to: "user.yaml")
        let answer = try await service.notifyctl("apply", service.scratch.file("user.yaml"))
        #expect(answer.status != 0)
        #expect(answer.errors.contains("nobody-of-this-name"), "\(answer)")
        #expect(try await service.rows("ListSchedules", "schedules").isEmpty)
    }
}
