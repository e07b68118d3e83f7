/// Cuts a stream of bytes into frames; a length out of bounds is refused before it is waited for.
package struct FrameReader {
    private var buffer: [UInt8] = []
    private var position = 0

    package init() {}

    /// Takes the bytes that came next.
    package mutating func append(_ bytes: some Sequence<UInt8>) {
        if position > 0, position >= buffer.count / 2 {
            buffer.removeFirst(position)
            position = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The bytes of the next frame that is complete.
    package mutating func next() throws(WireError) -> ArraySlice<UInt8>? {
        guard buffer.count - position >= LaunchBounds.lengthBytes else { return nil }
        var decoder = WireDecoder(buffer[position...])
        let length = Int(try decoder.number(UInt32.self))
        guard length > 0, length <= LaunchBounds.frameBytes else {
            throw WireError("a frame of \(length) bytes, not 1 to \(LaunchBounds.frameBytes)")
        }
        let start = position + LaunchBounds.lengthBytes
        guard buffer.count - start >= length else { return nil }
        position = start + length
        return buffer[start..<position]
    }
}
