/// What a server answered: the status, all headers, and the beginning of the body.
package struct HTTPReply: Sendable, Equatable {
    package var status: Int
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    /// The body was longer than what was kept.
    package var bodyIsCut: Bool
    /// When the reply was complete, in seconds since 1970: what a date in it is compared with.
    package var receivedAt: Int64

    package init(
        status: Int, headers: [HTTPHeader] = [], body: [UInt8] = [], bodyIsCut: Bool = false,
        receivedAt: Int64 = 0
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.bodyIsCut = bodyIsCut
        self.receivedAt = receivedAt
    }

    /// The first header of this name, whatever the case of its letters.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
