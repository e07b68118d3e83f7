import Formats
import Glibc
import Platform

/// A client that sends any bytes, in any pieces.
final class RawPeer: Sendable {
    let descriptor: Descriptor
    let loop: EventLoop

    init(to path: String, loop: EventLoop) throws {
        descriptor = try UnixSocket.connect(to: path)
        self.loop = loop
    }

    deinit { loop.forget(descriptor.number) }

    func send(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            if let count = try descriptor.write(rest, isSocket: true) {
                rest = rest.dropFirst(count)
            } else {
                try await loop.wait(for: .writable, of: descriptor.number)
            }
        }
    }

    func send(frame text: String) async throws { try await send(Array(text.utf8) + [0]) }

    func endSending() { shutdown(descriptor.number, CInt(SHUT_WR)) }

    /// The next frame, read byte by byte; nil at the end.
    func frame() async throws -> JSONValue? {
        var bytes: [UInt8] = []
        while true {
            guard let piece = try descriptor.read(upTo: 1) else {
                try await loop.wait(for: .readable, of: descriptor.number)
                continue
            }
            guard let byte = piece.first else { return nil }
            if byte == 0 { return try JSONValue(parsing: bytes) }
            bytes.append(byte)
        }
    }

    /// Reads on until the other side has closed; how many bytes came.
    @discardableResult
    func drain() async -> Int {
        var count = 0
        do {
            while true {
                guard let piece = try descriptor.read(upTo: 65536) else {
                    try await loop.wait(for: .readable, of: descriptor.number)
                    continue
                }
                if piece.isEmpty { return count }
                count += piece.count
            }
        } catch {
            return count
        }
    }
}
