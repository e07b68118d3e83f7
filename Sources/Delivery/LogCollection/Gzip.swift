import CZlib

/// Compresses a stream into a gzip file (RFC 1952) in memory; the same bytes give the same file.
@safe struct Gzip: ~Copyable {
    /// It cannot go on.
    struct Failure: Error, CustomStringConvertible {
        var description: String { "zlib could not compress it, for which it needs some memory" }
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private var output: [UInt8] = []
    private var piece = [UInt8](repeating: 0, count: Self.pieceBytes)

    /// Bytes of the pieces in which output is taken.
    private static let pieceBytes = 64 * 1024
    /// zlib's largest window, and 16 for gzip's header and end in place of its own.
    private static let windowBits: Int32 = 15 + 16
    /// zlib's usual use of memory.
    private static let memoryLevel: Int32 = 8

    init() throws(Failure) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // What the macro deflateInit2 stands for, which Swift does not see.
        let result = unsafe deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, Self.windowBits, Self.memoryLevel,
            Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        // Without success there is nothing that `deflateEnd` would mind.
        guard result == Z_OK else { throw Failure() }
    }

    deinit {
        _ = unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    mutating func add(_ text: String) throws(Failure) {
        var text = text
        let result: Result<Void, Failure> = text.withUTF8 { bytes in
            unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(mutating: bytes.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(bytes.count)
            return Result { () throws(Failure) in try take(Z_NO_FLUSH) }
        }
        try result.get()
    }

    /// The whole file.
    consuming func finish() throws(Failure) -> [UInt8] {
        unsafe stream.pointee.avail_in = 0
        try take(Z_FINISH)
        return output
    }

    /// Takes output until zlib has no more.
    private mutating func take(_ flush: Int32) throws(Failure) {
        while true {
            let (result, count) = unsafe piece.withUnsafeMutableBufferPointer { buffer in
                unsafe stream.pointee.next_out = buffer.baseAddress
                unsafe stream.pointee.avail_out = UInt32(buffer.count)
                let result = unsafe deflate(stream, flush)
                return unsafe (result, buffer.count - Int(stream.pointee.avail_out))
            }
            output += piece[..<count]
            switch result {
            case Z_STREAM_END: return
            // No more input, and nothing that waits to be taken.
            case Z_OK where count < Self.pieceBytes && flush == Z_NO_FLUSH,
                Z_BUF_ERROR where flush == Z_NO_FLUSH:
                return
            case Z_OK: continue
            default: throw Failure()
            }
        }
    }
}
