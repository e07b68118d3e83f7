import Glibc
import Platform
import Synchronization

/// A scriptable HTTP receiver on 127.0.0.1: real sockets, one thread, an answer chosen for each request.
package final class LoopbackServer: Sendable {
    /// One request as it arrived.
    package struct Received: Sendable {
        package var method: String
        /// With its query.
        package var path: String
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]

        /// The first header of this name, whatever the case of its letters.
        package func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    package let port: UInt16
    private let core: LoopbackServerCore

    /// `answer` is told the request and how many came before it; it runs on the server's thread.
    ///
    /// With `recording` false only the number of requests is kept.
    package init(
        recording: Bool = true, answer: @escaping @Sendable (Received, Int) -> LoopbackAnswer
    ) throws {
        core = try LoopbackServerCore(recording: recording)
        port = core.port
        try Thread.start(name: "loopback") { [core] in
            LoopbackServerLoop(core: core, answer: answer).run()
        }
    }

    /// Gives the answers in order, and then the last word for ever.
    package convenience init(_ answers: LoopbackAnswer..., then last: LoopbackAnswer = .status(204))
        throws
    {
        try self.init { _, index in index < answers.count ? answers[index] : last }
    }

    deinit {
        core.stop()
    }

    /// The URL of a path on this server.
    package func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Everything recorded so far, in order of arrival.
    package var requests: [Received] { core.state.withLock { $0.requests } }

    /// How many requests have arrived.
    package var count: Int { core.state.withLock { $0.count } }

    /// How many connections have been accepted.
    package var connections: Int { core.state.withLock { $0.connections } }

    /// Waits until so many requests have arrived in all.
    @discardableResult
    package func received(_ count: Int) async -> [Received] {
        await core.state.wait { $0.count >= count }
        return requests
    }

    /// Answers all requests that hang.
    package func release(_ answer: LoopbackAnswer = .status(204)) {
        core.command { $0.releases.append(answer) }
    }

    /// Closes the listener and every connection.
    package func stop() {
        core.stop()
    }
}
