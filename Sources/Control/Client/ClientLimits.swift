/// What a client takes from its server.
enum ClientLimits {
    /// Bytes of one reply.
    static let replyBytes = 256 * 1024 * 1024
    /// Bytes read at once.
    static let readBytes = 64 * 1024
    /// How often connecting is tried while the server's queue of connections is full.
    static let connectAttempts = 50
    /// How long to wait between two tries.
    static let connectPause: Duration = .milliseconds(100)
}
