/// The bounds of the store.
enum StoreLimits {
    /// Writes committed together.
    static let groupWrites = 1000
    /// Bytes of the file that is given up when the disk is full.
    static let ballastBytes: Int64 = 8 * 1024 * 1024
    /// Pages in the write-ahead log before the writer moves them into the database.
    static let checkpointPages = 4000
    /// Bytes to which the write-ahead log is cut after it grew.
    static let logBytes = 64 * 1024 * 1024
    /// Milliseconds to wait for another program's lock on the database.
    static let lockMilliseconds: Int32 = 5000
    /// KiB of pages kept in memory by each connection.
    static let cacheKiB = 16 * 1024
    /// Statements kept prepared by each connection; what is prepared beyond that is thrown away.
    static let statements = 200
    /// Definitions, and notification sets, kept decoded by each connection.
    static let decodedRows = 2000
    /// Interruptions that are remembered, the newest.
    static let interruptions = 1000
    /// Attempts of one delivery that are kept from its beginning, …
    static let firstDeliveryAttempts: Int64 = 10
    /// … and as many of the newest; what lies between is dropped.
    static let newestDeliveryAttempts: Int64 = 40
    /// Memories of channels kept for one run, and for one schedule: the newest.
    static let channelMemories: Int64 = 100
    /// Users of a notifier that are told.
    static let notifierUsers = 10
    /// Bytes of parameters kept decoded by each connection.
    static let decodedBytes = 16 * 1024 * 1024
}
