import Formats
import Glibc
import Platform

/// A connected stream socket that carries frames; one task reads, one task writes.
final class FrameSocket: Sendable {
    private let descriptor: Descriptor
    private let loop: EventLoop
    private let readBytes: Int
    private let input: Locked<FrameBuffer>

    init(_ descriptor: consuming Descriptor, loop: EventLoop, frameBytes: Int, readBytes: Int) {
        self.descriptor = descriptor
        self.loop = loop
        self.readBytes = readBytes
        input = Locked(FrameBuffer(limit: frameBytes))
    }

    deinit { loop.forget(descriptor.number) }

    /// The next frame; nil at the end, when the other side has sent its last one.
    ///
    /// - Throws: `FrameTooLarge`, `SystemError`, `CutOff` inside a frame, `CancellationError`.
    func nextFrame() async throws -> [UInt8]? {
        while true {
            if let frame = try input.withLock({ input throws(FrameTooLarge) in try input.next() }) {
                return frame
            }
            guard let isAtEnd = try fill() else {
                try await wait(for: .readable)
                continue
            }
            if isAtEnd {
                guard input.withLock({ $0.isEmpty }) else { throw CutOff() }
                return nil
            }
        }
    }

    /// Reads ahead while somebody works on a frame, and returns when the other side is gone.
    ///
    /// False when that can no longer be noticed: the other side has only ended its half, or has sent
    /// more than is read ahead.
    func waitUntilGone() async -> Bool {
        do {
            while input.withLock({ $0.room }) > 0 {
                switch try fill() {
                case nil: try await wait(for: .readable)
                case true?: return isHungUp
                case false?: continue
                }
            }
            return false
        } catch is CancellationError {
            return false
        } catch {
            return true
        }
    }

    /// Writes a frame and its NUL, waiting for room, but not longer than `patience` for any at all.
    ///
    /// - Throws: `SystemError`, `OutOfPatience`, `CancellationError`.
    func write(_ frame: JSONObject, patience: Duration?) async throws {
        let bytes = JSONValue.object(frame).bytes + [0]
        var rest = bytes[...]
        while !rest.isEmpty {
            if let count = try descriptor.write(rest, isSocket: true) {
                rest = rest.dropFirst(count)
            } else {
                try await waitForRoom(patience)
            }
        }
    }

    /// Reads once; whether that was the end, nil when nothing is there yet.
    private func fill() throws(SystemError) -> Bool? {
        let room = input.withLock { $0.room }
        guard let bytes = try descriptor.read(upTo: min(room, readBytes)) else { return nil }
        input.withLock { $0.append(bytes) }
        return bytes.isEmpty
    }

    private func waitForRoom(_ patience: Duration?) async throws {
        guard let patience else {
            return try await wait(for: .writable)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await self.wait(for: .writable) }
            group.addTask {
                try await Task.sleep(for: patience)
                throw OutOfPatience()
            }
            try await group.next()
        }
    }

    private func wait(for readiness: EventLoop.Readiness) async throws {
        try await loop.wait(for: readiness, of: descriptor.number)
    }

    /// Whether both directions have ended, and not only the other side's (poll(2), POLLHUP).
    private var isHungUp: Bool {
        var state = pollfd(fd: descriptor.number, events: 0, revents: 0)
        return unsafe poll(&state, 1, 0) > 0 && state.revents & Int16(POLLHUP) != 0
    }
}

/// The other side ended in the middle of a frame.
struct CutOff: Error, CustomStringConvertible {
    var description: String { "the connection ended inside a message" }
}

/// The other side takes no bytes.
struct OutOfPatience: Error, CustomStringConvertible {
    var description: String { "it takes no replies" }
}
