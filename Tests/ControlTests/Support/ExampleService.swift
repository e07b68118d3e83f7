import Control
import Formats
import Platform
import TestKit

/// A service with a method for each way in which a handler can behave.
struct ExampleService: Service {
    let interface: InterfaceDescription
    let signals = Signals()

    init() throws {
        interface = try InterfaceDescription(
            parsing: """
                # An example.
                interface org.example.test

                type Pair (left: string, right: ?[]int)

                method Echo(text: string, number: ?int, pair: ?Pair) -> (text: string, number: ?int)
                method Count(to: int) -> (number: int)
                method Forever() -> (number: int)
                method Wait() -> ()
                method Fail(why: string) -> ()
                method Who() -> (uid: int, pid: int)
                method Lie() -> (number: int)

                error Bad(message: string)
                """)
    }

    func handle(_ call: Call, replies: ReplyWriter) async throws(CallError) -> JSONObject {
        switch call.method {
        case "Echo":
            var reply: JSONObject = ["text": call.parameters["text"] ?? ""]
            reply["number"] = call.parameters["number"]
            return reply
        case "Count":
            let last = call.parameters["to"]?.integer ?? 0
            for number in 0..<last { try await replies.send(["number": .integer(number)]) }
            return ["number": .integer(last)]
        case "Forever":
            defer { signals.send("ended") }
            var number: Int64 = 0
            while true {
                try await replies.send(["number": .integer(number)])
                number += 1
            }
        case "Wait":
            signals.send("waiting")
            await Watched(false).wait { $0 }
            signals.send(Task.isCancelled ? "cancelled" : "over")
            return [:]
        case "Fail":
            throw CallError(
                name: "org.example.test.Bad", parameters: ["message": call.parameters["why"] ?? ""])
        case "Who":
            return ["uid": .integer(Int64(call.peer.uid)), "pid": .integer(Int64(call.peer.pid))]
        default: return ["number": "none"]
        }
    }
}

/// What handlers have come to, in order, for tests to wait for.
final class Signals: Sendable {
    private let stream: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func send(_ signal: String) { continuation.yield(signal) }

    func next() async -> String? {
        var iterator = stream.makeAsyncIterator()
        return await iterator.next()
    }
}
