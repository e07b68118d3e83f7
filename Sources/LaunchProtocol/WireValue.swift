/// A value with one binary form: the same bytes always, and nothing read beyond its bounds.
package protocol WireValue: Sendable {
    func encode(into encoder: inout WireEncoder)
    init(from decoder: inout WireDecoder) throws(WireError)
}

extension WireValue {
    /// The value as one frame: its length in four bytes, then its bytes.
    package func frame() -> [UInt8] {
        var encoder = WireEncoder()
        encode(into: &encoder)
        var frame = WireEncoder()
        frame.write(UInt32(encoder.bytes.count))
        return frame.bytes + encoder.bytes
    }

    /// Reads the value from the bytes of one frame, which it must fill.
    package init(frame bytes: ArraySlice<UInt8>) throws(WireError) {
        var decoder = WireDecoder(bytes)
        try self.init(from: &decoder)
        try decoder.end()
    }
}
