import Control
package import Formats
import Platform

/// A connection to notifyd, whose errors are told in words for the user.
package struct Connection: Sendable {
    private let client: VarlinkClient

    static func open(_ path: String) async throws -> Connection {
        let loop: EventLoop
        do throws(SystemError) { loop = try EventLoop() } catch { throw Failure(error.description) }
        do throws(ClientError) {
            return Connection(client: try await VarlinkClient.connect(to: path, loop: loop))
        } catch {
            throw Failure(error)
        }
    }

    /// Calls a method of the interface `io.notifyd`.
    package func call(_ method: String, _ parameters: JSONObject = [:]) async throws -> JSONObject {
        do throws(ClientError) {
            return try await client.call("io.notifyd.\(method)", parameters)
        } catch {
            throw Failure(error)
        }
    }

    /// Calls a method that answers in several replies.
    package func stream(
        _ method: String, _ parameters: JSONObject = [:],
        each: (JSONObject) async throws -> Void
    ) async throws {
        do {
            for try await reply in try await client.stream("io.notifyd.\(method)", parameters) {
                try await each(reply)
            }
        } catch let error as ClientError {
            throw Failure(error)
        }
    }

    /// Gathers the pages of a list under one name, up to a count.
    package func list(
        _ method: String, _ parameters: JSONObject = [:], member: String, atMost limit: Int
    ) async throws -> (rows: [JSONValue], isCut: Bool) {
        var rows: [JSONValue] = []
        var parameters = parameters
        while true {
            let reply = try await call(method, parameters)
            rows += reply[member]?.array ?? []
            guard rows.count < limit else {
                return (
                    Array(rows.prefix(limit)), rows.count > limit || reply["next"]?.string != nil
                )
            }
            guard let next = reply["next"]?.string else { return (rows, false) }
            parameters["after"] = .string(next)
        }
    }
}
