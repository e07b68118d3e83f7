import Channels
import Domain
import Formats
import TestKit
import Testing

struct ExecTests {
    private static func request(_ parameters: JSONObject) throws -> ProgramRequest {
        let channel = try ExecChannel(parameters: parameters)
        guard
            case .program(let request) = try channel.request(for: .sample(), at: .sampleNow).action
        else { throw UnsendableMessage("no program") }
        return request
    }

    private static func faults(_ parameters: JSONObject) -> [String] {
        ChannelTable.faults(kind: "exec", parameters: parameters).map {
            "\($0.path): \($0.message)"
        }
    }

    @Test func `a list is a program with its arguments, and a text is for the shell`() throws {
        let list = try Self.request(["command": ["logger", "-t", "a b"]])
        #expect(list.program == "logger" && list.arguments == ["-t", "a b"])
        let line = try Self.request(["command": "cat > /tmp/x"])
        #expect(line.program == "/bin/sh" && line.arguments == ["-c", "cat > /tmp/x"])
    }

    @Test func `options and secrets are its parameters, and stand in no argument`() throws {
        let request = try Self.request([
            "command": ["tee"], "options": ["to": "ops"], "secrets": ["token": "hidden"],
            "timeout": 7,
        ])
        let delivery = try JSONValue(parsing: request.input)
        #expect(delivery["parameters"] == ["to": "ops", "token": "hidden"])
        #expect(delivery["kind"] == "exec" && request.timeout == .seconds(7))
        #expect(request.arguments.isEmpty && request.attachment == nil)
    }

    @Test func `what cannot be executed is refused with the reason`() {
        #expect(Self.faults(["command": "  "]) == ["command: says nothing"])
        let path = "command: must begin with an absolute path, or with a name that is found in PATH"
        #expect(Self.faults(["command": ["./run"]]) == [path])
        #expect(Self.faults(["command": ["", "x"]]) == [path])
        #expect(
            Self.faults(["command": ["a\u{0}b"]]) == ["command: must not contain a NUL byte"])
        #expect(
            Self.faults(["command": ["a"], "timeout": 601]) == ["timeout: must be 1 to 600 seconds"]
        )
        let both: JSONObject = ["command": ["a"], "options": ["x": 1], "secrets": ["x": 2]]
        #expect(Self.faults(both) == ["secrets: has x, as \"options\" has: leave one out"])
        let long = String(repeating: "x", count: 128 * 1024)
        #expect(Self.faults(["command": ["a", .string(long)]]).count == 1)
    }

    @Test func `commands are destinations of their own, of which no argument shows`() throws {
        let commands: [JSONValue] = [["curl", "hidden"], ["curl", "other"], "curl hidden"]
        let destinations = try commands.map {
            try ExecChannel(parameters: ["command": $0]).destination
        }
        #expect(Set(destinations.map(\.key)).count == 3)
        #expect(
            destinations.map(\.text) == [
                "the command curl", "the command curl", "a command of the shell",
            ])
        #expect(!destinations.contains { $0.key.contains("hidden") })
    }

    @Test func `only administrators may use it`() {
        #expect(ExecChannel.declaration.isForAdministrators)
    }
}
