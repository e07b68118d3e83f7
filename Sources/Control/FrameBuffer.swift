/// Cuts a stream of bytes into frames that end with a NUL byte, and holds no more than one frame's limit.
struct FrameBuffer: Sendable {
    /// Bytes of one frame, without its NUL.
    let limit: Int
    private var bytes: [UInt8] = []
    /// What is before it has been handed out.
    private var start = 0
    /// What is before it holds no NUL.
    private var scanned = 0

    init(limit: Int) { self.limit = limit }

    /// How many bytes may be appended now; none when a frame waits to be taken, or is too large.
    var room: Int { max(0, limit + 1 - (bytes.count - start)) }

    /// Whether nothing is held, not even the beginning of a frame.
    var isEmpty: Bool { start == bytes.count }

    mutating func append(_ more: [UInt8]) {
        if start > 0 {
            bytes.removeSubrange(..<start)
            scanned -= start
            start = 0
        }
        bytes += more
    }

    /// The next whole frame without its NUL; nil when more bytes are needed.
    mutating func next() throws(FrameTooLarge) -> [UInt8]? {
        guard let end = bytes[scanned...].firstIndex(of: 0) else {
            scanned = bytes.count
            guard room > 0 else { throw FrameTooLarge(limit: limit) }
            return nil
        }
        let frame = Array(bytes[start..<end])
        start = end + 1
        scanned = start
        if start == bytes.count {
            // A large frame's memory is not kept for the small ones after it.
            bytes = []
            start = 0
            scanned = 0
        }
        return frame
    }
}

/// A frame that goes on beyond its limit.
struct FrameTooLarge: Error, CustomStringConvertible {
    let limit: Int

    var description: String { "a message of more than \(limit) bytes" }
}
