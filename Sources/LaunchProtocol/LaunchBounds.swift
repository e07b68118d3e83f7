/// The bounds of the protocol; what exceeds one is malformed and closes the connection.
package enum LaunchBounds {
    /// The version of the protocol that this source speaks.
    package static let version: UInt16 = 2
    /// Bytes of one frame after its length.
    package static let frameBytes = 1024 * 1024
    /// Bytes of the length before each frame.
    package static let lengthBytes = 4
    /// Bytes of a run's id.
    package static let idBytes = 64
    /// Bytes of one argument, value or path; the kernel's own bound is 128 KiB with the NUL.
    package static let stringBytes = 128 * 1024 - 1
    /// Arguments of one command.
    package static let arguments = 8192
    /// Variables of one environment.
    package static let variables = 8192
    /// Ids in one acknowledgement.
    package static let acknowledgedIDs = 8192
    /// Thousandths of a processor; more than any machine has.
    package static let cpu: UInt64 = 1_000_000_000
    /// Bytes of an explaining text.
    package static let textBytes = 1024
    /// The longest timeout or grace, in microseconds: ten years.
    package static let longestMicroseconds: UInt64 = 10 * 366 * 86_400 * 1_000_000
}
