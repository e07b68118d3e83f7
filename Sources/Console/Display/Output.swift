import Glibc

/// Standard output, and standard error for what is not the answer.
package struct Output: Sendable {
    package let terminal: Terminal

    package init(terminal: Terminal) { self.terminal = terminal }

    /// Writes everything, and throws when nobody reads it any more.
    package func write(_ text: String) throws { try Self.write(Array(text.utf8), to: 1) }

    package func line(_ text: String) throws { try write(text + "\n") }

    /// Something said beside the answer.
    package func remark(_ text: String) { try? Self.write(Array("\(text)\n".utf8), to: 2) }

    private static func write(_ bytes: [UInt8], to number: CInt) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(number, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: waitForRoom(number)
            case EPIPE, ECONNRESET: throw ClosedOutput()
            default:
                throw Failure("cannot write the output: \(unsafe String(cString: strerror(errno)))")
            }
        }
    }

    /// Somebody has left the terminal or pipe in non-blocking mode.
    private static func waitForRoom(_ number: CInt) {
        var state = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&state, 1, -1)
    }
}
