package import Formats

/// The replies of one call, the last one included.
package struct ReplyStream: AsyncSequence, Sendable {
    package typealias Element = JSONObject
    package typealias Failure = ClientError

    let client: VarlinkClient

    package struct Iterator: AsyncIteratorProtocol {
        package typealias Failure = ClientError

        let client: VarlinkClient
        private var isAtEnd = false

        init(client: VarlinkClient) { self.client = client }

        package mutating func next() async throws(ClientError) -> JSONObject? {
            try await next(isolation: #isolation)
        }

        package mutating func next(
            isolation: isolated (any Actor)?
        ) async throws(ClientError) -> JSONObject? {
            if isAtEnd { return nil }
            isAtEnd = true
            let reply = try await client.reply()
            isAtEnd = !reply.continues
            return reply.parameters
        }
    }

    package func makeAsyncIterator() -> Iterator { Iterator(client: client) }
}
