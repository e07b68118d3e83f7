/// The bounds of collected logs, each with its unit.
package enum LogCollectLimits {
    /// Bytes of a log's text; of a longer one the end is kept. Its upload is in memory as a whole.
    package static let logBytes: Int64 = 16 * 1024 * 1024
    /// The longest time for one upload.
    static let uploadTimeout = Duration.seconds(120)
    /// The longest time that a signed link is valid for, which is all that S3 knows.
    static let longestLink = Duration.seconds(7 * 86_400)
    static let shortestLink = Duration.seconds(1)
    /// Bytes of an object's key.
    static let key = 1024
    /// Characters of a bucket's name.
    static let bucket = 3...63
}
