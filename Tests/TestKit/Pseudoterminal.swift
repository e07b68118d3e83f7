import Glibc
import Platform

/// A program at a terminal, which a test types at.
package final class Pseudoterminal: Sendable {
    package struct Silence: Error, CustomStringConvertible {
        package let awaited: String
        package let seen: String

        package var description: String { "\"\(awaited)\" did not come; seen: \(seen)" }
    }

    private let master: Descriptor
    private let program: Program
    private let seen = Locked<[UInt8]>([])

    // What asm-generic/ioctls.h makes with macros that Swift does not see.
    private static let lock: UInt = 0x4004_5431
    private static let number: UInt = 0x8004_5430

    /// Starts the program in a session whose terminal this is (pts(4)).
    package init(_ arguments: [String], environment: [String]) throws {
        master = try Descriptor.open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var unlocked: CInt = 0
        var number: CInt = 0
        var size = winsize(ws_row: 50, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
        guard unsafe ioctl(master.number, Self.lock, &unlocked) == 0,
            unsafe ioctl(master.number, Self.number, &number) == 0,
            unsafe ioctl(master.number, UInt(TIOCSWINSZ), &size) == 0
        else { throw SystemError("open a terminal") }
        program = try Program(
            arguments, terminal: "/dev/pts/\(number)", environment: environment)
    }

    /// Types keys, as if by hand.
    package func type(_ keys: String) throws {
        var rest = Array(keys.utf8)[...]
        while !rest.isEmpty {
            rest = rest.dropFirst(try master.write(rest, isSocket: false) ?? 0)
        }
    }

    /// Reads until the program has written the text, and forgets all up to its end; what came before it.
    ///
    /// Blocks its thread.
    @discardableResult
    package func expect(_ text: String, for patience: Duration = .seconds(60)) throws -> String {
        let wanted = Array(text.utf8)
        let end = ContinuousClock.now + patience
        while true {
            let found: [UInt8]? = seen.withLock { seen in
                guard let range = seen.firstRange(of: wanted) else { return nil }
                let before = Array(seen[..<range.lowerBound])
                seen = Array(seen[range.upperBound...])
                return before
            }
            if let found { return String(decoding: found, as: UTF8.self) }
            guard ContinuousClock.now < end, let piece = read(), !piece.isEmpty else {
                throw Silence(
                    awaited: text, seen: seen.withLock { String(decoding: $0, as: UTF8.self) })
            }
            seen.withLock { $0 += piece }
        }
    }

    /// What has come within a minute; empty when the program is gone or silent.
    private func read() -> [UInt8]? {
        var state = pollfd(fd: master.number, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&state, 1, 60_000) > 0 else { return [] }
        return try? master.read(upTo: 64 * 1024)
    }
}
