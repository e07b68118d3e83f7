package import Formats

/// What a server offers: an interface, and the code behind its methods.
package protocol Service: Sendable {
    var interface: InterfaceDescription { get }

    /// Answers a call, whose parameters follow the interface.
    ///
    /// For a call with `more`, replies before the last go to `replies`; what is returned is the last one.
    /// The task is cancelled when the client goes away.
    func handle(_ call: Call, replies: ReplyWriter) async throws(CallError) -> JSONObject
}

/// Takes the replies of a call before its last one.
package struct ReplyWriter: Sendable {
    private let write: @Sendable (JSONObject) async throws(CallError) -> Void

    package init(_ write: @escaping @Sendable (JSONObject) async throws(CallError) -> Void) {
        self.write = write
    }

    /// Returns when the client has room for more.
    ///
    /// - Throws: `CallError.expectedMore` when the call did not say `more`, and `CallError.abandoned`
    ///   when the client is gone; both are to be passed on.
    package func send(_ reply: JSONObject) async throws(CallError) { try await write(reply) }
}
