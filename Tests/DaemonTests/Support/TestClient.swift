import Control
import Formats
import Testing

/// A client that holds every reply to the interface.
final class TestClient: Sendable {
    private let client: VarlinkClient

    init(to path: String) async throws {
        client = try await VarlinkClient.connect(to: path, loop: TestDaemon.loop)
    }

    @discardableResult
    func call(_ method: String, _ parameters: JSONObject = [:]) async throws -> JSONObject {
        do throws(ClientError) {
            let reply = try await client.call("io.notifyd.\(method)", parameters)
            try? Contract.check(reply, of: method)
            return reply
        } catch {
            throw try Contract.check(error, of: method)
        }
    }

    /// The error that a call is answered with.
    func refusal(_ method: String, _ parameters: JSONObject = [:]) async throws -> Refusal {
        do {
            let reply = try await call(method, parameters)
            throw Unexpected("\(method) answered \(JSONValue.object(reply).text)")
        } catch let refusal as Refusal {
            return refusal
        }
    }

    func stream(_ method: String, _ parameters: JSONObject = [:]) async throws -> ReplyStream {
        try await client.stream("io.notifyd.\(method)", parameters)
    }

    /// What happens from now on.
    func watch(_ parameters: JSONObject = [:]) async throws -> ReplyStream {
        let watch = try await stream("Watch", parameters)
        let first = try #require(try await watch.first { _ in true })
        try Contract.check(first, of: "Watch")
        #expect(first == [:])
        return watch
    }

    /// All replies of a call with `more`.
    func replies(_ method: String, _ parameters: JSONObject = [:]) async throws -> [JSONObject] {
        var replies: [JSONObject] = []
        do throws(ClientError) {
            for try await reply in try await client.stream("io.notifyd.\(method)", parameters) {
                try? Contract.check(reply, of: method)
                replies.append(reply)
            }
        } catch {
            throw try Contract.check(error, of: method)
        }
        return replies
    }

    /// Applies schedules that are never due by themselves.
    @discardableResult
    func apply(_ schedules: JSONValue...) async throws -> [JSONValue] {
        try await call("ApplySchedules", ["schedules": .array(schedules)])["results"]?.array ?? []
    }

    /// Starts a schedule; the run's uid.
    func start(_ schedule: JSONValue) async throws -> JSONValue {
        try #require(try await call("StartSchedule", ["schedule": schedule])["run"])
    }

    /// Starts a schedule and waits for the end of its run.
    func run(_ schedule: JSONValue) async throws -> JSONObject {
        try await wait(for: try await start(schedule))
    }

    func wait(for run: JSONValue) async throws -> JSONObject {
        try #require(try await call("WaitForRun", ["run": run])["run"]?.object)
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
