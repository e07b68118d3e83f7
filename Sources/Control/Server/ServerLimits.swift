import Domain

/// What the clients of a server may use.
package struct ServerLimits: Sendable {
    /// Bytes of one frame that a client sends.
    package var frameBytes = Limits.frameBytes
    /// Bytes read at once.
    package var readBytes = 64 * 1024
    /// Connections in all.
    package var connections = 512
    /// Connections of one user.
    package var connectionsPerUser = 64
    /// Connections above those in all that are kept for root and the service's own user.
    package var reservedConnections = 16
    /// How long a client may take none of the bytes that are ready for it.
    package var writePatience: Duration = .seconds(30)
    /// How long calls may go on after the server was told to stop.
    package var stopPatience: Duration = .seconds(5)
    /// How long nothing is accepted after the system had no room for a connection.
    package var acceptPause: Duration = .seconds(1)
    /// How long the log is silent after it told that connections are refused.
    package var refusalInterval: Duration = .seconds(60)

    package init() {}
}
