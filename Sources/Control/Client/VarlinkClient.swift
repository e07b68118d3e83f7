package import Formats
import Glibc
package import Platform

/// One connection to a Varlink service; one call at a time.
package final class VarlinkClient: Sendable {
    private let socket: FrameSocket

    private init(_ socket: FrameSocket) { self.socket = socket }

    /// Connects to a socket's path, with patience while its queue of connections is full.
    package static func connect(
        to path: String, loop: EventLoop
    ) async throws(ClientError) -> VarlinkClient {
        for attempt in 1... {
            do throws(SystemError) {
                return VarlinkClient(
                    FrameSocket(
                        try UnixSocket.connect(to: path), loop: loop,
                        frameBytes: ClientLimits.replyBytes, readBytes: ClientLimits.readBytes))
            } catch {
                guard error.errno == EAGAIN, attempt < ClientLimits.connectAttempts else {
                    throw .unreachable(path: path, reason: error)
                }
            }
            do { try await Task.sleep(for: ClientLimits.connectPause) } catch { throw .cancelled }
        }
        throw .cancelled
    }

    /// Calls a method, named in full, and returns the parameters of its reply.
    package func call(
        _ method: String, _ parameters: JSONObject = [:]
    ) async throws(ClientError) -> JSONObject {
        try await send(["method": .string(method), "parameters": .object(parameters)])
        return try await reply().parameters
    }

    /// Calls a method that answers in several replies, each of which is read when it is asked for.
    package func stream(
        _ method: String, _ parameters: JSONObject = [:]
    ) async throws(ClientError) -> ReplyStream {
        try await send([
            "method": .string(method), "parameters": .object(parameters), "more": true,
        ])
        return ReplyStream(client: self)
    }

    func reply() async throws(ClientError) -> (parameters: JSONObject, continues: Bool) {
        let frame: [UInt8]?
        do {
            frame = try await socket.nextFrame()
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .broken("the connection to the service broke: \(error)")
        }
        guard let frame else {
            throw .broken("the service closed the connection; its log may tell why")
        }
        guard let reply = try? JSONValue(parsing: frame).object else {
            throw .broken("the service answered with something that is no Varlink reply")
        }
        let parameters = reply["parameters"]?.object ?? [:]
        if let name = reply["error"]?.string {
            throw .remote(name: name, parameters: parameters)
        }
        return (parameters, reply["continues"] == true)
    }

    private func send(_ frame: JSONObject) async throws(ClientError) {
        do {
            try await socket.write(frame, patience: nil)
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .broken("the connection to the service broke: \(error)")
        }
    }
}
