import CSchema
import Control
import Domain
import Formats
import Testing

@Suite struct InterfaceTests {
    @Test func `the control interface reads, with all its methods`() throws {
        let interface = try notifydInterface()
        #expect(interface.name == "io.notifyd")
        let written = interface.text.split(separator: "\n").count { $0.hasPrefix("method ") }
        #expect(interface.methods.count == written)
        #expect(
            interface.method("SetScheduleNotifications")?.parameters.map(\.name) == [
                "project", "schedule", "notifications",
            ])
        #expect(
            interface.method("ShowRun")?.replies == [
                InterfaceField("run", .named("Run")),
                InterfaceField("attempts", .array(.named("Attempt"))),
                InterfaceField("deliveries", .array(.named("Delivery"))),
            ])
        #expect(
            Set(interface.errors.keys) == [
                "NotFound", "NotPermitted", "InvalidDefinition", "InvalidState", "Unavailable",
            ])
        #expect(interface.documentation.hasPrefix("The control interface of notifyd"))
        #expect(
            interface.method("DeleteSchedule")?.documentation
                == "Deletes a schedule. Its runs go on, and their records stay.")
    }

    @Test(arguments: [
        ("", 1, "expected \"interface\""),
        ("interface notifyd\n", 1, "a name such as"),
        ("interface a.b\ntype T (a: Unknown)\n", 2, "Unknown is not declared"),
        ("interface a.b\ntype T (a: int, a: int)\n", 2, "declared twice"),
        ("interface a.b\nmethod M() -> ()\nmethod M() -> ()\n", 3, "M is declared twice"),
        ("interface a.b\nmethod m() -> ()\n", 2, "upper camel case"),
        ("interface a.b\nmethod M() ()\n", 2, "expected \"->\""),
        ("interface a.b\nmethod M(a: ??int) -> ()\n", 2, "only once"),
        ("interface a.b\nmethod M(a: [int]string) -> ()\n", 2, "expected \"string\""),
        ("interface a.b\nmethod M(a, b) -> ()\n", 2, "fields with types"),
        ("interface a.b\nmethod M(_a: int) -> ()\n", 2, "a field's name"),
        ("interface a.b\nmethod M(a: any) -> ()\n", 2, "any is not declared"),
        ("interface a.b\nthing M(a: int)\n", 2, "type, method or error"),
        ("interface a.b\ntype T {}\n", 2, "unexpected character"),
        ("interface a.b\ntype T (a: int\n", 3, "the end of the text"),
        ("interface a.b\ntype T (a: \(String(repeating: "[]", count: 100))int)\n", 2, "too deeply"),
    ])
    func `a text that is no interface is refused with its line`(
        text: String, line: Int, message: String
    ) {
        let error = #expect(throws: InterfaceError.self) { try InterfaceDescription(parsing: text) }
        #expect(error?.line == line)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `an interface cut off anywhere never reads wrongly and never crashes`() throws {
        let text = Array(try notifydInterface().text.utf8)
        for length in stride(from: 0, to: text.count, by: 7) {
            _ = try? InterfaceDescription(
                parsing: String(decoding: text[..<length], as: UTF8.self))
        }
    }

    @Test(arguments: [
        (#"{"schedules": []}"#, []),
        (#"{}"#, ["schedules: is missing"]),
        (#"{"schedules": null}"#, ["schedules: must be a list and is null"]),
        (#"{"schedules": [], "extra": 1}"#, ["extra: there is no such field here"]),
        (
            #"{"schedules": [{"name": "a", "when": "x", "command": ["a", 1], "notifications": [{}]}]}"#,
            [
                "schedules[0].command[1]: must be a text and is a whole number",
                "schedules[0].notifications[0].name: is missing",
            ]
        ),
        (
            #"{"schedules": [{"name": "a", "when": "x", "command": [], "labels": {"k\n": 1}, "paused": "no"}]}"#,
            [
                #"schedules[0].labels["k\n"]: must be a text and is a whole number"#,
                "schedules[0].paused: must be true or false and is a text",
            ]
        ),
        (
            #"{"schedules": [{"name": "a", "when": "x", "command": [], "limits": {"memory": 1.5}}]}"#,
            ["schedules[0].limits.memory: must be a whole number and is a number"]
        ),
        (
            #"{"schedules": [{"name": "a", "when": "x", "command": [], "user": null, "description": null}]}"#,
            []
        ),
    ])
    func `parameters are held to their types, with the path of each fault`(
        json: String, expected: [String]
    ) throws {
        let interface = try notifydInterface()
        let object = try #require(try JSONValue(parsing: json).object)
        let method = try #require(interface.method("ApplySchedules"))
        let faults = interface.faults(of: object, against: method.parameters)
        #expect(faults.map { "\($0.path): \($0.message)" } == expected)
    }

    @Test func `an enumeration takes its words only`() throws {
        let interface = try notifydInterface()
        let type = try #require(interface.types["Applied"])
        #expect(
            interface.faults(of: ["project": "p", "name": "n", "change": "created"], against: type)
                .isEmpty)
        #expect(
            interface.faults(of: ["project": "p", "name": "n", "change": "gone"], against: type)
                .map(\.path) == ["change"])
    }

    @Test func `no more than a hundred faults are told`() throws {
        let interface = try notifydInterface()
        let many = JSONValue.array(Array(repeating: .null, count: 10_000))
        #expect(interface.faults(of: many, against: .array(.string)).count == 100)
    }

    @Test func `members that are null count as absent`() throws {
        let interface = try notifydInterface()
        let method = try #require(interface.method("ApplySchedules"))
        let object: JSONObject = [
            "schedules": [
                [
                    "name": "a", "user": nil, "limits": ["memory": nil],
                    "notifications": [["name": "n", "kind": "k", "params": ["kept": nil]]],
                ]
            ]
        ]
        #expect(
            interface.withoutNulls(object, method.parameters) == [
                "schedules": [
                    [
                        "name": "a", "limits": [:],
                        "notifications": [["name": "n", "kind": "k", "params": ["kept": nil]]],
                    ]
                ]
            ])
    }
}

func notifydInterface() throws -> InterfaceDescription {
    let bytes = unsafe UnsafeRawBufferPointer(
        start: schema_varlink.text, count: schema_varlink.length)
    return try InterfaceDescription(parsing: unsafe String(decoding: bytes, as: UTF8.self))
}
