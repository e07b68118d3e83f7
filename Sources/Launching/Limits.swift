/// The bounds of a connection to the launcher.
enum Limits {
    /// Requests that wait for room in the socket; each may hold a log and a file of results open.
    static let queuedRequests = 8192
    /// Milliseconds to wait for the launcher's welcome.
    static let welcomeMilliseconds: Int32 = 10_000
    /// Milliseconds until the next try when the kernel has too many descriptors on their way.
    static let retryMilliseconds: Int32 = 10
    /// Bytes received at a time.
    static let receiveBytes = 64 * 1024
    /// Receptions gathered into one batch of reports.
    static let receptionsPerBatch = 16
    /// Tries to start a launcher, when others end or start at the same moment.
    static let startAttempts = 3
}
