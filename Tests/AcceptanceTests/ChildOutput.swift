import Glibc
import Platform

/// What a child writes to one of its descriptors, read as it comes.
final class ChildOutput: Sendable {
    /// The lines in order, for one reader.
    let lines: AsyncStream<String>
    private let bytes = Locked<[UInt8]>([])
    private let end = Latch<Bool>()

    /// Reads the descriptor to its end, on a thread of its own.
    init(_ source: consuming Descriptor) throws {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        let number = source.release()
        try Thread.start(name: "child-output") {
            let source = Descriptor(owning: number)
            var line: [UInt8] = []
            while let piece = try? source.read(upTo: 64 * 1024), !piece.isEmpty {
                self.bytes.withLock { $0 += piece }
                for byte in piece {
                    if byte == UInt8(ascii: "\n") {
                        continuation.yield(String(decoding: line, as: UTF8.self))
                        line = []
                    } else {
                        line.append(byte)
                    }
                }
            }
            if !line.isEmpty { continuation.yield(String(decoding: line, as: UTF8.self)) }
            continuation.finish()
            self.end.set(true)
        }
    }

    /// Everything so far.
    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    /// Everything, once there is no more.
    func whole() async throws -> String {
        _ = try await end.value()
        return text
    }

    /// The next line that is as wanted; those before it are passed over.
    @discardableResult
    func line(where isWanted: (String) -> Bool) async throws -> String {
        for await line in lines where isWanted(line) { return line }
        throw Failure("the output ended without the line that was waited for; it was:\n\(text)")
    }

    @discardableResult
    func line(containing part: String) async throws -> String {
        try await line { $0.contains(part) }
    }
}
